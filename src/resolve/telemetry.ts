/**
 * Which telemetry events a rule is about. Its log source stands for events (data/telemetry), its condition narrows them,
 * and events of other providers count as alternatives when some way to fire needs only fields that they have.
 */
import { unlisted } from '../data/telemetry/table.js'
import type { EventKind, LogSource, Route } from '../data/telemetry/types.js'
import type { Predicate, Read, Rule, Stage, StageId } from '../model/rule.js'
import { inputsOf } from '../model/walk.js'
import { candidates } from './candidates.js'
import { anything, cellsOf } from './cells.js'
import { dataSourcesOf } from './data-sources.js'
import { ecsEvents } from './ecs.js'
import { type Asked, fieldsOf, fitOf } from './fit.js'
import { eventsOf, logSourcesOf } from './log-sources.js'
import { eventsOfLog, type NamedEvent, namedEvents, routingOf } from './named-events.js'

export interface CoveredEvent {
  readonly event: EventKind
  /** Primary: what the log source means first. Alternative: another provider's event that carries the same happening. */
  readonly role: 'primary' | 'alternative'
  /** Fields of the rule that the event lacks, sorted. Not told of whole logs and of events whose fields are not all known. */
  readonly missing: readonly string[]
  /** True when every way to fire needs a field that the event lacks. */
  readonly blind: boolean
  /** The rule does not name the event: that it is meant follows from a category, an index or our knowledge. */
  readonly inferred?: true
}

export interface Coverage {
  /** Primary events first, each event once. */
  readonly events: readonly CoveredEvent[]
  /** How far the rule narrowed it: to single events, to whole logs, or not at all (any log of a product). */
  readonly extent: 'events' | 'logs' | 'product' | 'unknown'
}

const nothing: Coverage = { events: [], extent: 'unknown' }

/**
 * The telemetry of a rule, or of what comes to one of its stages; of one that reads other rules nothing is known here, see
 * `union`. Never throws.
 */
export function cover(rule: Rule, stage: StageId = rule.stages.length - 1): Coverage {
  const last = stage === rule.stages.length - 1
  const known = last ? memo.get(rule) : undefined
  if (known) return known
  const found = coverStages(rule, stage, last)
  if (last) memo.set(rule, found)
  return found
}

const memo = new WeakMap<Rule, Coverage>()

function coverStages(rule: Rule, stage: StageId, last: boolean): Coverage {
  const flows = flowsOf(rule.stages.slice(0, stage + 1)).filter(
    ({ read: { source } }) => source.kind === 'events' || source.kind === 'jobs',
  )
  const read = together(flows.map((flow) => coverFlow(flow, rule)))
  if (rule.family !== 'splunk') return read
  const said = asSaid(rule, read)
  return last ? said : shared(said, read)
}

/** What a rule says that it reads is said of all its searches: one of them reads what it names of that. */
function shared(said: Coverage, read: Coverage): Coverage {
  const keys = new Set(read.events.map(({ event }) => event.key))
  const both = said.events.filter(({ event }) => keys.has(event.key))
  return both.length > 0 ? coverage(both) : read
}

/**
 * What a Splunk detection says that it reads counts before what its search says, which narrows a log that is named as a
 * whole.
 */
function asSaid(rule: Rule, read: Coverage): Coverage {
  const said = dataSourcesOf(rule)
  if (said.length === 0) return read
  return union(
    said.map(({ log, cells }) => {
      if (cells) return ofNames(eventsOfLog(log, cells))
      const channels = new Set(log.primary.map(({ channel }) => channel))
      const inside = read.events.filter(({ event }) => event.id !== null && channels.has(event.channel))
      return inside.length > 0 ? coverage(inside) : ofNames(eventsOfLog(log, anything))
    }),
  )
}

const together = (coverages: readonly Coverage[]): Coverage =>
  coverages.length === 1 && coverages[0] ? coverages[0] : union(coverages)

/** The telemetry of several rules together, as a correlation of them sees it. An event is blind when it is in all. */
export function union(coverages: readonly Coverage[]): Coverage {
  const found = new Map<string, CoveredEvent>()
  for (const one of coverages.flatMap((coverage) => coverage.events)) {
    const known = found.get(one.event.key)
    found.set(one.event.key, known ? merged(known, one) : one)
  }
  return coverage([...found.values()])
}

