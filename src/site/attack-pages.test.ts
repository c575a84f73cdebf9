import { describe, expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { attackPages } from './attack-pages.js'
import { rulePage } from './rule-page.js'

const rule = (title: string, tags: string, more = ''): string =>
  `title: ${title}\nlogsource: {category: process_creation, product: windows}\n${more}tags: [${tags}]\ndetection:\n  s: {Image|endswith: \\cmd.exe}\n  f: {User: SYSTEM}\n  condition: s and not f\n`

const many = Array.from({ length: 205 }, (_, i) => rule(`many ${i}`, 'attack.t1078', 'level: low\n'))
const catalog = build(
  [{ name: 'test', root: '/' }],
  [
    rule('"<script>alert(1)</script>"', 'attack.execution, attack.t1059.001', 'level: high\n'),
    rule('two', 'attack.defense-evasion, attack.t1562.001'),
    rule('three', 'attack.t1059, attack.defense-evasion'),
    ...many,
  ].map((text, i) => ({ source: 0, path: `${i}.yml`, text })),
)
const pages = new Map([...attackPages(catalog)].map(({ path, content }) => [path, content]))
const at = (path: string): string => pages.get(`attack/${path}index.html`) ?? ''
const section = (html: string, id: string): string =>
  html.slice(html.indexOf(`id="${id}"`)).split('</section>')[0] ?? ''

test('a page for each technique with a rule and each tactic, and none for the rest', () => {
  const techniques = [...pages.keys()].flatMap((path) => /techniques\/([^/]+)\//.exec(path)?.[1] ?? [])
  expect(techniques).toEqual(['T1059', 'T1059.001', 'T1078', 'T1685'])
  expect(pages.has('attack/impact/index.html')).toBe(true)
  expect(pages.has('attack/defense-evasion/index.html')).toBe(true)
})

test('every link within them, and from rules to them, leads to a page', () => {
  const views = catalog.entries
    .slice(-4)
    .map((entry) => [`${entry.href}index.html`, rulePage(catalog.view(entry))] as const)
  let checked = 0
  for (const [path, content] of [...pages, ...views].filter(([path]) => path.endsWith('.html')))
    for (const [, href = ''] of content.matchAll(/href="([^"#?]+)[^"]*"/g)) {
      const { pathname } = new URL(href, `http://x/${path}`)
      if (!pathname.startsWith('/attack/')) continue
      checked++
      const file = pathname.slice(1)
      expect(pages.has(file.endsWith('/') ? `${file}index.html` : file), `${href} on ${path}`).toBe(true)
    }
  expect(checked).toBeGreaterThan(50)
})

describe('a technique', () => {
  test('counts its rules, its own and those of its parts', () => {
    expect(at('techniques/T1059/')).toContain(
      '2 rules name it or a sub-technique of it, 1 of them only by a sub-technique.',
    )
    expect(section(at('techniques/T1059/'), 'subs')).toMatch(/T1059\.001.*?<b>1<\/b>/)
    expect(section(at('techniques/T1059/'), 'coverage')).toContain('no level')
  })

  test('the guide tells fields with operators, and values with their reach in the corpus', () => {
    const page = at('techniques/T1059.001/')
    expect(section(page, 'fields')).toMatch(/<code>Image<\/code>.*ends_with.*100 %/)
    expect(section(page, 'indicators')).toMatch(/\\cmd\.exe.*data-t="in the corpus">208</)
    expect(section(page, 'exclusions')).toMatch(/SYSTEM.*not.*data-t="in the corpus">208</)
  })

  test('lists the first 200 rules and leads to the rest', () => {
    const rules = section(at('techniques/T1078/'), 'rules')
    expect(rules.match(/<tr>/g)?.length).toBe(201)
    expect(rules).toContain('5 more rules')
    expect(rules).toContain('rules/?technique=T1078"')
  })

  test('text of rules stays text', () => {
    expect(at('techniques/T1059.001/')).toContain('&lt;script&gt;alert(1)')
    for (const content of pages.values()) expect(content).not.toContain('<script>alert')
  })
})

test('a tactic without rules says so, and lists its techniques', () => {
  const page = at('impact/')
  expect(page).toContain('0 rules stand under this tactic.')
  expect(section(page, 'techniques')).toContain('0 of 15 have a rule')
  expect(section(page, 'events')).toContain('<p>')
})

test('what changed tells how many rules still use a withdrawn id', () => {
  expect(at('moved/')).toMatch(
    /T1562\.001<\/span>Disable or Modify Tools<\/td><td[^>]*>.*?T1685.*?<td class="r"[^>]*>1<\/td>/,
  )
})

test('a catalog without rules has a matrix of holes', () => {
  const empty = [...attackPages(build([{ name: 'test', root: '/' }], []))]
  const matrix = empty.find(({ path }) => path === 'attack/index.html')?.content
  expect(matrix).toContain('<b>0</b> of 254 places have a rule. 0 rules, of which <b>0</b> name a technique.')
  expect(matrix).not.toContain('href="techniques/')
})
