/** Random rules over single records and random records in which they find something, for properties. */
import fc from 'fast-check'
import type { Scalar } from '../src/model/record.js'
import type { Indicator, Part, Predicate, Rule, Value } from '../src/model/rule.js'
import { ruleWith, span } from './rules.js'

const bit = fc.constantFrom('cmd', 'CMD.exe', '\\', 'power', 'shell', ' -enc ', 'a', 'Σ', 'ς', 'K', '1', '.', 'İ')
const word = fc.array(bit, { minLength: 1, maxLength: 3 }).map((bits) => bits.join(''))
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  word,
  fc.constantFrom(1, 5, '5', '05', true, '10.1.2.3', '2025-03-11T09:24:17Z'),
)

const part: fc.Arbitrary<Part> = fc.oneof(
  { arbitrary: word, weight: 5 },
  { arbitrary: fc.constantFrom<Part>({ wild: '*' }, { wild: '?' }), weight: 2 },
  { arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((any): Part => ({ any })), weight: 1 },
  { arbitrary: fc.constantFrom<Part>({ placeholder: 'known' }, { placeholder: 'unknown' }), weight: 1 },
)
/** For the placeholder `known`; there is none for `unknown`. */
export const knownLists = new Map([['known', ['cmd', 'Power']]])

const text = (parts: readonly Part[]): Value => ({ kind: 'text', parts, written: JSON.stringify(parts), span })
const value: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map(text), weight: 8 },
  {
    arbitrary: fc.constantFrom(1, 5).map((n): Value => ({ kind: 'number', value: n, written: String(n), span })),
    weight: 2,
  },
  { arbitrary: fc.constant<Value>({ kind: 'field', written: 'b', span }), weight: 1 },
)
const pattern = fc
  .tuple(fc.constantFrom('power(shell)?', 'c+md', '^cmd|a$', '\\\\[a-z]+', '('), fc.boolean())
  .map(([written, whole]): Value => ({ kind: 'pattern', written, flags: 'i', ...(whole && { whole }), span }))

const randomIndicator: fc.Arbitrary<Indicator> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd e', null),
    part: fc.constantFrom(undefined, undefined, undefined, undefined, 'length' as const, 'hour' as const),
    op: fc.constantFrom('eq', 'contains', 'starts_with', 'ends_with', 'regex', 'cidr', 'lt', 'ge', 'exists' as const),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
    patterns: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    need: fc.constantFrom('one', 'one', 'every' as const),
    cased: fc.boolean(),
    words: fc.boolean(),
  })
  .map(
    ({ name, part, op, values, patterns, need, cased, words }): Indicator => ({
      kind: 'indicator',
      field: name === null ? null : { written: name, span, ...(part && { part }) },
      op,
      values: op === 'exists' ? [] : op === 'regex' ? patterns : op === 'cidr' ? [text(['10.0.0.0/8'])] : values,
      need,
      cased,
      via: words ? ['word'] : [],
      span,
    }),
  )

const predicate = fc.letrec<{ any: Predicate }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    randomIndicator,
    fc.array(tie('any'), { maxLength: 3 }).map((of): Predicate => ({ kind: 'and', of, span })),
    fc.array(tie('any'), { maxLength: 3 }).map((of): Predicate => ({ kind: 'or', of, span })),
    tie('any').map((of): Predicate => ({ kind: 'not', of, span })),
    fc.constant<Predicate>({ kind: 'use', of: 0, span }),
    fc.constant<Predicate>({ kind: 'opaque', span }),
  ),
})).any

/** A rule of one filter; what it defines has the name `defined`. */
export const oneFilter = (where: Predicate, defined: Predicate): Rule =>
  ruleWith({
    definitions: [{ name: 'defined', predicate: defined, span }],
    stages: [
      { kind: 'read', source: { kind: 'events', written: {} }, span },
      { kind: 'filter', from: 0, where, span },
    ],
  })

export const randomRule: fc.Arbitrary<Rule> = fc
  .tuple(predicate, randomIndicator)
  .map(([where, of]) => oneFilter(where, of))

export const randomRecord = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd e', 'f'),
  fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 2 })),
  { maxKeys: 4 },
)
