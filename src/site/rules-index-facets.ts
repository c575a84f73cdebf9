import type { FacetTable } from './rules-index-format.js'

/** A facet ready to be counted: the values of rule `r` are `ids[at[r]]` up to `ids[at[r + 1]]`. */
interface Packed {
  readonly at: Uint32Array
  readonly ids: Uint32Array
  readonly size: number
}

interface Counted {
  /** The candidates that hold every choice, in their order. */
  readonly kept: readonly number[]
  /** By facet, by value: rules that choosing it would list, were this facet's own choice set aside. */
  readonly counts: readonly Uint32Array[]
}

/**
 * Counts facets over a set of rules. Choices within a facet are alternatives and facets must all hold, so a rule that
 * fails one facet still counts there (another value of it would bring the rule in) and one that fails two counts nowhere.
 */
export type Counter = (candidates: Iterable<number>, chosen: readonly (readonly number[])[]) => Counted

export function counter(tables: readonly FacetTable[]): Counter {
  const packed = tables.map(pack)
  return (candidates, chosen) => {
    const wanted = packed.map((facet, f) => wantedSet(facet.size, chosen[f] ?? []))
    const counts = packed.map((facet) => new Uint32Array(facet.size))
    const kept: number[] = []
    for (const rule of candidates) {
      let failed = -1
      let failures = 0
      for (let f = 0; f < packed.length && failures < 2; f++) {
        const facet = packed[f]
        const want = wanted[f]
        if (!facet || !want || holds(facet, want, rule)) continue
        failed = f
        failures++
      }
      if (failures > 1) continue
      if (failures === 0) kept.push(rule)
      for (let f = 0; f < packed.length; f++) {
        const facet = packed[f]
        const count = counts[f]
        if (facet && count && (failures === 0 || f === failed)) add(facet, count, rule)
      }
    }
    return { kept, counts }
  }
}

/** Null: anything goes. An id outside the table is a choice that no rule holds. */
function wantedSet(size: number, chosen: readonly number[]): Uint8Array | null {
  if (chosen.length === 0) return null
  const set = new Uint8Array(size)
  for (const id of chosen) set[id] = 1
  return set
}

function holds(facet: Packed, want: Uint8Array, rule: number): boolean {
  const end = facet.at[rule + 1] ?? 0
  for (let i = facet.at[rule] ?? 0; i < end; i++) if (want[facet.ids[i] ?? 0] === 1) return true
  return false
}

function add(facet: Packed, counts: Uint32Array, rule: number): void {
  const end = facet.at[rule + 1] ?? 0
  for (let i = facet.at[rule] ?? 0; i < end; i++) {
    const id = facet.ids[i] ?? 0
    counts[id] = (counts[id] ?? 0) + 1
  }
}

function pack(table: FacetTable): Packed {
  const at = new Uint32Array(table.of.length + 1)
  for (const [rule, ids] of table.of.entries()) at[rule + 1] = (at[rule] ?? 0) + ids.length
  return { at, ids: Uint32Array.from(table.of.flat()), size: table.keys.length }
}
