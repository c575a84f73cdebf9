/** Writes small event logs, for tests: any token and any value where it may stand, names and templates stored once. */
import type { Fault, LogRecord } from '../types.js'
import { crc32 } from './crc32.js'
import { EvtxReader } from './reader.js'

/** Text, an element, or bytes that `tokens` made. */
export type Content = string | Written | ElementSpec

export interface ElementSpec {
  readonly name: string
  readonly attributes?: Readonly<Record<string, readonly Content[]>>
  /** Without it the element is an empty tag. */
  readonly content?: readonly Content[]
}

/** A token that is no element. */
export type Written = (chunk: ChunkWriter) => void

export interface Value {
  readonly type: number
  /** What stands in the value, or who writes it. */
  readonly bytes: Uint8Array | Written
}

export interface Instance {
  /** Instances of the same object share one definition in their chunk. */
  readonly template: ElementSpec
  readonly values: readonly Value[]
}

export const tokens = {
  substitution:
    (index: number, type = 1): Written =>
    (chunk) =>
      chunk.put(0x0d).put16(index).put(type),
  optional:
    (index: number, type = 1): Written =>
    (chunk) =>
      chunk.put(0x0e).put16(index).put(type),
  cdata:
    (text: string): Written =>
    (chunk) =>
      chunk.put(0x07).counted(text),
  character:
    (code: number): Written =>
    (chunk) =>
      chunk.put(0x08).put16(code),
  entity:
    (name: string): Written =>
    (chunk) =>
      chunk.put(0x09).name(name),
  instruction:
    (target: string, data: string): Written =>
    (chunk) =>
      chunk.put(0x0a).name(target).put(0x0b).counted(data),
  raw:
    (...bytes: number[]): Written =>
    (chunk) =>
      chunk.put(...bytes),
} as const

export const utf16 = (text: string): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).flatMap((unit) => [unit & 255, unit >> 8]),
  )

export const text = (value: string): Value => ({ type: 0x01, bytes: utf16(value) })
export const nothing: Value = { type: 0x00, bytes: new Uint8Array(0) }

/** A number of 1 to 8 bytes. */
export function integer(type: number, size: number, value: number | bigint): Value {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setBigInt64(0, BigInt(value), true)
  return { type, bytes: new Uint8Array(bytes.buffer, 0, size) }
}

/** Binary XML in a value: a template instance, or an element, which has no dependency ids there. */
export const xml = (inner: Instance | ElementSpec): Value => ({
  type: 0x21,
  bytes: (chunk) => {
    if ('template' in inner) chunk.fragment().instance(inner)
    else chunk.fragment().element(inner, false)
  },
})

const chunkSize = 0x10000
const headerSize = 512

export class ChunkWriter {
  readonly bytes = new Uint8Array(chunkSize)
  readonly #view = new DataView(this.bytes.buffer)
  readonly #names = new Map<string, number>()
  readonly #templates = new Map<ElementSpec, number>()
  /** Where each record begins and ends. */
  readonly records: { readonly start: number; readonly end: number }[] = []
  at = headerSize

  constructor(readonly firstId = 1) {}

  record(event: Instance | ElementSpec): this {
    const start = this.at
    this.put32(0x2a2a)
      .put32(0)
      .put64(this.firstId + this.records.length)
      .put64(0)
      .fragment()
    if ('template' in event) this.instance(event)
    else this.element(event)
    this.put(0)
    const size = this.at + 4 - start
    this.#view.setUint32(start + 4, size, true)
    this.put32(size)
    this.records.push({ start, end: this.at })
    return this
  }

  fragment(): this {
    return this.put(0x0f, 1, 1, 0)
  }

  instance({ template, values }: Instance): this {
    this.put(0x0c, 1).put32(0)
    const known = this.#templates.get(template)
    this.put32(known ?? this.at + 4)
    if (known === undefined) this.#definition(template)
    this.put32(values.length)
    const descriptors = this.at
    for (const { type } of values) this.put16(0).put(type, 0)
    values.forEach(({ bytes }, i) => {
      const start = this.at
      if (typeof bytes === 'function') bytes(this)
      else this.put(...bytes)
      this.#view.setUint16(descriptors + 4 * i, this.at - start, true)
    })
    return this
  }

