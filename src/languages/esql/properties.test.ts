/** What holds of every query: of the cases, of broken ones, and of the public corpus. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import type { Diagnostic, Expr, Field, Predicate, Span, Stage, Value } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { readEsql } from './read.js'

const read = (query: string) => readEsql(plainFragment(query))

const cases = readdirSync(new URL('./cases/', import.meta.url)).flatMap((file) =>
  [...readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8').matchAll(/^# .*\n([\s\S]*?)\n==>$/gm)].map(
    ([, query = '']) => query,
  ),
)

const below = (predicate: Predicate): readonly Predicate[] =>
  predicate.kind === 'and' || predicate.kind === 'or' ? predicate.of : predicate.kind === 'not' ? [predicate.of] : []

/** Every predicate with what stands around it, the outermost first. */
function* inside(predicate: Predicate, around?: Predicate): Generator<{ predicate: Predicate; around?: Predicate }> {
  yield around ? { predicate, around } : { predicate }
  for (const part of below(predicate)) yield* inside(part, predicate)
}

const same = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to

const withoutSpans = (value: unknown): string =>
  JSON.stringify(value, (key, part) => (key === 'span' ? undefined : part))

const filters = (stages: readonly Stage[]) => stages.filter((stage) => stage.kind === 'filter')

/** `kql("…")` holds another language. */
const isEmbedded = (text: string): boolean => /^[\s(]*kql\s*\(/i.test(text)

/**
 * Reads each predicate again from its slice, after the commands before it. Of several with one span the outermost is
 * meant. What stands below a `not` may be its slice negated. Yields those that differ, and says how many were tried.
 */
function misread(query: string): { tried: number; wrong: string[] } {
  let tried = 0
  const wrong: string[] = []
  const text = (span: Span) => query.slice(span.from, span.to)
  const again = (before: number, slice: string): string => {
    const stage = read(`${query.slice(0, before)}where ${slice}`).stages.at(-1)
    return stage?.kind === 'filter' ? withoutSpans(stage.where) : ''
  }
  const visit = (before: number, predicate: Predicate, around?: Predicate): void => {
    const slice = text(predicate.span)
    const asked = !(around && same(predicate.span, around.span)) && !isImplied(predicate, slice)
    if (asked && predicate.kind !== 'opaque') {
      tried++
      const whole = withoutSpans(predicate)
      if (again(before, slice) !== whole && again(before, `not (${slice})`) !== whole) wrong.push(slice)
    }
    if (!isEmbedded(slice)) for (const part of below(predicate)) visit(before, part, predicate)
  }
  for (const stage of filters(read(query).stages)) visit(stage.span.from, stage.where)
  return { tried, wrong }
}

/** Tests for existence that nobody wrote. */
function isImplied(predicate: Predicate, slice: string): boolean {
  if (predicate.kind === 'or') return predicate.of.every((part) => isImplied(part, ''))
  if (predicate.kind === 'compare') return predicate.op === 'exists' && !/\bis\s+(?:not\s+)?null\W*$/i.test(slice)
  return predicate.kind === 'indicator' && predicate.implied === true
}

function* partsOf(stages: readonly Stage[]): Generator<Field | Value> {
  for (const { where } of filters(stages))
    for (const { predicate } of inside(where)) {
      if (predicate.kind === 'indicator') {
        if (predicate.field) yield predicate.field
        yield* predicate.values
      } else if (predicate.kind === 'compare')
        for (const expr of [predicate.left, ...predicate.right]) yield* valuesOf(expr)
    }
}

function* valuesOf(expr: Expr): Generator<Value> {
  if (expr.kind !== 'call') yield expr
  else for (const arg of expr.args) yield* valuesOf(arg)
}

/** Slices at fields and values that are something else. A field may be called by a column that holds it. */
function misplaced(query: string): string[] {
  const { stages } = read(query)
  const columns = new Set(stages.flatMap((stage) => (stage.kind === 'derive' ? stage.make.map(({ as }) => as) : [])))
  const wrong: string[] = []
  for (const part of partsOf(stages)) {
    const slice = query.slice(part.span.from, part.span.to)
    if (!fits(part, slice, columns)) wrong.push(slice)
  }
  return wrong
}

const nameIn = (slice: string): string =>
  slice.replace(/`((?:[^`]|``)*)`/g, (_, name: string) => name.replaceAll('``', '`'))

