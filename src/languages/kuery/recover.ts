/** Where reading can go on after something that cannot be read. */
import { readLiteral, skipSpaces, wordAt } from './literal.js'

/**
 * The offset, at or after `from`, of the next `and` or `or` (of the white space before it), or of a bracket that closes
 * more than was opened, `open` brackets being open at `from`; else the end. Quoted texts are passed over as a whole.
 */
export function skipBroken(text: string, from: number, open: number): number {
  let depth = open
  let at = from
  while (at < text.length) {
    const spaces = skipSpaces(text, at)
    if (depth === 0 && endsHere(text, at, spaces)) return at
    at = spaces
    const char = text[at]
    if (char === ')' || char === '}') {
      if (depth === 0) return at
      depth--
    } else if (char === '(' || char === '{') depth++
    at = next(text, at)
  }
  return text.length
}

/** Whether a keyword follows the white space between two offsets. */
function endsHere(text: string, at: number, spaces: number): boolean {
  if (spaces === at) return false
  const word = wordAt(text, spaces)
  return word !== undefined && word.keyword !== 'not'
}

function next(text: string, at: number): number {
  if (text[at] === '\\') return Math.min(at + 2, text.length)
  if (text[at] !== '"') return at + 1
  const quoted = readLiteral(text, at)
  return typeof quoted === 'object' ? quoted.end : text.length
}
