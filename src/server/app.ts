import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { searchReply } from '../site/search-json.js'
import { notFoundPage } from './not-found.js'
import type { Pages } from './pages.js'

export interface AppOptions {
  /** The pages of now; asked at each request, so that a new catalog is seen at once. */
  readonly pages: () => Pages
  /** Static files by their path below the site's root. */
  readonly assets: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
  /** Names by which the server may be asked for; any when absent. */
  readonly hosts?: readonly string[] | undefined
}

/** The site over HTTP. Reads only, and knows no files: a path is looked up, never opened. */
export function createApp({ pages, assets, hosts }: AppOptions): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    if (hosts && !hosts.includes(hostOf(c))) return c.text('This server answers to other names only.\n', 421)
    await next()
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
  })
  app.use(compress({ encoding: 'gzip', contentTypeFilter: (type) => /^text\/|json|javascript|svg/.test(type) }))
  // Made while it is sent, so it has no tag: that would take the whole of it.
  app.get('/catalog.ndjson', (c) => c.body(streamOf(pages().records()), { headers: { 'content-type': types.ndjson } }))
  app.get('/api/search', (c) => {
    const { status, body } = searchReply(pages().catalog, c.req.query('q'), c.req.query('limit'))
    return c.body(`${JSON.stringify(body)}\n`, { status, headers: { 'content-type': types.json } })
  })
  app.use(etag())
  app.get('*', (c) => {
    const path = pathOf(c)
    const found = path === undefined ? undefined : find(path, pages(), assets)
    if (found !== undefined) return c.body(found, { headers: { 'content-type': typeOf(path ?? '') } })
    if (path !== undefined && pages().find(`${path}/index.html`) !== undefined) return c.redirect(withSlash(c), 301)
    return c.body(notFoundPage(), { status: 404, headers: { 'content-type': types.html } })
  })
  app.all('*', (c) => c.text('Only GET and HEAD.\n', 405, { allow: 'GET, HEAD' }))
  return app
}

/** The pages say the policy too; here it also covers what is not a page. */
const headers = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // The tag decides; what was seen is never shown unasked.
  'cache-control': 'no-cache',
} as const

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
} as const

function typeOf(path: string): string {
  const extension = path === '' || path.endsWith('/') ? 'html' : path.slice(path.lastIndexOf('.') + 1)
  return Object.entries(types).find(([name]) => name === extension)?.[1] ?? 'application/octet-stream'
}

/** Decoded, without its first slash; undefined when it is no path. */
function pathOf(c: Context): string | undefined {
  try {
    return decodeURIComponent(new URL(c.req.url).pathname.slice(1))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function find(path: string, pages: Pages, assets: AppOptions['assets']): string | Uint8Array<ArrayBuffer> | undefined {
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
  return assets.get(file) ?? pages.find(file)
}

function withSlash(c: Context): string {
  const { pathname, search } = new URL(c.req.url)
  return `${pathname}/${search}`
}

const hostOf = (c: Context): string => (c.req.header('host') ?? '').replace(/:\d+$/, '').toLowerCase()

/** Lines as a stream that makes them no faster than they are read. */
function streamOf(lines: Iterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.iterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel() {
      iterator.return?.()
    },
  })
}
