/** ES|QL's functions of times. */
import { isoWeek } from '../time.js'
import { Moment, unknown } from './datum.js'
import { type Fn, type Functions, fn, lazy, moment, optional, text } from './fn.js'
import { javaPattern, readTime, written } from './formats.js'
import { between, dayNames, dayOfYear, floorTo, monthNames, period, plus, type Unit, unitOf } from './times.js'

/** From the beginning of 1970 on; weeks begin on Mondays. */
function truncated(at: Moment, source: string): Moment | undefined {
  const found = period(source)
  if (!found || found.amount < 1) return undefined
  const { amount, unit } = found
  const start = floorTo(at, unit, 1)
  if (amount === 1) return start
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : unit === 'year' ? 12 : 0
  if (months > 0) {
    const date = new Date(start.millis)
    const since = date.getUTCFullYear() * 12 + date.getUTCMonth()
    return plus(start, -(since % (amount * months)), 'month')
  }
  const size = plus(new Moment(0), amount, unit).millis
  const origin = unit === 'week' ? 4 * 86_400_000 : 0
  return new Moment(Math.floor((at.millis - origin) / size) * size + origin)
}

const chronological: Readonly<Record<string, (date: Date) => number>> = {
  year: (date) => date.getUTCFullYear(),
  month_of_year: (date) => date.getUTCMonth() + 1,
  day_of_month: (date) => date.getUTCDate(),
  day_of_week: (date) => date.getUTCDay() || 7,
  day_of_year: dayOfYear,
  hour_of_day: (date) => date.getUTCHours(),
  minute_of_hour: (date) => date.getUTCMinutes(),
  minute_of_day: (date) => date.getUTCHours() * 60 + date.getUTCMinutes(),
  second_of_minute: (date) => date.getUTCSeconds(),
  second_of_day: (date) => Math.floor((date.getTime() % 86_400_000) / 1000),
  milli_of_second: (date) => date.getUTCMilliseconds(),
  epoch_day: (date) => Math.floor(date.getTime() / 86_400_000),
  aligned_week_of_year: isoWeek,
}

/** Units of `date_diff`, whose `m` is a month. */
const differences: Readonly<Record<string, Unit>> = { m: 'month', dy: 'day', y: 'day', weekday: 'day', dw: 'day' }

export const times: Functions = {
  now: fn([], (_, { now }) => (now === undefined ? unknown : new Moment(now))),
  date_diff: fn(
    [text, moment, moment],
    ([name, from, to]) => {
      const word = name.toLowerCase()
      const scale = { millisecond: 1, milliseconds: 1, ms: 1, microseconds: 1000, microsecond: 1000, mcs: 1000 }[word]
      if (scale) return Math.trunc((to.millis - from.millis) * scale)
      const unit = differences[word] ?? unitOf(word)
      return unit && between(from, to, unit)
    },
    [['hour', '2024-01-01T00:30:00Z', '2024-01-01T02:00:00Z'], 1],
    [['month', '2024-01-31', '2024-02-29'], 0],
    [['ms', '2024-01-01T00:00:01Z', '2024-01-01T00:00:00Z'], -1000],
  ),
  date_extract: fn(
    [text, moment],
    ([part, { millis }]) => {
      const name = part.toLowerCase()
      return Object.hasOwn(chronological, name) ? chronological[name]?.(new Date(millis)) : unknown
    },
    [['day_of_week', '2024-05-05'], 7],
    [['minute_of_day', '2024-05-05T01:05:00Z'], 65],
  ),
  date_trunc: fn(
    [text, moment],
    ([source, at]) => truncated(at, source),
    [['1 hour', '2024-05-05T01:05:00Z'], '2024-05-05T01:00:00.000Z'],
    [['week', '2024-05-05T01:05:00Z'], '2024-04-29T00:00:00.000Z'],
    [['5 minutes', '2024-05-05T01:09:00Z'], '2024-05-05T01:05:00.000Z'],
    [['3 months', '2024-05-05T01:09:00Z'], '2024-04-01T00:00:00.000Z'],
  ),
  date_format: lazy(
    1,
    2,
    (args, place) => {
      const [pattern, at] = args.length === 2 ? args : [undefined, args[0]]
      return formatted.run(
        [at, pattern].filter((arg) => arg !== undefined),
        place,
      )
    },
    [['yyyy-MM-dd EEE', '2024-05-05'], '2024-05-05 Sun'],
    [['2024-05-05'], '2024-05-05T00:00:00.000Z'],
  ),
  date_parse: fn(
    [text, text],
    ([pattern, source]) => {
      const read = javaPattern(pattern)
      return read ? readTime(source, read) : unknown
    },
    [['yyyy-MM-dd HH:mm', '2024-05-05 10:20'], '2024-05-05T10:20:00.000Z'],
    [['yyyy', 'x'], null],
  ),
  day_name: fn([moment], ([{ millis }]) => dayNames[new Date(millis).getUTCDay()], [['2024-05-05'], 'Sunday']),
  month_name: fn([moment], ([{ millis }]) => monthNames[new Date(millis).getUTCMonth()], [['2024-05-05'], 'May']),
}

const formatted: Fn = fn([moment, optional(text)], ([at, pattern]) => {
  const read = javaPattern(pattern ?? "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
  return read ? written(at, read) : unknown
})
