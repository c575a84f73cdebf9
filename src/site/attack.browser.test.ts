import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle } from 'esbuild'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileAt, hasChromium, launch } from '../../test/chromium.js'
import { build } from '../catalog/build.js'
import { assets, type Source } from './assets.js'
import { attackPages } from './attack-pages.js'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const packages = createRequire(import.meta.url)
const origin = 'http://localhost/deep/'

const rule = (title: string, level: string, tags: string, product = 'windows'): string =>
  `title: ${title}\nlevel: ${level}\nstatus: test\nlogsource: {category: process_creation, product: ${product}}\ntags: [${tags}]\ndetection:\n  s: {Image: x}\n  condition: s\n`

async function read(source: Source): Promise<Buffer> {
  if (source.from === 'package') return readFileSync(packages.resolve(`${source.name}/${source.path}`))
  if (!source.path.endsWith('.js')) return readFileSync(join(root, source.path))
  const entry = join(root, 'src/site/client', source.path.replace(/^.*\/(.*)\.js$/, '$1.ts'))
  const { outputFiles } = await bundle({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
  return Buffer.from(outputFiles[0]?.contents ?? [])
}

async function site(): Promise<ReadonlyMap<string, Buffer>> {
  const texts = [
    rule('one', 'high', 'attack.execution, attack.t1059.001'),
    rule('two', 'low', 'attack.t1059, attack.t1562.001'),
    rule('three', 'high', 'attack.t1078', 'linux'),
  ]
  const catalog = build(
    [{ name: 'test', root: '/' }],
    texts.map((text, i) => ({ source: 0, path: `${i}.yml`, text })),
  )
  const files = new Map([...attackPages(catalog)].map(({ path, content }) => [path, Buffer.from(content)]))
  for (const { path, sources } of assets) files.set(path, Buffer.concat(await Promise.all(sources.map(read))))
  return files
}

describe.skipIf(!hasChromium)('the matrix in a browser', () => {
  let browser: Browser
  let files: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    files = await site()
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    await page.route('**', async (route) => {
      const url = new URL(route.request().url())
      const file = fileAt(decodeURIComponent(url.pathname).slice('/deep/'.length))
      const body = url.href.startsWith(origin) ? files.get(file.name) : undefined
      if (!body) said.push(`request to ${url.href}`)
      await route.fulfill(body ? { status: 200, body, contentType: file.type } : { status: 404 })
    })
    await page.goto(origin + path)
    return { page, said }
  }

  const countOf = (page: Page, id: string): Promise<string | null> =>
    page.locator(`#mx .tc[title="${id}"] b`).first().textContent()

  test('a filter counts anew and stays in the address; going back takes it back', async () => {
    const { page, said } = await open('attack/')
    expect(await countOf(page, 'T1059')).toBe('2')
    await page.locator('.tog label', { hasText: 'high' }).click()
    await expect.poll(() => countOf(page, 'T1059')).toBe('1')
    expect(new URL(page.url()).search).toBe('?level=high')
    await expect.poll(() => page.textContent('#count')).toContain('2 of 3 rules')
    await page.fill('#af [name="event"]', 'sysmon')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.textContent('#count')).toContain('1 of 3 rules')
    await page.reload()
    await expect.poll(() => page.textContent('#count')).toContain('1 of 3 rules')
    expect(await page.inputValue('#af [name="event"]')).toBe('sysmon')
    await page.goBack()
    await page.goBack()
    await expect.poll(() => countOf(page, 'T1059')).toBe('2')
    expect(await page.isChecked('#af [value="high"]')).toBe(false)
    expect(said).toEqual([])
    await page.context().close()
  })

  test('the other version has its tactics, and the layer is of what is shown', async () => {
    const { page, said } = await open('attack/')
    await page.selectOption('#af [name="version"]', '18.1')
    await expect.poll(() => page.textContent('#mx')).toContain('Defense Evasion')
    await page.locator('.tog label', { hasText: 'low' }).click()
    await expect.poll(() => page.textContent('#count')).toContain('1 of 3 rules')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#layer')])
    const layer = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(layer.versions).toMatchObject({ attack: '18', layer: '4.5' })
    expect(layer.techniques.map((one: { techniqueID: string }) => one.techniqueID)).toEqual([
      'T1059',
      'T1562',
      'T1562.001',
    ])
    expect(said).toEqual([])
    await page.context().close()
  })

  test('sub-techniques unfold, one by one and all, and stay so when counts change', async () => {
    const { page } = await open('attack/')
    const unfolded = () => page.locator('#mx details[open]').count()
    await page.locator('#mx details[data-k="execution T1059"] summary').click()
    await page.locator('.tog label', { hasText: 'high' }).click()
    await expect.poll(() => countOf(page, 'T1059')).toBe('1')
    expect(await unfolded()).toBe(1)
    await page.click('#unfold')
    expect(await unfolded()).toBe(await page.locator('#mx details').count())
    await page.context().close()
  })

  test('without JavaScript the matrix is whole and the filters are not there', async () => {
    const { page } = await open('attack/', { javaScriptEnabled: false })
    expect(await countOf(page, 'T1059')).toBe('2')
    expect(await page.isVisible('#af')).toBe(false)
    await page.locator('#mx details summary').first().click()
    expect(await page.locator('#mx details[open]').count()).toBe(1)
    await page.context().close()
  })
})
