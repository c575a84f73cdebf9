import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { and, not, or, ruleWith, span, use } from '../../test/rules.js'
import type { Indicator, Predicate, Rule, Stage } from '../model/rule.js'
import { drawing } from './rules-index-drawing.js'
import { shapeOf, split } from './rules-index-shape.js'

const asks = (values: number, need: Indicator['need'] = 'one'): Predicate => ({
  kind: 'indicator',
  field: { span, written: 'Image' },
  op: 'eq',
  values: Array.from({ length: values }, (_, i) => ({ kind: 'number', span, value: i, written: String(i) })),
  need,
  cased: false,
  via: [],
  span,
})

const ruleOf = (stages: readonly Stage[], definitions: readonly Predicate[] = []): Rule =>
  ruleWith({ stages, definitions: definitions.map((predicate, i) => ({ name: `d${i}`, span, predicate })) })
const records: Stage = { kind: 'read', source: { kind: 'events', written: {} }, span }
const hits: Stage = { kind: 'read', source: { kind: 'rule', ref: 'other' }, span }
const shape = (where: Predicate, definitions?: readonly Predicate[]) =>
  shapeOf(ruleOf([records, { kind: 'filter', from: 0, where, span }], definitions))

describe('the shape of a condition', () => {
  test.each([
    ['one value', asks(1), '.'],
    ['a field that is only present', asks(0), '.'],
    ['any of two', asks(2), '[..]'],
    ['any of many is cut to three tracks', asks(40), '[...]'],
    ['all of two', asks(2, 'every'), '(..)'],
    ['in a row', and(asks(1), asks(4)), '(.[...])'],
    ['side by side', or(asks(1), and(asks(1), asks(1))), '[.(..)]'],
    ['alternatives of alternatives are one fork', or(asks(2), asks(1)), '[...]'],
    ['an exclusion is a gate, whatever it holds', and(asks(1), not(or(asks(3), asks(9)))), '(.!)'],
    ['a fork within a fork has two tracks', or(and(asks(5), asks(5)), asks(1)), '[([..][..]).]'],
    ['a long row is cut and keeps its gate', and(...Array.from({ length: 9 }, () => asks(1)), not(asks(1))), '(...~!)'],
    ['a single part in brackets is that part', and(or(and(asks(1)))), '.'],
    ['nothing', and(), ''],
  ])('%s', (_, where, expected) => expect(shape(where)).toBe(expected))

  test('a name is drawn as what it stands for', () => {
    expect(shape(and(use(0), not(use(1))), [and(asks(2), asks(1)), asks(1)])).toBe('([..].!)')
    expect(shape(use(7))).toBe('?')
  })

  test('rules over other rules', () => {
    const counted: Stage = { kind: 'group', from: 0, by: [], make: [], span }
    expect(shapeOf(ruleOf([hits, counted, { kind: 'filter', from: 1, where: asks(1), span }]))).toBe('(o#.)')
    const step = (from: number, absent = false) => ({ from, by: [], absent, span })
    const sequence: Stage = { kind: 'sequence', steps: [step(0), step(1), step(1, true)], ordered: true, span }
    expect(shapeOf(ruleOf([hits, hits, sequence]))).toBe('<oo!>')
    expect(shapeOf(ruleOf([hits, hits, { kind: 'union', from: [0, 1], span }]))).toBe('[oo]')
    expect(shapeOf(ruleOf([]))).toBe('')
  })

  const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { depthSize: 'large' },
      fc.tuple(fc.nat(9), fc.constantFrom<Indicator['need']>('one', 'every')).map(([n, need]) => asks(n, need)),
      fc.constant<Predicate>({ kind: 'opaque', span }),
      fc.array(tie('predicate'), { maxLength: 6 }).map((of) => and(...of)),
      fc.array(tie('predicate'), { maxLength: 6 }).map((of) => or(...of)),
      tie('predicate').map(not),
    ),
  }))

  test('is short, well bracketed, and drawn within its bounds, for any condition', () => {
    fc.assert(
      fc.property(predicate, (where) => {
        const sketch = shape(where)
        expect(sketch.length).toBeLessThan(2000)
        if (/^[([]/.test(sketch)) expect(`${sketch[0]}${split(sketch).join('')}${sketch.at(-1)}`).toBe(sketch)
        if (sketch === '') return
        const { width, height, dots, wires } = drawing(sketch)
        expect(dots.split('h0').length - 1).toBe(sketch.split('.').length - 1)
        expect(wires + dots).not.toMatch(/NaN|undefined|e-/)
        for (const [, x, y] of dots.matchAll(/M([\d.-]+) ([\d.-]+)/g)) {
          expect(Number(x)).toBeGreaterThan(0)
          expect(Number(x)).toBeLessThan(width)
          expect(Number(y)).toBeGreaterThanOrEqual(0)
          expect(Number(y)).toBeLessThanOrEqual(height)
        }
      }),
    )
  })
})
