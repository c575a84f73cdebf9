import type { WordAsk } from '../search/evaluate.js'
import { distance } from '../text/nearest.js'
import { eachPosting, type Place, places, type WordTable } from './rules-index-format.js'
import { words } from './rules-index-words.js'

/** A word to look for, and the places in which it counts. */
export interface Term {
  readonly word: string
  readonly where: number
}

export interface Found {
  /** Ascending. */
  readonly rules: readonly number[]
  /** By rule; higher is better. Zero for a rule that was not found. */
  readonly scores: Float32Array
  /** By term: the index of the word by which each rule was found. */
  readonly by: readonly { readonly term: Term; readonly words: Int32Array }[]
  /** Words that no rule holds, with the nearest that some rule holds. */
  readonly respelled: readonly { readonly asked: string; readonly used: string }[]
}

export interface Search {
  readonly size: number
  word(index: number): string
  /** The places of a word in a rule: bits of `places`. */
  where(word: number, rule: number): number
  /** Rules that hold every term; undefined when there are no words at all. */
  find(terms: readonly Term[]): Found | undefined
}

const weight: Readonly<Record<Place, number>> = {
  title: 10,
  id: 8,
  technique: 6,
  tag: 6,
  field: 5,
  source: 4,
  value: 4,
  text: 1.5,
}
const placeNames = Object.keys(places) as Place[]
const mostTerms = 16
const anywhere = (1 << placeNames.length) - 1
/** By set of places: the best of them decides. */
const weights = Float32Array.from({ length: anywhere + 1 }, (_, set) =>
  Math.max(0, ...placeNames.map((place) => ((set & places[place]) === 0 ? 0 : weight[place]))),
)

/** Each word of some texts, with the place in which it is asked for. */
export const terms = (asked: readonly WordAsk[]): Term[] =>
  asked.flatMap(({ text, place }) => words(text).map((word) => ({ word, where: place ? places[place] : anywhere })))

/**
 * Looks words up in sorted lists: whole words first, then beginnings, then (from three characters on) middles, and
 * only when there is none of these the nearest spelling. Nothing is built when the page loads.
 */
export function search(table: WordTable, size: number): Search {
  const list = table.list === '' ? [] : table.list.split('\n')
  const starts = startsOf(list)
  const posts = (word: number): readonly number[] => table.posts[word] ?? []

  function where(word: number, rule: number): number {
    let found = 0
    eachPosting(posts(word), (holder, at) => {
      if (holder === rule) found |= at
    })
    return found
  }

  /** Best score and its word for every rule that holds the term; returns how many do. */
  function score(term: Term, best: Float32Array, by: Int32Array, spelled: string): number {
    let holders = 0
    const take = (word: number, quality: number): void =>
      eachPosting(posts(word), (rule, at) => {
        const value = (weights[at & term.where] ?? 0) * quality
        const before = best[rule] ?? 0
        if (value <= before) return
        if (before === 0) holders++
        best[rule] = value
        by[rule] = word
      })
    const length = spelled.length
    const first = lowerBound(list, spelled)
    let after = first
    for (; list[after]?.startsWith(spelled); after++) {
      const found = list[after] ?? ''
      take(after, found.length === length ? 1 : 0.5 + (0.35 * length) / found.length)
    }
    if (length >= 3)
      for (const word of holding(table.list, starts, spelled))
        if (word < first || word >= after) take(word, 0.2 + (0.25 * length) / (list[word]?.length ?? length))
    return holders
  }

  return {
    size,
    word: (index) => list[index] ?? '',
    where,
    find(all) {
      const asked = all.slice(0, mostTerms)
      if (asked.length === 0) return undefined
      const scores = new Float32Array(size)
      const matched = new Uint8Array(size)
      const respelled: { asked: string; used: string }[] = []
      const by = asked.map((term, i) => {
        const best = new Float32Array(size)
        const found = new Int32Array(size).fill(-1)
        let holders = score(term, best, found, term.word)
        const other =
          holders === 0
            ? nearest(list, term.word, (word) => posts(word).some((number) => number < 0 && -number & term.where))
            : undefined
        if (other !== undefined) {
          respelled.push({ asked: term.word, used: other })
          holders = score(term, best, found, other)
        }
        const rarity = Math.log(1 + size / Math.max(holders, 1))
        for (let rule = 0; rule < size; rule++) {
          const value = best[rule] ?? 0
          if (value === 0 || matched[rule] !== i) continue
          matched[rule] = i + 1
          scores[rule] = (scores[rule] ?? 0) + value * rarity
        }
        return { term, words: found }
      })
      const rules: number[] = []
      for (let rule = 0; rule < size; rule++) {
        if (matched[rule] === asked.length) rules.push(rule)
        else scores[rule] = 0
      }
      return { rules, scores, by, respelled }
    },
  }
}

/** Offsets at which the words of a list begin, when each is followed by one character. */
function startsOf(list: readonly string[]): Uint32Array {
  const starts = new Uint32Array(list.length)
  let at = 0
  for (const [i, word] of list.entries()) {
    starts[i] = at
    at += word.length + 1
  }
  return starts
}

/** The first place in a sorted list at which `word` could stand. */
function lowerBound(list: readonly string[], word: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}

/** Indexes of the words that hold `part`. */
function* holding(text: string, starts: Uint32Array, part: string): Generator<number> {
  let word = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at)) {
    let high = starts.length - 1
    while (word < high) {
      const middle = (word + high + 1) >> 1
      if ((starts[middle] ?? 0) <= at) word = middle
      else high = middle - 1
    }
    yield word
    at = starts[word + 1] ?? text.length
  }
}

/** The word nearest in spelling: one letter off, or two in a word of seven letters or more. */
function nearest(list: readonly string[], word: string, allowed: (word: number) => boolean): string | undefined {
  let best: string | undefined
  let limit = word.length < 4 ? 0 : word.length < 7 ? 1 : 2
  for (const [i, other] of list.entries()) {
    if (limit === 0) break
    if (Math.abs(other.length - word.length) > limit || other.charCodeAt(0) !== word.charCodeAt(0)) continue
    const edits = distance(word, other)
    if (edits > limit || (best !== undefined && edits === limit) || !allowed(i)) continue
    best = other
    limit = edits
  }
  return best
}
