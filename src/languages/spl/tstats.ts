/** TSTATS and MSTATS: rows of a data model, an index or metrics, found and gathered by one command. */

import type { Predicate, Span } from '../../model/rule.js'
import { clausesOf, readName, readOption, readOptions } from './arguments.js'
import type { Call } from './call.js'
import { Cursor } from './cursor.js'
import { filterBy } from './filters.js'
import { aggregates, keyed, keysOf, pushGroup } from './gather.js'
import { Pipeline } from './query.js'
import { readSearch } from './search.js'
import { writtenIn } from './sources.js'

/** `tstats count FROM datamodel=A.B WHERE … BY …`: rows of a data model or an index, gathered. */
export function readTstats({ pipeline, verb, from, to, span, readInner }: Call): void {
  const { query, last: before } = pipeline
  // What goes on behind rows that are added to others is what those have.
  const own = before === undefined ? pipeline : new Pipeline(query)
  const clauses = clausesOf(pipeline, from, to, ['from', 'where', 'by', 'groupby'])
  const at = (word: string) => clauses.find((clause) => clause.word === word)
  const head = clauses[0] ?? { from, to }
  const cursor = new Cursor(query, head.from, head.to)
  const options = readOptions(cursor)
  const where = at('where')
  const found = where ? readSearch(own, where.from, where.to) : { where: undefined, inner: new Map() }
  const source = at('from')
  const written = { ...(source ? modelIn(pipeline, source.from, source.to) : {}), ...writtenIn(found.where) }
  const node = nodeIn(found.where)
  if (node)
    written.datamodel = node.includes('.') || !written.datamodel ? node : `${written.datamodel.split('.')[0]}.${node}`
  if (verb === 'mstats') written.command = 'mstats'
  const place = source ? query.source.place(source.from, source.to) : span
  own.push({ kind: 'read', source: { kind: 'events', written }, span: trimmed(pipeline, source) ?? place })
  filterBy(own, found, where ? query.source.place(where.from, where.to) : span, readInner)
  const make = aggregates(own, cursor)
  const keys = clauses
    .filter(({ word }) => word === 'by' || word === 'groupby')
    .flatMap((clause) => keysOf(own, clause.from, clause.to, options))
  pushGroup(own, { make, ...keyed(own, keys, options, verb) }, false, span)
  if (before === undefined || own.last === undefined) return
  pipeline.scope.widen(pipeline.next)
  pipeline.push({ kind: 'union', from: [before, own.last], span })
}

function trimmed({ query }: Pipeline, clause: { from: number; to: number } | undefined): Span | undefined {
  if (!clause) return undefined
  const text = query.source.text.slice(clause.from, clause.to)
  const from = clause.from + (text.length - text.trimStart().length)
  return query.source.place(from, from + text.trim().length)
}

/** `datamodel=A.B`, `sid=…`, or the name of a namespace. */
function modelIn(pipeline: Pipeline, from: number, to: number): Record<string, string> {
  const cursor = new Cursor(pipeline.query, from, to)
  const option = readOption(cursor)
  if (option) return { [option.key]: option.value }
  return cursor.ended ? {} : { namespace: readName(cursor).name }
}

/** `nodename=A.B` among the conditions says which part of the data model is meant. */
function nodeIn(where: Predicate | undefined): string | undefined {
  const parts = where?.kind === 'and' ? where.of : where ? [where] : []
  for (const part of parts)
    if (part.kind === 'indicator' && part.field?.written === 'nodename' && part.op === 'eq')
      return part.values[0]?.written
  return undefined
}
