import { describe, expect, test } from 'vitest'
import { build, type Catalog, type InputFile } from '../catalog/build.js'
import { catalogRows } from '../catalog/search.js'
import { homePage } from './home.js'
import { problemPages } from './home-problems.js'
import { pageSize, rulesIndexPages, type SitePage } from './rules-index.js'
import { fromAddress } from './rules-index-address.js'
import { engine } from './rules-index-engine.js'
import type { IndexData } from './rules-index-format.js'
import { packed, RowStore } from './search-format.js'
import { valuePages } from './values.js'

interface Sample {
  readonly title?: string
  readonly level?: string
  readonly value?: string
  readonly tags?: string
  readonly product?: string
  readonly condition?: string
  readonly modified?: string
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

const sigma = (n: number, sample: Sample): string => `title: ${quoted(sample.title ?? `Rule ${n}`)}
id: 00000000-0000-4000-8000-${String(n).padStart(12, '0')}
status: test
description: Something told of rule ${n}
level: ${sample.level ?? 'high'}
modified: ${sample.modified ?? '2024-01-02'}
tags: [${sample.tags ?? 'attack.execution, attack.t1059.001'}]
logsource: {product: ${quoted(sample.product ?? 'windows')}, category: process_creation}
detection:
  selection:
    Image|endswith: ${quoted(sample.value ?? '\\cmd.exe')}
  filter:
    CommandLine: excluded-word
  condition: ${sample.condition ?? 'selection and not filter'}
`

function catalogOf(samples: readonly Sample[], more: Readonly<Record<string, string>> = {}): Catalog {
  const files = samples.map((sample, n): InputFile => ({ source: 0, path: `r${n}.yml`, text: sigma(n, sample) }))
  for (const [path, text] of Object.entries(more)) files.push({ source: 0, path, text })
  return build([{ name: 'test <source>', root: '/test', license: 'CC0', revision: 'abcdef0123456789' }], files)
}

const pagesOf = (catalog: Catalog): Map<string, string> =>
  new Map([...rulesIndexPages(catalog)].map(({ path, content }: SitePage) => [path, content]))

const dataOf = (catalog: Catalog): IndexData => JSON.parse(pagesOf(catalog).get('rules/index.json') ?? '')

/** Titles that a query string lists, in order. */
function listed(catalog: Catalog, search: string): string[] {
  const rows = new RowStore()
  const { parts, fields } = catalogRows(catalog)
  rows.know(fields)
  for (const part of parts) rows.add(packed(part))
  const index = engine(dataOf(catalog), rows)
  return index.ask(fromAddress(search)).rules.map((rule) => index.row(rule).title)
}

test('a field is found under the name its author wrote and under the one that all families share', () => {
  const elastic =
    '[rule]\nname = "Elastic one"\nrule_id = "e"\ntype = "eql"\nlanguage = "eql"\nindex = ["logs-endpoint.events.process-*"]\nquery = \'process where process.name : "cmd.exe"\'\n'
  const catalog = catalogOf([{ title: 'Sigma one' }], { 'e.toml': elastic })
  expect(listed(catalog, '?q=field:Image').sort()).toEqual(['Elastic one', 'Sigma one'])
  expect(listed(catalog, '?q=field:process.name')).toEqual(['Elastic one'])
})

const hostile = '<script>alert(1)</script> "x" \' & \u202e <b>'
const everyPage = (catalog: Catalog): string[] => [
  homePage(catalog),
  ...[...rulesIndexPages(catalog), ...valuePages(catalog), ...problemPages(catalog)]
    .filter(({ path }) => path.endsWith('.html'))
    .map(({ content }) => content),
]

describe('the rules index', () => {
  test('lists every rule once over its static pages, in the order of the catalog', () => {
    const catalog = catalogOf(
      Array.from({ length: pageSize * 2 + 1 }, (_, n) => ({ title: `Rule ${String(n).padStart(4, '0')}` })),
    )
    const pages = pagesOf(catalog)
    expect([...pages.keys()]).toEqual([
      'rules/index.json',
      'rules/index.html',
      'rules/page/2/index.html',
      'rules/page/3/index.html',
    ])
    const hrefs = ['rules/', 'rules/page/2/', 'rules/page/3/'].flatMap((at) =>
      [...(pages.get(`${at}index.html`) ?? '').matchAll(/class="ti" href="([^"]+)"/g)].map(
        ([, href]) => new URL(href ?? '', `http://host.invalid/${at}`).pathname,
      ),
    )
    expect(hrefs).toEqual(catalog.entries.map(({ href }) => `/${href}`))
  })

  test('finds rules by title, value, field, technique, log source, id and description', () => {
    const catalog = catalogOf([
      { title: 'Plain', product: 'linux' },
      { title: 'Tunnel', value: '.trycloudflare.com', tags: 'attack.t1572, cve.2021-44228' },
    ])
    for (const q of [
      'tunn',
      'cloudflare',
      'value:trycloudflare.com',
      'T1572',
      'protocol+tunneling',
      'cve-2021-44228',
      'windows+tunnel',
      'source:windows',
      '00000000-0000-4000-8000-000000000001+tunnel',
      'told+tunnel',
      'field:image+title:tunnel',
    ])
      expect([q, listed(catalog, `?q=${q}`)]).toEqual([q, ['Tunnel']])
    expect(listed(catalog, '?q=excluded-word')).toEqual([])
  })

  test('narrows by facets and sorts', () => {
    const catalog = catalogOf([
      { title: 'A', level: 'low', modified: '2024-03-01' },
      { title: 'B', level: 'critical', tags: 'attack.persistence' },
      { title: 'C', level: 'high', modified: '2025-01-01', product: 'x, y' },
    ])
    expect(listed(catalog, '?level=low,high')).toEqual(['A', 'C'])
    expect(listed(catalog, '?level=low,high&tactic=persistence')).toEqual([])
    expect(listed(catalog, '?level=low,high&technique=T1059.001&product=x%2C+y')).toEqual(['C'])
    expect(listed(catalog, '?level=nothing')).toEqual([])
    expect(listed(catalog, '?sort=level')).toEqual(['B', 'C', 'A'])
    expect(listed(catalog, '?sort=newest')).toEqual(['C', 'A', 'B'])
  })

  test('a catalog without rules has its pages', () => {
    const catalog = build([], [])
    expect(pagesOf(catalog).get('rules/index.html')).toContain('<b>0</b> rules')
    expect(listed(catalog, '?q=x&level=high')).toEqual([])
    for (const page of everyPage(catalog)) expect(page).toContain('</html>')
  })
})

