import type { Catalog } from '../catalog/build.js'
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
    const { build } = await import('../catalog/build.js')
    const catalog = build(
      sources.map(({ origin }) => origin),
      reading.files,
    )
    return { sources, reading, catalog }
  } finally {
    status.clear()
  }
}
