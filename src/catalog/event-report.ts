/** Everything that the page of one event says, computed. */
import type { Enabling } from '../data/telemetry/enabling.js'
import { enablingOf } from '../data/telemetry/enabling.js'
import { logSources } from '../data/telemetry/index.js'
import type { LogSource } from '../data/telemetry/types.js'
import type { Polarity } from '../model/walk.js'
import { type NamedTechnique, techniquesNamed } from './attack-survey.js'
import type { Catalog, Entry } from './build.js'
import { type EventFields, eventFields } from './event-fields.js'
import { type EventCoverage, type EventSet, eventSets } from './event-survey.js'
import type { Key } from './indicators.js'
import { type KindUse, kindsOf } from './kind-survey.js'
import { type HeldBy, surveyHeld } from './survey.js'

export interface EventReport extends EventCoverage {
  readonly fields: EventFields
  /** What two rules of the event or more look for, most widely held first. */
  readonly indicators: readonly Reach[]
  readonly exclusions: readonly Reach[]
  /** How its rules compare, those of most rules first. */
  readonly kinds: readonly KindUse[]
  readonly sets: readonly EventSet[]
  readonly techniques: readonly NamedTechnique[]
  /** Log sources of Sigma that stand for it. */
  readonly logSources: readonly { readonly source: LogSource; readonly role: 'primary' | 'alternative' }[]
  readonly enabling: Enabling | undefined
}

/** An indicator with the rules of the event that hold it, and those of the whole corpus. */
export interface Reach {
  readonly key: Key
  readonly here: number
  readonly corpus: readonly Entry[]
}

export function eventReport(catalog: Catalog, coverage: EventCoverage): EventReport {
  const { event, rules } = coverage
  const heldBy = (entry: Entry) => catalog.held(entry)
  const { indicators, exclusions } = surveyHeld(rules, heldBy)
  return {
    ...coverage,
    fields: eventFields(event, rules, heldBy),
    indicators: reach(catalog, rules, indicators, 'required'),
    exclusions: reach(catalog, rules, exclusions, 'excluded'),
    kinds: kindsOf(rules, heldBy),
    sets: eventSets(rules),
    techniques: techniquesNamed(rules),
    logSources: sigmaSources(event.key),
    enabling: enablingOf(event.key),
  }
}

function sigmaSources(key: string): EventReport['logSources'] {
  const as = (role: 'primary' | 'alternative', has: (source: LogSource) => boolean | undefined) =>
    logSources.filter(has).map((source) => ({ source, role }))
  return [
    ...as('primary', ({ primary }) => primary.includes(key)),
    ...as('alternative', ({ alternatives }) => alternatives?.includes(key)),
  ]
}

/** Counted as the corpus counts: a copy of a rule not, and a rule that also asks for what it excludes not as excluding. */
function reach(catalog: Catalog, rules: readonly Entry[], held: readonly HeldBy[], polarity: Polarity): Reach[] {
  const own = new Set(rules)
  return held
    .filter((one) => one.rules.length > 1)
    .map(({ key }): Reach => {
      const corpus = (catalog.tally(key)?.[polarity] ?? []).flatMap((place) => catalog.entries[place] ?? [])
      return { key, here: corpus.filter((entry) => own.has(entry)).length, corpus }
    })
    .filter(({ here }) => here > 1)
    .sort((a, b) => b.here - a.here || b.corpus.length - a.corpus.length || (a.key.text < b.key.text ? -1 : 1))
}
