/** Any node as a computation. */
import { diagnose } from '../../model/diagnostics.js'
import type { Call, Expr } from '../../model/rule.js'
import { textOf } from './literals.js'
import type { Context } from './query.js'
import { nameOf, resolved } from './resolve.js'
import { fieldAt } from './subject.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** What is missing or nested too deep is a call of `unread`; a diagnostic says why. */
export function expr(node: KqlNode | undefined, context: Context): Expr {
  if (!node) return call('unread', [], context.query.place({ from: 0, to: 0 }))
  return context.query.nest(
    node,
    () => computed(node, context),
    () => call('unread', [], context.query.place(node)),
  )
}

const call = (fn: string, args: readonly Expr[], span: Call['span']): Call => ({ kind: 'call', fn, args, span })

function computed(node: KqlNode, context: Context): Expr {
  const { node: at, context: there, binding } = resolved(node, context)
  const value = literal(at, there)
  if (value) return value
  const field = binding ? undefined : fieldAt(at, there)
  if (field) {
    const { span, written, made } = field
    return { kind: 'field', span, written, ...(made === undefined ? {} : { made }) }
  }
  const span = there.query.place(at)
  if (binding) return call('table', [], span)
  switch (at.kind) {
    case 'FunctionCallExpression':
      return call(nameOf(part(at, 'Name'))?.toLowerCase() ?? 'unread', args(argumentsOf(at), there), span)
    case 'DateTimeLiteralExpression':
    case 'TimespanLiteralExpression':
      return call(at.kind === 'DateTimeLiteralExpression' ? 'datetime' : 'timespan', [textOfTime(at, there)], span)
    case 'PathExpression':
    case 'ElementExpression':
      return call('.', [expr(part(at, 'Expression'), there), selector(part(at, 'Selector'), there)], span)
    case 'DynamicExpression':
      return expr(part(at, 'Expression'), there)
    case 'JsonArrayExpression':
      return call('dynamic', args(items(at, 'Values'), there), span)
    case 'JsonObjectExpression':
      return call('bag_pack', members(at, there), span)
    case 'ExpressionList':
      return call('list', args(items(at, 'Expressions'), there), span)
    case 'ExpressionCouple':
      return call('list', [expr(part(at, 'First'), there), expr(part(at, 'Second'), there)], span)
    case 'SimpleNamedExpression':
    case 'MvExpandExpression':
    case 'MvApplyExpression':
    case 'OrderedExpression':
      return expr(part(at, 'Expression'), there)
    case 'ToScalarExpression':
      return tableValue(at, 'toscalar', there)
    case 'ToTableExpression':
    case 'MaterializeExpression':
    case 'PipeExpression':
    case 'DataTableExpression':
    case 'ExternalDataExpression':
      return tableValue(at, 'table', there)
    default:
      return operation(at, there)
  }
}

const args = (nodes: readonly KqlNode[], context: Context): Expr[] => nodes.map((one) => expr(one, context))

/** Names and values in turn. */
const members = (node: KqlNode, context: Context): Expr[] =>
  items(node, 'Pairs').flatMap((pair): readonly Expr[] => {
    const name = part(pair, 'Name')
    if (!name) return []
    const written = textOf(name.text ?? '')
    return [
      { kind: 'text', span: context.query.place(name), parts: [written], written },
      expr(part(pair, 'Value'), context),
    ]
  })

/** `1d`, `datetime(2024-01-01)`: its own text. */
function textOfTime({ text = '', from, to }: KqlNode, { query }: Context): Expr {
  const written = /^\w+\s*\(\s*([\s\S]*?)\s*\)$/.exec(text)?.[1] ?? text
  return { kind: 'text', span: query.place({ from, to }), parts: [written], written }
}

/** What a path goes on with: a name, or an index that is computed. */
function selector(node: KqlNode | undefined, context: Context): Expr {
  const name = node?.kind === 'NameReference' ? nameOf(node) : undefined
  if (node && name !== undefined) return { kind: 'text', span: context.query.place(node), parts: [name], written: name }
  return expr(node && (part(node, 'Expression') ?? node), context)
}

/** Its stages are read, but no stage can say where the value goes. */
function tableValue(node: KqlNode, fn: string, context: Context): Call {
  const { query } = context
  query.report(diagnose('kql/unread-value', query.place(node), fn))
  query.table(node, context)
  return call(fn, [], query.place(node))
}

/** Operators by their sign; anything else by its first word. */
function operation(node: KqlNode, context: Context): Expr {
  const span = context.query.place(node)
  const sign = part(node, 'Operator')
  if (sign) {
    const sides = node.children.filter((child) => child.role !== 'Operator')
    const fn = sign.text?.toLowerCase() ?? 'unread'
    if (fn === '<>') return call('!=', args(sides, context), span)
    return call(
      fn,
      args(
        sides.flatMap((side) => (side.kind === 'ExpressionList' ? items(side, 'Expressions') : [side])),
        context,
      ),
      span,
    )
  }
  if (/^\w+\s*\(\s*null\s*\)$/i.test(node.text ?? '')) return call('null', [], span)
  const [word] = node.children
  const inner = node.children.filter((child) => child.text === undefined)
  return call((node.text ?? word?.text ?? 'unread').toLowerCase(), args(inner, context), span)
}
