/** KQL's functions of numbers, and those that make a value one of another type. */
import { type Datum, isBag, isList, Lapse, Moment, numeric, Real, real } from './datum.js'
import { any, type Fn, type Functions, fn, momentOf, named, number, optional, text, whole } from './fn.js'
import * as maths from './maths.js'

/** A value as a whole number. */
function wholeOf(value: Datum): number | undefined {
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Lapse || value instanceof Moment) return Math.round(value.millis * 1e4)
  const hex = typeof value === 'string' && /^\s*0x[0-9a-f]+\s*$/i.test(value) ? Number(value) : undefined
  const x = hex ?? numeric(value)
  return x === undefined ? undefined : Math.trunc(x)
}

function flagOf(value: Datum): boolean | undefined {
  if (typeof value === 'boolean') return value
  const x = numeric(value)
  if (x !== undefined) return x !== 0
  return typeof value === 'string' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined
}

function typeOf(value: Datum): string {
  if (isList(value)) return 'array'
  if (isBag(value)) return 'dictionary'
  if (value instanceof Real) return 'real'
  if (value instanceof Moment) return 'datetime'
  if (value instanceof Lapse) return 'timespan'
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'real'
  return typeof value === 'string' ? 'string' : 'bool'
}

const conversions: Functions = {
  tostring: fn([text], ([source]) => source, [[5], '5'], [[true], 'true'], [[null], ''], [[['a', 1]], '["a",1]']),
  ...named(
    'toint tolong',
    fn([any], ([value]) => wholeOf(value), [['5'], 5], [['0x1F'], 31], [[2.7], 2], [['x'], null]),
  ),
  ...named(
    'todouble toreal todecimal',
    fn([any], ([value]) => real(numeric(value) ?? Number.NaN), [['5.5'], 5.5], [['x'], null]),
  ),
  ...named(
    'tobool toboolean',
    fn([any], ([value]) => flagOf(value), [['true'], true], [['0'], false], [['x'], null]),
  ),
  toguid: fn(
    [text],
    ([source]) =>
      /^\{?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i.test(source)
        ? source.replace(/[{}]/g, '').toLowerCase()
        : undefined,
    [['70FC66F7-8279-44FC-9092-D364D70FCE44'], '70fc66f7-8279-44fc-9092-d364d70fce44'],
  ),
  tohex: fn(
    [whole, optional(whole)],
    ([x, width]) =>
      BigInt.asUintN(64, BigInt(x))
        .toString(16)
        .padStart(Math.min(64, width ?? 1), '0'),
    [[256], '100'],
    [[255, 4], '00ff'],
  ),
  gettype: fn(
    [optional(any)],
    ([value]) => (value === undefined ? 'null' : typeOf(value)),
    [['a'], 'string'],
    [[1], 'long'],
  ),
}

/** Work on the 64 bits of whole numbers. */
const bits = (calculate: (a: bigint, b: bigint) => bigint, ...samples: Fn['samples']): Fn =>
  fn([whole, whole], ([a, b]) => Number(BigInt.asIntN(64, calculate(BigInt(a), BigInt(b)))), ...samples)

/** Down to a multiple; lengths of time too. Times are cut from the year 1 on. */
const bin: Fn = fn(
  [any, any],
  ([value, step]) => {
    if (step instanceof Lapse) {
      if (step.millis <= 0) return undefined
      if (value instanceof Lapse) return new Lapse(Math.floor(value.millis / step.millis) * step.millis)
      const moment = momentOf(value)
      return moment && new Moment(Math.floor((moment.millis - yearOne) / step.millis) * step.millis + yearOne)
    }
    const [x, size] = [numeric(value), numeric(step)]
    if (x === undefined || size === undefined || size <= 0) return undefined
    const result = Math.floor(x / size) * size
    return step instanceof Real || value instanceof Real ? new Real(result) : result
  },
  [[17, 5], 15],
  [[-3, 5], -5],
)

const yearOne = -62_135_596_800_000

export const numbers: Functions = {
  ...conversions,
  abs: maths.abs,
  ceiling: maths.ceil,
  ...named('bin floor', bin),
  round: maths.round,
  exp: maths.exp,
  exp2: fn([number], ([x]) => real(2 ** x), [[3], 8]),
  exp10: fn([number], ([x]) => real(10 ** x), [[3], 1000]),
  log: maths.ln,
  log10: maths.log10,
  log2: fn([number], ([x]) => real(Math.log2(x)), [[8], 3]),
  pow: maths.pow,
  sqrt: maths.sqrt,
  sign: maths.sign,
  pi: maths.pi,
  ...maths.trigonometry,
  isnan: fn([number], ([x]) => Number.isNaN(x), [[1], false]),
  isfinite: fn([number], ([x]) => Number.isFinite(x), [[1], true]),
  isinf: fn([number], ([x]) => Math.abs(x) === Number.POSITIVE_INFINITY, [[1], false]),
  binary_and: bits((a, b) => a & b, [[6, 3], 2]),
  binary_or: bits((a, b) => a | b, [[6, 3], 7]),
  binary_xor: bits((a, b) => a ^ b, [[6, 3], 5]),
  binary_shift_left: bits((a, b) => a << (b & 63n), [[1, 20], 1_048_576]),
  binary_shift_right: bits((a, b) => a >> (b & 63n), [[8, 2], 2]),
  binary_not: fn([whole], ([x]) => -x - 1, [[0], -1]),
  bitset_count_ones: fn([whole], ([x]) => BigInt.asUintN(64, BigInt(x)).toString(2).replaceAll('0', '').length, [
    [42],
    3,
  ]),
}
