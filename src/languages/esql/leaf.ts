/** Single tests: `field op values`, functions that are true or false, and comparisons of anything else. */
import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Comparison, Indicator, Operator, Predicate, Value } from '../../model/rule.js'
import { readKuery } from '../kuery/read.js'
import type { Subject } from './subject.js'
import { subject } from './subject.js'
import type { Apply, Node } from './syntax.js'
import { contentOf } from './text.js'
import type { Context } from './value.js'
import { expr, fieldAt, likeValue, literal, rlikeValue, spanOf } from './value.js'

/** A condition that is no combination of others. */
export function leaf(node: Node, context: Context): Predicate {
  switch (node.kind) {
    case 'unread':
      return { kind: 'opaque', span: spanOf(node, context) }
    case 'apply':
      return applied(node, context)
    case 'name':
    case 'null':
    case 'boolean':
    case 'parameter':
      return holds(node, context)
    case 'star':
    case 'string':
    case 'number':
    case 'timespan':
      context.problems.push(diagnose('esql/syntax', spanOf(node, context), 'this is no condition'))
      return { kind: 'opaque', span: spanOf(node, context) }
    default:
      return node satisfies never
  }
}

const signs: Readonly<Record<string, Operator>> = {
  '==': 'eq',
  '=~': 'eq',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
}

const flipped: Partial<Record<Operator, Operator>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

/** Functions of a field and literals, by the operator that they are. */
const functions: Readonly<Record<string, Plan>> = {
  in: { op: 'eq' },
  like: { op: 'eq', value: likeValue },
  rlike: { op: 'regex', value: rlikeValue },
  ':': { op: 'eq', uncased: true },
  match: { op: 'eq', uncased: true, options: true },
  match_phrase: { op: 'contains', uncased: true, options: true },
  term: { op: 'eq' },
  starts_with: { op: 'starts_with' },
  ends_with: { op: 'ends_with' },
  contains: { op: 'contains' },
  cidr_match: { op: 'cidr' },
}

interface Plan {
  readonly op: Operator
  readonly uncased?: true
  /** A map of options may stand last. */
  readonly options?: true
  readonly value?: (node: Node, context: Context) => Value | undefined
}

function applied(node: Apply, context: Context): Predicate {
  const { fn, args } = node
  const [first, ...more] = args
  const op = signs[fn]
  const [second] = more
  if (op && first && second) return compared(node, op, first, second, context)
  const plan = functions[fn]
  if (plan && first && second) return listed(node, plan, first, more, context)
  switch (fn) {
    case 'is null':
    case 'is not null':
      return existence(node, first ?? node, context)
    case 'kql':
      return embedded(node, context)
    case 'qstr':
      context.problems.push(diagnose('esql/unread-query', spanOf(node, context), fn))
      return { kind: 'opaque', span: spanOf(node, context), label: fn }
    case 'multi_match':
      return searched(node, context)
    case 'mv_contains':
    case 'mv_intersects':
      return multivalued(node, context)
    default:
      return holds(node, context)
  }
}

/** What is true or false by itself. The `true` it is compared with is written nowhere. */
function holds(node: Node, context: Context): Predicate {
  const end = context.source.place(node.to, node.to)
  const yes: Value = { kind: 'boolean', value: true, written: 'true', span: end }
  const seen = subject(node, context)
  if (seen && !seen.fold && !seen.field.part) return indicator(node, 'eq', seen, [yes], true, context)
  return comparison(node, expr(node, context), 'eq', [yes], context)
}

function compared(node: Apply, op: Operator, left: Node, right: Node, context: Context): Predicate {
  if (left.kind === 'null' || right.kind === 'null')
    context.problems.push(diagnose('esql/null-comparison', spanOf(node, context)))
  const cased = node.fn !== '=~'
  const direct = against(node, op, left, [right], literal, cased, context)
  if (direct) return direct
  const turned = against(node, flipped[op] ?? op, right, [left], literal, cased, context)
  if (turned) return turned
  if (left.kind === 'name' && right.kind === 'name') return ofFields(node, op, left, right, cased, context)
  return { ...comparison(node, expr(left, context), op, [expr(right, context)], context), cased }
}

type Named = Extract<Node, { kind: 'name' }>

function ofFields(node: Apply, op: Operator, left: Named, right: Named, cased: boolean, context: Context): Predicate {
  const field = fieldAt(left, context)
  const { span, written, made } = fieldAt(right, context)
  const value: Value = { kind: 'field', span, written, ...(made === undefined ? {} : { made }) }
  return indicator(node, op, { field }, [value], cased, context)
}

/** A field against values that are all written out; undefined when it is not that. */
function against(
  node: Node,
  op: Operator,
  left: Node,
  right: readonly Node[],
  value: (node: Node, context: Context) => Value | undefined,
  cased: boolean,
  context: Context,
): Indicator | undefined {
  const values = right.map((one) => value(one, context)).filter((one) => one !== undefined)
  if (values.length !== right.length) return undefined
  const seen = subject(left, context)
  if (!seen || (seen.field.part && values.some(({ kind }) => kind !== 'number'))) return undefined
  if (seen.fold && !values.every((one) => reachable(one, seen, context))) return undefined
  return indicator(node, op, seen, values, cased && !seen.fold && op !== 'cidr', context)
}

