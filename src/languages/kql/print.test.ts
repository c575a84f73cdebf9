/** What is printed reads back to the same; what KQL cannot say is refused by name. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Expr, Field, Indicator, Operator, Predicate, Stage, Value } from '../../model/rule.js'
import { parseKql } from '../../node/kusto.js'
import { plainFragment } from '../../text/fragment.js'
import { printKql } from './print.js'
import { readKql } from './read.js'
import { bare } from './testing.js'

const at = { span: { from: 0, to: 0 } }
const read = (query: string): readonly Stage[] => readKql(plainFragment(query), parseKql).stages

const table: Stage = { kind: 'read', source: { kind: 'events', written: { table: 'T' } }, ...at }
const filtered = (where: Predicate): readonly Stage[] => [table, { kind: 'filter', from: 0, where, ...at }]

const field = (written: string, more: Partial<Field> = {}): Field => ({ written, ...more, ...at })
const text = (written: string): Value => ({ kind: 'text', parts: [written], written, ...at })
const number = (value: number): Value => ({ kind: 'number', value, written: String(value), ...at })
const test1 = (op: Operator, values: readonly Value[], more: Partial<Indicator> = {}): Indicator => ({
  kind: 'indicator',
  field: field('a'),
  op,
  values,
  need: 'one',
  cased: false,
  via: [],
  ...at,
  ...more,
})

const anyName = fc.oneof(
  fc.constantFrom(
    'FileName',
    'a.b',
    'a[0].b',
    'a b',
    'and',
    'kind',
    'x-y',
    '1a',
    'a.b c.d',
    '_',
    '@odata',
    'ü',
    "it's",
  ),
  fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !/[*$]/.test(name)),
)
const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('C:\\x\\', '"', "'", '\\"', 'a\nb', '\t', '\u0000', '```', '%', '*', '//', '\u2028'),
  )
  .map(text)
const anyNumber = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: 0.001, max: 1e6 }))
  .map(number)
const anyFlag = fc.boolean().map((value): Value => ({ kind: 'boolean', value, written: String(value), ...at }))
const anyValue = fc.oneof(anyText, anyNumber, anyFlag)
const anyField = anyName.map((written) => field(written))

const anyIndicator: fc.Arbitrary<Predicate> = fc.oneof(
  fc
    .record({ field: anyField, values: fc.array(anyValue, { minLength: 1, maxLength: 3 }), cased: fc.boolean() })
    .map(({ values, ...more }) => test1('eq', values, more)),
  fc
    .record({
      field: anyField,
      values: fc.array(anyText, { minLength: 1, maxLength: 3 }),
      need: fc.constantFrom('one', 'every'),
    })
    .map(({ values, need, ...more }) =>
      test1('contains', values, { ...more, via: ['word'], need: values.length > 1 ? need : 'one' }),
    ),
  fc
    .record({
      field: anyField,
      op: fc.constantFrom('contains', 'starts_with', 'ends_with'),
      value: anyText,
      cased: fc.boolean(),
      via: fc.constantFrom([], ['word']),
    })
    .map(({ op, value, ...more }) => test1(op, [value], more)),
  fc
    .record({ field: anyField, op: fc.constantFrom('lt', 'le', 'gt', 'ge'), value: fc.oneof(anyNumber, anyText) })
    .map(({ op, value, ...more }) => test1(op, [value], { ...more, cased: true })),
  anyName.map((written) => test1('gt', [number(3)], { cased: true, field: field(written, { part: 'length' }) })),
  anyField.map((one) => test1('exists', [], { field: one })),
  fc
    .tuple(anyField, anyName)
    .map(([one, other]) => test1('eq', [{ kind: 'field', written: other, ...at }], { field: one, cased: true })),
  fc
    .constantFrom('^x', '\\.exe$', '(?i)a"b')
    .map((written) => test1('regex', [{ kind: 'pattern', written, flags: '', ...at }], { cased: true })),
  fc
    .constantFrom(['10.0.0.0/8'], ['10.0.0.0/8', '1.2.3.4'], ['fe80::/10'])
    .map((values) => test1('cidr', values.map(text))),
  anyText.map((value) => test1('contains', [value], { field: null, via: ['word'] })),
)

const call = (fn: string, ...args: readonly Expr[]): Expr => ({ kind: 'call', fn, args, ...at })
const anyExpr: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr; leaf: Expr }>((tie) => ({
  leaf: fc.oneof(
    anyValue,
    anyName.map((written): Expr => ({ kind: 'field', written, ...at })),
    fc.constantFrom(call('ago', call('timespan', text('7d'))), call('datetime', text('2024-01-01')), call('now')),
  ),
  expr: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', 'and', 'or', '==', '<', 'has'), tie('expr'), tie('expr'))
      .map(([fn, a, b]) => call(fn, a, b)),
    fc
      .tuple(fc.constantFrom('f', 'iff', 'split'), fc.array(tie('expr'), { minLength: 2, maxLength: 3 }))
      .map(([fn, args]) => call(fn, ...args)),
  ),
})).expr
const computed = anyExpr.map((arg) => call('f', arg, text('x')))
const anyComparison: fc.Arbitrary<Predicate> = fc.oneof(
  fc
    .record({ left: computed, right: fc.oneof(anyText, computed), op: fc.constantFrom('eq', 'lt', 'ge') })
    .map(({ left, right, op }) => ({ kind: 'compare', left, op, right: [right], cased: true, ...at }) as const),
  computed.map((left) => ({ kind: 'compare', left, op: 'exists', right: [], cased: true, ...at }) as const),
)

const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3 },
    anyIndicator,
    anyComparison,
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('predicate'), { minLength: 2, maxLength: 4 }))
      .map(([kind, of]): Predicate => ({ kind, of, ...at })),
    tie('predicate').map((of): Predicate => ({ kind: 'not', of, ...at })),
  ),
}))

test('conditions read back', () => {
  fc.assert(
    fc.property(fc.array(predicate, { minLength: 1, maxLength: 8 }), (all) => {
      const stages: Stage[] = [table]
      for (const where of all) stages.push({ kind: 'filter', from: stages.length - 1, where, ...at })
      const printed = printKql(stages)
      if (typeof printed !== 'string') throw new Error(printed.cannot)
      expect(bare(read(printed))).toBe(bare(stages))
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['columns and rows', 'T\n| where a == 1\n| project b, ["c d"]\n| sort by b\n| take 5'],
  ['computed columns', 'T\n| extend a = strcat(b, "x"), c = (d + 1)\n| where a == "yx"\n| distinct a, e'],
  ['groups', 'T\n| summarize n = count(), m = dcountif(a, b > 1) by c\n| where n > 5'],
  ['parse', 'T\n| parse a with * "x" b:int "y" c\n| where b > 1'],
  ['a pattern of tables', 'union Dev*\n| where a has "x"'],
])('%s are printed as they are best written', (_, query) => {
  expect(printKql(read(query))).toBe(query.replace('(d + 1)', 'd + 1'))
})

describe('what cannot be said is refused', () => {
  const refusal = (stages: readonly Stage[]): string => {
    const printed = printKql(stages)
    return typeof printed === 'string' ? `printed: ${printed}` : printed.cannot
  }
  test.each<[string, Predicate]>([
    ['the hour of a time', test1('gt', [number(3)], { field: field('a', { part: 'hour' }) })],
    ['a test of fields by a pattern of names', test1('eq', [text('x')], { field: field('a*', { wild: true }) })],
    ['a test that nothing implies', test1('exists', [], { implied: true })],
    ['an empty text as a value', test1('eq', [text('')])],
    ['a test against nothing', test1('eq', [])],
    ['values that must all hold', test1('eq', [text('x'), text('y')], { need: 'every' })],
    ['several values of which a text holds one', test1('contains', [text('x'), text('y')])],
    ['values that are transformed', test1('contains', [text('x')], { via: ['wide'] })],
    ['several values with wildcards', test1('eq', [{ ...text('x'), parts: ['x', { wild: '*' }] } as Value, text('y')])],
    ['a literal "%" or "_" beside wildcards', test1('eq', [{ ...text('x'), parts: ['%', { wild: '*' }] } as Value])],
    ['wildcards in a part of a text', test1('contains', [{ ...text('x'), parts: ['x', { wild: '*' }] } as Value])],
    ['a value with alternatives', test1('eq', [{ ...text('x'), parts: [{ any: ['x', 'y'] }] } as Value])],
    ['a parameter as a value', test1('eq', [{ ...text('x'), parts: [{ placeholder: 'x' }] } as Value])],
    [
      'a regular expression with flags, or one that has to match the whole',
      test1('regex', [{ kind: 'pattern', written: 'x', flags: 'i', ...at }]),
    ],
    ['a record with anything', test1('exists', [], { field: null })],
    ['an "and" of nothing', { kind: 'and', of: [], ...at }],
    ['an "or" of one', { kind: 'or', of: [test1('exists', [])], ...at }],
    ['a name for a condition', { kind: 'use', of: 0, ...at }],
    ['what could not be read', { kind: 'opaque', ...at }],
  ])('%s', (words, where) => {
    expect(refusal(filtered(where))).toBe(words)
  })

  test.each<[string, readonly Stage[]]>([
    ['rows from anything but a table', [{ kind: 'read', source: { kind: 'list', name: 'x' }, ...at }]],
    ['a second source of rows', [table, table]],
    ['a query that begins with no table', [{ kind: 'shape', from: 0, verb: 'take', fields: [], limit: 1, ...at }]],
    ['a stage of the kind "union"', [table, { kind: 'union', from: [0], ...at }]],
    ['"evaluate x"', [table, { kind: 'opaque', from: [0], verb: 'evaluate x', ...at }]],
    ['groups within a time', [table, { kind: 'group', from: 0, by: [field('a')], within: 1, make: [], ...at }]],
    ['"take" of an unknown number', [table, { kind: 'shape', from: 0, verb: 'take', fields: [], ...at }]],
    ['"render"', [table, { kind: 'shape', from: 0, verb: 'render', fields: [], ...at }]],
    [
      'a stage that does not work on the one before it',
      [...filtered(test1('exists', [])), { kind: 'filter', from: 0, where: test1('exists', []), ...at }],
    ],
  ])('%s', (words, stages) => {
    expect(refusal(stages)).toBe(words)
  })
})
