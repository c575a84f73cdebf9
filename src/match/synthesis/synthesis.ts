/** Records made for a rule, as plain JSON-safe data. */
import type { Span } from '../../model/rule.js'
import type { Cause } from '../condition/cause.js'
import type { Scalar } from '../record.js'

/** Fields with several values have a list. */
export type MadeRecord = Readonly<Record<string, Scalar | readonly Scalar[]>>

export interface Synthesis {
  /** A record for which the rule fires. */
  readonly match: Made | Unmade
  /** For each test that must hold a record that only fails that test. */
  readonly nearMisses: readonly (NearMiss | Unmade)[]
  /** For each exclusion a record that would fire the rule but for that. */
  readonly exclusions: readonly (Excluded | Unmade)[]
}

/** The part of the rule that is meant, in one line. */
export interface Meant {
  readonly text: string
  readonly span: Span
}

export interface Made {
  readonly of: Meant
  readonly record: MadeRecord
}

export interface NearMiss extends Made {
  /** The record beside it for which the rule fires by way of this test. */
  readonly match: MadeRecord
}

export interface Excluded extends Made {}

export interface Unmade {
  readonly of: Meant
  readonly record?: undefined
  readonly cause: Cause
}
