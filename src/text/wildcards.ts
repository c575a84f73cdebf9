import type { Part } from '../model/rule.js'

/**
 * Text with `*` for any text and `?` for any one character. A backslash makes what follows it literal where `escapes`
 * says so, and stands for itself everywhere else.
 */
export function wildcards(written: string, escapes: (next: string) => boolean): Part[] {
  if (!/[\\*?]/.test(written)) return [written]
  const found: Part[] = []
  let literal = ''
  for (let i = 0; i < written.length; i++) {
    const char = written.charAt(i)
    const next = written.charAt(i + 1)
    if (char === '\\' && next !== '' && escapes(next)) {
      literal += next
      i++
    } else if (char === '*' || char === '?') {
      if (literal) found.push(literal)
      literal = ''
      found.push({ wild: char })
    } else literal += char
  }
  if (literal || found.length === 0) found.push(literal)
  return found
}
