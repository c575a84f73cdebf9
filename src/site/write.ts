import type { Catalog, Entry } from '../catalog/build.js'
import { findingsOf } from './findings-notes.js'
import { pageGroups } from './groups.js'
import { ruleJson } from './rule-json.js'
import { rulePage } from './rule-page.js'
import type { SitePage } from './rules-index.js'

export type { SitePage } from './rules-index.js'

/** A file of the site. */
export interface SiteFile extends SitePage {
  /** A file that is put together of the contents of those that name it, in their order. */
  readonly joins?: string
}

/**
 * Every generated file of the site, one at a time, so that whoever writes them needs to hold none: rule pages with
 * their JSON twins, which joined are `catalog.ndjson`, a twin a line in the order of the catalog, the rules index,
 * values, problems, home.
 * The static files are listed in assets.ts.
 */
export function* siteFiles(catalog: Catalog): Generator<SiteFile> {
  for (const entry of catalog.entries) {
    const [page, twin] = ruleFiles(catalog, entry)
    yield page
    yield { ...twin, joins: 'catalog.ndjson' }
  }
  for (const { make } of pageGroups) yield* make(catalog)
}

/** The page of one rule and its JSON twin. */
function ruleFiles(catalog: Catalog, entry: Entry): readonly [SitePage, SitePage] {
  const view = catalog.view(entry)
  return [
    { path: `${view.href}index.html`, content: rulePage(view, findingsOf(catalog, entry)) },
    { path: `${view.href}rule.json`, content: `${JSON.stringify(ruleJson(view))}\n` },
  ]
}

/** The file that answers an address below the site's root: `rules/sigma/x/` or `rules/sigma/x/rule.json`. */
export function ruleFile(catalog: Catalog, entry: Entry, name: 'index.html' | 'rule.json'): SitePage {
  const view = catalog.view(entry)
  return {
    path: `${view.href}${name}`,
    content: name === 'rule.json' ? `${JSON.stringify(ruleJson(view))}\n` : rulePage(view, findingsOf(catalog, entry)),
  }
}
