import type { Millis, Novel } from '../../model/rule.js'
import type { Held, Node, Workplace } from './node.js'
import { keysOf, type Row } from './row.js'
import { Table } from './table.js'

interface Seen {
  /** The latest record of which it is sure that it counts, and the latest of all. */
  surely: Millis
  at: Millis
  readonly weight: 0
}

/** Lets a record through when one of its combinations has not been seen for the time asked. */
export class NovelTerms implements Node {
  private readonly seen: Table<Seen>
  /** The latest time at which a combination was seen that had to be forgotten. */
  private forgotten: Millis = Number.NEGATIVE_INFINITY

  constructor(
    private readonly novel: Novel,
    private readonly place: Workplace,
  ) {
    this.seen = new Table(place.settings, ({ at }) => {
      this.forgotten = Math.max(this.forgotten, at)
    })
  }

  get held(): Held {
    return this.seen.held
  }

  tick(now: Millis): void {
    this.seen.expire(({ at }) => at < now - this.novel.lookback)
  }

  take(row: Row): boolean {
    if (row.quiet) return true
    const earliest = row.at - this.novel.lookback
    let best: Row['verdict'] | undefined
    for (const key of keysOf(row, this.novel.by, this.place)) {
      const known = this.seen.get(key.text)
      const isKnown = known !== undefined && known.surely >= earliest
      const doubtful = key.unknown || (known?.at ?? this.forgotten) >= earliest || row.verdict === 'unsure'
      if (!isKnown && best !== 'true') best = doubtful ? 'unsure' : 'true'
      const state = this.seen.use(key.text, () => ({ surely: Number.NEGATIVE_INFINITY, at: row.at, weight: 0 }))
      state.at = Math.max(state.at, row.at)
      if (row.verdict === 'true') state.surely = Math.max(state.surely, row.at)
    }
    return best !== undefined && this.place.emit({ ...row, verdict: best })
  }
}
