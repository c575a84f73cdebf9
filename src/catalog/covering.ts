/**
 * Which indicators of one field every value that satisfies another satisfies too, told from their texts. What is said is
 * true of every record; that nothing is said means nothing.
 */
import { relations, stands } from '../data/fields/index.js'
import type { Polarity } from '../model/walk.js'
import type { Tally } from './corpus.js'
import { grouped } from './grouped.js'
import { type Inside, inside } from './inside.js'
import type { Key } from './keys.js'
import { isTextual, type Stretch, stretches } from './wild.js'

export type Link = (narrow: Tally, broad: Tally) => void

const known: ReadonlySet<string> = new Set(relations)
const isRelation = (modifier: string | undefined): modifier is (typeof relations)[number] =>
  modifier !== undefined && known.has(modifier)

/** How what the indicator looks at relates to its field. */
export const relationOf = ({ modifiers }: Key): (typeof relations)[number] =>
  isRelation(modifiers[0]) ? modifiers[0] : 'exact'

/** Nothing but a relation was made of field and value, so that one text can be held against another. */
const isPlain = ({ modifiers }: Key): boolean =>
  modifiers.length === 0 || (modifiers.length === 1 && isRelation(modifiers[0]))

export function byText(all: readonly Tally[], polarity: Polarity, link: Link): void {
  const plain = all.filter(({ key }) => (key.literal ? isTextual(key.kind) : key.kind === 'wildcard') && isPlain(key))
  const broad = new Map<string, Inside<Tally>>()
  for (const [relation, tallies] of grouped(plain, ({ key }) => relationOf(key))) {
    const patterns = tallies.filter(({ key }) => key.literal && key.kind !== 'eq' && isOfOneWord(key))
    broad.set(relation, inside(patterns.map((tally) => [tally.key.folded, tally])))
  }
  const exact = broad.get('exact')
  for (const tally of all)
    if (exact && tally.key.literal && isTextual(tally.key.kind) && tally.key.modifiers.join() === 'term')
      linkInside(tally, [{ text: tally.key.folded, start: false, end: false }], exact, polarity, link)
  for (const tally of plain) {
    if (!isOfOneWord(tally.key)) continue
    const relation = relationOf(tally.key)
    const own = broad.get(relation)
    if (own) linkInside(tally, stretchesOf(tally.key), own, polarity, link)
    const place = relation === 'exact' || tally.key.folded.includes('"') ? undefined : stands[relation]
    const whole = place && exact
    if (!whole) continue
    const placed = stretchesOf(tally.key).map(({ text, start, end }) => ({
      text,
      start: start && place === 'start',
      end: end && place === 'end',
    }))
    linkInside(tally, placed, whole, polarity, link)
  }
}

/** Several words may have anything between them, so such a text tells nothing about others. */
const isOfOneWord = (key: Key): boolean => relationOf(key) !== 'word' || /^[\p{L}\p{N}_]+$/u.test(key.folded)

/** The stretches of literal text that whatever satisfies the key holds. */
function stretchesOf({ kind, folded }: Key): readonly Stretch[] {
  if (kind === 'wildcard') return stretches(folded)
  return [{ text: folded, start: kind === 'eq' || kind === 'starts_with', end: kind === 'eq' || kind === 'ends_with' }]
}

function linkInside(
  narrow: Tally,
  found: readonly Stretch[],
  patterns: Inside<Tally>,
  polarity: Polarity,
  link: Link,
): void {
  for (const stretch of found)
    patterns.in(stretch.text, (broad, at) => {
      if (broad !== narrow && covers(broad.key, stretch, at) && caseCovers(broad, narrow, polarity, at))
        link(narrow, broad)
    })
}

/** Whether every text that holds the stretch satisfies `broad`, whose value stands in it at `at`. */
function covers({ kind, folded }: Key, { text, start, end }: Stretch, at: number): boolean {
  switch (kind) {
    case 'contains':
      return true
    case 'starts_with':
      return start && at === 0
    case 'ends_with':
      return end && at + folded.length === text.length
    default:
      return false
  }
}

/** A rule that minds case catches only what is spelled as it says, wherever it stands in the value. */
function caseCovers(broad: Tally, narrow: Tally, polarity: Polarity, at: number): boolean {
  if (broad.caseless[polarity]) return true
  if (narrow.caseless[polarity] || narrow.key.kind === 'wildcard') return false
  const texts = [broad.key.exact, ...broad.spellings]
  return [narrow.key.exact, ...narrow.spellings].every(
    (spelling) => spelling.length === narrow.key.folded.length && texts.every((text) => spelling.startsWith(text, at)),
  )
}

/** A value with all dashes is broader than the same value with the one dash that was written. */
export function byDash(all: readonly Tally[], polarity: Polarity, link: Link): void {
  const plain = new Map(all.flatMap((tally) => (tally.key.modifiers.length === 0 ? [[dashed(tally.key), tally]] : [])))
  for (const tally of all) {
    if (tally.key.modifiers.join() !== 'windash') continue
    const narrow = plain.get(dashed(tally.key))
    if (narrow && caseCovers(tally, narrow, polarity, 0)) link(narrow, tally)
  }
}

const dashed = (key: Key): string => `${key.kind} ${key.folded}`
