/**
 * Aggregates that follow a window: what one row adds is kept by whoever keeps the row, and is given back when the row
 * leaves. Rows leave in the order in which they came.
 */
import type { AggregateFn, Call } from '../../model/rule.js'
import { numeric } from '../compare.js'
import type { Scalar } from '../record.js'
import { compareScalars, Sorted } from './numbers.js'

/** What a row adds: values of the field, none when it has none. */
export type Part = readonly Scalar[]

export interface Gauge {
  add(part: Part): void
  /** The oldest part leaves. */
  remove(part: Part): void
  readonly value: readonly Scalar[]
  /** How many values are held. */
  readonly weight: number
}

export interface GaugeOptions {
  /** Whether rows leave; where none does, less has to be held. */
  readonly slides: boolean
  /** 0 to 100. */
  readonly percentile?: number
  /** How many values may be held; further different ones are left out. */
  readonly most: number
}

export type GaugeFn = Exclude<AggregateFn, 'expression'> | 'stdev' | 'var' | 'range'

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

/** What a call inside a computation gathers; undefined when it is a function of one row. */
export const gaugeOf = ({ fn, args }: Call): GaugeFn | undefined =>
  Object.hasOwn(calls, fn) && args.length < 2 ? calls[fn] : undefined

export function gauge(fn: GaugeFn, options: GaugeOptions): Gauge {
  switch (fn) {
    case 'count':
      return new Count()
    case 'distinct':
      return new Different(options.most, (known) => [known.size])
    case 'values':
      return new Different(options.most, (known) => [...known.values()].slice(0, mostListed).map(({ value }) => value))
    case 'sum':
      return new Moments(({ n, sum }) => (n > 0 ? sum : undefined))
    case 'avg':
      return new Moments(({ n, sum }) => (n > 0 ? sum / n : undefined))
    case 'stdev':
      return new Moments((moments) => (moments.n > 0 ? Math.sqrt(variance(moments)) : undefined))
    case 'var':
      return new Moments((moments) => (moments.n > 0 ? variance(moments) : undefined))
    case 'min':
      return new Extreme(-1, options.slides)
    case 'max':
      return new Extreme(1, options.slides)
    case 'range':
      return new Range(options.slides)
    case 'first':
    case 'last':
      return new End(fn, options.slides)
    case 'percentile': {
      const share = options.percentile ?? 50
      return new Ordered(options.most, (sorted) => sorted.percentile(share))
    }
    case 'median':
      return new Ordered(options.most, (sorted) => sorted.median())
    default:
      return fn satisfies never
  }
}

/** How many values a list of a group's values shows. */
const mostListed = 1000

class Count implements Gauge {
  private n = 0
  readonly weight = 0

  add(part: Part): void {
    this.n += part.length
  }

  remove(part: Part): void {
    this.n -= part.length
  }

  get value(): readonly Scalar[] {
    return [this.n]
  }
}

interface Known {
  readonly value: Scalar
  times: number
}

/** Different values with how often each is there. */
class Different implements Gauge {
  private readonly known = new Map<string, Known>()
  constructor(
    private readonly most: number,
    private readonly of: (known: ReadonlyMap<string, Known>) => readonly Scalar[],
  ) {}

  add(part: Part): void {
    for (const value of part) {
      const known = this.known.get(String(value))
      if (known) known.times++
      else if (this.known.size < this.most) this.known.set(String(value), { value, times: 1 })
    }
  }

  remove(part: Part): void {
    for (const value of part) {
      const known = this.known.get(String(value))
      if (known && --known.times === 0) this.known.delete(String(value))
    }
  }

  get value(): readonly Scalar[] {
    return this.of(this.known)
  }

  get weight(): number {
    return this.known.size
  }
}

interface Sums {
  n: number
  sum: number
  squares: number
}

/** Of a sample; of one value it is 0. */
const variance = ({ n, sum, squares }: Sums): number => (n < 2 ? 0 : Math.max(0, (squares - (sum * sum) / n) / (n - 1)))

/** Sums. What is no number does not count. */
class Moments implements Gauge {
  private sums: Sums = { n: 0, sum: 0, squares: 0 }
  readonly weight = 0
  constructor(private readonly of: (sums: Sums) => number | undefined) {}

