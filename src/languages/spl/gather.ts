/** Commands that gather rows: STATS and its kin, TSTATS, MSTATS, TOP, RARE, TRANSACTION. */

import type { Aggregate, AggregateFn, Expr, Field, Millis, Span, StageId } from '../../model/rule.js'
import {
  clausesOf,
  type Named,
  type Options,
  readGivenName,
  readName,
  readNames,
  readOption,
  readOptions,
  spanOption,
} from './arguments.js'
import type { Call } from './call.js'
import { condition } from './condition.js'
import { Cursor } from './cursor.js'
import { durationOf } from './durations.js'
import { readExpression } from './expression.js'
import type { Pipeline } from './query.js'
import { readSearch } from './search.js'
import type { Node } from './syntax.js'
import { expr } from './value.js'

const functions: Readonly<Record<string, AggregateFn>> = {
  count: 'count',
  c: 'count',
  dc: 'distinct',
  distinct_count: 'distinct',
  estdc: 'distinct',
  values: 'values',
  list: 'values',
  sum: 'sum',
  avg: 'avg',
  mean: 'avg',
  min: 'min',
  max: 'max',
  first: 'first',
  earliest: 'first',
  last: 'last',
  latest: 'last',
  median: 'median',
}

const percentile = /^(?:exact|upper)?p(?:erc)?(\d{1,2}(?:\.\d+)?|100)$/

/** What a gathering command asks for. */
interface Gathered {
  readonly make: readonly Aggregate[]
  readonly by: readonly Field[]
  /** The keys by the names that they have here. */
  readonly names: readonly string[]
  readonly within?: Millis
}

/** `stats count, values(a) AS b BY c, d`, also `eventstats`, `streamstats`, `chart`, `timechart`. */
export function readStats({ pipeline, verb, from, to, span }: Call): void {
  const [head, ...tails] = clausesOf(pipeline, from, to, ['by', 'over'])
  const cursor = new Cursor(pipeline.query, head?.from ?? from, head?.to ?? to)
  const options = readOptions(cursor)
  const make = aggregates(pipeline, cursor)
  const keys = tails.flatMap((tail) => keysOf(pipeline, tail.from, tail.to, options))
  const timed = verb === 'timechart' || verb === 'sitimechart'
  const inline = verb === 'eventstats' || verb === 'streamstats'
  pushGroup(
    pipeline,
    { make, ...keyed(pipeline, keys, options, verb), ...(timed ? timeKey(pipeline, keys, options, span) : {}) },
    inline,
    span,
  )
}

/** Keys as fields, and how far apart their times lie. */
export function keyed(
  pipeline: Pipeline,
  keys: readonly Named[],
  options: Options,
  verb: string,
): Omit<Gathered, 'make'> {
  const names = keys.map(({ name }) => name)
  const by = keys.map(({ name, span }) => pipeline.field(name, span))
  const within =
    spanOption(options) ??
    (verb === 'streamstats' ? spanOption(options, 'time_window') : undefined) ??
    pipeline.scope.spanOf(names)
  return { names, by, ...(within === undefined ? {} : { within }) }
}

/** A time chart's first key is the time, which nobody wrote. */
function timeKey(pipeline: Pipeline, keys: readonly Named[], options: Options, span: Span): Omit<Gathered, 'make'> {
  const at = { from: span.from, to: span.from, ...(span.in === undefined ? {} : { in: span.in }) }
  return keyed(pipeline, [{ name: '_time', span: at, from: 0, to: 0 }, ...keys], options, '')
}

/** Pushes the stage; behind it there is what it made. */
export function pushGroup(pipeline: Pipeline, gathered: Gathered, inline: boolean, span: Span): void {
  const { from } = pipeline
  const { names, make, by, within } = gathered
  if (!inline) pipeline.scope.gather(names, pipeline.next)
  for (const { as } of make) pipeline.scope.make(as, pipeline.next)
  if (make.some(({ as }) => as.includes('*'))) pipeline.scope.widen(pipeline.next)
  pipeline.push({
    kind: 'group',
    from,
    by,
    make,
    ...(within === undefined ? {} : { within }),
    ...(inline ? { inline } : {}),
    span,
  })
}

