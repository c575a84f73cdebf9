/** Operators and conditions that languages have in common. */
import type { Text } from '../../model/rule.js'
import { type How, resultOf, testOf } from '../tests.js'
import { literal } from '../text.js'
import { type Computed, type Datum, isList, Lapse, Moment, numeric, Real, unknown } from './datum.js'
import { type Argument, any, type Fn, type Functions, fn, lazy, momentOf, type Sample } from './fn.js'
import { isTrue, mannerOf } from './manner.js'
import type { Place } from './place.js'
import { wildParts } from './texts.js'
import { shifted } from './times.js'

const many = Number.POSITIVE_INFINITY

/** An operator that tests, with one value on its right or several; `negated` for its contrary, which is null when it is. */
export const testFn = (how: How & { readonly negated?: boolean }, ...samples: readonly Sample[]): Fn =>
  lazy(
    2,
    many,
    ([first, ...right], place) => {
      const left = first?.value()
      if (left === unknown) return unknown
      const result = resultOf(testOf(left, how, right, place))
      if (!how.negated || result === unknown) return result
      // Where a missing text is an empty one, what does not hold of it is known not to.
      if (result === undefined) return mannerOf(place.row.language).emptyTexts ? true : undefined
      return !result
    },
    ...samples,
  )

/** Whether a text fits one with wildcards, of the signs that the language has for them. */
export const likeFn = (any: '%' | '*', single: '_' | '?', cased: boolean, ...samples: readonly Sample[]): Fn =>
  lazy(
    2,
    many,
    ([first, ...right], place) => {
      const left = first?.value()
      if (left === unknown) return unknown
      const wild = right.map((arg) => withWildcards(arg, any, single))
      return resultOf(testOf(left, { op: 'eq', cased }, wild, place))
    },
    ...samples,
  )

/** A text as the pattern it is; a reader may have seen to that already. */
function withWildcards(arg: Argument, any: '%' | '*', single: '_' | '?'): Argument {
  if (arg.expr.kind === 'text' && literal(arg.expr) === undefined) return arg
  const written = arg.value()
  if (typeof written !== 'string') return arg
  const expr: Text = { kind: 'text', span: arg.expr.span, written, parts: wildParts(written, any, single) }
  return { ...arg, expr, value: () => literal(expr) ?? unknown }
}

/** `==`, `!=` and the signs of order. */
export const comparisons: Functions = {
  '==': testFn({ op: 'eq', cased: true }, [['a', 'a'], true], [['a', 'A'], false], [[5, '5'], true]),
  '!=': testFn({ op: 'eq', cased: true, negated: true }, [['a', 'b'], true], [[5, 5], false]),
  '<': testFn({ op: 'lt', cased: true }, [[1, 2], true], [[2, 2], false]),
  '<=': testFn({ op: 'le', cased: true }, [[2, 2], true], [['10', 9], false]),
  '>': testFn({ op: 'gt', cased: true }, [['10', '9'], true], [['a', 'b'], false]),
  '>=': testFn({ op: 'ge', cased: true }, [[2, 2], true], [[1, 2], false]),
}

/** A condition as true, false or null. */
function truth({ value }: Argument): boolean | undefined | typeof unknown {
  const found = value()
  return found === undefined || found === unknown ? found : isTrue(found)
}

/** `and` ends with the first that is false, `or` with the first that is true; else what is unknown or null decides. */
const junction =
  (end: boolean): Fn['run'] =>
  (args) => {
    let result: Computed = !end
    for (const arg of args) {
      const found = truth(arg)
      if (found === end) return end
      if (found === unknown || (found === undefined && result !== unknown)) result = found
    }
    return result
  }

export const connectives: Functions = {
  and: lazy(1, many, junction(false), [[true, true], true], [[null, false], false], [[null, true], null]),
  or: lazy(1, many, junction(true), [[false, true], true], [[null, true], true], [[null, false], null]),
  not: lazy(
    1,
    1,
    ([arg]) => {
      const found = arg && truth(arg)
      return found === undefined || found === unknown ? found : !found
    },
    [[false], true],
    [[null], null],
  ),
}

/** The first value that is there. */
export const coalesce: Fn = lazy(
  1,
  many,
  (args, { row }) => {
    const { emptyTexts } = mannerOf(row.language)
    for (const { value } of args) {
      const found = value()
      if (found !== undefined && !(emptyTexts && found === '')) return found
    }
    return undefined
  },
  [[null, 'b', 'c'], 'b'],
  [[null, null], null],
)

