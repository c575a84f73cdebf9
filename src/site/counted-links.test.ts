/** A link to the rules index that says a number leads to so many rules: read from built pages, asked as the browser asks. */
import { expect, test } from 'vitest'
import { build, type InputFile } from '../catalog/build.js'
import { pageGroups } from './groups.js'
import { fromAddress } from './rules-index-address.js'
import { engine } from './rules-index-engine.js'
import { RowStore } from './search-format.js'

const sigma = (n: number): string =>
  `title: Rule ${n}\nid: r${n}\nlevel: ${n % 3 === 0 ? 'high' : 'low'}
tags: [attack.execution, attack.t1059${n % 2 === 0 ? '.001' : ''}]
logsource: {product: windows, category: process_creation}
detection:
  s: {Image|endswith: '\\cmd.exe', CommandLine|${n % 2 === 0 ? 'contains' : 'windash|contains'}: ' -enc '}
  f: {ParentImage|startswith: 'C:\\Program Files\\', odd "field": a${n}}
  g: {Image|startswith: 'C:\\Tools\\'}
  condition: s and not f${n % 2 === 0 ? ' and not g' : ''}
`
const splunk = (n: number): string =>
  `name: Search ${n}\nid: s${n}\ntype: TTP\ntags: {mitre_attack_id: [T1059.001]}\nsearch: '| tstats count from datamodel=Endpoint.Processes where Processes.process="* -enc *" by Processes.dest'\n`

const files: InputFile[] = [
  ...Array.from({ length: 330 }, (_, n) => ({ source: 0, path: `r${n}.yml`, text: sigma(n) })),
  // Copies of one search: the corpus counts one, a search finds all.
  ...Array.from({ length: 3 }, (_, n) => ({ source: 0, path: `detections/s${n}.yml`, text: splunk(n) })),
]
const catalog = build([{ name: 'test', root: '/' }], files)
const pages = pageGroups.flatMap(({ make }) => [...make(catalog)])

const rows = new RowStore()
const json = (path: string) => JSON.parse(pages.find((page) => page.path === path)?.content ?? '')
rows.know(json('rules/search/fields.json').fields)
for (const { path } of pages) if (/^rules\/search\/\d+\.json$/.test(path)) rows.add(json(path))
const index = engine(json('rules/index.json'), rows)

const text = (markup: string): string => markup.replace(/<[^>]*>/g, '')
const counted =
  /^(?:(?:Its |All )?([\d,]+)(?: rules?\b.*| in the rules index)?|(Its|This) rule(?: in the rules index)?)$/

test('a link finds as many rules as it says', () => {
  const seen = new Map<string, string>()
  for (const { path, content } of pages)
    for (const [, href = '', inner = ''] of content.matchAll(
      /<a [^>]*href="(?:\.\.\/|\.\/)*(rules\/\?[^"]*)"[^>]*>(.*?)<\/a>/gs,
    )) {
      const said = counted.exec(text(inner))
      if (said) seen.set(`${path} ${href} ${text(inner)}`, `${href}\n${said[1]?.replace(/,/g, '') ?? '1'}`)
    }
  for (const [link, what] of seen) {
    const [href = '', count] = what.split('\n')
    const address = href.slice(href.indexOf('?')).replaceAll('&amp;', '&').replaceAll('&quot;', '"')
    const { rules, problems } = index.ask(fromAddress(address))
    expect([rules.length, problems], link).toEqual([Number(count), []])
  }
  const kinds = (part: string): number => [...seen.keys()].filter((link) => link.includes(part)).length
  // Else nothing was shown: of fields and values, of what they look for and exclude, and of facets.
  expect(kinds('that ask for something of it')).toBeGreaterThan(0)
  expect(kinds('that exclude by it')).toBeGreaterThan(0)
  expect(kinds('that look for it so')).toBeGreaterThan(0)
  expect(kinds('that exclude it so')).toBeGreaterThan(0)
  expect(kinds('technique=')).toBeGreaterThan(3)
  expect(kinds('event=')).toBeGreaterThan(3)
  expect(seen.size).toBeGreaterThan(30)
})

test('a search finds copies, which the corpus counts once', () => {
  const page = pages.find(({ path }) => path === 'fields/CommandLine/index.html')?.content ?? ''
  expect(text(page)).toContain('331 rules ask about it')
  expect(text(page)).toContain('In the rules index: 333 rules that ask for something of it')
})
