/** Every kind of page in a real browser, wide and narrow, in both themes, enlarged, with little motion and by keyboard. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageGroups } from '../src/site/groups.js'
import { hasChromium, launch } from './chromium.js'
import { type ExampleSite, published, serveExamples } from './example-site.js'
import { axeViolations, drawing, sideways, Visitor } from './visitor.js'

const sigma = 'rules/sigma/proc_creation_win_shadow_copies_destroyed/'
const elastic = 'rules/elastic/credential_access_guessed_password_sequence/'

const pages: Readonly<Record<string, string>> = {
  home: '',
  about: 'about/',
  'rules index': 'rules/',
  'a rule': sigma,
  'a correlation': 'rules/sigma/mr_temporal_ordered_guessed_password/',
  'a sequence': elastic,
  'a query with several stages': 'rules/elastic/command_and_control_script_host_to_internet/',
  'a threat match': 'rules/elastic/command_and_control_connection_to_shared_indicator/',
  events: 'events/',
  'a provider': 'events/sysmon/',
  'an event': 'events/sysmon/1/',
  'a whole log': 'events/linux-auth/log/',
  'the matrix': 'attack/',
  'the matrix with what moved': 'attack/?moved=yes',
  'what moved': 'attack/moved/',
  'a tactic': 'attack/execution/',
  'a technique': 'attack/techniques/T1059/',
  'a sub-technique': 'attack/techniques/T1059.001/',
  fields: 'fields/',
  'fields by name': 'fields/by-name/',
  'a field': 'fields/CommandLine/',
  'texts without a field': 'fields/anywhere/',
  values: 'values/',
  'values of a shard': 'values/00/',
  'a value': 'values/v/0025ccb522a14/',
  exclusions: 'exclusions/',
  'exclusions by a name': 'exclusions/name-only/',
  findings: 'findings/',
  'near misses': 'findings/near-misses/',
  'dead parts': 'findings/dead-parts/',
  'identical rules': 'findings/identical/',
  'withdrawn techniques': 'findings/techniques/',
  problems: 'problems/',
  'matching records': 'match/',
  'a comparison to choose': 'compare/',
  'a comparison': `compare/?a=${encodeURIComponent(sigma)}&b=${encodeURIComponent(elastic)}`,
}

const file = (path: string): string => `${path.replace(/\?.*$/, '')}index.html`

describe.skipIf(!hasChromium)('pages in a browser (needs Chromium)', () => {
  let site: ExampleSite
  let browser: Browser
  let wide: Visitor
  let narrow: Visitor

  beforeAll(async () => {
    ;[site, browser] = await Promise.all([serveExamples(), launch()])
    ;[wide, narrow] = await Promise.all([
      Visitor.in(browser, site.root, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }),
      Visitor.in(browser, site.root, {
        viewport: { width: 400, height: 900 },
        deviceScaleFactor: 2,
        colorScheme: 'dark',
        reducedMotion: 'reduce',
      }),
    ])
  })

  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  test('every group of pages is among those that are opened', () => {
    const opened = Object.values(pages).map(file)
    const holding = pageGroups.filter(({ holds }) =>
      [...site.files.keys()].some((path) => isPage(path) && holds.test(path)),
    )
    expect(holding.length).toBeGreaterThan(5)
    expect(holding.filter(({ holds }) => !opened.some((path) => holds.test(path))).map(({ holds }) => holds)).toEqual(
      [],
    )
    expect(opened.filter((path) => !site.files.has(path))).toEqual([])
  })

  for (const [name, path] of Object.entries(pages))
    test(name, async ({ annotate }) => {
      // Both to their end, so that neither is still at work on its tab when the next page comes.
      const looks = await Promise.allSettled([wideAndLight(path), narrowAndDark(path)])
      for (const look of looks) if (look.status === 'rejected') throw look.reason
      const painted = looks.map((look) => (look.status === 'fulfilled' ? look.value?.toFixed(0) : ''))
      await annotate(`first contentful paint after ${painted.join(' and, narrow, ')} ms`)
    })

  async function wideAndLight(path: string): Promise<number | undefined> {
    const { page, said } = await wide.open(path)
    expect(said).toEqual([])
    const { shifted, painted } = await drawing(page)
    expect(shifted, 'moves').toBeLessThan(0.01)
    expect(await head(page)).toEqual({
      title: expect.stringMatching(/^\S.+ · Detectionary$/),
      description: expect.stringMatching(/.{20}/),
      canonical: published + path.replace(/\?.*$/, ''),
      sizeless: 0,
    })
    expect(await axeViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await sideways(page), 'scrolls sideways when wide').toBeLessThanOrEqual(0)
    await page.emulateMedia({ colorScheme: 'light' })
    await byKeyboard(page)
    expect(said).toEqual([])
    return painted
  }

  async function narrowAndDark(path: string): Promise<number | undefined> {
    const { page, said } = await narrow.open(path)
    expect(said).toEqual([])
    const { shifted, painted } = await drawing(page)
    expect(shifted, 'moves when narrow').toBeLessThan(0.01)
    expect(await sideways(page), 'scrolls sideways when narrow').toBeLessThanOrEqual(0)
    expect(await moving(page), 'moves though asked not to').toEqual([])
    expect(await axeViolations(page, 'look')).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await sideways(page), 'scrolls sideways when narrow and light').toBeLessThanOrEqual(0)
    // What a screen of 1280 pixels has left at 200 %.
    await page.setViewportSize({ width: 640, height: 450 })
    expect(await sideways(page), 'scrolls sideways at 200 %').toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 400, height: 900 })
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(said).toEqual([])
    return painted
  }

  test('pointing at a value marks its line in the rule', async () => {
    const { page } = await wide.open(sigma)
    await page.locator('.stage .v').first().hover()
    await expect.poll(() => page.locator('.code .hot').count()).toBeGreaterThan(0)
  })

  test('search narrows the list of rules', async () => {
    const { page } = await wide.open('rules/')
    const before = await page.locator('#rows > li').count()
    await page.fill('#q', 'lsass')
    await expect.poll(() => page.locator('#rows > li').count()).toBeLessThan(before)
    expect(page.url()).toContain('q=lsass')
  })
})

const isPage = (path: string): boolean => path.endsWith('.html')

/** What a search engine reads, and how many pictures would move the page when they come. */
const head = (page: Page): Promise<unknown> =>
  page.evaluate(() => ({
    title: document.title,
    description: document.querySelector<HTMLMetaElement>('meta[name="description"]')?.content,
    canonical: document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href,
    sizeless: document.querySelectorAll('img:not([width][height])').length,
  }))

