/** Single tests of `where`: `field op value`, functions that are true or false, and comparisons of anything else. */
import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Comparison, Field, Indicator, Operator, Predicate, Value } from '../../model/rule.js'
import { cidrProblem } from '../../text/cidr.js'
import { chosen } from './choices.js'
import type { Pipeline } from './query.js'
import { readSearch } from './search.js'
import { type Subject, subject } from './subject.js'
import type { Apply, Node } from './syntax.js'
import { liked, unescaped } from './text.js'
import { expr, literal, spanOf } from './value.js'

/** A condition that is no combination of others. */
export function leaf(node: Node, pipeline: Pipeline): Predicate {
  if (node.kind === 'unread') {
    const { label } = node
    return { kind: 'opaque', span: spanOf(node, pipeline), ...(label === undefined ? {} : { label }) }
  }
  return node.kind === 'apply' ? applied(node, pipeline) : holds(node, pipeline)
}

const signs: Readonly<Record<string, Operator>> = { '==': 'eq', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }
const flipped: Partial<Record<Operator, Operator>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

type Reading = (node: Node, pipeline: Pipeline) => Value | undefined

const likeValue: Reading = (node, pipeline) => {
  const value = literal(node, pipeline)
  return value?.kind === 'text' && node.kind === 'string' ? { ...value, parts: liked(unescaped(node.written)) } : value
}

/** `match` finds its pattern anywhere. */
const matchValue: Reading = (node, pipeline) =>
  node.kind === 'string'
    ? { kind: 'pattern', span: spanOf(node, pipeline), written: unescaped(node.written), flags: '' }
    : undefined

function applied(node: Apply, pipeline: Pipeline): Predicate {
  const { fn, args } = node
  const [first, second, ...more] = args
  const op = signs[fn]
  if (op && first && second) return compared(node, op, first, second, pipeline)
  if (first && second)
    switch (fn) {
      case 'in':
        return listed(node, first, [second, ...more], pipeline)
      case 'like':
        return against(node, 'eq', first, [second], likeValue, pipeline) ?? holds(node, pipeline)
      case 'match':
        return against(node, 'regex', first, [second], matchValue, pipeline) ?? holds(node, pipeline)
      case 'cidrmatch':
        return network(node, first, second, pipeline)
    }
  switch (fn) {
    case 'is null':
    case 'is not null':
      return first ? existence(node, first, pipeline) : holds(node, pipeline)
    case 'searchmatch':
      return first?.kind === 'string' ? embedded(first, pipeline) : holds(node, pipeline)
    default:
      return holds(node, pipeline)
  }
}

/** What is true or false by itself. The `true` it is compared with is written nowhere. */
function holds(node: Node, pipeline: Pipeline): Predicate {
  const end = pipeline.query.source.place(node.to, node.to)
  const yes: Value = { kind: 'boolean', value: true, written: 'true', span: end }
  return comparison(node, expr(node, pipeline), 'eq', [yes], pipeline)
}

const comparison = (
  node: Node,
  left: Comparison['left'],
  op: Operator,
  right: Comparison['right'],
  pipeline: Pipeline,
): Comparison => ({ kind: 'compare', left, op, right, cased: true, span: spanOf(node, pipeline) })

const isNull = (node: Node): boolean => node.kind === 'apply' && node.fn === 'null' && node.args.length === 0

function compared(node: Apply, op: Operator, left: Node, right: Node, pipeline: Pipeline): Predicate {
  if (isNull(left) || isNull(right)) pipeline.report(diagnose('spl/null-comparison', spanOf(node, pipeline)))
  const direct = against(node, op, left, [right], literal, pipeline)
  if (direct) return direct
  const turned = against(node, flipped[op] ?? op, right, [left], literal, pipeline)
  if (turned) return turned
  if (left.kind === 'name' && right.kind === 'name') return ofFields(node, op, left.written, right, pipeline, left)
  const found = op === 'ge' && right.kind === 'number' && right.value === 0 ? foundIn(node, left, pipeline) : undefined
  return found ?? comparison(node, expr(left, pipeline), op, [expr(right, pipeline)], pipeline)
}

/** `mvfind(field, "pattern") >= 0`: some value of the field fits. */
function foundIn(node: Node, of: Node, pipeline: Pipeline): Predicate | undefined {
  const [first, second] = of.kind === 'apply' && of.fn === 'mvfind' ? of.args : []
  return first && second && against(node, 'regex', first, [second], matchValue, pipeline)
}

