/** What a derive stage and computed arguments make of a row. The functions themselves come from whoever calls. */
import type { Column, Expr, StageId } from '../../model/rule.js'
import { globMatches } from '../../text/glob.js'
import { type FlatRecord, type Scalar, valuesOf } from '../record.js'
import { isUnknownIn } from '../scan.js'
import { literal } from '../text.js'
import type { Row } from './row.js'

/** The values of an expression: none when it is null, `unknown` when it cannot be worked out. */
export type Compute = (expr: Expr, fields: FlatRecord) => readonly Scalar[] | 'unknown'

/** Fields and constants; a call is not known. */
export const plain: Compute = (expr, fields) => {
  switch (expr.kind) {
    case 'text':
      return [literal(expr) ?? expr.written]
    case 'number':
    case 'boolean':
      return [expr.value]
    case 'field':
      return valuesOf(fields, expr.written)
    case 'pattern':
    case 'call':
      return 'unknown'
    default:
      return expr satisfies never
  }
}

/** The values of an expression over a row, in which fields may be unknown. */
export function valueIn(expr: Expr, row: Row, compute: Compute): readonly Scalar[] | 'unknown' {
  return hangsOnUnknown(expr, row) ? 'unknown' : compute(expr, row.fields)
}

function hangsOnUnknown(expr: Expr, row: Row): boolean {
  if (row.unknown.size === 0) return false
  const left: Expr[] = [expr]
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.kind === 'field' && isUnknownIn(next, row)) return true
    if (next.kind === 'call') left.push(...next.args)
  }
  return false
}

/** The row with more fields. `*` in a column's name stands for what it stands for in the field's: `*` of `Processes.*`. */
export function derived(row: Row, columns: readonly Column[], compute: Compute): Row {
  const fields = new Map(row.fields)
  const unknown = new Set<string | StageId>(row.unknown)
  const next: Row = { ...row, fields, unknown }
  for (const { as, of } of columns) {
    if (as.includes('*') && of.kind === 'field') rename(fields, as, of.written)
    else {
      const values = valueIn(of, next, compute)
      put(fields, unknown, as, values)
    }
  }
  return next
}

/** Sets a made field, which hides one of the same name. */
export function put(
  fields: Map<string, readonly Scalar[]>,
  unknown: Set<string | StageId>,
  name: string,
  values: readonly Scalar[] | 'unknown',
): void {
  fields.delete(name)
  unknown.delete(name)
  if (values === 'unknown') unknown.add(name)
  else if (values.length > 0) fields.set(name, values)
}

function rename(fields: Map<string, readonly Scalar[]>, as: string, pattern: string): void {
  const star = pattern.indexOf('*')
  if (star < 0) return
  for (const [name, values] of [...fields]) {
    if (!globMatches(pattern, name)) continue
    const inner = name.slice(star, name.length - (pattern.length - star - 1))
    fields.set(
      as.replace('*', () => inner),
      values,
    )
  }
}
