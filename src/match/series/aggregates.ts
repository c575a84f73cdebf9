/** The fields that a group makes: which values a row adds to each, and what they come to. */
import type { Aggregate, Call, Expr, Field, Rule, StageId } from '../../model/rule.js'
import { type Scalar, valuesOf } from '../record.js'
import { holdsInRow, isUnknownIn } from '../scan.js'
import { put, valueIn } from './compute.js'
import { type Gauge, type GaugeFn, gauge, type Part } from './gauges.js'
import type { Workplace } from './node.js'
import type { Row } from './row.js'

/** What a row adds to each gauge: null when it is not gathered, `unknown` when nobody can tell. */
export type Parts = readonly (Part | null | 'unknown')[]

/** One value that is gathered, from which aggregates are made. */
interface Gathered {
  readonly fn: GaugeFn
  readonly of: (row: Row) => Part | null | 'unknown'
  readonly percentile?: number
}

interface Made {
  readonly as: string
  readonly gathered: readonly Gathered[]
  /** Of what was gathered, in the same order. */
  readonly value: (values: readonly (readonly Scalar[])[]) => readonly Scalar[] | 'unknown'
}

/** The recipe of a group's aggregates, made once for a stage. */
export class Aggregates {
  private readonly made: readonly Made[]
  private readonly gathered: readonly Gathered[]

  constructor(
    make: readonly Aggregate[],
    private readonly place: Workplace,
    private readonly slides: boolean,
  ) {
    this.made = make.map((one) => madeOf(one, place))
    this.gathered = this.made.flatMap(({ gathered }) => gathered)
  }

  partsOf(row: Row): Parts {
    return this.gathered.map(({ of }) => of(row))
  }

  start(): Gathering {
    const most = this.place.settings.recordsPerGroup
    const gauges = this.gathered.map(({ fn, percentile }) =>
      gauge(fn, { slides: this.slides, most, ...(percentile === undefined ? {} : { percentile }) }),
    )
    return new Gathering(this.made, gauges)
  }
}

/** The aggregates of one group. */
export class Gathering {
  private readonly doubts: number[]

  constructor(
    private readonly made: readonly Made[],
    private readonly gauges: readonly Gauge[],
  ) {
    this.doubts = gauges.map(() => 0)
  }

  add(parts: Parts): void {
    this.gauges.forEach((one, i) => {
      const part = parts[i]
      if (part === 'unknown') this.doubts[i] = (this.doubts[i] ?? 0) + 1
      // What is not gathered still holds its place in the queue.
      else one.add(part ?? [])
    })
  }

  remove(parts: Parts): void {
    this.gauges.forEach((one, i) => {
      const part = parts[i]
      if (part === 'unknown') this.doubts[i] = (this.doubts[i] ?? 0) - 1
      else one.remove(part ?? [])
    })
  }

  get weight(): number {
    return this.gauges.reduce((sum, one) => sum + one.weight, 0)
  }

  /** Puts the made fields beside those that are there. */
  write(fields: Map<string, readonly Scalar[]>, unknown: Set<string | StageId>): void {
    let at = 0
    for (const { as, gathered, value } of this.made) {
      const range = [at, at + gathered.length] as const
      at = range[1]
      const doubtful = this.doubts.slice(...range).some((doubts) => doubts > 0)
      put(fields, unknown, as, doubtful ? 'unknown' : value(this.gauges.slice(...range).map((one) => one.value)))
    }
  }
}

function madeOf(one: Aggregate, place: Workplace): Made {
  const narrowed = narrowing(one, place)
  if (one.fn === 'expression') return expressionOf(one, place)
  const { fn, percentile } = one
  const of = one.of ? fieldValues(one.of, place) : one.expr ? exprValues(one.expr, place) : eachRow
  const gathered: Gathered = { fn, of: narrowed(of), ...(percentile === undefined ? {} : { percentile }) }
  return { as: one.as, gathered: [gathered], value: ([values]) => values ?? [] }
}

type Values = (row: Row) => Part | 'unknown'

/** Rows are counted and no values. */
const eachRow: Values = () => [true]

const fieldValues =
  (field: Field, { language }: Workplace): Values =>
  (row) => {
    if (isUnknownIn(field, row)) return 'unknown'
    // Splunk's own time is a number, however the log writes it.
    if (language === 'spl' && field.written === '_time' && field.made === undefined) return [row.at / 1000]
    const values = valuesOf(row.fields, field.written)
    return field.part === 'length' ? values.map((value) => String(value).length) : values
  }

const exprValues =
  (expr: Expr, { settings }: Workplace): Values =>
  (row) =>
    valueIn(expr, row, settings.compute)

/** Leaves out rows that came another way, or that do not satisfy the aggregate's own condition. */
function narrowing({ only, where }: Aggregate, { rule, settings }: { rule: Rule } & Pick<Workplace, 'settings'>) {
  return (of: Values) =>
    (row: Row): Part | null | 'unknown' => {
      if (only !== undefined && !row.origins.includes(only)) return null
      const verdict = where ? holdsInRow(where, row, rule, settings) : 'true'
      return verdict === 'false' ? null : verdict === 'unsure' ? 'unknown' : of(row)
    }
}

const calls: Readonly<Record<string, GaugeFn>> = {
  count: 'count',
  c: 'count',
  dc: 'distinct',
  count_distinct: 'distinct',
  dcount: 'distinct',
  values: 'values',
  make_set: 'values',
  sum: 'sum',
  avg: 'avg',
  mean: 'avg',
  min: 'min',
  max: 'max',
  median: 'median',
  stdev: 'stdev',
  std_dev: 'stdev',
  var: 'var',
  variance: 'var',
  range: 'range',
}

/** A computation over aggregates: each is gathered, and the rest is computed of what they come to. */
function expressionOf(one: Aggregate, place: Workplace): Made {
  const narrowed = narrowing(one, place)
  const gathered: Gathered[] = []
  const rest =
    one.expr &&
    replaced(one.expr, (call, fn) => {
      const [argument] = call.args
      gathered.push({ fn, of: narrowed(argument ? exprValues(argument, place) : eachRow) })
      return `\u0000${gathered.length - 1}`
    })
  return {
    as: one.as,
    gathered,
    value: (values) =>
      rest && gathered.length > 0
        ? place.settings.compute(rest, new Map(values.map((value, i) => [`\u0000${i}`, value])))
        : 'unknown',
  }
}

/** The expression with a field in the place of each aggregating call. */
function replaced(expr: Expr, name: (call: Call, fn: GaugeFn) => string): Expr {
  if (expr.kind !== 'call') return expr
  const fn = Object.hasOwn(calls, expr.fn) && expr.args.length < 2 ? calls[expr.fn] : undefined
  if (fn) return { kind: 'field', span: expr.span, written: name(expr, fn) }
  return { ...expr, args: expr.args.map((argument) => replaced(argument, name)) }
}
