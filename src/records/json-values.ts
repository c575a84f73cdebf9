/**
 * JSON that is not one object a line: lists, objects over many lines, one after the other, and objects that only hold a
 * list of entries. Structure is followed byte by byte, so that one entry is held at a time; JSON.parse judges it.
 */
import { Gathered } from './batch.js'
import { fault } from './faults.js'
import { withoutEnvelope } from './json-envelopes.js'
import { JsonPath } from './json-path.js'
import { maxDepth, maxEntryBytes, megabytes } from './limits.js'
import { copied, joined } from './text-lines.js'
import type { Batch, Reader } from './types.js'

const quote = 0x22
const backslash = 0x5c
const newline = 0x0a
const colon = 0x3a
const comma = 0x2c
const openList = 0x5b
const closeList = 0x5d
const openObject = 0x7b
const closeObject = 0x7d

/** Blanks, commas, the record separator of JSON text sequences, and the three bytes of a byte order mark. */
const isGap = (byte: number): boolean =>
  byte === 0x20 ||
  (byte >= 9 && byte <= 13) ||
  byte === comma ||
  byte === 0x1e ||
  byte === 0xef ||
  byte === 0xbb ||
  byte === 0xbf

/**
 * `between` entries; inside an `entry`; in the `rest` of the object that held the list of entries; `lost` after a
 * broken entry, until a line begins as one.
 */
type Mode = 'between' | 'entry' | 'rest' | 'lost'

export class JsonValuesReader implements Reader {
  readonly #limit: number
  readonly #gathered = new Gathered()
  readonly #decoder = new TextDecoder()
  readonly #path = new JsonPath()
  #mode: Mode = 'between'
  /** Lists that are open around entries. */
  #lists = 0
  /** Objects that are open around the list of entries. */
  #around = 0
  #inJunk = false

  /** Bytes of earlier pushes, the line now, and where it begins. */
  #base = 0
  #line = 1
  #lineStart = 0
  #lineIsBlank = true

  #depth = 0
  #inString = false
  #escaped = false
  /** The last byte of structure or of a value. */
  #before = 0
  #entry = { offset: 0, line: 0, column: 0, deepest: 0 }
  #held: Uint8Array[] = []
  #heldBytes = 0

  constructor(limit = maxEntryBytes) {
    this.#limit = limit
  }

