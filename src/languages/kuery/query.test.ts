/**
 * Any query of the grammar, and every query of the corpus: it reads whole, every part of it reads alike by itself, what
 * is printed of it reads alike, and whatever is done to it is told with a place.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import fc from 'fast-check'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import type { Predicate, Span } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { plainText, readLiteral } from './literal.js'
import { printKuery } from './print.js'
import { readKuery } from './read.js'

const read = (text: string): Predicate | undefined => readKuery(plainFragment(text)).where

/** What a predicate says, wherever it stands. */
const meaning = (predicate: Predicate | undefined): unknown =>
  JSON.parse(
    JSON.stringify(predicate ?? null, (key, value: unknown) => (key === 'span' || key === 'label' ? undefined : value)),
  )

// ---- queries ----

const space = fc.constantFrom('', '', ' ', '  ', '\n\t', '\u00a0')
const gap = fc.constantFrom(' ', ' ', '\n', ' \t ')
const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((all) => all.join(''))
const word = (keyword: string): fc.Arbitrary<string> => fc.constantFrom(keyword, keyword.toUpperCase())

const unquoted = fc.constantFrom(
  ...['x', 'cmd.exe', '/usr/bin/*', '*', '**', 'a b', 'big  cat*', 'a\\:b', '\\*', 'x\\*y*', 'c\\:\\\\win\\\\*'],
  ...[
    'true',
    'false',
    '5',
    '-1.5',
    '007',
    '10.0.0.0/8',
    '192.0.2.1',
    'you \\and me',
    'or',
    '\\u0041b',
    'not*',
    '\u00fc',
    '-',
  ],
)
const quoted = fc.constantFrom(
  '"x"',
  '""',
  '"a (b) or: c"',
  '"q\\"b\\\\"',
  '" x\\t"',
  '"*"',
  '"null"',
  '"5"',
  '"fe80::/10"',
)
const value = fc.oneof({ weight: 3, arbitrary: unquoted }, { weight: 2, arbitrary: quoted })
const name = fc.constantFrom('a', 'b.c', 'source.ip', '@t', 'x.*.y', '*', '"a b"', '"x.*"', 'q\\:r', 'two words')
const path = fc.constantFrom('n', 'n.m', '"n m"')

const chained = (part: fc.Arbitrary<string>, keyword: string): fc.Arbitrary<string> =>
  fc
    .tuple(part, fc.array(join(gap, word(keyword), gap, part), { minLength: 1, maxLength: 3 }))
    .map(([first, others]) => first + others.join(''))

const list = fc.letrec<{ all: string; one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    value,
    join(fc.constant('('), space, tie('all'), space, fc.constant(')')),
  ),
  all: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    value,
    chained(tie('one'), 'or'),
    chained(tie('one'), 'and'),
    chained(fc.oneof(tie('one'), join(word('not'), gap, tie('one'))), 'or'),
    join(word('not'), gap, tie('one')),
    chained(chained(tie('one'), 'and'), 'or'),
  ),
})).all

const field = fc.oneof(
  join(name, space, fc.constant(':'), space, value),
  join(name, space, fc.constant(':'), space, fc.constant('('), space, list, space, fc.constant(')')),
  join(name, space, fc.constantFrom('<', '<=', '>', '>='), space, value),
  join(name, fc.constant(': null')),
)

const nested = fc.letrec<{ group: string }>((tie) => ({
  group: join(
    path,
    fc.constant(': {'),
    space,
    fc.oneof(
      { maxDepth: 2 },
      field,
      join(word('not'), gap, field),
      chained(fc.oneof({ maxDepth: 2 }, field, tie('group')), 'and'),
      chained(fc.oneof({ maxDepth: 2 }, field, tie('group')), 'or'),
    ),
    space,
    fc.constant('}'),
  ),
})).group

const anyQuery = fc.letrec<{ query: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    field,
    join(fc.constant('('), space, tie('query'), space, fc.constant(')')),
    join(word('not'), gap, fc.oneof(field, join(fc.constant('('), tie('query'), fc.constant(')')))),
    nested,
    value,
  ),
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('operand'),
    chained(tie('operand'), 'and'),
    chained(tie('operand'), 'or'),
    chained(chained(tie('operand'), 'and'), 'or'),
  ),
})).query

// ---- spans ----

const slice = (text: string, { from, to }: Span): string => text.slice(from, to)

function literal(text: string): { plain: string; written: string; parts: unknown } {
  const found = readLiteral(text, 0)
  if (typeof found !== 'object' || found.to !== text.length) throw new Error(`not one text: ${JSON.stringify(text)}`)
  return { plain: plainText(found), written: found.written, parts: found.parts }
}

/** The field of a list in whose parentheses a predicate stands: it is written before it. */
function listField(predicate: Predicate): Span | undefined {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.of.map(listField).find((span) => span && span.from < predicate.span.from)
    case 'not':
      return listField(predicate.of)
    case 'indicator':
      return predicate.field?.span
    default:
      return undefined
  }
}

