import { describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import type { Catalog } from '../catalog/build.js'
import { exclusionPages } from './exclusion-pages.js'
import { fieldPages } from './field-pages.js'
import { html } from './html.js'
import { rulePage } from './rule-page.js'
import { fitting, valuePages } from './values.js'

const rule = (i: number, detection: string): string =>
  `title: Rule ${i}\ntags: [attack.t1059]\nlogsource: {category: process_creation, product: windows}\ndetection:\n${detection}\n`

const catalogOf = (...detections: string[]): Catalog =>
  sigmaCatalog(detections.map((detection, i) => rule(i, detection)))

const all = (catalog: Catalog): Map<string, string> =>
  new Map(
    [...fieldPages(catalog), ...valuePages(catalog), ...exclusionPages(catalog)].map(({ path, content }) => [
      path,
      content,
    ]),
  )

const section = (page: string | undefined, id: string): string =>
  /^(.*?)(?:<section class="sec"|<\/main>)/s.exec(page?.split(` id="${id}">`)[1] ?? '')?.[1] ?? ''

const wide = catalogOf(
  ...Array.from({ length: 12 }, (_, i) => `  s: {Image|endswith: \\cmd.exe, CommandLine: "v${i}"}\n  condition: s`),
  '  s: {CommandLine|contains: cmd.exe}\n  f: {Image|endswith: \\cmd.exe}\n  condition: s and not f',
)
const pages = all(wide)

describe('field pages', () => {
  test('say how many rules ask, exclude and compare', () => {
    const page = pages.get('fields/Image/index.html')
    expect(page).toContain('13 rules ask about it; 1 of them excludes something by it.')
    expect(section(page, 'kinds')).toContain('<code>ends_with</code>')
    expect(section(page, 'values')).toContain('>12</b>')
    expect(section(page, 'exclusions')).toContain('a file named <a')
    expect(section(page, 'rules').match(/<li>/g)?.length).toBe(13)
  })

  test('are what rule pages lead to', () => {
    const [entry] = wide.entries
    if (!entry) throw new Error('no rule')
    expect(rulePage(wide.view(entry))).toContain('href="../../../fields/Image/"')
  })

  test('a field of one rule is listed by name and leads to the rule', () => {
    const listed = all(catalogOf('  s: {lonely: x}\n  condition: s')).get('fields/by-name/index.html')
    expect(listed).toMatch(/href="\.\.\/\.\.\/rules\/sigma\/r0\/"><code>lonely</)
  })
})

describe('value pages', () => {
  const [path = '', page = ''] = [...pages].find(([name]) => name.startsWith('values/v/')) ?? []

  test('a value of many rules has a page with all of them, by use', () => {
    expect(path).toMatch(/^values\/v\/[0-9a-f]{13}\/index\.html$/)
    expect(page).toContain('13 rules hold this value, 1 of them to exclude it.')
    expect(section(page, 'rules').match(/<li>/g)?.length).toBe(13)
    expect(section(page, 'techniques')).toContain('>13</b>')
  })

  test('its old place has the counts and the way there', () => {
    const slug = path.split('/')[2] ?? ''
    const part = pages.get(`values/${slug.slice(0, 2)}/index.html`)?.split(`id="v-${slug}"`)[1]
    expect(part).toContain(`href="../../values/v/${slug}/"`)
  })

  test('a value of several rules names techniques, values inside it and values around it', () => {
    const near = [
      ...valuePages(
        catalogOf(
          '  s: {CommandLine|contains: abcd}\n  condition: s',
          '  s: {CommandLine|contains: abcd}\n  condition: s',
          '  s: {CommandLine|contains: bc}\n  condition: s',
        ),
      ),
    ].map(({ content }) => content)
    const of = (value: string): string =>
      near
        .flatMap((content) => content.split('<section class="vs"'))
        .find((part) => part.includes(`<h2><code>${value}`)) ?? ''
    expect(of('abcd')).toMatch(/Techniques: <a href="[^"]*T1059\/">T1059<\/a> <span class="num">2</)
    expect(of('abcd')).toMatch(/Contains .*<code>bc<\/code>/)
    expect(of('bc')).toMatch(/Contained in .*<code>abcd<\/code><\/a> <span class="num">2</)
  })
})

test('a long list of exclusions is paged, and its field says where it is', () => {
  const values = Array.from({ length: 300 }, (_, i) => `\\n${i}.exe`).join(', ')
  const many = all(
    catalogOf(
      `  s: {CommandLine: x}\n  f: {Image|endswith: [${values}]}\n  condition: s and not f`,
      `  s: {CommandLine: y}\n  f: {Image|endswith: [${values}]}\n  condition: s and not f`,
    ),
  )
  const rows = (path: string): number => many.get(path)?.match(/a file named /g)?.length ?? 0
  expect(rows('exclusions/fields/Image/index.html')).toBe(200)
  expect(rows('exclusions/fields/Image/page/2/index.html')).toBe(100)
  expect(many.get('fields/Image/index.html')).toContain('<a href="../../exclusions/fields/Image/">260 more</a>')
  expect(many.get('exclusions/index.html')).toContain('<a href="name-only/">275 more</a>')
})

test('text of rules never becomes markup', () => {
  const hostile = all(
    catalogOf(
      ...Array.from(
        { length: 12 },
        () => `  s: {"<b>x</b>": "<i>y</i>"}\n  f: {"<b>x</b>|endswith": "\\\\<i>z</i>"}\n  condition: s and not f`,
      ),
    ),
  )
  expect([...hostile.values()].filter((page) => /<b>x|<i>[yz]/.test(page))).toEqual([])
})

test('sections that would make a page too large go without what saves most, and are counted', () => {
  const section = (full: number, brief: number) => ({
    full: html`${'f'.repeat(full)}`,
    saving: full - brief,
    brief: () => html`${'b'.repeat(brief)}`,
  })
  const of = (...sizes: [number, number][]) => {
    const { shown, cut } = fitting(sizes.map(([full, brief]) => section(full, brief)))
    return { cut, kept: shown.map(({ markup }) => markup.charAt(0)).join('') }
  }
  expect(of([60_000, 10], [60_000, 10])).toEqual({ cut: 0, kept: 'ff' })
  expect(of([60_000, 50_000], [60_000, 10_000], [60_000, 55_000])).toEqual({ cut: 1, kept: 'fbf' })
  expect(of([100_000, 100_000], [100_000, 90_000])).toEqual({ cut: 1, kept: 'fb' })
})
