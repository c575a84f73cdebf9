import { expect, test } from 'vitest'
import { withAddresses } from './addresses.js'

const page = '<html><head><title>x</title>\n</head></html>'
const files = [
  { path: 'index.html', content: page },
  { path: 'rules/sigma/a&b c/index.html', content: page },
  { path: 'rules/sigma/a&b c/rule.json', content: '{}', joins: 'catalog.ndjson' },
]

test('pages have their address, and the sitemap has them all', () => {
  const [home, rule, twin, sitemap, ...others] = [...withAddresses(files, 'https://example.org/catalog/')]
  expect(home?.content).toContain('<link rel="canonical" href="https://example.org/catalog/">\n</head>')
  expect(rule?.content).toContain('href="https://example.org/catalog/rules/sigma/a%26b%20c/"')
  expect(twin).toEqual(files[2])
  expect(sitemap?.path).toBe('sitemap.xml')
  expect(sitemap?.content.match(/<loc>.*<\/loc>/g)).toEqual([
    '<loc>https://example.org/catalog/</loc>',
    '<loc>https://example.org/catalog/rules/sigma/a%26b%20c/</loc>',
  ])
  expect(others).toEqual([])
})

test('more pages than one sitemap may list are in several', () => {
  const many = Array.from({ length: 50_001 }, (_, i) => ({ path: `${i}/index.html`, content: '</head>' }))
  const maps = [...withAddresses(many, 'https://x.example/')].filter(({ path }) => path.endsWith('.xml'))
  expect(maps.map(({ path }) => path)).toEqual(['sitemap-1.xml', 'sitemap-2.xml', 'sitemap.xml'])
  expect(maps[2]?.content).toContain('<loc>https://x.example/sitemap-2.xml</loc>')
})

test('without an address nothing changes', () => expect([...withAddresses(files, undefined)]).toEqual(files))
