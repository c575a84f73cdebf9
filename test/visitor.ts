import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page with what went wrong on it since it was opened, in words. */
export interface Visit {
  readonly page: Page
  readonly said: readonly string[]
}

/** One tab that goes from page to page of one site: to open a tab costs more than most pages do. */
export class Visitor {
  private said: string[] = []
  private underway = 0

  private constructor(
    readonly page: Page,
    private readonly root: string,
  ) {
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => this.said.push(error.message))
    page.on('request', (request) => {
      this.underway++
      if (!request.url().startsWith(root) && !request.url().startsWith('data:'))
        this.said.push(`request to ${request.url()}`)
    })
    page.on('requestfinished', () => this.underway--)
    page.on('requestfailed', (request) => {
      this.underway--
      // What a page leaves unfinished is given up when the next one is opened.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.said.push(`${request.url()} failed`)
    })
  }

  static async in(browser: Browser, root: string, options: BrowserContextOptions): Promise<Visitor> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.addInitScript(() => {
      Object.assign(window, { shifted: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if ('value' in entry) Object.assign(window, { shifted: Reflect.get(window, 'shifted') + entry.value })
      }).observe({ type: 'layout-shift', buffered: true })
    })
    return new Visitor(page, root)
  }

  async open(path: string): Promise<Visit> {
    const said: string[] = []
    this.said = said
    await this.page.goto(this.root + path)
    await this.settled()
    return { page: this.page, said }
  }

  /** Until nothing is being loaded and two frames have been drawn since. */
  private async settled(): Promise<void> {
    do await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    while (this.underway > 0)
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }
}

const axe = readFileSync(join(import.meta.dirname, '../node_modules/axe-core/axe.min.js'), 'utf8')

/** Rules of axe whose answer hangs on the theme or on the width of the window. */
const byLook = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

/** Rows that are not drawn before they are in sight are drawn, so that axe sees all of each. */
const drawAll = `for (const one of document.querySelectorAll('*'))
  if (getComputedStyle(one).contentVisibility === 'auto') one.style.contentVisibility = 'visible'`

/** What axe objects to, with the beginning of the first element. `look`: only what may differ from another look at the page. */
export function axeViolations(page: Page, look?: 'look'): Promise<unknown> {
  const options = JSON.stringify({ resultTypes: ['violations'], ...(look && { runOnly: byLook }) })
  return page.evaluate(
    `${axe}; ${drawAll}; axe.run(${options}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes[0].html.slice(0, 160)))`,
  )
}

/** How far the page scrolls sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** How much of it moved after it was first drawn, and when that was, in milliseconds. */
export const drawing = (page: Page): Promise<{ readonly shifted: number; readonly painted: number | undefined }> =>
  page.evaluate(() => ({
    shifted: Number(Reflect.get(window, 'shifted')),
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  }))
