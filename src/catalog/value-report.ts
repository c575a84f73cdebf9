/** What the catalog knows of one value beyond where it stands: its rules, their techniques, values inside it and around it. */
import type { Polarity } from '../model/walk.js'
import { type NamedTechnique, techniquesNamed } from './attack-survey.js'
import type { Catalog, Entry } from './build.js'
import { foldedValue, type Tally } from './corpus.js'
import type { ValueEntry, ValueUse } from './values.js'

export interface ValueReport {
  /** Every rule that looks for it or excludes it. */
  readonly rules: readonly Entry[]
  /** Those of most rules first. */
  readonly techniques: readonly NamedTechnique[]
  /** Indicators with other values that hold whenever one with this value does. */
  readonly within: readonly Near[]
  /** The reverse. */
  readonly around: readonly Near[]
}

export interface Near {
  readonly tally: Tally
  readonly polarity: Polarity
}

/** A value of so many rules has a page of its own. */
const rulesForPage = 10

export const rulesOf = ({ uses }: ValueEntry): Entry[] => [...new Set(uses.flatMap(({ rules }) => rules))]

/** Address below the site's root of the page of a value that many rules hold. */
export const valuePageHref = (value: ValueEntry, rules: number): string | undefined =>
  rules >= rulesForPage ? `values/v/${value.slug}/` : undefined

export function valueReport(catalog: Catalog, value: ValueEntry): ValueReport {
  const rules = rulesOf(value)
  return {
    rules,
    techniques: techniquesNamed(rules),
    within: near(value, (use) => catalog.relations(use.tally, use.polarity).coveredBy),
    around: near(value, (use) => catalog.relations(use.tally, use.polarity).covers),
  }
}

/** Of one use in the order of the corpus; of several each once, those of most rules first. */
function near({ uses, folded }: ValueEntry, relatedTo: (use: ValueUse) => readonly Tally[]): Near[] {
  const found = uses.flatMap((use) =>
    relatedTo(use).flatMap((tally) => (isSame(tally, folded) ? [] : [{ tally, polarity: use.polarity }])),
  )
  if (uses.length === 1 || found.length < 2) return found
  const each = new Map(found.map((one) => [`${one.polarity} ${one.tally.key.text}`, one]))
  return [...each.values()].sort((a, b) => reach(b) - reach(a))
}

const isSame = ({ key }: Tally, folded: string): boolean =>
  key.folded.length === folded.length && foldedValue(key) === folded

const reach = ({ tally, polarity }: Near): number => tally[polarity].length
