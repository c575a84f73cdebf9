/** ES|QL text to tokens. White space and comments stand between tokens and are left out. */

export interface Token {
  /** `sign`: an operator, a bracket or any character that begins nothing else; `end` is the last token. */
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'sign' | 'end'
  /** As written; for `quoted` what the backticks hold, `` `` `` undone; for `string` what the quotes hold, as written. */
  readonly text: string
  readonly from: number
  readonly to: number
  /** For `string`: how many characters the opening quote has, 1 or 3. */
  readonly quote?: 1 | 3
  /** The closing quote, backtick or comment mark is missing. */
  readonly open?: true
  /** For an opening bracket: the index of the token that closes it. */
  closer?: number
}

/** Beyond ASCII; within it words are found character by character, which is several times faster. */
const letters = /[\p{L}\p{N}_@]+/uy
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const pairs = new Set(['::', '==', '=~', '!=', '<=', '>='])

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  const opened: number[] = []
  let at = skip(text, 0)
  while (at < text.length) {
    const token = tokenAt(text, at, inName(tokens, at))
    if (token.kind === 'sign') pair(token.text, tokens, opened)
    tokens.push(token)
    at = skip(text, token.to)
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length })
  return tokens
}

/** After what comes next when blanks and comments are passed over; a comment without an end reaches to the end. */
function skip(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) at++
    else if (text.startsWith('//', at)) at = past(text, '\n', at + 2)
    else if (text.startsWith('/*', at)) at = past(text, '*/', at + 2)
    else return at
  }
  return at
}

const isBlank = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0xfeff

function past(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at + mark.length
}

/** `dot`: a dot would go on with the name before it; `part`: what comes goes on with it, even when it begins with a digit. */
function inName(tokens: readonly Token[], at: number): 'dot' | 'part' | undefined {
  const last = tokens.at(-1)
  if (last?.to !== at) return undefined
  if (last.kind === 'word' || last.kind === 'quoted') return 'dot'
  const before = tokens.at(-2)
  const after = last.text === '.' && last.kind === 'sign' && before?.to === last.from
  return after && (before.kind === 'word' || before.kind === 'quoted') ? 'part' : undefined
}

function tokenAt(text: string, from: number, name: 'dot' | 'part' | undefined): Token {
  const char = text[from]
  if (char === '"') return stringAt(text, from)
  if (char === '`') return quotedAt(text, from)
  const end = wordEnd(text, from, name === 'part')
  if (end > from) return { kind: 'word', text: text.slice(from, end), from, to: end }
  const digits = name === 'dot' ? '' : take(number, text, from)
  if (digits) return { kind: 'number', text: digits, from, to: from + digits.length }
  const two = text.slice(from, from + 2)
  const sign = pairs.has(two) ? two : String.fromCodePoint(text.codePointAt(from) ?? 0)
  return { kind: 'sign', text: sign, from, to: from + sign.length }
}

/** Where the word that begins here ends; here when there is none. Only a part of a name may begin with a digit. */
function wordEnd(text: string, from: number, part: boolean): number {
  const first = text.charCodeAt(from)
  if (isDigit(first) && !part) return from
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code > 127) {
      const more = take(letters, text, at).length
      if (more === 0) return at
      at += more
    } else if (isLetter(code) || isDigit(code) || (code === 64 && (part || at === from))) at++
    else return at
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** Or an underscore. */
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95

function take(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? ''
}

/** Two backticks stand for one. */
function quotedAt(text: string, from: number): Token {
  let end = text.indexOf('`', from + 1)
  while (end >= 0 && text[end + 1] === '`') end = text.indexOf('`', end + 2)
  const inner = text.slice(from + 1, end < 0 ? undefined : end).replaceAll('``', '`')
  if (end < 0) return { kind: 'quoted', text: inner, from, to: text.length, open: true }
  return { kind: 'quoted', text: inner, from, to: end + 1 }
}

function stringAt(text: string, from: number): Token {
  if (text.startsWith('"""', from)) return tripleAt(text, from)
  let at = from + 1
  for (;;) {
    const char = text[at]
    if (char === '"') return { kind: 'string', quote: 1, text: text.slice(from + 1, at), from, to: at + 1 }
    if (char === undefined || char === '\n' || char === '\r')
      return { kind: 'string', quote: 1, text: text.slice(from + 1, at), from, to: at, open: true }
    at += char === '\\' && at + 1 < text.length && text[at + 1] !== '\n' && text[at + 1] !== '\r' ? 2 : 1
  }
}

/** The text may end in one or two quotes of its own. */
function tripleAt(text: string, from: number): Token {
  const start = from + 3
  let end = text.indexOf('"""', start)
  if (end < 0) return { kind: 'string', quote: 3, text: text.slice(start), from, to: text.length, open: true }
  for (let more = 0; more < 2 && text[end + 3] === '"'; more++) end++
  return { kind: 'string', quote: 3, text: text.slice(start, end), from, to: end + 3 }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Notes on an opening bracket which token closes it. A bracket of another kind in between ends the search. */
function pair(text: string, tokens: readonly Token[], opened: number[]): void {
  if (text in closing) opened.push(tokens.length)
  else if (text === ')' || text === ']' || text === '}') {
    const opener = tokens[opened.at(-1) ?? -1]
    if (opener && closing[opener.text] === text) {
      opener.closer = tokens.length
      opened.pop()
    }
  }
}
