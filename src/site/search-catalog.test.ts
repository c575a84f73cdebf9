import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { build, type Catalog, type InputFile } from '../catalog/build.js'
import { catalogRows } from '../catalog/search.js'
import { evaluate } from '../search/evaluate.js'
import { parse } from '../search/parse.js'
import { print } from '../search/print.js'
import { partOf, type Row } from '../search/rows.js'
import { type Doc, heldDocs, queryOf, satisfies } from '../search/testing.js'
import { rulesIndexData } from './rules-index-data.js'
import { engine } from './rules-index-engine.js'
import { catalogSearch } from './search-catalog.js'
import { searchFiles } from './search-data.js'
import { type FieldPart, packed, RowStore, unpacked } from './search-format.js'
import { searchReply } from './search-json.js'

const sigma = (n: number, detection: string, level = 'high'): InputFile => ({
  source: 0,
  path: `r${n}.yml`,
  text: `title: Rule ${n}\nid: ${n}\nlevel: ${level}\nstatus: test\ntags: [attack.execution, attack.t1059.001]\nlogsource: {product: windows, category: process_creation}\ndetection:\n${detection}\n`,
})
const elastic = `[rule]\nname = "Elastic one"\nrule_id = "e"\ntype = "eql"\nlanguage = "eql"\nseverity = "low"\nindex = ["logs-endpoint.events.process-*"]\nquery = 'process where process.name : "cmd.exe" and not process.parent.name : "tool.exe"'\n`

const catalog: Catalog = build(
  [{ name: 'test', root: '/test' }],
  [
    sigma(
      0,
      "  s: {Image|endswith: '\\cmd.exe', CommandLine|contains: ['-enc', 'x y']}\n  f: {ParentImage: 'C:\\tool.exe'}\n  condition: s and not f",
    ),
    sigma(1, "  s: {CommandLine|re: 'a.*b', User: null}\n  condition: s", 'low'),
    sigma(
      2,
      "  s: {CommandLine|contains: 'X Y', Hashes|contains: 'MD5=0123456789abcdef0123456789abcdef'}\n  condition: not s",
    ),
    sigma(
      3,
      "  s: {Image|endswith: '\\cmd.exe'}\n  t: {Image|endswith: '\\cmd.exe', ParentImage|exists: true}\n  condition: s and not t",
    ),
    sigma(4, "  s: ['keyword one', 'two']\n  condition: s", 'medium'),
    { source: 0, path: 'e.toml', text: elastic },
  ],
)

/** The plain meaning, from what the catalog says of each rule by itself. */
const docs: readonly Doc[] = catalog.entries.map((entry) => {
  return {
    facts: {
      family: [{ key: entry.rule.family, label: entry.rule.family }],
      level: [{ key: entry.rule.meta.level ?? '', label: entry.rule.meta.level ?? '' }],
      language: [{ key: entry.rule.language, label: entry.rule.language }],
      technique: entry.attack.flatMap(({ techniques }) =>
        techniques.map(({ id, name }) => ({ key: id, label: `${id} ${name}` })),
      ),
    },
    held: heldDocs(catalog.held(entry)),
    words: {},
  }
})
const titles = (text: string): string[] => catalogSearch(catalog)(text).entries.map(({ rule }) => rule.title)

/** Queries made of what these rules hold. */
const heldAnywhere = docs.flatMap(({ held }) => held)
const fitting = queryOf({
  text: fc.constantFrom(...heldAnywhere.flatMap(({ text, shown }) => [text ?? 'true', shown ?? 'false']), 'cmd', 'x'),
  field: fc.constantFrom(...heldAnywhere.flatMap(({ field, written }) => [field ?? 'Image', written || 'image'])),
  fact: (fact) => fc.constantFrom(...docs.flatMap((doc) => (doc.facts[fact] ?? []).map(({ key }) => key)), 'T1059'),
}).map(({ terms }) => ({
  terms: terms.filter(({ ask }) => ask.kind === 'predicate' || (ask.kind === 'fact' && docs[0]?.facts[ask.fact])),
}))

test('answers as the plain meaning does, in a browser as in memory', () => {
  const rows = new RowStore()
  const files = new Map([...searchFiles(catalog)].map(({ path, content }) => [path, content]))
  rows.know(JSON.parse(files.get('rules/search/fields.json') ?? '').fields)
  for (const [path, content] of files) if (/rules\/search\/\d+\.json$/.test(path)) rows.add(JSON.parse(content))
  const index = engine(JSON.parse(JSON.stringify(rulesIndexData(catalog))), rows)
  let found = 0
  fc.assert(
    fc.property(fitting, (query) => {
      const plain = docs.flatMap((doc, rule) => (satisfies(doc, query) ? [rule] : []))
      const text = print(query)
      expect(evaluate(parse(text), index.searched).rules ?? [...docs.keys()], text).toEqual(plain)
      expect(catalogSearch(catalog)(text).entries, text).toEqual(plain.map((rule) => catalog.entries[rule]))
      if (query.terms.length > 0) found += plain.length
    }),
    { numRuns: 400 },
  )
  expect(found).toBeGreaterThan(100)
})