function fits(part: Field | Value, slice: string, columns: ReadonlySet<string>): boolean {
  if (!('kind' in part) || part.kind === 'field') return nameIn(slice) === part.written || columns.has(nameIn(slice))
  switch (part.kind) {
    case 'text':
    case 'pattern':
      return slice.startsWith('"') ? textIn(slice) === part.written : slice === part.written
    case 'number':
      return slice === part.written
    case 'boolean':
      return slice === '' || slice === part.written
    default:
      return part satisfies never
  }
}

/** What the quotes hold: read from a test of its own. */
function textIn(slice: string): string | undefined {
  const stage = read(`from x | where f == ${slice}`).stages.at(-1)
  const value = stage?.kind === 'filter' && stage.where.kind === 'indicator' ? stage.where.values[0] : undefined
  return value?.kind === 'text' ? value.written : undefined
}

/** A kql text is another language, and a query in brackets cannot be cut off in the middle. */
const readable = cases.filter((query) => !/kql|\((?:from|where)|\) \|/i.test(query))

test('a predicate is what its slice reads as', () => {
  const results = readable.map(misread)
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(results.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(200)
})

test('fields and values stand where they say', () => {
  expect(readable.flatMap(misplaced)).toEqual([])
})

test('every span points into the text that holds the query, wherever it stands', () => {
  const query =
    'from x | eval p = to_lower(a) | where p == "b" and not c like "d*" | stats n = count() by e | where n > 1'
  const shifted = readEsql(plainFragment(query, 1000))
  const spans = [...JSON.stringify(shifted).matchAll(/"from":(\d+),"to":(\d+)/g)].map(([, from]) => Number(from))
  expect(spans.length).toBeGreaterThan(20)
  expect(Math.min(...spans)).toBe(1000)
  const moved = JSON.stringify(read(query), (_, part) =>
    part && typeof part === 'object' && typeof part.to === 'number'
      ? { ...part, from: part.from + 1000, to: part.to + 1000 }
      : part,
  )
  expect(JSON.stringify(shifted)).toBe(moved)
})

function checkBroken(query: string): void {
  const { stages, diagnostics } = read(query)
  const isOpaque = (stage: Stage): boolean =>
    stage.kind === 'opaque' ||
    (stage.kind === 'filter' && [...inside(stage.where)].some((one) => one.predicate.kind === 'opaque'))
  if (stages.length === 0 || stages.some(isOpaque)) expect(diagnostics.length).toBeGreaterThan(0)
  for (const [, from, to] of JSON.stringify({ stages, diagnostics }).matchAll(
    /"span":\{"from":(-?\d+),"to":(-?\d+)\}/g,
  )) {
    expect(Number(from)).toBeGreaterThanOrEqual(0)
    expect(Number(to)).toBeGreaterThanOrEqual(Number(from))
    expect(Number(to)).toBeLessThanOrEqual(query.length)
  }
  stages.forEach((stage, id) => {
    const from = stage.kind === 'read' || stage.kind === 'sequence' ? [] : [stage.from].flat()
    for (const input of from) expect(input).toBeLessThan(id)
  })
}

const scraps = [
  '(',
  ')',
  '"',
  '"""',
  '`',
  '|',
  ' and ',
  ' not ',
  ',',
  '\\',
  '/*',
  '//',
  '[',
  '{',
  ' in (',
  ' by ',
  '?',
  '::',
  '=',
  '*',
  '\n',
  '\u0000',
  '😀',
]

test('a query that was edited at random is read, or told what is wrong with it', () => {
  const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', ...scraps))
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.array(edit, { minLength: 1, maxLength: 6 }), (query, edits) => {
      let text = query
      for (const [at, length, scrap] of edits) {
        const from = at % (text.length + 1)
        text = text.slice(0, from) + scrap + text.slice(from + length)
      }
      checkBroken(text)
    }),
    { numRuns: 1500 },
  )
})

test('tokens in any order are read, or told what is wrong with them', () => {
  const words = [
    ...scraps,
    'from x',
    'where',
    'stats',
    'eval',
    'a',
    'b.c',
    '== 1',
    'is null',
    'like "x*"',
    'count(*)',
    'fork',
    'limit 3',
    'rename',
    'as',
    'on',
    'enrich',
    'lookup join',
    'grok',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (list) =>
      checkBroken(`from x | where ${list.join(' ')}`),
    ),
    { numRuns: 1000 },
  )
})

