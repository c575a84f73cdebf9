import { type Diagnostic, families, levels } from '../model/rule.js'
import { doubts } from '../search/doubts.js'
import { evaluate, type Searched } from '../search/evaluate.js'
import { parse } from '../search/parse.js'
import type { FactColumns } from '../search/rows.js'
import type { Choice, Sort } from './rules-index-address.js'
import { counter } from './rules-index-facets.js'
import { type FacetTable, facetNames, type IndexData } from './rules-index-format.js'
import { closeness, ordered } from './rules-index-order.js'
import type { Row } from './rules-index-row.js'
import { type Found, type Search, search, terms } from './rules-index-search.js'
import { RowStore } from './search-format.js'

export interface Answer {
  /** Rules in the order that was asked for. */
  readonly rules: readonly number[]
  /** By facet table, by value. */
  readonly counts: readonly Uint32Array[]
  /** By facet table: ids of the chosen values; one past the end for a value that no rule has. */
  readonly chosen: readonly ReadonlySet<number>[]
  readonly found: Found | undefined
  /** What is wrong with the query, or doubtful. */
  readonly problems: readonly Diagnostic[]
}

export interface Engine {
  readonly data: IndexData
  readonly search: Search
  readonly searched: Searched<Found>
  ask(choice: Choice): Answer
  row(rule: number): Row
}

const severity: ReadonlyMap<string, number> = new Map(levels.map((level, i) => [level, i]))

/** Answers choices over a loaded index. What a query asks about fields is answered from those that `rows` has. */
export function engine(data: IndexData, rows = new RowStore()): Engine {
  const size = data.title.length
  const all = Array.from({ length: size }, (_, rule) => rule)
  const find = search(data.words, size)
  const count = counter(data.facets)
  const ids = data.facets.map((table) => new Map(table.keys.map((key, id) => [key, id])))
  const ranks = new Map<Sort, Uint32Array>()
  const extents = new Map<number, Row['extent']>()
  for (const rule of data.partial) extents.set(rule, 'partial')
  for (const rule of data.unread) extents.set(rule, 'unread')

  const table = (name: FacetTable['name']): FacetTable | undefined => data.facets[facetNames.indexOf(name)]
  const keysOf = (name: FacetTable['name'], rule: number): string[] => {
    const facet = table(name)
    return (facet?.of[rule] ?? []).flatMap((id) => facet?.keys[id] ?? [])
  }
  const ways = (rule: number): number => data.ways[rule] ?? Number.POSITIVE_INFINITY

  /** Higher is earlier; equal values share a rank. */
  function rankBy(sort: Exclude<Sort, 'match'>): Uint32Array {
    const known = ranks.get(sort)
    if (known) return known
    const value: (rule: number) => number =
      sort === 'ways'
        ? ways
        : sort === 'newest'
          ? (rule) => data.changed[rule] ?? 0
          : (rule) => severity.get(keysOf('level', rule)[0] ?? '') ?? -1
    const values = all.map(value)
    const order = new Map([...new Set(values)].sort((a, b) => a - b).map((v, i) => [v, i]))
    const rank = Uint32Array.from(values, (v) => order.get(v) ?? 0)
    ranks.set(sort, rank)
    return rank
  }

  const languages: FactColumns = { keys: data.languages, labels: data.languages, of: data.language.map((id) => [id]) }
  const searched: Searched<Found> = {
    size,
    fact: (name) => (name === 'language' ? languages : table(name)),
    rows: (field) => rows.rows(field),
    words: (asked) => find.find(terms(asked)),
  }

  return {
    data,
    search: find,
    searched,
    ask(choice) {
      const query = parse(choice.q)
      const { rules, hits: found } = evaluate(query, searched)
      const chosen = data.facets.map(
        ({ name, keys }, f) => new Set((choice.facets[name] ?? []).map((key) => ids[f]?.get(key) ?? keys.length)),
      )
      const { kept, counts } = count(
        rules ?? all,
        chosen.map((set) => [...set]),
      )
      const rank = choice.sort === 'match' ? undefined : rankBy(choice.sort)
      const key = rank ? (rule: number) => rank[rule] ?? 0 : found ? closeness(found, data.title) : undefined
      return {
        rules: key ? ordered(kept, key) : kept,
        counts,
        chosen,
        found,
        problems: [...query.diagnostics, ...doubts(query, searched, rows.spelled, rules?.length ?? size)],
      }
    },
    row: (rule) => ({
      title: data.title[rule] ?? '',
      href: data.href[rule] ?? '',
      family: families.find((family) => family === keysOf('family', rule)[0]) ?? 'sigma',
      level: keysOf('level', rule)[0],
      logsource: data.logsources[data.logsource[rule] ?? 0] ?? '',
      techniques: keysOf('technique', rule),
      shape: data.shapes[data.shape[rule] ?? 0] ?? '',
      ways: ways(rule),
      extent: extents.get(rule) ?? 'whole',
    }),
  }
}
