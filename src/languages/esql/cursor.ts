/** A place in the tokens of a query that moves forward, and what every part of the reader does with it. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Span } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import type { Token } from './tokens.js'
import { tokenize } from './tokens.js'

/** Brackets, calls and operators nest at most this deep. */
export const depthLimit = 200

/** What is wrong; the part of the query being read is given up. */
export class Failure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message)
  }
}

export class Cursor {
  readonly tokens: readonly Token[]
  at = 0
  private depth = 0

  constructor(
    readonly source: Fragment,
    readonly problems: Diagnostic[],
  ) {
    this.tokens = tokenize(source.text)
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token
  }

  next(): Token {
    const token = this.peek()
    if (token.kind === 'end') return this.fail()
    this.at++
    return token
  }

  /** Where the token before this place ends. */
  get end(): number {
    return this.tokens[this.at - 1]?.to ?? 0
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'sign' && token.text === text
  }

  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.text.length === text.length && token.text.toLowerCase() === text
  }

  sign(text: string): boolean {
    if (!this.isSign(text)) return false
    this.at++
    return true
  }

  word(text: string): boolean {
    if (!this.isWord(text)) return false
    this.at++
    return true
  }

  expectSign(text: string): void {
    if (!this.sign(text)) this.fail(`"${text}" is missing`)
  }

  expectWord(text: string): void {
    if (!this.word(text)) this.fail(`"${text}" is missing`)
  }

  /** Whether the next token touches the one before it. */
  get touches(): boolean {
    return this.peek().from === this.end
  }

  /** At the end of a command: a pipe, the bracket around a query in a query, or the end. */
  get done(): boolean {
    const token = this.peek()
    return token.kind === 'end' || (token.kind === 'sign' && (token.text === '|' || token.text === ')'))
  }

  nest<T>(read: () => T): T {
    if (++this.depth > depthLimit) {
      this.depth--
      throw new Failure(diagnose('esql/too-nested', this.place(this.peek().from, this.peek().to), depthLimit))
    }
    try {
      return read()
    } finally {
      this.depth--
    }
  }

  place(from: number, to: number): Span {
    return this.source.place(from, to)
  }

  /** Gives up at the next token, or at the one before when there is none. */
  fail(detail?: string): never {
    const next = this.peek()
    const token = next.kind === 'end' ? (this.tokens[this.at - 1] ?? next) : next
    const where = this.place(token.from, token.to)
    const text = this.source.text.slice(token.from, Math.min(token.to, token.from + 40))
    throw new Failure(diagnose('esql/syntax', where, detail ?? unexpected(next, text)))
  }

  /**
   * Goes on at the next token for which `stop` is true, over whatever brackets enclose. Counting begins at `start`, the
   * index of the token where what could not be read begins, but nothing that has been passed is read a second time.
   */
  skipFrom(start: number, stop: (token: Token) => boolean): void {
    const reached = this.at
    this.at = start
    for (;;) {
      const token = this.peek()
      if (token.kind === 'end' || (this.at >= reached && stop(token))) return
      this.at = (token.closer ?? this.at) + 1
    }
  }
}

function unexpected({ kind }: Token, text: string): string {
  if (kind === 'end') return `something is missing after "${text}"`
  return text === '=' ? '"=" gives a name; equality is tested with "=="' : `"${text}" is not expected here`
}
