/**
 * Random rules over random streams, against a plain reference that keeps every record, puts them in order and counts
 * everything anew for each. Records come in order, and out of order within the tolerance.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { is, ruleWith, span } from '../../../test/rules.js'
import { hitsOf } from '../../../test/series.js'
import type { AggregateFn, Field, Indicator, Rule, Stage, Step } from '../../model/rule.js'
import { type FlatRecord, flatten } from '../record.js'
import type { SeriesHit } from './series.js'

interface Event {
  readonly at: number
  readonly kind: string
  readonly key?: string
  readonly other: string
  readonly value: number
  /** How much later it arrives. */
  readonly delay: number
}

const second = 1000
const start = Date.UTC(2026, 0, 1)
const tolerance = 4

const event: fc.Arbitrary<Event> = fc.record(
  {
    at: fc.nat(60),
    kind: fc.constantFrom('a', 'b', 'c', 'x', 'ab', 'bx', 'au'),
    key: fc.constantFrom('k', 'l'),
    other: fc.constantFrom('m', 'n'),
    value: fc.nat(6),
    delay: fc.nat(tolerance),
  },
  { requiredKeys: ['at', 'kind', 'other', 'value', 'delay'] },
)
const stream = fc.array(event, { maxLength: 40 })

const recordOf = ({ at, kind, key, other, value }: Event): FlatRecord =>
  flatten({ '@timestamp': new Date(start + at * second).toISOString(), kind: [...kind], key, other, value })

const inOrder = (events: readonly Event[]): Event[] => [...events].sort((a, b) => a.at - b.at)
const delayed = (events: readonly Event[]): Event[] => [...events].sort((a, b) => a.at + a.delay - (b.at + b.delay))

/** What a hit comes to: its time and its records, as they are numbered where they arrive. */
interface Told {
  readonly from: number
  readonly to: number
  readonly records: readonly number[]
  readonly made?: readonly unknown[]
}

const told = (hits: readonly SeriesHit[], made?: string): Told[] =>
  hits.map(({ from, to, records, row }) => ({
    from: (from - start) / second,
    to: (to - start) / second,
    records,
    ...(made === undefined ? {} : { made: row.get(made) ?? [] }),
  }))

/** An event with the number with which it arrives. */
type Numbered = Event & { readonly number: number }

const ordered = (events: readonly Event[]): Numbered[] =>
  events.map((one, number) => ({ ...one, number })).sort((a, b) => a.at - b.at || a.number - b.number)

function agrees<R>(
  rules: fc.Arbitrary<R>,
  build: (rule: R) => Rule,
  reference: (rule: R, events: readonly Numbered[]) => readonly Told[],
  made?: string,
): void {
  const sorted = (all: readonly Told[]) => [...all].map((one) => JSON.stringify(one)).sort()
  fc.assert(
    fc.property(rules, stream, fc.boolean(), (rule, events, late) => {
      const arriving = late ? delayed(events) : inOrder(events)
      const options = { tolerance: late ? tolerance * second : 0 }
      const hits = hitsOf(build(rule), arriving.map(recordOf), undefined, options)
      expect(hits.filter(({ verdict }) => verdict === 'unsure')).toEqual([])
      expect(sorted(told(hits, made))).toEqual(sorted(reference(rule, ordered(arriving))))
    }),
    { numRuns: 300 },
  )
}

const field = (written: string): Field => ({ span, written })
const read: Stage = { kind: 'read', span, source: { kind: 'events', written: {} } }
const filter = (from: number, where: Indicator): Stage => ({ kind: 'filter', span, from, where })
const bound = (written: string, op: 'ge' | 'lt', value: number, made: number): Indicator => ({
  ...is(written, value),
  field: { span, written, made },
  op,
})

interface Threshold {
  readonly by: readonly ('key' | 'other')[]
  readonly within: number
  readonly fn: Exclude<AggregateFn, 'expression' | 'percentile'> | 'percentile'
  readonly op: 'ge' | 'lt'
  readonly value: number
}

const threshold: fc.Arbitrary<Threshold> = fc.record({
  by: fc.subarray(['key', 'other'] as const),
  within: fc.integer({ min: 1, max: 20 }),
  fn: fc.constantFrom('count', 'distinct', 'sum', 'avg', 'min', 'max', 'first', 'last', 'percentile', 'median'),
  op: fc.constantFrom('ge', 'lt'),
  value: fc.integer({ min: 1, max: 5 }),
})

const thresholdRule = ({ by, within, fn, op, value }: Threshold, batch = false): Rule =>
  ruleWith({
    language: batch ? 'spl' : 'sigma',
    stages: [
      read,
      filter(0, is('kind', 'a')),
      {
        kind: 'group',
        span,
        from: 1,
        by: by.map(field),
        ...(batch ? {} : { within: within * second }),
        make: [{ as: 'made', fn, of: field('value'), ...(fn === 'percentile' && { percentile: 30 }) }],
      },
      filter(2, bound('made', op, value, 2)),
    ],
  })

