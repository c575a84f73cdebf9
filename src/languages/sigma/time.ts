import type { Millis } from '../../model/rule.js'

const units: Readonly<Record<string, Millis>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
}

/** `15m` to milliseconds; a month `M` is 30 days, a year `y` 365. Undefined when it is no time span. */
export function timespan(text: string): Millis | undefined {
  const match = /^\s*(\d{1,9})\s*([smhdwMy])\s*$/.exec(text)
  return match ? Number(match[1]) * (units[match[2] as string] as Millis) : undefined
}
