/** When the rules of a catalog were made, as each states it, counted by year or by quarter. */
import type { Family } from '../model/rule.js'
import type { Entry } from './build.js'

export interface RuleDates {
  readonly unit: 'year' | 'quarter'
  /** One after another without a gap, oldest first. */
  readonly periods: readonly Period[]
  /** Rules with a date before the first period, and after the last. */
  readonly earlier: number
  readonly later: number
  /** Rules that state no date, or none that is one. */
  readonly undated: Partial<Record<Family, number>>
  /** Families that have most of their rules from one day, which is then hardly that of their making. */
  readonly sameDay: readonly { readonly family: Family; readonly day: string; readonly rules: number }[]
}

export interface Period {
  /** `2024`, `2024 Q3`. */
  readonly label: string
  readonly rules: number
  readonly families: Partial<Record<Family, number>>
}

/** More periods than these are not drawn: those that hold most rules are. */
const mostPeriods = 20
/** Within so many years quarters say more. */
const fewYears = 3
/** A family of fewer rules has them from one day by chance. */
const manyRules = 20

export function ruleDates(entries: readonly Entry[]): RuleDates {
  const undated: Partial<Record<Family, number>> = {}
  const dated: { readonly family: Family; readonly day: string }[] = []
  for (const { rule } of entries) {
    const day = rule.meta.date
    if (day !== undefined && isDay(day)) dated.push({ family: rule.family, day })
    else undated[rule.family] = (undated[rule.family] ?? 0) + 1
  }
  const years = dated.map(({ day }) => Number(day.slice(0, 4)))
  const unit = years.length > 0 && spread(years) < fewYears ? 'quarter' : 'year'
  const found = new Map<number, { rules: number; families: Partial<Record<Family, number>> }>()
  for (const { family, day } of dated) {
    const at = numberOf(day, unit)
    const known = found.get(at) ?? { rules: 0, families: {} }
    known.rules++
    known.families[family] = (known.families[family] ?? 0) + 1
    found.set(at, known)
  }
  const [first, last] = fullest(new Map([...found].map(([at, { rules }]) => [at, rules])))
  const sum = (holds: (at: number) => boolean): number =>
    [...found].reduce((n, [at, { rules }]) => (holds(at) ? n + rules : n), 0)
  return {
    unit,
    periods: Array.from({ length: last - first + 1 }, (_, i) => ({
      label: labelOf(first + i, unit),
      ...(found.get(first + i) ?? { rules: 0, families: {} }),
    })),
    earlier: sum((at) => at < first),
    later: sum((at) => at > last),
    undated,
    sameDay: sameDays(dated),
  }
}

const isDay = (text: string): boolean =>
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && !text.startsWith('0000')

const spread = (years: readonly number[]): number => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const year of years) [least, most] = [Math.min(least, year), Math.max(most, year)]
  return most - least
}

/** Periods are numbered one after another. */
const numberOf = (day: string, unit: RuleDates['unit']): number => {
  const year = Number(day.slice(0, 4))
  return unit === 'year' ? year : year * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}

const labelOf = (at: number, unit: RuleDates['unit']): string =>
  unit === 'year' ? String(at) : `${Math.floor(at / 4)} Q${(at % 4) + 1}`

/** First and last of the stretch that holds most rules; nothing is lost unless a date is far from all others. */
function fullest(rules: ReadonlyMap<number, number>): readonly [number, number] {
  const held = [...rules.keys()].sort((a, b) => a - b)
  let best: readonly [number, number] = [0, -1]
  let most = 0
  for (const [i, first] of held.entries()) {
    let sum = 0
    let last = first
    for (const at of held.slice(i)) {
      if (at >= first + mostPeriods) break
      sum += rules.get(at) ?? 0
      last = at
    }
    if (sum > most) [best, most] = [[first, last], sum]
  }
  return best
}

function sameDays(dated: readonly { readonly family: Family; readonly day: string }[]): RuleDates['sameDay'] {
  const days = new Map<Family, Map<string, number>>()
  for (const { family, day } of dated) {
    const counts = days.get(family) ?? new Map<string, number>()
    counts.set(day, (counts.get(day) ?? 0) + 1)
    days.set(family, counts)
  }
  return [...days].flatMap(([family, counts]) => {
    const all = [...counts.values()].reduce((n, one) => n + one, 0)
    const [top] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return top && all >= manyRules && top[1] * 2 > all ? [{ family, day: top[0], rules: top[1] }] : []
  })
}
