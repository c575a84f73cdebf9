import type { Catalog } from '../catalog/build.js'
import { catalogRows } from '../catalog/search.js'
import type { SitePage } from './rules-index.js'
import { packed } from './search-format.js'
import { namesData } from './search-names.js'

/** What the search of the rules index and the palette load when they are asked: see search-format.ts, search-names.ts. */
export function* searchFiles(catalog: Catalog): Generator<SitePage> {
  const { parts, fields } = catalogRows(catalog)
  yield { path: 'rules/search/fields.json', content: JSON.stringify({ fields }) }
  for (const [n, rows] of parts.entries())
    yield { path: `rules/search/${n}.json`, content: JSON.stringify(packed(rows)) }
  yield { path: 'search/names.json', content: JSON.stringify(namesData(catalog, fields)) }
}
