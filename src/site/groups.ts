/** Pages that are made together, since they share an order or a count. A new kind of page is a line here. */
import type { Catalog } from '../catalog/build.js'
import { homePage } from './home.js'
import { problemPages } from './home-problems.js'
import { rulesIndexPages, type SitePage } from './rules-index.js'
import { valuePages } from './values.js'

export interface PageGroup {
  /** The paths of its pages, below the site's root. */
  readonly holds: RegExp
  readonly make: (catalog: Catalog) => Iterable<SitePage>
}

export const pageGroups: readonly PageGroup[] = [
  { holds: /^rules\/(index\.\w+$|page\/)/, make: rulesIndexPages },
  { holds: /^values\//, make: valuePages },
  { holds: /^problems\//, make: problemPages },
  { holds: /^index\.html$/, make: (catalog) => [{ path: 'index.html', content: homePage(catalog) }] },
]
