/** What an Elastic rule looks for: its query in one of several languages, and what its type adds to it. */

import { textOf } from '../formats/elastic-meta.js'
import { readSuppression } from '../formats/elastic-tails.js'
import type { ElasticDocument, Query } from '../formats/elastic-toml.js'
import { readEql } from '../languages/eql/read.js'
import { readEsql } from '../languages/esql/read.js'
import { readKibana } from '../languages/kibana/read.js'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Predicate, Stage } from '../model/rule.js'
import { nearest } from '../text/nearest.js'
import { tomlEntry } from '../text/toml.js'
import { Flow } from './elastic-flow.js'
import { addJobs, addNewTerms, addSearch, addThreatMatch, addThreshold, sourceOf } from './elastic-stages.js'

export interface Logic {
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
}

const types = [
  'query',
  'saved_query',
  'eql',
  'esql',
  'threshold',
  'new_terms',
  'threat_match',
  'machine_learning',
] as const
type Type = (typeof types)[number]

/** Never throws; without stages when there is nothing to read. */
export function readLogic(document: ElasticDocument): Logic {
  const flow = new Flow()
  const type = typeOf(document, flow)
  if (type) addQuery(type, document, flow)
  if (flow.stages.length > 0) addSuppression(document, flow)
  const exceptions = tomlEntry(document.body, 'exceptions_list')
  if (exceptions) flow.report(diagnose('elastic/exceptions', exceptions.span))
  return flow
}

function typeOf({ type, language, at, query }: ElasticDocument, flow: Flow): Type | undefined {
  const found = types.find((one) => one === type?.text)
  if (found) return found
  if (type) flow.report(diagnose('elastic/unknown-type', type.span, type.text, nearest(type.text, types)))
  else flow.report(diagnose('elastic/no-type', at))
  // The query still says what the rule looks for, as far as it goes.
  if (!query) return undefined
  return language?.text === 'eql' || language?.text === 'esql' ? language.text : 'query'
}

function addQuery(kind: Type, document: ElasticDocument, flow: Flow): void {
  switch (kind) {
    case 'query':
      return addSearch(document, flow)
    case 'saved_query':
      flow.report(diagnose('elastic/saved-query', document.type?.span ?? document.at))
      return addSearch(document, flow)
    case 'threshold':
      return addThreshold(document, flow)
    case 'new_terms':
      return addNewTerms(document, flow)
    case 'threat_match':
      return addThreatMatch(document, flow)
    case 'machine_learning':
      return addJobs(document, flow)
    case 'eql':
      return addStages(document, flow, ({ source }) => readEql(source, eqlSource(document, flow)))
    case 'esql':
      return addStages(document, flow, ({ source }) => readEsql(source))
    default:
      kind satisfies never
  }
}

/** In `process where ...` the word before `where` is a value of `event.category`, unless the rule says of which field. */
function eqlSource(document: ElasticDocument, flow: Flow): Record<string, string> {
  const field = textOf(document.body, 'event_category_override')
  const written = sourceOf(document, flow)
  return field && field !== 'event.category' ? { ...written, category_field: field } : written
}

/** A query whose language has stages of its own; Kibana's filters are applied to what it reads. */
function addStages(document: ElasticDocument, flow: Flow, read: (query: Query) => Logic): void {
  const { query, at, body } = document
  if (!query) return flow.report(diagnose('elastic/no-query', at, 'query'))
  const { stages, diagnostics } = read(query)
  flow.reportAll(diagnostics)
  const filters = tomlEntry(body, 'filters')
  if (!filters) return flow.addAll(stages)
  const found = readKibana(filters.value, filters.span)
  flow.reportAll(found.diagnostics)
  if (!found.where) return flow.addAll(stages)
  const where: Predicate = found.where
  const joined = besideTests(stages, where)
  if (!joined) flow.report(diagnose('elastic/unplaced-filters', filters.span))
  flow.addAll(joined ?? stages)
}

/** The stages with a further condition in the first test of whatever is read; undefined when something is not tested. */
function besideTests(stages: readonly Stage[], where: Predicate): Stage[] | undefined {
  const isRead = (id: number): boolean => stages[id]?.kind === 'read'
  const tested = new Set(stages.flatMap((stage) => (stage.kind === 'filter' && isRead(stage.from) ? [stage.from] : [])))
  if (stages.some((_, id) => isRead(id) && !tested.has(id))) return undefined
  return stages.map((stage) =>
    stage.kind === 'filter' && isRead(stage.from) ? { ...stage, where: beside(stage.where, where) } : stage,
  )
}

/** Both; where the first asks for nothing (`where true`), the second alone. */
function beside(first: Predicate, second: Predicate): Predicate {
  if (first.kind === 'and' && first.of.length === 0) return second
  return { kind: 'and', of: [...(first.kind === 'and' ? first.of : [first]), second], span: first.span }
}

/** How alerts are gathered once they are there. */
function addSuppression({ body }: ElasticDocument, flow: Flow): void {
  const tail = readSuppression(body)
  if (!tail) return
  flow.add({
    kind: 'shape',
    from: flow.last,
    verb: 'suppress',
    fields: tail.by.map(({ text, span }) => flow.field(text, span)),
    span: tail.span,
  })
}
