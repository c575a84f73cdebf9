/** Characters of one command, read from left to right. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Span } from '../../model/rule.js'
import { callAt } from './expand.js'
import type { Query } from './query.js'
import { isBlank, quoteEnd } from './structure.js'

/** Why something could not be read. Whoever can go on without it catches it. */
export class Failure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message)
  }
}

/** How deep parentheses, functions and `not` may be nested. */
export const depthLimit = 200

export class Cursor {
  /** Where what was last read ends. */
  done: number
  private depth = 0

  constructor(
    readonly query: Query,
    public at: number,
    readonly to: number,
  ) {
    this.done = at
    this.skip()
  }

  get text(): string {
    return this.query.source.text
  }

  get char(): string {
    return this.at < this.to ? (this.text[this.at] as string) : ''
  }

  get ended(): boolean {
    return this.at >= this.to
  }

  place(from: number, to = this.done): Span {
    return this.query.source.place(from, Math.max(from, to))
  }

  /** To the next character that is not blank. */
  private skip(): void {
    while (this.at < this.to && isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  /** Everything before an offset has been read. */
  moveTo(offset: number): void {
    this.done = Math.min(offset, this.to)
    this.at = this.done
    this.skip()
  }

  isSign(sign: string): boolean {
    return this.at + sign.length <= this.to && this.text.startsWith(sign, this.at)
  }

  sign(sign: string): boolean {
    const found = this.isSign(sign)
    if (found) this.moveTo(this.at + sign.length)
    return found
  }

  expect(sign: string): void {
    if (!this.sign(sign)) this.fail(`"${sign}" is missing`)
  }

  /** A word at an offset that nothing but `boundary` may follow, in any case. */
  isWord(word: string, at = this.at): boolean {
    const end = at + word.length
    if (end > this.to || this.text.slice(at, end).toLowerCase() !== word) return false
    return end === this.to || /[\s()"',=!<>|[\]`]/.test(this.text[end] as string)
  }

  word(word: string): boolean {
    const found = this.isWord(word)
    if (found) this.moveTo(this.at + word.length)
    return found
  }

  /** What a sticky pattern finds here, if anything. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0].slice(0, this.to - this.at)
    if (!found) return undefined
    this.moveTo(this.at + found.length)
    return found
  }

  /** Whether nothing stands between what was last read and what comes next. */
  get touches(): boolean {
    return this.done === this.at
  }

  /** The offsets between two quotes. */
  quoted(quote = this.char): { from: number; to: number } {
    const from = this.at
    const end = quoteEnd(this.text, from, quote)
    if (end >= this.to) this.fail(`the ${quote === '"' ? 'text' : 'name'} is never closed`)
    this.moveTo(end + 1)
    return { from: from + 1, to: end }
  }

  /** Where the bracket that opens here closes, within so many characters; quotes are skipped. The cursor stays. */
  closing(most = this.to): number {
    let depth = 0
    const to = Math.min(this.to, this.at + most)
    for (let at = this.at; at < to; at++) {
      const char = this.text[at]
      if (char === '\\') at++
      else if (char === '"') at = quoteEnd(this.text, at, '"')
      else if (char === '(' || char === '[') depth++
      else if ((char === ')' || char === ']') && --depth === 0) return at
    }
    return this.fail('"(" is never closed')
  }

  /** A macro that was not put in, by its name. */
  macro(): string | undefined {
    const call = this.char === '`' ? callAt(this.text, this.at) : undefined
    if (!call) return undefined
    this.moveTo(this.at + call.length)
    return call.name
  }

  /** Reads something that stands inside something else. */
  nest<T>(read: () => T): T {
    if (this.depth >= depthLimit)
      throw new Failure(diagnose('spl/too-nested', this.place(this.at, this.at), depthLimit))
    this.depth++
    try {
      return read()
    } finally {
      this.depth--
    }
  }

  fail(detail?: string): never {
    const { at, to } = this
    const end = Math.min(to, at + Math.max(1, this.text.slice(at, to).search(/[\s()]|$/)))
    const what = this.ended ? 'it ends too early' : `${JSON.stringify(this.text.slice(at, end))} is not expected here`
    throw new Failure(diagnose('spl/syntax', this.place(Math.min(at, to), end), detail ?? what))
  }
}