  push(bytes: Uint8Array): Batch {
    for (let i = 0; i < bytes.length; i++) {
      if (this.#inString) i = this.#skipCharacters(bytes, i)
      if (i === bytes.length) break
      const byte = bytes[i] ?? 0
      if (this.#mode === 'entry' || this.#mode === 'rest') this.#inside(byte, i, bytes)
      else if (this.#mode === 'between') this.#between(byte, i)
      else this.#seek(byte, i)
      if (byte === newline) this.#nextLine(i)
      else if (byte !== 0x20 && byte !== 9) this.#lineIsBlank = false
    }
    this.#hold(bytes)
    this.#base += bytes.length
    return this.#gathered.take()
  }

  end(): Batch {
    if (this.#mode === 'entry') this.#break(this.#base, 'json/cut')
    else if (this.#lists > 0 || this.#mode === 'rest')
      this.#gathered.fault(fault('json/cut', { line: this.#line, offset: this.#base }))
    return this.#gathered.take()
  }

  /** Most bytes are characters of strings, which mean nothing here: the next that may is sought in a loop of its own. */
  #skipCharacters(bytes: Uint8Array, from: number): number {
    if (this.#escaped || this.#path.isReadingKey) return from
    let at = from
    for (; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte === quote || byte === backslash || byte === newline) break
    }
    return at
  }

  #nextLine(index: number): void {
    this.#line++
    this.#lineStart = this.#base + index + 1
    this.#lineIsBlank = true
  }

  #between(byte: number, index: number): void {
    const isStart = byte === openObject || byte === openList
    if (isGap(byte) || isStart) this.#inJunk = false
    if (byte === openObject) this.#begin(index)
    else if (byte === openList) this.#lists++
    else if (byte === closeList && this.#lists > 0) this.#closeList()
    else if (!isGap(byte) && !this.#inJunk) {
      this.#inJunk = true
      this.#gathered.fault(fault('json/no-object', { line: this.#line, offset: this.#base + index }))
    }
  }

  #closeList(): void {
    this.#inJunk = false
    this.#lists--
    if (this.#lists > 0 || this.#around === 0) return
    this.#mode = 'rest'
    this.#depth = this.#around
    this.#around = 0
  }

  #begin(index: number): void {
    const offset = this.#base + index
    this.#entry = { offset, line: this.#line, column: offset - this.#lineStart, deepest: 1 }
    this.#mode = 'entry'
    this.#depth = 1
    this.#inString = false
    this.#escaped = false
    this.#before = openObject
    this.#held = []
    this.#heldBytes = 0
    this.#path.begin(this.#lists === 0)
  }

  #inside(byte: number, index: number, bytes: Uint8Array): void {
    if (this.#inString) {
      this.#string(byte, index)
      return
    }
    switch (byte) {
      case 0x20:
      case 9:
      case newline:
      case 13:
        return
      case quote:
        this.#inString = true
        this.#path.string(this.#depth)
        break
      case openObject:
      case openList:
        if (!this.#open(byte, index)) return
        break
      case closeObject:
      case closeList:
        if (this.#close(byte, index, bytes)) return
        break
      default:
        this.#path.plain()
    }
    this.#before = byte
  }

  #string(byte: number, index: number): void {
    if (this.#escaped) this.#escaped = false
    else if (byte === backslash) this.#escaped = true
    else if (byte === quote) this.#inString = false
    // A line never ends inside a string: a quote is missing before.
    else if (byte === newline) this.#break(this.#base + index, 'json/syntax')
    if (this.#inString) this.#path.character(byte)
  }

  /** False when what opens is an entry of its own. */
  #open(byte: number, index: number): boolean {
    const entries = this.#mode === 'entry' && byte === openObject
    if (entries && this.#path.isListOfEntries()) {
      this.#enterList()
      this.#begin(index)
      return false
    }
    // An object stands after a colon, a comma or an opening bracket only: the entry before was cut.
    if (entries && this.#before !== colon && this.#before !== comma && this.#before !== openList) {
      this.#break(this.#base + index, 'json/syntax')
      this.#begin(index)
      return false
    }
    this.#path.open(this.#depth, byte === openList, this.#before === colon)
    this.#depth++
    if (this.#depth > this.#entry.deepest) this.#entry.deepest = this.#depth
    return true
  }

  /** True when the entry, or the object around a list of entries, has ended. */
  #close(byte: number, index: number, bytes: Uint8Array): boolean {
    if (this.#mode === 'entry' && byte === closeList && this.#path.isListOfEntries()) {
      this.#enterList()
      this.#closeList()
      return true
    }
    this.#depth--
    this.#path.close(this.#depth)
    if (this.#depth > 0) return false
    if (this.#mode === 'entry') this.#complete(index, bytes)
    this.#mode = 'between'
    return true
  }

  /** The entry turned out to hold the list of entries, which has just been opened. */
  #enterList(): void {
    this.#around = this.#depth - 1
    this.#lists = 1
    this.#mode = 'between'
  }

  #complete(index: number, bytes: Uint8Array): void {
    const { offset, line, deepest } = this.#entry
    const length = this.#base + index + 1 - offset
    if (length > this.#limit) this.#gathered.fault(fault('log/too-long', { line, offset }, megabytes(this.#limit)))
    else if (deepest > maxDepth) this.#gathered.fault(fault('json/too-deep', { line, offset }, maxDepth))
    else {
      const last = bytes.subarray(Math.max(0, offset - this.#base), index + 1)
      const text = this.#decoder.decode(this.#heldBytes === 0 ? last : joined([...this.#held, last], length))
      const value = parsed(text)
      if (value === undefined) this.#gathered.fault(fault('json/syntax', { line, offset }))
      else this.#gathered.record(withoutEnvelope(value))
    }
    this.#held = []
    this.#heldBytes = 0
  }

  /** Gives the entry up at an offset. */
  #break(at: number, code: 'json/syntax' | 'json/cut'): void {
    const { offset, line } = this.#entry
    if (this.#mode === 'entry')
      this.#gathered.fault(
        at - offset > this.#limit
          ? fault('log/too-long', { line, offset }, megabytes(this.#limit))
          : fault(code, { line, offset }),
      )
    this.#mode = 'lost'
    this.#inString = false
  }

  /** Looks for a line that begins an entry, or ends a list, where the broken entry began or further left. */
  #seek(byte: number, index: number): void {
    const column = this.#base + index - this.#lineStart
    if (!this.#lineIsBlank || column > this.#entry.column) return
    const begins = byte === openObject || (byte === closeList && column < this.#entry.column)
    if (!begins) return
    this.#mode = 'between'
    this.#between(byte, index)
  }

  /** Keeps what has come of an entry, unless it is too long already. */
  #hold(bytes: Uint8Array): void {
    if (this.#mode !== 'entry') return
    const { offset } = this.#entry
    if (this.#base + bytes.length - offset > this.#limit) this.#held = []
    else this.#held.push(copied(bytes.subarray(Math.max(0, offset - this.#base))))
    this.#heldBytes = this.#base + bytes.length - offset
  }
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}
