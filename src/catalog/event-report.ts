/** Everything that the page of one event says, computed. */
import type { Enabling } from '../data/telemetry/enabling.js'
import { enablingOf } from '../data/telemetry/enabling.js'
import { logSources } from '../data/telemetry/index.js'
import type { LogSource } from '../data/telemetry/types.js'
import type { Polarity } from '../model/walk.js'
import type { Catalog, Entry } from './build.js'
import { type EventFields, eventFields } from './event-fields.js'
import { type EventCoverage, type EventSet, eventSets } from './event-survey.js'
import type { Key } from './indicators.js'
import { type KindUse, kindsOf } from './kind-survey.js'
import { groupedBy, type HeldBy, survey } from './survey.js'

export interface EventReport extends EventCoverage {
  readonly fields: EventFields
  /** What two rules of the event or more look for, most widely held first. */
  readonly indicators: readonly Reach[]
  readonly exclusions: readonly Reach[]
  /** How its rules compare, those of most rules first. */
  readonly kinds: readonly KindUse[]
  readonly sets: readonly EventSet[]
  readonly techniques: readonly { readonly id: string; readonly name: string; readonly rules: readonly Entry[] }[]
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
  const { indicators, exclusions } = survey(rules, heldBy)
  return {
    ...coverage,
    fields: eventFields(event, rules, heldBy),
    indicators: reach(catalog, rules, indicators, 'required'),
    exclusions: reach(catalog, rules, exclusions, 'excluded'),
    kinds: kindsOf(rules, heldBy),
    sets: eventSets(rules),
    techniques: techniquesOf(rules),
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

function techniquesOf(rules: readonly Entry[]): EventReport['techniques'] {
  const names = new Map<string, string>()
  const found = groupedBy(rules, ({ attack }) =>
    attack.flatMap(({ techniques }) =>
      techniques.map(({ id, name }) => {
        names.set(id, name)
        return id
      }),
    ),
  )
  return [...found]
    .map(([id, some]) => ({ id, name: names.get(id) ?? id, rules: some }))
    .sort((a, b) => b.rules.length - a.rules.length || (a.id < b.id ? -1 : 1))
}
