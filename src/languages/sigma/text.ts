/** Sigma's strings: wildcards, the escape ladder, and the encodings that modifiers ask for. */

import type { Part } from '../../model/rule.js'
import { wildcards } from '../../text/wildcards.js'

/**
 * `*` and `?` are wildcards; a backslash makes `*`, `?` or a backslash after it literal, and is itself literal
 * before anything else (Sigma specification, "Wildcards" and "Escaping").
 */
export const parts = (written: string): Part[] =>
  wildcards(written, (next) => next === '\\' || next === '*' || next === '?')

export const isLiteral = (list: readonly Part[]): boolean => list.every((part) => typeof part === 'string')

/** Every dash or slash that begins a parameter may be written as any of these. */
const dashes = ['-', '/', '\u2013', '\u2014', '\u2015']

/** A `-` or `/` with no word character before it and one after it stands for all dashes Windows accepts. */
export function windash(list: readonly Part[]): Part[] {
  return list.flatMap((part) => {
    if (typeof part !== 'string') return [part]
    const pieces: Part[] = []
    let from = 0
    for (const match of part.matchAll(/\B[-/]\b/g)) {
      if (match.index > from) pieces.push(part.slice(from, match.index))
      pieces.push({ any: dashes })
      from = match.index + 1
    }
    if (from < part.length || pieces.length === 0) pieces.push(part.slice(from))
    return pieces
  })
}

/** `%name%` becomes a hole that a named list fills; a backslash before the first `%` keeps it text. */
export function expand(list: readonly Part[]): Part[] {
  return list.flatMap((part) => {
    if (typeof part !== 'string') return [part]
    const pieces: Part[] = []
    let from = 0
    for (const match of part.matchAll(/(?<!\\)%([\w-]+)%/g)) {
      if (match.index > from) pieces.push(part.slice(from, match.index))
      pieces.push({ placeholder: match[1] as string })
      from = match.index + match[0].length
    }
    if (from < part.length || pieces.length === 0) pieces.push(part.slice(from))
    return pieces
  })
}

/** Text as bytes, one byte a character (`\u0000` to `\u00ff`), the form in which encodings hand it on. */
export type Bytes = string

export function utf8(text: string): Bytes {
  let bytes = ''
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte)
  return bytes
}

export function utf16(text: string, order: 'le' | 'be'): Bytes {
  let bytes = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const low = String.fromCharCode(unit & 0xff)
    const high = String.fromCharCode(unit >> 8)
    bytes += order === 'le' ? low + high : high + low
  }
  return bytes
}

export const base64 = (bytes: Bytes): string => btoa(bytes)

/**
 * The three ways the bytes can look inside a longer Base64 text, by their offset modulo three, without the
 * characters at the ends that depend on what stands beside them.
 */
export function base64offsets(bytes: Bytes): string[] {
  const starts = [0, 2, 3]
  const ends = [0, 3, 2]
  return starts.map((start, offset) => {
    const encoded = btoa(' '.repeat(offset) + bytes)
    return encoded.slice(start, encoded.length - (ends[(bytes.length + offset) % 3] ?? 0))
  })
}
