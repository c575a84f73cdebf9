/** Which rules of the sources are run, and which of them cannot. */
import { severity } from '../../catalog/attack-survey.js'
import type { Catalog, Entry } from '../../catalog/build.js'
import { whyUnable } from '../../match/unable.js'
import type { Family, Level } from '../../model/rule.js'
import { levels } from '../../model/rule.js'

export interface Wanted {
  /** This level or a graver one. */
  readonly level: Level | undefined
  readonly statuses: readonly string[]
  readonly families: readonly Family[]
}

export interface Choice {
  readonly run: readonly Entry[]
  /** Rules that were wanted and cannot run, by cause. */
  readonly unable: ReadonlyMap<string, number>
}

export function choose(catalog: Catalog, { level, statuses, families }: Wanted): Choice {
  const least = level === undefined ? -1 : levels.indexOf(level)
  const wanted = catalog.entries.filter(
    (entry) =>
      entry.rule.kind !== 'filter' &&
      severity(entry) >= least &&
      (statuses.length === 0 || statuses.includes(entry.rule.meta.status ?? '')) &&
      (families.length === 0 || families.includes(entry.rule.family)),
  )
  const unable = new Map<string, number>()
  const run = wanted.filter(({ rule }) => {
    const reason = whyUnable(rule)
    if (reason === undefined) return true
    unable.set(reason, (unable.get(reason) ?? 0) + 1)
    return false
  })
  return { run, unable }
}