/** Keys, and a `span=` among them. */
export function keysOf(pipeline: Pipeline, from: number, to: number, options: Map<string, string>): Named[] {
  const cursor = new Cursor(pipeline.query, from, to)
  const keys: Named[] = []
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const option = readOption(cursor)
    if (option) options.set(option.key, option.value)
    else keys.push(readName(cursor))
  }
  return keys
}

/** Aggregates with blanks or commas between them, up to the end of what the cursor holds. */
export function aggregates(pipeline: Pipeline, cursor: Cursor): Aggregate[] {
  const made: Aggregate[] = []
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const option = readOption(cursor)
    if (!option) made.push(aggregate(pipeline, cursor))
  }
  return made
}

function aggregate(pipeline: Pipeline, cursor: Cursor): Aggregate {
  const start = cursor.at
  const { name, to } = readName(cursor)
  let inside: { from: number; to: number } | undefined
  if (cursor.char === '(' && cursor.at === to) {
    const close = cursor.closing()
    inside = { from: cursor.at + 1, to: close }
    cursor.moveTo(close + 1)
  }
  const called = cursor.text.slice(start, cursor.done).replace(/^"(.*)"$/s, '$1')
  const as = cursor.word('as') ? readGivenName(cursor).name : called
  return { as, ...meaningOf(pipeline, name.toLowerCase(), inside, cursor.place(start, to)) }
}

type Meaning = Omit<Aggregate, 'as'>

