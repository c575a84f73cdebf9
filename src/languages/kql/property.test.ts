/** What holds of every query: of the cases, and of any that somebody broke. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseKql } from '../../node/kusto.js'
import { plainFragment } from '../../text/fragment.js'
import { printKql } from './print.js'
import { readKql } from './read.js'
import { splitQueries } from './split.js'
import { checkBroken, misplaced, readAgain } from './testing.js'

const read = (query: string) => readKql(plainFragment(query), parseKql)
const stagesOf = (query: string) => read(query).stages

const folder = new URL('./cases/', import.meta.url)
const cases = readdirSync(folder).flatMap((file) =>
  [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^# .*\n([\s\S]*?)\n==>$/gm)].map(([, query = '']) => ({
    file,
    query,
  })),
)
const whole = cases.filter(({ file }) => file !== 'broken.txt').map(({ query }) => query)

test('a predicate is what its slice reads as', () => {
  const all = whole.map((query) => readAgain(query, stagesOf(query), stagesOf))
  expect(all.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(all.reduce((sum, { tried }) => sum + tried, 0)).toBeGreaterThan(300)
})

test('fields and values stand where they say', () => {
  expect(whole.flatMap((query) => misplaced(query, stagesOf(query)))).toEqual([])
})

test('every span points into the text that holds the query, wherever it stands', () => {
  const query =
    'let x = "q"; T | extend p = tolower(a) | where p == "b" and c has x | summarize n = count() by e | where n > 1'
  const shifted = readKql(plainFragment(query, 1000), parseKql)
  const moved = JSON.stringify(read(query), (_, part) =>
    part && typeof part === 'object' && typeof part.to === 'number'
      ? { ...part, from: part.from + 1000, to: part.to + 1000 }
      : part,
  )
  expect(JSON.stringify(shifted)).toBe(moved)
})

test('a tree of another parser that says nothing is read', () => {
  const nothing = () => ({ root: { kind: 'x', role: '', from: 0, to: 0, children: [] }, problems: [] })
  expect(readKql(plainFragment('T'), nothing).diagnostics.map(({ code }) => code)).toEqual(['kql/empty'])
})

const scraps = [
  '(',
  ')',
  '"',
  "'",
  '```',
  '|',
  ' and ',
  ' not(',
  ',',
  '\\',
  '//',
  '[',
  '{',
  ' in (',
  ' by ',
  '..',
  '=',
  '*',
  '\n',
  ';',
  'let a = ',
  '\u0000',
  '😀',
]

test('a query that was edited at random is read, or told what is wrong with it', () => {
  const edit = fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', ...scraps))
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.array(edit, { minLength: 1, maxLength: 5 }), ({ query }, edits) => {
      let text = query
      for (const [at, length, scrap] of edits) {
        const from = at % (text.length + 1)
        text = text.slice(0, from) + scrap + text.slice(from + length)
      }
      const found = read(text)
      checkBroken(text, found)
      printKql(found.stages)
      for (const { from, to } of splitQueries(text, parseKql))
        expect(0 <= from && from <= to && to <= text.length).toBe(true)
    }),
    { numRuns: 700 },
  )
})

test('words in any order are read, or told what is wrong with them', () => {
  const words = [
    ...scraps,
    'T',
    'where',
    'extend',
    'a',
    '.b',
    '== 1',
    'has',
    '"x"',
    'count()',
    'summarize',
    'join',
    'on a',
    'union',
    'project',
    'parse a with',
    'mv-apply',
    'let f = (x:string) {',
    'f(',
    'dynamic([',
    'between',
    'in',
    '!has',
    'materialize(',
    'toscalar(',
    'datatable(a:string)[',
    'make-series',
    'search',
    'find',
    'scan',
    'invoke',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 25 }), (list) => {
      const query = `T | where ${list.join(' ')}`
      checkBroken(query, read(query))
    }),
    { numRuns: 400, examples: [[['not(', ')']]] },
  )
})

describe('long and deep queries', () => {
  const repeat = (text: string, times = 5_000) => text.repeat(times)
  const codes = (query: string): readonly string[] => read(query).diagnostics.map(({ code }) => code)

  test.each([
    ['brackets', `T | where ${repeat('(')}a == 1${repeat(')')}`],
    ['brackets that stay open', `T | where ${repeat('(a == ')}`],
    ['calls', `T | extend a = ${repeat('f(')}`],
    ['sums', `T | where a > ${repeat('b + ')}1`],
    ['paths', `T | where a${repeat('.b')} == 1`],
    ['tables in tables', repeat('union (')],
  ])('%s nest too deep', (_, query) => {
    expect(codes(query)).toContain('kql/too-nested')
  })

  test('functions that call functions twice do not go on for ever', () => {
    const steps = Array.from({ length: 40 }, (_, i) => `let f${i + 1} = (x: string) { strcat(f${i}(x), f${i}(x)) };`)
    expect(codes(`let f0 = (x: string) { x }; ${steps.join(' ')} T | where f40(a) == b`)).toContain('kql/too-large')
    const tables = Array.from({ length: 40 }, (_, i) => `let g${i + 1} = () { union g${i}(), g${i}() };`)
    expect(codes(`let g0 = () { T }; ${tables.join(' ')} g40`)).toContain('kql/too-large')
    const lists = Array.from({ length: 40 }, (_, i) => `let l${i + 1} = array_concat(l${i}, l${i});`)
    expect(codes(`let l0 = dynamic(["x"]); ${lists.join(' ')} T | where a in (l40)`)).toContain('kql/too-large')
  })

  test.each([
    ['alternatives', `T | where ${repeat('a == 1 or ')}b == 2`],
    ['values', `T | where a in (${repeat('"v", ')}"w")`],
    ['operators', `T ${repeat('| where a == 1 ', 1_000)}`],
    [
      'names',
      `${Array.from({ length: 1_000 }, (_, i) => `let a${i} = ${i === 0 ? 1 : `a${i - 1}`};`).join(' ')} T | where b == a400`,
    ],
  ])('%s are only long', (_, query) => {
    expect(codes(query).filter((code) => code !== 'kql/unused-let')).toEqual([])
  })

  test('a text of a megabyte is not parsed', () => {
    expect(codes(repeat('T | take 1; ', 100_000))).toEqual(['kql/too-large'])
  })
})

describe('texts of several queries', () => {
  const split = (text: string): string[] => splitQueries(text, parseKql).map(({ from, to }) => text.slice(from, to))

  test.each<[string, string[]]>([
    ['blank lines', ['T | where a == 1', 'U\n\n| where b == 2', '// the third\nV | take 5']],
    ['semicolons', ['T | where a == 1;', 'let x = 5;\n\nU | where b == x', 'V;']],
    [
      'blank lines in brackets and texts',
      ['T | where a in ("x",\n\n"y") | where b == ```p\n\nq```', 'U | where c == "\\"" // "\n| take 5'],
    ],
    ['a comment at the end', ['T | where a == 1', 'U | where b == 1\n\n// the end']],
  ])('%s', (_, queries) => {
    expect(split(queries.join('\n\n'))).toEqual(queries)
    for (const query of queries) expect(read(query).diagnostics).toEqual([])
  })

  test('a text that parses is one query', () => {
    for (const text of ['T | where a == 1;\n\nU | where b == 2', 'T\n\n| where a == 1', ''])
      expect(split(text)).toEqual([text])
  })

  test('a text that is broken either way is one query', () => {
    for (const text of ['T | whre a == 1\n\n| where b == 2', 'T | where (a\n\nU | where b', repeatOpen()])
      expect(split(text)).toEqual([text])
  })

  test('queries are broken each by itself', () => {
    expect(split('T | where a == 1\n\nU | whre b == 2')).toEqual(['T | where a == 1', 'U | whre b == 2'])
  })
})

const repeatOpen = (): string => `T | where ${'('.repeat(300)}`
