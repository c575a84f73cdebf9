/** Groups that answer when their records are all there: at the end of a stretch of time, or of the stream. */
import type { Group, Millis } from '../../model/rule.js'
import type { Scalar } from '../record.js'
import { Aggregates, type Gathering } from './aggregates.js'
import type { Held, Node, Workplace } from './node.js'
import { grouped, joinRecords, type Key, keyFields, keysOf, type Row, worse } from './row.js'
import { Table } from './table.js'
import { isTime } from './window.js'

interface State {
  readonly key: Key
  readonly gathering: Gathering
  /** What is told of the group's rows together; the fields are those of the latest. */
  row: Row
  /** All rows, where each goes on with the fields of its group. */
  readonly rows: Row[]
  weight: number
}

/** A group that has to make room tells what it holds by then, which is unsure. */
export class Batches implements Node {
  private readonly aggregates: Aggregates
  private readonly states: Table<State>
  private readonly by: Group['by']
  /** When the stretch under way ends. */
  private until: Millis = Number.NEGATIVE_INFINITY

  constructor(
    private readonly group: Group,
    private readonly within: Millis | undefined,
    private readonly place: Workplace,
  ) {
    this.aggregates = new Aggregates(group.make, place, false)
    this.states = new Table(place.settings, (state) => this.tell(state, 'unsure'))
    this.by = within === undefined ? group.by : group.by.filter((field) => !isTime(field))
  }

  get held(): Held {
    return this.states.held
  }

  tick(now: Millis): void {
    if (this.within === undefined || now < this.until) return
    this.flush()
    this.until = (Math.floor(now / this.within) + 1) * this.within
  }

  take(row: Row): boolean {
    if (this.within !== undefined && row.at < this.until - this.within) return false
    if (row.quiet) return true
    const parts = this.aggregates.partsOf(row)
    const keys = keysOf(row, this.by, this.place)
    for (const key of keys) {
      const state = this.states.use(key.text, () => this.start(key, row))
      state.gathering.add(parts)
      if (state.row !== row) state.row = together(state.row, row)
      if (this.group.inline) this.keep(state, row)
      this.states.weigh(state, 1 + state.rows.length + state.gathering.weight - state.weight)
    }
    return keys.length > 0
  }

  private start(key: Key, row: Row): State {
    return { key, gathering: this.aggregates.start(), row, rows: [], weight: 1 }
  }

  private keep(state: State, row: Row): void {
    if (state.rows.length < this.place.settings.recordsPerGroup) state.rows.push(row)
    else this.states.lose()
  }

  end(): void {
    this.flush()
  }

  private flush(): void {
    const states = this.states.take()
    if (!this.group.inline) for (const state of states) this.tell(state, 'true')
    else
      for (const row of states.flatMap((state) => this.rowsOf(state, 'true')).sort((a, b) => a.order - b.order))
        this.place.emit(row)
  }

  private tell(state: State, verdict: Row['verdict']): void {
    for (const row of this.rowsOf(state, verdict)) this.place.emit(row)
  }

  private rowsOf({ key, gathering, row, rows }: State, verdict: Row['verdict']): Row[] {
    const sure = worse(verdict, key.unknown ? 'unsure' : row.verdict)
    if (this.group.inline)
      return rows.map((one) => ({ ...one, ...this.made(one, key, gathering), verdict: worse(sure, one.verdict) }))
    return [{ ...row, ...this.made(row, key, gathering), verdict: sure, order: this.place.next(), origins: [] }]
  }

  private made(row: Row, key: Key, gathering: Gathering): Pick<Row, 'record' | 'made'> {
    const { record, made } = grouped(row, keyFields(this.by, key), this.group, this.place)
    return { record: new Map([...record, ...this.stretch()]), made: gathering.beside(made, row) }
  }

  /** The time as a key: when the stretch began. */
  private stretch(): [string, readonly Scalar[]][] {
    if (this.within === undefined || this.by.length === this.group.by.length) return []
    return [['_time', [(this.until - this.within) / 1000]]]
  }
}

const together = (a: Row, b: Row): Row => ({
  ...b,
  verdict: worse(a.verdict, b.verdict),
  at: Math.max(a.at, b.at),
  from: Math.min(a.from, b.from),
  records: joinRecords(a.records, b.records),
})
