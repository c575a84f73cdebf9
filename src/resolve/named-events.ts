/** The telemetry of a rule over logs that it names: those of its logs' events that its condition allows. */
import type { EventKind, Route } from '../data/telemetry/types.js'
import type { Definition, Predicate } from '../model/rule.js'
import { candidates } from './candidates.js'
import { allows, anything, type Cell, cellsOf, type Routing } from './cells.js'
import { isListed } from './log-sources.js'
import { type Log, logsOf, type Written } from './named-logs.js'

export interface NamedEvent {
  readonly event: EventKind
  readonly role: 'primary' | 'alternative'
  readonly inferred: boolean
}

/** By the conditions that the records of one source meet; each event once. */
export function namedEvents(
  family: 'splunk' | 'kusto',
  written: Written,
  where: readonly Predicate[],
  definitions: readonly Definition[],
): readonly NamedEvent[] {
  const found = new Map<string, NamedEvent>()
  for (const log of logsOf(family, written)) {
    const cells = log.route ? cellsOf(where, definitions, routingOf(log.route)) : anything
    for (const one of eventsOfLog(log, cells)) {
      const known = found.get(one.event.key)
      if (!known || (known.role === 'alternative' && one.role === 'primary')) found.set(one.event.key, one)
    }
  }
  return [...found.values()]
}

const routings = new WeakMap<Route, Routing>()

/** The dimension that each routing field speaks of, by its name in lower case. */
export function routingOf(route: Route): Routing {
  const known = routings.get(route)
  if (known) return known
  const { id, provider = [], channel = [] } = route
  const routing: Routing = new Map([
    ...id.map((field) => [field.toLowerCase(), 'id'] as const),
    ...provider.map((field) => [field.toLowerCase(), 'provider'] as const),
    ...channel.map((field) => [field.toLowerCase(), 'channel'] as const),
  ])
  routings.set(route, routing)
  return routing
}

/** What some cells leave of a log. */
export function eventsOfLog(log: Log, cells: readonly Cell[]): readonly NamedEvent[] {
  const { primary, alternatives, inferred, elsewhere } = log
  const [first, second] = log.route
    ? candidates(primary.map(opened), alternatives.map(opened), cells)
    : [primary, alternatives]
  const moved = [...elsewhere].filter(([operation]) => cells.some(({ id }) => id && allows(id, operation)))
  const other = (event: EventKind): boolean => event.id !== null && elsewhere.has(event.id.toLowerCase())
  const own = first.filter((event) => !other(event)).map(closed)
  const others = moved.map(([, event]) => event)
  return [
    // Where all that is asked for is elsewhere, no cell allows anything here.
    ...(others.length > 0 && own.every(({ id }) => id === null) ? [] : own).map((event) => ({
      event,
      role: 'primary' as const,
      inferred,
    })),
    ...others.map((event) => ({ event, role: 'primary' as const, inferred })),
    ...second.filter(isListed).map((event) => ({ event: closed(event), role: 'alternative' as const, inferred: true })),
  ]
}

const rows = new WeakMap<EventKind, EventKind>()
const logs = new WeakMap<EventKind, EventKind>()

/** A table that has a row among the events of its product, as the log that its own events are in. */
function opened(event: EventKind): EventKind {
  if (event.id === null) return event
  const known = logs.get(event)
  if (known) return known
  const log: EventKind = { ...event, id: null, channel: event.id }
  logs.set(event, log)
  rows.set(log, event)
  return log
}

const closed = (event: EventKind): EventKind => rows.get(event) ?? event
