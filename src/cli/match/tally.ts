/** What fired, by rule. */
import { severity } from '../../catalog/attack-survey.js'
import type { Entry } from '../../catalog/build.js'
import type { Found, Place } from './run.js'

export interface RuleHits {
  readonly entry: Entry
  sure: number
  unsure: number
  first: number | undefined
  last: number | undefined
  /** Where the first of its hits stands. */
  readonly place: Place | undefined
  /** Times of hits, the first thousand. */
  readonly times: number[]
}

const mostTimes = 1000

export class Tally {
  private readonly byRule = new Map<Entry, RuleHits>()

  add({ entry, verdict, from, to, places }: Found): void {
    const known = this.byRule.get(entry) ?? {
      entry,
      sure: 0,
      unsure: 0,
      first: undefined,
      last: undefined,
      place: places.at(-1),
      times: [],
    }
    this.byRule.set(entry, known)
    if (verdict === 'true') known.sure++
    else known.unsure++
    if (to === undefined) return
    known.first = Math.min(known.first ?? to, from ?? to)
    known.last = Math.max(known.last ?? to, to)
    if (known.times.length < mostTimes) known.times.push(to)
  }

  /** Rules that fired for sure before those that may have; gravest first, then those that fired most. */
  rules(): readonly RuleHits[] {
    return [...this.byRule.values()].sort(
      (a, b) =>
        Number(b.sure > 0) - Number(a.sure > 0) ||
        severity(b.entry) - severity(a.entry) ||
        b.sure + b.unsure - a.sure - a.unsure ||
        (a.entry.slug < b.entry.slug ? -1 : 1),
    )
  }
}