describe('long and deep queries', () => {
  const many = 20_000
  const repeat = (text: string, times = many) => text.repeat(times)
  test.each([
    ['brackets', `from x | where ${repeat('(')}a == 1${repeat(')')}`, 'esql/too-nested'],
    ['brackets that stay open', `from x | where ${repeat('(a == ')}`, 'esql/too-nested'],
    ['brackets of two kinds', `from x | where ${repeat('([')}`, 'esql/too-nested'],
    ['nots', `from x | where ${repeat('not ')}a == 1`, 'esql/too-nested'],
    ['signs', `from x | where a == ${repeat('-')}1`, 'esql/too-nested'],
    ['sums', `from x | where a > ${repeat('b + ')}1`, 'esql/too-nested'],
    ['casts', `from x | where a${repeat('::long')} > 1`, 'esql/too-nested'],
    ['calls', `from x | eval a = ${repeat('f(')}`, 'esql/too-nested'],
    ['queries', `${repeat('from (')}`, 'esql/too-nested'],
    ['branches', `from x ${repeat('| fork (where a == 1 ')}`, 'esql/too-nested'],
    ['quotes', `from x | where a == ${repeat('"')}`, 'esql/syntax'],
    ['backticks', `from x | where a == 1 and ${repeat('`', many + 1)}`, 'esql/syntax'],
    ['comments', `from x | where ${repeat('/* ')}`, 'esql/syntax'],
    ['pipes', `from x ${repeat('|')}`, 'esql/syntax'],
    ['closing brackets', `from x ${repeat(')')}`, 'esql/syntax'],
    ['names', `from x | where ${repeat('a.')}`, 'esql/syntax'],
  ])('%s', (_, query, code) => {
    expect(read(query).diagnostics.map((one) => one.code)).toContain(code)
  })

  test.each([
    ['alternatives', `from x | where ${repeat('a == 1 or ')}b == 2`],
    ['alternatives below a not', `from x | where not (${repeat('a == 1 or ')}b == 2)`],
    ['values', `from x | where a in (${repeat('"v", ')}"w")`],
    ['columns', `from x | eval ${Array.from({ length: 3000 }, (_, i) => `c${i} = f`).join(', ')}`],
    ['commands', `from x ${repeat('| where a == 1 ')}`],
    ['patterns', `from x | grok a "${repeat('%{')}" | grok b "${repeat('(?<')}" | dissect c "${repeat('%{')}"`],
  ])('%s are only long', (_, query) => {
    expect(read(query).diagnostics).toEqual([])
  })
})

const root = new URL('../../../../shared/corpora/elastic/', import.meta.url)

function* queries(folder: URL): Generator<{ path: string; query: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.toml')) continue
    const path = `${entry.parentPath}/${entry.name}`
    const text = readFileSync(path, 'utf8')
    if (!/^type = "esql"/m.test(text)) continue
    const { rule } = getStaticTOMLValue(parseTOML(text)) as { rule?: { query?: unknown } }
    if (typeof rule?.query === 'string') yield { path, query: rule.query }
  }
}

describe.skipIf(!existsSync(root))('the public Elastic rules (needs ../shared/corpora/elastic)', () => {
  const all = existsSync(root) ? [...queries(root)] : []

  test('nearly every condition is read', () => {
    const found = all.flatMap(({ query }) => filters(read(query).stages))
    const unread = found.filter(({ where }) => [...inside(where)].some(({ predicate }) => predicate.kind === 'opaque'))
    expect(found.length).toBeGreaterThan(300)
    expect(unread.length / found.length).toBeLessThanOrEqual(0.01)
  })

  test('hardly anything is wrong with them', () => {
    const problems = (query: string): Diagnostic[] =>
      read(query).diagnostics.filter(({ severity }) => severity !== 'note')
    const wrong = all.filter(({ query }) => problems(query).length > 0)
    expect(wrong.length / all.length).toBeLessThanOrEqual(0.02)
  })

  test('a predicate is what its slice reads as', () => {
    const results = all.map(({ query }) => misread(query))
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(results.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(1000)
  })

  test('fields and values stand where they say', () => {
    expect(all.filter(({ query }) => !/kql\s*\(/i.test(query)).flatMap(({ query }) => misplaced(query))).toEqual([])
  })
})
