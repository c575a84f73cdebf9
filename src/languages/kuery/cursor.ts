/** The place in a query up to which it has been read, and the steps that move it. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { type Keyword, type Literal, readLiteral, skipSpaces, type Word, wordAt } from './literal.js'

const unescaped = 'a backslash has to be doubled outside quotes'

/** What is being read cannot be; only readers throw and catch it. */
export class Failure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message)
  }
}

export class Cursor {
  readonly diagnostics: Diagnostic[] = []
  protected readonly text: string
  protected at = 0
  /** Where the last thing that was read ends, spaces left out. */
  protected end = 0
  /** Offset of the last character that is no white space. */
  private readonly last: number

  constructor(protected readonly source: Fragment) {
    this.text = source.text
    this.last = Math.max(0, this.text.trimEnd().length - 1)
  }

  protected literal(): Literal {
    const read = readLiteral(this.text, this.at)
    if (read === undefined) return this.fail(this.at, this.atNothing())
    if (read === 'unclosed') return this.fail(this.at, 'the quote is never closed')
    this.at = read.end
    this.end = read.to
    if (!read.quoted) this.checkWords(read)
    return read
  }

  /** Kibana takes the end of `cannot be` for a keyword. */
  private checkWords({ from, end }: Literal): void {
    const at = this.text.slice(from, end + 1).search(/[^\s\\]not\s/i)
    if (at >= 0) this.tolerate({ from: from + at + 1, to: from + at + 4 }, 'a word that ends in "not" before another')
  }

  protected accept(keyword: Keyword): boolean {
    const from = skipSpaces(this.text, this.at)
    const word = wordAt(this.text, from)
    if (word?.keyword !== keyword) return false
    const isTight = word.end === word.to || (keyword !== 'not' && from === this.at)
    if (isTight) this.tolerate(word, `"${keyword}" without white space around it`)
    this.at = word.end
    this.end = word.to
    return true
  }

  protected tolerate({ from, to }: Pick<Word, 'from' | 'to'>, what: string): void {
    this.diagnostics.push(diagnose('kuery/tolerated', this.source.place(from, to), what))
  }

  private atNothing(): string {
    const char = this.text[this.at]
    if (char === undefined) return 'it ends where a field or value is due'
    if (char === '\\') return unescaped
    return `a field or value is due before "${wordAt(this.text, this.at)?.keyword ?? char}"`
  }

  protected expected(at: number): Diagnostic {
    const char = this.text[at]
    if (char === '\\') return this.problem(at, unescaped)
    if (char === ':') return this.problem(at, '"and" or "or" is missing before this, or a backslash')
    return this.problem(at, '"and" or "or" is missing before this')
  }

  /** Points at the word or sign at `at`; what is missing at the end is shown by the last one there is. */
  protected problem(at: number, detail: string): Diagnostic {
    const from = Math.min(at, this.last)
    const word = /^[\w.-]+/.exec(this.text.slice(from, from + 100))?.[0] ?? ''
    return diagnose('kuery/syntax', this.source.place(from, from + Math.max(1, word.length)), detail)
  }

  protected fail(at: number, detail: string): never {
    throw new Failure(this.problem(at, detail))
  }
}
