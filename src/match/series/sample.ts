/** Steps in any order: a hit when each was seen in the time before a record, and none of those that must be absent. */
import type { Millis, Sequence, StageId, Step } from '../../model/rule.js'
import type { Held, Node, Workplace } from './node.js'
import { joinRecords, type Key, keyFields, keysOf, type Row, worse } from './row.js'
import { Table } from './table.js'

interface State {
  /** The latest rows of each step, the oldest first: as many as there are steps, since each can serve one of them. */
  readonly rows: readonly Row[][]
  at: Millis
  weight: number
}

/**
 * The records of a hit serve no other hit of the key. In a sample of Elasticsearch each step needs a record of its own; one
 * record that several of Sigma's rules hit on serves each of them.
 */
export class Unordered implements Node {
  private readonly steps: readonly Step[]
  private readonly absent: readonly Step[]
  private readonly states: Table<State>
  private arrived: { readonly row: Row; readonly from: StageId }[] = []
  private now: Millis = Number.NEGATIVE_INFINITY

  constructor(
    private readonly sequence: Sequence,
    private readonly place: Workplace,
  ) {
    this.steps = sequence.steps.filter(({ absent }) => !absent)
    this.absent = sequence.steps.filter(({ absent }) => absent)
    this.states = new Table(place.settings)
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

  tick(now: Millis): void {
    this.settle()
    this.now = Math.max(this.now, now)
    const { within } = this.sequence
    if (within !== undefined) this.states.expire(({ at }) => at < now - within)
  }

  end(): void {
    this.settle()
  }

  settle(): void {
    if (this.arrived.length === 0) return
    const arrived = this.arrived
    this.arrived = []
    const touched = new Map<State, { readonly key: Key; readonly step: Step; readonly row: Row }>()
    for (const [index, step] of [...this.steps, ...this.absent].entries())
      for (const { row, from } of arrived) {
        if (from !== step.from) continue
        for (const key of keysOf(row, step.by)) {
          const state = this.states.use(key.text, () => this.start(row.at))
          state.at = row.at
          this.add(state, index, row)
          if (index < this.steps.length) touched.set(state, { key, step, row })
        }
      }
    for (const [state, last] of touched) this.tell(state, last.key, last.step, last.row)
  }

  private start(at: Millis): State {
    return { rows: this.sequence.steps.map(() => []), at, weight: 0 }
  }

  private add(state: State, index: number, row: Row): void {
    const rows = state.rows[index]
    if (!rows) return
    rows.push(row)
    if (rows.length > this.needed(index)) rows.shift()
    this.states.weigh(state, state.rows.reduce((sum, list) => sum + list.length, 0) - state.weight)
  }

  /** Of several records in a row the step needs all, besides those that other steps may take. */
  private needed(index: number): number {
    return this.steps.length + (this.steps[index]?.runs ?? 1) - 1
  }

  private tell(state: State, key: Key, step: Step, row: Row): void {
    const earliest = this.sequence.within === undefined ? Number.NEGATIVE_INFINITY : row.at - this.sequence.within
    const open = state.rows.map((rows) => rows.filter(({ from }) => from >= earliest))
    const denials = open.slice(this.steps.length).flat()
    if (denials.some(({ verdict }) => verdict === 'true')) return
    const chosen = this.place.language === 'eql' ? choose(open.slice(0, this.steps.length)) : this.latest(open)
    if (!chosen) return
    const doubtful = key.unknown || denials.length > 0
    this.place.emit({
      ...row,
      record: new Map([...row.record, ...keyFields(step.by, key)]),
      verdict: chosen.reduce((sum, one) => worse(sum, one.verdict), doubtful ? 'unsure' : ('true' as const)),
      from: Math.min(...chosen.map(({ from }) => from)),
      records: chosen.reduce<readonly number[]>((sum, one) => joinRecords(sum, one.records), []),
      order: this.place.next(),
      origins: [],
    })
    for (const rows of state.rows.slice(0, this.steps.length)) rows.length = 0
  }

  private latest(open: readonly (readonly Row[])[]): readonly Row[] | undefined {
    const chosen = this.steps.map(
      ({ runs }, i) => (open[i]?.length ?? 0) >= (runs ?? 1) && (open[i] ?? []).slice(-(runs ?? 1)),
    )
    return chosen.every((one) => one !== false) ? chosen.flat() : undefined
  }
}

/** A different row for each step, or undefined. Steps that took a row give it up when they have another. */
function choose(open: readonly (readonly Row[])[]): readonly Row[] | undefined {
  const taken = new Map<number, { readonly step: number; readonly row: Row }>()
  const find = (step: number, tried: Set<number>): boolean =>
    (open[step] ?? []).toReversed().some((row) => {
      if (tried.has(row.order)) return false
      tried.add(row.order)
      const holder = taken.get(row.order)
      if (holder && !find(holder.step, tried)) return false
      taken.set(row.order, { step, row })
      return true
    })
  for (let step = 0; step < open.length; step++) if (!find(step, new Set())) return undefined
  return [...taken.values()].map(({ row }) => row)
}