test('one part has all that is known of a field', () => {
  const rows = new RowStore()
  const { parts, fields } = catalogRows(catalog)
  rows.know(fields)
  for (const n of rows.partsOf('process.name') ?? []) rows.add(packed(parts[n] ?? []))
  expect(rows.partsOf('PROCESS.NAME')).toEqual([partOf('Image')])
  expect([...rows.rows('process.name')].map(({ text, shown }) => shown ?? text)).toEqual(['\\cmd.exe'])
  expect([...rows.rows('Image')].length).toBeGreaterThan(1)
  expect(rows.partsOf('none')).toEqual([])
  expect(rows.partsOf(undefined)).toBeUndefined()
})

test('rows come back from their part', () => {
  const list = fc.uniqueArray(fc.nat(9000), { maxLength: 5 }).map((all) => all.sort((a, b) => a - b))
  const row: fc.Arbitrary<Row> = fc
    .record({
      field: fc.constantFrom('a', 'b', null),
      written: fc.constantFrom('a', 'A', ''),
      kind: fc.constantFrom('eq', 'contains', 'wildcard', 'exists'),
      text: fc.option(fc.string({ maxLength: 3 })),
      shown: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
      required: list,
      excluded: list,
    })
    .map(({ shown, ...one }) => ({ ...one, ...(shown !== undefined && one.text !== null && { shown }) }))
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const back = (JSON.parse(JSON.stringify(packed(rows))) as FieldPart[]).flatMap(unpacked)
      const order = ['a', 'b', null].filter((field) => rows.some((one) => one.field === field))
      const sorted = order.flatMap((field) => rows.filter((one) => one.field === field))
      const byField = order.flatMap((field) => back.filter((one) => one.field === field))
      expect(byField).toEqual(sorted)
    }),
  )
})

describe('queries as people write them', () => {
  test.each([
    ['field:CommandLine contains:"x y"', ['Rule 0']],
    ['field:CommandLine contains:EN', ['Rule 0']],
    ['field:CommandLine contains:=-en', []],
    ['field:CommandLine contains:=-enc', ['Rule 0']],
    ['excludes:field:CommandLine contains:"x y"', ['Rule 2']],
    ['field:process.name', ['Elastic one']],
    ['field:Image ends_with:"\\cmd.exe"', ['Elastic one', 'Rule 0', 'Rule 3']],
    ['field:Image not:excludes:field:ParentImage kind:exists', ['Elastic one', 'Rule 0']],
    ['field:MD5 eq:0123456789ABCDEF0123456789abcdef', []],
    ['excludes:field:MD5 eq:0123456789ABCDEF0123456789abcdef', ['Rule 2']],
    ['field:User exists:false', ['Rule 1']],
    ['value:keyword', ['Rule 4']],
    ['language:eql', ['Elastic one']],
    ['family:sigma level:low,medium', ['Rule 1', 'Rule 4']],
    ['event:sysmon/1 technique:t1059 kind:regex', ['Rule 1']],
    ['title:rule not:level:high', ['Rule 1', 'Rule 4']],
  ])('%s', (query, expected) => {
    expect(titles(query)).toEqual(expected)
  })
})

describe('the JSON answer', () => {
  test('holds what was found, cut to the limit', () => {
    expect(searchReply(catalog, 'family:sigma', '2')).toMatchObject({
      status: 200,
      body: {
        total: 5,
        of: 6,
        rules: [
          { title: 'Rule 0', family: 'sigma', level: 'high', techniques: ['T1059.001'], href: 'rules/sigma/r0/' },
          { title: 'Rule 1' },
        ],
        diagnostics: [],
      },
    })
  })

  test('says where a query is wrong', () => {
    expect(searchReply(catalog, 'a level:hgih', undefined)).toMatchObject({
      status: 400,
      body: { diagnostics: [{ code: 'search/unknown-value', severity: 'error', from: 8, to: 12 }] },
    })
    expect(searchReply(catalog, 'field:Imgae', undefined)).toMatchObject({
      status: 200,
      body: { total: 0, diagnostics: [{ code: 'search/nowhere', from: 6, to: 11 }] },
    })
    for (const [q, limit] of [
      [undefined, '5'],
      ['x', '0'],
      ['x', '1.5'],
      ['x', '501'],
      ['x', 'ten'],
      ['x', ''],
    ] as const)
      expect(searchReply(catalog, q, limit).status).toBe(400)
  })
})
