/** Any predicate of the forms that the reader makes reads alike when printed; what has no words is refused by name. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field, Indicator, Operator, Part, Predicate, Span, Value } from '../../model/rule.js'
import { show } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { printKuery } from './print.js'
import { readKuery } from './read.js'
import { comparisonOf } from './value.js'

const span: Span = { from: 0, to: 0 }
const at = { span }
const star: Part = { wild: '*' }

const piece = fc.oneof(
  fc.constantFrom(
    'and',
    ' or ',
    'not ',
    'cannot be',
    ' AND',
    'or',
    '(a: "b")',
    '\\',
    '\\*',
    'C:\\tmp',
    '*',
    '\t\n\r',
    '\u00a0',
    'null',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
)

const texts = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))

const literal = texts.map((text): Part[] => [text])

/** Texts with holes between them; white space at their ends cannot be written. */
const wild = fc
  .array(texts, { minLength: 2, maxLength: 4 })
  .map((pieces) =>
    pieces
      .flatMap((text, i): Part[] => (i === 0 ? [text] : [star, text]))
      .filter((part) => part !== '')
      .map((part, i, all) => {
        if (typeof part !== 'string') return part
        const started = i === 0 ? part.trimStart() : part
        return i === all.length - 1 ? started.trimEnd() : started
      })
      .filter((part) => part !== ''),
  )
  .filter((parts) => parts.length > 1 && parts.some((part) => typeof part !== 'string'))

const text = (parts: fc.Arbitrary<Part[]>): fc.Arbitrary<Value> =>
  fc.tuple(parts, texts).map(([all, written]): Value => ({ kind: 'text', span, parts: all, written }))

const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .filter((value) => !Object.is(value, -0))
  .map((value): Value => ({ kind: 'number', span, value, written: String(value) }))

const boolean = fc.boolean().map((value): Value => ({ kind: 'boolean', span, value, written: String(value) }))

const name = fc.oneof(fc.constantFrom('a.b', '@timestamp', 'source.ip', 'and', 'x:y', 'x*'), texts)
const field: fc.Arbitrary<Field> = fc.oneof(
  name.map((written): Field => ({ span, written })),
  fc
    .array(texts, { minLength: 2, maxLength: 3 })
    .map((pieces) => pieces.join('*').trim())
    .filter((written) => written !== '*')
    .map((written): Field => (written.includes('*') ? { span, written, wild: true } : { span, written })),
)

const base = { kind: 'indicator', via: [], span } as const

const tested = fc
  .tuple(
    field,
    fc.array(fc.oneof(text(literal), text(wild), number, boolean), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([of, values, all]): Indicator => {
    const cased = values.some(({ kind }) => kind === 'text')
    return { ...base, field: of, op: 'eq', values, need: all && values.length > 1 ? 'every' : 'one', cased }
  })
  .filter(({ field: of, values }) => comparisonOf(of?.written ?? '', values) === 'eq')

const ranged = fc
  .tuple(field, fc.constantFrom<Operator>('lt', 'le', 'gt', 'ge'), fc.oneof(text(literal), number, boolean))
  .map(([of, op, value]): Indicator => ({ ...base, field: of, op, values: [value], need: 'one', cased: false }))

const present = field.map(
  (of): Indicator => ({ ...base, field: of, op: 'exists', values: [], need: 'one', cased: false }),
)

const keyword = text(fc.oneof(literal, wild)).map(
  (value): Indicator => ({ ...base, field: null, op: 'contains', values: [value], need: 'one', cased: false }),
)

const anyPredicate = fc.letrec<{ all: Predicate }>((tie) => ({
  all: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(tested, ranged, present, keyword),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('all'), { minLength: 2, maxLength: 3 }))
      .map(([kind, of]): Predicate => ({ kind, of, span })),
    tie('all').map((of): Predicate => ({ kind: 'not', of, span })),
    fc.constant<Predicate>({ kind: 'and', of: [], span }),
  ),
})).all

/** What a predicate compares, wherever and however it was written. */
const compared = (predicate: Predicate | undefined): unknown =>
  JSON.parse(
    JSON.stringify(predicate ?? null, function (this: unknown, key, value: unknown) {
      const isValue = typeof this === 'object' && this !== null && ('parts' in this || 'value' in this)
      return key === 'span' || (key === 'written' && isValue) ? undefined : value
    }),
  )