const merged = (a: CoveredEvent, b: CoveredEvent): CoveredEvent => ({
  event: a.event,
  role: a.role === 'primary' || b.role === 'primary' ? 'primary' : 'alternative',
  missing: [...new Set([...a.missing, ...b.missing])].sort(),
  blind: a.blind && b.blind,
  ...(a.inferred && b.inferred && { inferred: true }),
})

/** A place that records come from, and everything that filters them on the way to the alert. */
interface Flow {
  readonly read: Read
  readonly where: readonly Predicate[]
}

const mostFlows = 100

function flowsOf(stages: readonly Stage[]): readonly Flow[] {
  const ofStage: (readonly Flow[])[] = []
  const from = (ids: readonly number[]): readonly Flow[] => ids.flatMap((id) => ofStage[id] ?? []).slice(0, mostFlows)
  for (const stage of stages) ofStage.push(through(stage, from))
  return ofStage.at(-1) ?? []
}

function through(stage: Stage, from: (ids: readonly number[]) => readonly Flow[]): readonly Flow[] {
  if (stage.kind === 'read') return [{ read: stage, where: [] }]
  const flows = from(inputsOf(stage))
  return stage.kind === 'filter' ? flows.map(({ read, where }) => ({ read, where: [...where, stage.where] })) : flows
}

function coverFlow({ read, where }: Flow, { family, definitions }: Rule): Coverage {
  const { source } = read
  if (source.kind === 'jobs') return ofJobs(source.ids)
  if (source.kind !== 'events') return nothing
  switch (family) {
    case 'sigma': {
      const fields = fieldsOf(where, definitions)
      return together(logSourcesOf(source.written).map((row) => coverRow(row, { where, definitions, fields })))
    }
    case 'elastic':
      return ofNames(ecsEvents(source.written, where, definitions))
    case 'splunk':
    case 'kusto':
      return ofNames(namedEvents(family, source.written, where, definitions))
    default:
      return family satisfies never
  }
}

/** What the fields of events are called by other families is not in the tables, so nothing is told of what they lack. */
const ofNames = (found: readonly NamedEvent[]): Coverage =>
  coverage(
    found.map(({ event, role, inferred }) => ({
      event,
      role,
      missing: [],
      blind: false,
      ...(inferred && { inferred: true as const }),
    })),
  )

const [jobLog] = eventsOf(['elastic-ml'])

/** Each job has a row of its own in the log of anomalies; what it is fed with is defined elsewhere. */
function ofJobs(ids: readonly string[]): Coverage {
  if (!jobLog) return nothing
  const events = ids.length === 0 ? [jobLog] : ids.map((id) => unlisted(jobLog, id))
  return coverage(events.map((event) => ({ event, role: 'primary', missing: [], blind: false })))
}

const usual: Route = { id: ['EventID'], provider: ['Provider_Name'], channel: ['Channel'] }

function coverRow(row: LogSource, rule: Omit<Asked, 'routing' | 'routed'>): Coverage {
  const routing = routingOf(row.route ?? usual)
  const routed = [...rule.fields].some((field) => routing.has(field.toLowerCase()))
  const asked: Asked = { where: rule.where, definitions: rule.definitions, fields: rule.fields, routing, routed }
  const cells = routed ? cellsOf(rule.where, rule.definitions, routing) : anything
  const [primary, alternatives] = candidates(eventsOf(row.primary), eventsOf(row.alternatives), cells)
  const covered = (events: readonly EventKind[], role: CoveredEvent['role']): CoveredEvent[] => {
    const fitted = events.map((event) => ({ event, fit: fitOf(event, row.renames?.[event.key] ?? {}, asked) }))
    const possible = fitted.filter(({ fit }) => fit.possible)
    // A rule that contradicts itself is still about its log source.
    const kept = possible.length > 0 || role === 'alternative' ? possible : fitted
    return kept.map(({ event, fit: { missing, blind } }) => ({ event, role, missing, blind }))
  }
  return coverage([...covered(primary, 'primary'), ...covered(alternatives, 'alternative')])
}

function coverage(events: readonly CoveredEvent[]): Coverage {
  const primary = events.filter((one) => one.role === 'primary')
  const others = events.filter((one) => one.role === 'alternative')
  const decisive = primary.length > 0 ? primary : others
  return { events: [...primary, ...others], extent: extentOf(decisive.map(({ event }) => event)) }
}

function extentOf(events: readonly EventKind[]): Coverage['extent'] {
  if (events.length === 0) return 'unknown'
  if (events.some((event) => event.anyLog)) return 'product'
  return events.some((event) => event.id === null) ? 'logs' : 'events'
}
