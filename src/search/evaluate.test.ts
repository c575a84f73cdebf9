import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doubts } from './doubts.js'
import { evaluate, fieldsOf } from './evaluate.js'
import { parse } from './parse.js'
import { anyDocs, type Doc, fittingQuery, satisfies, searchedOf } from './testing.js'

test('finds exactly the rules that satisfy every term', () => {
  let found = 0
  fc.assert(
    fc.property(anyDocs, fittingQuery, (docs, query) => {
      const { rules } = evaluate(query, searchedOf(docs))
      const plain = docs.flatMap((doc, rule) => (satisfies(doc, query) ? [rule] : []))
      expect(rules ?? docs.map((_, rule) => rule)).toEqual(plain)
      if (query.terms.length > 0) found += plain.length
    }),
    { numRuns: 600 },
  )
  // Else the queries ask for what no rule has, and nothing was shown.
  expect(found).toBeGreaterThan(60)
})

const doc: Doc = {
  facts: { technique: [{ key: 'T1059.001', label: 'T1059.001 PowerShell' }], level: [{ key: 'high', label: 'high' }] },
  held: [
    {
      field: 'Image',
      written: 'process.name',
      kind: 'ends_with',
      text: '\\cmd.exe',
      shown: 'cmd.exe',
      polarity: 'required',
    },
    { field: 'User', written: 'User', kind: 'eq', text: null, polarity: 'required' },
    { field: 'ParentImage', written: 'ParentImage', kind: 'contains', text: 'tool', polarity: 'excluded' },
  ],
  words: { title: 'dump' },
}
const fits = (query: string): boolean => evaluate(parse(query), searchedOf([doc])).rules?.length === 1

test.each([
  ['technique:T1059', true],
  ['technique:T105', false],
  ['technique:powershell', true],
  ['level:HIGH,low', true],
  ['field:image ends_with:"\\CMD.exe"', true],
  ['field:process.name ends_with:=cmd.exe', true],
  ['field:Image ends_with:MD', true],
  ['field:Image ends_with:=md', false],
  ['field:Image value:="\\cmd.exe"', true],
  ['field:Image value:=cmd', false],
  ['field:Image eq:cmd.exe', false],
  ['field:Image value:cmd', true],
  ['field:User exists:false', true],
  ['field:User eq:""', false],
  ['field:ParentImage', false],
  ['excludes:field:ParentImage value:TOOL', true],
  ['not:field:ParentImage dump', true],
  ['not:title:dump', false],
  ['not:"-"', undefined],
] as const)('%s', (query, expected) => {
  expect(expected === undefined ? evaluate(parse(query), searchedOf([doc])).rules : fits(query)).toBe(expected)
})

test('says which fields it needs, and what no rule has', () => {
  expect(fieldsOf(parse('field:Image level:high value:x'))).toEqual(new Set(['Image', undefined]))
  const query = parse('field:Imgae field:IMAGE technique:T1058.001 level:low')
  const said = doubts(query, searchedOf([doc]), new Map([['image', 'Image']]), 0)
  expect(said.map(({ message }) => message)).toEqual([
    'No rule has the field "Imgae". Did you mean Image?',
    'No rule has the technique "T1058.001". Did you mean T1059.001?',
    'No rule has the level "low".',
  ])
  const why = (asked: string, found: number) =>
    doubts(parse(asked), searchedOf([doc]), new Map([['image', 'Image']]), found).map(({ span, message }) => [
      asked.slice(span.from, span.to),
      message,
    ])
  expect(why('field:Image ends_with:=cmd', 0)).toEqual([
    [
      'cmd',
      'No indicator there has the kind "ends_with" and exactly this text; ends_with:cmd looks inside longer ones.',
    ],
  ])
  expect(why('field:Image value:=cmd', 0)).toEqual([
    ['cmd', 'No indicator there has exactly this text; value:cmd looks inside longer ones.'],
  ])
  expect(why('field:Image contains:cmd', 0)).toEqual([
    ['cmd', 'No indicator there has the kind "contains" and this in its text; value:cmd looks in those of every kind.'],
  ])
  expect(why('field:Image ends_with:=cmd', 1)).toEqual([])
})
