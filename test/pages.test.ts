/** Every page of the site of the embedded examples: what each must have, and that no link leads nowhere. */
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadAssets } from '../src/cli/assets.js'
import { load } from '../src/cli/load.js'
import { siteFiles } from '../src/site/write.js'

/** Scripts of one page, as a server sends them. */
const mostScript = 60_000

/** What a page loads when it is asked to match records: the engine, all readers of logs, the tables of telemetry. */
const mostEngine = 250_000

/** A page that is larger has to have a list that is longer than this, and cuts it. */
const largest = 150_000

const pages = new Map<string, string>()
const files = new Set<string>()
const scriptSizes = new Map<string, number>()

beforeAll(async () => {
  const { catalog } = await load([])
  for (const [path, content] of loadAssets()) {
    files.add(path)
    if (path.endsWith('.js')) scriptSizes.set(path, gzipSync(content).length)
  }
  files.add('catalog.ndjson')
  for (const { path, content } of siteFiles(catalog)) {
    files.add(path)
    if (path.endsWith('.html')) pages.set(path, content)
  }
}, 60_000)

/** Paths of pages for which something holds. */
const where = (holds: (html: string, path: string) => boolean): string[] =>
  [...pages].filter(([path, html]) => holds(html, path)).map(([path]) => path)

const count = (html: string, pattern: RegExp): number => html.match(pattern)?.length ?? 0

describe('every page', () => {
  test('has one title, one description, one heading of the first rank, and a place to skip to', () => {
    expect(where((html) => count(html, /<title>[^<]+ · Detectionary<\/title>/g) !== 1)).toEqual([])
    expect(where((html) => count(html, /<meta name="description" content="[^"]{20,}">/g) !== 1)).toEqual([])
    expect(where((html) => count(html, /<h1[ >]/g) !== 1)).toEqual([])
    expect(where((html) => count(html, / id="main"/g) !== 1)).toEqual([])
  })

  test('has no id twice, and no script, style or address of its own or from elsewhere', () => {
    const twice = (html: string): boolean => {
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      return new Set(ids).size < ids.length
    }
    expect(where(twice)).toEqual([])
    expect(where((html) => /<script(?![^>]* src=")|<style|[ ]style="|[ ]on[a-z]+="/.test(html))).toEqual([])
    expect(where((html) => /<(?:script|link|img|iframe)[^>]* (?:src|href)="(?:https?:)?\/\//.test(html))).toEqual([])
  })

  test('is small enough', () => {
    expect(where((html) => Buffer.byteLength(html) > largest)).toEqual([])
  })

  test('has little script', () => {
    const sizes = [...pages].map(([path, html]) => {
      const scripts = [...html.matchAll(/<script src="(?:\.\.?\/)*(assets\/[^"]+)"/g)].map(([, src = '']) => src)
      expect(scripts.filter((src) => !scriptSizes.has(src)).map((src) => `${path} ${src}`)).toEqual([])
      return { path, scripts: scripts.length, bytes: scripts.reduce((n, src) => n + (scriptSizes.get(src) ?? 0), 0) }
    })
    expect(sizes.filter(({ scripts }) => scripts === 0)).toEqual([])
    expect(sizes.filter(({ bytes }) => bytes >= mostScript)).toEqual([])
    // No page loads it by itself.
    const named = new Set([...pages.values()].flatMap((html) => html.match(/assets\/[\w-]+\.js/g) ?? []))
    const beside = [...scriptSizes].filter(([path]) => !named.has(path))
    expect(beside.map(([path]) => path)).toEqual(['assets/match-worker.js'])
    expect(beside.filter(([, bytes]) => bytes >= mostEngine)).toEqual([])
  })

  test('links to nothing that is not there', () => {
    const lost = new Set<string>()
    for (const [path, html] of pages)
      for (const [, href = ''] of html.matchAll(/ (?:href|src|action)="([^"]*)"/g)) {
        if (/^(?:https?|mailto):/.test(href)) continue
        const { pathname, hash } = new URL(
          href.replaceAll('&amp;', '&'),
          `http://site/${path.replace(/index\.html$/, '')}`,
        )
        const target = decodeURIComponent(pathname.slice(1))
        const file = target === '' || target.endsWith('/') ? `${target}index.html` : target
        if (!files.has(file)) lost.add(`${path} -> ${href}`)
        const id = decodeURIComponent(hash.slice(1))
        // A line, a predicate and the state of a script are made when asked for.
        if (id && file === path && !html.includes(` id="${id}"`)) lost.add(`${path} -> ${href}`)
      }
    expect([...lost].slice(0, 20)).toEqual([])
  })
})
