/** Techniques that rules name and ATT&CK has withdrawn, or does not have. */
import { type AttackProblem, attackRows } from '../resolve/attack.js'
import type { Catalog, Entry } from './build.js'

export { attackVersion } from '../resolve/attack.js'

/** One id as rules write it, with the rules that do. */
export interface WithdrawnTechnique {
  readonly written: string
  readonly why: 'revoked' | 'deprecated' | 'unknown'
  /** Id and name of the successor; name of a withdrawn technique without one. */
  readonly detail: string
  readonly entries: readonly Entry[]
}

const reasons: Partial<Record<AttackProblem['code'], WithdrawnTechnique['why']>> = {
  'attack/revoked': 'revoked',
  'attack/deprecated': 'deprecated',
  'attack/unknown-technique': 'unknown',
}

/** Most rules first. */
export function withdrawnTechniques(catalog: Catalog): WithdrawnTechnique[] {
  const found = new Map<string, WithdrawnTechnique & { readonly entries: Entry[] }>()
  for (const entry of named(catalog)) {
    const seen = new Set<string>()
    for (const { code, written, detail } of attackRows(entry.rule.meta).problems) {
      const why = reasons[code]
      if (!why || seen.has(written)) continue
      seen.add(written)
      const known = found.get(written)
      if (known) known.entries.push(entry)
      else found.set(written, { written, why, detail, entries: [entry] })
    }
  }
  return [...found.values()].sort(
    (a, b) => b.entries.length - a.entries.length || (a.written < b.written ? -1 : a.written > b.written ? 1 : 0),
  )
}

/** The rules of files that something is said about, in the order of the catalog. */
function named(catalog: Catalog): Entry[] {
  const files = catalog.files.filter(({ diagnostics }) => diagnostics.some(({ code }) => code in reasons))
  const told = new Set(files.flatMap(({ entries }) => entries))
  return catalog.entries.filter((entry) => told.has(entry))
}
