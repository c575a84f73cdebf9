import type { Found } from './rules-index-search.js'

/** The score, and a little more for a title of which the words that were asked for are a larger part. */
export function closeness({ scores, by }: Found, titles: readonly string[]): (rule: number) => number {
  const asked = by.reduce((sum, { term }) => sum + term.word.length, 0)
  return (rule) => Math.round(256 * ((scores[rule] ?? 0) + asked / ((titles[rule]?.length ?? 0) + asked)))
}

const rulesAtMost = 2 ** 20

/** By descending key, then ascending rule. Numbers are packed so that the sort is the engine's own, without calls back. */
export function ordered(rules: readonly number[], key: (rule: number) => number): number[] {
  const packed = Float64Array.from(rules, (rule) => key(rule) * rulesAtMost + (rulesAtMost - 1 - rule))
    .sort()
    .reverse()
  return Array.from(packed, (value) => rulesAtMost - 1 - (value % rulesAtMost))
}
