/** Work on lists of values that functions of several languages share. */
import { type Datum, jsonText, numeric } from './datum.js'
import { order } from './manner.js'

/** Equal for values that are the same. */
export const keyOf = (value: Datum): string => jsonText(value) ?? ''

/** Each value once, where it stood first. */
export function distinct(values: readonly Datum[]): Datum[] {
  const seen = new Map<string, Datum>()
  for (const value of values) if (!seen.has(keyOf(value))) seen.set(keyOf(value), value)
  return [...seen.values()]
}

/** Values of the first list that the second has, or has not. */
export function among(values: readonly Datum[], others: readonly Datum[], wanted: boolean): Datum[] {
  const known = new Set(others.map(keyOf))
  return distinct(values).filter((value) => known.has(keyOf(value)) === wanted)
}

/** In order: numbers by size, before texts. */
export const sorted = (values: readonly Datum[]): Datum[] =>
  [...values].sort((a, b) => order(a, b) ?? Number(numeric(a) === undefined) - Number(numeric(b) === undefined))

/** The elements from one place to another, both included; places count from the end when negative. */
export function sliced(values: readonly Datum[], from: number, to: number): Datum[] {
  const place = (at: number): number => (at < 0 ? values.length + at : at)
  return values.slice(Math.max(0, place(from)), Math.max(0, place(to) + 1))
}

/** All values as numbers; undefined when one is none. */
export function numbersOf(values: readonly Datum[]): number[] | undefined {
  const numbers = values.map(numeric).filter((value) => value !== undefined)
  return numbers.length === values.length ? numbers : undefined
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0)

/** The value below which so much of a hundred lie, between two of them in proportion; the middle one at 50. */
export function percentile(numbers: readonly number[], percent: number): number | undefined {
  const inOrder = [...numbers].sort((a, b) => a - b)
  const at = (Math.min(100, Math.max(0, percent)) / 100) * (inOrder.length - 1)
  const [low, high] = [inOrder[Math.floor(at)], inOrder[Math.ceil(at)]]
  return low === undefined || high === undefined ? undefined : low + (high - low) * (at - Math.floor(at))
}

/** The greatest value, or with -1 the least. */
export function extreme(values: readonly Datum[], sign: 1 | -1): Datum | undefined {
  let found = values[0]
  for (const value of values) if (found !== undefined && (order(value, found) ?? 0) * sign > 0) found = value
  return found
}
