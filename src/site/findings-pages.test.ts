import { expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { readingFigures } from '../catalog/reading-figures.js'
import { aboutPages } from './about.js'
import { findingsOf } from './findings-notes.js'
import { findingPages } from './findings-pages.js'
import { kindPages, rowsOnPage } from './findings-paging.js'
import { html } from './html.js'
import { siteFiles } from './write.js'

const rule = (title: string, test: string): string =>
  `title: '${title}'\ntags: [attack.t1086]\nlogsource: {product: windows, category: process_creation}\ndetection: {a: {${test}}, condition: a}\n`

const catalogOf = (...texts: string[]) =>
  build(
    [{ name: 'test', root: '/', revision: 'abcdef0123456789', license: 'CC0' }],
    texts.map((text, i) => ({ source: 0, path: `${i}.yml`, text })),
  )

const found = (...texts: string[]): ReadonlyMap<string, string> =>
  new Map([...findingPages(catalogOf(...texts))].map(({ path, content }) => [path, content]))

test('a page a kind, with counts on the index', () => {
  const known = Array.from({ length: 5 }, (_, i) => rule(`k${i}`, `Image|endswith: '\\regsvr32.exe', User: u${i}`))
  const pages = found(rule('<b>slip</b>', "Image|endswith: '\\regsrv32.exe'"), ...known)
  expect([...pages.keys()]).toEqual([
    'findings/index.html',
    'findings/near-misses/index.html',
    'findings/dead-parts/index.html',
    'findings/identical/index.html',
    'findings/techniques/index.html',
  ])
  expect(pages.get('findings/index.html')).toMatch(/Near misses<\/a><span class="n">1 near miss</)
  expect(pages.get('findings/index.html')).toMatch(/Withdrawn techniques<\/a><span class="n">6 rules</)
  const near = pages.get('findings/near-misses/index.html')
  expect(near).toContain('&lt;b&gt;slip&lt;/b&gt;')
  expect(near).toContain('\\regs<mark>rv</mark>32.exe')
  expect(near).toContain('regs<mark>vr</mark>32')
  expect(near).toContain('/#L4">line 4</a>')
})

test('a corpus without findings says so', () =>
  expect(found(rule('t', 'Image: x')).get('findings/dead-parts/index.html')).toContain('None in this corpus.'))

test('the page of a rule leads to the place of each of its findings, with the reason', () => {
  const apart = (i: number): string =>
    rule(`r${i}`, `Image|endswith: '\\x${i}.exe'}, b: {Image|endswith: '\\y.exe'`).replace('n: a}', 'n: a and b}')
  const texts = Array.from({ length: rowsOnPage + 8 }, (_, i) =>
    i > 5
      ? apart(i)
      : rule(`r${i}`, i < 5 ? `Image|endswith: '\\regsvr32.exe', User: u${i}` : "Image|endswith: '\\regsrv32.exe'"),
  )
  const catalog = catalogOf(...texts, rule('same', "Image|endswith: '\\regsvr32.exe', User: u0"))
  const built = new Map([...siteFiles(catalog)].map(({ path, content }) => [path, content]))
  const noted = catalog.entries.flatMap((entry) => findingsOf(catalog, entry).map((finding) => ({ entry, finding })))
  expect(new Set(noted.map(({ finding }) => finding.href.split('/')[1]))).toEqual(
    new Set(['near-misses', 'dead-parts', 'identical', 'techniques']),
  )
  // Where the finding of a rule leads, the rule stands.
  for (const { entry, finding } of noted) {
    const [address = '', id = ''] = finding.href.split('#')
    const section = built
      .get(`${address}index.html`)
      ?.split(`<section class="sec" id="${id}">`)[1]
      ?.split('</section>')[0]
    expect(section, finding.href).toContain(`${entry.href}"`)
    expect(built.get(`${entry.href}index.html`)).toContain(`href="../../../${finding.href}">${finding.title}</a>`)
  }
  const own = built.get('rules/sigma/0/index.html') ?? ''
  expect(own).toContain('names <code>T1086</code>, which is T1059.001 PowerShell now')
  expect(own).toMatch(/the same logic is in 2 files: <code>0.yml<\/code>, <code>\d+.yml<\/code>/)
  expect(built.get('rules/sigma/5/index.html')).toContain('is one edit from')
  expect(built.get('rules/sigma/7/index.html')).toContain('where no value is both')
  // The list is longer than a page.
  expect(noted.map(({ finding }) => finding.href)).toContain('findings/dead-parts/2/#never')
})

test('a long list is paged, each row once', () => {
  const rows = (prefix: string, n: number) =>
    Array.from({ length: n }, (_, i) => () => html`<tr><td>${prefix}${i};</td></tr>`)
  const pages = [
    ...kindPages({
      slug: 'x',
      title: 'X',
      about: 'About.',
      count: 3,
      noun: ['one', 'many'],
      sections: [
        { id: 'a', title: 'A', judged: 'by a', head: ['h'], rows: rows('a', rowsOnPage + 10), notes: [] },
        { id: 'b', title: 'B', judged: 'by b', head: ['h'], rows: rows('b', rowsOnPage), notes: [] },
      ],
    }),
  ]
  expect(pages.map(({ path }) => path)).toEqual([
    'findings/x/index.html',
    'findings/x/2/index.html',
    'findings/x/3/index.html',
  ])
  const cells = pages.map(({ content }) => [...content.matchAll(/<td>(\w+);/g)].map(([, cell]) => cell))
  expect(cells.map(({ length }) => length)).toEqual([rowsOnPage, rowsOnPage, 10])
  expect(new Set(cells.flat()).size).toBe(2 * rowsOnPage + 10)
  expect(pages[1]?.content).toContain('href="../../../findings/x/"')
  expect(pages[0]?.content).not.toContain('by b')
})

test('what was read, by source and language, and what was in the way', () => {
  const catalog = catalogOf(
    rule('whole', 'Image: x'),
    rule('part', 'Image: x').replace('condition: a', 'condition: a and b'),
    rule('part', 'User: x').replace('condition: a', 'condition: a and c'),
    'just: a file\n',
  )
  const figures = readingFigures(catalog)
  expect(figures.sources).toMatchObject([{ files: 4, skipped: 1, rules: { whole: 1, partial: 2, unread: 0 } }])
  expect(figures.languages).toEqual([
    { family: 'sigma', language: 'sigma', rules: { whole: 1, partial: 2, unread: 0 } },
  ])
  expect(figures.obstacles).toMatchObject([
    { code: 'sigma/unknown-identifier', severity: 'error', path: '1.yml', files: 2 },
  ])
  expect(figures.obstacles[0]?.families).toEqual(new Map([['sigma', 2]]))
  const [page] = aboutPages(catalog)
  for (const text of ['abcdef012345', 'CC0', 'sigma/unknown-identifier', 'of which 1 hold'])
    expect(page?.content).toContain(text)
})
