/** Where a reader stands among the tokens of a query, and how it says what is wrong there. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Span } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { type Token, tokenize } from './tokens.js'

/** Parentheses, calls, signs and `not` nest at most this deep. */
export const depthLimit = 200

/** Each arithmetic operator of a query may nest what is before it once more; there are at most so many. */
const operatorLimit = 1_000

/** Reading cannot go on; whoever called goes on after the part in question. */
class Failure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message)
  }
}

export class Cursor {
  readonly tokens: readonly Token[]
  at = 0
  private depth = 0
  private operators = 0

  constructor(
    readonly source: Fragment,
    readonly problems: Diagnostic[],
  ) {
    this.tokens = tokenize(source.text)
  }

  /** The last token is the end, which nothing passes. */
  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? (this.tokens.at(-1) as Token)
  }

  /** The one just read. */
  before(): Token {
    return this.tokens[Math.max(this.at - 1, 0)] as Token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind !== 'end') this.at++
    return token
  }

  isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'mark' && token.text === text
  }

  acceptMark(text: string): boolean {
    const found = this.isMark(text)
    if (found) this.at++
    return found
  }

  /** `![`, between whose characters blanks may stand. */
  isAbsence(): boolean {
    const { kind, text } = this.peek()
    return kind === 'mark' && text.startsWith('!') && text.endsWith('[')
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    const { text } = token
    return token.kind === 'name' && text.length === word.length && (text === word || text.toLowerCase() === word)
  }

  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false
    const token = this.next()
    if (token.text !== word) this.foreign(token.from, token.to, `"${token.text}"`, `"${word}"`)
    return true
  }

  expectMark(text: string, detail: string): Token {
    return this.isMark(text) ? this.next() : this.fail(detail)
  }

  place(from: number, to: number): Span {
    return this.source.place(from, to)
  }

  /** From a token to what was read last; empty when that lies before it. */
  since({ from }: Token): Span {
    const { to } = this.before()
    return this.source.place(Math.min(from, to), to)
  }

  placeOf(token: Token): Span {
    return this.place(token.from, token.to)
  }

  /** Reads something nested, unless it is nested too deep. */
  nest<T>(read: () => T): T {
    if (++this.depth > depthLimit) this.tooDeep(depthLimit)
    const result = read()
    this.depth--
    return result
  }

  countOperator(): void {
    if (++this.operators > operatorLimit) this.tooDeep(operatorLimit)
  }

  private tooDeep(limit: number): never {
    throw new Failure(diagnose('eql/too-nested', this.placeOf(this.peek()), limit))
  }

  foreign(from: number, to: number, what: string, instead?: string): void {
    this.problems.push(diagnose('eql/not-elasticsearch', this.place(from, to), what, instead))
  }

  /** At the next token, or the last one when the query has ended. */
  fail(detail: string, token = this.peek()): never {
    const at = token.kind === 'end' ? this.before() : token
    throw new Failure(diagnose('eql/syntax', this.placeOf(at), token.kind === 'bad' ? badToken(token) : detail))
  }

  failWith(problem: Diagnostic): never {
    throw new Failure(problem)
  }

  /** What `read` reads; or, where it cannot, what `instead` makes of what lies up to `]`, a pipe or the end. */
  recover<T>(read: () => T, instead: () => T): T {
    const { depth } = this
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.problems.push(error.problem)
      this.depth = depth
      this.skip()
      return instead()
    }
  }

  private skip(): void {
    for (let open = 0; this.peek().kind !== 'end'; this.at++) {
      if (open === 0 && (this.isMark(']') || this.isMark('|'))) return
      if (this.isMark('[')) open++
      else if (this.isMark(']')) open--
    }
  }
}

function badToken({ text }: Token): string {
  const [first = ''] = text
  if (/["'`?]/.test(first)) return `the quote ${text.startsWith('"""') ? '"""' : first} is never closed`
  return text.startsWith('/*') ? 'the comment is never closed' : `"${text}" means nothing here`
}
