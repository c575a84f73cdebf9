/**
 * Kuery's texts: quoted ones, and unquoted ones that may hold spaces and `*`. An unquoted text ends before a special
 * character or before a keyword that stands by itself; Kibana's grammar says where exactly, and so is it read here.
 */
import type { Part } from '../../model/rule.js'

/** Offsets are into the query. */
export interface Literal {
  /** The text as it stands there, with its quotes. */
  readonly from: number
  readonly to: number
  /** Where reading goes on: spaces after an unquoted text belong to it but do not count. */
  readonly end: number
  readonly quoted: boolean
  /** Without quotes, escapes as they stand. */
  readonly written: string
  /** Escapes undone; each `*` is a hole. Never empty. */
  readonly parts: readonly Part[]
}

export const isWild = ({ parts }: Literal): boolean => parts.some((part) => typeof part !== 'string')

/** A lone `*`. */
export const isStar = ({ quoted, parts }: Literal): boolean =>
  !quoted && parts.length === 1 && typeof parts[0] !== 'string'

/** The text with every `*` as itself. */
export const plainText = ({ parts }: Pick<Literal, 'parts'>): string =>
  parts.map((part) => (typeof part === 'string' ? part : '*')).join('')

export type Keyword = 'and' | 'or' | 'not'

/** A keyword, and where reading goes on after the spaces behind it. */
export interface Word {
  readonly keyword: Keyword
  readonly from: number
  readonly to: number
  readonly end: number
}

const isSpace = (char: string | undefined): boolean =>
  char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\u00a0'

export function skipSpaces(text: string, from: number): number {
  let at = from
  while (isSpace(text[at])) at++
  return at
}

/** The keyword that begins at `from`: white space has to follow, or what no text could go on with. */
export function wordAt(text: string, from: number): Word | undefined {
  const keyword = keywordIn(text, from)
  if (keyword === undefined) return undefined
  const to = from + keyword.length
  const next = text[to]
  return isSpace(next) || next === '(' || next === '"' ? { keyword, from, to, end: skipSpaces(text, to) } : undefined
}

function keywordIn(text: string, from: number): Keyword | undefined {
  switch (text[from]) {
    case 'a':
    case 'A':
      return same(text, from, 'and')
    case 'o':
    case 'O':
      return same(text, from, 'or')
    case 'n':
    case 'N':
      return same(text, from, 'not')
    default:
      return undefined
  }
}

const same = <K extends Keyword>(text: string, from: number, keyword: K): K | undefined =>
  text.slice(from, from + keyword.length).toLowerCase() === keyword ? keyword : undefined

/** Undefined when no text begins at `from`; `unclosed` when a quote does that is never closed. */
export const readLiteral = (text: string, from: number): Literal | 'unclosed' | undefined =>
  text[from] === '"' ? readQuoted(text, from) : readUnquoted(text, from)

function readQuoted(text: string, from: number): Literal | 'unclosed' {
  const parts = new Parts()
  let at = from + 1
  while (at < text.length && text[at] !== '"') {
    const undone = text[at] === '\\' ? escapeIn(text, at, '\\"') : undefined
    const end = undone?.end ?? skipQuoted(text, at + 1)
    parts.add(undone?.text ?? text.slice(at, end))
    at = end
  }
  if (at >= text.length) return 'unclosed'
  return { from, to: at + 1, end: at + 1, quoted: true, written: text.slice(from + 1, at), parts: parts.all() }
}

function skipQuoted(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"' && text[at] !== '\\') at++
  return at
}

const special = '\\():<>"*{}'

function readUnquoted(text: string, start: number): Literal | undefined {
  const parts = new Parts()
  const end = scanUnquoted(text, start, parts)
  if (end === start) return undefined
  const raw = text.slice(start, end)
  const written = raw.trim()
  // Rare spaces alone are an empty text, which still has to be somewhere.
  const from = start + (written ? raw.length - raw.trimStart().length : 0)
  return { from, to: written ? from + written.length : end, end, quoted: false, written, parts: parts.trimmed() }
}

/** Where the unquoted text ends that begins at `start`. */
function scanUnquoted(text: string, start: number, parts: Parts): number {
  let at = start
  while (at < text.length) {
    const char = text[at] as string
    if (isSpace(char)) {
      const end = skipSpaces(text, at)
      if (wordAt(text, end)) return at
      parts.add(text.slice(at, end))
      at = end
    } else if (char === '*') {
      parts.hole()
      at++
    } else if (char === '\\') {
      const undone = escapeIn(text, at, special) ?? escapedKeyword(text, at)
      if (!undone) return at
      parts.add(undone.text)
      at = undone.end
    } else if (special.includes(char) || (at === start && wordAt(text, at)?.keyword === 'not')) return at
    else {
      const end = skipPlain(text, at + 1)
      parts.add(text.slice(at, end))
      at = end
    }
  }
  return at
}

/** Where the run of characters ends that mean only themselves. */
function skipPlain(text: string, from: number): number {
  let at = from
  while (at < text.length && !isSpace(text[at]) && !special.includes(text[at] as string)) at++
  return at
}

interface Escape {
  readonly text: string
  readonly end: number
}

/** White space comes before keywords, so `\not` is a line break and `ot`: Kibana reads it so too. */
function escapeIn(text: string, at: number, plain: string): Escape | undefined {
  const char = text[at + 1]
  switch (char) {
    case undefined:
      return undefined
    case 't':
      return { text: '\t', end: at + 2 }
    case 'r':
      return { text: '\r', end: at + 2 }
    case 'n':
      return { text: '\n', end: at + 2 }
    case 'u': {
      const digits = text.slice(at + 2, at + 6)
      if (!/^[0-9a-f]{4}$/i.test(digits)) return undefined
      return { text: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 6 }
    }
    default:
      return plain.includes(char) ? { text: char, end: at + 2 } : undefined
  }
}

function escapedKeyword(text: string, at: number): Escape | undefined {
  const keyword = keywordIn(text, at + 1)
  if (!keyword) return undefined
  const end = at + 1 + keyword.length
  return { text: text.slice(at + 1, end), end }
}

const star: Part = { wild: '*' }

class Parts {
  private readonly found: Part[] = []
  private text = ''

  add(text: string): void {
    this.text += text
  }

  hole(): void {
    if (this.text) this.found.push(this.text)
    this.text = ''
    this.found.push(star)
  }

  all(): Part[] {
    if (this.text || this.found.length === 0) this.found.push(this.text)
    return this.found
  }

  /** White space at either end does not count, however it was written. */
  trimmed(): Part[] {
    const all = this.all()
    const last = all.length - 1
    const trimmed = all.map((part, i) => {
      if (typeof part !== 'string') return part
      const started = i === 0 ? part.trimStart() : part
      return i === last ? started.trimEnd() : started
    })
    return trimmed.length === 1 ? trimmed : trimmed.filter((part) => part !== '')
  }
}
