/** Which rules of the sources are run, and which of them cannot. */
import type { Catalog, Entry } from '../../catalog/build.js'
import { ability } from '../../match/ability.js'
import type { Cause } from '../../match/causes.js'
import { canScan } from '../../match/scan.js'
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
    const { runs, causes } = ability(rule)
    if (runs !== 'no') return true
    const reason = causes.map(({ kind }) => reasons[kind]).find((one) => one !== undefined) ?? reasons.unread
    unable.set(reason, (unable.get(reason) ?? 0) + 1)
    return false
  })
  return { run, unable }
}

const reasons = {
  unread: 'nothing of them could be read',
  stage: 'a stage could not be read',
  condition: 'a condition could not be read',
  jobs: 'they ask jobs of anomaly detection',
  function: 'a function that they need is not known here',
  field: 'how a field is made is not known',
  list: 'a list that they need is not given',
  table: 'a table that they need is not given',
  pattern: 'a regular expression cannot run in linear time',
  order: 'what comes before and after a text is not known',
  network: 'a network could not be read',
  time: 'the present time is not known',
  // These are no reason not to run.
  records: undefined,
  rules: undefined,
} as const satisfies Readonly<Record<Cause['kind'], string | undefined>>
