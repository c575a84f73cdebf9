/** Which rules of the sources are run, and which of them cannot. */
import { severity } from '../../catalog/attack-survey.js'
import type { Catalog, Entry } from '../../catalog/build.js'
import { type Runnable, runnable } from '../../match/unable.js'
import type { Family, Level } from '../../model/rule.js'
import { levels } from '../../model/rule.js'

export interface Wanted {
  /** This level or a graver one. */
  readonly level: Level | undefined
  readonly statuses: readonly string[]
  readonly families: readonly Family[]
}

export function choose(catalog: Catalog, { level, statuses, families }: Wanted): Runnable<Entry> {
  const least = level === undefined ? -1 : levels.indexOf(level)
  const wanted = catalog.entries.filter(
    (entry) =>
      severity(entry) >= least &&
      (statuses.length === 0 || statuses.includes(entry.rule.meta.status ?? '')) &&
      (families.length === 0 || families.includes(entry.rule.family)),
  )
  return runnable(wanted)
}
