/** How a row of a table of functions is made: what the function takes, what it makes of it, and samples that tests run. */
import type { Expr } from '../../model/rule.js'
import type { Row } from '../row.js'
import { parseTime } from '../time.js'
import {
  type Bag,
  type Computed,
  type Datum,
  isBag,
  isList,
  Lapse,
  listOf,
  Moment,
  numeric,
  parseJson,
  unknown,
} from './datum.js'
import { isTrue, type Manner, mannerOf, textOf } from './manner.js'
import type { Place } from './place.js'
import { parseLapse } from './times.js'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** Arguments and the result; null is missing. Arguments are fields of a record, a list a field with several values. */
export type Sample = readonly [of: readonly Json[], is: Json]

/** An argument that is worked out when it is asked for. */
export interface Argument {
  readonly expr: Expr
  readonly value: () => Computed
  /** The same for another row. */
  readonly inRow: (row: Row) => Computed
}

export interface Fn {
  readonly least: number
  readonly most: number
  readonly run: (args: readonly Argument[], place: Place) => Computed
  /** It may have a result though an argument is unknown. */
  readonly lazy?: true
  readonly samples: readonly Sample[]
}

/** Names in lower case; operators by their signs. */
export type Functions = Readonly<Record<string, Fn>>

/** What a function takes in one place, or in all that follow. */
interface Param<T> {
  /** Undefined: there is none, and the function has no result. */
  readonly take: (values: readonly (Datum | undefined)[], manner: Manner) => T | undefined
  /** Of several values each is for itself. */
  readonly single?: true
  /** It may be missing: the function runs all the same. */
  readonly optional?: true
  readonly rest?: true
}

type Taken<P extends readonly Param<unknown>[]> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never }

const one = <T>(take: (value: Datum, manner: Manner) => T | undefined): Param<T> => ({
  take: ([value], manner) => (value === undefined ? undefined : take(value, manner)),
  single: true,
})

/** A text, or what a value is as one. A missing one is empty where the language says so. */
export const text: Param<string> = {
  take: ([value], manner) => (value === undefined ? (manner.emptyTexts ? '' : undefined) : textOf(value, manner)),
  single: true,
}

export const number: Param<number> = one(numeric)
export const whole: Param<number> = one((value) => {
  const number = numeric(value)
  return number === undefined || !Number.isFinite(number) ? undefined : Math.trunc(number)
})
/** A condition; a missing one is false. */
export const flag: Param<boolean> = { take: ([value]) => isTrue(value) }
export const moment: Param<Moment> = one((value) => momentOf(value))
export const lapse: Param<Lapse> = one((value) =>
  value instanceof Lapse ? value : typeof value === 'string' ? parseLapse(value) : undefined,
)
/** Any value that is there. */
export const any: Param<Datum> = { take: ([value]) => value }
/** One value or several. A text that holds a list as JSON is that list where lists are single values. */
export const list: Param<readonly Datum[]> = {
  take: ([value], { several }) => {
    if (several === 'json' && typeof value === 'string') {
      const read = /^\s*\[/.test(value) ? parseJson(value) : undefined
      return isList(read) ? read : [value]
    }
    return value === undefined ? undefined : listOf(value)
  },
}
export const bag: Param<Bag> = one((value) => {
  const read = typeof value === 'string' ? parseJson(value) : value
  return read !== undefined && isBag(read) ? read : undefined
})

export const momentOf = (value: Datum | undefined): Moment | undefined => {
  if (value instanceof Moment) return value
  const millis = typeof value === 'string' || typeof value === 'number' ? parseTime(value) : undefined
  return millis === undefined ? undefined : new Moment(millis)
}

/** What may be left out, or be missing. */
export const optional = <T>(param: Param<T>): Param<T | undefined> => ({
  ...param,
  take: (values, manner) => (values[0] === undefined ? undefined : param.take(values, manner)),
  optional: true,
})

/** All that follow; one that is missing leaves the function without a result. */
export const rest = <T>(param: Param<T>): Param<readonly T[]> => ({
  take: (values, manner) => {
    const taken = values.map((value) => param.take([value], manner)).filter((value) => value !== undefined)
    return taken.length === values.length ? taken : undefined
  },
  ...(param.single ? { single: true } : {}),
  rest: true,
})

/** All that follow but those that are missing. */
export const present = <T>(param: Param<T>): Param<readonly T[]> => ({
  take: (values, manner) => values.map((value) => param.take([value], manner)).filter((value) => value !== undefined),
  rest: true,
})

/** A function of what its arguments are. What hangs on something unknown is unknown, on something missing is missing. */
export function fn<const P extends readonly Param<unknown>[]>(
  params: P,
  run: (values: Taken<P>, place: Place) => Computed,
  ...samples: readonly Sample[]
): Fn {
  const last = params.at(-1)
  const paramAt = (i: number): Param<unknown> | undefined => params[i] ?? (last?.rest ? last : undefined)
  const called = (values: readonly (Datum | undefined)[], place: Place): Computed => {
    const manner = mannerOf(place.row.language)
    const spread =
      manner.several === 'each' ? values.findIndex((value, i) => paramAt(i)?.single && isSeveral(value)) : -1
    if (spread >= 0) return each(listOf(values[spread]), (value) => called(values.with(spread, value), place))
    const taken: unknown[] = []
    for (const [i, param] of params.entries()) {
      const value = param.take(param.rest ? values.slice(i) : [values[i]], manner)
      if (value === undefined && !param.optional) return undefined
      taken.push(value)
    }
    return run(taken as Taken<P>, place)
  }
  return {
    least: params.filter((param) => !param.optional && !param.rest).length,
    most: last?.rest ? Number.POSITIVE_INFINITY : params.length,
    run: (args, place) => {
      const values: (Datum | undefined)[] = []
      for (const arg of args) {
        const value = arg.value()
        if (value === unknown) return unknown
        values.push(value)
      }
      return called(values, place)
    },
    samples,
  }
}

const isSeveral = (value: Datum | undefined): boolean => isList(value) && value.length > 1

function each(values: readonly Datum[], run: (value: Datum) => Computed): Computed {
  const found: Datum[] = []
  for (const value of values) {
    const result = run(value)
    if (result === unknown) return unknown
    found.push(...listOf(result))
  }
  return found.length > 1 ? found : found[0]
}

/** A function that works out its arguments itself, or none of some. */
export const lazy = (least: number, most: number, run: Fn['run'], ...samples: readonly Sample[]): Fn => ({
  least,
  most,
  run,
  lazy: true,
  samples,
})

/** One row under several names. */
export const named = (names: string, row: Fn): Functions =>
  Object.fromEntries(names.split(' ').map((name) => [name, row]))
