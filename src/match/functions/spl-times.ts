/** SPL's functions of times, which are seconds since 1970; a record's own may be a text. */
import { Moment, numeric, unknown } from './datum.js'
import { any, type Fn, type Functions, fn, lazy, momentOf, optional, text } from './fn.js'
import { cPattern, readTime, written } from './formats.js'
import { floorTo, millisOfUnit, plus, type Unit, unitOf } from './times.js'

/** A number is seconds. */
function momentIn(value: Parameters<typeof momentOf>[0]): Moment | undefined {
  const seconds = numeric(value)
  return seconds === undefined ? momentOf(value) : new Moment(seconds * 1000)
}

const secondsOf = (moment: Moment | undefined): number | undefined => moment && moment.millis / 1000

/** `-1d@d`, `@w1`, `+2h`, `-7d@w0+3h`: steps, and down to the beginning of a unit. */
function relative(from: Moment, spec: string): Moment | undefined {
  const source = spec.trim()
  if (source === '' || source === 'now') return from
  if (!/^(?:[+-]?\d*[a-z]+|@[a-z]+\d?)(?:[+-]\d*[a-z]+|@[a-z]+\d?)*$/i.test(source)) return undefined
  let at = from
  for (const [, snap, snapDay, sign, amount, name] of source.matchAll(
    /@([a-z]+?)(\d?)(?![a-z\d])|([+-]?)(\d*)([a-z]+)/gi,
  )) {
    const unit = unitOf(snap ?? name ?? '')
    if (!unit) return undefined
    at =
      snap === undefined
        ? plus(at, Number(amount || 1) * (sign === '-' ? -1 : 1), unit)
        : floorTo(at, unit, Number(snapDay ?? 0) % 7)
  }
  return at
}

const format: Fn = fn(
  [any, text],
  ([value, pattern]) => {
    const read = cPattern(pattern)
    const moment = momentIn(value)
    return read ? moment && written(moment, read) : unknown
  },
  [[1714903200, '%Y-%m-%d %H:%M:%S'], '2024-05-05 10:00:00'],
  [['2024-05-05T10:00:00Z', '%H %w %B'], '10 0 May'],
  [[1714903200.25, '%s.%3N'], '1714903200.250'],
)

const now: Fn = lazy(0, 0, (_, place) => (place.now === undefined ? unknown : Math.floor(place.now / 1000)))

/** Steps of a time or a number: `5m`, `10`. */
function stepped(value: Parameters<typeof momentOf>[0], width: string): number | undefined {
  const size = numeric(width)
  const x = numeric(value)
  if (size !== undefined) return size > 0 && x !== undefined ? Math.floor(x / size) * size : undefined
  const moment = momentIn(value)
  const [, amount = '', name = ''] = /^(\d*)\s*([a-z]+)$/i.exec(width) ?? []
  const unit: Unit | undefined = unitOf(name)
  if (!moment || !unit) return undefined
  const millis = millisOfUnit(unit)
  if (millis === undefined || unit === 'week') return secondsOf(floorTo(moment, unit))
  const step = millis * Math.max(1, Number(amount || 1))
  return (Math.floor(moment.millis / step) * step) / 1000
}

export const times: Functions = {
  now,
  time: now,
  strftime: format,
  strptime: fn(
    [text, text],
    ([source, pattern]) => {
      const read = cPattern(pattern)
      return read ? secondsOf(readTime(source.trim(), read)) : unknown
    },
    [['2024-05-05 10:00', '%Y-%m-%d %H:%M'], 1714903200],
    [['5 May 2024 10:00:00 PM', '%d %b %Y %I:%M:%S %p'], 1714946400],
    [['x', '%Y'], null],
  ),
  relative_time: fn(
    [any, text],
    ([value, spec]) => {
      const moment = momentIn(value)
      return moment && secondsOf(relative(moment, spec))
    },
    [[1714903200, '-1d@d'], 1714780800],
    [[1714903200, '+1mon'], 1717581600],
    [[1714903200, '@w1'], 1714348800],
  ),
  ctime: fn(
    [any],
    ([value]) => {
      const moment = momentIn(value)
      const pattern = cPattern('%m/%d/%Y %H:%M:%S')
      return moment && pattern && written(moment, pattern)
    },
    [[1714903200], '05/05/2024 10:00:00'],
  ),
  mktime: fn([text], ([source]) => secondsOf(momentOf(source)), [['2024-05-05T10:00:00Z'], 1714903200]),
  bin: fn(
    [any, optional(text)],
    ([value, width]) => (width === undefined ? unknown : stepped(value, width)),
    [[1714903261, '1m'], 1714903260],
    [[17, '5'], 15],
  ),
}
