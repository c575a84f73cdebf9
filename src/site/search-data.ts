import type { Catalog } from '../catalog/build.js'
import { catalogRows } from '../catalog/search.js'
import type { SitePage } from './rules-index.js'
import { packed } from './search-format.js'
import { type NameKind, namesData } from './search-names.js'
import { nameFiles } from './search-names-finder.js'

/** What the search of the rules index and the palette load when they are asked: see search-format.ts, search-names.ts. */
export function* searchFiles(catalog: Catalog): Generator<SitePage> {
  const { parts, fields } = catalogRows(catalog)
  yield { path: 'rules/search/fields.json', content: JSON.stringify({ fields }) }
  for (const [n, rows] of parts.entries())
    yield { path: `rules/search/${n}.json`, content: JSON.stringify(packed(rows)) }
  const names = namesData(catalog, fields)
  for (const { file, kinds } of nameFiles) {
    const has = (kind: NameKind): boolean => kinds.some((one) => one === kind)
    yield { path: `search/${file}.json`, content: JSON.stringify(names.filter(({ kind }) => has(kind))) }
  }
}
