/** What a text of a query means as a value. */
import type { Operator, Span, Text, Value } from '../../model/rule.js'
import { parseCidr } from '../../text/cidr.js'
import { isWild, type Literal, plainText } from './literal.js'

/**
 * Unquoted `true`, `false` and numbers are of their own kind. A field may hold its numbers as text, so only a number
 * that is written as it would be printed counts: `007` and `1.0` are texts.
 */
export function equalValue(literal: Literal, span: Span): Value {
  const { written } = literal
  if (literal.quoted || isWild(literal)) return textValue(literal, span)
  const plain = plainText(literal)
  if (plain === 'true' || plain === 'false') return { kind: 'boolean', span, value: plain === 'true', written }
  if (/^-?\d/.test(written) && String(Number(written)) === written)
    return { kind: 'number', span, value: Number(written), written }
  return textValue(literal, span)
}

/** A bound of a range: any unquoted decimal number is one, and `*` is only itself. */
export function boundValue(literal: Literal, span: Span): Value {
  const { written, quoted } = literal
  if (!quoted && /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(written) && Number.isFinite(Number(written)))
    return { kind: 'number', span, value: Number(written), written }
  const value = equalValue(literal, span)
  return value.kind === 'text' ? { ...value, parts: [plainText(literal)] } : value
}

export const textValue = ({ parts, written }: Literal, span: Span): Text => ({ kind: 'text', span, parts, written })

/**
 * How values listed for one field are compared. Fields of addresses also take networks, and a network there holds the
 * addresses in it; undefined when some are networks and others are neither networks nor addresses.
 */
export function comparisonOf(field: string, values: readonly Value[]): Operator | undefined {
  if (!holdsAddresses(field)) return 'eq'
  const networks = values.map(networkText)
  if (!networks.some((text) => text?.includes('/'))) return 'eq'
  return networks.every((text) => text !== undefined) ? 'cidr' : undefined
}

/** By its name, for a query does not say what a field holds: the common schema calls all of them `ip` or `..._ip`. */
const holdsAddresses = (field: string): boolean => /(?:^|[._])ip$/i.test(field)

/** The text of a network or address. */
function networkText(value: Value): string | undefined {
  if (value.kind !== 'text') return undefined
  const [text] = value.parts
  return value.parts.length === 1 && typeof text === 'string' && parseCidr(text) ? text : undefined
}
