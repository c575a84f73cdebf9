/**
 * Zstandard, frame by frame and block by block. A block of four bytes can stand for 128 kB, so the library gets one block
 * at a time; and a frame whose window is larger than decoders must bear is refused before memory is taken for it.
 */
import { Decompress } from 'fzstd'
import { copied, joined } from './text-lines.js'

/** What the zstd program accepts without being told to. */
const maxWindow = 128 * 1024 * 1024
/** The format's own limit. */
const maxBlock = 128 * 1024
/** Magic number, descriptor, window, dictionary id, content size. */
const longestHeader = 4 + 1 + 1 + 4 + 8
const magic = 0xfd2fb528

export class ZstdFrames {
  /** What has come and is not used: less than a block and its head. Joined when there is as much as is needed. */
  #parts: Uint8Array[] = []
  #length = 0
  #needed = 0
  #found: Uint8Array[] = []
  #frame: { readonly decompress: Decompress; readonly checksum: number; header: Uint8Array | undefined } | undefined
  /** Bytes of a skippable frame that are to come. */
  #skip = 0

  push(bytes: Uint8Array): readonly Uint8Array[] {
    this.#parts.push(copied(bytes))
    this.#length += bytes.length
    return this.#length < this.#needed ? [] : this.#read(false)
  }

  end(): readonly Uint8Array[] {
    const found = this.#read(true)
    if (this.#frame || this.#length > 0 || this.#skip > 0) throw new Error('it ends too early')
    return found
  }

  #read(last: boolean): readonly Uint8Array[] {
    this.#found = []
    const bytes = joined(this.#parts, this.#length)
    let at = 0
    for (;;) {
      const left = bytes.subarray(at)
      const used = this.#frame ? this.#block(left) : this.#header(left, last)
      if (used === 0) break
      at += used
    }
    this.#parts = [copied(bytes.subarray(at))]
    this.#length -= at
    return this.#found
  }

  /** Begins a frame. Gives the bytes used; 0 when more are needed. */
  #header(bytes: Uint8Array, last: boolean): number {
    this.#needed = 0
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, bytes.length)
      this.#skip -= skipped
      return skipped
    }
    if (bytes.length < (last ? 5 : longestHeader)) return 0
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const number = view.getUint32(0, true)
    if (number >>> 4 === 0x184d2a5) {
      if (bytes.length < 8) return 0
      this.#skip = view.getUint32(4, true)
      return 8
    }
    if (number !== magic) throw new Error('a frame does not begin as it should')
    const { length, window, checksum } = frameHeader(view)
    if (bytes.length < length) return 0
    if (window > maxWindow) throw new Error('its window is larger than 128 MB')
    const decompress = new Decompress((found) => {
      if (found.length > 0) this.#found.push(found)
    })
    this.#frame = { decompress, checksum, header: copied(bytes.subarray(0, length)) }
    return length
  }

  /** Unpacks one block, and with the last one of a frame its checksum. */
  #block(bytes: Uint8Array): number {
    const frame = this.#frame
    if (!frame || bytes.length < 3) return 0
    const head = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16)
    const [isLast, kind, size] = [(head & 1) === 1, (head >> 1) & 3, head >> 3]
    if (kind === 3 || size > maxBlock) throw new Error('a block does not begin as it should')
    const length = 3 + (kind === 1 ? 1 : size) + (isLast ? frame.checksum : 0)
    this.#needed = length
    if (bytes.length < length) return 0
    this.#needed = 0
    const parts = frame.header ? [frame.header, bytes.subarray(0, length)] : [copied(bytes.subarray(0, length))]
    frame.decompress.push(joined(parts, (frame.header?.length ?? 0) + length), isLast)
    frame.header = undefined
    if (isLast) this.#frame = undefined
    return length
  }
}

/** Reads the descriptor: how long the header is, the window in bytes, and the bytes of the checksum at the end. */
function frameHeader(view: DataView): { length: number; window: number; checksum: number } {
  const flags = view.getUint8(4)
  const single = (flags >> 5) & 1
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const sizeBytes = flags >> 6 ? 1 << (flags >> 6) : single
  const length = 5 + (1 - single) + dictionary + sizeBytes
  const checksum = (flags >> 2) & 1 ? 4 : 0
  if (view.byteLength < length) return { length, window: 0, checksum }
  if (!single) {
    const window = view.getUint8(5)
    const base = 2 ** (10 + (window >> 3))
    return { length, window: base + (base / 8) * (window & 7), checksum }
  }
  return { length, window: contentSize(view, length - sizeBytes, sizeBytes), checksum }
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at)
  if (bytes === 2) return view.getUint16(at, true) + 256
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true))
}
