/**
 * A text as one byte a unit, which is read many times faster than its characters are. ASCII is itself; any other unit
 * becomes a byte above 127 that others share, so what is equal in bytes has then to be compared as text.
 */
import { fold } from '../../text/fold.js'

const encoder = new TextEncoder()
let buffer = new Uint8Array(1 << 16)
let words = new Int32Array(buffer.buffer)

export interface TextBytes {
  bytes: Uint8Array
  /** The same memory, four bytes a number. */
  words: Int32Array
  length: number
  /** What the bytes are of, when it is not of ASCII only. */
  beyond: string | undefined
}

const shared: TextBytes = { bytes: buffer, words, length: 0, beyond: undefined }

/** The same object each time, good until the next call. A text beyond ASCII is folded first, unless `cased`. */
export function bytesOf(text: string, cased: boolean): TextBytes {
  room(text.length)
  const { read, written } = encoder.encodeInto(text, buffer)
  if (read === text.length && written === read) {
    shared.length = read
    shared.beyond = undefined
    return shared
  }
  const seen = cased ? text : fold(text)
  room(seen.length)
  for (let i = 0; i < seen.length; i++) buffer[i] = byteOf(seen.charCodeAt(i))
  shared.length = seen.length
  shared.beyond = seen
  return shared
}

export const byteOf = (unit: number): number => (unit < 128 ? unit : 128 | (unit & 127))

function room(length: number): void {
  if (length <= buffer.length) return
  buffer = new Uint8Array(2 ** Math.ceil(Math.log2(length)))
  words = new Int32Array(buffer.buffer)
  shared.bytes = buffer
  shared.words = words
}

export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
