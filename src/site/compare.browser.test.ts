import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import { hasChromium, launch } from '../../test/chromium.js'
import { answerFrom, type Files, withAssets } from '../../test/memory-site.js'
import { siteFiles } from './write.js'

const origin = 'http://localhost/deep/folder/'

const rule = (title: string, values: string): string =>
  `title: '${title}'\nlevel: high\ntags: [attack.t1059]\nlogsource: {category: process_creation, product: windows}\ndetection:\n  a:\n    Image|endswith: [${values}]\n  f: {User: SYSTEM}\n  condition: a and not f\n`

const site = (): Promise<Files> =>
  withAssets(
    siteFiles(sigmaCatalog([rule('First <b>one</b>', '\\a.exe, \\b.exe'), rule('Second', '\\b.exe, \\c.exe')])),
  )

describe.skipIf(!hasChromium)('the comparison in a browser', () => {
  let browser: Browser
  let files: Files
  beforeAll(async () => {
    files = await site()
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(address: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(String(error)))
    await answerFrom(page, origin, files, (problem) => problems.push(problem))
    await page.goto(origin + address)
    return { page, problems }
  }

  const pair = 'compare/?a=rules%2Fsigma%2Fr0%2F&b=rules%2Fsigma%2Fr1%2F'
  const cells = (page: Page) =>
    page
      .locator('#result .cmp tr.eq, #result .cmp tr:not(.eq):has(a.val)')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td')].slice(1).map((cell) => cell.querySelector('code')?.textContent),
        ),
      )

  test('two rules are aligned, swapped, and chosen by title with the keyboard', async () => {
    const { page, problems } = await open('rules/sigma/r0/')
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByText('Choose the other rule.').waitFor()
    expect(await page.inputValue('#a')).toBe('First <b>one</b>')
    await page.fill('#b', 'second')
    await page.getByRole('option', { name: 'Second' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('#result .eq').first().waitFor()
    expect(new URL(page.url()).search).toBe(
      `?a=${encodeURIComponent('rules/sigma/r0/')}&b=${encodeURIComponent('rules/sigma/r1/')}`,
    )
    expect(await cells(page)).toEqual([
      ['\\b.exe', '\\b.exe'],
      ['\\a.exe', undefined],
      [undefined, '\\c.exe'],
      ['SYSTEM', 'SYSTEM'],
    ])
    await page.click('#swap')
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#a')?.value === 'Second')
    expect((await cells(page)).at(1)).toEqual(['\\c.exe', undefined])
    await page.goBack()
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#b')?.value === 'Second')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('an address that leads elsewhere or nowhere is not followed', async () => {
    const { page, problems } = await open(
      `compare/?a=${encodeURIComponent('https://example.com/')}&b=rules%2Fsigma%2Fgone%2F`,
    )
    await page.getByText('No rule is at rules/sigma/gone/.').waitFor()
    expect(problems.filter((problem) => problem.includes('example.com'))).toEqual([])
    await page.context().close()
  })

  test('without JavaScript it says that it needs it', async () => {
    const { page, problems } = await open(pair, { javaScriptEnabled: false })
    expect(await page.locator('noscript p').isVisible()).toBe(true)
    expect(await page.locator('#choose').isVisible()).toBe(false)
    expect(problems).toEqual([])
    await page.context().close()
  })
})