function aggregated(fn: Threshold['fn'], values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const sum = values.reduce((total, value) => total + value, 0)
  const at = (index: number, of = sorted): number => of[index] ?? Number.NaN
  switch (fn) {
    case 'count':
      return values.length
    case 'distinct':
    case 'values':
      return new Set(values).size
    case 'sum':
      return sum
    case 'avg':
      return sum / values.length
    case 'min':
      return at(0)
    case 'max':
      return at(sorted.length - 1)
    case 'first':
      return at(0, [...values])
    case 'last':
      return at(values.length - 1, [...values])
    case 'percentile':
      return at(sorted.findIndex((_, i) => i + 1 >= 0.3 * sorted.length))
    case 'median':
      return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2
    default:
      return fn satisfies never
  }
}

const keyOf = (by: Threshold['by'], one: Event): string | undefined =>
  by.some((name) => one[name] === undefined) ? undefined : by.map((name) => one[name]).join('/')

const gathered = (rule: Threshold, events: readonly Numbered[]): Numbered[][] => {
  const mine = events.filter(({ kind }) => kind.includes('a'))
  const keys = new Set(mine.map((one) => keyOf(rule.by, one)).filter((key) => key !== undefined))
  return [...keys].map((key) => mine.filter((one) => keyOf(rule.by, one) === key))
}

const holds = ({ fn, op, value }: Threshold, window: readonly Numbered[]): boolean => {
  const made = aggregated(
    fn,
    window.map((one) => one.value),
  )
  return op === 'ge' ? made >= value : made < value
}

const toldOf = ({ fn }: Threshold, window: readonly Numbered[]): Told => ({
  from: Math.min(...window.map(({ at }) => at)),
  to: Math.max(...window.map(({ at }) => at)),
  records: window.map(({ number }) => number).sort((a, b) => a - b),
  made: [
    aggregated(
      fn,
      window.map((one) => one.value),
    ),
  ],
})

describe('thresholds', () => {
  test('over a window that slides', () => {
    agrees(
      threshold,
      (rule) => thresholdRule(rule),
      (rule, events) =>
        gathered(rule, events).flatMap((group) => {
          let fired: number | undefined
          return group.flatMap((last, i) => {
            const window = group.slice(0, i + 1).filter(({ at }) => at >= last.at - rule.within)
            const isHeld = holds(rule, window)
            const isQuiet = fired !== undefined && window.some(({ at }) => at <= (fired ?? 0))
            if (!isHeld) fired = undefined
            else if (!isQuiet) fired = last.at
            return isHeld && !isQuiet ? [toldOf(rule, window)] : []
          })
        }),
      'made',
    )
  })

  test('over all records', () => {
    agrees(
      threshold,
      (rule) => thresholdRule(rule, true),
      (rule, events) =>
        gathered(rule, events)
          .filter((group) => holds(rule, group))
          .map((group) => toldOf(rule, group)),
      'made',
    )
  })
})

test('new terms', () => {
  agrees(
    fc.record({
      by: fc.subarray(['key', 'other'] as const, { minLength: 1 }),
      lookback: fc.integer({ min: 1, max: 30 }),
    }),
    ({ by, lookback }) =>
      ruleWith({
        language: 'kuery',
        stages: [
          read,
          filter(0, is('kind', 'a')),
          { kind: 'novel', span, from: 1, by: by.map(field), lookback: lookback * second },
        ],
      }),
    ({ by, lookback }, events) => {
      const mine = events.filter((one) => one.kind.includes('a') && keyOf(by, one) !== undefined)
      return mine
        .filter((one, i) => {
          const before = mine.slice(0, i).filter((other) => keyOf(by, other) === keyOf(by, one))
          return !before.some(({ at }) => at >= one.at - lookback)
        })
        .map(({ at, number }) => ({ from: at, to: at, records: [number] }))
    },
  )
})

interface Steps {
  readonly steps: readonly { readonly kind: string; readonly absent: boolean; readonly runs: number }[]
  readonly within: number
  readonly until: boolean
}

const steps: fc.Arbitrary<Steps> = fc
  .record({
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('a', 'b', 'c', 'x'),
        absent: fc.boolean(),
        runs: fc.constantFrom(1, 1, 2),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    within: fc.integer({ min: 1, max: 30 }),
    until: fc.boolean(),
  })
  .filter((rule) => rule.steps.some(({ absent }) => !absent))

