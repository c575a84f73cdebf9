import { describe, expect, test } from 'vitest'
import { sectionText } from '../../test/markup.js'
import { build, type Catalog } from '../catalog/build.js'
import type { RuleView } from '../catalog/view.js'
import { rulePage } from './rule-page.js'
import { siteFiles } from './write.js'

const source = { name: 'test', root: '/', url: 'https://example.org/rules', license: 'CC0' }

const catalogOf = (...texts: string[]): Catalog =>
  build(
    [source],
    texts.map((text, i) => ({ source: 0, path: `a/r${i}.yml`, text })),
  )

function viewOf(...texts: string[]): RuleView {
  const catalog = catalogOf(...texts)
  const entry = catalog.entries.find(({ rule }) => rule.path === 'a/r0.yml')
  if (!entry) throw new Error('the first text is not a rule')
  return catalog.view(entry)
}

const tunnel = String.raw`title: Tunnel Client Calls Home
id: 11111111-2222-4333-8444-555555555555
related:
  - {id: 99999999-0000-4000-8000-000000000000, type: derived}
status: test
level: medium
description: |
  First paragraph.

  Second paragraph.
author: Ada, Grace
date: 2024-05-27
references: ['https://example.com/a?b=1&c=2', Internal]
tags: [attack.exfiltration, attack.command-and-control, attack.t1567, attack.t1572, cve.2024.1234]
logsource: {category: network_connection, product: windows}
detection:
  selection:
    Initiated: 'true'
    DestinationHostname|endswith:
      - .tunnel.example
      - ' spaced '
  filter_main_tool: {Image: 'C:\Program Files\Tools\x.exe'}
  condition: selection and not filter_main_tool
falsepositives: [Tunnels that were asked for]
review: [somebody]
`

const hostile = `title: '<script>alert(1)</script>'
id: '"><img src=x onerror=alert(2)>'
status: '<b>'
description: '<iframe src=javascript:alert(3)></iframe>'
author: '<svg onload=alert(4)>'
references: ['javascript:alert(5)', 'https://example.com/"onmouseover="alert(6)', 'data:text/html,<script>']
tags: ['attack.<i>', '<x>.<y>']
fields: ['<f>']
related: [{id: '<id>', type: '<type>'}]
logsource: {product: '"><u>', definition: '<style>'}
'<key>': '</pre><script>'
detection:
  '<sel>': {'<field>|contains': ['</code><script>alert(7)</script>', "' onfocus='"]}
  condition: <sel> and not missing<script>
`

/** Every tag of a page with its attributes. */
const tags = (page: string): string[] => page.match(/<[a-z][^>]*>/g) ?? []

const ids = (page: string): string[] => [...page.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)

describe('the page of a rule', () => {
  const page = rulePage(viewOf(tunnel))

  test('has a section for everything', () => {
    const found = [...page.matchAll(/<section class="sec" id="(\w+)"/g)].map(([, id]) => id)
    expect(found).toEqual([
      'attack',
      'events',
      'logic',
      'fps',
      'refs',
      'indicators',
      'exclusions',
      'records',
      'diagnostics',
      'related',
      'about',
    ])
  })

  test('says what the rule does in words', () =>
    expect(sectionText(page, 'logic')).toContain(
      'fires this rule when Initiated is true and DestinationHostname ends with any of 2 values. None counts when filter_main_tool holds.',
    ))

  test('lists tactics and techniques by name', () => {
    expect(sectionText(page, 'attack')).toContain('Command and Control T1572 Protocol Tunneling')
    expect(sectionText(page, 'attack')).toContain('Exfiltration T1567 Exfiltration Over Web Service')
  })

  test('keeps the text to the character, one element a line', () => {
    const lines = [...page.matchAll(/<li id="L\d+"[^>]*><a[^>]*>\d+<\/a><span[^>]*>(.*?)<\/span>(?=<\/li>)/gs)]
    const text = lines.map(([, line = '']) => line.replace(/<[^>]*>/g, '')).join('\n')
    const escaped = tunnel.replace(/&/g, '&amp;').replace(/'/g, '&#39;').replace(/"/g, '&quot;')
    expect(`${text}\n`).toBe(escaped)
  })

  test('parts the description into paragraphs', () =>
    expect(page).toContain('<div class="lede"><p>First paragraph.</p><p>Second paragraph.</p></div>'))

  test('counts indicators and exclusions apart', () => {
    expect(sectionText(page, 'indicators')).toContain('Indicators 3')
    expect(sectionText(page, 'exclusions')).toContain('Exclusions 1')
    expect(sectionText(page, 'exclusions')).toContain('C:\\ Program Files\\ Tools\\ x.exe')
  })

  test('ties a value to its line and columns, and numbers it', () =>
    expect(page).toContain('<li class="v" id="p2" data-l="20" data-c="9-24"'))

  test('links only what is on the web', () => {
    expect(page).toContain('<a href="https://example.com/a?b=1&amp;c=2" rel="noreferrer">example.com/a?b=1&amp;c=2</a>')
    expect(sectionText(page, 'refs')).toContain('Internal')
  })

  test('tells where it comes from and what else the file says', () => {
    const about = sectionText(page, 'about')
    for (const said of ['Ada, Grace', 'a/r0.yml', 'CC0', 'cve.2024.1234', 'review', 'somebody'])
      expect(about).toContain(said)
    expect(page).toContain('href="https://example.org/rules/a/r0.yml"')
  })

  test('names a related rule that the catalog does not have', () =>
    expect(sectionText(page, 'related')).toContain(
      'derived from 99999999-0000-4000-8000-000000000000 not in this catalog',
    ))

  test('every link within the page has its target, and ids are unique', () => {
    const known = ids(page)
    expect(new Set(known).size).toBe(known.length)
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id)
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((id) => !known.includes(id))).toEqual([])
  })

  test('every other link is relative and climbs to the root', () => {
    const links = [...page.matchAll(/(?:href|src|action)="(?!#|https:)([^"]*)"/g)].map(([, address = '']) => address)
    expect(links.filter((address) => !address.startsWith('../../../') && address !== 'rule.json')).toEqual([])
  })
})