/** Elements that take their time to change. */
const moving = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
      return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth'
        ? [element.outerHTML.slice(0, 80)]
        : []
    }),
  )

const stops = 12

/** The first stop leads past the bar; each of the next ones is in sight and shows that it has the focus. */
async function byKeyboard(page: Page): Promise<void> {
  // A page may put the cursor where one begins to type; the walk begins at the top.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('Tab')
  const first = await focus(page)
  expect(first).toMatchObject({ text: 'Skip to content', seen: true })
  const unseen: unknown[] = []
  for (let i = 1; i < stops; i++) {
    await page.keyboard.press('Tab')
    const at = await focus(page)
    if (at && !(at.seen && at.marked)) unseen.push(at.text)
  }
  expect(unseen, 'focus that cannot be seen').toEqual([])
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.evaluate(() => document.querySelector<HTMLElement>('.skip')?.focus())
  await page.keyboard.press('Enter')
  await expect.poll(() => new URL(page.url()).hash).toBe('#main')
}

/** The element that has the focus: whether it is in the window, and whether it or what holds it has an outline. */
const focus = (page: Page): Promise<{ text: string; seen: boolean; marked: boolean } | undefined> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return undefined
    const { top, left, bottom, right, width, height } = element.getBoundingClientRect()
    const outlined = (one: Element | null): boolean => {
      if (!one) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    return {
      text: (element.textContent || element.outerHTML).trim().slice(0, 60),
      seen: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
      marked: outlined(element) || outlined(element.parentElement),
    }
  })
