/** The stages of a rule at work. */
import type { Language, Millis, Rule, StageId } from '../../model/rule.js'
import { type Place, placeOf } from '../functions/place.js'
import type { Settings } from './options.js'
import type { Row } from './row.js'

export interface Node {
  /** A row of one of the stages it reads. True when the row, or one made of it, gets to the end or stays here. */
  take(row: Row, from: StageId): boolean
  /** Before anything later than `now` comes. */
  tick?(now: Millis): void
  /** All rows that one record gives rise to have come. */
  settle?(): void
  /** No row comes any more. */
  end?(): void
  readonly held?: Held
}

export interface Held {
  readonly groups: number
  readonly records: number
  /** Groups, keys, series and records that had to go because there was no room. */
  readonly evicted: number
}

/** What a stage is given to work with. */
export interface Workplace {
  readonly rule: Rule
  readonly language: Language
  readonly settings: Settings
  /** Rows that lack a key are gathered too. */
  readonly keepMissing: boolean
  /** Hands a row to whoever reads the stage. */
  readonly emit: (row: Row) => boolean
  /** A place in the order for a row made of several. */
  readonly next: () => number
}

/** What is computed of a row hangs on. Rows of lists have no time. */
export function placeFor(row: Row, { lists, now = row.at }: Pick<Settings, 'lists' | 'now'>): Place {
  return placeOf(row, { lists, ...(Number.isFinite(now) ? { now } : {}) })
}