/** Reads every part of a query by itself, in the nested groups (`around`) and the value list that it stands in. */
function expectSpans(text: string, predicate: Predicate, around: readonly string[] = []): void {
  const { span } = predicate
  const own = slice(text, span)
  const named = listField(predicate)
  const listed = named && named.from < span.from ? `${slice(text, named)}: (${own})` : own
  const again = around.reduceRight((inner, path) => `${path}: { ${inner} }`, listed)
  expect(meaning(read(again)), again).toEqual(meaning(predicate))
  const inside = predicate.label === 'nested' ? [...around, /^[(\s]*("[^"]*"|[\w.]+)/.exec(own)?.[1] ?? ''] : around
  if (predicate.kind === 'and' || predicate.kind === 'or')
    for (const part of predicate.of) expectSpans(text, part, inside)
  // `f: null` is one text for two predicates.
  else if (predicate.kind === 'not' && slice(text, predicate.of.span) !== 'null')
    expectSpans(text, predicate.of, inside)
  else if (predicate.kind === 'indicator') {
    const { field: tested, values } = predicate
    if (tested) {
      const path = [...inside, slice(text, tested.span)].map((part) => literal(part).plain)
      expect(tested.written).toBe(path.join('.'))
    }
    for (const one of values) {
      const found = literal(slice(text, one.span))
      expect(found.written).toBe(one.written)
      if (one.kind === 'text' && tested && predicate.op === 'eq') expect(found.parts).toEqual(one.parts)
    }
  }
}

// ---- laws ----

function expectWhole(query: string): void {
  const { where, diagnostics } = readKuery(plainFragment(query))
  expect(where).toBeDefined()
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(JSON.stringify(where)).not.toContain('"opaque"')
}

function expectPrinted(query: string): void {
  const where = read(query) as Predicate
  const printed = printKuery(where)
  expect(typeof printed).toBe('string')
  expect(meaning(read(printed as string)), printed as string).toEqual(meaning(where))
}

/** Whatever it is: something is read unless it is blank, and what is not read has an error; all within the text. */
function expectTold(query: string): void {
  const { where, diagnostics } = readKuery(plainFragment(query))
  expect(where === undefined).toBe(/^[ \t\r\n\u00a0]*$/.test(query))
  const spans: Span[] = diagnostics.map(({ span }) => span)
  let opaque = 0
  const visit = (predicate: Predicate): void => {
    spans.push(predicate.span)
    if (predicate.kind === 'opaque') opaque++
    if (predicate.kind === 'and' || predicate.kind === 'or') predicate.of.forEach(visit)
    if (predicate.kind === 'not') visit(predicate.of)
  }
  if (where) visit(where)
  for (const { from, to } of spans) expect(0 <= from && from <= to && to <= query.length).toBe(true)
  for (const { span } of diagnostics) expect(span.to).toBeGreaterThan(span.from)
  expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBeGreaterThanOrEqual(opaque)
}

describe('any query of the grammar', () => {
  test('reads whole', () => fc.assert(fc.property(anyQuery, expectWhole), { numRuns: 100 }))

  test('every part reads alike by itself', () =>
    fc.assert(
      fc.property(anyQuery, (query) => expectSpans(query, read(query) as Predicate)),
      { numRuns: 100 },
    ))

  test('reads alike when printed, to the way its values are written', () =>
    fc.assert(fc.property(anyQuery, expectPrinted), { numRuns: 100 }))

  test('is placed where it stands', () =>
    fc.assert(
      fc.property(anyQuery, (query) => {
        const moved = JSON.stringify(readKuery(plainFragment(query, 1000)), (key, at: unknown) =>
          (key === 'from' || key === 'to') && typeof at === 'number' ? at - 1000 : at,
        )
        expect(moved).toBe(JSON.stringify(readKuery(plainFragment(query))))
      }),
    ))
})

// ---- broken queries ----

const scrap = fc.constantFrom(
  ...[
    '(',
    ')',
    '{',
    '}',
    ':',
    '"',
    '\\',
    '*',
    '<',
    '>=',
    ' and ',
    ' or ',
    'not ',
    ' ',
    '\n',
    'a',
    '\\u12',
    'null',
    '\ud800',
    '\u3000',
  ],
)

const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.oneof(scrap, fc.constant(''))), {
  minLength: 1,
  maxLength: 5,
})

const edited = (query: string, changes: readonly (readonly [number, number, string])[]): string =>
  changes.reduce((text, [place, length, insert]) => {
    const at = place % (text.length + 1)
    return text.slice(0, at) + insert + text.slice(at + length)
  }, query)

describe('anything else', () => {
  test('random edits of queries are told of', () =>
    fc.assert(
      fc.property(anyQuery, edits, (query, changes) => expectTold(edited(query, changes))),
      { numRuns: 500 },
    ))

  test('random scraps are told of', () =>
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), (scraps) => expectTold(scraps.join(''))),
      { numRuns: 500 },
    ))

  test.each([
    '(',
    ')',
    '{',
    'a: (',
    'a: {',
    'not ',
    '"',
    '\\',
    ' ',
    'a ',
    'a: (b or ',
    '(a: 1 and ',
    'a:',
    '* or ',
    'a " ',
  ])('twenty thousand times %j is told of', (text) => expectTold(text.repeat(20_000)))
})

// ---- the corpus ----

const folder = joinPath(import.meta.dirname, '../../../../shared/corpora/elastic')

/** Skipped without ../shared/corpora/elastic. */
const real: readonly string[] = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.toml'))
      .flatMap((path) => queriesOf(readFileSync(joinPath(folder, path), 'utf8')))
  : []

function queriesOf(file: string): string[] {
  if (!file.includes('kuery')) return []
  const { rule } = getStaticTOMLValue(parseTOML(file)) as { rule?: Record<string, unknown> }
  return [rule?.language === 'kuery' && rule.query, rule?.threat_query].filter((query) => typeof query === 'string')
}

describe.skipIf(real.length === 0)('every query of the corpus', () => {
  test('reads whole', () => real.forEach(expectWhole))
  test('every part reads alike by itself', () => {
    for (const query of real) expectSpans(query, read(query) as Predicate)
  })
  test('reads alike when printed', () => real.forEach(expectPrinted))
  test('random edits are told of', () =>
    fc.assert(
      fc.property(fc.constantFrom(...real), edits, (query, changes) => expectTold(edited(query, changes))),
      { numRuns: 500 },
    ))
})
