import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { and, is, not, or, ruleWith, span, use } from '../../../../test/rules.js'
import { load } from '../../../cli/load.js'
import { flatten } from '../../../match/record.js'
import { recordTime } from '../../../match/record-time.js'
import { scanStage } from '../../../match/scan.js'
import { ruleIn, SeenRecord } from '../../../match/seen-record.js'
import type { Predicate, Rule } from '../../../model/rule.js'
import { concerns } from '../../../resolve/concerns.js'
import { createSources, nowhere, sourceIn } from '../../../resolve/record-source.js'
import { createNear } from './near.js'
import { reasonsOf } from './reasons.js'
import { decidesAlone, routeOf, type Sighting } from './route.js'

const folder = join(import.meta.dirname, '../../../../examples')

const sight = (value: unknown): Sighting => {
  const record = flatten(value)
  const source = sourceIn(createSources(), record)
  return { record, source }
}

test('a way ends where the reference says so, for every example rule and every record that it is about', async () => {
  const { catalog } = await load([])
  const rules = catalog.entries.map(({ rule }) => rule).filter(decidesAlone)
  const sightings = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.records.jsonl'))
    .flatMap((path) => readFileSync(join(folder, path), 'utf8').split('\n'))
    .filter((line, i) => line.trim() !== '' && i % 6 === 0)
    .map((line) => sight(JSON.parse(line).record))
  const counts = { true: 0, false: 0, unsure: 0 }
  for (const sighting of sightings)
    for (const rule of rules) {
      const { record, source } = sighting
      if (!concerns(rule, source)) continue
      const { fails, unsure } = routeOf(rule, sighting)
      const verdict = fails > 0 ? 'false' : unsure > 0 ? 'unsure' : 'true'
      const last = rule.stages.length - 1
      const now = recordTime(record)
      const seen = new SeenRecord(rule, record, source, last)
      const scanned = scanStage(ruleIn(rule, source), last, seen, now === undefined ? {} : { now })
      if (verdict !== scanned)
        expect({ rule: rule.path, verdict, record }).toEqual({ rule: rule.path, verdict: scanned })
      counts[verdict]++
    }
  expect(counts.true).toBeGreaterThan(50)
  expect(counts.false).toBeGreaterThan(1000)
}, 60_000)

const ruleOf = (where: Predicate, more: Partial<Rule> = {}): Rule =>
  ruleWith({
    ...more,
    stages: [
      { kind: 'read', source: { kind: 'events', written: {} }, span },
      { kind: 'filter', from: 0, where, span },
    ],
  })

const of = (fields: Readonly<Record<string, string | number>>): Sighting => ({
  record: flatten(fields),
  source: nowhere,
})

test('of alternatives the nearest is told, with what stands in the record and where', () => {
  const far = and(is('A', 'no'), is('B', 'no'), is('C', 'yes'))
  const near = and(is('C', 'yes'), { ...is('D', 'needle'), op: 'contains' }, is('A', 'no'))
  expect(reasonsOf(ruleOf(or(far, near)), of({ A: 'a', C: 'Yes', D: 'hay NEEDLE hay' }))).toEqual([
    {
      ...{ kind: 'test', field: 'C', how: 'eq', values: ['yes'], more: 0, all: false, answer: 'pass' },
      found: [{ name: 'C', value: 'Yes', at: [{ from: 0, to: 3 }] }],
    },
    {
      ...{ kind: 'test', field: 'D', how: 'contains', values: ['needle'], more: 0, all: false, answer: 'pass' },
      found: [{ name: 'D', value: 'hay NEEDLE hay', at: [{ from: 4, to: 10 }] }],
    },
    {
      ...{ kind: 'test', field: 'A', how: 'eq', values: ['no'], more: 0, all: false, answer: 'fail' },
      found: [{ name: 'A', value: 'a', at: [] }],
    },
  ])
})

test('an exclusion is one step, and says what stopped the record', () => {
  const definitions = [{ name: 'filter_main', span, predicate: and(is('B', 'b'), is('C', 'c')) }]
  const rule = ruleOf(and(is('A', 'a'), not(use(0))), { definitions })
  const [, gate] = reasonsOf(rule, of({ A: 'a', B: 'b', C: 'c' }))
  expect(gate).toMatchObject({ kind: 'gate', name: 'filter_main', answer: 'fail' })
  expect(gate?.kind === 'gate' && gate.because.map(({ field }) => field)).toEqual(['B', 'C'])
  expect(reasonsOf(rule, of({ A: 'a', B: 'b' }))[1]).toMatchObject({ answer: 'pass', because: [] })
})

test('a definition that others use over and over costs no more for that', () => {
  const definitions = [{ name: 'd0', span, predicate: is('A', 'a') as Predicate }]
  for (let i = 1; i < 60; i++) definitions.push({ name: `d${i}`, span, predicate: or(use(i - 1), use(i - 1)) })
  expect(routeOf(ruleOf(use(59), { definitions }), of({ A: 'a' }))).toMatchObject({ fails: 0, holds: 1 })
})

test('near are rules that one step stops, of which a rare test holds; those before all', () => {
  const rules = [
    ruleOf(and(is('A', 'rare'), is('B', 'other'))),
    ruleOf(and(is('A', 'rare'), is('B', 'other'), is('C', 'other'))),
    ruleOf(and(is('A', 'rare'), not(is('B', 'b')))),
    ruleOf(and(is('A', 'rare'))),
    ...Array.from({ length: 40 }, (_, i) => ruleOf(and(is('Common', 'x'), is('B', `no ${i}`)))),
  ]
  const near = createNear(rules)(of({ A: 'rare', B: 'b', Common: 'x' }), new Set([3]))
  expect(near.map(({ rule }) => rule).sort()).toEqual([0, 2])
})
