/** Explanations of random rules and records say what the reference says, and the change that they tell makes the rule fire. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { knownLists as lists, oneFilter, randomRecord, randomRule } from '../../../test/random-rules.js'
import { and, is, not, or, span } from '../../../test/rules.js'
import type { Predicate, Rule } from '../../model/rule.js'
import { walk } from '../../model/walk.js'
import { Fields } from '../plan/fields.js'
import { ask } from '../plan/node.js'
import { Plan } from '../plan/plan.js'
import type { Seeing } from '../plan/seen.js'
import { type FlatRecord, flatten } from '../record.js'
import { scan } from '../scan.js'
import { fits } from '../text.js'
import { explain } from './explain.js'
import type { Edit, Reason } from './explanation.js'
import { locateParts } from './locate.js'
import { createNearness } from './nearness.js'

const whereOf = (rule: Rule): Predicate => {
  const [, filter] = rule.stages
  if (filter?.kind !== 'filter') throw new Error('no filter')
  return filter.where
}

const nodes = (reason: Reason): readonly Reason[] => [reason, ...('of' in reason ? reason.of.flatMap(nodes) : [])]

const applied = (record: FlatRecord, edits: readonly Edit[]): FlatRecord => {
  const changed = new Map(record)
  for (const { field, to } of edits) {
    if (to.length > 0) changed.set(field, to)
    else changed.delete(field)
  }
  return changed
}

describe('of random rules and records', () => {
  test('every node has the verdict that the reference gives it alone, in the order of the rule', () => {
    fc.assert(
      fc.property(randomRule, randomRecord, (rule, json) => {
        const record = flatten(json)
        const told = explain(rule, record, { lists, change: false })
        expect(told.scope).toBe('record')
        expect(told.verdict).toBe(scan(rule, record, { lists }))
        expect(JSON.parse(JSON.stringify(told))).toEqual(told)
        const predicates: [Predicate, string][] = []
        walk(whereOf(rule), rule.definitions, (one, polarity) => predicates.push([one, polarity]))
        const reasons = told.stages.flatMap(({ where }) => (where ? nodes(where) : []))
        expect(reasons.map(({ verdict, polarity, answer }) => [verdict, polarity, answer])).toEqual(
          predicates.map(([one, polarity]) => {
            const verdict = scan(oneFilter(one, rule.definitions[0]?.predicate ?? one), record, { lists })
            const answer =
              verdict === 'unsure' ? verdict : (verdict === 'true') === (polarity === 'required') ? 'pass' : 'fail'
            return [verdict, polarity, answer]
          }),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('with the change that is told the rule fires; it is near to 1 only when it does', () => {
    let changed = 0
    fc.assert(
      fc.property(randomRule, randomRecord, (rule, json) => {
        const record = flatten(json)
        const { verdict, nearness, reached } = explain(rule, record, { lists })
        expect(nearness === 1).toBe(verdict === 'true')
        const change = reached[0]?.change
        expect(change === undefined).toBe(verdict === 'true')
        if (!change?.edits) return
        changed++
        expect(change.edits.length).toBeGreaterThan(0)
        expect(scan(rule, applied(record, change.edits), { lists })).toBe('true')
        for (const { field, had, tests } of change.edits) {
          expect(record.get(field) ?? []).toEqual(had)
          expect(tests.length, 'a field that changes makes some test change').toBeGreaterThan(0)
        }
      }),
      { numRuns: 800 },
    )
    expect(changed).toBeGreaterThan(100)
  })

  test('the nearness of many is that of each', () => {
    fc.assert(
      fc.property(
        fc.array(randomRule, { maxLength: 5 }),
        fc.array(randomRecord, { maxLength: 4 }),
        (rules, records) => {
          const nearness = createNearness(
            rules.map((rule) => ({ rule })),
            { lists },
          )
          for (const record of records.map(flatten))
            expect([...nearness(record)]).toEqual(
              rules.map((rule) => explain(rule, record, { lists, change: false }).nearness),
            )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('seen under other names, the verdict is that of a plan, and the names are those of the record', () => {
    const seeing: Seeing = ({ written }) => {
      if (written === 'a') return { key: 'x', names: ['x', 'y'] }
      if (written === 'b') return { key: 'z', names: ['z'], make: (value) => [String(value).slice(1)] }
      if (written === 'c') return ['cmd', 5]
      return {
        key: 'o',
        names: ['x'],
        otherwise: { key: 'a', names: ['a'] },
        make: (value) => (value === 'a' ? [] : [value]),
      }
    }
    const seen = fc.dictionary(fc.constantFrom('a', 'x', 'y', 'z'), fc.constantFrom('cmd', 'a', 'a.CMD', 5, '10.1.2.3'))
    fc.assert(
      fc.property(randomRule, seen, (rule, json) => {
        const record = flatten(json)
        const plan = new Plan([{ rule, seeing }], { lists })
        const fields = new Fields()
        fields.takeFlat(record)
        plan.match(fields)
        const answer = plan.count === 0 ? 0 : plan.answers[0]
        fc.pre(answer !== ask)
        const told = explain(rule, record, { lists, seeing })
        expect(['false', 'true', 'unsure'].indexOf(told.verdict)).toBe(answer)
        const found = told.stages.flatMap(({ where }) => (where ? nodes(where) : []))
        for (const reason of found)
          if (reason.kind === 'test' && reason.field !== 'c')
            for (const { name, value } of reason.found) expect(record.get(name)).toContain(value)
        const edits = told.reached[0]?.change?.edits
        if (edits) expect(explain(rule, applied(record, edits), { lists, seeing, change: false }).verdict).toBe('true')
      }),
      { numRuns: 800 },
    )
  })
})

/** Rules whose fields have few values that matter, so that every change of them can be tried. */
const letters = ['x', 'y', 'z']
const small = fc.letrec<{ any: Predicate }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.subarray(letters, { minLength: 1 }))
      .map(([name, all]) => is(name, ...all)),
    fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map((of) => and(...of)),
    fc.array(tie('any'), { minLength: 1, maxLength: 4 }).map((of) => or(...of)),
    tie('any').map(not),
  ),
})).any

