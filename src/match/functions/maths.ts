/** Functions of numbers that languages have in common, some under several names. */
import { finite, numeric, Real, real } from './datum.js'
import { any, type Fn, type Functions, fn, number, optional, type Sample, whole } from './fn.js'

/** A function of one number whose result is a real one. */
const of = (calculate: (x: number) => number, ...samples: readonly Sample[]): Fn =>
  fn([number], ([x]) => real(calculate(x)), ...samples)

/** A function of one number whose result is whole. */
const wholeOf = (calculate: (x: number) => number, ...samples: readonly Sample[]): Fn =>
  fn([number], ([x]) => finite(calculate(x)), ...samples)

export const abs: Fn = fn(
  [any],
  ([value]) => {
    const x = numeric(value)
    return x === undefined ? undefined : value instanceof Real ? new Real(Math.abs(x)) : Math.abs(x)
  },
  [[-5], 5],
  [['-5'], 5],
)
export const ceil = wholeOf(Math.ceil, [[1.2], 2])
export const floor = wholeOf(Math.floor, [[-1.2], -2])
export const exp = of(Math.exp, [[0], 1])
export const ln = of(Math.log, [[1], 0], [[0], null])
export const log10 = of(Math.log10, [[1000], 3])
export const sqrt = of(Math.sqrt, [[9], 3], [[-1], null])
export const pow: Fn = fn([number, number], ([x, y]) => finite(x ** y), [[2, 10], 1024])
export const pi: Fn = fn([], () => new Real(Math.PI), [[], Math.PI])

/** To so many places behind the point; before it when negative. Halves go away from zero. */
export const round: Fn = fn(
  [number, optional(whole)],
  ([x, places = 0]) => finite(rounded(x, Math.max(-15, Math.min(15, places)))),
  [[2.5], 3],
  [[-2.5], -3],
  [[2.71459, 2], 2.71],
  [[1250, -2], 1300],
)

function rounded(x: number, places: number): number {
  const scale = 10 ** places
  const value = (Math.sign(x) * Math.round(Math.abs(x) * scale * (1 + Number.EPSILON))) / scale
  return places > 0 ? Number(value.toFixed(places)) : value
}

export const sign = wholeOf(Math.sign, [[-7], -1])

export const trigonometry: Functions = {
  acos: of(Math.acos, [[1], 0]),
  asin: of(Math.asin, [[0], 0]),
  atan: of(Math.atan, [[0], 0]),
  atan2: fn([number, number], ([y, x]) => real(Math.atan2(y, x)), [[0, 1], 0]),
  cos: of(Math.cos, [[0], 1]),
  sin: of(Math.sin, [[0], 0]),
  tan: of(Math.tan, [[0], 0]),
}

export const hyperbolic: Functions = {
  acosh: of(Math.acosh, [[1], 0]),
  asinh: of(Math.asinh, [[0], 0]),
  atanh: of(Math.atanh, [[0], 0]),
  cosh: of(Math.cosh, [[0], 1]),
  sinh: of(Math.sinh, [[0], 0]),
  tanh: of(Math.tanh, [[0], 0]),
}