describe('no page lets text of a rule become markup, or needs what the policy forbids', () => {
  const catalog = catalogOf(
    [
      { title: hostile, value: hostile, product: hostile, modified: hostile },
      { title: `${hostile} again`, value: hostile },
    ],
    { [`${hostile}.yml`]: `title: ${quoted(hostile)}\ndetection: [` },
  )
  test.each(everyPage(catalog).map((page) => [/<title>(.*?)<\/title>/.exec(page)?.[1] ?? '', page]))(
    '%s',
    (_, page) => {
      // The value of a choice is sent as it is, and never shown.
      expect(page.replace(/ value="[^"]*"/g, '')).not.toMatch(/<script>|<b>(?![\d,]+<\/b>)|\u202e(?!<\/bdi>)/)
      expect(page).not.toMatch(/ style="| on\w+="|<style/)
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
    },
  )
})

describe('home', () => {
  const catalog = catalogOf(
    [
      { title: 'A', tags: 'attack.execution, attack.t1059.001' },
      { title: 'B', tags: 'attack.execution, attack.persistence' },
      { title: 'C', value: 'only-here' },
    ],
    {
      'broken.yml': 'title: Broken\nlogsource: {product: windows}\ndetection: {s: {a: b}, condition: t}\n',
      'note.txt': 'x',
    },
  )
  const page = homePage(catalog)

  test('prints what the catalog counted', () => {
    const { totals, entries } = catalog
    expect(page).toContain(`<b>${entries.length}</b>rules`)
    expect(page).toContain(`<b>${totals.rules.whole}</b>read whole`)
    expect(page).toContain(`<b>${totals.indicators}</b>indicators`)
    expect(page).toContain(`<b>${totals.events}</b>events`)
    expect(page).toContain('<a href="attack/execution/">Execution</a></td><td class="r">3</td>')
    expect(page).toContain('test &lt;source&gt;')
    expect(page).toContain('abcdef012345')
  })

  test('leads to what could not be read, with its place', () => {
    expect(page).toContain('href="problems/"')
    const [problems] = problemPages(catalog)
    expect(problems?.path).toBe('problems/index.html')
    expect(problems?.content).toContain('<code>broken.yml</code>')
    expect(problems?.content).toMatch(/data-t="line">3<\/td><td class="r" data-t="column">\d+<\/td>/)
    expect(problems?.content).not.toContain('r0.yml')
  })

  test('says so when all was read', () => {
    const whole = homePage(catalogOf([{}]))
    expect(whole).toContain('Every rule file was read whole.')
    expect(whole).not.toContain('href="problems/"')
  })
})

describe('value pages', () => {
  const catalog = catalogOf([{ title: 'A' }, { title: 'B' }, { title: 'C', value: '\\rare.exe' }])
  const pages = new Map([...valuePages(catalog)].map(({ path, content }) => [path, content]))

  test('every value that a rule page leads to has its section, with the rules that hold it', () => {
    for (const entry of catalog.entries)
      for (const row of [...catalog.view(entry).indicators, ...catalog.view(entry).exclusions].flatMap(
        ({ values }) => values,
      )) {
        const [address = '', id = ''] = row.href.split('#')
        const section = pages
          .get(`${address}index.html`)
          ?.split('<section ')
          .find((part) => part.includes(`id="${id}"`))
        expect(section).toContain(`href="../../${entry.href}"`)
        expect(section?.match(/<li>/g)?.length).toBe(row.count)
      }
  })

  test('the index has the most widely held first, and only what two rules hold', () => {
    const index = pages.get('values/index.html') ?? ''
    expect(index.indexOf('excluded-word')).toBeLessThan(index.indexOf('\\cmd.exe'))
    expect(index).not.toContain('rare.exe')
  })

  test('a value of many rules keeps the rest folded', () => {
    const many = catalogOf(Array.from({ length: 60 }, () => ({})))
    const text = [...valuePages(many)].map(({ content }) => content).join('')
    expect(text).toContain('<summary>10 more</summary>')
  })
})
