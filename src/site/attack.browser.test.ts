import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import { hasChromium, launch } from '../../test/chromium.js'
import { answerFrom, type Files, withAssets } from '../../test/memory-site.js'
import { attackPages } from './attack-pages.js'

const origin = 'http://localhost/deep/'

const rule = (title: string, level: string, tags: string, product = 'windows'): string =>
  `title: ${title}\nlevel: ${level}\nstatus: test\nlogsource: {category: process_creation, product: ${product}}\ntags: [${tags}]\ndetection:\n  s: {Image: x}\n  condition: s\n`

const texts = [
  rule('one', 'high', 'attack.execution, attack.t1059.001'),
  rule('two', 'low', 'attack.t1059, attack.t1562.001'),
  rule('three', 'high', 'attack.t1078', 'linux'),
]

describe.skipIf(!hasChromium)('the matrix in a browser', () => {
  let browser: Browser
  let files: Files
  beforeAll(async () => {
    files = await withAssets(attackPages(sigmaCatalog(texts)))
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    await answerFrom(page, origin, files, (problem) => said.push(problem))
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
