/**
 * Kibana's filters, the pills beside a query: each is a query of Elasticsearch with a note on whether it is switched on
 * and whether it is turned round. All of them must hold. The older form has the query at the filter's own level.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Predicate, Span } from '../../model/rule.js'
import type { TomlMap, TomlNode } from '../../text/toml.js'
import { tomlEntry, tomlMaps } from '../../text/toml.js'
import { allOf, anyOf, type Found, negated, opaque } from './build.js'
import { isClause, readClause } from './query.js'

export interface Filters {
  /** Absent when nothing is asked for. */
  readonly where: Predicate | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Filters that combine others nest at most this deep. */
const depthLimit = 32

/** `node` is a list of filters or one filter, `span` the whole of it. Never throws. */
export function readKibana(node: TomlNode, span: Span): Filters {
  const diagnostics: Diagnostic[] = []
  const found = tomlMaps(node).map((map) => readFilter(map, diagnostics, 0))
  return { where: allOf(found, span), diagnostics }
}

function readFilter(filter: TomlMap, problems: Diagnostic[], depth: number): Found {
  const meta = mapAt(filter, 'meta')
  if (flag(meta, 'disabled')) {
    problems.push(diagnose('kibana/disabled', filter.span))
    return undefined
  }
  const found = readBody(filter, meta, problems, depth)
  return flag(meta, 'negate') ? negated(found, filter.span) : found
}

function readBody(filter: TomlMap, meta: TomlMap | undefined, problems: Diagnostic[], depth: number): Found {
  if (depth > depthLimit) return opaque(filter.span, diagnose('kibana/too-nested', filter.span, depthLimit), problems)
  const params = tomlEntry(meta, 'params')
  if (params && textAt(meta, 'type') === 'combined') {
    const parts = tomlMaps(params.value).map((one) => readFilter(one, problems, depth + 1))
    return textAt(meta, 'relation')?.toUpperCase() === 'OR' ? anyOf(parts, params.span) : allOf(parts, params.span)
  }
  const query = mapAt(filter, 'query')
  const clauses = (query ?? filter).entries.filter(({ key }) => query !== undefined || isClause(key.text))
  const [first] = clauses
  if (!first) return opaque(filter.span, diagnose('kibana/unread', filter.span, 'it has no query'), problems)
  return allOf(
    clauses.map((one) => readClause(one, problems)),
    { from: first.span.from, to: Math.max(...clauses.map((one) => one.span.to)) },
  )
}

function mapAt(map: TomlMap | undefined, key: string): TomlMap | undefined {
  const node = tomlEntry(map, key)?.value
  return node?.kind === 'map' ? node : undefined
}

function textAt(map: TomlMap | undefined, key: string): string | undefined {
  const node = tomlEntry(map, key)?.value
  return node?.kind === 'scalar' ? node.text : undefined
}

const flag = (map: TomlMap | undefined, key: string): boolean => textAt(map, key) === 'true'
