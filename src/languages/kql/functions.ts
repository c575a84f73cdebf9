/** Functions that are true or false by themselves. */
import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Predicate, Value } from '../../model/rule.js'
import { cidrProblem } from '../../text/cidr.js'
import { expr } from './expression.js'
import { against, comparison, isTrue, yes } from './leaf.js'
import type { Context } from './query.js'
import { spanOf } from './query.js'
import { subject } from './subject.js'
import { functions } from './tests.js'
import type { KqlNode } from './tree.js'
import { argumentsOf, listed, literal } from './value.js'

/** That a field is there, or that a computation has a result. */
export function existence(node: KqlNode, of: KqlNode | undefined, context: Context): Predicate {
  const span = spanOf(node, context)
  const seen = of && subject(of, context)
  if (!seen) return comparison(node, expr(of, context), 'exists', [], context)
  const { part: _, ...field } = seen.field
  return exists(field, span)
}

/** A function of a field and literals that our model has an operator for. */
export function tested(node: KqlNode, fn: string, context: Context): Predicate | undefined {
  const args = argumentsOf(node)
  if (fn === 'set_has_element') return element(node, args, context)
  const test = Object.hasOwn(functions, fn) ? functions[fn] : undefined
  const [left, ...more] = args
  if (!test || !left) return undefined
  const values = valuesOf(fn === 'ipv4_is_match' && more.length > 1 ? [] : more, context)
  if (!values) return undefined
  if (test.op === 'cidr') for (const value of values) checkNetwork(value, context)
  return against(node, { ...test, cased: false }, left, values, context)
}

/** `set_has_element(list, value)`: one of them may be the field. */
function element(node: KqlNode, [set, value]: readonly KqlNode[], context: Context): Predicate | undefined {
  if (!set || !value) return undefined
  const test = { op: 'eq', cased: true } as const
  const wanted = literal(value, context)
  if (wanted) return against(node, test, set, [wanted], context)
  const values = listed(set, context)
  return values && values.length > 0 ? against(node, test, value, values, context) : undefined
}

function valuesOf(nodes: readonly KqlNode[], context: Context): readonly Value[] | undefined {
  const values: Value[] = []
  for (const node of nodes) {
    const one = literal(node, context)
    const found = listed(node, context) ?? (one && [one])
    if (!found) return undefined
    values.push(...found)
  }
  return values.length > 0 ? values : undefined
}

function checkNetwork(value: Value, { query }: Context): void {
  if (value.kind === 'text' && cidrProblem(value.written))
    query.report(diagnose('kql/bad-cidr', value.span, value.written))
}

/** What is true or false by itself: a column, a path, any other function. */
export function holds(node: KqlNode, context: Context): Predicate {
  const seen = subject(node, context)
  if (!seen || seen.fold || seen.field.part) return isTrue(node, expr(node, context), context)
  return (
    against(node, { op: 'eq', cased: true }, node, [yes(node, context)], context) ??
    isTrue(node, expr(node, context), context)
  )
}
