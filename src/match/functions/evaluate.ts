/** The value of an expression, for one record and what stages made of it. */
import type { Call, Column, Expr, Language, Num } from '../../model/rule.js'
import { globMatches } from '../../text/glob.js'
import { fieldsOf, fieldValue, type Row } from '../row.js'
import { literal } from '../text.js'
import { type Computed, type Datum, isBag, isList, Lapse, Moment, Real, together, unknown } from './datum.js'
import { eql } from './eql.js'
import { esql } from './esql.js'
import type { Argument, Fn, Functions } from './fn.js'
import { kql } from './kql.js'
import { mannerOf } from './manner.js'
import type { Place } from './place.js'
import { spl } from './spl.js'

const none: Functions = {}

/** The functions of each language, by name. */
export const tables: Readonly<Record<Language, Functions>> = {
  eql,
  esql,
  spl,
  kql,
  sigma: none,
  kuery: none,
  lucene: none,
  none,
}

/** The function of a call; undefined when we do not have it. */
export function functionOf({ fn }: Pick<Call, 'fn'>, language: Language): Fn | undefined {
  const table = tables[language]
  return Object.hasOwn(table, fn) ? table[fn] : undefined
}

/** Functions that hang on the present time. */
export const asksTime: ReadonlySet<string> = new Set(['now', 'time', 'ago', 'ingestion_time'])

/**
 * Undefined when the value is missing (null). Unknown when it hangs on a function that we do not have, a list that is not
 * given, a time that is not said, a pattern that cannot run, a field that some stage made of what is not known, or
 * when it gets too large.
 */
export function evaluate(expr: Expr, place: Place): Computed {
  switch (expr.kind) {
    case 'text':
      return literal(expr) ?? unknown
    case 'number':
      return numberOf(expr, place)
    case 'boolean':
      return expr.value
    case 'pattern':
      return expr.written
    case 'field':
      return fieldValue(expr, place.row)
    case 'call':
      return call(expr, place)
    default:
      return expr satisfies never
  }
}

/** No number and no time is a missing value. */
const isReal = (value: Computed): boolean => {
  if (typeof value === 'number') return Number.isFinite(value)
  return value instanceof Moment || value instanceof Lapse ? Number.isFinite(value.millis) : true
}

const numberOf = ({ value, written }: Num, { row }: Place): Datum =>
  mannerOf(row.language).wholes && /^[^x]*[.e]/i.test(written) ? new Real(value) : value

function call(of: Call, place: Place): Computed {
  const fn = functionOf(of, place.row.language)
  if (!fn || of.args.length < fn.least || of.args.length > fn.most) return unknown
  const result = fn.run(
    of.args.map((expr) => argument(expr, place)),
    place,
  )
  // Where a field has values and no lists, a list of one value is that value.
  const value = isList(result) && mannerOf(place.row.language).several !== 'json' ? together(result) : result
  if (!isReal(value)) return undefined
  return value === unknown || place.work.spend(sizeOf(value)) ? value : unknown
}

/** An expression as an argument of a function or a side of a test. */
export const argument = (expr: Expr, place: Place): Argument => ({
  expr,
  value: () => evaluate(expr, place),
  inRow: (row) => evaluate(expr, { ...place, row }),
})

const sizeOf = (value: Datum | undefined): number =>
  typeof value === 'string' || isList(value) ? value.length : value !== undefined && isBag(value) ? value.size : 1

/** Functions whose result is an object of columns: each takes the member of its name. */
const takenApart: ReadonlySet<string> = new Set(['rex', 'grok', 'dissect', 'parse', 'parse-where', 'parse-kv'])

/** The row with the columns that a stage makes; a later one may use an earlier one, but in KQL. */
export function derive<R extends Row>(columns: readonly Column[], row: R, place: Place): R {
  const { language } = row
  const made = new Map(row.made)
  const sees: R = language === 'kql' ? row : { ...row, made }
  const apart = new Map<Expr, Computed>()
  for (const { as, of } of columns) {
    if (as.includes('*') && of.kind === 'field') rename(made, row, as, of.written)
    else if (of.kind !== 'call' || !takenApart.has(of.fn)) made.set(as, evaluate(of, { ...place, row: sees }))
    else {
      const all = apart.has(of) ? apart.get(of) : evaluate(of, { ...place, row: sees })
      apart.set(of, all)
      if (all === unknown) made.set(as, unknown)
      // What `rex` does not find stays what it was.
      else if (all === undefined && of.fn === 'rex') made.set(as, before(as, sees))
      else made.set(as, all !== undefined && isBag(all) ? all.get(as) : all)
    }
  }
  if (mannerOf(row.language).emptyTexts) for (const [name, value] of made) if (value === '') made.set(name, undefined)
  return { ...row, made }
}

const before = (name: string, row: Row): Computed =>
  row.made.has(name) ? row.made.get(name) : fieldValue({ written: name }, row)

/** `*` in a new name stands for what it stands for in the old one: `*` of `Processes.*`. */
function rename(made: Map<string, Computed>, { record }: Row, as: string, pattern: string): void {
  const star = pattern.indexOf('*')
  if (star < 0) return
  for (const [name, value] of [...fieldsOf({ record, made })]) {
    if (!globMatches(pattern, name)) continue
    const inner = name.slice(star, name.length - (pattern.length - star - 1))
    made.set(
      as.replace('*', () => inner),
      value,
    )
  }
}
