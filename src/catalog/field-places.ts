/** Which fields have a page, and where. */
import { byUnits } from '../text/order.js'
import type { Tally } from './corpus.js'

export interface FieldPlace {
  readonly slug: string
  /** Address below the site's root: `fields/<slug>/`. */
  readonly href: string
}

/** A field of fewer rules is only listed: its rule says everything about it. */
const rulesForPage = 2

/** Names of other pages below `fields/`. */
const reserved = ['page', 'by-name']

/** Places of the fields that have a page, by canonical name; null: anywhere in the record. */
export function fieldPlaces(tallies: Iterable<Tally>): ReadonlyMap<string | null, FieldPlace> {
  const rules = new Map<string | null, Set<number>>()
  for (const { key, required, excluded } of tallies) {
    let holders = rules.get(key.field)
    if (!holders) {
      holders = new Set()
      rules.set(key.field, holders)
    }
    for (const list of [required, excluded])
      for (const rule of list) {
        if (holders.size >= rulesForPage) break
        holders.add(rule)
      }
  }
  const fields = [...rules].flatMap(([field, holders]) => (holders.size >= rulesForPage ? [field] : []))
  const taken = new Set<string>(reserved)
  return new Map(
    fields.sort(byName).map((field) => {
      const slug = free(field === null ? 'anywhere' : stem(field), taken)
      return [field, { slug, href: `fields/${slug}/` }]
    }),
  )
}

/** In the order of code units, so that of two names that share an address part the same one always has it plain. */
function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return byUnits(a, b)
}

const stem = (field: string): string =>
  field
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 100) || 'field'

/** Compared without case, since some file systems do. */
function free(stem: string, taken: Set<string>): string {
  let slug = stem
  for (let n = 2; taken.has(slug.toLowerCase()); n++) slug = `${stem}-${n}`
  taken.add(slug.toLowerCase())
  return slug
}
