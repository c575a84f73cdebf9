/**
 * Steps in order, as Elasticsearch takes them: for each key and each step there is at most one series that has come as
 * far, the one that began last, since a later beginning can only help. The next step takes it along. So a record serves one
 * hit, and what a key costs does not grow with the records.
 */
import type { Millis, Sequence, StageId, Step } from '../../model/rule.js'
import type { Scalar } from '../record.js'
import type { Held, Node, Workplace } from './node.js'
import { joinRecords, type Key, keyFields, keysOf, type Row, worse } from './row.js'
import { Table } from './table.js'

/** A step that must be seen, once: one with `runs` is several. */
interface Seen {
  readonly step: Step
  /** Steps before it, and behind the one before, that must not be seen. */
  readonly absent: readonly Step[]
}

interface Partial {
  readonly first: Row
  readonly last: Row
  readonly fields: ReadonlyMap<string, readonly Scalar[]>
  readonly records: readonly number[]
  readonly verdict: Row['verdict']
  /** When what must not come before the first step was last seen. */
  readonly before: Before
}

/** `perhaps`: by a record of which it is unsure that it is one. */
interface Before {
  readonly surely: Millis
  readonly perhaps: Millis
}

const never: Before = { surely: Number.NEGATIVE_INFINITY, perhaps: Number.NEGATIVE_INFINITY }

interface State {
  /** By the number of steps seen, from one on. */
  readonly partials: (Partial | undefined)[]
  before: Before
  /** Those that only wait for a last absence. */
  waiting: Waiting[]
  /** The time of the last record that had to do with the key. */
  at: Millis
  weight: number
}

/** A series that is whole when its time is over and what must not come last has not come. */
interface Waiting {
  partial: Partial
  readonly state: State
  readonly deadline: Millis
  over: boolean
}

export class Ordered implements Node {
  private readonly seen: Seen[] = []
  /** Steps that must not come after the last one seen. */
  private readonly after: Step[] = []
  private readonly states: Table<State>
  private arrived: { readonly row: Row; readonly from: StageId }[] = []
  private now: Millis = Number.NEGATIVE_INFINITY
  /** The earliest deadline first. */
  private queue: Waiting[] = []

  constructor(
    private readonly sequence: Sequence,
    private readonly place: Workplace,
  ) {
    let absent: Step[] = []
    for (const step of sequence.steps) {
      if (step.absent) absent.push(step)
      else {
        for (let run = 0; run < (step.runs ?? 1); run++) this.seen.push({ step, absent: run === 0 ? absent : [] })
        absent = []
      }
    }
    this.after.push(...absent)
    this.states = new Table(place.settings, (state) => {
      for (const one of state.waiting) one.over = true
    })
  }

  get held(): Held {
    return this.states.held
  }

  take(row: Row, from: StageId): boolean {
    if (row.at < this.now) return false
    if (row.quiet) return true
    if (this.arrived.length > 0 && this.arrived[0]?.row.order !== row.order) this.settle()
    this.arrived.push({ row, from })
    return true
  }

  /** A record that serves several steps serves the later ones first, so that it never follows itself. */
  settle(): void {
    if (this.arrived.length === 0) return
    const arrived = this.arrived
    this.arrived = []
    const of = (step: Step) => arrived.filter(({ from }) => from === step.from).map(({ row }) => row)
    for (const step of this.after) for (const row of of(step)) this.each(row, step, (state) => this.spoil(state, row))
    for (let at = this.seen.length - 1; at >= 0; at--) {
      const { step } = this.seen[at] as Seen
      for (const row of of(step)) this.each(row, step, (state, key) => this.advance(state, at, row, step, key))
    }
    for (let at = 0; at < this.seen.length; at++)
      for (const step of this.seen[at]?.absent ?? [])
        for (const row of of(step)) this.each(row, step, (state) => this.deny(state, at, row))
    const { until } = this.sequence
    if (!until) return
    for (const row of of(until))
      this.each(row, until, ({ partials }) => {
        for (const [at, partial] of partials.entries()) partials[at] = partial && denied(partial, row)
      })
  }

  private each(row: Row, step: Step, use: (state: State, key: Key) => void): void {
    for (const key of keysOf(row, step.by)) {
      const state = this.states.use(key.text, () => ({
        partials: [],
        before: never,
        waiting: [],
        at: row.at,
        weight: 0,
      }))
      state.at = row.at
      use(state, key)
      this.states.weigh(state, this.weightOf(state) - state.weight)
    }
  }

