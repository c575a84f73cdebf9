/** Records through the rules of a catalog in a browser: pasted, chosen and dropped. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import { hasChromium, launch } from '../../test/chromium.js'
import { answerFrom, type Files, withAssets } from '../../test/memory-site.js'
import { axeViolations, sideways } from '../../test/visitor.js'
import { type ElementSpec, log } from '../records/evtx/testing.js'
import { examples } from './match-examples.js'
import { siteFiles } from './write.js'

const origin = 'http://localhost/deep/folder/'

const rule = (title: string, level: string, detection: string, more = ''): string =>
  `title: '${title}'\nid: 00000000-0000-4000-8000-0000000000${title.length}\nstatus: test\nlevel: ${level}\nlogsource: {category: process_creation, product: windows}\ndetection:\n${detection}${more}`

const rules = [
  rule(
    'Shadows <i>deleted</i>',
    'high',
    "  a: {Image|endswith: '\\vssadmin.exe', CommandLine|contains: ' delete '}\n  condition: a\n",
  ),
  rule('Tool started', 'low', "  a: {Image|endswith: '\\vssadmin.exe'}\n  condition: a\n"),
  rule(
    'Shadows by the system',
    'critical',
    "  a: {Image|endswith: '\\vssadmin.exe', CommandLine|contains: ' delete '}\n  filter_main: {ParentImage|endswith: '\\cmd.exe'}\n  condition: a and not filter_main\n",
  ),
  rule(
    'Shadows resized',
    'medium',
    "  a: {OriginalFileName: VSSADMIN.EXE, CommandLine|contains: ' resize '}\n  condition: a\n",
  ),
  // Rules about other programs, so that one about this program is rare among them.
  ...Array.from({ length: 30 }, (_, i) =>
    rule(
      `Other program ${i}`,
      'low',
      `  a: {Image|endswith: '\\other${i}.exe', CommandLine|contains: 'x${i}'}\n  condition: a\n`,
    ),
  ),
]

const shadows = examples.find(({ name }) => name === 'Shadow copies deleted')?.record

const element = (name: string, ...content: (string | ElementSpec)[]): ElementSpec => ({ name, content })
const data = (name: string, text: string): ElementSpec => ({
  name: 'Data',
  attributes: { Name: [name] },
  content: [text],
})
const event = (image: string): ElementSpec =>
  element(
    'Event',
    element(
      'System',
      { name: 'Provider', attributes: { Name: ['Microsoft-Windows-Sysmon'] } },
      element('EventID', '1'),
      { name: 'TimeCreated', attributes: { SystemTime: ['2026-03-02T09:14:27.118Z'] } },
      element('Channel', 'Microsoft-Windows-Sysmon/Operational'),
    ),
    element('EventData', data('Image', image), data('CommandLine', '<script>alert(1)</script> delete x')),
  )

describe.skipIf(!hasChromium)('records in a browser', () => {
  let browser: Browser
  let files: Files
  beforeAll(async () => {
    files = await withAssets(siteFiles(sigmaCatalog(rules)))
    browser = await launch()
  })
  afterAll(() => browser?.close())

  async function open(width = 1280) {
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(String(error)))
    context.on('request', (request) => {
      if (!request.url().startsWith(origin)) problems.push(`request to ${request.url()}`)
      if (request.method() !== 'GET' || request.postData()) problems.push(`${request.method()} ${request.url()}`)
    })
    await answerFrom(page, origin, files, (problem) => problems.push(problem))
    await page.addInitScript(() => {
      Object.assign(window, { moved: 0 })
      new PerformanceObserver((list) => {
        // What comes at once after a click is what was asked for.
        for (const entry of list.getEntries())
          if ('value' in entry && !('hadRecentInput' in entry && entry.hadRecentInput))
            Object.assign(window, { moved: Reflect.get(window, 'moved') + entry.value })
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(`${origin}match/`)
    return { page, problems }
  }

  const ended = (page: Page): Promise<void> => page.locator('#stop').waitFor({ state: 'hidden' })
  const titles = (page: Page, part: string): Promise<string[]> => page.locator(`${part} .ti`).allTextContents()

  test('a record that is pasted fires its rules, gravest first, and says why', async () => {
    const { page, problems } = await open()
    await page.fill('#text', JSON.stringify(shadows))
    await page.getByRole('button', { name: 'Match', exact: true }).click()
    await page.locator('#full .route').first().waitFor()
    await ended(page)
    expect(await titles(page, '#full')).toEqual(['Shadows <i>deleted</i>', 'Tool started'])
    expect(await page.locator('#full .route').first().innerText()).toMatch(
      /Image ends_with \\vssadmin\.exe[\s\S]*had C:\\Windows\\System32\\vssadmin\.exe[\s\S]*CommandLine contains[\s\S]*fires/,
    )
    expect(await page.locator('#full .route').first().locator('mark').allTextContents()).toEqual([
      '\\vssadmin.exe',
      ' delete ',
    ])
    expect(await page.locator('#heard').textContent()).toContain('2 full matches')
    expect(await page.evaluate(() => Number(Reflect.get(window, 'moved')))).toBeLessThan(0.02)
    await page.getByRole('link', { name: 'Tool started' }).click()
    expect(await page.locator('h1').textContent()).toBe('Tool started')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a rule that one test or one exclusion stops is near, with what stopped it', async () => {
    const { page, problems } = await open()
    await page.getByRole('button', { name: 'Shadow copies deleted' }).click()
    await page.locator('#near .res').first().waitFor()
    expect((await titles(page, '#near')).sort()).toEqual(['Shadows by the system', 'Shadows resized'])
    const stopped = page.locator('#near .res', { hasText: 'by the system' }).locator('.fail')
    expect(await stopped.innerText()).toMatch(/not filter_main[\s\S]*stopped by ParentImage ends_with \\cmd\.exe/)
    const failed = page.locator('#near .res', { hasText: 'resized' }).locator('.fail')
    expect(await failed.innerText()).toMatch(/CommandLine contains[\s\S]*resize[\s\S]*had vssadmin\.exe delete/)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a log of Windows that is dropped fires rules; what it holds is text', async () => {
    const { page, problems } = await open()
    const bytes = log(event('C:\\Windows\\System32\\vssadmin.exe'), event('C:\\x.exe'), event('C:\\vssadmin.exe'))
    const transfer = await page.evaluateHandle(
      (list) => {
        const given = new DataTransfer()
        given.items.add(new File([Uint8Array.from(list)], 'a<b>.evtx'))
        given.items.add(new File(['{"EventID":1}\n{broken\n'], 'b.jsonl'))
        return given
      },
      [...bytes],
    )
    for (const name of ['dragenter', 'drop']) await page.dispatchEvent('#target', name, { dataTransfer: transfer })
    await page.locator('#full .res').first().waitFor()
    await ended(page)
    const line = page.locator('#full .res', { hasText: 'deleted' })
    const button = line.getByRole('button', { name: '2 hits' })
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    expect(await line.locator('.hd').allTextContents()).toEqual([
      'record 1 of a<b>.evtx2026-03-02 09:14:27 UTC',
      'record 3 of a<b>.evtx2026-03-02 09:14:27 UTC',
    ])
    // Closed and opened by hand, it shows the fields of the first one.
    await button.press('Enter')
    expect(await line.locator('.hits').count()).toBe(0)
    await button.press('Enter')
    await line.locator('.flds').first().waitFor()
    expect(await line.locator('.flds').first().locator('.on dt').allTextContents()).toEqual(['Image', 'CommandLine'])
    expect(await line.locator('.flds').first().innerText()).toContain('<script>alert(1)</script> delete x')
    expect(await page.locator('#faults').innerText()).toMatch(/b\.jsonl, line 2: this is not JSON/)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('what is found can be filtered and taken along, a hit a line', async () => {
    const { page, problems } = await open()
    await page.getByRole('button', { name: 'Shadow copies deleted' }).click()
    await ended(page)
    await page.selectOption('#by-level', 'high')
    expect(await titles(page, '#full')).toEqual(['Shadows <i>deleted</i>'])
    expect(await titles(page, '#near')).toEqual(['Shadows by the system'])
    await page.selectOption('#by-level', '')
    await page.selectOption('#by-family', 'elastic')
    expect(await titles(page, '#outcome')).toEqual([])
    expect(await page.locator('#sums').innerText()).toContain('2 rules filtered out')
    await page.selectOption('#by-family', '')
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const lines: unknown[] = []
    for await (const piece of await (await coming).createReadStream())
      lines.push(
        ...String(piece)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
    expect(lines).toMatchObject([
      {
        rule: { title: 'Shadows <i>deleted</i>', family: 'sigma', level: 'high', path: 'r0.yml' },
        source: { file: 'pasted', record: 1 },
        ...{ time: '2026-03-02T09:14:27.118Z', verdict: 'true' },
        fields: { EventID: 1, Image: 'C:\\Windows\\System32\\vssadmin.exe' },
      },
      { rule: { title: 'Tool started' } },
    ])
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('a long log shows how far it is, and can be stopped; what was found stays', async () => {
    const { page, problems } = await open()
    const line = `${JSON.stringify(shadows)}\n`
    await page.evaluate((text) => {
      const given = new DataTransfer()
      given.items.add(new File([text.repeat(400_000)], 'long.jsonl'))
      const input = document.querySelector<HTMLInputElement>('#files')
      if (!input) throw new Error('no input')
      input.files = given.files
      input.dispatchEvent(new Event('change'))
    }, line)
    await expect.poll(() => page.locator('#said').textContent()).toMatch(/records, .* a second, .* MB of /)
    await page.getByRole('button', { name: 'Stop' }).click()
    await ended(page)
    expect(await page.locator('#said').textContent()).toMatch(/^Stopped after .* records, .* were kept to look at/)
    await page.getByRole('button', { name: /hits of Tool started/ }).click()
    await page.locator('#full .hits li').first().waitFor()
    expect(await page.locator('#full .hits > li').count()).toBe(5)
    await page.getByRole('button', { name: 'Show 5 more' }).click()
    await expect.poll(() => page.locator('#full .hits > li').count()).toBe(10)
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('nothing that can be read, and nothing that fires, are said', async () => {
    const { page, problems } = await open()
    await page.fill('#text', '{"some": "thing"}')
    await page.press('#text', 'Control+Enter')
    await ended(page)
    expect(await page.locator('#sums').innerText()).toContain('0 full matches')
    expect(await page.locator('#near').innerText()).toContain('None: no other rule is one test away from firing.')
    await page.setInputFiles('#files', {
      name: 'x.bin',
      mimeType: '',
      buffer: Buffer.from([0, 1, 2, 3, 255, 254, 0, 9]),
    })
    await page.locator('#faults li').waitFor()
    await ended(page)
    expect(await page.locator('#said').textContent()).toContain('no record was found in what you gave')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('rules that cannot be loaded are said, and are loaded when that is possible', async () => {
    const { page } = await open()
    await page.route('**/match/index.json', (route) => route.fulfill({ status: 503 }), { times: 2 })
    await page.fill('#text', JSON.stringify(shadows))
    await page.getByRole('button', { name: 'Match', exact: true }).click()
    await expect
      .poll(() => page.locator('#said').textContent())
      .toBe('It could not be matched: 503 Service Unavailable')
    await ended(page)
    await page.unroute('**/match/index.json')
    await page.getByRole('button', { name: 'Match', exact: true }).click()
    await page.locator('#full .route').first().waitFor()
    await page.context().close()
  })

  test.each([1280, 400])('with results it has no violations and fits, %d pixels wide', async (width) => {
    const { page, problems } = await open(width)
    await page.getByRole('button', { name: 'Shadow copies deleted' }).click()
    await ended(page)
    await page.locator('#full details summary').first().click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeViolations(page)).toEqual([])
      expect(await sideways(page)).toBeLessThanOrEqual(0)
    }
    expect(problems).toEqual([])
    await page.context().close()
  })
})
