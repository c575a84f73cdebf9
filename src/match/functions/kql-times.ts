/** KQL's functions of times and lengths of time. */
import { isoWeek } from '../time.js'
import { type Computed, Lapse, Moment, unknown } from './datum.js'
import {
  any,
  type Fn,
  type Functions,
  fn,
  lapse,
  lazy,
  moment,
  momentOf,
  named,
  number,
  optional,
  text,
  whole,
} from './fn.js'
import { netPattern, written } from './formats.js'
import { crossed, dayOfYear, floorTo, millisOfUnit, pad, parseLapse, plus, type Unit, unitOf } from './times.js'

const day = 86_400_000

/** The beginning of the unit, so many units later. */
const start = (unit: Unit, ...samples: Fn['samples']): Fn =>
  fn([moment, optional(whole)], ([at, offset]) => plus(floorTo(at, unit), offset ?? 0, unit), ...samples)

/** The last microsecond of the unit; a tick is less than a number can tell. */
const end = (unit: Unit, ...samples: Fn['samples']): Fn =>
  fn(
    [moment, optional(whole)],
    ([at, offset]) => new Moment(plus(floorTo(at, unit), (offset ?? 0) + 1, unit).millis - 0.001),
    ...samples,
  )

const part = (of: (date: Date) => number, ...samples: Fn['samples']): Fn =>
  fn([moment], ([{ millis }]) => of(new Date(millis)), ...samples)

const year = part((date) => date.getUTCFullYear(), [['2024-05-05'], 2024])
const month = part((date) => date.getUTCMonth() + 1, [['2024-05-05'], 5])
const week = part(isoWeek, [['2024-05-05'], 18])

const datePart: Readonly<Record<string, (date: Date, millis: number) => number>> = {
  year: (date) => date.getUTCFullYear(),
  quarter: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
  month: (date) => date.getUTCMonth() + 1,
  week_of_year: isoWeek,
  weekofyear: isoWeek,
  day: (date) => date.getUTCDate(),
  dayofyear: dayOfYear,
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  millisecond: (date) => date.getUTCMilliseconds(),
  microsecond: (_, millis) => Math.floor((millis - Math.floor(millis / 1000) * 1000) * 1000),
}

/** Units smaller than a second, in milliseconds. */
const small: Readonly<Record<string, number>> = { millisecond: 1, microsecond: 0.001, nanosecond: 0.000_001 }

const current =
  (offset: number): Fn['run'] =>
  (args, { now }) => {
    const by = args[0]?.value()
    if (by === unknown || now === undefined) return unknown
    const span = by instanceof Lapse ? by.millis : typeof by === 'string' ? (parseLapse(by)?.millis ?? 0) : 0
    return new Moment(now + offset * span)
  }

const units: Functions = {
  startofday: start(
    'day',
    [['2024-05-05T10:00:00Z'], '2024-05-05T00:00:00.000Z'],
    [['2024-05-05T10:00:00Z', -1], '2024-05-04T00:00:00.000Z'],
  ),
  startofweek: start('week', [['2024-05-08'], '2024-05-05T00:00:00.000Z']),
  startofmonth: start('month', [['2024-05-05'], '2024-05-01T00:00:00.000Z']),
  startofyear: start('year', [['2024-05-05'], '2024-01-01T00:00:00.000Z']),
  endofday: end('day', [['2024-05-05'], '2024-05-05T23:59:59.999Z']),
  endofweek: end('week', [['2024-05-08'], '2024-05-11T23:59:59.999Z']),
  endofmonth: end('month', [['2024-02-05'], '2024-02-29T23:59:59.999Z']),
  endofyear: end('year', [['2024-05-05'], '2024-12-31T23:59:59.999Z']),
}

