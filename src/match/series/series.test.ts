import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { is, ruleWith, span } from '../../../test/rules.js'
import type { Field, Rule, Stage } from '../../model/rule.js'
import { causeText } from '../causes.js'
import { flatten } from '../record.js'
import { recordTime } from '../record-time.js'
import type { SeriesOptions } from './options.js'
import { Reorder } from './reorder.js'
import { createSeries, Series } from './series.js'

const field = (written: string): Field => ({ span, written })
const read: Stage = { kind: 'read', span, source: { kind: 'events', written: {} } }
const filter = (from: number, kind: string): Stage => ({ kind: 'filter', span, from, where: is('kind', kind) })
const by = [field('key')]

const seriesOf = (rule: Rule, options: SeriesOptions): Series => {
  const made = createSeries(rule, options)
  if (made instanceof Series) return made
  throw new Error(made.runs)
}

describe('memory', () => {
  const bounds = { groups: 100, records: 300, recordsPerGroup: 10, tolerance: 0 }
  const step = (from: number) => ({ span, from, by, absent: false })
  const count: Stage = { kind: 'group', span, from: 1, by, within: 1e12, make: [{ as: 'n', fn: 'count' }] }
  const { within: _, ...whole } = count
  const stateful: Readonly<Record<string, readonly Stage[]>> = {
    'a threshold': [read, filter(0, 'a'), count],
    'a group of all records': [read, filter(0, 'a'), whole],
    'a group of all records, each going on': [read, filter(0, 'a'), { ...whole, inline: true }],
    'new terms': [read, filter(0, 'a'), { kind: 'novel', span, from: 1, by, lookback: 1e12 }],
    'a sequence': [
      read,
      filter(0, 'a'),
      filter(0, 'b'),
      { kind: 'sequence', span, ordered: true, steps: [step(1), step(2)] },
    ],
    'a sequence that waits for an absence': [
      read,
      filter(0, 'a'),
      filter(0, 'b'),
      { kind: 'sequence', span, ordered: true, within: 1e12, steps: [step(1), { ...step(2), absent: true }] },
    ],
    'a sample': [
      read,
      filter(0, 'a'),
      filter(0, 'b'),
      { kind: 'sequence', span, ordered: false, steps: [step(1), step(2)] },
    ],
    'a join': [
      read,
      filter(0, 'a'),
      filter(0, 'b'),
      { kind: 'join', span, from: 1, other: 2, how: 'anti', on: [[[field('key'), field('key')]]] },
    ],
  }

  /** The most that was held at any time. */
  function fill(series: Series, keys: number, key: (i: number) => string) {
    const most = { groups: 0, records: 0 }
    for (let i = 0; i < keys; i++) {
      series.push(new Map([['key', [key(i)]]]), i, ['true'], i)
      most.groups = Math.max(most.groups, series.held.groups)
      most.records = Math.max(most.records, series.held.records)
    }
    return most
  }

  describe.each(Object.entries(stateful))('%s', (_, stages) => {
    test('of many keys', () => {
      const series = seriesOf(ruleWith({ language: 'eql', stages }), bounds)
      const most = fill(series, 20_000, (i) => `k${i}`)
      expect(most.groups).toBeLessThanOrEqual(100)
      expect(most.records).toBeLessThanOrEqual(301)
      expect(most.groups + most.records).toBeGreaterThan(50)
      expect(series.held.evicted).toBeGreaterThan(19_000)
    })

    test('of one key', () => {
      const series = seriesOf(ruleWith({ language: 'eql', stages }), bounds)
      expect(fill(series, 5_000, () => 'k').records).toBeLessThanOrEqual(301)
    })
  })

  test('a million keys', () => {
    const stages = stateful['new terms'] ?? []
    const series = seriesOf(ruleWith({ stages }), { ...bounds, groups: 1000 })
    for (let i = 0; i < 1_000_000; i++) series.push(new Map([['key', [i]]]), i, ['true'], i)
    const { groups, evicted } = series.held
    expect([groups, groups + evicted]).toEqual([1000, 1_000_000])
  }, 120_000)

  test('records that wait for their order', () => {
    const series = seriesOf(ruleWith({ stages: [read, filter(0, 'a'), count] }), { ...bounds, tolerance: 1e12 })
    expect(fill(series, 1000, () => 'k').records).toBeLessThanOrEqual(310)
    expect(series.held.late).toBe(0)
  })

  test('a new term that may have been forgotten is unsure', () => {
    const stages = stateful['new terms'] ?? []
    const series = seriesOf(ruleWith({ language: 'eql', stages }), { groups: 2, tolerance: 0 })
    const told = ['a', 'b', 'c', 'a', 'c'].map((key, i) => series.push(new Map([['key', [key]]]), i, ['true'], i))
    expect(told.map((hits) => hits[0]?.verdict)).toEqual(['true', 'true', 'true', 'unsure', undefined])
  })

  test('a group that has to go tells what it held', () => {
    const stages = stateful['a group of all records'] ?? []
    const series = seriesOf(ruleWith({ language: 'eql', stages }), { groups: 2, tolerance: 0 })
    const told = ['a', 'b', 'a', 'c'].map((key, i) => series.push(new Map([['key', [key]]]), i, ['true'], i))
    expect(told.map((hits) => hits.map(({ verdict, records }) => [verdict, ...records]))).toEqual([
      ...[[], [], []],
      [['unsure', 1]],
    ])
    expect(series.end().map(({ verdict, records }) => [verdict, ...records])).toEqual([
      ['true', 0, 2],
      ['true', 3],
    ])
  })
})

