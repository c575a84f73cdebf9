import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import type { Page } from 'playwright-core'
import { assets, type Source } from '../src/site/assets.js'
import type { SitePage } from '../src/site/rules-index.js'
import { fileAt } from './chromium.js'

/** The files of a site by their paths below its root. */
export type Files = ReadonlyMap<string, Buffer>

const root = join(import.meta.dirname, '..')
const packages = createRequire(import.meta.url)

/** Pages with the static files that they need, the scripts as they are in the sources now. */
export async function withAssets(pages: Iterable<SitePage>): Promise<Files> {
  const files = new Map([...pages].map(({ path, content }) => [path, Buffer.from(content)]))
  for (const { path, sources } of assets) files.set(path, Buffer.concat(await Promise.all(sources.map(read))))
  return files
}

async function read(source: Source): Promise<Buffer> {
  if (source.from === 'package') return readFileSync(packages.resolve(`${source.name}/${source.path}`))
  if (!source.path.endsWith('.js')) return readFileSync(join(root, source.path))
  const entry = join(root, 'src/site/client', source.path.replace(/^.*\/(.*)\.js$/, '$1.ts'))
  const { outputFiles } = await bundle({ entryPoints: [entry], bundle: true, format: 'esm', write: false })
  return Buffer.from(outputFiles[0]?.contents ?? [])
}

/** Answers every request of a page from a site at `origin`, which ends in a slash; what it does not have is told. */
export const answerFrom = (
  page: Page,
  origin: string,
  files: Files,
  tell: (problem: string) => void,
): Promise<unknown> =>
  page.route('**', async (route) => {
    const url = new URL(route.request().url())
    const below = decodeURIComponent(url.pathname).slice(new URL(origin).pathname.length)
    const { name, type } = fileAt(below)
    const body = url.href.startsWith(origin) ? files.get(name) : undefined
    if (!body) tell(`request to ${url.href}`)
    await route.fulfill(body ? { status: 200, body, contentType: type } : { status: 404 })
  })
