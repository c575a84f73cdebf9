/** The indicators that tests of a field become, and how those of a list become one. */
import { exists } from '../../model/build.js'
import type { Field, Indicator, Operator, Predicate, Span, Value } from '../../model/rule.js'
import { comparisonOf } from './value.js'

/** Whether a field is there; every record has some field. */
export function present(field: Field | null, span: Span): Predicate {
  if (!field || (field.wild && field.written === '*')) return { kind: 'and', of: [], span }
  return exists(field, span)
}

export function indicator(field: Field | null, op: Operator, value: Value, span: Span): Indicator {
  const cased = op === 'eq' && value.kind === 'text'
  return { kind: 'indicator', field, op, values: [value], need: 'one', cased, via: [], span }
}

/** A list of nothing but values is one indicator. */
export function merge(list: Predicate): Predicate {
  if (list.kind !== 'and' && list.kind !== 'or') return list
  const need = list.kind === 'or' ? 'one' : 'every'
  const parts = list.of.filter((part): part is Indicator => part.kind === 'indicator' && joins(part, need))
  const [first] = parts
  if (!first?.field || parts.length < list.of.length) return list
  const values = parts.flatMap((part) => part.values)
  const op = comparisonOf(first.field.written, values)
  if (!op) return list
  return {
    ...first,
    op,
    values,
    need,
    cased: op === 'eq' && values.some(({ kind }) => kind === 'text'),
    span: list.span,
  }
}

const joins = ({ values, need: own }: Indicator, need: Indicator['need']): boolean =>
  values.length === 1 || (values.length > 1 && own === need)
