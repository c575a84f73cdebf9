/** Pieces of rules that several readers make. */
import type { Field, Indicator, Span } from './rule.js'

/** That a record has a field. */
export const exists = (field: Field, span: Span): Indicator => ({
  kind: 'indicator',
  field,
  op: 'exists',
  values: [],
  need: 'one',
  cased: false,
  via: [],
  span,
})

/** The same where a language asks for it and its author did not write it. */
export const impliedBy = (field: Field): Indicator => ({ ...exists(field, field.span), implied: true })
