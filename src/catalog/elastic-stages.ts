/** The stages of the rule types that begin with a query in Kibana's own language, and of anomaly detection jobs. */
import { textOf } from '../formats/elastic-meta.js'
import type { Bound, Named, ThresholdTail } from '../formats/elastic-tails.js'
import { readJobs, readMapping, readNewTerms, readThreshold, sinceNow } from '../formats/elastic-tails.js'
import type { ElasticDocument, Index, Query } from '../formats/elastic-toml.js'
import { readIndex, readQuery } from '../formats/elastic-toml.js'
import { readKibana } from '../languages/kibana/read.js'
import { readKuery } from '../languages/kuery/read.js'
import { diagnose } from '../model/diagnostics.js'
import type { Aggregate, Field, Indicator, Millis, Predicate, Span, StageId } from '../model/rule.js'
import { tomlEntry } from '../text/toml.js'
import type { Flow } from './elastic-flow.js'

/** A query with what narrows it; the indicators of a threat match have one under keys of their own. */
interface Search {
  readonly query: Query | undefined
  readonly filters: 'filters' | 'threat_filters'
  readonly language: Named | undefined
  readonly index: Index
  readonly written: Readonly<Record<string, string>>
}

/** The events of a rule's indices that satisfy its query and its filters. */
export function addSearch(document: ElasticDocument, flow: Flow): void {
  const { query, language, index, body, at } = document
  if (!query && !tomlEntry(body, 'filters')) flow.report(diagnose('elastic/no-query', at, 'query'))
  else search({ query, language, index, filters: 'filters', written: sourceOf(document, flow) }, document, flow)
}

/** How a rule names what it reads. */
export function sourceOf({ index, body }: ElasticDocument, flow: Flow): Record<string, string> {
  if (index.names.length > 0) return { index: index.names.join(', ') }
  const view = textOf(body, 'data_view_id')
  if (view) return { data_view: view }
  flow.report(diagnose('elastic/no-index', index.span))
  return {}
}

function search({ query, filters, language, index, written }: Search, { body }: ElasticDocument, flow: Flow): StageId {
  flow.add({ kind: 'read', source: { kind: 'events', written }, span: index.span })
  if (query) addFilter(readQueryText(query, language, flow), query.source.place(0, query.source.text.length), flow)
  const found = tomlEntry(body, filters)
  if (found) {
    const { where, diagnostics } = readKibana(found.value, found.span)
    flow.reportAll(diagnostics)
    addFilter(where, found.span, flow)
  }
  return flow.last
}

function addFilter(where: Predicate | undefined, span: Span, flow: Flow): void {
  if (where) flow.add({ kind: 'filter', from: flow.last, where, span })
}

function readQueryText({ source, span }: Query, language: Named | undefined, flow: Flow): Predicate | undefined {
  if (language && language.text !== 'kuery') {
    flow.report(diagnose('elastic/unknown-language', language.span, language.text))
    return { kind: 'opaque', span: source.place(0, source.text.length) }
  }
  if (source.text.trim() === '') {
    flow.report(diagnose('elastic/empty-query', span))
    return undefined
  }
  const { where, diagnostics } = readKuery(source)
  flow.reportAll(diagnostics)
  return where
}

/** How far back a rule looks each time when it does not say. */
const defaultFrom: Millis = 360_000

/** Events are counted by fields over the time that the rule looks back; the counts must reach their bounds. */
export function addThreshold(document: ElasticDocument, flow: Flow): void {
  addSearch(document, flow)
  const tail = readThreshold(document.body, flow.diagnostics)
  if (!tail) flow.report(diagnose('elastic/no-query', document.at, 'threshold'))
  if (!tail || flow.stages.length === 0) return
  const { by, span } = tail
  const group = flow.add({
    kind: 'group',
    from: flow.last,
    by: by.map((one) => flow.field(one.text, one.span)),
    within: lookback(document, flow),
    make: [{ as: 'count', fn: 'count' }, ...tail.distinct.map(({ field }) => distinctOf(field, flow))],
    span,
  })
  const where = reached(tail, group)
  if (where) flow.add({ kind: 'filter', from: group, where, span })
  else flow.add({ kind: 'opaque', from: [group], verb: 'threshold', span })
}

