import type { Entry } from './build.js'
import type { Held, Kind } from './indicators.js'
import { groupedBy } from './survey.js'

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
