/** What is said of a rule and a record, as plain JSON-safe data. */
import type { AggregateFn, Millis, Operator, Span, Stage, StageId } from '../../model/rule.js'
import type { Polarity } from '../../model/walk.js'
import type { Cause } from '../condition/cause.js'
import type { Scalar } from '../record.js'
import type { Verdict } from '../verdict.js'
import type { Stretch } from './locate.js'

export interface Explanation {
  /** Whether one record decides the rule. Of a series only the stages over single records are told. */
  readonly scope: 'record' | 'series'
  /** What `scan` says. */
  readonly verdict: Verdict
  /** How much of what must hold does hold, 0 to 1; of a series for the stage that the record is nearest to. */
  readonly nearness: number
  /** The stages that a record runs through, in the rule's order. */
  readonly stages: readonly StageReason[]
  /** How far the record gets: through the last stage, or through those that hand records to a series. */
  readonly reached: readonly Reached[]
  /** What a series needs beside the record. */
  readonly needs: readonly Need[]
}

export interface Reached {
  readonly stage: StageId
  readonly verdict: Verdict
  readonly nearness: number
  /** What would have to be different for the record to get through; absent when it does. */
  readonly change?: Change
}

export interface StageReason {
  readonly stage: StageId
  readonly kind: Stage['kind']
  readonly from: readonly StageId[]
  readonly span: Span
  readonly label?: string
  /** Whether the record gets as far, through the stages before as well. */
  readonly verdict: Verdict
  /** Of a filter, its own condition. */
  readonly where?: Reason
}

/** A predicate of the rule as it is written, with definitions opened where they are used. */
export type Reason = Gathered | Tested | Unread

interface Told {
  readonly span: Span
  readonly label?: string
  /** Whether it holds, taken for itself. */
  readonly verdict: Verdict
  /** Whether it is reached through an even or an odd number of `not`. */
  readonly polarity: Polarity
  /** Whether that is what the rule wants of it. */
  readonly answer: 'pass' | 'fail' | 'unsure'
}

export interface Gathered extends Told {
  readonly kind: 'and' | 'or' | 'not' | 'use'
  readonly of: readonly Reason[]
  /** Of a use: the definition's. */
  readonly name?: string
}

export interface Tested extends Told {
  readonly kind: 'test'
  /** As the rule writes it, or what is computed; null for anywhere in the record. */
  readonly field: string | null
  readonly op: Operator
  /** The test in one line. */
  readonly text: string
  /** Where it holds the values that satisfy it, else what stands in its place, at most ten; of what is computed, its fields. */
  readonly found: readonly Found[]
  /** How many more there are. */
  readonly more: number
  /** Of a test for several values at once: those that were not found. */
  readonly lacking: readonly Sought[]
  /** Why it is not sure. */
  readonly cause?: Cause
}

export interface Found {
  /** The record's own name of the field. */
  readonly name: string
  /** What the record has. */
  readonly value: Scalar
  /** What was compared, where it was made of that. */
  readonly made?: Scalar
  /** The part of the value that the test is about. */
  readonly at?: Stretch
  /** Which of the test's values it satisfies; the first. */
  readonly by?: Sought
}

/** A value of the rule as it is written. */
export interface Sought {
  readonly written: string
  readonly span: Span
}

interface Unread extends Told {
  readonly kind: 'unread'
  readonly cause: Cause
  readonly text: string
}

/** The fewest fields that have to change, or why no change was found. */
export type Change =
  | {
      readonly edits: readonly Edit[]
      /** Whether it is sure that fewer will not do. */
      readonly least: boolean
    }
  | { readonly edits?: undefined; readonly cause: Cause }

export interface Edit {
  /** The record's name of the field; the rule's, where the record lacks it. */
  readonly field: string
  /** What it has; empty when it is not there. */
  readonly had: readonly Scalar[]
  /** A value with which the rule fires, as was tried; empty: it must not be there. */
  readonly to: readonly Scalar[]
  /** The tests that change. */
  readonly tests: readonly { readonly text: string; readonly mustHold: boolean; readonly span: Span }[]
}

/** What a series asks for beside what single records are asked. */
export type Need = { readonly stage: StageId; readonly span: Span } & NeedOf

type NeedOf =
  /** Records gathered by key and time, and what is worked out of each gathering. */
  | {
      readonly kind: 'gathered'
      readonly by: readonly string[]
      readonly within?: Millis
      readonly make: readonly { readonly as: string; readonly fn: AggregateFn; readonly of?: string }[]
    }
  /** What must hold of what was made. `tests` says it where it is no more than some tests that all must hold. */
  | {
      readonly kind: 'condition'
      readonly text: string
      readonly tests?: readonly { readonly field: string; readonly op: Operator; readonly values: readonly string[] }[]
    }
  | { readonly kind: 'new'; readonly by: readonly string[]; readonly lookback: Millis }
  | {
      readonly kind: 'partner'
      readonly how: 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti'
      readonly other: StageId
      readonly on: readonly (readonly (readonly [string, string])[])[]
    }
  | {
      readonly kind: 'steps'
      readonly ordered: boolean
      readonly within?: Millis
      readonly steps: readonly NeedStep[]
      readonly until?: NeedStep
    }
  | { readonly kind: 'hit of'; readonly rule: string }
  | { readonly kind: 'list'; readonly name: string }
  | { readonly kind: 'jobs'; readonly ids: readonly string[] }
  | { readonly kind: 'limit'; readonly verb: string; readonly rows: number }
  | { readonly kind: 'not read'; readonly verb: string }

export interface NeedStep {
  readonly stage: StageId
  readonly by: readonly string[]
  readonly absent: boolean
  readonly times: number
}
