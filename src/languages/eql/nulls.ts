/**
 * What EQL makes of fields that are missing. Elasticsearch turns tests of one field against constants into queries, so
 * their `not` is true where the field is missing. What is computed, and any test of one field against another, becomes a
 * script: there a missing field makes the test neither true nor false, so a `not` directly on it is not true either.
 * Beneath an `and` or `or` every part is a query by itself, and a `not` on the whole is true again.
 */
import { impliedBy } from '../../model/build.js'
import type { Comparison, Expr, Field, Indicator, Not, Predicate } from '../../model/rule.js'

/** The fields that must not be missing for a `not` to be true, if it is the outermost of any that stand in a row. */
export function neededBy(not: Not): Field[] {
  let odd = true
  let leaf = not.of
  while (leaf.kind === 'not') {
    odd = !odd
    leaf = leaf.of
  }
  if (!odd) return []
  if (leaf.kind === 'indicator') return ofIndicator(leaf)
  return leaf.kind === 'compare' ? ofComparison(leaf) : []
}

/** A `not` with what it needs. */
export function guarded(not: Not): Predicate {
  const fields = neededBy(not)
  if (fields.length === 0) return not
  return { kind: 'and', of: [...fields.map(impliedBy), not], span: not.span }
}

function ofIndicator({ field, op, values }: Indicator): Field[] {
  if (!field || op === 'exists') return []
  const others = values.filter((value) => value.kind === 'field')
  if (field.part === undefined && others.length === 0) return []
  const { part, ...whole } = field
  return distinct([whole, ...others.map(({ kind, ...other }) => other)])
}

function ofComparison({ left, op, right }: Comparison): Field[] {
  if (op === 'exists') return []
  const found: Field[] = []
  const look = (expr: Expr): void => {
    if (expr.kind === 'call') expr.args.forEach(look)
    else if (expr.kind === 'field') {
      const { kind, ...field } = expr
      found.push(field)
    }
  }
  look(left)
  right.forEach(look)
  return distinct(found)
}

const distinct = (fields: readonly Field[]): Field[] =>
  fields.filter((field, i) => fields.findIndex((other) => sameField(field, other)) === i)

/** Whether two names mean the same field, wherever they stand. */
export const sameField = (a: Field, b: Field): boolean => a.written === b.written && a.made === b.made
