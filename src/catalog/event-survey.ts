/** The events that rules cover, by the provider to whose table they belong, and the sets of events that rules use together. */
import { eventKinds } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Stage } from '../model/rule.js'
import type { Entry } from './build.js'
import { grouped } from './grouped.js'

export type { EventKind }

/** An event that some rule covers. */
export interface EventCoverage {
  readonly event: EventKind
  /** Whether the tables list it; else all that is known of it is what rules write. */
  readonly listed: boolean
  /** The rules that it can fire, in the order of the catalog. */
  readonly rules: readonly Entry[]
  /** Those of them that mean another provider's event first. */
  readonly alternative: ReadonlySet<Entry>
  /** Rules about the same happening that it cannot fire, since it lacks a field that they need. */
  readonly blind: readonly Entry[]
}

/** What one table of telemetry is about, with its events in the order of their ids; those of other providers come last. */
export interface Provider {
  /** First part of the keys of its events. */
  readonly key: string
  readonly product: string
  readonly provider: string
  readonly label: string
  readonly channel: string
  readonly events: readonly EventCoverage[]
  /** The rules that some event of it can fire, in the order of the catalog. */
  readonly rules: readonly Entry[]
}

const byKey: ReadonlyMap<string, EventKind> = new Map(eventKinds.map((event) => [event.key, event]))
const sources = new Map<string, EventKind>()
for (const event of eventKinds) {
  const name = sourceKey(event.key)
  if (!sources.has(name)) sources.set(name, event)
}

function sourceKey(key: string): string {
  return key.split('/')[0] ?? ''
}

/** Providers of events that some rule covers, by key. */
export function providersOf(entries: readonly Entry[]): Provider[] {
  const found = new Map<string, { event: EventKind; rules: Entry[]; alternative: Set<Entry>; blind: Entry[] }>()
  for (const entry of entries)
    for (const { event, role, blind } of entry.coverage.events) {
      let known = found.get(event.key)
      if (!known) {
        known = { event, rules: [], alternative: new Set(), blind: [] }
        found.set(event.key, known)
      }
      // Rules write the name of an event that no table has in several ways.
      if (event.id !== null && known.event.id !== null && event.id < known.event.id) known.event = event
      if (blind) known.blind.push(entry)
      else known.rules.push(entry)
      if (!blind && role === 'alternative') known.alternative.add(entry)
    }
  const events = [...found.values()].map(({ event, ...rest }): EventCoverage => {
    const listed = byKey.get(event.key)
    return { event: listed ?? event, listed: listed !== undefined, ...rest }
  })
  const place = new Map(entries.map((entry, i) => [entry, i]))
  return [...grouped(events, ({ event }) => sourceKey(event.key))]
    .map(([key, all]) => provider(key, all, place))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function provider(key: string, all: readonly EventCoverage[], place: ReadonlyMap<Entry, number>): Provider {
  const { product, provider, label, channel } = sources.get(key) ?? (all[0] as EventCoverage).event
  const other = ({ event }: EventCoverage): number => (event.provider === provider ? 0 : 1)
  const events = [...all].sort((a, b) => other(a) - other(b) || byId(a.event, b.event))
  const rules = [...new Set(events.flatMap((one) => one.rules))]
  rules.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
  return { key, product, provider, label, channel, events, rules }
}

/** The whole log first, then numbers by size, then names. */
function byId(a: EventKind, b: EventKind): number {
  const [left, right] = [order(a), order(b)]
  return left[0] - right[0] || left[1] - right[1] || (a.key < b.key ? -1 : 1)
}

const order = ({ id }: EventKind): readonly [number, number] =>
  id === null ? [0, 0] : /^\d{1,15}$/.test(id) ? [1, Number(id)] : [2, 0]

/** Events of which a rule names more than one: any of them will do, or the rule puts their records together. */
export interface EventSet {
  readonly how: 'any' | 'sequence' | 'join'
  /** Those that the rules mean first, then the alternatives. */
  readonly events: readonly { readonly event: EventKind; readonly role: 'primary' | 'alternative' }[]
  readonly rules: readonly Entry[]
}

/** Sets of two events or more that can fire one rule, those of most rules first. Each rule is in one set. */
export function eventSets(entries: readonly Entry[]): EventSet[] {
  const sets = new Map<string, { how: EventSet['how']; events: EventSet['events']; rules: Entry[] }>()
  for (const entry of entries) {
    const fitting = entry.coverage.events.filter(({ blind }) => !blind)
    if (fitting.length < 2) continue
    const events = fitting
      .map(({ event, role }) => ({ event: byKey.get(event.key) ?? event, role }))
      .sort((a, b) => rank(a.role) - rank(b.role) || byProvider(a.event, b.event))
    const how = howOf(entry.rule.stages)
    const name = [how, ...events.map(({ event, role }) => `${role} ${event.key}`)].join('\n')
    const known = sets.get(name)
    if (known) known.rules.push(entry)
    else sets.set(name, { how, events, rules: [entry] })
  }
  return [...sets]
    .sort(([a, { rules: left }], [b, { rules: right }]) => right.length - left.length || (a < b ? -1 : 1))
    .map(([, set]) => set)
}

const rank = (role: 'primary' | 'alternative'): number => (role === 'primary' ? 0 : 1)

function byProvider(a: EventKind, b: EventKind): number {
  const [left, right] = [sourceKey(a.key), sourceKey(b.key)]
  return left === right ? byId(a, b) : left < right ? -1 : 1
}

function howOf(stages: readonly Stage[]): EventSet['how'] {
  if (stages.some(({ kind }) => kind === 'sequence')) return 'sequence'
  return stages.some(({ kind }) => kind === 'join') ? 'join' : 'any'
}
