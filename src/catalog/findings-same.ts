/** Rules of different files that ask the same of the same records, whatever they are called. */
import type { Catalog, Entry } from './build.js'
import { copySignature } from './copies.js'

/** Two rules or more, one a file, in the order of the catalog. */
export interface SameLogic {
  readonly entries: readonly Entry[]
}

export function sameLogic(catalog: Catalog): SameLogic[] {
  const found: SameLogic[] = []
  for (const alike of groups(catalog.entries, likeness)) {
    if (alike.length < 2) continue
    for (const same of groups(alike, ({ rule }) => copySignature(rule))) {
      // A file that holds a query once for each platform says so itself.
      const files = new Map<string, Entry>()
      for (const entry of same) {
        const file = `${entry.source.root}\u0000${entry.rule.path}`
        if (!files.has(file)) files.set(file, entry)
      }
      if (files.size > 1) found.push({ entries: [...files.values()] })
    }
  }
  const place = new Map(catalog.entries.map((entry, i) => [entry, i]))
  const first = ({ entries: [entry] }: SameLogic): number => (entry ? (place.get(entry) ?? 0) : 0)
  return found.sort((a, b) => first(a) - first(b))
}

/** What rules with one signature share, and what costs nothing to know. */
function likeness({ rule, ways, indicators, exclusions, fields }: Entry): string | undefined {
  if (rule.kind === 'filter' || rule.stages.length === 0) return undefined
  return `${rule.family} ${rule.kind} ${ways} ${indicators} ${exclusions} ${fields.length}`
}

function groups(entries: readonly Entry[], nameOf: (entry: Entry) => string | undefined): Iterable<readonly Entry[]> {
  const found = new Map<string, Entry[]>()
  for (const entry of entries) {
    const name = nameOf(entry)
    if (name === undefined) continue
    const list = found.get(name)
    if (list) list.push(entry)
    else found.set(name, [entry])
  }
  return found.values()
}
