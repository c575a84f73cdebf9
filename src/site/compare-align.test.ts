import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { align, type Twin, type TwinField } from './compare-align.js'
import { ruleJson } from './rule-json.js'

const twin = (parts: Partial<Twin> = {}): Twin => ({
  title: 't',
  href: 'rules/sigma/t/',
  family: 'sigma',
  language: 'sigma',
  level: null,
  status: null,
  extent: 'whole',
  ways: 1,
  attack: [],
  events: [],
  indicators: [],
  exclusions: [],
  ...parts,
})

const field = (name: string | null, kind: string, ...values: string[]): TwinField => ({
  field: name,
  kind,
  values: values.map((value) => ({ value, count: 1, href: `values/#${value.toLowerCase()}` })),
})

test('what both hold comes first, then what one does, by field', () => {
  const a = twin({ indicators: [field('User', 'eq', 'x'), field('Image', 'ends_with', '\\a.exe', '\\B.exe')] })
  const b = twin({ indicators: [field('Image', 'ends_with', '\\b.exe', '\\c.exe'), field('Image', 'eq', '\\a.exe')] })
  const { indicators } = align(a, b)
  expect(indicators.map(({ field, both }) => [field, both])).toEqual([
    ['Image', 1],
    ['User', 0],
  ])
  expect(indicators[0]?.rows.map(({ kind, a, b }) => [kind, a?.value, b?.value])).toEqual([
    ['ends_with', '\\B.exe', '\\b.exe'],
    ['ends_with', '\\a.exe', undefined],
    ['ends_with', undefined, '\\c.exe'],
    ['eq', undefined, '\\a.exe'],
  ])
})

test('a value within one that the other rule holds says so', () => {
  const narrow: TwinField = {
    field: 'Image',
    kind: 'ends_with',
    values: [
      {
        value: '\\a.exe',
        count: 1,
        href: 'values/#\\a.exe',
        coveredBy: [{ field: 'Image', kind: 'contains', href: 'values/#a' }],
      },
    ],
  }
  const within = (kind: string) =>
    align(twin({ indicators: [narrow] }), twin({ indicators: [field('Image', kind, 'a')] })).indicators[0]?.rows.map(
      ({ a, b }) => [a?.within, b?.within],
    )
  expect(within('contains')).toEqual([
    [true, undefined],
    [undefined, undefined],
  ])
  expect(within('eq')).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ])
})

test('what one looks for and the other excludes', () => {
  const a = twin({ indicators: [field('User', 'eq', 'x', 'y')], exclusions: [field('User', 'eq', 'z')] })
  const b = twin({ indicators: [field('User', 'eq', 'z')], exclusions: [field('User', 'eq', 'y')] })
  expect(align(a, b).opposed).toEqual([
    { field: 'User', kind: 'eq', value: 'y', by: 'a' },
    { field: 'User', kind: 'eq', value: 'z', by: 'b' },
  ])
})

test('techniques and events that both have', () => {
  const row = (...ids: string[]): Twin['attack'][number] => ({
    tactic: { shortname: 's', name: 'S' },
    techniques: ids.map((id) => ({ id, name: 'N' })),
  })
  const event = (id: string, blind = false) => ({ key: id, provider: 'P', id, blind })
  const found = align(
    twin({ attack: [row('T1', 'T2')], events: [event('1'), event('3', true)] }),
    twin({ attack: [row('T2'), row('T3', 'T2')], events: [event('1'), event('3')] }),
  )
  expect(found.techniques).toEqual({ both: ['T2 N'], a: ['T1 N'], b: ['T3 N'] })
  expect(found.events).toEqual({ both: ['P 1'], a: [], b: ['P 3'] })
})

describe('properties', () => {
  const fields = fc.array(
    fc
      .tuple(
        fc.constantFrom('Image', 'User', null),
        fc.constantFrom('eq', 'contains'),
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
      )
      .map(([name, kind, values]) => field(name, kind, ...values)),
    { maxLength: 4 },
  )
  const ids = (all: readonly TwinField[]): Set<string> =>
    new Set(all.flatMap(({ field, kind, values }) => values.map(({ value }) => `${field} ${kind} ${value}`)))

  test('every indicator of each rule stands in one row, and the other way round is the same', () =>
    fc.assert(
      fc.property(fields, fields, (left, right) => {
        const [a, b] = [twin({ indicators: left }), twin({ indicators: right })]
        const rows = align(a, b).indicators.flatMap(({ field, rows }) =>
          rows.map((row) => ({ id: `${field} ${row.kind} ${row.a?.value ?? row.b?.value}`, a: !!row.a, b: !!row.b })),
        )
        expect(
          rows
            .filter((row) => row.a)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...ids(left)].sort())
        expect(
          rows
            .filter((row) => row.b)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...ids(right)].sort())
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
        const turned = align(b, a).indicators.flatMap(({ rows }) => rows)
        expect(turned.filter((row) => row.a && row.b)).toHaveLength(rows.filter((row) => row.a && row.b).length)
      }),
    ))
})

test('the twin of a rule page is what is compared', () => {
  const rule = (value: string): string =>
    `title: t\nlogsource: {product: windows, category: process_creation}\ndetection: {a: {Image|endswith: ${value}}, condition: a}\n`
  const eql = `[rule]\nname = "e"\nrule_id = "1"\ntype = "eql"\nlanguage = "eql"\nindex = ["logs-endpoint.events.process-*"]\nquery = '''process where process.name == "a.exe"'''\n`
  const catalog = build(
    [{ name: 'test', root: '/' }],
    [
      { source: 0, path: 'a.yml', text: rule('\\a.exe') },
      { source: 0, path: 'b.toml', text: eql },
    ],
  )
  const [a, b] = ['a.yml', 'b.toml'].map((path): Twin => {
    const entry = catalog.entries.find(({ rule }) => rule.path === path)
    if (!entry) throw new Error(`${path} was not read`)
    return JSON.parse(JSON.stringify(ruleJson(catalog.view(entry))))
  })
  if (!a || !b) throw new Error('two rules were expected')
  expect(align(a, b).indicators).toMatchObject([
    { field: 'Image', both: 1, rows: [{ a: { line: 3 }, b: { value: '\\a.exe' } }] },
  ])
})
