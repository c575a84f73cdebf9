/** Tests of one field against values. */

import type { Field, Indicator, Num, Operator, Part, Span, Text, Value } from '../../model/rule.js'
import type { TomlKey, TomlScalar } from '../../text/toml.js'
import { wildcards } from '../../text/wildcards.js'

interface Leaf {
  readonly field: Field
  readonly op: Operator
  readonly values: readonly Value[]
  readonly cased: boolean
  readonly span: Span
}

/** Case is only of texts. */
export const indicator = (leaf: Leaf): Indicator => ({
  kind: 'indicator',
  ...leaf,
  cased: leaf.cased && leaf.values.some(({ kind }) => kind === 'text' || kind === 'pattern'),
  need: 'one',
  via: [],
})

export const fieldOf = ({ text, inner }: TomlKey): Field => ({ written: text, span: inner })

/** A value that is compared whole; numbers and booleans keep their type. */
export function exact(scalar: TomlScalar): Value {
  const { span, text: written, value } = scalar
  if (typeof value === 'boolean') return { kind: 'boolean', span, written, value }
  return numberOf(scalar) ?? textValue(scalar)
}

export const numberOf = ({ span, text: written, value }: TomlScalar): Num | undefined =>
  typeof value === 'number' ? { kind: 'number', span, written, value } : undefined

export const textValue = ({ span, text }: TomlScalar): Text => ({ kind: 'text', span, written: text, parts: [text] })

/** `*` and `?` are wildcards; a backslash makes the next character literal, whatever it is. */
export const patternParts = (written: string): Part[] => wildcards(written, () => true)
