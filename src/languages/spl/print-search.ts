/** Predicates in the language of `search`. What it cannot say, or would understand as something else, is refused. */
import type { Field, Indicator, Operator, Part, Predicate, Value } from '../../model/rule.js'
import { refuse } from '../refusal.js'
import { isNetwork } from './search.js'
import { numberOf } from './text.js'

/** How tightly what is around binds; `OR` binds tighter than `AND` here. */
type Around = 'and' | 'or' | 'not'

export function printSearch(predicate: Predicate, around: Around = 'and'): string {
  switch (predicate.kind) {
    case 'and': {
      const unequal = unequalIn(predicate.of)
      if (unequal) return printTest(unequal, '!=')
      if (predicate.of.length < 2) return refuse('an "and" of fewer than two', predicate)
      const text = predicate.of.map((part) => printPart(part)).join(' ')
      return around === 'and' ? text : `(${text})`
    }
    case 'or': {
      if (predicate.of.length < 2) return refuse('an "or" of fewer than two', predicate)
      const text = predicate.of.map((part) => printSearch(part, 'or')).join(' OR ')
      return around === 'not' || around === 'or' ? `(${text})` : text
    }
    case 'not':
      return `NOT ${printSearch(predicate.of, 'not')}`
    case 'indicator':
      return predicate.implied ? refuse('a test that nothing implies', predicate) : printTest(predicate, '=')
    case 'compare':
      return refuse('a computation in a search', predicate)
    case 'use':
      return refuse('a name for a condition', predicate)
    case 'opaque':
      return refuse('what could not be read', predicate)
    default:
      return predicate satisfies never
  }
}

/** A condition inside an `and`: one that stands in parentheses stays a part of its own. */
const printPart = (part: Predicate): string => {
  const text = printSearch(part)
  return part.kind === 'and' && !unequalIn(part.of) ? `(${text})` : text
}

/** Of `field!=value`: the test that must not hold, beside the one that the field is there. */
export function unequalIn(of: readonly Predicate[]): Indicator | undefined {
  const [there, not] = of
  const test = not?.kind === 'not' ? not.of : undefined
  const implied = there?.kind === 'indicator' && there.implied === true && there.op === 'exists'
  if (of.length !== 2 || !implied || test?.kind !== 'indicator' || !sameField(there.field, test.field)) return undefined
  return test
}

const sameField = (a: Field | null, b: Field | null): boolean =>
  a !== null && b !== null && a.written === b.written && a.part === b.part && a.made === b.made

const signs: Partial<Record<Operator, string>> = { eq: '=', cidr: '=', lt: '<', le: '<=', gt: '>', ge: '>=' }

function printTest(indicator: Indicator, sign: '=' | '!='): string {
  const { field, op, values, need, cased, via } = indicator
  if (!field) return sign === '!=' ? refuse('a term that is no field', indicator) : printTerm(indicator)
  if (via.length > 0) return refuse('values that are transformed', indicator)
  if (need === 'every' && values.length > 1) return refuse('values that must all hold', indicator)
  if (cased && op !== 'exists') return refuse('a comparison that minds case', indicator)
  const name = printName(field, indicator)
  if (op === 'exists') return `${name}${sign}*`
  const [value] = values
  if (values.some((one) => isNetwork(one) !== (op === 'cidr')) && (op === 'eq' || op === 'cidr'))
    return refuse('a network that is compared as text', indicator)
  const found = signs[op]
  if (!found || !value) return refuse(`the operator "${op}"`, indicator)
  if (values.length === 1) {
    if (op === 'eq' && isAny(value)) return refuse('a wildcard alone that is no test of existence', indicator)
    return `${name}${sign === '!=' && (op === 'eq' || op === 'cidr') ? '!=' : sign === '!=' ? refuse(`not "${op}"`, indicator) : found}${printValue(value, indicator)}`
  }
  if ((op !== 'eq' && op !== 'cidr') || sign === '!=') return refuse('several values here', indicator)
  return `${name} IN (${values.map((one) => printValue(one, indicator)).join(', ')})`
}

const isAny = (value: Value): boolean => value.kind === 'text' && value.parts.every((part) => isStar(part))

/** A field's name; in quotes where it holds something that would end it. */
function printName(field: Field, at: Indicator): string {
  if (field.wild || field.part) return refuse('a field that is no plain name', at)
  const { written } = field
  if (/^(?:AND|OR|NOT)$/i.test(written)) return refuse('a field with the name of an operator', at)
  return /^[A-Za-z_][\w.{}:/-]*$/.test(written) && !written.includes('::') ? written : `"${escaped(written)}"`
}

function printValue(value: Value, at: Indicator): string {
  switch (value.kind) {
    case 'number':
      return value.value === numberOf(value.written) ? value.written : refuse('a number that is none', at)
    case 'text':
      return `"${value.parts.map((part) => printPiece(part, at)).join('')}"`
    case 'boolean':
    case 'pattern':
    case 'field':
      return refuse(`a value of the kind "${value.kind}"`, at)
    default:
      return value satisfies never
  }
}

const isStar = (part: Part): boolean => typeof part === 'object' && 'wild' in part && part.wild === '*'

function printPiece(part: Part, at: Indicator): string {
  if (isStar(part)) return '*'
  if (typeof part !== 'string') return refuse('a hole in a text', at)
  return part.includes('*') ? refuse('a star that is no wildcard', at) : escaped(part)
}

const escaped = (text: string): string => text.replace(/["\\]/g, '\\$&')

/** A term that stands anywhere in a record. */
function printTerm(indicator: Indicator): string {
  const { op, values, via, cased } = indicator
  const [value, another] = values
  if (value?.kind !== 'text' || another) return refuse('a term that is no single text', indicator)
  const text = value.parts.map((part) => printPiece(part, indicator)).join('')
  if (text === '' || isStar(value.parts[0] ?? '') || isStar(value.parts.at(-1) ?? ''))
    return refuse('a term that begins or ends with a wildcard', indicator)
  const word = via.length === 1 && via[0] === 'word'
  if (!word && (via.length > 0 || op !== 'contains' || cased)) return refuse('a term of this kind', indicator)
  if (!word) return `"*${text}*"`
  if (cased) return op === 'contains' ? `CASE("${text}")` : refuse('a term that minds case', indicator)
  if (op === 'starts_with') return `"${text}*"`
  if (op === 'ends_with') return `"*${text}"`
  return op === 'contains' ? `"${text}"` : refuse(`the operator "${op}" anywhere`, indicator)
}
