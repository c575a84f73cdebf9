import type { TimePart } from '../model/rule.js'
import type { Scalar } from './record.js'

/**
 * A part of a time in UTC: minute, hour, day of the month, ISO 8601 week, month from 1, year. Undefined when the value
 * is no time. Times are ISO 8601 (a blank may stand for the `T`; no zone means UTC) or seconds, milli-, micro- or
 * nanoseconds since 1970, told apart by their size.
 */
export function timePart(value: Scalar, part: TimePart): number | undefined {
  const time = parseTime(value)
  if (time === undefined) return undefined
  const date = new Date(time)
  switch (part) {
    case 'minute':
      return date.getUTCMinutes()
    case 'hour':
      return date.getUTCHours()
    case 'day':
      return date.getUTCDate()
    case 'week':
      return isoWeek(date)
    case 'month':
      return date.getUTCMonth() + 1
    case 'year':
      return date.getUTCFullYear()
    default:
      return part satisfies never
  }
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:(Z)|([+-])(\d\d):?(\d\d))?)?$/i

/** Milliseconds since 1970. */
export function parseTime(value: Scalar): number | undefined {
  if (typeof value === 'boolean') return undefined
  const text = String(value).trim()
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text))
  const match = iso.exec(text)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as Six
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const [sign, hours, minutes] = match.slice(9, 12)
  const zone = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0
  const millis = Number((match[7] ?? '').padEnd(9, '0')) / 1e6
  return isReal(local, month, day, minute, second) ? local - zone * 60_000 + millis : undefined
}

type Six = [number, number, number, number, number, number]

/** February 30th and 25 o'clock would silently become other times; a leap second may. */
function isReal(time: number, month: number, day: number, minute: number, second: number): boolean {
  const minuteStart = new Date(time - second * 1000)
  return (
    second <= 60 &&
    minuteStart.getUTCMonth() + 1 === month &&
    minuteStart.getUTCDate() === day &&
    minuteStart.getUTCMinutes() === minute
  )
}

function fromEpoch(count: number): number | undefined {
  const size = Math.abs(count)
  const time = size < 1e11 ? count * 1e3 : size < 1e14 ? count : size < 1e17 ? count / 1e3 : count / 1e6
  return Number.isNaN(new Date(time).getTime()) ? undefined : time
}

/** The week that holds this day's Thursday; week 1 holds the year's first Thursday. */
function isoWeek(date: Date): number {
  const day = 86_400_000
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  const thursday = midnight + (3 - ((date.getUTCDay() + 6) % 7)) * day
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
  return Math.floor((thursday - newYear) / (7 * day)) + 1
}
