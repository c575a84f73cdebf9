import { createGunzip } from 'node:zlib'
import { Allowance } from '../records/allowance.js'
import { bomb, fault } from '../records/faults.js'
import { UnreadableLog } from '../records/read-log.js'

/** What is given to the library at once: it can unpack to a thousand times as much. */
const pieceBytes = 64 * 1024

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** Sets the stream to work, which calls back when it is done. */
type Start = (done: (error?: Error | null) => void) => unknown

/**
 * Unpacks gzip on another thread: a piece is unpacked while what came out of the one before is being read. What came out
 * before the data is found damaged is given; then `UnreadableLog` is thrown.
 */
export class Gunzipped {
  readonly #allowance = new Allowance()
  readonly #gunzip = createGunzip({ chunkSize: 256 * 1024 })
  #found: Uint8Array[] = []
  #failed: Error | undefined
  #working: Promise<void> = Promise.resolve()

  constructor() {
    this.#gunzip.on('data', (bytes: Uint8Array) => this.#found.push(bytes))
    this.#gunzip.on('error', (error) => {
      this.#failed ??= error
    })
  }

  async *push(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes)
      this.#allowance.read(piece.length)
      yield* this.#next((done) => this.#gunzip.write(piece, done))
    }
  }

  async *end(): AsyncGenerator<Uint8Array> {
    // Its own callback comes before it is seen that the data is cut.
    yield* this.#next((done) => this.#gunzip.once('end', done).end())
    yield* this.#next((done) => done())
  }

  close(): void {
    this.#gunzip.destroy()
  }

  /** Waits for the piece before, sets the next one to work, and gives what the one before unpacked to. */
  async *#next(start: Start): AsyncGenerator<Uint8Array> {
    await this.#working
    const [found, failed] = [this.#found, this.#failed]
    this.#found = []
    if (!failed) this.#working = this.#work(start)
    for (const bytes of found) {
      if (!this.#allowance.give(bytes.length)) throw new UnreadableLog(bomb())
      yield bytes
    }
    if (failed) throw new UnreadableLog(fault('log/damaged', {}, failed.message))
  }

  /** Resolves too when the stream fails, which does not always call back. */
  #work(start: Start): Promise<void> {
    return new Promise((resolve) => {
      const closed = (): void => resolve()
      this.#gunzip.once('close', closed)
      start((error) => {
        this.#failed ??= error ?? undefined
        this.#gunzip.off('close', closed)
        resolve()
      })
    })
  }
}
