/** Work on texts that functions of several languages share. Nothing here makes more than it was given, or bounds it. */

import { holds as inNetwork, parseAddress, parseCidr } from '../../text/cidr.js'
import { fold } from '../../text/fold.js'
import { unknown } from './datum.js'
import { largest } from './place.js'

/** Texts one behind the other; unknown when that gets too large. */
export function joined(texts: readonly string[], by = ''): string | typeof unknown {
  let length = by.length * Math.max(0, texts.length - 1)
  for (const text of texts) length += text.length
  return length > largest ? unknown : texts.join(by)
}

/** A text so many times; unknown when that gets too large. */
export const repeated = (text: string, times: number): string | typeof unknown =>
  times * text.length > largest ? unknown : text.repeat(Math.max(0, Math.floor(times)))

/** The parts between separators; each character is one where the separator is empty. Unknown when there are too many. */
export function parts(text: string, by: string): string[] | typeof unknown {
  const found = by === '' ? [...text] : text.split(by, largest)
  return found.length >= largest ? unknown : found
}

/** Every occurrence put away for another text; unknown when that gets too large. */
export function replaced(text: string, old: string, by: string): string | typeof unknown {
  if (old === '') return text
  const found = text.split(old)
  return text.length + (found.length - 1) * (by.length - old.length) > largest ? unknown : found.join(by)
}

/** What lies between the first `left` and the next `right`, the last one when it is `greedy`; empty when there is none. */
export function between(text: string, left: string, right: string, greedy: boolean, cased: boolean): string {
  const [where, start, end] = cased ? [text, left, right] : [fold(text), fold(left), fold(right)]
  const at = where.indexOf(start)
  if (at < 0) return ''
  const from = at + start.length
  const to = greedy ? where.lastIndexOf(end) : where.indexOf(end, from)
  return to < from ? '' : text.slice(from, to)
}

/** How much may be looked at to count what overlaps. */
const patience = 1e8

/** How often a text stands in another, overlapping too; unknown when that takes too long to count. */
export function occurrences(text: string, what: string): number | typeof unknown {
  if (what === '') return 0
  let count = 0
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1))
    if (++count * what.length > patience) return unknown
  return count
}

/** The text without characters of a set at its ends. */
export function trimmed(text: string, characters: string, ends: 'start' | 'end' | 'both' = 'both'): string {
  const set = new Set(characters)
  let [from, to] = [0, text.length]
  if (ends !== 'end') while (from < to && set.has(text.charAt(from))) from++
  if (ends !== 'start') while (to > from && set.has(text.charAt(to - 1))) to--
  return text.slice(from, to)
}

/** Each character of one text put away for that of the other in its place; the last one stands for all that are more. */
export function translated(text: string, from: string, to: string): string {
  const fresh = [...to]
  const map = new Map([...from].map((char, i) => [char, fresh[Math.min(i, fresh.length - 1)] ?? ''] as const).reverse())
  return [...text].map((char) => map.get(char) ?? char).join('')
}

/** `%41` as it is meant; what is no such escape stays. */
export function urlDecoded(text: string, plusIsBlank = false): string {
  const blanks = plusIsBlank ? text.replaceAll('+', ' ') : text
  return blanks.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
  )
}

/** Half of a pair of units, which no encoding knows. */
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const urlEncoded = (text: string): string => encodeURIComponent(text.replace(lone, '\ufffd'))

/** UTF-8 in Base64; undefined when it is none. */
export function base64Decoded(text: string): string | undefined {
  const clean = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(clean) || clean.length % 4 === 1) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(clean), (char) => char.charCodeAt(0)))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

export function base64Encoded(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Whether an address lies in a network; undefined when one of them is none. */
export function addressIn(address: string, network: string): boolean | undefined {
  const [bytes, around] = [parseAddress(address.trim()), parseCidr(network)]
  return bytes && around && inNetwork(around, bytes)
}

/** The texts of `%` and `_`, or `*` and `?`, as parts; a backslash makes the next character itself. */
export function wildParts(
  pattern: string,
  any: '%' | '*',
  single: '_' | '?',
): (string | { readonly wild: '*' | '?' })[] {
  const found: (string | { readonly wild: '*' | '?' })[] = []
  let literal = ''
  const flush = (): void => {
    if (literal) found.push(literal)
    literal = ''
  }
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i)
    const next = pattern.charAt(i + 1)
    if (char === '\\' && (next === any || next === single || next === '\\')) {
      literal += next
      i++
    } else if (char === any || char === single) {
      flush()
      found.push({ wild: char === any ? '*' : '?' })
    } else literal += char
  }
  flush()
  return found.length > 0 ? found : ['']
}

/** The first bits of an address, the others 0; undefined when it is none. */
export function maskedAddress(address: string, bits: number): string | undefined {
  const bytes = parseAddress(address.trim())
  if (!bytes || bits < 0 || bits > bytes.length * 8) return undefined
  const masked = bytes.map((byte, i) => byte & (0xff << (8 - Math.min(8, Math.max(0, bits - i * 8)))) & 0xff)
  return masked.length === 4 ? masked.join('.') : shortened(masked)
}

/** Sixteen bytes as IPv6 is written: the longest run of zeros is `::`. */
function shortened(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[i * 2] ?? 0) * 256 + (bytes[i * 2 + 1] ?? 0)).toString(16))
  let [start, length] = [-1, 1]
  for (let at = 0; at < 8; at++) {
    let end = at
    while (groups[end] === '0') end++
    if (end - at > length) [start, length] = [at, end - at]
  }
  if (start < 0) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}