test('a step that must be absent and is unsure makes the series unsure', () => {
  const step = (from: number, absent = false) => ({ span, from, by: [], absent })
  const stages: Stage[] = [
    ...[read, filter(0, 'a'), filter(0, 'x'), filter(0, 'b')],
    { kind: 'sequence', span, ordered: true, within: 10, steps: [step(1), step(2, true), step(3)] },
  ]
  const series = seriesOf(ruleWith({ language: 'eql', stages }), { tolerance: 0 })
  expect(series.feeds).toEqual([1, 2, 3])
  series.push(new Map(), 0, ['true', 'false', 'false'], 0)
  series.push(new Map(), 1, ['false', 'unsure', 'false'], 1)
  expect(series.push(new Map(), 2, ['false', 'false', 'true'], 2)).toMatchObject([
    { verdict: 'unsure', records: [0, 2] },
  ])
})

test('what is computed stands beside the record, and what nobody knows makes unsure', () => {
  const computed = (fn: string) => ({ kind: 'call', span, fn, args: [{ kind: 'field', span, written: 'n' }] }) as const
  const rows = (fn: string) => {
    const stages: Stage[] = [
      ...[read, filter(0, 'a')],
      { kind: 'derive', span, from: 1, make: [{ span, as: 'm', of: computed(fn) }] },
      { kind: 'group', span, from: 2, by: [{ ...field('m'), made: 2 }], make: [{ as: 'n', fn: 'count' }] },
    ]
    const series = seriesOf(ruleWith({ language: 'spl', stages }), { tolerance: 0 })
    for (const n of ['A', 'a', 'b']) series.push(flatten({ n, kind: 'a' }), 0, ['true'], 0)
    return series.end().map(({ verdict, row }) => [verdict, ...(row.get('m') ?? []), ...(row.get('n') ?? [])])
  }
  expect(rows('lower')).toEqual([
    ['true', 'a', 2],
    ['true', 'b', 1],
  ])
  expect(rows('unheard_of')).toEqual([['unsure', 3]])
})

test('a record that becomes several rows is counted as often', () => {
  const tag = field('tag')
  const stages: Stage[] = [
    read,
    { kind: 'shape', span, from: 0, verb: 'mvexpand', fields: [tag] },
    filter(1, 'a'),
    { kind: 'group', span, from: 2, by: [tag], make: [{ as: 'n', fn: 'count' }] },
  ]
  const series = seriesOf(ruleWith({ language: 'spl', stages }), { tolerance: 0 })
  for (const tags of [['x', 'y'], ['y']]) series.push(flatten({ kind: 'a', tag: tags }), 0, ['true'], 0)
  expect(series.end().map(({ row }) => [...(row.get('tag') ?? []), ...(row.get('n') ?? [])])).toEqual([
    ['x', 1],
    ['y', 2],
  ])
})