test.each(['sigma', 'elastic'] as const)(
  'no fewer fields than are told would do, and where none is told there is none (%s)',
  (family) => {
    const records = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...letters))
    const lists = [['x', 'y'], ['x', 'z'], ['y', 'z'], letters]
    const one = [[], ...letters.map((letter) => [letter]), ['other'], ...(family === 'sigma' ? [] : lists)]
    const all = one.flatMap((a) => one.flatMap((b) => one.map((c) => [a, b, c])))
    fc.assert(
      fc.property(small, records, (where, json) => {
        const rule: Rule = { ...oneFilter(where, where), family }
        const record = flatten(json)
        const { verdict, reached } = explain(rule, record)
        const differences = (values: readonly string[][]): Edit[] =>
          values.flatMap((to, i) => {
            const field = 'abc'.charAt(i)
            const had = record.get(field) ?? []
            return had.join() === to.join() ? [] : [{ field, had, to, tests: [] }]
          })
        const fewest = Math.min(
          ...all.map((values) => {
            const edits = differences(values)
            return scan(rule, applied(record, edits)) === 'true' ? edits.length : Number.POSITIVE_INFINITY
          }),
        )
        const change = reached[0]?.change
        if (verdict === 'true') expect(fewest).toBe(0)
        else if (change?.edits) expect([change.edits.length, change.least]).toEqual([fewest, true])
        else expect([fewest, change?.cause]).toEqual([Number.POSITIVE_INFINITY, 'contradiction'])
      }),
      { numRuns: family === 'sigma' ? 500 : 150 },
    )
  },
)

test('the part of a text that a test is about satisfies it by itself', () => {
  const bit = fc.constantFrom('a', 'b', 'ab', 'İ', 'Σ', 'ς', ' ', '😀')
  const some = fc.array(bit, { maxLength: 4 }).map((bits) => bits.join(''))
  const part = fc.oneof(
    some,
    fc.constantFrom({ wild: '*' } as const, { wild: '?' } as const),
    fc.array(some, { maxLength: 2 }).map((any) => ({ any })),
  )
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 4 }),
      fc.array(some, { maxLength: 4 }).map((bits) => bits.join('')),
      fc.constantFrom('contains', 'starts_with', 'ends_with' as const),
      fc.boolean(),
      fc.boolean(),
      (parts, text, op, cased, words) => {
        const at = locateParts(parts, text, { op, cased, words }, new Map())
        expect(at !== undefined).toBe(fits(parts, text, op, cased, new Map(), words) === true)
        if (!at) return
        // Where a letter is two when its case is folded, a half of it cannot be pointed at.
        const whole = cased || !text.includes('İ')
        expect(fits(parts, text.slice(at.from, at.to), whole ? 'eq' : 'contains', cased, new Map())).toBe(true)
        if (op === 'starts_with' && !words) expect(at.from).toBe(0)
        if (op === 'ends_with' && !words) expect(at.to).toBe(text.length)
      },
    ),
    { numRuns: 3000 },
  )
})

test('a long value is told its place as well', () => {
  const long = `${'x'.repeat(50_000)} mimikatz ${'y'.repeat(50_000)}`
  const found = explain(oneFilter({ ...is('a', 'mimikatz'), op: 'contains' }, is('a', 'x')), flatten({ a: long }))
  const reason = found.stages[1]?.where
  expect(reason?.kind === 'test' && reason.found[0]?.at).toEqual({ from: 50_001, to: 50_009 })
})

test('definitions inside definitions are not told without end', () => {
  const twice = (of: number): Predicate => ({
    kind: 'and',
    of: [
      { kind: 'use', of, span },
      { kind: 'use', of, span },
    ],
    span,
  })
  const depth = 16
  const definitions = Array.from({ length: depth }, (_, i) => ({
    name: `d${i}`,
    span,
    predicate: i === 0 ? is('a', 'x') : twice(i - 1),
  }))
  const rule = { ...oneFilter({ kind: 'use', of: depth - 1, span }, is('a', 'x')), definitions }
  const told = explain(rule, flatten({ a: 'y' }), { change: false })
  expect(told.stages.flatMap(({ where }) => (where ? nodes(where) : [])).length).toBeLessThan(50_000)
})
