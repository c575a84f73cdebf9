import { expect, test } from 'vitest'
import { sectionText, textOf } from '../../test/markup.js'
import { build, type Catalog } from '../catalog/build.js'
import { providersOf } from '../catalog/event-survey.js'
import { eventHref, providerHref } from './event-address.js'
import { eventPages } from './event-pages.js'

const catalogOf = (texts: readonly string[]): Catalog =>
  build(
    [{ name: 'test', root: '/' }],
    texts.map((text, i) => ({ source: 0, path: `r${i}.yml`, text })),
  )

const rule = (title: string, logsource: string, selection: string): string =>
  `title: ${title}\nlevel: high\nlogsource: {product: windows, ${logsource}}\ndetection:\n  s: ${selection}\n  condition: s\n`

const pagesOf = (catalog: Catalog): Map<string, string> =>
  new Map([...eventPages(catalog)].map(({ path, content }) => [path, content]))

const small = catalogOf([
  rule('Tool Runs', 'category: process_creation', '{Image|endswith: \\tool.exe, CommandLine|contains: -x}'),
  rule('Tool Runs Again', 'category: process_creation', '{Image|endswith: \\tool.exe}'),
  rule('Needs A Name', 'category: process_creation', '{OriginalFileName: t.exe}'),
  rule('Odd', 'service: security', "{Provider_Name: '<i>..', EventID: 1}"),
])
const pages = pagesOf(small)

test('there is a page for the index, every provider and every event that some rule covers', () => {
  const providers = providersOf(small.entries)
  expect([...pages.keys()].sort()).toEqual(
    [
      'events/index.html',
      ...providers.map(({ key }) => `${providerHref(key)}index.html`),
      ...providers.flatMap(({ events }) => events.map(({ event }) => `${eventHref(event.key)}index.html`)),
    ].sort(),
  )
})

test('every link below events leads to a page that is there', () => {
  let links = 0
  for (const [path, content] of pages)
    for (const [, href = ''] of content.matchAll(/href="((?:\.\.\/)*events\/[^"#?]*)"/g)) {
      const target = new URL(href, `https://x.example/${path}`).pathname.slice(1)
      expect(pages.has(`${target}index.html`), `${path} leads to ${target}`).toBe(true)
      links++
    }
  expect(links).toBeGreaterThan(20)
})

test('an event page says what the event is, what is in it and what rules make of it', () => {
  const page = pages.get('events/security/4688/index.html')
  expect(sectionText(page, 'main')).toContain('Event ID 4688 A new process has been created')
  expect(sectionText(page, 'main')).toContain(
    'It can fire 2 rules, all of which mean another event first. 1 more rule about the same needs a field that it lacks.',
  )
  expect(sectionText(page, 'enabling')).toContain('auditpol /set /subcategory:"Process Creation"')
  expect(sectionText(page, 'fields')).toMatch(/NewProcessName rules: Image path 2 ends_with 2/)
  expect(sectionText(page, 'sample')).toContain('"EventID" : "4688"')
  expect(sectionText(page, 'common')).toMatch(/\\tool\.exe Image ends_with 2 2 Σ2/)
  expect(sectionText(page, 'together')).toContain('Sysmon 1 or instead Security auditing 4688 any of them 2')
  expect(sectionText(page, 'families')).toContain('Σ Sigma 2 2')
  expect(sectionText(page, 'techniques')).toContain('Its rules name no technique.')
  expect(sectionText(page, 'rules')).toContain('Tool Runs alternative')
  expect(sectionText(page, 'rules')).toContain('1 rule that it cannot fire')
  expect(sectionText(pages.get('events/sysmon/1/index.html'), 'main')).toContain('It can fire 3 rules.')
})

test('the sample is the record of the tables, as JSON', () => {
  const event = providersOf(small.entries)
    .flatMap(({ events }) => events)
    .find(({ event: { key } }) => key === 'sysmon/1')?.event
  const [, json = ''] =
    /<pre>(.*?)<\/pre>/s.exec(pages.get('events/sysmon/1/index.html')?.split('id="sample"')[1] ?? '') ?? []
  expect(JSON.parse(textOf(json))).toEqual(event?.sample)
  expect(Object.keys(event?.sample ?? {}).length).toBeGreaterThan(10)
})

test('what a rule calls an event is shown as text', () => {
  const all = [...pages.values()].join('')
  expect(all).not.toContain('<i>..')
  expect(all).toContain('&lt;i&gt;..')
})

test('the index and the pages of providers count what they lead to', () => {
  expect(sectionText(pages.get('events/index.html'), 'main')).toMatch(
    /^Events \d+ events and whole logs of 2 providers that can fire 4 rules\./,
  )
  const sysmon = pages.get('events/sysmon/index.html')
  expect(sectionText(sysmon, 'events')).toMatch(/1 Process creation 3 Σ3/)
})

test('a long list of rules is cut, and leads to the rest', () => {
  const many = Array.from({ length: 203 }, (_, i) =>
    rule(`R${i}`, 'category: process_creation', `{CommandLine: v${i}}`),
  )
  const page = pagesOf(catalogOf(many)).get('events/sysmon/1/index.html')
  const rules = page?.split('id="rules"')[1] ?? ''
  expect(rules.match(/<tr>/g)?.length).toBe(201)
  expect(sectionText(page, 'rules')).toContain('203, the 200 most severe')
  expect(sectionText(page, 'rules')).toContain('3 more are in the rules index')
  expect(rules).toContain('href="../../../rules/?event=sysmon%2F1"')
})

test('a catalog without rules has an index that says so', () => {
  const none = pagesOf(catalogOf([]))
  expect([...none.keys()]).toEqual(['events/index.html'])
  expect(sectionText(none.get('events/index.html'), 'main')).toContain('Of no rule it is known which events it reads.')
})
