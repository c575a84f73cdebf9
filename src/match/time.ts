import type { TimePart } from '../model/rule.js'
import { Moment } from './functions/datum.js'
import { floorTo, plus, type Unit } from './functions/times.js'
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

/** Milliseconds since 1970, and parts of one. */
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
  const fraction = Number((match[7] ?? '').padEnd(9, '0')) / 1e6
  return isReal(local, month, day, minute, second) ? local - zone * 60_000 + fraction : undefined
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

const steps: Readonly<Record<string, Unit>> = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  H: 'hour',
  m: 'minute',
  s: 'second',
}

/** A time, or what `now-30d/d` comes to in Elastic's way of counting. Undefined when it is none, or the present is not known. */
export function timeBound(text: string, now: number | undefined): number | undefined {
  const [, from = '', math = ''] = /^(now|.+?\|\|)((?:[+-]\d+[yMwdhHms]|\/[yMwdhHms])*)$/.exec(text) ?? []
  if (from === '') return parseTime(text)
  const start = from === 'now' ? now : parseTime(from.slice(0, -2))
  if (start === undefined) return undefined
  let at = new Moment(start)
  for (const [, amount, unit, down] of math.matchAll(/([+-]\d+)([yMwdhHms])|\/([yMwdhHms])/g)) {
    const step = steps[unit ?? down ?? '']
    if (step) at = amount === undefined ? floorTo(at, step, 1) : plus(at, Number(amount), step)
  }
  return at.millis
}

/** Whether it is a time that is counted from the present. */
export const asksPresent = (text: string): boolean =>
  timeBound(text, undefined) === undefined && timeBound(text, 0) !== undefined

function fromEpoch(count: number): number | undefined {
  const size = Math.abs(count)
  const time = size < 1e11 ? count * 1e3 : size < 1e14 ? count : size < 1e17 ? count / 1e3 : count / 1e6
  return Number.isNaN(new Date(time).getTime()) ? undefined : time
}

/** The week that holds this day's Thursday; week 1 holds the year's first Thursday. */
export function isoWeek(date: Date): number {
  const day = 86_400_000
  const midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
  const thursday = midnight + (3 - ((date.getUTCDay() + 6) % 7)) * day
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
  return Math.floor((thursday - newYear) / (7 * day)) + 1
}
