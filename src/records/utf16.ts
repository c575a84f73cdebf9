import type { LogBatch, Pipe } from './pipe.js'

/** UTF-16, announced by a byte order mark: what Windows' tools write. Readers of text take UTF-8. */
export class Utf16Pipe implements Pipe {
  readonly #decoder: TextDecoder
  readonly #encoder = new TextEncoder()
  readonly #inner: Pipe

  constructor(encoding: 'utf-16le' | 'utf-16be', inner: Pipe) {
    this.#decoder = new TextDecoder(encoding)
    this.#inner = inner
  }

  get done(): boolean {
    return this.#inner.done
  }

  push(bytes: Uint8Array): Iterable<LogBatch> {
    return this.#inner.push(this.#encoder.encode(this.#decoder.decode(bytes, { stream: true })))
  }

  *end(): Generator<LogBatch> {
    yield* this.#inner.push(this.#encoder.encode(this.#decoder.decode()))
    yield* this.#inner.end()
  }
}
