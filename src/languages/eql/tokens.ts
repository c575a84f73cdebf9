/** EQL as tokens, with offsets into the query. White space and comments leave none. Linear, and never fails. */

/**
 * `name`: a word, reserved or not; one that ends in `~` keeps it. `quoted`: a name in backticks. `string`: any quotes.
 * `mark`: punctuation. `bad`: what begins no token, or is never closed. `end`: after the last one.
 */
type TokenKind = 'name' | 'quoted' | 'string' | 'number' | 'mark' | 'bad' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** As written. */
  readonly text: string
  readonly from: number
  readonly to: number
}

/**
 * One token, or white space and comments. A string keeps to its line unless three quotes begin it; up to two quotes may
 * stand before the three that close it.
 */
const shape = new RegExp(
  [
    /(\s+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/,
    /([A-Za-z_@]\w*~?)/,
    /("""[\s\S]*?"{3,5}|"(?!"")(?:[^"\\\r\n]|\\[^\r\n])*"|\??'(?:[^'\\\r\n]|\\[^\r\n])*'|\?"(?:[^"\\\r\n]|\\[^\r\n])*")/,
    /(`(?:[^`]|``)*`)/,
    /((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/,
    /([=!<>]=|!:|!\s*\[|\/(?!\*)|[-+*%=<>:,.?()[\]|!])/,
  ]
    .map((one) => one.source)
    .join('|'),
  'y',
)

export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    shape.lastIndex = at
    const match = shape.exec(text)
    const from = at
    if (!match) {
      at = endOfBad(text, at)
      tokens.push({ kind: 'bad', text: text.slice(from, at), from, to: at })
      continue
    }
    at = shape.lastIndex
    if (match[1] === undefined) tokens.push({ kind: kindOf(match), text: match[0], from, to: at })
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length })
  return tokens
}

function kindOf(match: RegExpExecArray): TokenKind {
  if (match[2] !== undefined) return 'name'
  if (match[3] !== undefined) return 'string'
  if (match[4] !== undefined) return 'quoted'
  return match[5] === undefined ? 'mark' : 'number'
}

/** What is never closed runs to the end of its line, or of the query if it may hold line breaks. */
function endOfBad(text: string, at: number): number {
  if (text.startsWith('"""', at) || text.startsWith('/*', at) || text[at] === '`') return text.length
  if (text[at] === '"' || text[at] === "'") {
    const line = /[\r\n]/g
    line.lastIndex = at
    return line.exec(text)?.index ?? text.length
  }
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
}
