import { readFileSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { compile, rule, run, start, temporaryFolder, write } from './program.js'

let folder: string
const running: { kill(signal?: NodeJS.Signals): boolean }[] = []

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts serving and gives the address it prints, and what it says until it ends. */
async function serve(...args: string[]) {
  const child = start(['serve', ...args], folder)
  running.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.err += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  await vi.waitFor(() => expect(said.out).toContain('Serving at'), { timeout: 20_000, interval: 20 })
  return { url: /Serving at (\S+)/.exec(said.out)?.[1] ?? '', child, said, ended }
}

const page = async (url: string): Promise<string> => (await fetch(url)).text()

it('shows rules as they are changed, added and removed', async () => {
  write(folder, { 'rules/a.yml': rule({ title: 'First title' }) })
  const { url, said } = await serve('rules', '--port', '0')
  expect(said.out).toContain('1 rule: 1 whole, 0 partial, 0 unread. No findings.')
  expect(await page(`${url}rules/sigma/a/`)).toContain('First title')

  write(folder, { 'rules/a.yml': rule({ title: 'Second title' }) })
  await vi.waitFor(async () => expect(await page(`${url}rules/sigma/a/`)).toContain('Second title'), 10_000)

  write(folder, { 'rules/deep/down/b.yml': rule({ title: 'Added', id: 'b' }) })
  await vi.waitFor(async () => expect(await page(`${url}rules/`)).toContain('Added'), 10_000)
  write(folder, { 'rules/deep/down/b.yml': rule({ title: 'Changed deep down', id: 'b' }) })
  await vi.waitFor(async () => expect(await page(`${url}rules/sigma/b/`)).toContain('Changed deep down'), 10_000)

  unlinkSync(join(folder, 'rules/a.yml'))
  await vi.waitFor(async () => expect((await fetch(`${url}rules/sigma/a/`)).status).toBe(404), 10_000)
  expect(said.err).toMatch(/1 file changed, shown after \d/)
})

it('goes on when a rule breaks, and when it is mended', async () => {
  write(folder, { 'rules/a.yml': rule(), 'rules/b.yml': rule({ title: 'Sound', id: 'b' }) })
  const { url } = await serve('rules', '--port', '0')
  write(folder, { 'rules/a.yml': 'title: [\n' })
  await vi.waitFor(async () => expect((await fetch(`${url}rules/sigma/a/`)).status).toBe(404), 10_000)
  expect(await page(`${url}rules/sigma/b/`)).toContain('Sound')
  write(folder, { 'rules/a.yml': rule({ title: 'Mended' }) })
  await vi.waitFor(async () => expect(await page(`${url}rules/sigma/a/`)).toContain('Mended'), 10_000)
})

it('looks for changes where it is not told of them', async () => {
  write(folder, { 'rules/a.yml': rule() })
  const { url } = await serve('rules', '--port', '0', '--poll')
  write(folder, { 'rules/a.yml': rule({ title: 'Found by looking' }) })
  await vi.waitFor(async () => expect(await page(`${url}rules/sigma/a/`)).toContain('Found by looking'), 10_000)
})

it.each(['SIGINT', 'SIGTERM'] as const)('ends well on %s', async (signal) => {
  write(folder, { 'rules/a.yml': rule() })
  const { url, child, ended, said } = await serve('rules', '--port', '0')
  await page(url)
  child.kill(signal)
  expect(await ended).toBe(0)
  expect(said.err).toBe('')
})

it('serves this machine only, at the printed address', async () => {
  write(folder, { 'rules/a.yml': rule() })
  const { url } = await serve('rules', '--port', '0')
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
})

it('says which port is in use and which is free', async () => {
  write(folder, { 'rules/a.yml': rule() })
  const { url } = await serve('rules', '--port', '0')
  const { port } = new URL(url)
  const { code, err } = await run(['serve', 'rules', '--port', port], folder)
  expect(code).toBe(1)
  expect(err).toMatch(new RegExp(`^error: port ${port} is in use; \\d+ is free: --port \\d+\n$`))
})

it('builds a site that any web server can host, below any address', async () => {
  write(folder, { 'rules/a.yml': rule(), 'rules/b.yml': rule({ title: 'B', id: 'b' }) })
  await run(['build', 'rules', '-o', 'site'], folder)
  const server = await host(join(folder, 'site'), '/some/where')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`
  const seen = new Map<string, string>()
  await follow(base, base, seen)
  server.close()
  expect(seen.size).toBeGreaterThan(8)
  expect([...seen].filter(([, problem]) => problem !== '')).toEqual([])
})

/** A plain web server, as plain as they come. */
async function host(root: string, prefix: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x')
    const path = normalize(decodeURIComponent(pathname.slice(prefix.length)))
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path)
    const found = pathname.startsWith(prefix) && statSync(file, { throwIfNoEntry: false })?.isFile()
    response.writeHead(found ? 200 : 404).end(found ? readFileSync(file) : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** Opens every page and file that can be reached by links, but for addresses of the web; notes what is broken. */
async function follow(address: string, base: string, seen: Map<string, string>): Promise<void> {
  const url = address.replace(/[?#].*$/, '')
  if (seen.has(url)) return
  if (!url.startsWith(base)) {
    seen.set(url, 'leads out of the site')
    return
  }
  const response = await fetch(url)
  seen.set(url, response.ok ? '' : `answers ${response.status}`)
  if (!/(\/|\.html)$/.test(url)) return
  const html = await response.text()
  for (const [, target = ''] of html.matchAll(/<(?:a|link|script|form)\b[^>]*?(?:href|src|action)="([^"]*)"/g))
    if (!/^https?:/.test(target)) await follow(new URL(target.replaceAll('&amp;', '&'), url).href, base, seen)
}
