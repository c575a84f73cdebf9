import { Damage } from './damage.js'
import type { Json } from './json.js'
import type { Texts } from './text.js'
import { fileTime, systemTime } from './time.js'

const arrayFlag = 0x80
const type = {
  text: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  real32: 0x0b,
  real64: 0x0c,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  fileTime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  xml: 0x23,
} as const

/** Bytes of the types that always have as many, by type; 0 where the length varies. */
const fixedSizes = [0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8]

/** Reads typed values to JSON. Integers that a number cannot hold exactly become text. */
export class Values {
  #view: DataView = new DataView(new ArrayBuffer(0))

  constructor(private readonly texts: Texts) {}

  startChunk(view: DataView): void {
    this.#view = view
  }

  /**
   * The value of `size` bytes at `start`, which are in the chunk. Binary data becomes hexadecimal digits, arrays become
   * lists; an empty array and a list of one are null and that one. Throws Damage when the bytes are no such value.
   */
  read(kind: number, start: number, size: number): Json {
    if (kind & arrayFlag) return this.#array(kind & ~arrayFlag, start, size)
    if (kind === type.text) return this.texts.read(this.#view, start, size >> 1)
    const fixed = fixedSizes[kind]
    if (fixed && fixed !== size) return this.#resized(kind, start, size)
    return this.#single(kind, start, size)
  }

  #single(kind: number, start: number, size: number): Json {
    const view = this.#view
    switch (kind) {
      case type.text:
      case type.xml:
        return this.texts.read(view, start, size >> 1)
      case type.ansi:
        return this.#ansiText(start, size)
      case type.int8:
        return view.getInt8(start)
      case type.uint8:
        return view.getUint8(start)
      case type.int16:
        return view.getInt16(start, true)
      case type.uint16:
        return view.getUint16(start, true)
      case type.int32:
        return view.getInt32(start, true)
      case type.uint32:
        return view.getUint32(start, true)
      case type.int64:
        return exact(view.getUint32(start, true), view.getInt32(start + 4, true))
      case type.uint64:
        return exact(view.getUint32(start, true), view.getUint32(start + 4, true))
      case type.real32:
        return real(shortest(view.getFloat32(start, true)))
      case type.real64:
        return real(view.getFloat64(start, true))
      case type.boolean:
        return view.getUint32(start, true) !== 0
      case type.binary:
        return this.#hexDigits(start, size)
      case type.guid:
        return this.#guid(start)
      case type.size:
        return size === 4 || size === 8 ? this.#hex(start, size) : this.#resized(kind, start, size)
      case type.fileTime: {
        const time = fileTime(view.getUint32(start, true), view.getUint32(start + 4, true))
        return time ?? exact(view.getUint32(start, true), view.getUint32(start + 4, true))
      }
      case type.systemTime:
        return systemTime(view, start) ?? this.#hexDigits(start, size)
      case type.sid:
        return this.#sid(start, size)
      case type.hex32:
      case type.hex64:
        return this.#hex(start, size)
      default:
        throw new Damage('evtx-value', start, `a value of the unknown type 0x${kind.toString(16).padStart(2, '0')}`)
    }
  }

