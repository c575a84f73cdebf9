import { byUnits } from '../text/order.js'
import type { Entry } from './build.js'
import { groupedBy } from './grouped.js'
import type { Held, Kind } from './indicators.js'

/** A kind of comparison with the rules that compare something so, to look for it or to exclude it. */
export interface KindUse {
  readonly kind: Kind
  readonly rules: readonly Entry[]
}

/** Those of most rules first. */
export const kindsOf = (entries: readonly Entry[], heldBy: (entry: Entry) => readonly Held[]): KindUse[] =>
  [...groupedBy(entries, (entry) => heldBy(entry).map(({ key }) => key.kind))]
    .map(([kind, rules]) => ({ kind, rules }))
    .sort((a, b) => b.rules.length - a.rules.length || (a.kind < b.kind ? -1 : 1))

/** Counts rules, and rules by kind of comparison. Rules come one after another; each counts once, and once under each kind. */
export class KindCounts {
  rules = 0
  private readonly kinds = new Map<Kind, number>()
  private last: Entry | undefined
  private lastKinds = new Set<Kind>()

  /** True for the first indicator of a rule. */
  add(entry: Entry, kind: Kind): boolean {
    const first = this.last !== entry
    if (first) {
      this.last = entry
      this.lastKinds = new Set()
      this.rules++
    }
    if (!this.lastKinds.has(kind)) {
      this.lastKinds.add(kind)
      this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1)
    }
    return first
  }

  /** Those of most rules first. */
  byReach(): (readonly [Kind, number])[] {
    return [...this.kinds].sort((a, b) => b[1] - a[1] || byUnits(a[0], b[0]))
  }
}
