import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, launch } from '../../test/chromium.js'
import { answerFrom, type Files, withAssets } from '../../test/memory-site.js'
import { build } from '../catalog/build.js'
import { siteFiles } from './write.js'

const origin = 'http://localhost/deep/folder/'
const address = `${origin}rules/sigma/tunnel/`

const text = String.raw`title: Tunnel Client Calls Home
id: 11111111-2222-4333-8444-555555555555
status: test
level: medium
description: Looks for a client that calls home.
tags: [attack.exfiltration, attack.t1567]
references: [https://example.com/tunnel]
logsource: {category: network_connection, product: windows}
detection:
  selection_flag: {Initiated: 'true'}
  selection_host:
    DestinationHostname|endswith:
      - .tunnel.example
      - ' spaced '
  selection_other: [{Image|endswith: \a.exe}, {Image: null}]
  filter_main_tool:
    Image: C:\Program Files\Tools\client.exe
  condition: (all of selection_* or selection_host) and not 1 of filter_main_*
falsepositives: [Tunnels that were asked for]
`

describe.skipIf(!hasChromium)('a rule page in a browser', () => {
  let browser: Browser
  let files: Files
  beforeAll(async () => {
    const catalog = build([{ name: 'test', root: '/' }], [{ source: 0, path: 'tunnel.yml', text }])
    files = await withAssets(siteFiles(catalog))
    browser = await launch()
  })
  afterAll(() => browser?.close())

  interface Opened {
    readonly page: Page
    /** Console errors, exceptions, violations of the content policy, requests to elsewhere. */
    readonly problems: string[]
  }

  async function open(options: BrowserContextOptions = {}, hash = ''): Promise<Opened> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(String(error)))
    await answerFrom(page, origin, files, (problem) => problems.push(problem))
    await page.goto(address + hash)
    return { page, problems }
  }

  const marked = (page: Page) =>
    page.evaluate(() => ({
      exact: [...(CSS.highlights.get('place') ?? [])].map(String),
      lit: [...document.querySelectorAll('.stage .hot')].map((element) => element.id || element.textContent),
      lines: [...document.querySelectorAll('.code .hot')].map((element) => element.id),
      hash: location.hash,
    }))

  test('pointing at a value marks its characters in the text, and pointing at its line marks it', async () => {
    const { page } = await open()
    await page.hover('#p2')
    expect(await marked(page)).toMatchObject({ exact: ['.tunnel.example'], lit: ['p2'], lines: ['L13'] })
    await page.hover('#L14')
    expect(await marked(page)).toMatchObject({ exact: ["' spaced '"], lit: ['p3'], lines: ['L14'] })
    await page.mouse.move(2, 2)
    expect(await marked(page)).toMatchObject({ exact: [], lit: [], lines: [] })
    await page.context().close()
  })

  test('the keyboard walks the values, Enter pins one into the address, Escape frees it', async () => {
    const { page } = await open()
    expect(await page.locator('.stage .ln[tabindex="0"]').count()).toBe(1)
    await page.focus('.stage .ln[tabindex="0"]')
    await page.keyboard.press('ArrowDown')
    expect(await marked(page)).toMatchObject({ lit: ['p2'], hash: '' })
    await page.keyboard.press('Enter')
    await page.mouse.move(2, 2)
    expect(await marked(page)).toMatchObject({ exact: ['.tunnel.example'], lit: ['p2'], hash: '#p2' })
    await page.keyboard.press('Escape')
    expect(await marked(page)).toMatchObject({ exact: [], lit: [], hash: '' })
    await page.context().close()
  })

  test('an address with a predicate opens with it marked', async () => {
    const { page } = await open({}, '#p3')
    expect(await marked(page)).toMatchObject({ exact: ["' spaced '"], lit: ['p3'] })
    await page.context().close()
  })

  test('what is copied is the file to the character', async () => {
    const { page } = await open()
    await page.click('.acts [data-copy]')
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    await page.context().close()
  })

  test('the theme button turns the page and the choice stays', async () => {
    const { page } = await open({ colorScheme: 'light' })
    await page.click('#theme')
    await page.reload()
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    await page.context().close()
  })

  test('without JavaScript everything is there but the buttons that need it', async () => {
    const { page, problems } = await open({ javaScriptEnabled: false })
    expect(problems).toEqual([])
    expect(await page.locator('#p2').isVisible()).toBe(true)
    expect(await page.locator('#theme').isVisible()).toBe(false)
    await page.click('#p2 .ln')
    expect(page.url()).toBe(`${address}#L13`)
    await page.context().close()
  })
})
