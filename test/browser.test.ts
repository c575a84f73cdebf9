/** Every kind of page in a real browser: nothing on the console, nothing from elsewhere, nothing that axe objects to. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadAssets } from '../src/cli/assets.js'
import { load } from '../src/cli/load.js'
import { siteFiles } from '../src/site/write.js'
import { fileAt, hasChromium, launch } from './chromium.js'

const pages = {
  home: '',
  'rules index': 'rules/',
  values: 'values/',
  'a rule': 'rules/sigma/proc_creation_win_shadow_copies_destroyed/',
  'a correlation': 'rules/sigma/mr_temporal_ordered_guessed_password/',
  'a sequence': 'rules/elastic/credential_access_guessed_password_sequence/',
  'a query with several stages': 'rules/elastic/command_and_control_script_host_to_internet/',
  'a threat match': 'rules/elastic/command_and_control_connection_to_shared_indicator/',
}

describe.skipIf(!hasChromium)('pages in a browser (needs Chromium)', () => {
  let browser: Browser
  let server: Server
  let root: string

  beforeAll(async () => {
    const { catalog } = await load([])
    const files = new Map<string, string | Uint8Array>(loadAssets())
    for (const { path, content } of siteFiles(catalog)) files.set(path, content)
    server = createServer(({ url = '/' }, response) => {
      const path = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1)
      const { name, type } = fileAt(path)
      const content = files.get(name)
      response.writeHead(content === undefined ? 404 : 200, { 'content-type': type })
      response.end(content)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    browser = await launch()
  })

  afterAll(async () => {
    await browser?.close()
    server?.close()
  })

  async function open(
    path: string,
    width: number,
    colorScheme: 'light' | 'dark',
  ): Promise<{ page: Page; said: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => said.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !request.url().startsWith('data:'))
        said.push(`request to ${request.url()}`)
    })
    await page.goto(root + path, { waitUntil: 'networkidle' })
    return { page, said }
  }

  for (const [name, path] of Object.entries(pages))
    for (const [width, theme] of [
      [1440, 'light'],
      [400, 'dark'],
    ] as const)
      test(`${name}, ${width} px, ${theme}`, async () => {
        const { page, said } = await open(path, width, theme)
        expect(said).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(wide, 'scrolls sideways').toBeLessThanOrEqual(0)
        const axe = readFileSync(join(import.meta.dirname, '../node_modules/axe-core/axe.min.js'), 'utf8')
        const found = await page.evaluate(
          `${axe}; axe.run().then(({ violations }) => violations.map((v) => v.id + ' ' + v.nodes[0].html.slice(0, 120)))`,
        )
        expect(found).toEqual([])
        await page.context().close()
      })

  test('pointing at a value marks its line in the rule', async () => {
    const { page } = await open(pages['a rule'], 1440, 'light')
    await page.locator('.stage .v').first().hover()
    await expect.poll(() => page.locator('.code .hot').count()).toBeGreaterThan(0)
    await page.context().close()
  })

  test('search narrows the list of rules', async () => {
    const { page } = await open('rules/', 1440, 'light')
    const before = await page.locator('#rows > li').count()
    await page.fill('#q', 'lsass')
    await expect.poll(() => page.locator('#rows > li').count()).toBeLessThan(before)
    expect(page.url()).toContain('q=lsass')
    await page.context().close()
  })
})
