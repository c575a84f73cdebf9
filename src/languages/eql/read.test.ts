import { expect, test } from 'vitest'
import type { Predicate, Stage } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { printEql } from './print.js'
import { readEql } from './read.js'

test('each event query reads from where the file says, with its category', () => {
  const { stages } = readEql(plainFragment('sequence [process where a == 1] [any where b == 2]'), { index: 'x-*' })
  expect(stages.flatMap((stage) => (stage.kind === 'read' ? [stage.source] : []))).toEqual([
    { kind: 'events', written: { index: 'x-*', category: 'process' } },
    { kind: 'events', written: { index: 'x-*' } },
  ])
})

test('places lie in the text around the query', () => {
  const { stages, diagnostics } = readEql(plainFragment('any where a = "b"', 100), {})
  expect(stages[1]).toMatchObject({ span: { from: 110, to: 117 }, where: { field: { span: { from: 110, to: 111 } } } })
  expect(diagnostics.map(({ span }) => span)).toEqual([{ from: 112, to: 113 }])
})

const span = { from: 3, to: 9 }
const field = { written: 'a', span }
const test1: Predicate = {
  kind: 'indicator',
  field,
  op: 'eq',
  values: [{ kind: 'number', span, value: 1, written: '1' }],
  need: 'one',
  cased: true,
  via: [],
  span,
}
const exists: Predicate = { ...test1, op: 'exists', values: [], cased: false }
const text = (written: string): Predicate => ({
  ...test1,
  values: [{ kind: 'text', span, parts: [{ wild: '*' }, written], written }],
})
const query = (where: Predicate): Stage[] => [
  { kind: 'read', source: { kind: 'events', written: {} }, span },
  { kind: 'filter', from: 0, where, span },
]

const unsayable: Record<string, Predicate> = {
  'a keyword': { ...test1, field: null },
  'every of several values': { ...test1, values: [...test1.values, ...test1.values], need: 'every' },
  'values with a transformation': { ...test1, via: ['wide'] },
  'a part of a time': { ...test1, field: { ...field, part: 'hour' } },
  'a pattern of field names': { ...test1, field: { ...field, wild: true } },
  'a wildcard beside a star': text('b*'),
  'a regular expression that may match anywhere': {
    ...test1,
    op: 'regex',
    values: [{ kind: 'pattern', span, written: 'b', flags: '' }],
  },
  'an or of one': { kind: 'or', of: [test1], span },
  'a definition': { kind: 'use', of: 0, span },
  'what was not read': { kind: 'opaque', span },
  'an existence that nothing implies': { kind: 'and', of: [{ ...exists, implied: true }, test1], span },
  'a not that lacks what EQL implies': {
    kind: 'not',
    of: { ...test1, values: [{ kind: 'field', span, written: 'b' }] },
    span,
  },
}

for (const [name, where] of Object.entries(unsayable))
  test(`EQL cannot say ${name}`, () => expect(printEql(query(where))).toMatchObject({ span }))

test('EQL can say the plain ones among them', () => {
  expect(printEql(query({ kind: 'and', of: [test1, text('b'), exists], span }))).toBe(
    'any where a == 1 and a like "*b" and a != null',
  )
})

test('stages that no reader makes are refused', () => {
  const [read, filter] = query(test1)
  if (!read || !filter) throw new Error('a query has two stages')
  expect(printEql([])).toHaveProperty('cannot')
  expect(printEql([read])).toHaveProperty('cannot')
  expect(printEql([filter, read])).toHaveProperty('cannot')
  expect(printEql([read, filter, { kind: 'novel', from: 1, by: [field], lookback: 1, span }])).toHaveProperty('cannot')
  expect(printEql([read, filter, read, filter])).toHaveProperty('cannot')
})
