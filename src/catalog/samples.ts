/** Known records that rules fire on, found by running the catalog over logs. */
import type { FlatRecord } from '../match/record.js'
import type { Millis } from '../model/rule.js'
import type { Entry } from './build.js'

export interface Samples {
  /** Logs and records that every rule that can run was tried on. */
  readonly files: number
  readonly records: number
  /** A rule that is not here fired on none. */
  readonly of: ReadonlyMap<Entry, RuleSamples>
}

export interface RuleSamples {
  readonly hits: number
  /** Logs with a hit. */
  readonly files: number
  /** The first hit of each of the first few logs, sure ones before others. */
  readonly shown: readonly Sample[]
}

export interface Sample {
  /** Path of the log below the folder that was given. */
  readonly file: string
  /** Inside an archive. */
  readonly member?: string
  /** 1-based number of the record in its log; of several the last. */
  readonly record: number
  /** How many records the hit hangs on. */
  readonly records: number
  readonly verdict: 'true' | 'unsure'
  readonly time?: Millis
  /** The record under its own names; of several records what the rule makes of them. */
  readonly fields: FlatRecord
}
