import type { Millis } from '../../model/rule.js'
import type { FlatRecord } from '../record.js'
import type { Lists } from '../text.js'

export interface SeriesOptions {
  /** The texts that placeholders stand for. */
  readonly lists?: Lists
  /** Rows of the lists that a rule looks up, by the list's name. What hangs on a list that is not here is unsure. */
  readonly tables?: ReadonlyMap<string, readonly FlatRecord[]>
  /** The time that `now()` means; the time of the row that is looked at when it is not said. */
  readonly now?: Millis
  /**
   * Records are put in the order of their own times as long as none is later than this behind the latest one seen; so
   * a record is looked at when one has come that is later by as much, or at the end. One minute. What comes later still is
   * taken where its window is open, and counted.
   */
  readonly tolerance?: Millis
  /** How many groups, keys or series under way a stage holds: 20,000. The one that had no record for longest goes first. */
  readonly groups?: number
  /** How many records one group holds: 10,000. The oldest goes first. */
  readonly recordsPerGroup?: number
  /** How many records a stage holds in all its groups, and how many wait to be put in order: 200,000. */
  readonly records?: number
}

/** The options with what they are when nothing is said. */
export interface Settings {
  readonly lists: Lists
  readonly tables: ReadonlyMap<string, readonly FlatRecord[]>
  readonly now?: Millis
  readonly tolerance: Millis
  readonly groups: number
  readonly recordsPerGroup: number
  readonly records: number
}

export const settingsOf = (options: SeriesOptions): Settings => ({
  lists: options.lists ?? new Map(),
  tables: options.tables ?? new Map(),
  ...(options.now === undefined ? {} : { now: options.now }),
  tolerance: options.tolerance ?? 60_000,
  groups: Math.max(1, options.groups ?? 20_000),
  recordsPerGroup: Math.max(1, options.recordsPerGroup ?? 10_000),
  records: Math.max(1, options.records ?? 200_000),
})