  /** Integers are read by the size that they have; nothing else can be. */
  #resized(kind: number, start: number, size: number): Json {
    if (size === 0) return null
    const unsigned = [type.uint8, type.uint16, type.uint32, type.uint64][Math.log2(size)]
    if (kind === type.boolean && size === 1) return this.#view.getUint8(start) !== 0
    if (kind === type.hex32 && size === 8) return this.#hex(start, size)
    if (kind === type.hex64 && size === 4) return this.#hex(start, size)
    if (kind >= type.int8 && kind <= type.uint64 && unsigned)
      return this.#single(kind & 1 ? unsigned - 1 : unsigned, start, size)
    throw new Damage('evtx-value', start, `a value of type 0x${kind.toString(16).padStart(2, '0')} with ${size} bytes`)
  }

  #array(kind: number, start: number, size: number): Json {
    const items = kind === type.text ? this.#texts(start, size) : this.#items(kind, start, size)
    return items.length > 1 ? items : (items[0] ?? null)
  }

  /** Each ends with a NUL. */
  #texts(start: number, size: number): string[] {
    const items: string[] = []
    const end = start + (size & ~1)
    let from = start
    for (let at = start; at < end; at += 2) {
      if (this.#view.getUint16(at, true) !== 0) continue
      items.push(this.texts.read(this.#view, from, (at - from) >> 1))
      from = at + 2
    }
    if (from < end) items.push(this.texts.read(this.#view, from, (end - from) >> 1))
    return items
  }

  #items(kind: number, start: number, size: number): Json[] {
    if (kind === type.ansi) return this.#ansiText(start, size, true).split('\0')
    const items: Json[] = []
    const end = start + size
    for (let at = start; at < end; ) {
      const length = kind === type.sid && at + 2 <= end ? 8 + 4 * this.#view.getUint8(at + 1) : (fixedSizes[kind] ?? 0)
      if (length === 0 || at + length > end)
        throw new Damage(
          'evtx-value',
          at,
          `an array of type 0x${kind.toString(16).padStart(2, '0')} with ${size} bytes`,
        )
      items.push(this.#single(kind, at, length))
      at += length
    }
    return items
  }

  #ansiText(start: number, size: number, whole = false): string {
    const characters: string[] = []
    for (let i = 0; i < size; i++) {
      const byte = this.#view.getUint8(start + i)
      characters.push((byte & 0xe0) === 0x80 ? (windows1252[byte & 0x1f] ?? '') : String.fromCharCode(byte))
    }
    const text = characters.join('')
    const end = text.indexOf('\0')
    return whole ? text.replace(/\0$/, '') : end < 0 ? text : text.slice(0, end)
  }

  #hex(start: number, size: number): string {
    const low = this.#view.getUint32(start, true)
    const high = size === 8 ? this.#view.getUint32(start + 4, true) : 0
    return high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
  }

  #hexDigits(start: number, size: number): string {
    const parts: string[] = []
    for (let i = 0; i < size; i++) parts.push(byteDigits[this.#view.getUint8(start + i)] ?? '')
    return parts.join('')
  }

  #guid(start: number): string {
    for (let i = 0; i < 16; i++) {
      const byte = this.#view.getUint8(start + i)
      const place = guidPlaces[i] as number
      guidCodes[place] = digitCodes[byte >> 4] as number
      guidCodes[place + 1] = digitCodes[byte & 15] as number
    }
    return String.fromCharCode(...guidCodes)
  }

  #sid(start: number, size: number): string {
    const view = this.#view
    const count = size < 8 ? -1 : view.getUint8(start + 1)
    if (count < 0 || size < 8 + 4 * count) throw new Damage('evtx-value', start, `a security id of ${size} bytes`)
    const authority = view.getUint16(start + 2) * 0x100000000 + view.getUint32(start + 4)
    let text = `S-${view.getUint8(start)}-${authority}`
    for (let i = 0; i < count; i++) text += `-${view.getUint32(start + 8 + 4 * i, true)}`
    return text
  }
}

/** The characters 0x80 to 0x9f; the others are those of Latin 1. TextDecoder gets these wrong in some versions of Node. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

const digitCodes = Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0))
const byteDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, '0'))

/** Where in the text the digits of each byte stand: the first three groups are little-endian. */
const guidPlaces = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34]
const guidCodes = new Array<number>(36).fill('-'.charCodeAt(0))

function exact(low: number, high: number): number | string {
  const number = high * 0x100000000 + low
  return Number.isSafeInteger(number) ? number : String((BigInt(high) << 32n) + BigInt(low))
}

/** JSON has no infinities. */
const real = (value: number): number | string => (Number.isFinite(value) ? value : String(value))

/** The number with the fewest digits that is this number in 32 bits. */
function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return shorter
  }
  return value
}