function ofFields(node: Apply, op: Operator, name: string, right: Node, pipeline: Pipeline, left: Node): Predicate {
  const value = expr(right, pipeline)
  const field = pipeline.field(name, spanOf(left, pipeline))
  if (value.kind !== 'field') return comparison(node, expr(left, pipeline), op, [value], pipeline)
  return indicator(node, op, field, [value], true, pipeline)
}

/** A field against values that are all written out; undefined when it is not that. */
function against(
  node: Node,
  op: Operator,
  left: Node,
  right: readonly Node[],
  value: Reading,
  pipeline: Pipeline,
): Predicate | undefined {
  const seen = subject(left, pipeline)
  if (!seen) return undefined
  const values = right.map((one) => value(one, pipeline)).filter((one) => one !== undefined)
  if (values.length !== right.length) return undefined
  if (seen.field.part && values.some(({ kind }) => kind !== 'number')) return undefined
  if (seen.fold && !values.every((one) => reachable(one, seen, pipeline))) return undefined
  const cased = !seen.fold && op !== 'cidr'
  const decided =
    left.kind === 'name' ? chosen(left.written, op, values, cased, spanOf(node, pipeline), pipeline) : undefined
  if (decided) return decided
  return indicator(node, op, seen.field, values, cased, pipeline)
}

/** Whether what has been put in one case can be equal to a value at all. */
function reachable(value: Value, { fold }: Subject, pipeline: Pipeline): boolean {
  if (value.kind !== 'text' && value.kind !== 'pattern') return true
  const text = value.kind === 'pattern' ? value.written.replace(/\\.|\(\?[a-z]+\)/g, '') : value.written
  if (!(fold === 'lower' ? /\p{Lu}/u : /\p{Ll}/u).test(text)) return true
  if (value.kind === 'text') pipeline.report(diagnose('spl/case-never', value.span, value.written, fold ?? ''))
  return false
}

function indicator(
  node: Node,
  op: Operator,
  field: Field,
  values: readonly Value[],
  cased: boolean,
  pipeline: Pipeline,
): Indicator {
  const patterns = values.map((value): Value => (value.kind === 'pattern' && !cased ? { ...value, flags: 'i' } : value))
  return { kind: 'indicator', field, op, values: patterns, need: 'one', cased, via: [], span: spanOf(node, pipeline) }
}

function listed(node: Apply, left: Node, right: readonly Node[], pipeline: Pipeline): Predicate {
  const direct = against(node, 'eq', left, right, literal, pipeline)
  if (direct) return direct
  if (left.kind === 'name' && right.every(({ kind }) => kind === 'name')) {
    const values = right.map((one) => expr(one, pipeline)).filter((one) => one.kind === 'field')
    return indicator(node, 'eq', pipeline.field(left.written, spanOf(left, pipeline)), values, true, pipeline)
  }
  const values = right.map((one) => literal(one, pipeline) ?? expr(one, pipeline))
  return comparison(node, expr(left, pipeline), 'eq', values, pipeline)
}

/** `cidrmatch("10.0.0.0/8", ip)` */
function network(node: Apply, range: Node, of: Node, pipeline: Pipeline): Predicate {
  if (range.kind === 'string' && cidrProblem(unescaped(range.written)))
    pipeline.report(diagnose('spl/bad-cidr', spanOf(range, pipeline), range.written))
  else {
    const found = against(node, 'cidr', of, [range], literal, pipeline)
    if (found) return found
  }
  return holds(node, pipeline)
}

function existence(node: Apply, of: Node, pipeline: Pipeline): Predicate {
  const span = spanOf(node, pipeline)
  const there = thereIs(node, of, pipeline)
  return node.fn === 'is null' ? { kind: 'not', of: there, span } : there
}

function thereIs(node: Apply, of: Node, pipeline: Pipeline): Predicate {
  const found = foundIn(node, of, pipeline)
  if (found) return found
  const seen = subject(of, pipeline)
  if (!seen) return comparison(node, expr(of, pipeline), 'exists', [], pipeline)
  const { part: _, ...field } = seen.field
  return exists(field, spanOf(node, pipeline))
}

/** `searchmatch("field=value …")` */
function embedded({ from, to }: Node, pipeline: Pipeline): Predicate {
  const { where } = readSearch(pipeline, from + 1, to - 1)
  return where ?? { kind: 'opaque', span: spanOf({ from, to }, pipeline), label: 'searchmatch' }
}
