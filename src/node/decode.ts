import { isUtf8 } from 'node:buffer'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic } from '../model/rule.js'

export interface Decoded {
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Bytes to text. A byte order mark is left out; UTF-16 is read when a mark announces it. Bytes that are not UTF-8
 * become U+FFFD and the first is reported at its place; a binary file gives an empty text.
 */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Encoding(bytes)
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), diagnostics: [] }
  if (bytes.includes(0)) return { text: '', diagnostics: [diagnose('file/binary', { from: 0, to: 0 })] }
  if (isUtf8(bytes)) return { text: utf8(bytes), diagnostics: [] }
  const bad = firstInvalid(bytes)
  const from = utf8(bytes.subarray(0, bad)).length
  return { text: utf8(bytes), diagnostics: [diagnose('file/encoding', { from, to: from + 1 })] }
}

const decoder = new TextDecoder()
const utf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

function utf16Encoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** Offset of the first byte that begins no well-formed UTF-8 sequence (Unicode, table 3-7). */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const size = sequenceLength(bytes, at)
    if (size === 0) break
    at += size
  }
  return at
}

/** 0 when no well-formed sequence begins here. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const size = announcedLength(bytes[at] ?? 0)
  return at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)) ? size : 0
}

function announcedLength(first: number): number {
  if (first < 0x80) return 1
  if (first < 0xc2) return 0
  if (first < 0xe0) return 2
  if (first < 0xf0) return 3
  return first < 0xf5 ? 4 : 0
}
