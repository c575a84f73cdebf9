/** Commands that bring other rows in: LOOKUP, JOIN, APPEND, APPENDPIPE, MULTISEARCH, MAP. */

import { diagnose } from '../../model/diagnostics.js'
import type { Field, StageId } from '../../model/rule.js'
import { type Named, readName, readOption, readOptions } from './arguments.js'
import type { Call } from './call.js'
import { Cursor } from './cursor.js'
import { readBranch } from './filters.js'
import { Pipeline } from './query.js'
import type { Inner } from './structure.js'

/** A field of a list is called as it is in the list. */
const listField = ({ name, span }: Named): Field => ({ written: name, span })

/** `lookup list key AS field, … OUTPUT a AS b`: columns of a list for records that have a partner in it. */
export function readLookup({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const base = pipeline.from
  readOptions(cursor)
  const list = readName(cursor)
  const on: [Field, Field][] = []
  while (!cursor.ended && !cursor.isWord('output') && !cursor.isWord('outputnew')) {
    if (cursor.sign(',')) continue
    const key = readName(cursor)
    const own = cursor.word('as') ? readName(cursor) : key
    on.push([pipeline.field(own.name, own.span), listField(key)])
  }
  const other = pipeline.push({ kind: 'read', source: { kind: 'list', name: list.name }, span: list.span })
  if (cursor.word('output') || cursor.word('outputnew'))
    while (!cursor.ended) {
      if (cursor.sign(',')) continue
      const column = readName(cursor)
      pipeline.scope.make(cursor.word('as') ? readName(cursor).name : column.name, pipeline.next)
    }
  else pipeline.scope.widen(pipeline.next)
  pipeline.push({ kind: 'join', from: base, other, how: 'left', on: [on], span })
}

function brackets(pipeline: Pipeline, cursor: Cursor): Inner {
  const inner = pipeline.query.inner.get(cursor.at)
  if (!inner) return cursor.fail('a search in brackets is missing')
  cursor.moveTo(inner.to + 1)
  return inner
}

const kinds: Readonly<Record<string, 'inner' | 'left'>> = { inner: 'inner', left: 'left', outer: 'left' }

/** `join type=left a, b [search …]`, `join left=L right=R where L.a=R.b [search …]`. */
export function readJoin({ pipeline, from, to, span, readInner }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const base = pipeline.from
  const options = readOptions(cursor)
  const where = cursor.word('where')
  const names: Named[] = []
  const pairs: [Named, Named][] = []
  while (!cursor.ended && cursor.char !== '[') {
    if (cursor.sign(',')) continue
    // Options may also stand between the fields.
    const option = where ? undefined : readOption(cursor)
    if (option) {
      options.set(option.key, option.value)
      continue
    }
    const name = readName(cursor)
    if (where && cursor.sign('=')) pairs.push([name, readName(cursor)])
    else names.push(name)
  }
  const branch = readBranch(pipeline, brackets(pipeline, cursor), readInner)
  if (!cursor.ended) cursor.fail()
  const other = branch.last
  if (other === undefined) return pipeline.opaque('join', span)
  const on = where
    ? pairs.map(([a, b]) => sides(pipeline, branch, a, b, options))
    : names.map(({ name, span: at }): [Field, Field] => [pipeline.field(name, at), branch.field(name, at)])
  if (on.length === 0) pipeline.report(diagnose('spl/no-join-field', span))
  const how = kinds[options.get('type')?.toLowerCase() ?? 'inner'] ?? 'inner'
  pipeline.scope.absorb(branch.scope, pipeline.next, new Set(names.map(({ name }) => name)))
  pipeline.push({ kind: 'join', from: base, other, how, on: [on], span })
}

/** `L.a=R.b`: which side a name is of, its alias says. */
function sides(
  pipeline: Pipeline,
  branch: Pipeline,
  a: Named,
  b: Named,
  options: ReadonlyMap<string, string>,
): [Field, Field] {
  const [left, right] = [options.get('left') ?? '', options.get('right') ?? '']
  const bare = (name: string) =>
    [left, right].reduce((rest, side) => (rest.startsWith(`${side}.`) ? rest.slice(side.length + 1) : rest), name)
  const [own, other] = a.name.startsWith(`${right}.`) ? [b, a] : [a, b]
  return [pipeline.field(bare(own.name), own.span), branch.field(bare(other.name), other.span)]
}

/** `append [search …]`, `multisearch [search …] [search …]`, `union`: all rows of several searches. */
export function readAppend({ pipeline, verb, from, to, span, readInner }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  readOptions(cursor)
  const before = pipeline.last
  const ends: StageId[] = before === undefined ? [] : [before]
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    if (cursor.char !== '[' && verb === 'union') {
      readName(cursor)
      continue
    }
    const branch = readBranch(pipeline, brackets(pipeline, cursor), readInner)
    if (branch.last !== undefined) ends.push(branch.last)
    pipeline.scope.absorb(branch.scope, pipeline.next)
  }
  if (ends.length === 0) return pipeline.opaque(verb, span)
  pipeline.scope.widen(pipeline.next)
  pipeline.push({ kind: 'union', from: ends, span })
}

/** `map search="search id=$id$ …"`: a search for every row, whose rows take its place. */
export function readMap({ pipeline, from, to, span, readText }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  let last: StageId | undefined
  while (!cursor.ended) {
    const option = cursor.sign(',') ? undefined : readOption(cursor)
    if (option?.key === 'search') last = readText(option.from, option.to, pipeline.query)
    else if (!option) break
  }
  pipeline.scope.widen(pipeline.next)
  pipeline.opaque('map', span, last === undefined ? [] : [last])
}

/** `appendcols [search …]`, `set union [..] [..]`, `map [..]`: other rows come in, in a way that is not followed. */
export function readOther({ pipeline, verb, from, to, span, readInner }: Call): void {
  const ends: StageId[] = []
  for (const [open, inner] of pipeline.query.inner) {
    if (open < from || open >= to || enclosed(pipeline, open, from)) continue
    const { last } = readBranch(pipeline, inner, readInner)
    if (last !== undefined) ends.push(last)
  }
  pipeline.scope.widen(pipeline.next)
  pipeline.opaque(verb, span, ends)
}

/** Whether a bracket lies in another one that opens behind `from`. */
function enclosed({ query }: Pipeline, open: number, from: number): boolean {
  for (const [other, { to }] of query.inner) if (other >= from && other < open && open < to) return true
  return false
}

/** `appendpipe [stats …]`: the same rows, and what a pipe makes of them. */
export function readAppendPipe({ pipeline, from, to, span, readInner }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  readOptions(cursor)
  const base = pipeline.from
  const start = new Pipeline(pipeline.query, pipeline.scope.copy(), base)
  const branch = readBranch(pipeline, brackets(pipeline, cursor), readInner, start)
  const from2 = branch.last === undefined || branch.last === base ? [base] : [base, branch.last]
  pipeline.scope.absorb(branch.scope, pipeline.next)
  pipeline.push({ kind: 'union', from: from2, span })
}
