import { expect, test } from 'vitest'
import { complete, type Names } from './complete.js'

const names: Names = {
  fields: ['CommandLine', 'ParentCommandLine', 'Image', 'odd name'].map((name) => ({
    name,
    about: '3 rules',
    search: name.toLowerCase(),
  })),
  fact: (fact) =>
    fact === 'technique'
      ? [
          { key: 'T1059', label: 'T1059 Command Interpreter', rules: 4 },
          { key: 'T1003', label: 'T1003 Dumping', rules: 2 },
        ]
      : [],
}

/** The query with `|` for the caret, completed each way. */
const ways = (marked: string): string[] => {
  const caret = marked.indexOf('|')
  const query = marked.replace('|', '')
  const found = complete(query, caret, names)
  return (found?.all ?? []).map(({ insert }) => query.slice(0, found?.from) + insert + query.slice(found?.to))
}

test.each([
  ['te|', ['technique:', 'text:']],
  ['a not:excl|', ['a not:excludes:']],
  ['not:fie|', ['not:field:']],
  ['field:com|', ['field:CommandLine ', 'field:ParentCommandLine ']],
  ['field:odd|', ['field:"odd name" ']],
  ['field:"odd n|', ['field:"odd name" ']],
  ['x technique:T10|', ['x technique:T1059 ', 'x technique:T1003 ']],
  ['technique:T1059,dump|', ['technique:T1059,T1003 ']],
  ['kind:cid| x', ['kind:cidr  x']],
  ['field:F contains:|', ['field:F contains:=']],
  ['value:|', ['value:=']],
  ['contains:-|', []],
  ['lt:|', []],
  ['lsass|', []],
  ['a|', []],
  ['"te|', []],
  ['title:te|', []],
])('%s', (query, expected) => {
  expect(ways(query)).toEqual(expected)
})
