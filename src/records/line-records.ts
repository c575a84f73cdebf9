/** Readers of logs in which a line is an entry. */
import { Gathered } from './batch.js'
import { type FaultCode, fault } from './faults.js'
import { megabytes } from './limits.js'
import { eachLine, TextLines } from './text-lines.js'
import type { Batch, Reader } from './types.js'

/** Bytes of the longest line. */
const maxLineBytes = 1024 * 1024

export class LineRecordsReader implements Reader {
  readonly #gathered = new Gathered()
  readonly #lines: TextLines
  #line = 0

  /** `read` gives undefined for a line that is no entry, which is then a fault with this code. */
  constructor(read: (line: string) => object | undefined, code: FaultCode, limit = maxLineBytes) {
    const one = (line: string): void => {
      this.#line++
      if (line.trim() === '') return
      const value = read(line)
      if (value === undefined) this.#gathered.fault(fault(code, { line: this.#line }))
      else this.#gathered.record(value, this.#line)
    }
    const tooLong = (): void => {
      this.#line++
      this.#gathered.fault(fault('log/too-long', { line: this.#line }, megabytes(limit)))
    }
    this.#lines = new TextLines({ text: (text) => eachLine(text, one), tooLong }, limit)
  }

  push(bytes: Uint8Array): Batch {
    this.#lines.push(bytes)
    return this.#gathered.take()
  }

  end(): Batch {
    this.#lines.end()
    return this.#gathered.take()
  }
}
