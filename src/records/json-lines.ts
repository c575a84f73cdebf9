/** One JSON object a line. Nothing is done for a line but to cut it out and to parse it. */
import { Gathered } from './batch.js'
import { fault } from './faults.js'
import { isTooDeep } from './json-depth.js'
import { insideOf } from './json-envelopes.js'
import { maxDepth, maxEntryBytes, megabytes } from './limits.js'
import { TextLines } from './text-lines.js'
import type { Batch, Reader } from './types.js'

/** Only a line this long can be nested so deep that to parse it costs much memory. */
const deepLength = 256 * 1024

export interface JsonLinesOptions {
  /** Entries stand in this member of each line: `_source`. A line without it is an entry itself. */
  readonly inside?: string | undefined
  /** Bytes of the longest line. */
  readonly limit?: number
}

export class JsonLinesReader implements Reader {
  readonly #inside: string | undefined
  readonly #limit: number
  readonly #lines: TextLines
  readonly #gathered = new Gathered()
  #line = 0

  constructor({ inside, limit = maxEntryBytes }: JsonLinesOptions = {}) {
    this.#inside = inside
    this.#limit = limit
    this.#lines = new TextLines({ text: (text) => this.#text(text), tooLong: () => this.#tooLong() }, limit)
  }

  push(bytes: Uint8Array): Batch {
    this.#lines.push(bytes)
    return this.#gathered.take()
  }

  end(): Batch {
    this.#lines.end()
    return this.#gathered.take()
  }

  #tooLong(): void {
    this.#line++
    this.#gathered.fault(fault('log/too-long', { line: this.#line }, megabytes(this.#limit)))
  }

  #text(text: string): void {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#one(text.slice(from, end))
      from = end + 1
    }
    if (from < text.length) this.#one(text.slice(from))
  }

  #one(text: string): void {
    this.#line++
    if (text.length < 3 && text.trim() === '') return
    if (text.length > deepLength && isTooDeep(text)) {
      this.#gathered.fault(fault('json/too-deep', { line: this.#line }, maxDepth))
      return
    }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (error) {
      this.#broken(text, error)
      return
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.#gathered.fault(fault('json/no-object', { line: this.#line }))
    else this.#gathered.record(this.#inside === undefined ? value : insideOf(value, this.#inside), this.#line)
  }

  #broken(text: string, error: unknown): void {
    if (!(error instanceof SyntaxError)) throw error
    if (text.trim() !== '') this.#gathered.fault(fault('json/syntax', { line: this.#line }))
  }
}
