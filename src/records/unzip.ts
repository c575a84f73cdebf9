/** Zip archives, read from front to back: each file inside is a log of its own. */
import { Unzip, type UnzipDecoder, type UnzipFile, UnzipInflate } from 'fflate'
import { bomb, fault } from './faults.js'
import type { Inner, Layer, LogBatch, Pipe } from './pipe.js'
import { copied } from './text-lines.js'
import type { Fault } from './types.js'
import { messageOf } from './unpack.js'

/** As in gzip: what one piece can unpack to is bounded by its length. */
const piece = 16 * 1024

/** What the library found, in order. */
type Found =
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' }
  | { readonly kind: 'fault'; readonly name: string; readonly fault: Fault }

const stored = 0
const deflated = 8

export class UnzipPipe implements Pipe {
  readonly #layer: Layer
  readonly #inner: Inner
  readonly #unzip: Unzip
  #found: Found[] = []
  #member: Pipe | undefined
  #stopped = false

  constructor(layer: Layer, inner: Inner) {
    this.#layer = layer
    this.#inner = inner
    this.#unzip = new Unzip((file) => this.#file(file))
    this.#unzip.register(UnzipInflate)
  }

  get done(): boolean {
    return this.#stopped
  }

  *push(bytes: Uint8Array): Generator<LogBatch> {
    for (let at = 0; at < bytes.length && !this.#stopped; at += piece)
      yield* this.#give(bytes.subarray(at, at + piece), false)
  }

  *end(): Generator<LogBatch> {
    if (this.#stopped) return
    yield* this.#give(new Uint8Array(0), true)
    yield* this.#endMember()
    this.#stopped = true
  }

  *#give(bytes: Uint8Array, last: boolean): Generator<LogBatch> {
    let damage: string | undefined
    try {
      this.#unzip.push(copied(bytes), last)
    } catch (error) {
      damage = messageOf(error)
    }
    for (const found of this.#found.splice(0)) {
      yield* this.#take(found)
      if (this.#stopped) return
    }
    if (damage !== undefined) yield* this.#stop(fault('log/damaged', {}, damage))
  }

  *#take(found: Found): Generator<LogBatch> {
    switch (found.kind) {
      case 'file':
        yield* this.#endMember()
        this.#member = this.#inner({ ...this.#layer, name: found.name, member: found.name })
        return
      case 'bytes':
        if (!this.#layer.allowance.give(found.bytes.length)) yield* this.#stop(bomb())
        else if (this.#member) yield* this.#member.push(found.bytes)
        return
      case 'end':
        yield* this.#endMember()
        return
      case 'fault':
        yield* this.#endMember()
        yield { records: [], faults: [found.fault], member: found.name }
        return
      default:
        found satisfies never
    }
  }

  *#endMember(): Generator<LogBatch> {
    const member = this.#member
    this.#member = undefined
    if (member) yield* member.end()
  }

  *#stop(reason: Fault): Generator<LogBatch> {
    this.#stopped = true
    yield* this.#endMember()
    yield { records: [], faults: [reason] }
  }

  /** Every file is started, wanted or not: the library holds the bytes of those that are not. */
  #file(file: UnzipFile): void {
    const { name } = file
    let isWanted = !name.endsWith('/')
    if (file.compression !== stored && file.compression !== deflated) {
      this.#unzip.register(ignoring(file.compression))
      if (isWanted) this.#found.push({ kind: 'fault', name, fault: fault('log/method', {}, name) })
      isWanted = false
    }
    if (isWanted) this.#found.push({ kind: 'file', name })
    file.ondata = (error, bytes, last) => {
      if (!isWanted) return
      if (error) {
        isWanted = false
        this.#found.push({ kind: 'fault', name, fault: fault('log/damaged', {}, error.message) })
        return
      }
      if (bytes.length > 0) this.#found.push({ kind: 'bytes', bytes })
      if (last) this.#found.push({ kind: 'end' })
    }
    file.start()
  }
}

/** Takes the bytes of a file that is packed in another way, and gives none. */
function ignoring(method: number): { new (): UnzipDecoder; compression: number } {
  return class {
    static compression = method
    ondata: UnzipDecoder['ondata'] = () => {}
    push(): void {}
  }
}
