import { describe, expect, test } from 'vitest'
import { ruleWith, span } from '../../test/rules.js'
import type { Field, Indicator, Predicate, Rule, Stage } from '../model/rule.js'
import { flatten } from './record.js'
import { canScan, scan } from './scan.js'

const field = (written: string): Field => ({ span, written })
const has = (name: string, made?: number): Indicator => ({
  kind: 'indicator',
  span,
  field: { ...field(name), ...(made !== undefined && { made }) },
  op: 'exists',
  values: [],
  need: 'one',
  cased: false,
  via: [],
})
const read: Stage = { kind: 'read', span, source: { kind: 'events', written: { product: 'windows' } } }
const filter = (from: number, where: Predicate): Stage => ({ kind: 'filter', span, from, where })

const rule = (...stages: Stage[]): Rule => ruleWith({ stages })

const verdicts = (of: Rule) => [{}, { a: 1 }, { b: 1 }, { a: 1, b: 1 }].map((json) => scan(of, flatten(json)))

describe('stages', () => {
  test('a rule without a filter holds for every record', () => {
    expect(verdicts(rule(read))).toEqual(['true', 'true', 'true', 'true'])
  })

  test('filters in a row must all hold', () => {
    expect(verdicts(rule(read, filter(0, has('a')), filter(1, has('b'))))).toEqual(['false', 'false', 'false', 'true'])
  })

  test('one branch of a union is enough', () => {
    const union: Stage = { kind: 'union', span, from: [1, 2] }
    const either = rule(read, filter(0, has('a')), filter(0, has('b')), union)
    expect(verdicts(either)).toEqual(['false', 'true', 'true', 'true'])
  })

  test('the last stage decides, not those it does not read from', () => {
    expect(verdicts(rule(read, filter(0, has('a')), filter(0, has('b'))))).toEqual(['false', 'false', 'true', 'true'])
  })

  test.each<[string, Rule]>([
    ['nothing could be read', rule()],
    ['other rules are asked', rule({ ...read, kind: 'read', source: { kind: 'rule', ref: 'x' } })],
    ['records are grouped', rule(read, { kind: 'group', span, from: 0, by: [], make: [] }, filter(1, has('a')))],
    ['records follow each other', rule(read, { kind: 'sequence', span, steps: [], ordered: true })],
    ['a stage could not be read', rule(read, { kind: 'opaque', span, from: [0], verb: 'near' })],
  ])('unsure for every record when %s', (_, stateful) => {
    expect(canScan(stateful)).toBe(false)
    expect(verdicts(stateful)).toEqual(['unsure', 'unsure', 'unsure', 'unsure'])
  })

  test('a field that a stage made is never that of the record', () => {
    expect(verdicts(rule(read, filter(0, has('a', 0))))).toEqual(['unsure', 'unsure', 'unsure', 'unsure'])
  })
})
