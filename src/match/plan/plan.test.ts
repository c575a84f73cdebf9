/** A plan answers what the reference answers: on random rules and records, whichever tests it waits for. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ruleWith, span } from '../../../test/rules.js'
import type { Expr, Indicator, Language, Part, Predicate, Rule, Value } from '../../model/rule.js'
import { flatten } from '../record.js'
import { scan } from '../scan.js'
import { Fields } from './fields.js'
import { answerOf, ask } from './node.js'
import { Plan } from './plan.js'
import { requiredTexts } from './required-text.js'

const bit = fc.constantFrom('cmd', 'CMD.exe', '\\', 'power', 'shell', ' -enc ', 'a', 'Σ', 'ς', 'K', 'k', '1', '.', 'İ')
const word = fc.array(bit, { minLength: 1, maxLength: 3 }).map((bits) => bits.join(''))
const scalar = fc.oneof(
  word,
  fc.constantFrom(1, 5, '5', '05', '5.0', true, 'true', '', '10.1.2.3'),
  fc.constant(2 ** 53),
)

const part: fc.Arbitrary<Part> = fc.oneof(
  { arbitrary: word, weight: 4 },
  { arbitrary: fc.constantFrom<Part>({ wild: '*' }, { wild: '?' }), weight: 2 },
  { arbitrary: fc.array(word, { maxLength: 3 }).map((any): Part => ({ any })), weight: 1 },
  { arbitrary: fc.constantFrom<Part>({ placeholder: 'known' }, { placeholder: 'unknown' }), weight: 1 },
)
const lists = new Map([['known', ['cmd', 'Power']]])

const value: fc.Arbitrary<Value> = fc.oneof(
  {
    arbitrary: fc.array(part, { maxLength: 3 }).map((parts): Value => ({ kind: 'text', parts, written: '', span })),
    weight: 6,
  },
  {
    arbitrary: fc
      .constantFrom(1, 5, 2 ** 53)
      .map((n): Value => ({ kind: 'number', value: n, written: String(n), span })),
    weight: 2,
  },
  { arbitrary: fc.boolean().map((b): Value => ({ kind: 'boolean', value: b, written: String(b), span })), weight: 1 },
  { arbitrary: fc.constant<Value>({ kind: 'field', written: 'b', span }), weight: 1 },
)
const patterns = [
  'power(shell)?',
  'c+md',
  '^cmd|a$',
  '(?i)k\\.',
  '\\\\[a-z]+',
  'shell -enc',
  'a{0}cmd',
  '[[:alpha:]]{9}',
  '(',
  'ab*1',
]
const pattern = fc
  .tuple(fc.constantFrom(...patterns), fc.constantFrom('', 'i'), fc.boolean())
  .map(([written, flags, whole]): Value => ({ kind: 'pattern', written, flags, ...(whole && { whole }), span }))
const network: Value = { kind: 'text', parts: ['10.0.0.0/8'], written: '', span }

const indicator: fc.Arbitrary<Indicator> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c d', 'e', 'e.f', 'e[0]', '_time', null),
    made: fc.constantFrom(undefined, undefined, undefined, 1),
    part: fc.constantFrom(undefined, undefined, undefined, 'length' as const, 'hour' as const),
    op: fc.constantFrom(
      'eq',
      'eq',
      'contains',
      'contains',
      'starts_with',
      'ends_with',
      'regex',
      'cidr',
      'lt',
      'ge',
      'exists' as const,
    ),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
    regexes: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    need: fc.constantFrom('one', 'every' as const),
    cased: fc.boolean(),
    words: fc.integer({ max: 5, min: 0 }),
  })
  .map(
    ({ name, made, part, op, values, regexes, need, cased, words }): Indicator => ({
      kind: 'indicator',
      field: name === null ? null : { written: name, span, ...(part && { part }), ...(made && { made }) },
      op,
      values: op === 'exists' ? [] : op === 'regex' ? regexes : op === 'cidr' ? [network] : values,
      need,
      cased,
      via: words === 0 ? ['word'] : [],
      span,
    }),
  )

const operand: fc.Arbitrary<Expr> = fc.oneof(
  word.map((written): Expr => ({ kind: 'text', span, parts: [written], written })),
  fc.constantFrom('a', 'b', 'e', 'e.f').map((written): Expr => ({ kind: 'field', span, written })),
  fc.constantFrom('made', 'a').map((written): Expr => ({ kind: 'field', span, written, made: 1 })),
)
const call = fc
  .record({ fn: fc.constantFrom('lower', 'tolower', 'strcat', 'len', 'unheard_of', 'now'), of: operand })
  .map(({ fn, of }): Expr => ({ kind: 'call', span, fn, args: fn === 'now' ? [] : [of] }))
const compared = fc
  .record({
    left: fc.oneof(call, operand),
    op: fc.constantFrom('eq', 'contains', 'lt', 'exists' as const),
    right: operand,
    cased: fc.boolean(),
  })
  .map(({ left, op, right, cased }): Predicate => {
    return { kind: 'compare', span, left, op, right: op === 'exists' ? [] : [right], cased }
  })

const predicate = fc.letrec<{ any: Predicate }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    indicator,
    fc.array(tie('any'), { maxLength: 3 }).map((of): Predicate => ({ kind: 'and', of, span })),
    fc.array(tie('any'), { maxLength: 3 }).map((of): Predicate => ({ kind: 'or', of, span })),
    tie('any').map((of): Predicate => ({ kind: 'not', of, span })),
    fc.constant<Predicate>({ kind: 'use', of: 0, span }),
    fc.constant<Predicate>({ kind: 'opaque', span }),
    compared,
  ),
})).any

/** After a test something is made, or a row of each value, by one way or by two; then the other test comes. */
const rule = fc
  .record({
    language: fc.constantFrom<Language>('sigma', 'eql', 'spl', 'kql'),
    before: predicate,
    where: predicate,
    defined: indicator,
    column: fc.record({ as: fc.constantFrom('made', 'a'), of: fc.oneof(call, operand) }),
    expanded: fc.constantFrom('a', 'e', 'none'),
    ways: fc.constantFrom([3], [3], [1, 3], [0, 2]),
  })
  .map(
    ({ language, before, where, defined, column, expanded, ways }): Rule =>
      ruleWith({
        language,
        definitions: [{ name: 'defined', predicate: defined, span }],
        stages: [
          { kind: 'read', source: { kind: 'events', written: {} }, span },
          { kind: 'derive', from: 0, make: [{ ...column, span }], span },
          { kind: 'filter', from: 1, where: before, span },
          {
            kind: 'shape',
            from: 2,
            verb: expanded === 'none' ? 'fields' : 'mv-expand',
            fields: [{ written: expanded, span }],
            span,
          },
          { kind: 'union', from: ways, span },
          { kind: 'filter', from: 4, where, span },
        ],
      }),
  )

