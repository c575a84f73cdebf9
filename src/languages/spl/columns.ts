/** Commands that make fields: EVAL, REX, RENAME, BIN, and others that compute one field from another. */

import type { Column, Expr, Span } from '../../model/rule.js'
import { readName, readNames, readOption, readOptions, spanOption } from './arguments.js'
import type { Call } from './call.js'
import { Cursor } from './cursor.js'
import { expression } from './expression.js'
import { choiceAlias } from './outcomes.js'
import type { Pipeline } from './query.js'
import { aliasFor } from './subject.js'
import { plainText } from './text.js'
import { expr } from './value.js'

function derive(pipeline: Pipeline, make: readonly Column[], span: Span): void {
  const { from } = pipeline
  pipeline.push({ kind: 'derive', from, make, span })
}

/** `eval a = …, b = …` */
export function readEval({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const by = stageAfter(pipeline)
  const make: Column[] = []
  do {
    if (cursor.ended) break
    const { name: as, from: start } = readName(cursor)
    cursor.expect('=')
    const node = expression(cursor, pipeline)
    const of = expr(node, pipeline)
    const alias = aliasFor(node, pipeline) ?? choiceAlias(as, by, node, pipeline)
    pipeline.scope.make(as, by, alias)
    make.push({ as, of, span: cursor.place(start) })
  } while (cursor.sign(','))
  if (!cursor.ended) cursor.fail()
  derive(pipeline, make, span)
}

/** The index that a stage gets which reads from the last one. */
function stageAfter(pipeline: Pipeline): number {
  void pipeline.from
  return pipeline.next
}

const call = (fn: string, args: readonly Expr[], span: Span): Expr => ({ kind: 'call', fn, args, span })

function fieldExpr(pipeline: Pipeline, name: string, span: Span): Expr {
  const { written, made } = pipeline.field(name, span)
  return { kind: 'field', span, written, ...(made === undefined ? {} : { made }) }
}

/** `rename a AS b, "c.*" AS "*"`: the fields stay what they are and have other names. */
export function readRename({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const make: Column[] = []
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const start = cursor.at
    const old = readName(cursor)
    if (!cursor.word('as')) cursor.fail('"as" is missing')
    const { name: as } = readName(cursor)
    const whole = old.name.includes('*')
    const of: Expr = whole
      ? { kind: 'field', written: old.name, span: old.span }
      : fieldExpr(pipeline, old.name, old.span)
    make.push({ as, of, span: cursor.place(start) })
    if (whole && as.includes('*')) pipeline.scope.renameAll(old.name, as)
    else pipeline.scope.rename(old.name, as)
  }
  if (make.length === 0) cursor.fail('a name is missing')
  derive(pipeline, make, span)
}

/** `rex field=x "(?<name>…)"`: a field for every named group; `mode=sed` changes the field itself. */
export function readRex({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  let field = '_raw'
  let sed = false
  let most: Expr | undefined
  let pattern: { from: number; to: number } | undefined
  let place = span
  while (!cursor.ended) {
    const start = cursor.at
    if (cursor.char === '"' && !pattern) {
      pattern = cursor.quoted()
      place = cursor.place(start)
      continue
    }
    const option = readOption(cursor)
    if (!option) cursor.fail()
    else if (option.key === 'field') field = option.value
    else if (option.key === 'max_match') most = plainText(option.value, span)
    else if (option.key === 'mode') sed = option.value.toLowerCase() === 'sed'
  }
  if (!pattern) return cursor.fail('a pattern is missing')
  const written = cursor.text.slice(pattern.from, pattern.to)
  const of = call('rex', [fieldExpr(pipeline, field, span), plainText(written, place), ...(most ? [most] : [])], span)
  const by = stageAfter(pipeline)
  const names = sed ? [{ as: field, span: place }] : groups(cursor, pattern)
  for (const { as } of names) pipeline.scope.make(as, by)
  derive(
    pipeline,
    names.map((one) => ({ ...one, of })),
    span,
  )
}

/** The named groups of a pattern. */
function groups(cursor: Cursor, { from, to }: { from: number; to: number }): { as: string; span: Span }[] {
  const found: { as: string; span: Span }[] = []
  for (const match of cursor.text.slice(from, to).matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)) {
    const [whole, as = ''] = match
    const at = from + match.index + whole.length - 1 - as.length
    if (!found.some((one) => one.as === as)) found.push({ as, span: cursor.place(at, at + as.length) })
  }
  return found
}

/** `bin _time span=5m [AS x]`: values put into steps. */
export function readBin({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  const field = readName(cursor)
  for (const [key, value] of readOptions(cursor)) options.set(key, value)
  const as = cursor.word('as') ? readName(cursor).name : field.name
  for (const [key, value] of readOptions(cursor)) options.set(key, value)
  const width = options.get('span')
  const args = [fieldExpr(pipeline, field.name, field.span), ...(width ? [plainText(width, span)] : [])]
  pipeline.scope.make(as, stageAfter(pipeline))
  const step = spanOption(options)
  if (step !== undefined) pipeline.scope.cut(as, step)
  derive(pipeline, [{ as, of: call('bin', args, span), span: cursor.place(field.from, field.to) }], span)
}

/** `spath [input=x] [output=y] [path=]z`: a part of a JSON or XML text. Without a path its parts become fields. */
export function readSpath({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  if (!cursor.ended) options.set('path', readName(cursor).name)
  for (const [key, value] of readOptions(cursor)) options.set(key, value)
  const path = options.get('path')
  const input = fieldExpr(pipeline, options.get('input') ?? '_raw', span)
  const as = options.get('output') ?? path
  if (as === undefined || path === undefined) {
    pipeline.push({ kind: 'shape', from: pipeline.from, verb: 'spath', fields: [], span })
    return
  }
  pipeline.scope.make(as, stageAfter(pipeline), options.has('input') ? undefined : { written: path })
  derive(pipeline, [{ as, of: call('spath', [input, plainText(path, span)], span), span }], span)
}

/** `fillnull [value=x] a b`: what is missing gets a value. Without fields all of them do. */
export function readFillnull({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const value = readOptions(cursor).get('value') ?? '0'
  const names = readNames(cursor)
  const by = stageAfter(pipeline)
  if (names.length === 0) {
    pipeline.push({ kind: 'shape', from: pipeline.from, verb: 'fillnull', fields: [], span })
    return
  }
  const make = names.map(({ name, span: at }): Column => {
    const of = call('coalesce', [fieldExpr(pipeline, name, at), plainText(value, span)], span)
    pipeline.scope.make(name, by)
    return { as: name, of, span: at }
  })
  derive(pipeline, make, span)
}

/** `makemv`, `nomv`, `mvcombine`, `convert`, `accum`, `replace … in …`: fields that are computed from themselves. */
export function readSelf({ pipeline, verb, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const by = stageAfter(pipeline)
  const delimiter = readOptions(cursor).get('delim')
  const more = delimiter === undefined ? [] : [plainText(delimiter, span)]
  const make: Column[] = []
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const { name, span: at } = readName(cursor)
    const as = cursor.word('as') ? readName(cursor).name : name
    make.push({ as, of: call(verb, [fieldExpr(pipeline, name, at), ...more], span), span: at })
    pipeline.scope.make(as, by)
  }
  derive(pipeline, make, span)
}

/** `convert timeformat=… ctime(a) AS b, num(c)` */
export function readConvert({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  readOptions(cursor)
  const by = stageAfter(pipeline)
  const make: Column[] = []
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const { name: fn } = readName(cursor)
    cursor.expect('(')
    const { name, span: at } = readName(cursor)
    cursor.expect(')')
    const as = cursor.word('as') ? readName(cursor).name : name
    make.push({ as, of: call(fn.toLowerCase(), [fieldExpr(pipeline, name, at)], span), span: at })
    if (fn !== 'none' && !as.includes('*')) pipeline.scope.make(as, by)
  }
  derive(pipeline, make, span)
}

/** `replace "a" WITH "b", … IN x, y` */
export function readReplace({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const args: Expr[] = []
  while (!cursor.ended && !cursor.word('in')) {
    if (cursor.sign(',') || cursor.word('with')) continue
    const { name, span: at } = readName(cursor)
    args.push(plainText(name, at))
  }
  const by = stageAfter(pipeline)
  const names = readNames(cursor)
  const make = names.map(
    ({ name, span: at }): Column => ({
      as: name,
      of: call('replace with', [fieldExpr(pipeline, name, at), ...args], span),
      span: at,
    }),
  )
  for (const { name } of names) pipeline.scope.make(name, by)
  derive(pipeline, make, span)
}

const places = ['City', 'Country', 'Region', 'lat', 'lon']

/** `iplocation [prefix=x] ip`: where an address is. */
export function readLocation({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  const field = readName(cursor)
  const of = call('iplocation', [fieldExpr(pipeline, field.name, field.span)], span)
  const by = stageAfter(pipeline)
  const all = /^(?:t|true|1)$/i.test(options.get('allfields') ?? '')
    ? [...places, 'Continent', 'MetroCode', 'Timezone']
    : places
  const make = all.map((place): Column => ({ as: `${options.get('prefix') ?? ''}${place}`, of, span: field.span }))
  for (const { as } of make) pipeline.scope.make(as, by)
  derive(pipeline, make, span)
}

/** `addtotals fieldname=Score a, b`, `strcat a "," b target`, `rangemap`, `addinfo`: one field from several. */
export function readTotal({ pipeline, verb, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const options = readOptions(cursor)
  const names = readNames(cursor)
  const target = verb === 'strcat' ? names.at(-1)?.name : (options.get('fieldname') ?? 'Total')
  const parts = verb === 'strcat' ? names.slice(0, -1) : names
  const args = parts.map((one) =>
    pipeline.query.source.text[one.from] === '"' && verb === 'strcat'
      ? plainText(one.name, one.span)
      : fieldExpr(pipeline, one.name, one.span),
  )
  if (target === undefined) return cursor.fail('a name is missing')
  pipeline.scope.make(target, stageAfter(pipeline))
  derive(pipeline, [{ as: target, of: call(verb, args, span), span }], span)
}

/** Fields that a command always makes, whatever it is asked. */
export function readFixed({ pipeline, verb, span }: Call, names: readonly string[]): void {
  const by = stageAfter(pipeline)
  for (const as of names) pipeline.scope.make(as, by)
  derive(
    pipeline,
    names.map((as) => ({ as, of: call(verb, [], span), span })),
    span,
  )
}