describe('a hostile rule', () => {
  const page = rulePage(viewOf(hostile))

  test('brings no element of its own', () => {
    const allowed = new Set(tags(rulePage(viewOf(tunnel))).map((tag) => /^<[a-z0-9]+/.exec(tag)?.[0]))
    const extra = new Set(tags(page).map((tag) => /^<[a-z0-9]+/.exec(tag)?.[0]))
    expect([...extra].filter((name) => !allowed.has(name))).toEqual([])
    expect(page.match(/<script/g)).toHaveLength(3)
  })

  test('brings no handler, no style and no address but the web', () => {
    for (const tag of tags(page)) {
      const attributes = tag.replace(/"[^"]*"/g, '""')
      expect(attributes).not.toMatch(/ (?:on\w+|style|srcdoc)=/)
      expect(tag).not.toMatch(/(?:href|src|action)="\s*(?:javascript|data|vbscript):/i)
    }
  })

  test('shows its title as text', () => expect(page).toContain('<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>'))
})

describe('a rule that could not be read', () => {
  const page = rulePage(viewOf('title: Nothing to see\nlogsource: {product: windows}\n'))

  test('has a page that says so and why', () => {
    expect(sectionText(page, 'logic')).toContain('could not be read')
    expect(sectionText(page, 'diagnostics')).toMatch(/error .*detection/)
    expect(page).not.toContain('<figure')
  })
})

describe('a rule of any size', () => {
  const rule = (values: readonly string[]): string =>
    `title: t\nlogsource: {product: windows}\ndetection:\n  s:\n    F:\n${values.map((value) => `      - ${value}\n`).join('')}  condition: s\n`
  const count = (page: string): number => tags(page).length
  const page = rulePage(viewOf(rule(Array.from({ length: 4000 }, (_, i) => `value-number-${i}`))))

  test('a page of thousands of values stays small and says what it leaves out', () => {
    expect(count(page)).toBeLessThan(10_000)
    expect(page).toContain('3,994 more')
    expect(page).toContain('3,800 values are in <a href="rule.json">rule.json</a>')
    expect(page).toContain('3,800 more rows are in <a href="rule.json">rule.json</a>')
    expect(page).toMatch(/\d,\d{3} more lines are not shown/)
  })

  test('what is cut cannot be copied as if it were whole', () => {
    expect(page).not.toContain('data-copy')
    expect(rulePage(viewOf(rule(['a'])))).toContain('data-copy')
  })

  test('one huge value is cut everywhere', () =>
    expect(rulePage(viewOf(rule([`'${'x'.repeat(1_000_000)}'`]))).length).toBeLessThan(40_000))

  test('identifiers without end share one budget', () => {
    const names = Array.from({ length: 3000 }, (_, i) => `  s${i}: {F: [a${i}, b${i}, c${i}]}\n`).join('')
    const wide = rulePage(viewOf(`title: t\nlogsource: {product: windows}\ndetection:\n${names}  condition: 1 of s*\n`))
    expect(count(wide)).toBeLessThan(40_000)
  })
})

describe('the files of the site', () => {
  const all = [...siteFiles(catalogOf(tunnel, hostile, 'title: Unread\nlogsource: {product: x}\n'))]
  const files = new Map(all.map(({ path, content }) => [path, content]))

  test('each rule has its page and its twin', () => {
    const folders = [...files.keys()].flatMap((path) => /^(rules\/sigma\/[^/]+\/)index\.html$/.exec(path)?.[1] ?? [])
    expect(folders).toHaveLength(3)
    expect(folders.filter((folder) => !files.has(`${folder}rule.json`))).toEqual([])
  })

  test('the catalog is one twin a line', () => {
    const joined = all.filter(({ joins }) => joins === 'catalog.ndjson')
    const twins = all.filter(({ path }) => path.endsWith('/rule.json'))
    expect(joined).toEqual(twins)
    expect(twins.every(({ content }) => content.indexOf('\n') === content.length - 1)).toBe(true)
  })

  test('home and the rules index are there', () => {
    expect(files.has('index.html')).toBe(true)
    expect(files.has('rules/index.html')).toBe(true)
  })

  test('no page has inline script or style, and all forbid it', () => {
    for (const [path, content] of files) {
      if (!path.endsWith('.html')) continue
      expect(content).toContain(
        `content="default-src &#39;self&#39;; object-src &#39;none&#39;; base-uri &#39;none&#39;; form-action &#39;self&#39;"`,
      )
      expect(
        tags(content).filter((tag) => /^<style|^<script(?![^>]* src=)| style=/.test(tag.replace(/"[^"]*"/g, '""'))),
      ).toEqual([])
    }
  })
})
