import { expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { catalogRows } from '../catalog/search.js'
import { oneEdit } from '../text/one-edit.js'
import { searchFiles } from './search-data.js'
import { type NamesData, namesData } from './search-names.js'
import { finder, nameFiles } from './search-names-finder.js'
import { valuePages } from './values.js'

const rule = (n: number, title: string) => ({
  source: 0,
  path: `r${n}.yml`,
  text: `title: ${title}\nid: ${n}\ntags: [attack.execution, attack.t1059.001]\nlogsource: {product: windows, category: process_creation}\ndetection:\n  s: {Image|endswith: '\\cmd.exe', CommandLine: only-${n}${n === 1 ? ', odd name: x' : ''}}\n  condition: s\n`,
})
const catalog = build(
  [{ name: 'test', root: '/' }],
  ['Mimikatz Tool', 'Tool Of Mimikatz', 'Other'].map((title, n) => rule(n, title)),
)
const find = finder(JSON.parse(JSON.stringify(namesData(catalog, catalogRows(catalog).fields))))
const names = (query: string): string[] => find(query).map(({ name }) => name)

test('leads to rules, events, techniques, fields and values', () => {
  expect(find('mimikatz')[0]).toEqual({ kind: 'rule', name: 'Mimikatz Tool', about: 'sigma', href: 'rules/sigma/r0/' })
  expect(find('sysmon 1')[0]).toMatchObject({ kind: 'event', href: 'events/sysmon/1/', about: '2 rules' })
  expect(find('t1059.001')[0]).toMatchObject({ kind: 'technique', href: 'attack/techniques/T1059.001/' })
  expect(find('commandline')[0]).toMatchObject({ kind: 'field', href: 'fields/CommandLine/' })
  const value = catalog.view(catalog.entries[0] as never).indicators.flatMap(({ values }) => values)
  expect(value.map(({ href }) => href)).toContain(find('\\cmd.exe')[0]?.href)
  // One that a single rule writes has no page.
  expect(find('odd')[0]).toMatchObject({ kind: 'field', href: 'rules/?q=field%3A%22odd+name%22' })
  // A value of one rule has no name here.
  expect(names('only-1')).toEqual([])
})

test('a value that many rules hold leads to its page, and each file has its kinds', () => {
  const wide = build(
    [{ name: 'test', root: '/' }],
    [...Array(10).keys()].map((n) => rule(n, `Rule ${n}`)),
  )
  const files = new Map([...searchFiles(wide)].map(({ path, content }) => [path, content]))
  const data = nameFiles.flatMap(({ file, kinds }): NamesData => {
    const tables: NamesData = JSON.parse(files.get(`search/${file}.json`) ?? '')
    expect(tables.map(({ kind }) => kind)).toEqual(kinds)
    return tables
  })
  const href = finder(data)('cmd.exe')[0]?.href
  expect(href).toMatch(/^values\/v\/\w+\/$/)
  expect([...valuePages(wide)].map(({ path }) => path)).toContain(`${href}index.html`)
})

test('every word must stand somewhere, beginnings before middles', () => {
  expect(names('tool mimi')).toEqual(['Mimikatz Tool', 'Tool Of Mimikatz'])
  expect(names('mimi other')).toEqual([])
  expect(names('  ')).toEqual([])
})

test('a word that no name holds is looked for one edit away, also while it is being written', () => {
  for (const typed of ['mimkatz', 'mimikaatz', 'mimikstz', 'mimiaktz', 'mimkat'])
    expect(names(typed)[0]).toBe('Mimikatz Tool')
  expect(names('mimkstz')).toEqual([])
})

test('one edit is one letter more, less or other, or two swapped', () => {
  for (const [a, b] of [
    ['abc', 'ac'],
    ['ac', 'abc'],
    ['abc', 'axc'],
    ['abc', 'acb'],
    ['abc', 'abc'],
  ] as const)
    expect(oneEdit(a, b), `${a} ${b}`).toBe(true)
  for (const [a, b] of [
    ['abc', 'cba'],
    ['abcd', 'ab'],
    ['abc', 'xyc'],
    ['abcd', 'badc'],
  ] as const)
    expect(oneEdit(a, b), `${a} ${b}`).toBe(false)
})
