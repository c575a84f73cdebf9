import type { Millis } from '../../model/rule.js'

const second = 1_000
const day = 86_400 * second

/** First letters of a unit's names, longest first; `mon` before `m`. */
const units: readonly (readonly [RegExp, Millis])[] = [
  [/^us$/, 0.001],
  [/^ms$/, 1],
  [/^cs$/, 10],
  [/^ds$/, 100],
  [/^(?:s|secs?|seconds?)?$/, second],
  [/^(?:m|mins?|minutes?)$/, 60 * second],
  [/^(?:h|hrs?|hours?)$/, 3_600 * second],
  [/^(?:d|days?)$/, day],
  [/^(?:w|weeks?)$/, 7 * day],
  [/^(?:mon|months?)$/, 30 * day],
  [/^(?:q|qtrs?|quarters?)$/, 91 * day],
  [/^(?:y|yrs?|years?)$/, 365 * day],
]

/** `15m`, `1h@h`, `30`, which are seconds, to milliseconds. Undefined when it is no time span. */
export function durationOf(text: string): Millis | undefined {
  const [, count, unit = ''] = /^\s*(\d{1,9})\s*([a-z]*)(?:@\w*)?\s*$/i.exec(text) ?? []
  if (count === undefined) return undefined
  const [, size] = units.find(([name]) => name.test(unit.toLowerCase())) ?? []
  return size === undefined ? undefined : Number(count) * size
}
