/** One value of a record against one value of an indicator. */
import type { Indicator, Millis, Num, Text, Value } from '../model/rule.js'
import { unknown } from './functions/datum.js'
import { inNetwork } from './network.js'
import { matches } from './pattern.js'
import type { Scalar } from './record.js'
import { type Row, valuesIn } from './row.js'
import { fits, type Lists, literal, type TextOperator } from './text.js'
import { parseTime, timeBound } from './time.js'
import { and, or, type Verdict, verdict } from './verdict.js'

export interface Surroundings {
  /** Where the other field of a field-to-field comparison is found. */
  readonly row: Row
  readonly lists: Lists
  readonly now?: Millis
}

/** `unsure` when the value hangs on an unknown list or an expression that cannot run, or is of no kind that fits `op`. */
export function compare(found: Scalar, indicator: Indicator, value: Value, around: Surroundings): Verdict {
  const { op } = indicator
  switch (op) {
    case 'eq':
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return compareText(found, op, indicator, value, around)
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      if (value.kind === 'text' && numeric(literal(value)) === undefined) return compareTime(found, op, value, around)
      return or(
        bounds(value, around).map((bound) =>
          bound === unknown ? 'unsure' : verdict(inOrder(numeric(found), op, bound)),
        ),
      )
    case 'regex':
      return value.kind === 'pattern' ? matches(String(found), value) : 'unsure'
    case 'cidr':
      return value.kind === 'text' ? inNetwork(String(found), value, around.lists) : 'unsure'
    case 'exists':
      return 'true'
    default:
      return op satisfies never
  }
}

/**
 * Whether what stands in an indicator's place satisfies it: one of its values or every one, each by any that was found.
 */
export function compareAll(found: readonly Scalar[], indicator: Indicator, around: Surroundings): Verdict {
  if (indicator.op === 'exists') return verdict(found.length > 0)
  const verdicts = indicator.values.map((value) => or(found.map((each) => compare(each, indicator, value, around))))
  return indicator.need === 'every' ? and(verdicts) : or(verdicts)
}

function compareText(
  found: Scalar,
  op: TextOperator,
  { cased, field, via }: Indicator,
  value: Value,
  { row, lists }: Surroundings,
): Verdict {
  const words = via.includes('word')
  const text = (parts: Text['parts'], exact = cased): Verdict => {
    const fit = fits(parts, String(found), op, exact, lists, words)
    return fit === undefined ? 'unsure' : verdict(fit)
  }
  switch (value.kind) {
    case 'text': {
      // A part of a time is a number, so '05' is five.
      const number = field?.part && op === 'eq' ? numeric(literal(value)) : undefined
      return number === undefined ? text(value.parts) : verdict(found === number)
    }
    case 'number':
      return op === 'eq' && sameNumber(found, value) ? 'true' : text([value.written])
    case 'boolean':
      return text([String(value.value)], false)
    case 'field': {
      const others = valuesIn(value, row)
      if (others === unknown) return 'unsure'
      return or(others.map((other) => (op === 'eq' && sameNumbers(found, other) ? 'true' : text([String(other)]))))
    }
    case 'pattern':
      return 'unsure'
    default:
      return value satisfies never
  }
}

/** What is no number is a time, or a word, whose order is not known here. */
function compareTime(found: Scalar, op: 'lt' | 'le' | 'gt' | 'ge', value: Text, { now }: Surroundings): Verdict {
  const bound = timeBound(literal(value) ?? '', now)
  return bound === undefined ? 'unsure' : verdict(inOrder(parseTime(found), op, bound))
}

/** A decimal number, as JSON or as text; hexadecimal is text. */
export function numeric(value: Scalar | undefined): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined
}

/** Past what a double holds exactly, different numbers look equal: there only the text can tell. */
export const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER

const sameNumber = (found: Scalar, { value }: Num): boolean => isExact(value) && numeric(found) === value

/** Two texts are compared as texts even when both are digits. */
function sameNumbers(a: Scalar, b: Scalar): boolean {
  const left = numeric(a)
  return left !== undefined && isExact(left) && left === numeric(b) && (typeof a === 'number' || typeof b === 'number')
}

/** The numbers a value stands for: its own, or those of another field. */
function bounds(value: Value, { row }: Surroundings): (number | undefined | typeof unknown)[] {
  switch (value.kind) {
    case 'number':
      return [value.value]
    case 'text':
      return [numeric(literal(value))]
    case 'field': {
      const others = valuesIn(value, row)
      return others === unknown ? [unknown] : others.map(numeric)
    }
    case 'boolean':
    case 'pattern':
      return []
    default:
      return value satisfies never
  }
}

function inOrder(found: number | undefined, op: 'lt' | 'le' | 'gt' | 'ge', bound: number | undefined): boolean {
  if (found === undefined || bound === undefined) return false
  switch (op) {
    case 'lt':
      return found < bound
    case 'le':
      return found <= bound
    case 'gt':
      return found > bound
    case 'ge':
      return found >= bound
    default:
      return op satisfies never
  }
}
