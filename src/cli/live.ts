import { performance } from 'node:perf_hooks'
import { build, type Catalog } from '../catalog/build.js'
import { parseKql } from '../node/kusto.js'
import { type Pages, pagesOf } from '../server/pages.js'
import { readAhead } from './read-ahead.js'
import { type Reading, readSources, type Source, watchedFolders } from './sources.js'

export interface Refreshed {
  /** Files that are new, different or gone. */
  readonly changed: number
  readonly millis: number
}

/** A catalog that follows its sources. */
export interface Live {
  readonly catalog: Catalog
  readonly pages: Pages
  readonly folders: readonly string[]
  /** Reads what changed since, and nothing else; undefined when nothing did. */
  refresh(): Refreshed | undefined
  /** Makes a page for nobody, so that the first that is asked for is made as fast as the others. */
  warm(): void
}

export function createLive(sources: readonly Source[]): Live {
  const origins = sources.map(({ origin }) => origin)
  let reading = readSources(sources)
  const ahead = readAhead(reading.files)
  let catalog = build(origins, reading.files, undefined, { kql: parseKql, ahead })
  ahead?.end()
  let pages = pagesOf(catalog)
  return {
    get catalog() {
      return catalog
    },
    get pages() {
      return pages
    },
    get folders() {
      return watchedFolders(sources, reading)
    },
    refresh() {
      const started = performance.now()
      const now = readSources(sources, reading)
      const changed = countChanges(reading, now)
      reading = now
      if (changed === 0) return undefined
      catalog = build(origins, now.files, catalog, { kql: parseKql })
      pages = pagesOf(catalog)
      return { changed, millis: performance.now() - started }
    },
    warm() {
      const [first] = catalog.entries
      if (first) pages.find(`${first.href}index.html`)
    },
  }
}

function countChanges(before: Reading, now: Reading): number {
  const keyOf = ({ source, path }: Reading['files'][number]): string => `${source} ${path}`
  const old = new Map(before.files.map((file) => [keyOf(file), file]))
  let changed = 0
  for (const file of now.files) {
    const known = old.get(keyOf(file))
    old.delete(keyOf(file))
    if (known?.text !== file.text || saidOf(known) !== saidOf(file)) changed++
  }
  return changed + old.size
}

const saidOf = ({ diagnostics = [] }: Reading['files'][number]): string =>
  diagnostics.map(({ message }) => message).join('\n')