test.each<[SeriesOptions, unknown[]]>([
  [
    {},
    [
      ['true', [1], [1]],
      ['true', [2], [1]],
    ],
  ],
  [{ now: 60_000 }, [['true', [60], [2]]]],
])('the present time of a row is its own unless it is said: %j', (options, rows) => {
  const made = { kind: 'call', span, fn: 'time', args: [] } as const
  const stages: Stage[] = [
    read,
    { kind: 'derive', span, from: 0, make: [{ span, as: 't', of: made }] },
    { kind: 'group', span, from: 1, by: [{ ...field('t'), made: 1 }], make: [{ as: 'n', fn: 'count' }] },
  ]
  const series = seriesOf(ruleWith({ language: 'spl', stages }), { tolerance: 0, ...options })
  for (const at of [1000, 2000]) series.push(new Map(), at, ['true'], at)
  expect(series.end().map(({ verdict, row }) => [verdict, row.get('t'), row.get('n')])).toEqual(rows)
})

test.each<[string, Rule, string]>([
  ['one record decides', ruleWith({ stages: [read, filter(0, 'a')] }), 'single'],
  ['nothing could be read', ruleWith({}), 'no, The rule could not be read'],
  [
    'a stage was not read',
    ruleWith({ stages: [read, { kind: 'opaque', span, from: [0], verb: 'x' }] }),
    'no, The command "x" is not followed',
  ],
  [
    'jobs are asked',
    ruleWith({ stages: [{ ...read, source: { kind: 'jobs', ids: ['j', 'k'] } }] }),
    'no, It asks the results of the anomaly detection job "j, k"',
  ],
])('no series where %s', (_, rule, expected) => {
  const made = createSeries(rule)
  if (made instanceof Series) throw new Error('a series')
  expect([made.runs, ...made.causes.map(causeText)].join(', ')).toBe(expected)
})

test('a stage that the last one does not read from may be whatever it is', () => {
  const stages: Stage[] = [
    ...[read, { kind: 'opaque', span, from: [0], verb: 'x' } as const],
    { kind: 'novel', span, from: 0, by, lookback: 1 },
  ]
  expect(createSeries(ruleWith({ stages }))).toBeInstanceOf(Series)
})

test('things go on in order, equal ones as they came, unless they come too late', () => {
  const thing = fc.record({ at: fc.nat(30), delay: fc.nat(12) })
  fc.assert(
    fc.property(fc.array(thing), fc.nat(12), (things, tolerance) => {
      const arriving = [...things].sort((a, b) => a.at + a.delay - (b.at + b.delay))
      const isLate = arriving.some(({ at }, i) => arriving.slice(0, i).some((other) => other.at - at > tolerance))
      const passed: (typeof arriving)[number][] = []
      const reorder = new Reorder<(typeof arriving)[number]>(tolerance, 1000, (one) => passed.push(one))
      for (const one of arriving) reorder.push(one)
      reorder.flush()
      expect(passed.length).toBe(arriving.length)
      if (isLate) return
      expect(reorder.late).toBe(0)
      expect(passed).toEqual([...arriving].sort((a, b) => a.at - b.at))
    }),
  )
})

test.each<[Record<string, unknown>, string | undefined]>([
  [{ '@timestamp': '2026-03-05T09:00:00.123Z' }, '2026-03-05T09:00:00.123Z'],
  [
    {
      Event: { System: { EventID: 1, TimeCreated: { '#attributes': { SystemTime: '2026-03-05T09:00:00.1234567Z' } } } },
    },
    '2026-03-05T09:00:00.123Z',
  ],
  [{ UtcTime: '2026-03-05 09:00:00.5' }, '2026-03-05T09:00:00.500Z'],
  [{ TimeGenerated: '2026-03-05T09:00:00+01:00' }, '2026-03-05T08:00:00.000Z'],
  [{ _time: 1772701200 }, '2026-03-05T09:00:00.000Z'],
  [{ Timestamp: 'yesterday', eventTime: '2026-03-05T09:00:00Z' }, '2026-03-05T09:00:00.000Z'],
  [{ message: '2026-03-05T09:00:00Z' }, undefined],
])('the time of %j', (json, expected) => {
  const time = recordTime(flatten(json))
  expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected)
})
