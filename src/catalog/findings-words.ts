/** The words of the values that rules hold, and how many rules hold each: what is known in this corpus, and what is not. */
import type { Catalog, Entry } from './build.js'
import type { Held } from './indicators.js'

/** A word of values, with the rule that holds it first, and where. */
export interface Word {
  readonly text: string
  readonly rules: number
  readonly entry: Entry
  readonly held: Held
}

interface Growing extends Word {
  rules: number
  last: Entry
}

const shortestWord = 5
const eachWord = /[\p{L}\p{N}]+/gu

/** Every word of five characters or more with four letters, as it is compared. Regular expressions have no words. */
export function wordsOfValues(catalog: Catalog): ReadonlyMap<string, Word> {
  const words = new Map<string, Growing>()
  for (const entry of catalog.entries) {
    if (entry.rule.kind === 'filter') continue
    const seen = new Set<string>()
    for (const held of catalog.held(entry)) {
      const { key } = held
      if (key.kind === 'regex' || key.kind === 'cidr' || key.value === null || seen.has(key.text)) continue
      seen.add(key.text)
      for (const [text] of key.folded.matchAll(eachWord)) {
        if (text.length < shortestWord) continue
        const known = words.get(text)
        if (!known) words.set(text, { text, rules: 1, entry, held, last: entry })
        else if (known.last !== entry) {
          known.last = entry
          known.rules++
        }
      }
    }
  }
  return words
}

/** Which of the words the texts of other files say too, or the rule itself says of itself: names of things, not slips. */
export function namedElsewhere(catalog: Catalog, words: ReadonlyMap<string, Entry>): ReadonlySet<string> {
  const named = new Set<string>()
  for (const [word, { rule }] of words) {
    const said = `${rule.title} ${rule.meta.description ?? ''} ${rule.path}`.toLowerCase()
    if (said.includes(word)) named.add(word)
  }
  const left = [...words.keys()].filter((word) => !named.has(word))
  if (left.length === 0) return named
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${left.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  for (const { source, path, text } of catalog.files)
    for (const [found] of text.matchAll(any)) {
      const word = found.toLowerCase()
      const own = words.get(word)
      if (own && (own.source !== source || own.rule.path !== path)) named.add(word)
    }
  return named
}