/** Whether what has been put in one case can be equal to a value at all. */
function reachable(value: Value, { fold }: Subject, { problems }: Context): boolean {
  if (value.kind !== 'text' && value.kind !== 'pattern') return true
  const text = value.kind === 'pattern' ? value.written.replace(/\\./g, '') : value.written
  const other = fold === 'to_lower' ? /\p{Lu}/u : /\p{Ll}/u
  const parameter =
    value.kind === 'text' && value.parts.some((part) => typeof part !== 'string' && 'placeholder' in part)
  if (parameter || !other.test(text)) return true
  if (value.kind === 'text') problems.push(diagnose('esql/case-never', value.span, value.written, fold ?? ''))
  return false
}

function indicator(
  node: Node,
  op: Operator,
  { field }: Subject,
  values: readonly Value[],
  cased: boolean,
  context: Context,
): Indicator {
  const patterns = values.map((value): Value => (value.kind === 'pattern' && !cased ? { ...value, flags: 'i' } : value))
  return { kind: 'indicator', field, op, values: patterns, need: 'one', cased, via: [], span: spanOf(node, context) }
}

const comparison = (
  node: Node,
  left: Comparison['left'],
  op: Operator,
  right: Comparison['right'],
  context: Context,
): Comparison => ({ kind: 'compare', left, op, right, cased: true, span: spanOf(node, context) })

function listed(node: Apply, plan: Plan, left: Node, more: readonly Node[], context: Context): Predicate {
  const last = more.at(-1)
  const right =
    plan.options && more.length > 1 && last?.kind === 'apply' && last.fn === 'map' ? more.slice(0, -1) : more
  const value = plan.value ?? literal
  const cased = !plan.uncased
  const direct = against(node, plan.op, left, right, value, cased, context)
  if (direct) return direct
  if (right.some(({ kind }) => kind === 'null'))
    context.problems.push(diagnose('esql/null-comparison', spanOf(node, context)))
  if (node.fn === 'in' && left.kind === 'name' && right.every(({ kind }) => kind === 'name'))
    return amongFields(node, left, right, context)
  const values = right.map((one) => value(one, context) ?? expr(one, context))
  return { ...comparison(node, expr(left, context), plan.op, values, context), cased }
}

function amongFields(node: Apply, left: Named, right: readonly Node[], context: Context): Predicate {
  const values = right.map((one) => expr(one, context)).filter((one) => one.kind === 'field')
  return indicator(node, 'eq', { field: fieldAt(left, context) }, values, true, context)
}

function existence(node: Apply, of: Node, context: Context): Predicate {
  const span = spanOf(node, context)
  const seen = subject(of, context)
  let there: Predicate = comparison(node, expr(of, context), 'exists', [], context)
  if (seen) {
    const { part: _, ...field } = seen.field
    there = exists(field, span)
  }
  return node.fn === 'is null' ? { kind: 'not', of: there, span } : there
}

/** `kql("…")`: a query in another language, placed where it stands in this one. */
function embedded(node: Apply, context: Context): Predicate {
  const span = spanOf(node, context)
  const [text] = node.args
  if (text?.kind !== 'string') {
    context.problems.push(diagnose('esql/unread-query', span, node.fn))
    return { kind: 'opaque', span, label: node.fn }
  }
  const { where, diagnostics } = readKuery(contentOf(text.token, context.source))
  context.problems.push(...diagnostics)
  if (!where && diagnostics.length === 0) context.problems.push(diagnose('esql/unread-query', span, node.fn))
  return where ? { ...where, span } : { kind: 'opaque', span, label: node.fn }
}

/** `multi_match("words", f, g)`. */
function searched(node: Apply, context: Context): Predicate {
  const [text, ...more] = node.args
  const fields = more.filter((one) => one.kind !== 'apply' || one.fn !== 'map')
  const of = text ? fields.map((field) => against(node, 'eq', field, [text], literal, false, context)) : []
  const [first] = of
  if (!first || of.includes(undefined)) return holds(node, context)
  if (of.length === 1) return first
  return { kind: 'or', of: of.filter((one) => one !== undefined), span: spanOf(node, context) }
}

/** `mv_contains(f, ["a", "b"])` asks for all of them, `mv_intersects` for one. */
function multivalued(node: Apply, context: Context): Predicate {
  const [left, right] = node.args
  const items = right?.kind === 'apply' && right.fn === 'list' ? right.args : right ? [right] : []
  const found = left && items.length > 0 ? against(node, 'eq', left, items, literal, true, context) : undefined
  if (!found) return holds(node, context)
  return node.fn === 'mv_contains' ? { ...found, need: 'every' } : found
}