  add(part: Part): void {
    this.change(part, 1)
  }

  remove(part: Part): void {
    this.change(part, -1)
    // Fractions leave a rest behind, which an empty window must not have.
    if (this.sums.n === 0) this.sums = { n: 0, sum: 0, squares: 0 }
  }

  private change(part: Part, sign: 1 | -1): void {
    for (const value of part) {
      const number = numeric(value)
      if (number === undefined) continue
      this.sums.n += sign
      this.sums.sum += sign * number
      this.sums.squares += sign * number * number
    }
  }

  get value(): readonly Scalar[] {
    const value = this.of(this.sums)
    return value === undefined ? [] : [value]
  }
}

/** The largest value, or the smallest: those that can still become it wait in a queue, the extreme first. */
class Extreme implements Gauge {
  private queue: { value: Scalar; part: number }[] = []
  private head = 0
  private added = 0
  private removed = 0
  constructor(
    private readonly sign: 1 | -1,
    private readonly slides: boolean,
  ) {}

  add(part: Part): void {
    for (const value of part) {
      if (this.slides || this.queue.length === 0) this.push(value)
      else if (this.beats(value, this.queue[0]?.value)) this.queue = [{ value, part: 0 }]
    }
    this.added++
  }

  private push(value: Scalar): void {
    while (this.queue.length > this.head && this.beats(value, this.queue.at(-1)?.value)) this.queue.pop()
    this.queue.push({ value, part: this.added })
  }

  private beats(value: Scalar, other: Scalar | undefined): boolean {
    return other === undefined || this.sign * compareScalars(value, other) >= 0
  }

  remove(): void {
    this.removed++
    while ((this.queue[this.head]?.part ?? Number.POSITIVE_INFINITY) < this.removed) this.head++
    if (this.head > 64 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head)
      this.head = 0
    }
  }

  get value(): readonly Scalar[] {
    const first = this.queue[this.head]
    return first ? [first.value] : []
  }

  get weight(): number {
    return this.queue.length
  }
}

class Range implements Gauge {
  private readonly min: Extreme
  private readonly max: Extreme
  constructor(slides: boolean) {
    this.min = new Extreme(-1, slides)
    this.max = new Extreme(1, slides)
  }

  add(part: Part): void {
    this.min.add(part)
    this.max.add(part)
  }

  remove(): void {
    this.min.remove()
    this.max.remove()
  }

  get value(): readonly Scalar[] {
    const [low, high] = [this.min.value[0], this.max.value[0]].map((value) => value !== undefined && numeric(value))
    return typeof low === 'number' && typeof high === 'number' ? [high - low] : []
  }

  get weight(): number {
    return this.min.weight + this.max.weight
  }
}

/** The values of the oldest row that has any, or of the latest. */
class End implements Gauge {
  private queue: Part[] = []
  private head = 0
  constructor(
    private readonly which: 'first' | 'last',
    private readonly slides: boolean,
  ) {}

  add(part: Part): void {
    if (part.length === 0) return
    if (!this.slides && this.queue.length > 1) this.queue.pop()
    this.queue.push(part)
  }

  remove(part: Part): void {
    if (part.length === 0) return
    this.head++
    if (this.head > 64 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head)
      this.head = 0
    }
  }

  get value(): readonly Scalar[] {
    return (this.which === 'first' ? this.queue[this.head] : this.head < this.queue.length && this.queue.at(-1)) || []
  }

  get weight(): number {
    return this.queue.length
  }
}

/** Numbers in order. */
class Ordered implements Gauge {
  private readonly sorted = new Sorted()
  constructor(
    private readonly most: number,
    private readonly of: (sorted: Sorted) => number | undefined,
  ) {}

  add(part: Part): void {
    for (const number of part.map(numeric))
      if (number !== undefined && this.sorted.values.length < this.most) this.sorted.add(number)
  }

  remove(part: Part): void {
    for (const number of part.map(numeric)) if (number !== undefined) this.sorted.remove(number)
  }

  get value(): readonly Scalar[] {
    const value = this.of(this.sorted)
    return value === undefined ? [] : [value]
  }

  get weight(): number {
    return this.sorted.values.length
  }
}
