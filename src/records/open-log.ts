/** Looks at the beginning of a file, or of what was packed in one, and leaves the rest to whom it concerns. */
import { fault } from './faults.js'
import { readerFor } from './formats.js'
import type { Layer, LogBatch, Pipe } from './pipe.js'
import { headBytes } from './sniff.js'
import { copied, joined } from './text-lines.js'
import type { Batch, Reader } from './types.js'
import { UnpackPipe } from './unpack.js'
import { UnzipPipe } from './unzip.js'
import { Utf16Pipe } from './utf16.js'

/** A log in a file in an archive. */
const maxPacked = 2

export class OpenLog implements Pipe {
  readonly #layer: Layer
  #parts: Uint8Array[] = []
  #length = 0
  #next: Pipe | undefined

  constructor(layer: Layer) {
    this.#layer = layer
  }

  get done(): boolean {
    return this.#next?.done ?? false
  }

  *push(bytes: Uint8Array): Generator<LogBatch> {
    if (this.#next) {
      yield* this.#next.push(bytes)
      return
    }
    this.#length += bytes.length
    const isEnough = this.#length >= headBytes
    this.#parts.push(isEnough ? bytes : copied(bytes))
    if (isEnough) yield* this.#decide(false)
  }

  *end(): Generator<LogBatch> {
    if (!this.#next && this.#length > 0) yield* this.#decide(true)
    if (this.#next) yield* this.#next.end()
  }

  *#decide(whole: boolean): Generator<LogBatch> {
    const bytes = joined(this.#parts, this.#length)
    this.#parts = []
    this.#next = this.#pipeFor(bytes.subarray(0, headBytes), whole && bytes.length <= headBytes)
    yield* this.#next.push(bytes)
  }

  #pipeFor(bytes: Uint8Array, whole: boolean): Pipe {
    const packed = packing(bytes)
    const encoding = utf16(bytes)
    if (encoding) return new Utf16Pipe(encoding, new OpenLog(this.#layer))
    if (!packed) {
      const reader = readerFor({ bytes, whole, name: this.#layer.name })
      return reader ? new ReadPipe(reader, this.#layer) : new FaultPipe('log/unknown', this.#layer)
    }
    const inner = { ...this.#layer, depth: this.#layer.depth + 1 }
    if (inner.depth > maxPacked) return new FaultPipe('log/packed-deeper', this.#layer)
    if (packed === 'zip') return new UnzipPipe(inner, (layer) => new OpenLog(layer))
    return new UnpackPipe(packed, inner, new OpenLog(inner))
  }
}

function packing(bytes: Uint8Array): 'gzip' | 'zip' | 'zstd' | undefined {
  const [a, b, c, d] = bytes
  if (a === 0x1f && b === 0x8b) return 'gzip'
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return 'zip'
  const isFrame = a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd
  const isSkippable = a !== undefined && a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18
  return isFrame || isSkippable ? 'zstd' : undefined
}

function utf16([a, b]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined
}

class ReadPipe implements Pipe {
  readonly done = false
  readonly #reader: Reader
  readonly #layer: Layer

  constructor(reader: Reader, layer: Layer) {
    this.#reader = reader
    this.#layer = layer
  }

  push(bytes: Uint8Array): LogBatch[] {
    return labelled(this.#reader.push(bytes), this.#layer)
  }

  end(): LogBatch[] {
    return labelled(this.#reader.end(), this.#layer)
  }
}

/** Says why nothing is read, once. */
class FaultPipe implements Pipe {
  readonly #code: 'log/unknown' | 'log/packed-deeper'
  readonly #layer: Layer
  done = false

  constructor(code: 'log/unknown' | 'log/packed-deeper', layer: Layer) {
    this.#code = code
    this.#layer = layer
  }

  push(): LogBatch[] {
    if (this.done) return []
    this.done = true
    return labelled({ records: [], faults: [fault(this.#code, {})] }, this.#layer)
  }

  end(): LogBatch[] {
    return []
  }
}

function labelled(batch: Batch, { member }: Layer): LogBatch[] {
  if (batch.records.length === 0 && batch.faults.length === 0) return []
  return [member === undefined ? batch : { ...batch, member }]
}
