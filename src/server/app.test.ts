import { beforeAll, expect, it } from 'vitest'
import { build, type Catalog } from '../catalog/build.js'
import { createApp } from './app.js'
import { type Pages, pagesOf } from './pages.js'

const rule = (title: string, value: string): string =>
  `title: '${title}'\nid: ${title.length}\nlogsource: {product: windows, category: process_creation}\ndetection:\n  sel:\n    Image|endswith: '${value}'\n  condition: sel\n`

const catalogOf = (title: string, previous?: Catalog): Catalog =>
  build(
    [{ name: 'rules', root: 'rules' }],
    [
      { source: 0, path: 'a.yml', text: rule(title, '\\a.exe') },
      { source: 0, path: 'b.yml', text: rule('Steady', '\\b.exe') },
    ],
    previous,
  )

let pages: Pages
const asset = new Uint8Array(5000).fill(97)
const assets = new Map([
  ['assets/site.css', asset],
  ['assets/font.woff2', asset],
])
const app = createApp({ pages: () => pages, assets, hosts: ['127.0.0.1', 'localhost'] })
const get = (path: string, init: RequestInit = {}) =>
  app.request(`http://127.0.0.1:4600${path}`, { ...init, headers: { host: '127.0.0.1:4600', ...init.headers } })

beforeAll(() => {
  pages = pagesOf(catalogOf('First <u>title</u>'))
})

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/index.html', 'text/html; charset=utf-8'],
  ['/rules/', 'text/html; charset=utf-8'],
  ['/rules/index.json', 'application/json; charset=utf-8'],
  ['/rules/sigma/a/', 'text/html; charset=utf-8'],
  ['/rules/sigma/a/rule.json', 'application/json; charset=utf-8'],
  ['/rules/sigma/a/records.jsonl', 'application/x-ndjson; charset=utf-8'],
  ['/values/', 'text/html; charset=utf-8'],
  ['/catalog.ndjson', 'application/x-ndjson; charset=utf-8'],
  ['/assets/site.css', 'text/css; charset=utf-8'],
  ['/assets/font.woff2', 'font/woff2'],
])('serves %s as %s, guarded', async (path, type) => {
  const response = await get(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(type)
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'self';/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect((await response.text()).length).toBeGreaterThan(0)
})

it('shows the rule, escaped', async () => {
  const text = await (await get('/rules/sigma/a/')).text()
  expect(text).toContain('First &lt;u&gt;title&lt;/u&gt;')
  expect(text).not.toContain('<u>title')
})

it('gives the whole catalog, a rule a line', async () => {
  const lines = (await (await get('/catalog.ndjson')).text()).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).title)).toEqual(['First <u>title</u>', 'Steady'])
})

it('answers queries as JSON', async () => {
  const response = await get(`/api/search?limit=1&q=${encodeURIComponent('field:Image ends_with:"\\b.exe"')}`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await response.json()).toMatchObject({ total: 1, of: 2, rules: [{ title: 'Steady', href: 'rules/sigma/b/' }] })
  const wrong = await get('/api/search?q=level:hgih')
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ diagnostics: [{ code: 'search/unknown-value', from: 6, to: 10 }] })
  for (const path of ['/api/search', '/api/search?q=x&limit=0', '/api/search?q=x&limit=1e9'])
    expect((await get(path)).status).toBe(400)
})

it('says that nothing changed, until something does', async () => {
  const first = await get('/rules/sigma/a/')
  const tag = first.headers.get('etag') ?? ''
  const again = await get('/rules/sigma/a/', { headers: { 'if-none-match': tag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const before = pages
  pages = pagesOf(catalogOf('Second title', pages.catalog))
  const changed = await get('/rules/sigma/a/', { headers: { 'if-none-match': tag } })
  expect(changed.status).toBe(200)
  expect(await changed.text()).toContain('Second title')
  expect(await (await get('/rules/')).text()).toContain('Second title')
  pages = before
})

it('compresses text, not fonts', async () => {
  const headers = { 'accept-encoding': 'gzip' }
  const css = await get('/assets/site.css', { headers })
  expect(css.headers.get('content-encoding')).toBe('gzip')
  const unpacked = await new Response(css.body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
  expect(new Uint8Array(unpacked)).toEqual(asset)
  expect((await get('/assets/font.woff2', { headers })).headers.get('content-encoding')).toBeNull()
  expect((await get('/catalog.ndjson', { headers })).headers.get('content-encoding')).toBe('gzip')
  expect((await get('/assets/site.css')).headers.get('content-encoding')).toBeNull()
})

it('answers HEAD without a body', async () => {
  const response = await get('/rules/sigma/a/', { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(response.headers.get('etag')).toMatch(/"/)
})

it('leads from a folder without its slash to the folder', async () => {
  const response = await get('/rules/sigma/a?q=1')
  expect([response.status, response.headers.get('location')]).toEqual([301, '/rules/sigma/a/?q=1'])
  expect((await get('/rules')).headers.get('location')).toBe('/rules/')
})

it.each([
  '/none',
  '/rules/sigma/none/',
  '/rules/sigma/a/other.json',
  '/rules/sigma/a/rule.json/',
  '//evil.example',
  '//evil.example/rules',
  '/assets/../package.json',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/rules/sigma/..%5c..%5ca/',
  '/%zz',
  '/%00',
  '/__proto__',
  '/constructor',
])('has nothing at %s', async (path) => {
  const response = await get(path)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await response.text()).toContain('There is nothing at this address')
})

it('takes no other methods', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', { method })).status).toBe(405)
})

it('answers to its own names only', async () => {
  expect((await get('/', { headers: { host: 'evil.example:4600' } })).status).toBe(421)
  expect((await get('/', { headers: { host: 'localhost:4600' } })).status).toBe(200)
})
