import type { Move } from '../catalog/attack-tables.js'

/**
 * `attack/data.json`: the matrix as the browser loads it. Rules are their places in the catalog. Small, since what most
 * rules share is kept once: a rule points at its set of values, and a version says only where it differs from the newest.
 */
export interface AttackData {
  /** How many rules there are. */
  readonly rules: number
  /** Newest first. */
  readonly versions: readonly MatrixData[]
  /** From the version before to the newest. */
  readonly moves: readonly Move[]
  readonly facets: readonly FacetData[]
  /** Shortnames of the tactics that have a page. */
  readonly tacticPages: readonly string[]
}

export interface MatrixData {
  readonly version: string
  /** Id, shortname and name in matrix order. */
  readonly tactics: readonly (readonly [string, string, string])[]
  /** Id, name and shortnames between blanks, by id; without those that are withdrawn. */
  readonly techniques: readonly (readonly [string, string, string])[]
  /**
   * By technique, the rules that name it by this id as `distances`; 0: those of the same id in the newest version.
   */
  readonly posts: readonly (readonly number[] | 0)[]
}

export const facetNames = ['family', 'level', 'status', 'product', 'event'] as const
export type FacetName = (typeof facetNames)[number]

export interface FacetData {
  readonly name: FacetName
  /** As they stand in an address, and as they are shown. */
  readonly keys: readonly string[]
  readonly labels: readonly string[]
  /** Distinct sets of values, as places in `keys`; and by rule the set that it has. */
  readonly sets: readonly (readonly number[])[]
  readonly of: readonly number[]
}
