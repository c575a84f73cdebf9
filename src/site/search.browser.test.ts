/** The query language and the palette in a real browser, over three rules. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import { fileAt, hasChromium, launch } from '../../test/chromium.js'
import { type Files, withAssets } from '../../test/memory-site.js'
import { axeViolations } from '../../test/visitor.js'
import { siteFiles } from './write.js'

const origin = 'http://localhost/deep/'

const rule = (title: string, detection: string, level: string): string =>
  `title: ${title}\nid: ${title}\nlevel: ${level}\nlogsource: {product: windows, category: process_creation}\ndetection:\n  s: {${detection}}\n  condition: s\n`

const texts = [
  rule('Encoded', "CommandLine|contains: ' -enc ', Image|endswith: \\p.exe", 'high'),
  rule('Other command', 'CommandLine|contains: other, Image|endswith: \\p.exe', 'low'),
  rule('Third', 'Image|endswith: \\p.exe', 'high'),
]

describe.skipIf(!hasChromium)('search in a browser (needs Chromium)', () => {
  let browser: Browser
  let files: Files
  let problems: string[] = []
  let asked: string[] = []
  let held = Promise.resolve()
  beforeAll(async () => {
    files = await withAssets(siteFiles(sigmaCatalog(texts)))
    browser = await launch()
  })
  afterAll(() => browser?.close())
  afterEach(() => expect(problems).toEqual([]))

  async function open(path: string): Promise<Page> {
    const page = await (await browser.newContext()).newPage()
    problems = []
    asked = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(error.message))
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url())
      const { name, type } = fileAt(decodeURIComponent(url.pathname).replace('/deep/', ''))
      const body = url.href.startsWith(origin) ? files.get(name) : undefined
      if (/search\//.test(name)) asked.push(name)
      if (name.endsWith('.json')) await held
      if (body === undefined) problems.push(`nothing at ${url.href}`)
      return route.fulfill({ status: body === undefined ? 404 : 200, contentType: type, body: body ?? '' })
    })
    await page.goto(origin + path)
    return page
  }
  const titles = (page: Page): Promise<string[]> => page.locator('#rows .ti').allTextContents()

  test('a query in the address is asked; one part of the index answers it', async () => {
    const page = await open(`rules/?q=${encodeURIComponent('field:CommandLine contains:"-enc"')}`)
    await expect.poll(() => titles(page)).toEqual(['Encoded'])
    expect(asked.filter((name) => /\d\.json$/.test(name))).toHaveLength(1)
    await page.fill('#q', 'field:CommandLine contains:=-enc')
    await expect.poll(() => titles(page)).toEqual([])
    expect(await page.textContent('#chosen')).toContain('contains:-enc looks inside longer ones')
    await page.fill('#q', 'excludes:field:CommandLine')
    await expect.poll(() => titles(page)).toEqual([])
    await page.fill('#q', 'field:CommandLine level:hgih')
    await expect.poll(() => page.textContent('#chosen')).toContain('"hgih" is not a level')
    expect(await titles(page)).toEqual(['Encoded', 'Other command'])
    await page.context().close()
  })

  test('until the answer is there, neither the whole list nor its number is shown, and nothing moves', async () => {
    let release = (): void => undefined
    held = new Promise((done) => {
      release = done
    })
    const page = await open('rules/?q=field:CommandLine')
    await page.evaluate(`window.moved = 0;
      new PerformanceObserver((list) => { for (const one of list.getEntries()) window.moved += one.value })
        .observe({ type: 'layout-shift', buffered: true })`)
    await expect.poll(() => page.getAttribute('#rows', 'aria-busy')).toBe('true')
    expect(await page.textContent('#count')).toContain('…')
    expect(await page.textContent('#count')).not.toContain('3')
    expect(await page.locator('#rows .ti').first().isVisible()).toBe(false)
    release()
    await expect.poll(() => titles(page)).toEqual(['Encoded', 'Other command'])
    expect(await page.textContent('#count')).toBe('2 of 3 rules')
    expect(await page.getAttribute('#rows', 'aria-busy')).toBeNull()
    expect(await page.locator('#rows .ti').first().isVisible()).toBe(true)
    expect(await page.evaluate('window.moved')).toBeLessThan(0.01)
    await page.goto(`${origin}rules/`)
    expect(await page.locator('#rows .ti').first().isVisible()).toBe(true)
    await page.context().close()
  })

  test('keys and names of fields are offered and taken by keyboard', async () => {
    const page = await open('rules/')
    await page.locator('#q').pressSequentially('not:fie')
    await expect.poll(() => page.locator('#q-list [role=option]').count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.inputValue('#q')).toBe('not:field:')
    await page.keyboard.type('comm')
    await expect.poll(() => page.locator('#q-list .ol').allTextContents()).toEqual(['CommandLine'])
    await page.keyboard.press('ArrowDown')
    expect(await page.getAttribute('#q', 'aria-activedescendant')).toBe('q-list-0')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(() => titles(page)).toEqual(['Third'])
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('not:field:CommandLine ')
    await page.context().close()
  })

  test('Ctrl-K and / open the palette on any page, with one slip of the fingers', async () => {
    const page = await open('values/')
    await page.keyboard.press('Control+k')
    await expect.poll(() => asked).toEqual(['search/names.json'])
    await page.keyboard.type('encdoed')
    await expect.poll(() => page.locator('.palette .ol').first().textContent()).toBe('Encoded')
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.locator('.palette[open]').count()).toBe(0)
    await page.keyboard.press('/')
    await page.keyboard.type('commandline')
    await expect.poll(() => page.locator('.palette .ol').first().textContent()).toBe('CommandLine')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}fields/CommandLine/`)
    await page.context().close()
  })
})
