/** Commands that change which fields or how many rows go on: FIELDS, TABLE, SORT, HEAD, DEDUP, MVEXPAND and such. */

import type { Span } from '../../model/rule.js'
import { type Named, readName, readNames, readOption, readOptions } from './arguments.js'
import type { Call } from './call.js'
import { Cursor } from './cursor.js'
import { readCondition } from './filters.js'
import type { Pipeline } from './query.js'

function push(pipeline: Pipeline, verb: string, names: readonly Named[], span: Span, limit?: number): void {
  const fields = names.map(({ name, span: at }) => ({
    ...pipeline.field(name, at),
    ...(name.includes('*') ? { written: name, wild: true as const } : {}),
  }))
  pipeline.push({ kind: 'shape', from: pipeline.from, verb, fields, ...(limit === undefined ? {} : { limit }), span })
}

/** `fields + a b`, `fields - a b`, `table a b` */
export function readFields({ pipeline, verb, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const drops = verb === 'fields' && cursor.sign('-')
  if (verb === 'fields') cursor.sign('+')
  const names = readNames(cursor)
  push(pipeline, drops ? 'fields -' : verb, names, span)
  const bare = names.map(({ name }) => name)
  if (drops) pipeline.scope.drop(bare)
  else pipeline.scope.keep(bare)
}

/** `sort 10 - count, + num(a)`: a number is how many rows are left. */
export function readSort({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const count = cursor.match(/\d+(?=[\s,]|$)/y)
  const options = readOptions(cursor)
  const limit = Number(count ?? options.get('limit') ?? 0)
  const names: Named[] = []
  while (!cursor.ended) {
    if (cursor.sign(',') || cursor.sign('-') || cursor.sign('+')) continue
    const name = readName(cursor)
    if (cursor.ended && /^d(?:esc)?$/i.test(name.name) && names.length > 0) break
    if (cursor.touches && cursor.sign('(')) {
      names.push(readName(cursor))
      cursor.expect(')')
    } else names.push(name)
  }
  push(pipeline, 'sort', names, span, limit > 0 ? limit : undefined)
}

/** `head 10`, `tail`, `head (condition)`: rows up to one that does not satisfy it. */
export function readHead({ pipeline, verb, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const count = cursor.match(/\d+(?=\s|$)/y)
  const options = count === undefined ? readOptions(cursor) : new Map<string, string>()
  if (cursor.char === '(') {
    readCondition(cursor, pipeline)
    return pipeline.opaque(verb, span)
  }
  const limit = Number(count ?? options.get('limit') ?? 10)
  push(pipeline, verb, [], span, Number.isFinite(limit) ? limit : undefined)
}

/** `dedup 1 a b sortby - c`: the first row of each combination. */
export function readDedup({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const limit = cursor.match(/\d+(?=\s)/y)
  const names: Named[] = []
  while (!cursor.ended && !cursor.isWord('sortby')) {
    if (cursor.sign(',') || readOption(cursor)) continue
    names.push(readName(cursor))
  }
  push(pipeline, 'dedup', names, span, limit === undefined ? undefined : Number(limit))
}

/** Commands whose rows stay what they are: `mvexpand a`, `outputlookup x`, `fieldformat …`. */
export function readPlain({ pipeline, verb, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const named = verb === 'mvexpand' || verb === 'mvcombine' || verb === 'nomv'
  const names: Named[] = []
  while (named && !cursor.ended) if (!cursor.sign(',') && !readOption(cursor)) names.push(readName(cursor))
  push(pipeline, verb, names, span)
}

/** `return 10 a b=c`: the rows and fields that a search in brackets gives. */
export function readReturn({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const limit = Number(cursor.match(/\d+(?=\s)/y) ?? 1)
  const names: Named[] = []
  let plain = true
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const option = readOption(cursor)
    if (option) pipeline.scope.rename(option.value.replace(/^\$/, ''), option.key)
    const name = option ? { name: option.key, span: cursor.place(option.from, option.to), from, to } : readName(cursor)
    // `$field` gives its values without a name.
    plain &&= !name.name.startsWith('$')
    names.push(name)
  }
  push(pipeline, 'return', plain ? names : [], span, limit)
  if (plain) pipeline.scope.keep(names.map(({ name }) => name))
  else pipeline.scope.widen(pipeline.next)
}
