import type { Field, Indicator, Operator, Predicate, Span } from '../../model/rule.js'

const operators: Readonly<Record<string, Operator>> = {
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
  '=': 'eq',
  '==': 'eq',
  gt: 'gt',
  gte: 'ge',
  lt: 'lt',
  lte: 'le',
  eq: 'eq',
}

/** A made field against a number: `gte 10`, `!= 3`. Undefined when the operator or the number is none. */
export function threshold(
  operator: string,
  number: string,
  field: Field,
  span: Span,
  valueSpan: Span,
): Predicate | undefined {
  const value = number.trim() === '' ? Number.NaN : Number(number)
  const negated = operator === '!=' || operator === 'neq'
  const op = negated ? 'eq' : Object.hasOwn(operators, operator) ? operators[operator] : undefined
  if (!op || Number.isNaN(value)) return undefined
  const test: Indicator = {
    kind: 'indicator',
    field,
    op,
    values: [{ kind: 'number', value, written: number, span: valueSpan }],
    need: 'one',
    cased: false,
    via: [],
    span,
  }
  return negated ? { kind: 'not', of: test, span } : test
}