test('any predicate reads alike when printed', () => {
  fc.assert(
    fc.property(anyPredicate, (predicate) => {
      const printed = printKuery(predicate)
      expect(typeof printed).toBe('string')
      const { where, diagnostics } = readKuery(plainFragment(printed as string))
      expect(compared(where), printed as string).toEqual(compared(predicate))
      expect(diagnostics.filter(({ code }) => code !== 'kuery/free-text')).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

const a: Field = { span, written: 'a' }
const valued = (written: string, ...parts: Part[]): Value => ({ kind: 'text', span, written, parts })
const eq = (more: Partial<Indicator>): Indicator => ({
  ...base,
  field: a,
  op: 'eq',
  values: [valued('x', 'x')],
  need: 'one',
  cased: true,
  ...more,
})

describe('is printed as', () => {
  test.each<[string, Predicate]>([
    ['a: *x*', eq({ op: 'contains' })],
    ['a: (x* and y*)', eq({ op: 'starts_with', values: [valued('x', 'x'), valued('y', 'y')], need: 'every' })],
    ['a: *\\\\x.exe', eq({ op: 'ends_with', values: [valued('', '\\x.exe')] })],
    ['("x" or "y")', eq({ field: null, op: 'contains', cased: false, values: [valued('x', 'x'), valued('y', 'y')] })],
    [
      'source.ip: "10.0.0.0/8"',
      eq({ field: { span, written: 'source.ip' }, op: 'cidr', cased: false, values: [valued('', '10.0.0.0/8')] }),
    ],
    ['a: "x"', { kind: 'and', of: [eq({})], span }],
    ['not (a: "x" or a: "x")', { kind: 'not', of: { kind: 'or', of: [eq({}), eq({})], span }, span }],
    ['a: "x" and (a: "x" or a: "x")', { kind: 'and', of: [eq({}), { kind: 'or', of: [eq({}), eq({})], span }], span }],
    ['a: "x" or a: "x" and a: "x"', { kind: 'or', of: [eq({}), { kind: 'and', of: [eq({}), eq({})], span }], span }],
  ])('%s', (printed, predicate) => expect(printKuery(predicate)).toBe(printed))
})

describe('is refused', () => {
  test.each<[string, Predicate]>([
    ['a comparison that ignores case', eq({ cased: false })],
    ['a wildcard for one character', eq({ values: [valued('x?', 'x', { wild: '?' })] })],
    ['a value with alternatives', eq({ values: [valued('-x', { any: ['-', '/'] }, 'x')] })],
    ['the value " x*"', eq({ values: [valued(' x*', ' x', star)] })],
    ['a regular expression', eq({ op: 'regex', values: [{ kind: 'pattern', span, written: 'x', flags: '' }] })],
    ['a comparison with the field "b"', eq({ values: [{ kind: 'field', span, written: 'b' }] })],
    ['the length of "a"', eq({ field: { ...a, part: 'length' } })],
    ['"a", which an earlier stage made', eq({ field: { ...a, made: 1 } })],
    ['"cidr" of "a"', eq({ op: 'cidr', values: [valued('', '10.0.0.0/8')] })],
    ['"eq" of "source.ip"', eq({ field: { span, written: 'source.ip' }, values: [valued('', '10.0.0.0/8')] })],
    ['a range with several bounds', eq({ op: 'lt', values: [valued('1', '1'), valued('2', '2')] })],
    ['a range up to a wildcard', eq({ op: 'lt', values: [valued('1*', '1', star)] })],
    ['"eq" without a field', eq({ field: null })],
    ['a comparison with nothing', eq({ values: [] })],
    ['something that never holds', { kind: 'or', of: [], span }],
    ['a named definition', { kind: 'use', of: 0, span }],
    ['what could not be read', { kind: 'not', of: { kind: 'opaque', ...at }, span }],
    [
      'a test of something computed',
      { kind: 'compare', left: valued('', 'x'), op: 'eq', right: [valued('', 'x')], cased: true, span },
    ],
  ])('%s', (refused, predicate) => expect(printKuery(predicate), show(predicate)).toEqual({ refused, span }))
})