/** `case(condition, value, ..., else)`: the value of the first condition that is true. A null one is not. */
export const cases: Fn = lazy(
  2,
  many,
  (args) => {
    for (let i = 0; i + 1 < args.length; i += 2) {
      const [condition, value] = [args[i], args[i + 1]]
      const found = condition && truth(condition)
      if (found === unknown) return unknown
      if (found === true) return value?.value()
    }
    return args.length % 2 === 1 ? args.at(-1)?.value() : undefined
  },
  [[false, 'a', true, 'b', 'c'], 'b'],
  [[null, 'a', 'b'], 'b'],
  [[false, 'a'], null],
)

/** Sums and differences of numbers, times and lengths of time. */
const sum = (sign: 1 | -1, ...samples: readonly Sample[]): Fn =>
  fn([any, any], ([a, b]) => added(a, b, sign), ...samples)

function added(a: Datum, b: Datum, sign: 1 | -1): Datum | undefined {
  if (isList(a) || isList(b)) return undefined
  if (b instanceof Lapse) {
    if (a instanceof Lapse) return new Lapse(a.millis + sign * b.millis)
    const moment = momentOf(a)
    return moment && new Moment(moment.millis + sign * b.millis)
  }
  if (a instanceof Lapse && sign > 0) return added(b, a, sign)
  if (a instanceof Moment && typeof b === 'string') return shifted(a, b, sign) ?? since(a, b, sign)
  const [x, y] = [numeric(a), numeric(b)]
  if (x !== undefined && y !== undefined) return calculated(a, b, x + sign * y)
  return typeof a === 'string' && typeof b === 'string'
    ? (shiftedText(a, b, sign) ?? since(a, b, sign))
    : since(a, b, sign)
}

/** The length of time between two times. */
function since(a: Datum, b: Datum, sign: 1 | -1): Lapse | undefined {
  const [from, to] = [momentOf(a), momentOf(b)]
  return from && to && sign < 0 ? new Lapse(from.millis - to.millis) : undefined
}

function shiftedText(a: string, b: string, sign: 1 | -1): Moment | undefined {
  const moment = momentOf(a)
  return moment && shifted(moment, b, sign)
}

function calculated(a: Datum, b: Datum, result: number): Datum | undefined {
  if (!Number.isFinite(result)) return undefined
  return a instanceof Real || b instanceof Real ? new Real(result) : result
}

export const times: Fn = fn(
  [any, any],
  ([a, b]) => {
    const [x, y] = [numeric(a), numeric(b)]
    if (a instanceof Lapse && y !== undefined) return new Lapse(a.millis * y)
    if (b instanceof Lapse && x !== undefined) return new Lapse(b.millis * x)
    return x === undefined || y === undefined ? undefined : calculated(a, b, x * y)
  },
  [[3, 4], 12],
  [['3', 4], 12],
  [['x', 4], null],
)

export const over: Fn = fn(
  [any, any],
  ([a, b], place) => {
    const [x, y] = [numeric(a), numeric(b)]
    if (a instanceof Lapse && y !== undefined) return y === 0 ? undefined : new Lapse(a.millis / y)
    if (a instanceof Lapse && b instanceof Lapse) return b.millis === 0 ? undefined : new Real(a.millis / b.millis)
    return x === undefined || y === undefined || y === 0 ? undefined : divided(a, b, x / y, place)
  },
  [[6, 3], 2],
  [[6, 0], null],
)

/** Whole numbers have a whole quotient where the language says so. */
function divided(a: Datum, b: Datum, result: number, { row }: Place): Datum | undefined {
  const isWhole = (value: Datum): boolean => !(value instanceof Real) && Number.isInteger(numeric(value))
  if (mannerOf(row.language).wholes && isWhole(a) && isWhole(b)) return Math.trunc(result)
  return calculated(a, b, result)
}

export const modulo: Fn = fn(
  [any, any],
  ([a, b], { row }) => {
    const [x, y] = [numeric(a), numeric(b)]
    if (x === undefined || y === undefined || y === 0) return undefined
    const result = x % y
    return calculated(a, b, result < 0 && mannerOf(row.language).positiveRemainder ? result + Math.abs(y) : result)
  },
  [[7, 3], 1],
  [[7, 0], null],
)

export const plus = sum(1, [[1, 2], 3], [['1', 2], 3], [['x', 2], null])
const negated: Fn = fn(
  [any],
  ([a]) => {
    if (a instanceof Lapse) return new Lapse(-a.millis)
    const x = numeric(a)
    return x === undefined ? undefined : calculated(a, a, -x)
  },
  [[5], -5],
)

const difference = sum(-1, [[1, 2], -1])

/** Between two values, or before one. */
export const minus: Fn = {
  ...difference,
  least: 1,
  run: (args, place) => (args.length === 1 ? negated : difference).run(args, place),
}

export const arithmetic: Functions = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': over,
  '%': modulo,
  neg: negated,
}