export const times: Functions = {
  now: lazy(0, 1, current(1)),
  ago: lazy(1, 1, current(-1)),
  // A record is taken in when it is looked at.
  ingestion_time: lazy(0, 0, current(0)),
  ...named(
    'datetime todatetime',
    fn([any], ([value]) => momentOf(value), [['2024-05-05'], '2024-05-05T00:00:00.000Z'], [['x'], null]),
  ),
  ...named(
    'timespan totimespan time',
    fn(
      [any],
      ([value]) => (value instanceof Lapse ? value : typeof value === 'string' ? parseLapse(value) : undefined),
      [['1d'], '1.00:00:00'],
      [['00:05:00'], '00:05:00'],
    ),
  ),
  ...units,
  dayofweek: fn([moment], ([{ millis }]) => new Lapse(new Date(millis).getUTCDay() * day), [
    ['2024-05-06'],
    '1.00:00:00',
  ]),
  dayofmonth: part((date) => date.getUTCDate(), [['2024-05-06'], 6]),
  dayofyear: part(dayOfYear, [['2024-02-01'], 32]),
  hourofday: part((date) => date.getUTCHours(), [['2024-05-06T07:00:00Z'], 7]),
  ...named('monthofyear getmonth', month),
  getyear: year,
  ...named('week_of_year weekofyear', week),
  ...named(
    'datetime_part datepart',
    fn(
      [text, moment],
      ([name, { millis }]) => {
        const key = name.toLowerCase()
        return Object.hasOwn(datePart, key) ? datePart[key]?.(new Date(millis), millis) : unknown
      },
      [['Hour', '2024-05-06T07:00:00Z'], 7],
    ),
  ),
  datetime_diff: fn(
    [text, moment, moment],
    ([name, to, from]) => difference(name.toLowerCase(), from, to),
    [['day', '2024-05-06T01:00:00Z', '2024-05-05T23:00:00Z'], 1],
    [['minute', '2024-05-05T00:00:00Z', '2024-05-05T01:00:00Z'], -60],
    [['year', '2017-01-01', '2000-12-31'], 17],
  ),
  datetime_add: fn(
    [text, whole, moment],
    ([name, amount, at]) => {
      const unit = unitOf(name)
      const size = small[name.toLowerCase()]
      return size === undefined ? unit && plus(at, amount, unit) : new Moment(at.millis + amount * size)
    },
    [['day', 1, '2024-05-05'], '2024-05-06T00:00:00.000Z'],
    [['month', 1, '2024-01-31'], '2024-02-29T00:00:00.000Z'],
  ),
  make_datetime: fn(
    [whole, whole, whole, optional(whole), optional(whole), optional(number)],
    ([y, m, d, h, min, s]) => new Moment(Date.UTC(y, m - 1, d, h ?? 0, min ?? 0) + (s ?? 0) * 1000),
    [[2024, 5, 5], '2024-05-05T00:00:00.000Z'],
  ),
  make_timespan: fn(
    [number, number, optional(number), optional(number)],
    (parts) => {
      const given = parts.filter((value) => value !== undefined)
      const [days = 0, hours = 0, minutes = 0, seconds = 0] = given.length === 4 ? given : [0, ...given]
      return new Lapse(days * day + hours * 3_600_000 + minutes * 60_000 + seconds * 1000)
    },
    [[1, 30], '01:30:00'],
  ),
  format_datetime: fn(
    [moment, text],
    ([at, pattern]) => {
      const read = netPattern(pattern)
      return read ? written(at, read) : unknown
    },
    [['2024-05-05T10:20:30Z', 'yyyy-MM-dd HH:mm:ss'], '2024-05-05 10:20:30'],
    [['2024-05-05T10:20:30.5Z', 's.fff'], '30.500'],
  ),
  format_timespan: fn([lapse, text], ([span, pattern]) => clock(span, pattern), [
    ['1.02:03:04', 'd.hh:mm:ss'],
    '1.02:03:04',
  ]),
  unixtime_seconds_todatetime: fn([number], ([x]) => new Moment(x * 1000), [[0], '1970-01-01T00:00:00.000Z']),
  unixtime_milliseconds_todatetime: fn([number], ([x]) => new Moment(x), [[1000], '1970-01-01T00:00:01.000Z']),
  unixtime_microseconds_todatetime: fn([number], ([x]) => new Moment(x / 1000), [
    [1_000_000],
    '1970-01-01T00:00:01.000Z',
  ]),
  unixtime_nanoseconds_todatetime: fn([number], ([x]) => new Moment(x / 1e6), [[1e9], '1970-01-01T00:00:01.000Z']),
}

function difference(name: string, from: Moment, to: Moment): Computed {
  const size = small[name]
  if (size !== undefined) return Math.floor(to.millis / size) - Math.floor(from.millis / size)
  const unit = unitOf(name)
  return unit ? crossed(from, to, unit) : unknown
}

function clock({ millis }: Lapse, pattern: string): string {
  const whole = Math.abs(millis)
  const values: Readonly<Record<string, number>> = {
    d: Math.floor(whole / day),
    h: Math.floor(whole / (millisOfUnit('hour') ?? 1)) % 24,
    H: Math.floor(whole / (millisOfUnit('hour') ?? 1)) % 24,
    m: Math.floor(whole / 60_000) % 60,
    s: Math.floor(whole / 1000) % 60,
  }
  return pattern.replace(/([dhHms])\1*|f+/g, (run, letter?: string) =>
    letter === undefined
      ? pad(Math.floor((whole % 1000) * 1e4), 7).slice(0, run.length)
      : pad(values[letter] ?? 0, run.length),
  )
}
