/** The records of files and pasted texts, one after the other, numbered through. */
import { readLog } from '../../../records/read-log.js'
import type { Fault, LogRecord } from '../../../records/types.js'
import type { Input, RecordPlace, ShownFault } from '../../match-protocol.js'

/** Where the numbers of a file's records begin. */
interface Stretch {
  readonly file: string
  readonly member?: string
  readonly from: number
}

export interface Read {
  readonly records: readonly LogRecord[]
  readonly faults: readonly ShownFault[]
  /** To be added to a record's own number. */
  readonly base: number
}

export class Reading {
  /** Bytes that were read, of all. */
  bytes = 0
  readonly of: number
  private readonly stretches: Stretch[] = []
  private next = 0

  constructor(private readonly inputs: readonly Input[]) {
    this.of = inputs.reduce((sum, { blob }) => sum + blob.size, 0)
  }

  async *batches(): AsyncGenerator<Read> {
    for (const { name, blob } of this.inputs) {
      let before = this.bytes
      let member: string | undefined
      this.begin(name)
      try {
        for await (const batch of readLog(name, this.pieces(blob))) {
          if (batch.member !== member) {
            member = batch.member
            this.begin(name, member)
          }
          const base = this.stretches.at(-1)?.from ?? 0
          for (const { number } of batch.records) if (base + number > this.next) this.next = base + number
          yield { records: batch.records, base, faults: batch.faults.map((fault) => this.placed(fault)) }
        }
      } catch (error) {
        // A file that was moved or may not be read; the others are read all the same.
        const message = `it could not be read: ${error instanceof Error ? error.message : String(error)}`
        yield { records: [], base: 0, faults: [{ file: name, message }] }
      }
      before += blob.size
      this.bytes = before
    }
  }

  /** Of a record by its number in the run. */
  place(number: number): RecordPlace {
    let [low, high] = [0, this.stretches.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.stretches[middle]?.from ?? 0) < number) low = middle
      else high = middle - 1
    }
    const { file = '', member, from = 0 } = this.stretches[low] ?? {}
    return { file, ...(member !== undefined && { member }), record: number - from }
  }

  private begin(file: string, member?: string): void {
    const last = this.stretches.at(-1)
    // Of a file without records nothing is asked.
    if (last?.from === this.next) this.stretches.pop()
    this.stretches.push({ file, ...(member !== undefined && { member }), from: this.next })
  }

  private placed({ line, offset, message }: Fault): ShownFault {
    const { file = '', member } = this.stretches.at(-1) ?? {}
    const name = member === undefined ? file : `${file}: ${member}`
    return { file: name, message, ...(line !== undefined && { line }), ...(offset !== undefined && { offset }) }
  }

  private async *pieces(blob: Blob): AsyncGenerator<Uint8Array> {
    const reader = blob.stream().getReader()
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        this.bytes += piece.value.length
        yield piece.value
      }
    } finally {
      await reader.cancel()
    }
  }
}