const distinctName = ({ text }: Named): string => `distinct(${text})`

function distinctOf(field: Named, flow: Flow): Aggregate {
  return { as: distinctName(field), fn: 'distinct', of: flow.field(field.text, field.span) }
}

function reached({ count, distinct, span }: ThresholdTail, made: StageId): Predicate | undefined {
  const tests = [
    ...(count ? [atLeast('count', count, made)] : []),
    ...distinct.map(({ field, bound }) => atLeast(distinctName(field), bound, made)),
  ]
  return tests.length > 1 ? { kind: 'and', of: tests, span } : tests[0]
}

function atLeast(name: string, { value, written, span, key, whole }: Bound, made?: StageId): Indicator {
  const field: Field = { written: name, span: key, ...(made !== undefined && { made }) }
  return {
    kind: 'indicator',
    field,
    op: 'ge',
    values: [{ kind: 'number', value, written, span }],
    need: 'one',
    cased: false,
    via: [],
    span: whole,
  }
}

function lookback({ body, at }: ElasticDocument, flow: Flow): Millis {
  const from = textOf(body, 'from')
  if (from === undefined) return defaultFrom
  const found = sinceNow(from)
  if (found === undefined) flow.report(diagnose('elastic/bad-time', tomlEntry(body, 'from')?.span ?? at, 'from', from))
  return found ?? defaultFrom
}

/** Events are kept whose values have not been seen together for a while. */
export function addNewTerms(document: ElasticDocument, flow: Flow): void {
  addSearch(document, flow)
  if (flow.stages.length === 0) return
  const known = flow.diagnostics.length
  const tail = readNewTerms(document.body, flow.diagnostics)
  if (tail) {
    const by = tail.by.map((one) => flow.field(one.text, one.span))
    flow.add({ kind: 'novel', from: flow.last, by, lookback: tail.lookback, span: tail.span })
    return
  }
  if (flow.diagnostics.length === known) flow.report(diagnose('elastic/no-query', document.at, 'new_terms'))
  addUnread('new_terms', document, flow)
}

/** Events are kept that have a partner, or have none, among the indicators of an index. */
export function addThreatMatch(document: ElasticDocument, flow: Flow): void {
  const { body, text, at } = document
  addSearch(document, flow)
  if (flow.stages.length === 0) return
  const from = flow.last
  const known = flow.diagnostics.length
  const tail = readMapping(body, flow.diagnostics)
  if (!tail) {
    if (flow.diagnostics.length === known) flow.report(diagnose('elastic/no-query', at, 'threat_mapping'))
    return addUnread('threat_mapping', document, flow)
  }
  const query = readQuery(body, 'threat_query', text)
  const index = readIndex(body, 'threat_index', at)
  if (index.names.length === 0) flow.report(diagnose('elastic/no-query', at, 'threat_index'))
  const language = readQuery(body, 'threat_language', text)
  const other = search(
    {
      query,
      language: language && { text: language.source.text, span: language.span },
      index,
      filters: 'threat_filters',
      written: { index: index.names.join(', ') },
    },
    document,
    flow,
  )
  const on = tail.on.map((list) =>
    list.map(([mine, theirs]): [Field, Field] => [
      { written: mine.text, span: mine.span },
      { written: theirs.text, span: theirs.span },
    ]),
  )
  flow.add({ kind: 'join', from, other, how: tail.negated ? 'anti' : 'semi', on, span: tail.span })
}

/** What a rule's type adds to its query, when it cannot be told. */
function addUnread(key: string, { body, at }: ElasticDocument, flow: Flow): void {
  flow.add({ kind: 'opaque', from: [flow.last], verb: key, span: tomlEntry(body, key)?.span ?? at })
}

/** Results of anomaly detection jobs with a score that is high enough. */
export function addJobs({ body, at }: ElasticDocument, flow: Flow): void {
  const tail = readJobs(body, flow.diagnostics)
  if (!tail) return flow.report(diagnose('elastic/no-jobs', at))
  const { jobs, score, span } = tail
  const found = flow.add({ kind: 'read', source: { kind: 'jobs', ids: jobs.map(({ text }) => text) }, span })
  if (score) addFilter(atLeast('anomaly_score', score, found), score.whole, flow)
}
