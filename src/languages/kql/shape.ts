/** Operators that decide about no single record: order, number and form of rows; and `scan`, which is not followed. */
import type { Field } from '../../model/rule.js'
import { derive, type Item } from './columns.js'
import { bind } from './names.js'
import type { Pipeline } from './pipeline.js'
import { condition } from './predicate.js'
import { nameOf } from './resolve.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'
import { literal } from './value.js'

/** `sort by a desc, strlen(b)`. */
export function readSorted(node: KqlNode, pipeline: Pipeline): void {
  pipeline.shape(
    node,
    keyword(node),
    items(node, 'Expressions').flatMap((one) => pipeline.columnsIn(one)),
  )
}

/** `top 5 by a`, `sample-distinct 5 of a`. */
export function readTop(node: KqlNode, pipeline: Pipeline): void {
  const fields = [part(node, 'ByExpression'), part(node, 'OfExpression')].flatMap((one) => pipeline.columnsIn(one))
  pipeline.shape(node, keyword(node), fields, amount(node, pipeline))
}

/** `take 5`, `limit n`, `sample 5`. */
export function readRows(node: KqlNode, pipeline: Pipeline): void {
  pipeline.shape(node, keyword(node), [], amount(node, pipeline))
}

function amount(node: KqlNode, pipeline: Pipeline): number | undefined {
  const count = part(node, 'Expression')
  const value = count && literal(count, pipeline)
  return value?.kind === 'number' ? value.value : undefined
}

/** What only has a name here: `render`, `consume`; `as` gives the rows one. */
export function readNamed(node: KqlNode, pipeline: Pipeline): void {
  pipeline.shape(node, keyword(node))
  const name = node.kind === 'AsOperator' ? nameOf(part(node, 'Name')) : undefined
  const { scope } = pipeline
  if (name !== undefined)
    pipeline.env = bind(name, { kind: 'table', table: { ...pipeline.table, scope: scope.copy() } }, pipeline.env)
}

/** `mv-expand a = b, c`: a row for each element; what has a new name is added first. */
export function readExpand(node: KqlNode, pipeline: Pipeline): void {
  const renamed: Item[] = []
  const nodes = items(node, 'Expressions').flatMap((one) => part(one, 'Expression') ?? [])
  for (const one of nodes) {
    const name = one.kind === 'SimpleNamedExpression' ? nameOf(part(one, 'Name')) : undefined
    const of = part(one, 'Expression')
    if (name !== undefined && of) renamed.push({ node: one, of, names: [name] })
  }
  const [first] = renamed
  const last = renamed.at(-1)
  if (first && last) derive({ ...first.node, to: last.node.to }, renamed, pipeline)
  const fields = nodes.flatMap((one): readonly Field[] => {
    const name = one.kind === 'SimpleNamedExpression' ? nameOf(part(one, 'Name')) : undefined
    if (name === undefined) return pipeline.columnsIn(one)
    const made = pipeline.scope.maker(name)
    return [{ span: pipeline.query.place(one), written: name, ...(made === undefined ? {} : { made }) }]
  })
  pipeline.shape(node, keyword(node), fields)
}

/** `scan` finds rows that follow one another. What each of its steps asks of a row is read, how they follow is not. */
export function readScan(node: KqlNode, pipeline: Pipeline): void {
  const { from, query } = pipeline
  const made = items(part(node, 'DeclareClause') ?? node, 'Declarations').flatMap(
    (one) => nameOf(part(part(one, 'NameAndType') ?? one, 'Name')) ?? [],
  )
  const columns = made.map((name) => ({ name }))
  // State of the scan is no field of a row, whatever the stage is called in the end.
  pipeline.scope.make(columns, from)
  const steps = items(node, 'Steps').map((step) => {
    const at = part(step, 'Condition') ?? step
    const where = condition(part(step, 'Condition'), pipeline, step)
    return query.push({ kind: 'filter', from, where, span: query.place(at) })
  })
  pipeline.scope.make(columns, pipeline.opaque(node, 'scan', steps))
}
