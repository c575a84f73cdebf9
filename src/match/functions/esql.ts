/** The functions and operators of ES|QL. A function of one value has no result for a field with several. */

import { parseAddress } from '../../text/cidr.js'
import { valuesOf } from '../record.js'
import { member } from '../row.js'
import { type Computed, type Datum, Moment, numeric, real, together, unknown } from './datum.js'
import { lists } from './esql-lists.js'
import { texts } from './esql-texts.js'
import { times } from './esql-times.js'
import {
  type Argument,
  any,
  type Fn,
  type Functions,
  fn,
  lazy,
  list,
  momentOf,
  named,
  number,
  optional,
  rest,
  text,
  whole,
} from './fn.js'
import { dissect, grok } from './grok.js'
import { extreme } from './lists.js'
import { arithmetic, cases, coalesce, comparisons, connectives, likeFn, testFn } from './logic.js'
import { isTrue, mannerOf, textOf } from './manner.js'
import * as maths from './maths.js'
import type { Place } from './place.js'
import { maskedAddress } from './texts.js'

const tests: Functions = {
  '=~': testFn({ op: 'eq', cased: false }, [['a', 'A'], true]),
  ...named(': match', testFn({ op: 'eq', cased: false }, [['a', 'A'], true])),
  match_phrase: testFn({ op: 'contains', cased: false }, [['one two', 'Two'], true]),
  in: testFn({ op: 'eq', cased: true }, [['b', 'a', 'b'], true], [[null, 'a'], null], [['b', 'a', null], null]),
  like: likeFn('*', '?', true, [['cmd.exe', 'cmd*'], true], [['a*', 'a\\*'], true]),
  rlike: testFn({ op: 'regex', cased: true }, [['abc', 'b'], true]),
  starts_with: testFn({ op: 'starts_with', cased: true }, [['cmd.exe', 'cmd'], true]),
  ends_with: testFn({ op: 'ends_with', cased: true }, [['cmd.exe', '.exe'], true]),
  contains: testFn({ op: 'contains', cased: true }, [['cmd.exe', 'd.e'], true]),
  cidr_match: testFn(
    { op: 'cidr', cased: false },
    [['10.1.2.3', '10.0.0.0/8'], true],
    [['11.0.0.1', '10.0.0.0/8'], false],
  ),
  'is null': lazy(1, 1, ([arg]) => isMissing(arg?.value()), [[null], true], [['a'], false]),
  'is not null': lazy(1, 1, ([arg]) => contrary(isMissing(arg?.value())), [[null], false], [['a'], true]),
}

const isMissing = (value: Computed): Computed => (value === unknown ? unknown : value === undefined)
const contrary = (value: Computed): Computed => (typeof value === 'boolean' ? !value : value)

const best = (sign: 1 | -1, ...samples: Fn['samples']): Fn =>
  fn([rest(any)], ([values]) => extreme(values.flat(), sign), ...samples)

const numbers: Functions = {
  abs: maths.abs,
  ceil: maths.ceil,
  floor: maths.floor,
  exp: maths.exp,
  log10: maths.log10,
  sqrt: maths.sqrt,
  pow: maths.pow,
  pi: maths.pi,
  round: maths.round,
  signum: maths.sign,
  ...maths.trigonometry,
  cosh: maths.hyperbolic.cosh as Fn,
  sinh: maths.hyperbolic.sinh as Fn,
  tanh: maths.hyperbolic.tanh as Fn,
  cbrt: fn([number], ([x]) => real(Math.cbrt(x)), [[27], 3]),
  e: fn([], () => real(Math.E), [[], Math.E]),
  tau: fn([], () => real(2 * Math.PI), [[], 2 * Math.PI]),
  hypot: fn([number, number], ([x, y]) => real(Math.hypot(x, y)), [[3, 4], 5]),
  log: fn(
    [number, optional(number)],
    ([x, y]) => real(y === undefined ? Math.log(x) : Math.log(y) / Math.log(x)),
    [[2, 8], 3],
    [[1], 0],
  ),
  to_degrees: fn([number], ([x]) => real((x * 180) / Math.PI), [[0], 0]),
  to_radians: fn([number], ([x]) => real((x * Math.PI) / 180), [[0], 0]),
  greatest: best(1, [[1, 3, 2], 3], [['a', 'b'], 'b'], [[1, null], null]),
  least: best(-1, [[1, 3, 2], 1]),
}

