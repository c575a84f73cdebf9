/** gzip and zstd: one stream of bytes in another. */
import { Gunzip } from 'fflate'
import { bomb, fault } from './faults.js'
import type { Layer, LogBatch, Pipe } from './pipe.js'
import { copied } from './text-lines.js'
import { ZstdFrames } from './zstd-frames.js'

/** Unpacks bytes. Both give what became complete, and throw when the data is damaged. */
export interface Unpacker {
  push(bytes: Uint8Array): readonly Uint8Array[]
  end(): readonly Uint8Array[]
}

/** Deflate gives up to 1,032 times as much as it gets, so it gets a little at a time. */
const gzipPiece = 16 * 1024

export class GzipUnpacker implements Unpacker {
  readonly #found: Uint8Array[] = []
  readonly #gunzip = new Gunzip((bytes) => {
    if (bytes.length > 0) this.#found.push(bytes)
  })

  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.#gunzip.push(copied(bytes))
    return this.#found.splice(0)
  }

  end(): readonly Uint8Array[] {
    this.#gunzip.push(new Uint8Array(0), true)
    return this.#found.splice(0)
  }
}

export class UnpackPipe implements Pipe {
  readonly #unpacker: Unpacker
  readonly #piece: number
  readonly #layer: Layer
  readonly #inner: Pipe
  #stopped = false

  constructor(kind: 'gzip' | 'zstd', layer: Layer, inner: Pipe) {
    this.#unpacker = kind === 'gzip' ? new GzipUnpacker() : new ZstdFrames()
    this.#piece = kind === 'gzip' ? gzipPiece : 1024
    this.#layer = layer
    this.#inner = inner
  }

  get done(): boolean {
    return this.#stopped || this.#inner.done
  }

  *push(bytes: Uint8Array): Generator<LogBatch> {
    for (let at = 0; at < bytes.length && !this.done; at += this.#piece)
      yield* this.#give((unpacker) => unpacker.push(bytes.subarray(at, at + this.#piece)))
  }

  *end(): Generator<LogBatch> {
    if (this.#stopped) return
    yield* this.#give((unpacker) => unpacker.end())
    if (!this.#stopped) yield* this.#inner.end()
  }

  *#give(unpack: (unpacker: Unpacker) => readonly Uint8Array[]): Generator<LogBatch> {
    let found: readonly Uint8Array[]
    try {
      found = unpack(this.#unpacker)
    } catch (error) {
      yield* this.#stop(fault('log/damaged', {}, messageOf(error)))
      return
    }
    for (const bytes of found) {
      if (!this.#layer.allowance.give(bytes.length)) {
        yield* this.#stop(bomb())
        return
      }
      yield* this.#inner.push(bytes)
    }
  }

  /** What was unpacked until here is read to its end. */
  *#stop(reason: LogBatch['faults'][number]): Generator<LogBatch> {
    this.#stopped = true
    yield* this.#inner.end()
    yield { records: [], faults: [reason], ...(this.#layer.member !== undefined && { member: this.#layer.member }) }
  }
}

/** The words of a library's error about the data. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
