import { expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import type { Catalog } from '../catalog/build.js'
import { circuit } from './circuit-flow.js'
import { fitsRow } from './circuit-model.js'
import { homePage } from './home.js'
import { figures } from './home-figures.js'
import { siteFiles } from './write.js'

const rule = (n: number, detection: string): string =>
  `title: Rule ${n}\ntags: [attack.t1059]\nlogsource: {category: process_creation, product: windows}\ndetection:\n${detection}\n`

const catalogOf = (...detections: string[]): Catalog =>
  sigmaCatalog(detections.map((detection, i) => rule(i, detection)))

/** A fork, an exclusion, and rows of so many named parts. */
const shape = (parts: number): string => {
  const names = Array.from({ length: parts }, (_, i) => `selection_with_a_long_name_${i}`)
  return `${names.map((name, i) => `  ${name}: {CommandLine|contains: [' -a${i} ', ' -b${i} ']}\n`).join('')}  f: {User: x}
  condition: (${names.slice(0, 2).join(' or ')})${names
    .slice(2)
    .map((name) => ` and ${name}`)
    .join('')} and not f`
}

const flag = '  s: {Initiated: success}\n  condition: s'
const catalog = catalogOf(
  ...Array.from({ length: 4 }, () => flag),
  ...Array.from({ length: 3 }, (_, i) => `  s: {Image|endswith: '\\tool.exe', CommandLine: c${i}}\n  condition: s`),
  shape(5),
  shape(2),
)
const page = homePage(catalog)

test('the example of a value is one that rules look for as a part, and every example is a page', () => {
  const hint = /<p class="hint">(.*?)<\/p>/s.exec(page)?.[1] ?? ''
  expect(hint).toContain('href="rules/?q=value%3A%5Ctool.exe"><code>\\tool.exe</code>')
  expect(hint).not.toContain('success')
  const files = new Set([...siteFiles(catalog)].map(({ path }) => path))
  const links = [...hint.matchAll(/href="([^"?]*)"/g)].map(([, href]) => href)
  expect(links).toEqual(['events/sysmon/1/', 'attack/techniques/T1059/', 'fields/CommandLine/'])
  for (const href of links) expect(files, href).toContain(`${href}index.html`)
})

test('the lists that the navigation does not name are named with what is in them', () => {
  const list = /<nav class="ways".*?<\/nav>/s.exec(page)?.[0] ?? ''
  const text = list.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(text).toContain(`Values ${[...catalog.values()].length},`)
  expect(text).toContain(`Exclusions audit ${catalog.totals.exclusions},`)
  expect(text).toContain(`any two of ${catalog.entries.length} rules`)
  expect([...list.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    'values/',
    'fields/by-name/',
    'exclusions/',
    'compare/',
  ])
})

test('the rule that is drawn needs one row', () => {
  const all = catalog.entries.filter(({ exclusions }) => exclusions > 0)
  const fits = all.map((entry) => fitsRow(circuit(catalog.view(entry))))
  // The one with five parts is nearer to what is looked for, and does not fit.
  expect(new Set(fits)).toEqual(new Set([true, false]))
  const { specimen } = figures(catalog)
  expect(specimen && fitsRow(circuit(catalog.view(specimen)))).toBe(true)
  expect(specimen?.rule.definitions).toHaveLength(3)
  expect(page).not.toContain('run lines')
})
