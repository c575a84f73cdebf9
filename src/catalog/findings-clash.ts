/** When two tests of one field cannot both hold, and when one holds whenever another does. */

import type { Indicator, Value } from '../model/rule.js'
import { fold } from '../text/fold.js'
import { isTextual, type Kind, normalise } from './wild.js'

/** Lists longer than this are not compared with each other: what is found would not be worth its time. */
const mostPairs = 20_000

/** The two tests are of what the same field of the record holds, without transformations. */
export const ofOneField = (a: Indicator, b: Indicator): boolean =>
  a.field?.written === b.field?.written && a.field?.part === b.field?.part && isPlain(a) && isPlain(b)

const isPlain = ({ field, via }: Indicator): boolean => !field?.wild && field?.made === undefined && via.length === 0

/** No text satisfies both. Says nothing of a field that can have several values, of which each may satisfy one. */
export function areApart(a: Indicator, b: Indicator): boolean {
  if (a.values.length * b.values.length > mostPairs || a.op === 'exists' || b.op === 'exists') return false
  const [left, right] = [a.values.map((value) => testOf(a, value)), b.values.map((value) => testOf(b, value))]
  const apart = (x: Test, y: Test): boolean => disjoint(x, y) || disjoint(y, x)
  const some = (x: Test): boolean =>
    b.need === 'one' ? right.every((y) => apart(x, y)) : right.some((y) => apart(x, y))
  return a.need === 'one' ? left.every(some) : left.some(some)
}

/** Whatever satisfies `a` satisfies `b`. */
export function implies(a: Indicator, b: Indicator): boolean {
  if (b.op === 'exists') return a.field !== null
  if (a.op === 'exists' || a.values.length * b.values.length > mostPairs) return false
  const [left, right] = [a.values.map((value) => testOf(a, value)), b.values.map((value) => testOf(b, value))]
  const one = (x: Test): boolean =>
    b.need === 'one' ? right.some((y) => within(x, y)) : right.every((y) => within(x, y))
  return a.need === 'one' ? left.every(one) : left.some(one)
}

/** One value as it is compared. Without `text` nothing is known of it but how it is written. */
interface Test {
  readonly kind: Kind
  readonly cased: boolean
  readonly written: string
  readonly text?: string
}

function testOf({ op, cased }: Indicator, value: Value): Test {
  const { written } = value
  if (value.kind === 'number' && op === 'eq') return { kind: op, cased: false, written, text: String(value.value) }
  if (value.kind === 'boolean') return { kind: op, cased: false, written, text: String(value.value) }
  if (value.kind !== 'text') return { kind: op, cased, written: `${value.kind} ${written}` }
  const { kind, parts } = normalise(op, value.parts)
  const text = parts.every((part) => typeof part === 'string') ? parts.join('') : undefined
  return text === undefined || !isTextual(kind)
    ? { kind, cased, written: `text ${written}` }
    : { kind, cased, written: `text ${written}`, text }
}

function disjoint(x: Test, y: Test): boolean {
  if (x.text === undefined || y.text === undefined) return false
  const [a, b] = [fold(x.text), fold(y.text)]
  switch (x.kind) {
    case 'eq':
      return isTextual(y.kind) && !satisfies(a, y.kind, b)
    case 'starts_with':
      return y.kind === 'starts_with' && !a.startsWith(b) && !b.startsWith(a)
    case 'ends_with':
      return y.kind === 'ends_with' && !a.endsWith(b) && !b.endsWith(a)
    default:
      return false
  }
}

function within(x: Test, y: Test): boolean {
  if (y.cased && !x.cased) return false
  if (x.text === undefined || y.text === undefined) return x.kind === y.kind && x.written === y.written
  const [a, b] = y.cased ? [x.text, y.text] : [fold(x.text), fold(y.text)]
  if (x.kind === 'eq') return isTextual(y.kind) && satisfies(a, y.kind, b)
  return isTextual(x.kind) && (y.kind === x.kind || y.kind === 'contains') && satisfies(a, y.kind, b)
}

function satisfies(text: string, kind: Kind, part: string): boolean {
  switch (kind) {
    case 'eq':
      return text === part
    case 'contains':
      return text.includes(part)
    case 'starts_with':
      return text.startsWith(part)
    case 'ends_with':
      return text.endsWith(part)
    default:
      return false
  }
}
