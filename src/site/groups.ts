/** Pages that are made together, since they share an order or a count. A new kind of page is a line here. */
import type { Catalog } from '../catalog/build.js'
import { aboutPages } from './about.js'
import { attackPages } from './attack-pages.js'
import { comparePages } from './compare.js'
import { eventPages } from './event-pages.js'
import { exclusionPages } from './exclusion-pages.js'
import { fieldPages } from './field-pages.js'
import { findingPages } from './findings-pages.js'
import { homePage } from './home.js'
import { problemPages } from './home-problems.js'
import { matchPages } from './match-page.js'
import { rulesIndexPages, type SitePage } from './rules-index.js'
import { searchFiles } from './search-data.js'
import { valuePages } from './values.js'

export interface PageGroup {
  /** The paths of its pages, below the site's root. */
  readonly holds: RegExp
  readonly make: (catalog: Catalog) => Iterable<SitePage>
}

export const pageGroups: readonly PageGroup[] = [
  { holds: /^rules\/(index\.\w+$|page\/)/, make: rulesIndexPages },
  { holds: /^(rules\/)?search\//, make: searchFiles },
  { holds: /^values\//, make: valuePages },
  { holds: /^fields\//, make: fieldPages },
  { holds: /^exclusions\//, make: exclusionPages },
  { holds: /^events\//, make: eventPages },
  { holds: /^attack\//, make: attackPages },
  { holds: /^compare\//, make: comparePages },
  { holds: /^match\//, make: matchPages },
  { holds: /^about\//, make: aboutPages },
  { holds: /^findings\//, make: findingPages },
  { holds: /^problems\//, make: problemPages },
  { holds: /^index\.html$/, make: (catalog) => [{ path: 'index.html', content: homePage(catalog) }] },
]
