/** Groups whose window slides along with the records: each record's coming is a row of what its window holds. */
import type { Group, Millis } from '../../model/rule.js'
import { Aggregates, type Gathering, type Parts } from './aggregates.js'
import { Batches } from './batches.js'
import type { Held, Node, Workplace } from './node.js'
import { grouped, type Key, keyFields, keysOf, type Row, recordsKept } from './row.js'
import { Table } from './table.js'
import { windowOf } from './window.js'

export function groupNode(group: Group, place: Workplace): Node {
  const window = windowOf(place, group)
  return window.kind === 'slides'
    ? new Sliding(group, window.within, place)
    : new Batches(group, window.kind === 'bins' ? window.within : undefined, place)
}

interface Entry {
  readonly at: Millis
  readonly row: Pick<Row, 'records' | 'verdict' | 'from'>
  readonly parts: Parts
}

interface State {
  readonly entries: Entry[]
  /** The place of the oldest entry. */
  head: number
  readonly gathering: Gathering
  doubts: number
  /** The time of the last record when a hit was told; further ones are quiet while a record of that window is held. */
  told?: Millis
  weight: number
}

/**
 * Fires once, and again only after the condition has not held at some record of the group, or after none of the records
 * that were in the window when it fired are in it any more.
 */
class Sliding implements Node {
  private readonly aggregates: Aggregates
  private readonly states: Table<State>
  private now: Millis = Number.NEGATIVE_INFINITY

  constructor(
    private readonly group: Group,
    private readonly within: Millis,
    private readonly place: Workplace,
  ) {
    this.aggregates = new Aggregates(group.make, place, true)
    this.states = new Table(place.settings)
  }

  get held(): Held {
    return this.states.held
  }

  tick(now: Millis): void {
    if (now <= this.now) return
    this.now = now
    this.states.expire(({ entries }) => (entries.at(-1)?.at ?? now) < now - this.within)
  }

  take(row: Row): boolean {
    if (row.at < this.now) return false
    if (row.quiet) return true
    let through = false
    const parts = this.aggregates.partsOf(row)
    for (const key of keysOf(row, this.group.by, this.place)) {
      const state = this.states.use(key.text, () => this.start())
      this.add(state, { at: row.at, row, parts })
      through = this.tell(state, key, row) || through
    }
    return through
  }

  private start(): State {
    return { entries: [], head: 0, gathering: this.aggregates.start(), doubts: 0, weight: 0 }
  }

  private add(state: State, entry: Entry): void {
    const before = state.weight
    state.entries.push(entry)
    state.gathering.add(entry.parts)
    if (entry.row.verdict === 'unsure') state.doubts++
    while ((state.entries[state.head]?.at ?? entry.at) < entry.at - this.within) this.drop(state)
    while (state.entries.length - state.head > this.place.settings.recordsPerGroup) {
      this.drop(state)
      this.states.lose()
    }
    if (state.head > 64 && state.head * 2 > state.entries.length) {
      state.entries.splice(0, state.head)
      state.head = 0
    }
    this.states.weigh(state, state.entries.length - state.head - before)
  }

  private drop(state: State): void {
    const oldest = state.entries[state.head]
    if (!oldest) return
    state.head++
    state.gathering.remove(oldest.parts)
    if (oldest.row.verdict === 'unsure') state.doubts--
  }

  private tell(state: State, key: Key, row: Row): boolean {
    const first = state.entries[state.head]
    const quiet = state.told !== undefined && first !== undefined && first.at <= state.told
    const { record, made } = grouped(row, keyFields(this.group.by, key), this.group, this.place)
    const through = this.place.emit({
      ...row,
      record,
      made: state.gathering.beside(made, row),
      verdict: state.doubts > 0 || key.unknown ? 'unsure' : 'true',
      from: first?.row.from ?? row.from,
      records: this.group.inline ? row.records : numbersOf(state),
      order: this.place.next(),
      origins: this.group.inline ? row.origins : [],
      quiet: quiet && !this.group.inline,
    })
    if (!through) delete state.told
    else if (!quiet) state.told = row.at
    return through
  }
}

function numbersOf({ entries, head }: State): readonly number[] {
  const found: number[] = []
  for (let at = entries.length - 1; at >= head && found.length < recordsKept; at--)
    for (const number of entries[at]?.row.records ?? []) found.push(number)
  return found.slice(0, recordsKept)
}
