/** What was found about a rule, as its own page says it: each finding in a line that leads to where it stands among its kind. */
import type { Catalog, Entry } from '../catalog/build.js'
import { perCatalog } from '../catalog/per-catalog.js'
import { findingKinds } from './findings-kinds.js'
import { addressOf, type FindingKind, rowsOnPage } from './findings-paging.js'
import { type Content, html } from './html.js'

export interface RuleFinding {
  /** Below the site's root. */
  readonly href: string
  readonly title: string
  readonly reason: Content
}

type ByEntry = ReadonlyMap<Entry, readonly RuleFinding[]>

/** Worked out for all rules when it is first asked of one, since most findings are about several. */
const notes = perCatalog((catalog) => byEntry(findingKinds(catalog)))

export const findingsOf = (catalog: Catalog, entry: Entry): readonly RuleFinding[] => notes(catalog).get(entry) ?? []

function byEntry(kinds: readonly FindingKind[]): ByEntry {
  const found = new Map<Entry, RuleFinding[]>()
  for (const { slug, sections } of kinds) {
    let row = 0
    for (const { id, title, notes } of sections)
      for (const { entries, reason } of notes) {
        const href = `${addressOf(slug, Math.floor(row++ / rowsOnPage))}#${id}`
        for (const entry of entries) {
          const note = { href, title, reason }
          const list = found.get(entry)
          if (list) list.push(note)
          else found.set(entry, [note])
        }
      }
  }
  return found
}

export const renderFindings = (found: readonly RuleFinding[], root: string): Content =>
  found.length > 0 &&
  html`<h3 id="findings">Findings</h3><ul class="plain b">${found.map(
    ({ href, title, reason }) => html`<li><a href="${root}${href}">${title}</a>: ${reason}</li>`,
  )}</ul>`
