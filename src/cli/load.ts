import type { Catalog } from '../catalog/build.js'
import { parseKql } from '../node/kusto.js'
import { readAhead } from './read-ahead.js'
import { openSources, type Reading, readSources, type Source } from './sources.js'
import { count, createStatus } from './terminal.js'

export interface Loaded {
  readonly sources: readonly Source[]
  readonly reading: Reading
  readonly catalog: Catalog
}

/** Reads sources into a catalog, and says on a terminal what it is at. Throws a `UsageError` for an unknown source. */
export async function load(names: readonly string[], cache?: string): Promise<Loaded> {
  const status = createStatus()
  try {
    const sources = await openSources(names, cache)
    status.show('Looking for rules ...')
    const reading = readSources(sources)
    status.show(`Reading ${count(reading.files.length, 'file')} ...`)
    const ahead = readAhead(reading.files)
    const { build } = await import('../catalog/build.js')
    const origins = sources.map(({ origin }) => origin)
    const catalog = build(origins, reading.files, undefined, { kql: parseKql, ahead })
    ahead?.end()
    return { sources, reading, catalog }
  } finally {
    status.clear()
  }
}
