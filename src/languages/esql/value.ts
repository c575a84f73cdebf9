/** Nodes to the model's fields, values and expressions. */
import { diagnose } from '../../model/diagnostics.js'
import type { Call, Diagnostic, Expr, Field, Pattern, Span, Text, Value } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { nearest } from '../../text/nearest.js'
import type { Scope } from './scope.js'
import type { Name, Node } from './syntax.js'
import { contentOf, patternParts } from './text.js'

/** What the meaning of a node hangs on. */
export interface Context {
  readonly source: Fragment
  readonly scope: Scope
  readonly problems: Diagnostic[]
}

/** Looking for a near name takes time; a query with this many problems has others. */
const hintLimit = 50

/** Where something stands; what is empty because it could not be read stands before the next token. */
export const spanOf = ({ from, to }: { from: number; to: number }, { source }: Context): Span =>
  source.place(from, Math.max(from, to))

/** The column as it is called here, with the stage that made it. */
export function fieldAt(node: Name, context: Context): Field {
  const made = makerOf(node, context)
  return { span: spanOf(node, context), written: node.written, ...(made === undefined ? {} : { made }) }
}

function makerOf(node: Name, context: Context): number | undefined {
  const { scope, problems } = context
  if (scope.lacks(node.written)) {
    const near = problems.length < hintLimit ? nearest(node.written, scope.names()) : undefined
    problems.push(diagnose('esql/unknown-column', spanOf(node, context), node.written, near))
  }
  return scope.maker(node.written)
}

/** A literal or a parameter, else undefined. */
export function literal(node: Node, context: Context): Value | undefined {
  const span = spanOf(node, context)
  switch (node.kind) {
    case 'string': {
      const written = contentOf(node.token, context.source).text
      return { kind: 'text', span, parts: [written], written }
    }
    case 'number':
      return { kind: 'number', span, value: node.value, written: node.written }
    case 'boolean':
      return { kind: 'boolean', span, value: node.value, written: node.written }
    case 'parameter':
      return placeholder(node.name, span)
    default:
      return undefined
  }
}

const placeholder = (name: string, span: Span): Text => ({
  kind: 'text',
  span,
  parts: [{ placeholder: name }],
  written: `?${name}`,
})

/** What stands after `like`. */
export const likeValue = (node: Node, context: Context): Value | undefined => {
  const value = literal(node, context)
  return value?.kind === 'text' && node.kind === 'string' ? { ...value, parts: patternParts(value.written) } : value
}

/** What stands after `rlike`. */
export function rlikeValue(node: Node, context: Context): Value | undefined {
  const value = literal(node, context)
  if (value?.kind !== 'text' || node.kind !== 'string') return value
  return { kind: 'pattern', span: value.span, written: value.written, flags: '', whole: true } satisfies Pattern
}

/** Any node as a computation. What could not be read is a call of `unread`; its diagnostic says what is wrong. */
export function expr(node: Node, context: Context): Expr {
  const span = spanOf(node, context)
  switch (node.kind) {
    case 'name': {
      const { written, made } = fieldAt(node, context)
      return { kind: 'field', span, written, ...(made === undefined ? {} : { made }) }
    }
    case 'timespan':
      return { kind: 'text', span, parts: [node.written], written: node.written }
    case 'null':
    case 'star':
    case 'unread':
      return { kind: 'call', fn: node.kind, args: [], span }
    case 'apply':
      return applied(node.fn, node.args, span, context)
    case 'string':
    case 'number':
    case 'boolean':
    case 'parameter':
      return literal(node, context) ?? { kind: 'call', fn: 'unread', args: [], span }
    default:
      return node satisfies never
  }
}

function applied(fn: string, args: readonly Node[], span: Span, context: Context): Call {
  const [first, second, ...more] = args
  if (fn === '::' && first && second?.kind === 'name')
    return { kind: 'call', fn: `to_${second.written}`, args: [expr(first, context)], span }
  if ((fn === 'like' || fn === 'rlike') && first && second) {
    const value = fn === 'like' ? likeValue : rlikeValue
    const right = [second, ...more].map((node) => value(node, context) ?? expr(node, context))
    return { kind: 'call', fn, args: [expr(first, context), ...right], span }
  }
  if (fn === 'count' && first?.kind === 'star') return { kind: 'call', fn, args: [], span }
  return { kind: 'call', fn, args: args.map((arg) => expr(arg, context)), span }
}
