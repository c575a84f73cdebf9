/** Where records come from: an index search, a data model, a list. */

import type { Predicate, Source } from '../../model/rule.js'
import { isOn, readName, readOptions } from './arguments.js'
import type { Call } from './call.js'
import { Cursor } from './cursor.js'
import { filterBy, filterWhere } from './filters.js'
import { Pipeline } from './query.js'
import { readSearch } from './search.js'

/** Fields that say which records to search rather than what is in them. */
const routing = new Set(['index', 'source', 'sourcetype', 'eventtype', 'host', 'splunk_server', 'tag'])

/** A search from an index. Its source is told by the terms at its top, which stay as conditions. */
export function readIndexSearch({ pipeline, from, to, span, readInner }: Call): void {
  const found = readSearch(pipeline, from, to)
  pipeline.push({ kind: 'read', source: { kind: 'events', written: writtenIn(found.where) }, span })
  filterBy(pipeline, found, span, readInner)
}

/** What the terms at the top of a condition say about the source; several of a kind are set apart by `, `. */
export function writtenIn(where: Predicate | undefined): Record<string, string> {
  const found = new Map<string, Set<string>>()
  if (where) gather(where, found)
  return Object.fromEntries([...found].map(([key, values]) => [key, [...values].join(', ')]))
}

function gather(part: Predicate, found: Map<string, Set<string>>): void {
  if (part.label !== undefined && part.kind !== 'not' && routes(part)) add(found, 'macro', part.label)
  switch (part.kind) {
    case 'and':
      for (const one of part.of) gather(one, found)
      return
    case 'or':
      if (part.label === undefined ? part.of.every(routes) : routes(part)) for (const one of part.of) gather(one, found)
      return
    case 'indicator': {
      const { field, op, values } = part
      if (!field || op !== 'eq' || !routing.has(field.written)) return
      for (const value of values) add(found, field.written, value.written)
      return
    }
    default:
  }
}

/** Whether a condition says which records to search; of a macro one of its terms is enough. */
function routes(part: Predicate): boolean {
  switch (part.kind) {
    case 'and':
    case 'or':
      return part.label === undefined ? part.of.every(routes) : part.of.some(routes)
    case 'opaque':
      return part.label !== undefined && part.label !== 'subsearch'
    case 'indicator':
      return part.field !== null && routing.has(part.field.written)
    default:
      return false
  }
}

function add(found: Map<string, Set<string>>, key: string, value: string): void {
  const known = found.get(key) ?? new Set<string>()
  found.set(key, known.add(value))
}

/** `inputlookup [append=t] list [where …]`, `inputcsv`: all rows of a list. */
export function readList({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  const { name } = readName(cursor)
  for (const [key, value] of readOptions(cursor)) options.set(key, value)
  const before = pipeline.last
  const branch = new Pipeline(pipeline.query)
  branch.push({ kind: 'read', source: { kind: 'list', name }, span })
  if (cursor.word('where')) filterWhere(branch, cursor.at, to, span)
  const { last } = branch
  if (before === undefined || !isOn(options.get('append')) || last === undefined) {
    pipeline.last = last
    return
  }
  pipeline.scope.widen(pipeline.next)
  pipeline.push({ kind: 'union', from: [before, last], span })
}

/** `from datamodel:A.B`, `from datamodel "A"."B"`, `from lookup:x`, `from index:x`; SQL-like clauses are not followed. */
export function readFrom({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const kind = cursor.match(/[A-Za-z]+(?=\s*[:=\s"])/y)?.toLowerCase()
  if (!kind) cursor.fail()
  cursor.match(/[:=]/y)
  const name = cursor.match(/[^\s|]+/y)?.replaceAll('"', '')
  if (!name) cursor.fail('a name is missing')
  pipeline.push({ kind: 'read', source: sourceOf(kind ?? '', name ?? ''), span })
  if (!cursor.ended) pipeline.opaque('from', cursor.place(cursor.at, to))
}

function sourceOf(kind: string, name: string): Source {
  if (kind === 'lookup' || kind === 'inputlookup') return { kind: 'list', name }
  if (kind === 'savedsearch') return { kind: 'rule', ref: name }
  return { kind: 'events', written: { [kind]: name } }
}

/** `datamodel Model Node search` */
export function readDataModel({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const names: string[] = []
  while (!cursor.ended) if (!cursor.sign(',')) names.push(readName(cursor).name)
  const written = { datamodel: names.slice(0, 2).join('.') }
  pipeline.push({ kind: 'read', source: { kind: 'events', written }, span })
}

/** `savedsearch name …`, `loadjob …`: the results of another search. */
export function readSaved({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  const ref = options.get('savedsearch') ?? (cursor.ended ? '' : readName(cursor).name)
  pipeline.push({ kind: 'read', source: { kind: 'rule', ref }, span })
}

/** Sources that are no log: `makeresults`, `rest`, `metadata` and such. */
export function readMade({ pipeline, verb, span }: Call): void {
  pipeline.push({ kind: 'read', source: { kind: 'events', written: { command: verb } }, span })
}
