/**
 * Whether a text fits a value's parts. Works through the parts with the set of places that the text can have been read
 * up to, so it takes time in proportion to text times parts, never more, whatever the wildcards.
 */
import type { Operator, Part, Text } from '../model/rule.js'
import { fold } from '../text/fold.js'

export type TextOperator = Extract<Operator, 'eq' | 'contains' | 'starts_with' | 'ends_with'>

/** Named lists of texts, which stand for the placeholders of a rule. */
export type Lists = ReadonlyMap<string, readonly string[]>

/** The value's text when it has no holes. */
export const literal = ({ parts }: Text): string | undefined =>
  parts.every((part) => typeof part === 'string') ? parts.join('') : undefined

/**
 * With `words`, the text may stand anywhere, but `contains` wants whole words, `starts_with` the beginning of one and
 * `ends_with` the end of one.
 *
 * Undefined when it hangs on a placeholder that has no list: even with any text in its place the rest would fit.
 */
export function fits(
  parts: readonly Part[],
  text: string,
  op: TextOperator,
  cased: boolean,
  lists: Lists,
  words = false,
): boolean | undefined {
  const folded = cased ? text : fold(text)
  const anyStart = op === 'contains' || op === 'ends_with'
  const anyEnd = op === 'contains' || op === 'starts_with'
  let places: ReadonlySet<number> = words || anyStart ? from(0, folded) : new Set([0])
  if (words && op !== 'ends_with') places = edges(folded, places)
  for (const part of parts) places = step(folded, places, part, cased, lists)
  if (words && op !== 'starts_with') places = edges(folded, places)
  if (!(words || anyEnd ? places.size > 0 : places.has(folded.length))) return false
  return parts.some((part) => isUnknown(part, lists)) ? undefined : true
}

const inWord = /[\p{L}\p{N}]/u

/** The places between a letter or digit and anything else, and the ends of the text. */
function edges(text: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set<number>()
  for (const place of places) {
    const [before, after] = [text.charAt(place - 1), text.charAt(place)]
    if (!(inWord.test(before) && inWord.test(after))) found.add(place)
  }
  return found
}

const isUnknown = (part: Part, lists: Lists): boolean =>
  typeof part === 'object' && 'placeholder' in part && !lists.has(part.placeholder)

/** Where reading can stand after a part, for all the places it can stand before. */
function step(
  text: string,
  places: ReadonlySet<number>,
  part: Part,
  cased: boolean,
  lists: Lists,
): ReadonlySet<number> {
  if (typeof part === 'string') return after(text, places, [part], cased)
  if ('any' in part) return after(text, places, part.any, cased)
  if ('placeholder' in part) {
    const list = lists.get(part.placeholder)
    return list ? after(text, places, list, cased) : from(Math.min(...places), text)
  }
  return part.wild === '*' ? from(Math.min(...places), text) : afterOne(text, places)
}

function after(
  text: string,
  places: ReadonlySet<number>,
  texts: readonly string[],
  cased: boolean,
): ReadonlySet<number> {
  const reached = new Set<number>()
  for (const one of texts) {
    const wanted = cased ? one : fold(one)
    for (const place of places) if (text.startsWith(wanted, place)) reached.add(place + wanted.length)
  }
  return reached
}

/** One character, which is two units when it lies outside the basic plane. */
function afterOne(text: string, places: ReadonlySet<number>): ReadonlySet<number> {
  const reached = new Set<number>()
  for (const place of places) {
    const character = text.codePointAt(place)
    if (character !== undefined) reached.add(place + (character > 0xffff ? 2 : 1))
  }
  return reached
}

/** Every place from the first on; none when there is no first. */
function from(first: number, text: string): ReadonlySet<number> {
  const places = new Set<number>()
  for (let place = first; place <= text.length; place++) places.add(place)
  return places
}
