/** Times, lengths of time and their parts, in UTC. */
import { Lapse, Moment } from './datum.js'

const day = 86_400_000

/** Milliseconds of a unit, by each of its names. Months, quarters and years are calendar units and not here. */
const unitMillis: ReadonlyMap<string, number> = new Map(
  (
    [
      ['w week weeks wk', 7 * day],
      ['d day days', day],
      ['h hr hrs hour hours', 3_600_000],
      ['m min mins minute minutes', 60_000],
      ['s sec secs second seconds', 1000],
      ['ms milli millis millisecond milliseconds', 1],
      ['us micro micros microsecond microseconds', 0.001],
      ['nano nanos nanosecond nanoseconds', 0.000_001],
      ['tick ticks', 0.000_1],
    ] as const
  ).flatMap(([names, millis]) => names.split(' ').map((name) => [name, millis] as const)),
)

export const millisOfUnit = (name: string): number | undefined => unitMillis.get(name.toLowerCase())

/** `1d`, `1.5 hours`, `1.02:03:04`; undefined when it is no length of time. */
export function parseLapse(text: string): Lapse | undefined {
  const [, amount, word] = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? []
  if (amount !== undefined && word !== undefined) {
    const unit = millisOfUnit(word)
    return unit === undefined ? undefined : new Lapse(Number(amount) * unit)
  }
  const clock = /^\s*(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?\s*$/.exec(text)
  if (!clock) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(2).map((part) => Number(part ?? 0))
  const millis = days * day + hours * 3_600_000 + minutes * 60_000 + Math.round(seconds * 1e7) / 1e4
  return new Lapse(clock[1] ? -millis : millis)
}

export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

/** The beginning of the unit that a time lies in. Weeks begin on `firstDay`, 0 for Sunday. */
export function floorTo({ millis }: Moment, unit: Unit, firstDay = 0): Moment {
  const date = new Date(millis)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  switch (unit) {
    case 'second':
      return new Moment(Math.floor(millis / 1000) * 1000)
    case 'minute':
      return new Moment(Math.floor(millis / 60_000) * 60_000)
    case 'hour':
      return new Moment(Math.floor(millis / 3_600_000) * 3_600_000)
    case 'day':
      return new Moment(Math.floor(millis / day) * day)
    case 'week':
      return new Moment((Math.floor(millis / day) - ((date.getUTCDay() - firstDay + 7) % 7)) * day)
    case 'month':
      return new Moment(Date.UTC(year, month, 1))
    case 'quarter':
      return new Moment(Date.UTC(year, month - (month % 3), 1))
    case 'year':
      return new Moment(Date.UTC(year, 0, 1))
    default:
      return unit satisfies never
  }
}

/** A time so many units later; the day of a month that is too short is its last. */
export function plus(moment: Moment, amount: number, unit: Unit): Moment {
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : unit === 'year' ? 12 : 0
  if (months === 0) return new Moment(moment.millis + amount * (millisOfUnit(unit) ?? 0))
  const date = new Date(moment.millis)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + Math.trunc(amount) * months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const timeOfDay = moment.millis - Math.floor(moment.millis / day) * day
  return new Moment(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + timeOfDay)
}

/** How many boundaries of a unit lie between two times. */
export function crossed(from: Moment, to: Moment, unit: Unit): number {
  const [a, b] = [new Date(from.millis), new Date(to.millis)]
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
  switch (unit) {
    case 'year':
      return b.getUTCFullYear() - a.getUTCFullYear()
    case 'month':
      return months
    case 'quarter':
      return (
        Math.floor(b.getUTCMonth() / 3) -
        Math.floor(a.getUTCMonth() / 3) +
        (b.getUTCFullYear() - a.getUTCFullYear()) * 4
      )
    default: {
      const size = millisOfUnit(unit) ?? 1
      return Math.round((floorTo(to, unit).millis - floorTo(from, unit).millis) / size)
    }
  }
}

/** How many whole units fit between two times, negative when the second is earlier. */
export function between(from: Moment, to: Moment, unit: Unit): number {
  const size = millisOfUnit(unit)
  if (size !== undefined) return Math.trunc((to.millis - from.millis) / size)
  const [early, late] = from.millis <= to.millis ? [from, to] : [to, from]
  const sinceMonth = (at: Moment): number => at.millis - floorTo(at, 'month').millis
  const whole = crossed(early, late, 'month') - Number(sinceMonth(late) < sinceMonth(early))
  const count = Math.trunc(whole / (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1))
  return early === from ? count : -count
}

const unitNames: ReadonlyMap<string, Unit> = new Map(
  (
    [
      ['second', 's sec secs ss'],
      ['minute', 'm min mins mi n'],
      ['hour', 'h hr hrs hh'],
      ['day', 'd dd'],
      ['week', 'w wk ww'],
      ['month', 'mon mo mm'],
      ['quarter', 'q qtr qtrs qq'],
      ['year', 'y yr yrs yy yyyy'],
    ] as const
  ).flatMap(([unit, names]) => [unit, `${unit}s`, ...names.split(' ')].map((name) => [name, unit] as const)),
)

/** A unit by its name or an abbreviation of it, in one or several. */
export const unitOf = (name: string): Unit | undefined => unitNames.get(name.trim().toLowerCase())

/** `1 hour`, `month`: an amount and a unit. */
export function period(text: string): { readonly amount: number; readonly unit: Unit } | undefined {
  const [, amount, word = ''] = /^\s*(\d+)?\s*([a-z]+)\s*$/i.exec(text) ?? []
  const unit = unitOf(word)
  return unit && { amount: Number(amount ?? 1), unit }
}

/** A time so much later, or earlier, as a period says. */
export function shifted(moment: Moment, text: string, sign: 1 | -1): Moment | undefined {
  const found = period(text)
  return found && plus(moment, sign * found.amount, found.unit)
}

export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
)
export const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

export const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** The day of the year, from 1. */
export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1
