/**
 * Fields that a condition decides: after `eval risky=if(match(a, "x"), "yes", "no")` a test `risky="yes"` asks the
 * condition, and is read as it.
 */
import type { Operator, Predicate, Span, Value } from '../../model/rule.js'
import type { Pipeline } from './query.js'

/**
 * A test of such a field as the conditions under which it holds; undefined when that cannot be told, or when it always or
 * never does.
 */
export function chosen(
  name: string,
  op: Operator,
  values: readonly Value[],
  cased: boolean,
  span: Span,
  pipeline: Pipeline,
): Predicate | undefined {
  const { choices } = pipeline.scope.resolve(name)
  if (!choices) return undefined
  const ways: Predicate[] = []
  const before: Predicate[] = []
  for (const { when, value } of choices) {
    const fits = value ? among(op, value, values, cased) : false
    if (fits === undefined) return undefined
    if (fits) {
      const parts: Predicate[] = [
        ...before.map((of): Predicate => ({ kind: 'not', of, span })),
        ...(when ? [when] : []),
      ]
      const [only] = parts
      if (!only) return undefined
      ways.push(parts.length === 1 ? only : { kind: 'and', of: parts, span })
    }
    if (!when) break
    before.push(when)
  }
  const [way] = ways
  if (!way) return undefined
  return { ...(ways.length === 1 ? way : { kind: 'or', of: ways, span }), label: name }
}

function among(op: Operator, outcome: Value, values: readonly Value[], cased: boolean): boolean | undefined {
  const results = values.map((value) => holds(op, outcome, value, cased))
  if (results.includes(true)) return true
  return results.includes(undefined) || results.length === 0 ? undefined : false
}

function holds(op: Operator, outcome: Value, value: Value, cased: boolean): boolean | undefined {
  const [left, right] = [textOf(outcome), textOf(value)]
  if (left === undefined || right === undefined) return undefined
  const [a, b] = [Number(left), Number(right)]
  const numbers = left.trim() !== '' && right.trim() !== '' && !Number.isNaN(a) && !Number.isNaN(b)
  switch (op) {
    case 'eq':
      return numbers ? a === b : cased ? left === right : left.toLowerCase() === right.toLowerCase()
    case 'lt':
      return numbers ? a < b : undefined
    case 'le':
      return numbers ? a <= b : undefined
    case 'gt':
      return numbers ? a > b : undefined
    case 'ge':
      return numbers ? a >= b : undefined
    default:
      return undefined
  }
}

function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text': {
      const [part, ...more] = value.parts
      return typeof part === 'string' && more.length === 0 ? part : undefined
    }
    case 'number':
    case 'boolean':
      return String(value.value)
    case 'pattern':
    case 'field':
      return undefined
    default:
      return value satisfies never
  }
}