/** A conversion keeps several values, each for itself; one that cannot be converted is gone. */
const conversion = (convert: (value: Datum, place: Place) => Datum | undefined, ...samples: Fn['samples']): Fn =>
  fn([list], ([values], place) => together(values.flatMap((value) => convert(value, place) ?? [])), ...samples)

const toText = conversion((value, { row }) => textOf(value, mannerOf(row.language)), [[5], '5'], [[[1, 2]], ['1', '2']])
const toReal = conversion(
  (value) => {
    const x = numberFrom(value)
    return x === undefined ? undefined : real(x)
  },
  [['5.5'], 5.5],
  [['x'], null],
)
/** A number with a fraction is rounded. */
const toWhole = conversion(
  (value) => {
    const x = numberFrom(value)
    return x === undefined ? undefined : Math.round(x)
  },
  [['5'], 5],
  [[2.6], 3],
  [[true], 1],
  [['x'], null],
)
const toFlag = conversion(
  (value) => (typeof value === 'number' ? value !== 0 : isTrue(value)),
  [['TRUE'], true],
  [[0], false],
  [['x'], false],
)
const toTime = conversion(momentOf, [['2024-05-05'], '2024-05-05T00:00:00.000Z'], [['x'], null])

function numberFrom(value: Datum): number | undefined {
  if (typeof value === 'boolean') return Number(value)
  return value instanceof Moment ? value.millis : numeric(value)
}

const conversions: Functions = {
  ...named('to_string to_str to_keyword to_text to_version to_ver', toText),
  ...named('to_double to_dbl', toReal),
  ...named('to_integer to_int to_long to_unsigned_long to_ulong to_ul', toWhole),
  ...named('to_boolean to_bool', toFlag),
  ...named('to_datetime to_dt to_date to_date_nanos', toTime),
  to_ip: conversion(
    (value) => (typeof value === 'string' && parseAddress(value) ? value : undefined),
    [['10.0.0.1'], '10.0.0.1'],
    [['x'], null],
  ),
  ...named(
    'to_timeduration to_dateperiod',
    fn([text], ([source]) => source, [['1 day'], '1 day']),
  ),
  ip_prefix: fn(
    [text, whole, whole],
    ([address, four, six]) => maskedAddress(address, address.includes(':') ? six : four),
    [['192.168.5.7', 16, 0], '192.168.0.0'],
    [['2001:db8::1', 0, 32], '2001:db8::'],
  ),
}

/** A path in a text of JSON. `_source` is the record itself. */
function extract([source, path]: readonly Argument[], { row }: Place): Computed {
  const wanted = path?.value()
  if (typeof wanted !== 'string' || !source) return wanted === unknown ? unknown : undefined
  const steps = wanted.replace(/^\$\.?/, '').replace(/\['?([^'\]]*)'?\]/g, '.$1')
  const { expr } = source
  if (expr.kind === 'field' && expr.written === '_source') return together(valuesOf(row.record, steps))
  let at = source.value()
  for (const step of steps.split('.').slice(0, 32)) {
    if (at === undefined || at === unknown) return at
    at = member(at, /^\d+$/.test(step) ? Number(step) : step)
  }
  return at
}

const others: Functions = {
  case: cases,
  coalesce,
  null: lazy(0, 0, () => undefined, [[], null]),
  json_extract: lazy(2, 2, extract, [['{"a":{"b":[1,2]}}', 'a.b[1]'], 2], [['{"a":1}', 'b'], null]),
  grok: fn([text, text], ([source, pattern]) => grok(source, pattern)),
  dissect: fn([text, text], ([source, pattern]) => dissect(source, pattern)),
}

export const esql: Functions = {
  ...comparisons,
  ...connectives,
  ...arithmetic,
  ...tests,
  ...texts,
  ...numbers,
  ...times,
  ...lists,
  ...conversions,
  ...others,
}
