/** What the page where records are matched and its worker say to each other: plain data. */
import type { Family, Level, Millis } from '../model/rule.js'

/** Of so many records it is worth telling what they nearly fire. */
export const fewRecords = 20

/** Hits of a rule that are given at a time. */
export const hitsAtOnce = 5

/** To the worker. `run` numbers the runs, so that what is said of an old one is known as such. */
export type Ask =
  /** Loads the rules, so that they are there when they are needed. `root`: address of the site's root. */
  | { readonly kind: 'load'; readonly root: string }
  | { readonly kind: 'run'; readonly root: string; readonly run: number; readonly inputs: readonly Input[] }
  | { readonly kind: 'stop' }
  /** The hits that were kept of a rule, with the reasons. */
  | { readonly kind: 'open'; readonly rule: number; readonly from: number }
  /** All hits that were kept, a line each. `rules`: only those of them. */
  | { readonly kind: 'lines'; readonly rules: readonly number[] }

export interface Input {
  readonly name: string
  readonly blob: Blob
}

/** From the worker. */
export type Told =
  | { readonly kind: 'loading'; readonly done: number; readonly of: number }
  | { readonly kind: 'loaded'; readonly rules: number }
  | { readonly kind: 'progress'; readonly run: number; readonly progress: Progress }
  /** Rules that fired since the last time, or fired again. */
  | { readonly kind: 'fired'; readonly run: number; readonly rules: readonly Fired[] }
  | { readonly kind: 'faults'; readonly run: number; readonly faults: readonly ShownFault[] }
  | { readonly kind: 'near'; readonly run: number; readonly near: readonly NearMatch[] }
  | { readonly kind: 'done'; readonly run: number; readonly outcome: Outcome }
  | { readonly kind: 'opened'; readonly run: number; readonly rule: number; readonly hits: OpenedHits }
  | { readonly kind: 'lines'; readonly run: number; readonly blob: Blob }
  /** Nothing more will come. */
  | { readonly kind: 'failed'; readonly message: string }

export interface Progress {
  readonly records: number
  /** Of the files as they are, packed or not. */
  readonly bytes: number
  readonly of: number
  readonly millis: number
}

export interface Outcome extends Progress {
  readonly rules: number
  readonly stopped: boolean
  /** Hits that were told, and how many of them can be looked at. */
  readonly hits: number
  readonly kept: number
  readonly faults: number
  /** What rules over several records had to give up, for they hold only so much. */
  readonly evicted: number
  readonly late: number
  readonly disordered: number
  /** Of few records the hits of the rules that come first, to be shown at once. */
  readonly open: readonly { readonly rule: number; readonly hits: OpenedHits }[]
  /** Whether near matches were looked for. */
  readonly few: boolean
}

/** What is told of a rule wherever it stands. */
export interface RuleFacts {
  readonly rule: number
  readonly id: string
  readonly title: string
  readonly family: Family
  readonly path: string
  /** Address below the site's root. */
  readonly href: string
  readonly level: Level | undefined
  readonly status: string | undefined
}

export interface Fired extends RuleFacts {
  readonly sure: number
  readonly unsure: number
  readonly kept: number
  /** Of the earliest and the latest record; undefined where none told a time. */
  readonly from: Millis | undefined
  readonly to: Millis | undefined
}

export interface ShownFault {
  readonly file: string
  readonly line?: number
  readonly offset?: number
  readonly message: string
}

export interface RecordPlace {
  readonly file: string
  /** Inside an archive. */
  readonly member?: string
  /** 1-based position in its file. */
  readonly record: number
}

export type Fields = readonly (readonly [name: string, values: readonly (string | number | boolean)[]])[]

export interface OpenedHits {
  /** The first one's position among the hits of the rule. */
  readonly from: number
  readonly hits: readonly ShownHit[]
}

export interface ShownHit {
  readonly verdict: 'true' | 'unsure'
  readonly from: Millis | undefined
  readonly to: Millis | undefined
  /** The first of the records that it hangs on, and how many there are. */
  readonly records: readonly RecordPlace[]
  readonly count: number
  readonly fields: Fields
  /** How many characters and fields were left out of `fields`. */
  readonly cut: number
  /** How the record got through the rule; empty where several records did. */
  readonly steps: readonly ShownStep[]
}

export interface NearMatch extends RuleFacts {
  readonly record: RecordPlace
  readonly steps: readonly ShownStep[]
}

/** What a record has to pass, one after the other. */
export type ShownStep = ShownTest | ShownGate

export interface ShownTest {
  readonly kind: 'test'
  /** Null: anywhere in the record. */
  readonly field: string | null
  /** `contains|all`; the whole test in words where it is no test of one field. */
  readonly how: string
  /** The values that are asked for: the one that was found, else the first few. */
  readonly values: readonly string[]
  /** Whether all values are needed, not one of them. */
  readonly all: boolean
  /** How many more values would do, or are needed. */
  readonly more: number
  readonly answer: 'pass' | 'fail' | 'unsure'
  /** What stands in the record there. */
  readonly found: readonly ShownValue[]
}

export interface ShownValue {
  /** The record's own name of the field; undefined where its source tells the value, empty where it was worked out. */
  readonly name: string | undefined
  readonly value: string
  /** The parts of it that the test is about, in order. */
  readonly at?: readonly Stretch[]
}

export interface Stretch {
  readonly from: number
  readonly to: number
}

/** An exclusion. It stops the record when what it excludes holds. */
interface ShownGate {
  readonly kind: 'gate'
  readonly name: string
  readonly answer: 'pass' | 'fail' | 'unsure'
  /** What it excludes and is there. */
  readonly because: readonly ShownTest[]
}