const record = fc.oneof(
  fc.dictionary(fc.constantFrom('a', 'b', 'c d', 'cd', 'e'), fc.oneof(scalar, fc.constant(null)), { maxKeys: 4 }),
  fc.dictionary(
    fc.constantFrom('a', 'b', 'cd', 'e', 'e.f', '_time'),
    fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ f: scalar }), fc.constant('{"f":"cmd"}')),
    { maxKeys: 4 },
  ),
)

/** What a plan says of each rule, the reference asked where it says so. */
function said(plan: Plan, rules: readonly Rule[], json: unknown): number[] {
  const fields = new Fields()
  fields.take(json)
  plan.match(fields)
  const answers = rules.map(() => 0)
  for (let i = 0; i < plan.count; i++) {
    const rule = plan.hits[i] as number
    const answer = plan.answers[i] as number
    answers[rule] = answer === ask ? reference(rules[rule] as Rule, json) : answer
  }
  return answers
}

const reference = (one: Rule, json: unknown): number => answerOf(scan(one, flatten(json), { lists }))

describe.each([false, true])('a plan (exhaustive: %s)', (exhaustive) => {
  test('says of random rules and records what the reference says', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 6 }),
        fc.array(record, { minLength: 1, maxLength: 6 }),
        (rules, records) => {
          const plan = new Plan(
            rules.map((one) => ({ rule: one })),
            { lists, exhaustive, trial: 2 },
          )
          for (const json of records) expect(said(plan, rules, json)).toEqual(rules.map((one) => reference(one, json)))
        },
      ),
      { numRuns: 3000 },
    )
  })
})

test.each([
  ['powershell', ['powershell']],
  ['a(b|c)defg', ['defg', 'a']],
  ['abc?def', ['def', 'ab']],
  ['abc+def', ['abc', 'def']],
  ['ab{2}cd', ['cd', 'a']],
  ['a|b', []],
  ['[ab|]xyz\\.exe', ['xyz.exe']],
  ['\\bfoo\\x41bar\\Qrest', ['foo', 'bar']],
  ['(unclosed', []],
  ['.*', []],
])('whatever %j fits holds %j', (source, texts) => expect(requiredTexts(source)).toEqual(texts))
