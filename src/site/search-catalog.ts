/** Queries over a catalog in memory, for the command line and the JSON API: what the rules index answers in a browser. */
import type { Catalog, Entry } from '../catalog/build.js'
import { perCatalog } from '../catalog/per-catalog.js'
import { catalogRows } from '../catalog/search.js'
import type { Diagnostic } from '../model/rule.js'
import { doubts } from '../search/doubts.js'
import { evaluate, fieldsOf, type Searched } from '../search/evaluate.js'
import { type Parsed, parse } from '../search/parse.js'
import type { FactColumns } from '../search/rows.js'
import { facetTables, wordTable } from './rules-index-data.js'
import { closeness, ordered } from './rules-index-order.js'
import { type Found, type Search, search, terms } from './rules-index-search.js'
import { packed, RowStore } from './search-format.js'

export interface Answered {
  readonly query: Parsed
  /** Best first. Empty when the query has an error. */
  readonly entries: readonly Entry[]
  /** Errors of the query, then what it names that no rule has. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Each index is made when a query first needs it, and kept as long as the catalog. */
export const catalogSearch = perCatalog(searchOf)

function searchOf(catalog: Catalog): (text: string) => Answered {
  const { entries } = catalog
  const titles = entries.map(({ rule }) => rule.title)
  const facts = lazy((): ReadonlyMap<string, FactColumns> => {
    const tables = facetTables(entries).map((table): [string, FactColumns] => [table.name, table])
    return new Map([...tables, ['language', languages(entries)]])
  })
  const index = lazy((): Search => search(wordTable(entries), entries.length))
  const store = lazy((): RowStore => {
    const rows = new RowStore()
    const { parts, fields } = catalogRows(catalog)
    rows.know(fields)
    for (const part of parts) rows.add(packed(part))
    return rows
  })
  const searched: Searched<Found> = {
    size: entries.length,
    fact: (name) => facts().get(name),
    rows: (field) => store().rows(field),
    words: (asked) => (asked.length === 0 ? undefined : index().find(terms(asked))),
  }
  return (text) => {
    const query = parse(text)
    if (query.diagnostics.some(({ severity }) => severity === 'error'))
      return { query, entries: [], diagnostics: query.diagnostics }
    const { rules, hits } = evaluate(query, searched)
    const fields = fieldsOf(query).size > 0 ? store().spelled : new Map<string, string>()
    const found = rules ?? [...entries.keys()]
    return {
      query,
      entries: (hits ? ordered(found, closeness(hits, titles)) : found).flatMap((rule) => entries[rule] ?? []),
      diagnostics: [...query.diagnostics, ...doubts(query, searched, fields, found.length)],
    }
  }
}

function languages(entries: readonly Entry[]): FactColumns {
  const keys = [...new Set(entries.map(({ rule }) => rule.language))]
  return { keys, labels: keys, of: entries.map(({ rule }) => [keys.indexOf(rule.language)]) }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
