/** Rows that are written in the query itself: `print`, `range`. */
import { readExtend } from './columns.js'
import type { Pipeline } from './pipeline.js'
import { nameOf } from './resolve.js'
import { Scope } from './scope.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'

/** `print a = 1`: one row. */
export function readPrint(node: KqlNode, pipeline: Pipeline): void {
  const by = readRows(node, 'print', pipeline)
  pipeline.scope = new Scope(by)
  if (items(node, 'Expressions').length > 0) readExtend(node, pipeline)
}

/** `range a from 1 to 10 step 1`. */
export function readRange(node: KqlNode, pipeline: Pipeline): void {
  const by = readRows(node, 'range', pipeline)
  const name = nameOf(part(node, 'Name'))
  pipeline.scope = new Scope()
  pipeline.scope.restart(name === undefined ? [] : [name], by)
}

const readRows = (node: KqlNode, name: string, pipeline: Pipeline): number =>
  pipeline.push({ kind: 'read', source: { kind: 'list', name }, span: pipeline.query.place(node) })
