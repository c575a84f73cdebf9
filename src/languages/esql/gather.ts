/** STATS and INLINE STATS: rows gathered by key, with what is computed of each group. */
import type { Aggregate, AggregateFn, Field } from '../../model/rule.js'
import type { Item } from './columns.js'
import { makeColumn, readItem } from './columns.js'
import { readExpression } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { readCondition } from './predicate.js'
import type { Apply, Node } from './syntax.js'
import { expr, fieldAt, spanOf } from './value.js'

interface Made extends Item {
  readonly where?: Node
}

export function readStats(pipeline: Pipeline, start: number, inline: boolean): void {
  const { cursor } = pipeline
  const items = cursor.isWord('by') || cursor.done ? [] : readAggregates(pipeline)
  const keys = cursor.word('by') ? readKeys(pipeline) : []
  const computed = keys.filter(({ as, node }) => node.kind !== 'name' || node.written !== as)
  let { from } = pipeline
  const [first] = computed
  if (first) {
    const make = computed.map((key) => makeColumn(pipeline, key))
    const span = spanOf({ from: first.from, to: computed.at(-1)?.to ?? first.to }, pipeline)
    from = pipeline.push({ kind: 'derive', from, make, span })
  }
  const by = keys.map((key) => keyField(key, pipeline))
  const make = items.map((item) => aggregate(item, pipeline))
  const names = [...items, ...keys].map(({ as }) => as)
  if (inline) for (const { as } of items) pipeline.scope.make(as, pipeline.next)
  else pipeline.scope.restart(names, pipeline.next)
  pipeline.push({ kind: 'group', from, by, make, ...(inline ? { inline } : {}), span: pipeline.since(start) })
}

function readAggregates(pipeline: Pipeline): Made[] {
  const { cursor } = pipeline
  const items: Made[] = []
  do {
    const item = readItem(pipeline)
    const where = cursor.word('where') ? readExpression(cursor) : undefined
    const as = item.target ? item.as : pipeline.text(item.from)
    items.push(where ? { ...item, as, where } : item)
  } while (cursor.sign(','))
  return items
}

function readKeys(pipeline: Pipeline): Item[] {
  const keys: Item[] = []
  do keys.push(readItem(pipeline))
  while (pipeline.cursor.sign(','))
  return keys
}

function keyField({ as, target, node, from, to }: Item, pipeline: Pipeline): Field {
  if (node.kind === 'name' && node.written === as) return fieldAt(node, pipeline)
  return pipeline.field(as, spanOf(target ?? { from, to }, pipeline))
}

const functions: Readonly<Record<string, AggregateFn>> = {
  count: 'count',
  count_distinct: 'distinct',
  values: 'values',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  first: 'first',
  last: 'last',
  percentile: 'percentile',
  median: 'median',
}

function aggregate({ as, node, where }: Made, pipeline: Pipeline): Aggregate {
  const rest = where ? { where: readCondition(where, pipeline) } : {}
  const fn = node.kind === 'apply' ? functions[node.fn] : undefined
  if (node.kind === 'apply' && fn) return { as, fn, ...argument(node, pipeline), ...rest }
  return { as, fn: 'expression', expr: expr(node, pipeline), ...rest }
}

function argument({ fn, args }: Apply, pipeline: Pipeline): Pick<Aggregate, 'of' | 'expr' | 'percentile'> {
  const [first, second] = args
  const percentile = fn === 'percentile' && second?.kind === 'number' ? { percentile: second.value } : {}
  if (!first || first.kind === 'star') return percentile
  if (first.kind === 'name') return { of: fieldAt(first, pipeline), ...percentile }
  return { expr: expr(first, pipeline), ...percentile }
}