  #definition(template: ElementSpec): void {
    const start = this.at
    this.#templates.set(template, start)
    this.put32(0).put64(0).put64(0).put32(0).fragment().element(template).put(0)
    this.#view.setUint32(start + 20, this.at - start - 24, true)
  }

  element({ name, attributes, content }: ElementSpec, dependencies = true): this {
    this.put(attributes ? 0x41 : 0x01)
    if (dependencies) this.put16(0xffff)
    const size = this.at
    this.put32(0).name(name)
    if (attributes) this.#attributes(attributes)
    if (content) {
      this.put(0x02)
      for (const item of content) this.#content(item, dependencies)
      this.put(0x04)
    } else this.put(0x03)
    this.#view.setUint32(size, this.at - size - 4, true)
    return this
  }

  #attributes(attributes: Readonly<Record<string, readonly Content[]>>): void {
    const size = this.at
    this.put32(0)
    const all = Object.entries(attributes)
    all.forEach(([name, content], i) => {
      this.put(i < all.length - 1 ? 0x46 : 0x06).name(name)
      for (const item of content) this.#content(item, true)
    })
    this.#view.setUint32(size, this.at - size - 4, true)
  }

  #content(item: Content, dependencies: boolean): void {
    if (typeof item === 'string') this.put(0x05, 0x01).counted(item)
    else if (typeof item === 'function') item(this)
    else this.element(item, dependencies)
  }

  name(name: string): this {
    const known = this.#names.get(name)
    if (known !== undefined) return this.put32(known)
    this.#names.set(name, this.at + 4)
    return this.put32(this.at + 4)
      .put32(0)
      .put16(0)
      .counted(name)
      .put16(0)
  }

  counted(value: string): this {
    return this.put16(value.length).put(...utf16(value))
  }

  put(...bytes: number[]): this {
    for (const byte of bytes) this.bytes[this.at++] = byte
    return this
  }

  put16(value: number): this {
    return this.put(value & 255, value >> 8)
  }

  put32(value: number): this {
    return this.put16(value & 0xffff).put16(value >>> 16)
  }

  put64(value: number): this {
    return this.put32(value >>> 0).put32(Math.floor(value / 0x100000000))
  }

  /** The whole chunk, with a right header. */
  finish(): Uint8Array {
    const last = this.firstId + this.records.length - 1
    this.bytes.set(new TextEncoder().encode('ElfChnk\0'))
    for (const [at, id] of [this.firstId, last, this.firstId, last].entries())
      this.#view.setUint32(8 + 8 * at, id, true)
    this.#view.setUint32(40, 128, true)
    this.#view.setUint32(44, this.records.at(-1)?.start ?? 0, true)
    this.#view.setUint32(48, this.at, true)
    this.#view.setUint32(52, crc32(this.#view, headerSize, this.at), true)
    this.#view.setUint32(124, crc32(this.#view, 128, headerSize, crc32(this.#view, 0, 120)), true)
    return this.bytes
  }
}

/** A file of chunks, with a right header; `told` is the number of chunks that its header says it has. */
export function file(chunks: readonly Uint8Array[], { told = chunks.length, flags = 0 } = {}): Uint8Array {
  const bytes = new Uint8Array(4096 + chunkSize * chunks.length)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('ElfFile\0'))
  view.setUint32(32, 128, true)
  view.setUint32(36, 0x00030001, true)
  view.setUint16(40, 4096, true)
  view.setUint16(42, told, true)
  view.setUint32(120, flags, true)
  view.setUint32(124, crc32(view, 0, 120), true)
  for (const [i, chunk] of chunks.entries()) bytes.set(chunk, 4096 + chunkSize * i)
  return bytes
}

/** A file of one chunk with these records. */
export function log(...events: readonly (Instance | ElementSpec)[]): Uint8Array {
  const chunk = new ChunkWriter()
  for (const event of events) chunk.record(event)
  return file([chunk.finish()])
}

/** Reads a whole file at once. */
export function read(bytes: Uint8Array): { records: LogRecord[]; faults: Fault[] } {
  const reader = new EvtxReader()
  const [first, last] = [reader.push(bytes), reader.end()]
  return { records: [...first.records, ...last.records], faults: [...first.faults, ...last.faults] }
}
