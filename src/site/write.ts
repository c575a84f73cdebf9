import type { Catalog, Entry } from '../catalog/build.js'
import type { RuleView } from '../catalog/view.js'
import { recordLines } from '../match/synthesis/lines.js'
import { findingsOf } from './findings-notes.js'
import { pageGroups } from './groups.js'
import { ruleJson } from './rule-json.js'
import { rulePage } from './rule-page.js'
import type { RecordsShown } from './rule-records.js'
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
 * values, problems, home; where asked for, the records that were made for each rule.
 * The static files are listed in assets.ts.
 */
export function* siteFiles(catalog: Catalog, records: RecordsShown = { made: false }): Generator<SiteFile> {
  for (const entry of catalog.entries) {
    const view = catalog.view(entry)
    yield pageFile(catalog, entry, view, records)
    yield { ...twinFile(view), joins: 'catalog.ndjson' }
    if (records.made) yield madeFile(entry)
  }
  for (const { make } of pageGroups) yield* make(catalog)
}

const pageFile = (catalog: Catalog, entry: Entry, view: RuleView, records: RecordsShown): SitePage => ({
  path: `${view.href}index.html`,
  content: rulePage(view, findingsOf(catalog, entry), { ...records, own: records.samples?.of.get(entry) }),
})

const twinFile = (view: RuleView): SitePage => ({
  path: `${view.href}rule.json`,
  content: `${JSON.stringify(ruleJson(view))}\n`,
})

/** Records that were made for a rule, as they would test it. */
const madeFile = ({ href, rule }: Entry): SitePage => ({
  path: `${href}records.jsonl`,
  content: recordLines(rule)
    .lines.map((line) => `${line}\n`)
    .join(''),
})

export const ruleFileNames = ['index.html', 'rule.json', 'records.jsonl'] as const

/** The file that answers an address below the site's root: `rules/sigma/x/` or `rules/sigma/x/rule.json`. */
export function ruleFile(catalog: Catalog, entry: Entry, name: (typeof ruleFileNames)[number]): SitePage {
  if (name === 'records.jsonl') return madeFile(entry)
  const view = catalog.view(entry)
  return name === 'rule.json' ? twinFile(view) : pageFile(catalog, entry, view, { made: true })
}