const sequenceRule = ({ steps, within, until }: Steps): Rule => {
  const kinds = [...steps.map(({ kind }) => kind), 'u']
  const filters = kinds.map((kind) => filter(0, is('kind', kind)))
  const of = (at: number): Pick<Step, 'span' | 'from' | 'by'> => ({ span, from: at + 1, by: [field('key')] })
  return ruleWith({
    language: 'eql',
    stages: [
      read,
      ...filters,
      {
        kind: 'sequence',
        span,
        ordered: true,
        within: within * second,
        steps: steps.map(({ absent, runs }, at) => ({ ...of(at), absent, ...(!absent && runs > 1 && { runs }) })),
        ...(until && { until: { ...of(steps.length), absent: false } }),
      },
    ],
  })
}

/** A series under way: its events, and how many steps they are. */
type Under = readonly Numbered[]

/** Every series is kept; what the next step takes is the one that came so far last, and what came so far before it goes. */
function sequences({ steps, within, until }: Steps, all: readonly Numbered[]): Told[] {
  const seen = steps.flatMap(({ kind, absent, runs }, at) =>
    absent ? [] : Array.from({ length: runs }, () => ({ kind, at })),
  )
  const absentBefore = (place: number): string[] => {
    const previous = place === 0 ? -1 : (seen[place - 1]?.at ?? -1)
    const next = seen[place]?.at ?? steps.length
    return steps.slice(previous + 1, Math.max(previous + 1, next)).map(({ kind }) => kind)
  }
  const found: Told[] = []
  for (const key of new Set(all.map((one) => one.key).filter((one) => one !== undefined))) {
    const events = all.filter((one) => one.key === key)
    const place = (one: Numbered): number => events.indexOf(one)
    const under: Under[][] = seen.map(() => [])
    const whole: Under[] = []
    for (const one of events) {
      const isKind = (kind: string): boolean => one.kind.includes(kind)
      for (let step = seen.length - 1; step >= 0; step--) {
        if (!isKind(seen[step]?.kind ?? '')) continue
        const taken = step === 0 ? [] : under[step - 1]?.findLast((series) => series.at(-1) !== one)
        if (!taken) continue
        if (step > 0) under[step - 1] = (under[step - 1] ?? []).filter((series) => series.at(-1) === one)
        const series = [...taken, one]
        if (one.at - (series[0]?.at ?? 0) > within) continue
        if (step + 1 < seen.length) under[step]?.push(series)
        else whole.push(series)
      }
      for (let step = 1; step < seen.length; step++)
        if (absentBefore(step).some(isKind))
          under[step - 1] = (under[step - 1] ?? []).filter((series) => series.at(-1) === one)
      if (until && isKind('u')) for (const list of under) list.length = 0
    }
    for (const series of whole) {
      const [first, last] = [series[0], series.at(-1)]
      if (!first || !last) continue
      const is = (kinds: readonly string[]) => (one: Numbered) => kinds.some((kind) => one.kind.includes(kind))
      const before = events
        .filter(is(absentBefore(0)))
        .some((one) => place(one) < place(first) && one.at >= last.at - within)
      const after = events
        .filter(is(absentBefore(seen.length)))
        .some((one) => place(one) > place(last) && one.at <= first.at + within)
      const records = series.map(({ number }) => number).sort((a, b) => a - b)
      if (!before && !after) found.push({ from: first.at, to: last.at, records })
    }
  }
  return found
}

test('sequences with absent steps, runs and until', () => {
  agrees(steps, sequenceRule, sequences)
})

test('steps in any order', () => {
  agrees(
    fc.record({ kinds: fc.subarray(['a', 'b', 'c'], { minLength: 2 }), within: fc.integer({ min: 1, max: 20 }) }),
    ({ kinds, within }) =>
      ruleWith({
        language: 'sigma',
        stages: [
          read,
          ...kinds.map((kind) => filter(0, is('kind', kind))),
          {
            kind: 'sequence',
            span,
            ordered: false,
            within: within * second,
            steps: kinds.map((_, at) => ({ span, from: at + 1, by: [field('key')], absent: false })),
          },
        ],
      }),
    ({ kinds, within }, all) => {
      const found: Told[] = []
      for (const key of new Set(all.map((one) => one.key).filter((one) => one !== undefined))) {
        let open: Numbered[] = []
        for (const one of all.filter((other) => other.key === key)) {
          open.push(one)
          const window = open.filter(({ at }) => at >= one.at - within)
          const chosen = kinds.map((kind) => window.findLast((other) => other.kind.includes(kind)))
          const isNew = kinds.some((kind) => one.kind.includes(kind))
          if (!isNew || chosen.some((other) => other === undefined)) continue
          const hit = chosen.filter((other) => other !== undefined)
          const records = [...new Set(hit.map(({ number }) => number))].sort((a, b) => a - b)
          found.push({ from: Math.min(...hit.map(({ at }) => at)), to: one.at, records })
          open = []
        }
      }
      return found
    },
  )
})
