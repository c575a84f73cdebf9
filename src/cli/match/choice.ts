/** Which rules of the sources are run, and which of them cannot. */
import type { Catalog, Entry } from '../../catalog/build.js'
import { canScan } from '../../match/scan.js'
import { createSeries, Series } from '../../match/series/series.js'
import type { Family, Level } from '../../model/rule.js'
import { levels } from '../../model/rule.js'
import { rank } from './tally.js'

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
      rank(entry) >= least &&
      (statuses.length === 0 || statuses.includes(entry.rule.meta.status ?? '')) &&
      (families.length === 0 || families.includes(entry.rule.family)),
  )
  const unable = new Map<string, number>()
  const run = wanted.filter(({ rule }) => {
    if (canScan(rule)) return true
    const series = createSeries(rule)
    if (series instanceof Series || series.cause === 'single') return true
    const cause = causes[series.cause]
    unable.set(cause, (unable.get(cause) ?? 0) + 1)
    return false
  })
  return { run, unable }
}

const causes = {
  empty: 'nothing of them could be read',
  unread: 'a stage could not be read',
  jobs: 'they ask jobs of anomaly detection',
} as const
