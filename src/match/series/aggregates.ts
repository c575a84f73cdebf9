/** The fields that a group makes: which values a row adds to each, and what they come to. */
import type { Aggregate, Call, Expr, Field, Rule } from '../../model/rule.js'
import { type Computed, scalarsOf, together, unknown } from '../functions/datum.js'
import { evaluate } from '../functions/evaluate.js'
import type { Scalar } from '../record.js'
import { valuesIn } from '../row.js'
import { holdsInRow } from '../scan.js'
import { type Gauge, type GaugeFn, gauge, gaugeOf, type Part } from './gauges.js'
import { placeFor, type Workplace } from './node.js'
import type { Row } from './row.js'

/** What a row adds to each gauge: null when it is not gathered, unknown when nobody can tell. */
export type Parts = readonly Given[]

type Given = Part | null | typeof unknown

/** One value that is gathered, from which aggregates are made. */
interface Gathered {
  readonly fn: GaugeFn
  readonly of: (row: Row) => Given
  readonly percentile?: number
}

interface Made {
  readonly as: string
  readonly gathered: readonly Gathered[]
  /** Of what was gathered, in the same order. */
  readonly value: (values: readonly (readonly Scalar[])[], row: Row) => Computed
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
      if (part === unknown) this.doubts[i] = (this.doubts[i] ?? 0) + 1
      // What is not gathered still holds its place in the queue.
      else one.add(part ?? [])
    })
  }

  remove(parts: Parts): void {
    this.gauges.forEach((one, i) => {
      const part = parts[i]
      if (part === unknown) this.doubts[i] = (this.doubts[i] ?? 0) - 1
      else one.remove(part ?? [])
    })
  }

  get weight(): number {
    return this.gauges.reduce((sum, one) => sum + one.weight, 0)
  }

  /** The made fields beside others. `row` is the latest of the group. */
  beside(others: Row['made'], row: Row): Row['made'] {
    const made = new Map(others)
    let at = 0
    for (const { as, gathered, value } of this.made) {
      const range = [at, at + gathered.length] as const
      at = range[1]
      const doubtful = this.doubts.slice(...range).some((doubts) => doubts > 0)
      const values = doubtful ? [] : this.gauges.slice(...range).map((one) => one.value)
      made.set(as, doubtful ? unknown : value(values, row))
    }
    return made
  }
}

function madeOf(one: Aggregate, place: Workplace): Made {
  const narrowed = narrowing(one, place)
  if (one.fn === 'expression') return expressionOf(one, place)
  const { fn, percentile } = one
  const of = one.of ? fieldValues(one.of) : one.expr ? exprValues(one.expr, place) : eachRow
  const gathered: Gathered = { fn, of: narrowed(of), ...(percentile === undefined ? {} : { percentile }) }
  return { as: one.as, gathered: [gathered], value: ([values = []]) => together(values) }
}

type Values = (row: Row) => Part | typeof unknown

/** Rows are counted and no values. */
const eachRow: Values = () => [true]

const fieldValues =
  (field: Field): Values =>
  (row) => {
    const values = valuesIn(field, row)
    if (values === unknown) return unknown
    return field.part === 'length' ? values.map((value) => String(value).length) : values
  }

const exprValues =
  (expr: Expr, { settings }: Workplace): Values =>
  (row) => {
    const value = evaluate(expr, placeFor(row, settings))
    return value === unknown ? unknown : scalarsOf(value)
  }

/** Leaves out rows that came another way, or that do not satisfy the aggregate's own condition. */
function narrowing({ only, where }: Aggregate, { rule, settings }: { rule: Rule } & Pick<Workplace, 'settings'>) {
  return (of: Values) =>
    (row: Row): Given => {
      if (only !== undefined && !row.origins.includes(only)) return null
      const verdict = where ? holdsInRow(where, rule, placeFor(row, settings)) : 'true'
      return verdict === 'false' ? null : verdict === 'unsure' ? unknown : of(row)
    }
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
    value: (values, row) => {
      if (!rest || gathered.length === 0) return unknown
      const record = new Map(values.map((value, i) => [`\u0000${i}`, value]))
      return evaluate(rest, placeFor({ ...row, record }, place.settings))
    },
  }
}

/** The expression with a field in the place of each aggregating call. */
function replaced(expr: Expr, name: (call: Call, fn: GaugeFn) => string): Expr {
  if (expr.kind !== 'call') return expr
  const fn = gaugeOf(expr)
  if (fn) return { kind: 'field', span: expr.span, written: name(expr, fn) }
  return { ...expr, args: expr.args.map((argument) => replaced(argument, name)) }
}
