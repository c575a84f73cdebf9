import { Builder } from './build.js'
import { Compiler } from './compile.js'
import { crc32 } from './crc32.js'
import { Damage } from './damage.js'
import type { JsonObject } from './json.js'
import { Texts } from './text.js'
import { Values } from './values.js'

export const chunkSize = 0x10000
const headerSize = 512
/** "ElfChnk\0" */
const magic = [0x43666c45, 0x006b6e68] as const
const recordMagic = 0x00002a2a
/** Magic, size, id and time before the binary XML, and the size once more after it. */
const beforeXml = 24
const smallestRecord = beforeXml + 4
/** The first bytes of binary XML: a fragment header of version 1.1. */
const fragmentHeader = 0x0001010f

/** Shared: files of one computer say the same. */
const texts = new Texts()

export interface ChunkSink {
  record(value: JsonObject): void
  /** A record that is there and cannot be read. */
  lost(damage: Damage): void
  fault(damage: Damage): void
}

/** Reads the records of one chunk after the other. Names and templates belong to their chunk; only text is kept longer. */
export class ChunkReader {
  readonly #builder: Builder
  #view: DataView = new DataView(new ArrayBuffer(0))

  constructor(private readonly sink: ChunkSink) {
    this.#builder = new Builder(new Compiler(texts), new Values(texts), (damage) => sink.fault(damage))
  }

  /**
   * Reads a chunk, of which all bytes are there or, when the file is cut, fewer. Returns where in it the next chunk begins:
   * at its end unless bytes of the file are missing.
   */
  read(bytes: Uint8Array): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const isChunk = hasMagic(view, 0)
    if (!isChunk && isZero(view, 0)) return bytes.byteLength
    const isSound = isChunk && this.#checkHeader(view)
    if (!isChunk) this.sink.fault(new Damage('evtx-chunk', 0, 'no chunk where one should begin'))
    const free = isSound ? view.getUint32(48, true) : chunkSize
    const isWhole = isSound && this.#checkRecords(view, free)
    const end = isWhole ? view.byteLength : nextChunk(view, isChunk ? headerSize : 1)
    this.#view = end === view.byteLength ? view : new DataView(view.buffer, view.byteOffset, end)
    this.#builder.startChunk(this.#view)
    this.#records(isChunk ? headerSize : 0, Math.min(free, end))
    return end
  }

  #checkHeader(view: DataView): boolean {
    if (view.byteLength < headerSize) return false
    const isRight = isSoundHeader(view, 0)
    if (!isRight) this.sink.fault(new Damage('evtx-checksum', 124, 'wrong checksum of a chunk header'))
    return isRight
  }

  #checkRecords(view: DataView, free: number): boolean {
    if (free < headerSize || free > chunkSize) {
      this.sink.fault(new Damage('evtx-chunk', 48, `records that end at ${free} in a chunk of ${chunkSize} bytes`))
      return false
    }
    if (free > view.byteLength) return false
    const isRight = view.getUint32(52, true) === crc32(view, headerSize, free)
    if (!isRight) this.sink.fault(new Damage('evtx-checksum', 52, 'wrong checksum of the records in a chunk'))
    return isRight
  }

  /** What stands behind `free` is old, unless its ids go on: a log that is in use has its last records there. */
  #records(start: number, free: number): void {
    const view = this.#view
    let lastId = -1
    for (let at = start; at + smallestRecord <= view.byteLength; ) {
      const isGood = isRecord(view, at)
      const id = idOf(view, at)
      if (at >= free && !(isGood && id === lastId + 1)) return
      if (isGood) {
        const size = view.getUint32(at + 4, true)
        this.#record(at, at + size - 4)
        lastId = id
        at += size
        continue
      }
      if (view.getUint32(at, true) === 0 && isZero(view, at)) return
      const next = nextRecord(view, at + 1)
      this.#damaged(at, next)
      at = next
    }
  }

  /** What stands between two records that are good. It may be a record whose size is wrong. */
  #damaged(start: number, end: number): void {
    const view = this.#view
    if (!mayBeRecord(view, start)) {
      const words =
        end === view.byteLength ? 'the rest of the chunk is no record' : `${end - start} bytes that are no record`
      this.sink.lost(new Damage('evtx-record', start, words))
      return
    }
    this.sink.fault(new Damage('evtx-record', start + 4, 'a record with a wrong size'))
    this.#record(start, end)
  }

  #record(start: number, end: number): void {
    try {
      this.sink.record(this.#builder.record(start + beforeXml, end))
    } catch (error) {
      if (!(error instanceof Damage)) throw error
      this.sink.lost(new Damage(error.code, start, error.message))
    }
  }
}

export const hasMagic = (view: DataView, at: number): boolean =>
  at + 8 <= view.byteLength && view.getUint32(at, true) === magic[0] && view.getUint32(at + 4, true) === magic[1]

const isSoundHeader = (view: DataView, at: number): boolean =>
  view.getUint32(at + 124, true) === crc32(view, at + 128, at + headerSize, crc32(view, at, at + 120))

/** Where another chunk begins inside this one, as happens where bytes of a file are missing; or the end. */
function nextChunk(view: DataView, from: number): number {
  const end = view.byteLength
  for (let at = from; at < end; at++) {
    if (view.getUint8(at) !== firstOfMagic) continue
    const isWhole = at + headerSize <= end
    if (isWhole ? hasMagic(view, at) && isSoundHeader(view, at) : mayBeMagic(view, at)) return at
  }
  return end
}

const firstOfMagic = magic[0] & 255

/** Whether all bytes from here on, at most eight, are those of the magic. */
function mayBeMagic(view: DataView, at: number): boolean {
  for (let i = 0; i < 8 && at + i < view.byteLength; i++)
    if (view.getUint8(at + i) !== ((magic[i >> 2] ?? 0) >>> (8 * (i & 3))) % 256) return false
  return true
}

const idOf = (view: DataView, at: number): number =>
  view.getUint32(at + 12, true) * 0x100000000 + view.getUint32(at + 8, true)

/** Whether a record begins here whose size is the same at its beginning and at its end. */
function isRecord(view: DataView, at: number): boolean {
  if (at + smallestRecord > view.byteLength || view.getUint32(at, true) !== recordMagic) return false
  const size = view.getUint32(at + 4, true)
  return size >= smallestRecord && at + size <= view.byteLength && view.getUint32(at + size - 4, true) === size
}

/** Whether something begins here that is a record but for its size. */
const mayBeRecord = (view: DataView, at: number): boolean =>
  at + smallestRecord <= view.byteLength &&
  view.getUint32(at, true) === recordMagic &&
  view.getUint32(at + beforeXml, true) === fragmentHeader

function nextRecord(view: DataView, from: number): number {
  for (let at = from; at + smallestRecord <= view.byteLength; at++)
    if (view.getUint8(at) === 0x2a && (isRecord(view, at) || mayBeRecord(view, at))) return at
  return view.byteLength
}

/** Whether everything from here on is zero. */
function isZero(view: DataView, from: number): boolean {
  let at = from
  for (; at + 4 <= view.byteLength; at += 4) if (view.getUint32(at, true) !== 0) return false
  for (; at < view.byteLength; at++) if (view.getUint8(at) !== 0) return false
  return true
}
