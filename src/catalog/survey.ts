/** What a set of rules has in common: the fields they ask about and how, the indicators and exclusions most of them hold. */
import type { Family } from '../model/rule.js'
import { byUnits } from '../text/order.js'
import type { Entry } from './build.js'
import type { Held, Key, Kind } from './indicators.js'
import { KindCounts } from './kind-survey.js'

export interface FieldSurvey {
  /** Canonical name; null: anywhere in the record. */
  readonly field: string | null
  readonly rules: number
  readonly families: ReadonlyMap<Family, number>
  /** Rules by kind of comparison, most first. */
  readonly kinds: readonly (readonly [Kind, number])[]
}

/** An indicator with the rules of the set that hold it. */
export interface HeldBy {
  readonly key: Key
  readonly rules: readonly Entry[]
}

/** Most widely held here first. */
export interface HeldSurvey {
  readonly indicators: readonly HeldBy[]
  readonly exclusions: readonly HeldBy[]
}

/** `heldBy` gives what the corpus counts of a rule. */
export function surveyHeld(entries: readonly Entry[], heldBy: (entry: Entry) => readonly Held[]): HeldSurvey {
  const found = { required: new Map<string, GrowingHeld>(), excluded: new Map<string, GrowingHeld>() }
  for (const entry of entries)
    for (const { key, polarity } of heldBy(entry)) {
      const known = found[polarity].get(key.text)
      if (!known) found[polarity].set(key.text, { key, rules: [entry] })
      else if (known.rules.at(-1) !== entry) known.rules.push(entry)
    }
  return {
    indicators: [...found.required.values()].sort(byReach),
    exclusions: [...found.excluded.values()].sort(byReach),
  }
}

interface GrowingHeld extends HeldBy {
  readonly rules: Entry[]
}

const byReach = (a: HeldBy, b: HeldBy): number => b.rules.length - a.rules.length || byUnits(a.key.text, b.key.text)

/** Canonical fields, those of most rules first. */
export function surveyFields(entries: readonly Entry[], heldBy: (entry: Entry) => readonly Held[]): FieldSurvey[] {
  const fields = new Map<string, Growing>()
  for (const entry of entries) for (const { key } of heldBy(entry)) grow(fields, key, entry)
  return [...fields.values()].map(finished).sort((a, b) => b.rules - a.rules || byUnits(a.field ?? '', b.field ?? ''))
}

interface Growing {
  readonly field: string | null
  readonly families: Map<Family, number>
  readonly counts: KindCounts
}

function grow(fields: Map<string, Growing>, { field, kind }: Key, entry: Entry): void {
  const name = field ?? ''
  const known = fields.get(name) ?? { field, families: new Map<Family, number>(), counts: new KindCounts() }
  fields.set(name, known)
  const { family } = entry.rule
  if (known.counts.add(entry, kind)) known.families.set(family, (known.families.get(family) ?? 0) + 1)
}

const finished = ({ field, families, counts }: Growing): FieldSurvey => ({
  field,
  rules: counts.rules,
  families,
  kinds: counts.byReach(),
})