  private weightOf({ partials, waiting }: State): number {
    return partials.filter((one) => one).length + waiting.length
  }

  private advance(state: State, at: number, row: Row, step: Step, key: Key): void {
    const previous = at === 0 ? undefined : state.partials[at]
    if (at > 0) {
      if (!previous) return
      state.partials[at] = undefined
      if (this.isOver(previous, row.at)) return
    }
    const fields = keyFields(step.by, key)
    const next: Partial = {
      first: previous?.first ?? row,
      last: row,
      fields: previous ? new Map([...previous.fields, ...fields]) : fields,
      records: previous ? joinRecords(previous.records, row.records) : row.records,
      verdict: worse(worse(previous?.verdict ?? 'true', row.verdict), key.unknown ? 'unsure' : 'true'),
      before: previous?.before ?? state.before,
    }
    if (at + 1 < this.seen.length) state.partials[at + 1] = next
    else this.complete(state, next)
  }

  private isOver({ first }: Partial, at: Millis): boolean {
    return this.sequence.within !== undefined && at - first.from > this.sequence.within
  }

  private complete(state: State, whole: Partial): void {
    const { within } = this.sequence
    const earliest = within === undefined ? -Number.MAX_VALUE : whole.last.at - within
    if (whole.before.surely >= earliest) return
    const partial = whole.before.perhaps >= earliest ? { ...whole, verdict: 'unsure' as const } : whole
    if (this.after.length > 0) this.wait(state, partial)
    else this.tell(partial)
  }

  private wait(state: State, partial: Partial): void {
    const deadline = partial.first.from + (this.sequence.within ?? Number.POSITIVE_INFINITY)
    const waiting: Waiting = { partial, state, deadline, over: false }
    state.waiting.push(waiting)
    let at = this.queue.length
    while (at > 0 && (this.queue[at - 1]?.deadline ?? deadline) > deadline) at--
    this.queue.splice(at, 0, waiting)
    if (state.waiting.length <= this.place.settings.recordsPerGroup) return
    const oldest = state.waiting.shift()
    if (oldest) oldest.over = true
    this.states.lose()
  }

  /** What must not come after was seen. */
  private spoil(state: State, row: Row): void {
    state.waiting = state.waiting.filter((one) => {
      const partial = denied(one.partial, row)
      one.over = partial === undefined
      if (partial) one.partial = partial
      return !one.over
    })
  }

  /** What must not come before the step at a place was seen. */
  private deny(state: State, at: number, row: Row): void {
    if (at === 0) {
      const { surely, perhaps } = state.before
      state.before = row.verdict === 'true' ? { surely: row.at, perhaps } : { surely, perhaps: row.at }
      return
    }
    const partial = state.partials[at]
    if (partial && partial.last.order < row.order) state.partials[at] = denied(partial, row)
  }

  tick(now: Millis): void {
    this.settle()
    if (now <= this.now) return
    this.now = now
    this.release(now)
    const { within } = this.sequence
    if (within !== undefined) this.states.expire(({ at }) => at < now - within)
  }

  /** Tells of the series whose last absence is certain. */
  private release(now: Millis): void {
    let due = 0
    while ((this.queue[due]?.deadline ?? now) < now) due++
    if (due === 0) return
    for (const { partial, state, over } of this.queue.splice(0, due)) {
      if (over) continue
      state.waiting = state.waiting.filter((one) => one.partial !== partial)
      this.states.weigh(state, this.weightOf(state) - state.weight)
      this.tell(partial)
    }
  }

  end(): void {
    this.settle()
    this.release(Number.POSITIVE_INFINITY)
    // Without a time span, what must not come last can only be missing at the end.
    for (const { partial, over } of this.queue.splice(0)) if (!over) this.tell(partial)
  }

  private tell({ first, last, fields, records, verdict }: Partial): void {
    this.place.emit({
      ...last,
      record: new Map([...last.record, ...fields]),
      verdict,
      from: first.from,
      records,
      order: this.place.next(),
      origins: [],
    })
  }
}

/** What becomes of a series when something is seen that ends it. */
const denied = (partial: Partial, row: Row): Partial | undefined =>
  row.verdict === 'true' ? undefined : { ...partial, verdict: 'unsure' }
