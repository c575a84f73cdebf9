import { type Fact, facts } from '../search/query.js'

/**
 * `rules/index.json`: the rules index as the browser loads it. Columns by rule (its place in the catalog, which is
 * title order), so that thousands of rules cost a handful of arrays. Written by rules-index-data.ts.
 */
export interface IndexData {
  readonly title: readonly string[]
  /** Below `rules/`. */
  readonly href: readonly string[]
  /** Distinct log sources as they are shown, and the one of each rule. */
  readonly logsources: readonly string[]
  readonly logsource: readonly number[]
  /** Languages of queries, and the one of each rule. */
  readonly languages: readonly string[]
  readonly language: readonly number[]
  /** Distinct shapes, and the one of each rule. */
  readonly shapes: readonly string[]
  readonly shape: readonly number[]
  /** Null: more than a number can hold. */
  readonly ways: readonly (number | null)[]
  /** Day of the last change as yyyymmdd, 0 when the rule has none that could be read. */
  readonly changed: readonly number[]
  /** Rules that were read in part, and rules that could not be read. */
  readonly partial: readonly number[]
  readonly unread: readonly number[]
  readonly facets: readonly FacetTable[]
  readonly words: WordTable
}

/** How the choices of the index are named, in the order in which they are shown. */
export type FacetName = Exclude<Fact, 'language'>
export const facetNames: readonly FacetName[] = facts.filter((fact) => fact !== 'language')

/** One choice: its values and which of them each rule has, as indexes into `keys`. */
export interface FacetTable {
  readonly name: FacetName
  /** As they stand in an address. */
  readonly keys: readonly string[]
  /** As they are shown. */
  readonly labels: readonly string[]
  readonly of: readonly (readonly number[])[]
}

/** Where a word stands. One bit each, so that a posting says them all. */
export const places = {
  title: 1,
  id: 2,
  technique: 4,
  source: 8,
  field: 16,
  value: 32,
  text: 64,
  tag: 128,
} as const
export type Place = keyof typeof places

export interface WordTable {
  /** Sorted by UTF-16 unit, one on a line. */
  readonly list: string
  /** By word: see `posting`. */
  readonly posts: readonly (readonly number[])[]
}

/**
 * The rules that hold a word, by the set of places it has there: a set as a negative number, then the ascending rules
 * as distances from each other, then the next set. Most words keep to one set, so most numbers are small distances.
 */
export function posting(holders: readonly Holder[]): number[] {
  const post: number[] = []
  for (const where of new Set(holders.map((holder) => holder % placeSets))) {
    post.push(-where)
    let last = 0
    for (const holder of holders) {
      if (holder % placeSets !== where) continue
      const rule = Math.floor(holder / placeSets)
      post.push(rule - last)
      last = rule
    }
  }
  return post
}

/** A rule and the places at which it has a word, in one number. */
export type Holder = number
const placeSets = 256
export const holder = (rule: number, where: number): Holder => rule * placeSets + where

/** Calls `visit` with each rule of a posting and the places at which the word stands in it. */
export function eachPosting(post: readonly number[], visit: (rule: number, where: number) => void): void {
  let where = 0
  let rule = 0
  for (const number of post)
    if (number < 0) {
      where = -number
      rule = 0
    } else {
      rule += number
      visit(rule, where)
    }
}
