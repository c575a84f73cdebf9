/** ENRICH and LOOKUP JOIN: columns from lists that are kept elsewhere. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, StageId } from '../../model/rule.js'
import { readExpression, readName, readTarget } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { sourceName } from './source.js'
import type { Node } from './syntax.js'
import { fieldAt, spanOf } from './value.js'

type Pair = readonly [Field, Field]

/** The field of a list is called as it is in the list; no stage of this query made it. */
const listField = (node: Extract<Node, { kind: 'name' }>, pipeline: Pipeline): Field => ({
  span: spanOf(node, pipeline),
  written: node.written,
})

function readList(pipeline: Pipeline): { name: string; from: StageId; other: StageId } {
  const { cursor } = pipeline
  const { from } = pipeline
  const { from: begin } = cursor.peek()
  const name = sourceName(cursor)
  const other = pipeline.push({ kind: 'read', source: { kind: 'list', name }, span: pipeline.since(begin) })
  return { name, from, other }
}

/** `enrich policy on field with new = column, column`. Which field of the policy is meant, the policy knows. */
export function readEnrich(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const { name, from, other } = readList(pipeline)
  const on: Pair[][] = []
  if (cursor.word('on')) {
    const field = readName(cursor)
    on.push([[fieldAt(field, pipeline), listField(field, pipeline)]])
  } else pipeline.problems.push(diagnose('esql/no-match-field', pipeline.since(start), name))
  if (cursor.word('with'))
    do {
      const target = readTarget(cursor)
      const column = readName(cursor)
      pipeline.scope.make((target ?? column).written, pipeline.next)
    } while (cursor.sign(','))
  else pipeline.scope.widen()
  pipeline.push({ kind: 'join', from, other, how: 'left', on, span: pipeline.since(start) })
}

/** `lookup join list on a, b == c`. */
export function readJoin(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  cursor.expectWord('join')
  const { from, other } = readList(pipeline)
  cursor.expectWord('on')
  const conditions: Node[] = []
  do conditions.push(readExpression(cursor))
  while (cursor.sign(','))
  pipeline.scope.widen()
  const pairs = conditions.flatMap((one) => pairsOf(one, pipeline))
  const on = pairs.filter((pair) => pair !== undefined)
  const span = pipeline.since(start)
  if (on.length === pairs.length) pipeline.push({ kind: 'join', from, other, how: 'left', on: [on], span })
  else {
    pipeline.problems.push(diagnose('esql/unread-join', span))
    pipeline.push({ kind: 'opaque', from: [from, other], verb: 'lookup join', span })
  }
}

function pairsOf(node: Node, pipeline: Pipeline): (Pair | undefined)[] {
  if (node.kind === 'name') return [[fieldAt(node, pipeline), listField(node, pipeline)]]
  if (node.kind !== 'apply') return [undefined]
  if (node.fn === 'and') return node.args.flatMap((part) => pairsOf(part, pipeline))
  const [left, right] = node.args
  if (node.fn !== '==' || left?.kind !== 'name' || right?.kind !== 'name') return [undefined]
  return [[fieldAt(left, pipeline), listField(right, pipeline)]]
}
