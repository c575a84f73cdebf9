import type { Test } from './query.js'

/** An indicator as rules hold it: what the corpus counts as one, under one of its fields' written names. */
export interface Row {
  /** Canonical; null: anywhere in the record. */
  readonly field: string | null
  /** The field as these rules write it. */
  readonly written: string
  readonly kind: Test
  /** As compared, folded; null: the field must be absent. */
  readonly text: string | null
  /** As shown, folded, when that is something else. */
  readonly shown?: string
  /** Rules that have it as an indicator, and rules that have it as an exclusion only; ascending. */
  readonly required: readonly number[]
  readonly excluded: readonly number[]
}

/** What is said of rules by one fact, in columns. */
export interface FactColumns {
  readonly keys: readonly string[]
  /** As they are shown. */
  readonly labels: readonly string[]
  /** By rule: indexes into `keys`. */
  readonly of: readonly (readonly number[])[]
}

/** In how many parts the rows are kept apart, by field. */
export const partCount = 64

/** The part in which the rows of a field are: the fields of a query say which parts answering it needs. */
export function partOf(field: string | null): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < (field?.length ?? 0); i++) hash = Math.imul(hash ^ (field?.charCodeAt(i) ?? 0), 0x01000193)
  return (hash >>> 0) % partCount
}
