/** What each language makes of missing values, of several in one place, and of values of different types. */
import type { Language } from '../../model/rule.js'
import { fold } from '../../text/fold.js'
import { parseTime } from '../time.js'
import { type Datum, isBag, isList, isoText, jsonText, Lapse, lapseText, Moment, numeric, Real } from './datum.js'
import { parseLapse } from './times.js'

export interface Manner {
  /** A text that is missing is an empty one. */
  readonly emptyTexts?: true
  /**
   * What a function of one value makes of several: it is done to `each`; it has no result (`none`); `json`: the list is one
   * value, which is written as JSON where a text is wanted.
   */
  readonly several: 'each' | 'none' | 'json'
  /** `5 / 2` is 2. */
  readonly wholes?: true
  /** Texts of digits are equal as numbers. */
  readonly digitsAreNumbers?: true
  /** A remainder is never negative. */
  readonly positiveRemainder?: true
  /** Digits of a second's fraction in times as texts. */
  readonly timeDigits: 3 | 7
}

const elastic: Manner = { several: 'none', wholes: true, timeDigits: 3 }

const manners: Readonly<Record<Language, Manner>> = {
  eql: { ...elastic, several: 'each' },
  esql: elastic,
  spl: { several: 'each', digitsAreNumbers: true, timeDigits: 3 },
  kql: { several: 'json', emptyTexts: true, wholes: true, positiveRemainder: true, timeDigits: 7 },
  sigma: { several: 'each', timeDigits: 3 },
  kuery: elastic,
  lucene: elastic,
  none: elastic,
}

export const mannerOf = (language: Language): Manner => manners[language]

/** A value as text; undefined where it has none. */
export function textOf(value: Datum, { several, timeDigits }: Manner): string | undefined {
  if (typeof value === 'string') return value
  if (isList(value)) return several === 'json' ? jsonText(value) : undefined
  if (isBag(value)) return jsonText(value)
  if (value instanceof Real) return realText(value.value)
  if (value instanceof Moment) return isoText(value, timeDigits)
  return value instanceof Lapse ? lapseText(value) : String(value)
}

const realText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value)

/** Past what a double holds exactly, different numbers look equal: there only the text can tell. */
const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER

/** Whether two values are the same, a number and its text too. */
export function equal(a: Datum, b: Datum, cased: boolean, manner: Manner): boolean {
  const [left, right] = [timeOf(a, b), timeOf(b, a)]
  if (left !== undefined && right !== undefined) return left === right
  const numbers = manner.digitsAreNumbers || !(typeof a === 'string' && typeof b === 'string')
  const [x, y] = numbers ? [numeric(a), numeric(b)] : []
  if (x !== undefined && y !== undefined && isExact(x)) return x === y
  const [one, other] = [textOf(a, manner), textOf(b, manner)]
  if (one === undefined || other === undefined) return false
  return cased && typeof a !== 'boolean' && typeof b !== 'boolean' ? one === other : fold(one) === fold(other)
}

/** Less than 0 when `a` comes before `b`; undefined when they have no order. */
export function order(a: Datum, b: Datum): number | undefined {
  const [left, right] = [timeOf(a, b), timeOf(b, a)]
  if (left !== undefined && right !== undefined) return left - right
  if (a instanceof Moment || b instanceof Moment || a instanceof Lapse || b instanceof Lapse) return undefined
  const [x, y] = [numeric(a), numeric(b)]
  if (x !== undefined && y !== undefined) return x - y
  if (typeof a !== 'string' || typeof b !== 'string') return undefined
  const [s, t] = [parseTime(a), parseTime(b)]
  if (s !== undefined && t !== undefined) return s - t
  return a < b ? -1 : a > b ? 1 : 0
}

/** A value as a time or a length of one, when it is one or stands beside one. */
function timeOf(value: Datum, beside: Datum): number | undefined {
  if (value instanceof Moment || value instanceof Lapse) return value.millis
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  if (beside instanceof Moment) return parseTime(value)
  return beside instanceof Lapse && typeof value === 'string' ? parseLapse(value)?.millis : undefined
}

/** A time as a text, as the time it is. */
export const momentLike = (value: string): Moment | undefined => {
  const millis = parseTime(value)
  return millis === undefined ? undefined : new Moment(millis)
}

/** Whether a value is true as a condition. */
export function isTrue(value: Datum | undefined): boolean {
  if (typeof value === 'string') return value.toLowerCase() === 'true'
  if (typeof value === 'number') return value !== 0
  return value === true
}