function meaningOf(
  pipeline: Pipeline,
  fn: string,
  inside: { from: number; to: number } | undefined,
  span: Span,
): Meaning {
  const [, share] = percentile.exec(fn) ?? []
  const known: Omit<Aggregate, 'as' | 'of'> | undefined =
    share === undefined ? functions[fn] && { fn: functions[fn] } : { fn: 'percentile', percentile: Number(share) }
  const text = inside ? pipeline.query.source.text.slice(inside.from, inside.to).trim() : ''
  if (inside && /^eval\s*\(/i.test(text)) return computed(pipeline, known, fn, inside, span)
  const of = inside && text !== '' && text !== '*' ? argument(pipeline, inside) : undefined
  if (known) return { ...known, ...(of ? { of } : {}) }
  const args: Expr[] = of
    ? [{ kind: 'field', span: of.span, written: of.written, ...(of.made === undefined ? {} : { made: of.made }) }]
    : []
  return { fn: 'expression', expr: { kind: 'call', fn, args, span } }
}

function argument(pipeline: Pipeline, { from, to }: { from: number; to: number }): Field {
  const cursor = new Cursor(pipeline.query, from, to)
  const { name, span } = readName(cursor)
  return pipeline.field(name, span)
}

/** `count(eval(condition))` counts rows; `dc(eval(computation))` gathers results. */
function computed(
  pipeline: Pipeline,
  known: Omit<Aggregate, 'as' | 'of'> | undefined,
  fn: string,
  inside: { from: number; to: number },
  span: Span,
): Meaning {
  const open = pipeline.query.source.text.indexOf('(', inside.from)
  const cursor = new Cursor(pipeline.query, open, inside.to)
  const close = cursor.closing()
  const node = readExpression(pipeline, open + 1, close)
  if (known?.fn === 'count' && isTest(node)) return { fn: 'count', where: condition(node, pipeline) }
  const split = known && conditional(node)
  if (split) {
    const where = condition(split.test, pipeline)
    const of = expr(split.value, pipeline)
    return {
      ...known,
      ...(of.kind === 'field' ? { of: pipeline.field(fieldName(split.value), of.span) } : { expr: of }),
      where,
    }
  }
  const of = expr(node, pipeline)
  return known ? { ...known, expr: of } : { fn: 'expression', expr: { kind: 'call', fn, args: [of], span } }
}

const fieldName = (node: Node): string => (node.kind === 'name' ? node.written : '')

const isTest = (node: Node): boolean =>
  node.kind === 'apply' &&
  /^(?:and|or|not|in|like|match|cidrmatch|searchmatch|is null|is not null|[=!<>]=?|==)$/.test(node.fn)

/** `if(test, value, null())`: what is gathered, of which rows. */
function conditional(node: Node): { test: Node; value: Node } | undefined {
  if (node.kind !== 'apply' || node.fn !== 'if') return undefined
  const [test, value, other] = node.args
  const nothing =
    (other?.kind === 'apply' && other.fn === 'null') || (other?.kind === 'name' && /^null$/i.test(other.written))
  return test && value && nothing ? { test, value } : undefined
}

/** `top limit=5 a b BY c`: the commonest combinations, with `count` and `percent`. */
export function readTop({ pipeline, verb, from, to, span }: Call): void {
  const [head, tail] = clausesOf(pipeline, from, to, ['by'])
  const cursor = new Cursor(pipeline.query, head?.from ?? from, head?.to ?? to)
  const count = cursor.match(/\d+(?=\s)/y)
  const options = readOptions(cursor)
  const fields = readNames(cursor)
  const keys = tail ? readNames(new Cursor(pipeline.query, tail.from, tail.to)) : []
  const make: Aggregate[] = [{ as: options.get('countfield') ?? 'count', fn: 'count' }]
  pushGroup(pipeline, { make, ...keyed(pipeline, [...keys, ...fields], options, verb) }, false, span)
  pipeline.scope.make(options.get('percentfield') ?? 'percent', pipeline.next)
  const limit = Number(count ?? options.get('limit') ?? 10)
  pipeline.push({ kind: 'shape', from: pipeline.from, verb, fields: [], ...(limit > 0 ? { limit } : {}), span })
}

/** `transaction a b startswith=(…) endswith=(…) maxspan=2m`: records that belong together. */
export function readTransaction({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const names: Named[] = []
  const options = new Map<string, { value: string; from: number; to: number }>()
  while (!cursor.ended) {
    if (cursor.sign(',')) continue
    const option = readOption(cursor)
    if (option) options.set(option.key, option)
    else names.push(readName(cursor))
  }
  const by = names.map((one) => pipeline.field(one.name, one.span))
  const within = durationOf(options.get('maxspan')?.value ?? '')
  const [start, end] = [options.get('startswith'), options.get('endswith')]
  const base = pipeline.from
  const { next } = pipeline
  if (start && end) {
    const steps = [start, end].map((option) => ({
      from: stepOf(pipeline, base, option),
      by,
      absent: false,
      span: pipeline.query.source.place(option.from, option.to),
    }))
    pipeline.push({ kind: 'sequence', steps, ordered: true, ...(within === undefined ? {} : { within }), span })
  } else
    pipeline.push({
      kind: 'group',
      from: base,
      by,
      make: [{ as: 'eventcount', fn: 'count' }],
      ...(within === undefined ? {} : { within }),
      span,
    })
  for (const as of ['eventcount', 'duration', 'closed_txn', 'field_match_sum']) pipeline.scope.make(as, next)
  pipeline.scope.widen(pipeline.next)
}

function stepOf(pipeline: Pipeline, base: StageId, { from, to }: { from: number; to: number }): StageId {
  const text = pipeline.query.source.text.slice(from, to)
  const evaluated = /^\s*eval\s*\(/i.exec(text)
  const { where } = evaluated
    ? { where: condition(readExpression(pipeline, from + evaluated[0].length, from + text.lastIndexOf(')')), pipeline) }
    : readSearch(pipeline, from, to)
  if (!where) return base
  pipeline.push({ kind: 'filter', from: base, where, span: pipeline.query.source.place(from, to) })
  return pipeline.from
}
