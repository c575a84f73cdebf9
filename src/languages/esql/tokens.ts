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

const skipped = /(?:\s+|\/\/[^\n]*)+/y
const word = /[\p{L}_@][\p{L}\p{N}_]*/uy
const wordInName = /[\p{L}\p{N}_@]+/uy
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\\r\n]|\\[^\r\n])*"?/y
const quoted = /`(?:[^`]|``)*`?/y
const sign = /::|==|=~|!=|<=|>=|./suy

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
  for (;;) {
    skipped.lastIndex = at
    if (skipped.test(text)) at = skipped.lastIndex
    if (!text.startsWith('/*', at)) return at
    const end = text.indexOf('*/', at + 2)
    at = end < 0 ? text.length : end + 2
  }
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
  const plain = take(name === 'part' ? wordInName : word, text, from)
  if (plain) return { kind: 'word', text: plain, from, to: from + plain.length }
  const digits = name === 'dot' ? '' : take(number, text, from)
  if (digits) return { kind: 'number', text: digits, from, to: from + digits.length }
  const other = take(sign, text, from)
  return { kind: 'sign', text: other, from, to: from + other.length }
}

function take(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? ''
}

function quotedAt(text: string, from: number): Token {
  const whole = take(quoted, text, from)
  const closed = whole.length > 1 && /(?:^|[^`])(?:``)*`$/.test(whole.slice(1))
  const inner = whole.slice(1, closed ? -1 : undefined).replaceAll('``', '`')
  return { kind: 'quoted', text: inner, from, to: from + whole.length, ...(closed ? {} : { open: true }) }
}

function stringAt(text: string, from: number): Token {
  if (text.startsWith('"""', from)) return tripleAt(text, from)
  const whole = take(string, text, from)
  const closed =
    whole.length > 1 && whole.endsWith('"') && !(whole.endsWith('\\"') && /(?:^|[^\\])(?:\\\\)*\\"$/.test(whole))
  const inner = whole.slice(1, closed ? -1 : undefined)
  return { kind: 'string', quote: 1, text: inner, from, to: from + whole.length, ...(closed ? {} : { open: true }) }
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
