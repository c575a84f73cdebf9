/** Nodes of expressions to the model's values and computations. */
import type { Expr, Span, Value } from '../../model/rule.js'
import type { Pipeline } from './query.js'
import type { Node } from './syntax.js'
import { plainText } from './text.js'

export const spanOf = ({ from, to }: { from: number; to: number }, { query }: Pipeline): Span =>
  query.source.place(from, Math.max(from, to))

/** A literal, else undefined. */
export function literal(node: Node, pipeline: Pipeline): Value | undefined {
  const span = spanOf(node, pipeline)
  switch (node.kind) {
    case 'string':
      return plainText(node.written, span)
    case 'number':
      return { kind: 'number', span, value: node.value, written: node.written }
    case 'apply': {
      const flag = node.args.length === 0 && (node.fn === 'true' || node.fn === 'false')
      return flag ? { kind: 'boolean', span, value: node.fn === 'true', written: node.fn } : undefined
    }
    case 'name':
    case 'unread':
      return undefined
    default:
      return node satisfies never
  }
}

/** Any node as a computation. What could not be read is a call of `unread`; its diagnostic says what is wrong. */
export function expr(node: Node, pipeline: Pipeline): Expr {
  const span = spanOf(node, pipeline)
  switch (node.kind) {
    case 'name': {
      const { written, made } = pipeline.field(node.written, span)
      return { kind: 'field', span, written, ...(made === undefined ? {} : { made }) }
    }
    case 'unread':
      return { kind: 'call', fn: node.label ?? 'unread', args: [], span }
    case 'string':
    case 'number':
      return literal(node, pipeline) ?? { kind: 'call', fn: 'unread', args: [], span }
    case 'apply':
      return (
        literal(node, pipeline) ?? {
          kind: 'call',
          fn: node.fn,
          args: node.args.map((arg) => expr(arg, pipeline)),
          span,
        }
      )
    default:
      return node satisfies never
  }
}
