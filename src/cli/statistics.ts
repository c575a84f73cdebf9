import type { Catalog, Entry } from '../catalog/build.js'
import { indicators, logsourcesOf } from '../model/walk.js'

/** A list of names by the number of rules that have them, most first; `more` counts those left out. */
export interface Ranking {
  readonly top: readonly { readonly name: string; readonly rules: number }[]
  readonly more: number
}

export interface Stats {
  readonly files: number
  readonly rules: Catalog['totals']['rules']
  readonly indicators: number
  readonly exclusions: number
  readonly events: number
  readonly techniques: number
  readonly families: Ranking
  readonly levels: Ranking
  readonly statuses: Ranking
  /** Under the names that all families share. */
  readonly fields: Ranking
  readonly operators: Ranking
  readonly logsources: Ranking
  readonly tactics: Ranking
}

/** `limit`: rows of each ranking. */
export function statistics({ entries, totals }: Catalog, limit: number): Stats {
  const rank = (namesOf: (entry: Entry) => Iterable<string>): Ranking => ranking(entries, namesOf, limit)
  return {
    files: totals.files,
    rules: totals.rules,
    indicators: totals.indicators,
    exclusions: totals.exclusions,
    events: totals.events,
    techniques: totals.techniques,
    families: rank(({ rule }) => [rule.family]),
    levels: rank(({ rule }) => [rule.meta.level ?? 'none']),
    statuses: rank(({ rule }) => [rule.meta.status ?? 'none']),
    fields: rank(({ fields }) => fields),
    operators: rank(({ rule }) => indicators(rule).map(({ indicator }) => indicator.op)),
    logsources: rank(logsources),
    tactics: rank(({ attack }) => attack.map(({ name }) => name)),
  }
}

/** `windows / process_creation`, whatever the order in which it was written; of a query each pattern of its index. */
function* logsources({ rule }: Entry): Generator<string> {
  for (const { product, category, service, index } of logsourcesOf(rule)) {
    if (index) yield* index.split(',').map((pattern) => pattern.trim())
    else yield [product, category, service].filter(Boolean).join(' / ') || 'none'
  }
}

function ranking(entries: readonly Entry[], namesOf: (entry: Entry) => Iterable<string>, limit: number): Ranking {
  const rules = new Map<string, number>()
  for (const entry of entries) for (const name of new Set(namesOf(entry))) rules.set(name, (rules.get(name) ?? 0) + 1)
  const rows = [...rules].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([name, n]) => ({ name, rules: n }))
  return { top: rows.slice(0, limit), more: Math.max(0, rows.length - limit) }
}
