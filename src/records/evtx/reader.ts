import type { Batch, Fault, LogRecord, Reader } from '../types.js'
import { ChunkReader, chunkSize, hasMagic } from './chunk.js'
import { crc32 } from './crc32.js'
import type { Damage } from './damage.js'
import type { JsonObject } from './json.js'

const headerSize = 4096
const smallestHeader = 128
/** "ElfFile\0" */
const magic = [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00]

/** Whether a file that begins with these bytes is a Windows event log. */
export const isEvtx = (bytes: Uint8Array): boolean => magic.every((byte, i) => bytes[i] === byte)

/**
 * Reads a Windows event log (EVTX) piece by piece, in constant memory. Never throws for what is in the file: all that can be
 * read is read, and the rest is told as faults.
 */
export class EvtxReader implements Reader {
  readonly #block = new Uint8Array(chunkSize)
  /** Bytes in the block. */
  #have = 0
  /** Offset in the file of the block's first byte. */
  #offset = 0
  /** Bytes still to leave out: a file's header may be longer than what is in it. */
  #skip = 0
  #hasHeader = false
  #isDirty = false
  /** As the header says, when its checksum is right. */
  #chunksExpected: number | undefined
  #chunksFound = 0
  #number = 0
  #records: LogRecord[] = []
  #faults: Fault[] = []
  readonly #chunks = new ChunkReader({
    record: (value) => this.#add(value),
    lost: (damage) => this.#lose(damage),
    fault: (damage) => this.#addFault(damage.code, damage.offset, damage.message),
  })

  /** Takes the next bytes of the file, as many as there are. Gives what was read whole by now; `bytes` are not kept. */
  push(bytes: Uint8Array): Batch {
    let at = 0
    while (at < bytes.byteLength) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.byteLength - at)
        this.#skip -= skipped
        this.#offset += skipped
        at += skipped
        continue
      }
      const wanted = (this.#hasHeader ? chunkSize : headerSize) - this.#have
      const piece = bytes.subarray(at, at + wanted)
      this.#block.set(piece, this.#have)
      this.#have += piece.byteLength
      at += piece.byteLength
      if (piece.byteLength < wanted) break
      if (this.#hasHeader) this.#readChunk()
      else this.#readHeader()
    }
    return this.#taken()
  }

  /** The file has no more bytes. */
  end(): Batch {
    if (!this.#hasHeader) this.#readHeader()
    while (this.#have > 0) {
      const rest = this.#block.subarray(0, this.#have)
      const missing = rest.some((byte) => byte !== 0) ? chunkSize - this.#have : 0
      this.#readChunk()
      if (missing > 0 && this.#have === 0)
        this.#addFault('evtx-cut', 0, `the file ends ${missing} bytes before its last chunk does`)
    }
    this.#checkCount()
    return this.#taken()
  }

  #readHeader(): void {
    this.#hasHeader = true
    const view = new DataView(this.#block.buffer, 0, this.#have)
    // Chunks without the file around them, as they are found in memory.
    if (hasMagic(view, 0)) {
      this.#addFault('evtx-header', 0, 'the file begins with a chunk, not with a header')
      return
    }
    let size = headerSize
    if (!isEvtx(this.#block)) this.#addFault('evtx-header', 0, 'not a Windows event log: the magic is missing')
    else if (this.#have < smallestHeader) this.#addFault('evtx-cut', this.#have, 'the file ends in its header')
    else if (view.getUint32(124, true) !== crc32(view, 0, 120))
      this.#addFault('evtx-checksum', 124, 'wrong checksum of the file header')
    else {
      size = Math.max(view.getUint16(40, true), smallestHeader)
      this.#chunksExpected = view.getUint16(42, true)
      this.#isDirty = (view.getUint32(120, true) & 1) !== 0
    }
    this.#skip = Math.max(0, size - this.#have)
    this.#drop(Math.min(size, this.#have))
  }

  /** The header of a log in use knows of fewer chunks than there are, which is no fault. */
  #checkCount(): void {
    const expected = this.#chunksExpected ?? this.#chunksFound
    if (expected > this.#chunksFound || (expected < this.#chunksFound && !this.#isDirty))
      this.#addFault('evtx-header', 0, `${this.#chunksFound} chunks instead of the ${expected} that the header tells`)
  }

  #readChunk(): void {
    const bytes = this.#block.subarray(0, this.#have)
    if (hasMagic(new DataView(this.#block.buffer, 0, this.#have), 0)) this.#chunksFound++
    this.#drop(this.#chunks.read(bytes))
  }

  /** Moves what follows the first bytes of the block to its front. */
  #drop(count: number): void {
    this.#block.copyWithin(0, count, this.#have)
    this.#have -= count
    this.#offset += count
  }

  #add(value: JsonObject): void {
    this.#number++
    this.#records.push({ number: this.#number, value })
  }

  #lose(damage: Damage): void {
    this.#number++
    this.#addFault(damage.code, damage.offset, damage.message)
  }

  /** `offset` is from the start of the block. */
  #addFault(code: string, offset: number, message: string): void {
    this.#faults.push({ code, offset: this.#offset + offset, message })
  }

  #taken(): Batch {
    const batch = { records: this.#records, faults: this.#faults }
    this.#records = []
    this.#faults = []
    return batch
  }
}
