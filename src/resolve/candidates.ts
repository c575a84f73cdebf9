/** The events of a log source that the cells of a condition allow. */
import { eventKinds } from '../data/telemetry/index.js'
import { unlisted } from '../data/telemetry/table.js'
import type { EventKind } from '../data/telemetry/types.js'
import { allows, type Cell, type Terms } from './cells.js'

/** More events than this that a product has by chance under one id say less than the product itself. */
const mostByChance = 16
/** A list longer than this is shown as the whole log. */
const mostNamed = 256

type Group = readonly EventKind[]

const byChannel = grouped(eventKinds, (event) => event.channel)
const byProduct = grouped(eventKinds, (event) => event.product)
const byId = new Map([...byChannel, ...byProduct].map(([, group]) => [group, grouped(group, idOf)]))

function grouped(events: Group, by: (event: EventKind) => string): ReadonlyMap<string, Group> {
  const groups = new Map<string, EventKind[]>()
  for (const event of events) {
    const group = groups.get(by(event))
    if (group) group.push(event)
    else groups.set(by(event), [event])
  }
  return groups
}

function idOf(event: EventKind): string {
  return event.id?.toLowerCase() ?? ''
}

/** Primary events and alternatives; when the condition allows none of them, the events that it names instead. */
export function candidates(
  primary: readonly EventKind[],
  alternatives: readonly EventKind[],
  said: readonly Cell[],
): readonly [primary: readonly EventKind[], alternatives: readonly EventKind[]] {
  const cells = said.map((cell) => withOwnChannel(cell, [...primary, ...alternatives]))
  const fromPrimary = narrowed(primary, cells)
  const fromOthers = narrowed(alternatives, cells)
  if (fromPrimary.length > 0 || fromOthers.length > 0) return [fromPrimary, fromOthers]
  const [first] = primary
  return [first ? elsewhere(first, cells) : [], []]
}

function narrowed(bases: readonly EventKind[], cells: readonly Cell[]): EventKind[] {
  const events = bases.filter((base) => base.id !== null && cells.some((cell) => admits(cell, base)))
  const logs = bases.filter((base) => base.id === null)
  return distinct([
    ...events,
    ...cells.flatMap((cell) =>
      inLogs(
        logs.filter((log) => inChannel(cell, log)),
        cell,
      ),
    ),
  ])
}

/** What a condition names although its log source does not mean it: known events of the product, else unlisted ones. */
function elsewhere(base: EventKind, cells: readonly Cell[]): EventKind[] {
  const known = (byProduct.get(base.product) ?? []).filter(
    (event) => event.id !== null && cells.some((cell) => cell.id && admits(cell, event)),
  )
  if (known.length > 0 && known.length <= mostByChance) return known
  const log = (byChannel.get(base.channel) ?? []).find((other) => other.id === null)
  return log ? distinct(cells.flatMap((cell) => inLogs([log], cell))) : [base]
}

/** `Channel` may be a field of the event itself: a name that is no channel of the log source says nothing. */
function withOwnChannel(cell: Cell, bases: readonly EventKind[]): Cell {
  if (!cell.channel || bases.some((base) => inChannel(cell, base))) return cell
  const { channel: _, ...others } = cell
  return others
}

const distinct = (events: readonly EventKind[]): EventKind[] => [
  ...new Map(events.map((event) => [event.key, event])).values(),
]

/** Everything that is in a log. */
const listed = (log: EventKind): Group => (log.anyLog ? byProduct.get(log.product) : byChannel.get(log.channel)) ?? []

function withIds(log: EventKind, ids: Terms): Group {
  const group = listed(log)
  if (ids.tests.length > 0) return group.filter((event) => event.id !== null && allows(ids, event.id))
  const known = byId.get(group)
  return [...ids.exact.keys()].flatMap((id) => known?.get(id) ?? [])
}

/** Listed events of a log that a cell names by their ids. */
export const knownIn = (log: EventKind, cell: Cell & { readonly id: Terms }): Group =>
  withIds(log, cell.id).filter((event) => event.id !== null && admits(cell, event))

const admits = (cell: Cell, event: EventKind): boolean =>
  inChannel(cell, event) && (!cell.id || (event.id !== null && allows(cell.id, event.id))) && isProvider(cell, event)

const inChannel = ({ channel }: Cell, event: EventKind): boolean =>
  !channel || event.anyLog || allows(channel, event.channel)

const isProvider = ({ provider }: Cell, event: EventKind): boolean =>
  !provider || [event.provider, ...event.also].some((name) => allows(provider, name))

/** What a cell allows of everything that is in some logs. */
function inLogs(logs: readonly EventKind[], cell: Cell): EventKind[] {
  const { id } = cell
  if (id) return ofIds(logs, cell, id)
  return logs.flatMap((log) => (isProvider(cell, log) ? [log] : ofProviders(log, cell)))
}

const besides = (log: EventKind, cell: Cell): EventKind[] =>
  listed(log).filter((event) => event !== log && isProvider(cell, event) && inChannel(cell, event))

/** A log by the providers that a cell allows: their own rows, or rows made for them. */
function ofProviders(log: EventKind, cell: Cell): EventKind[] {
  const others = besides(log, cell)
  const wholes = others.filter((event) => event.id === null)
  const names = new Map(others.map((event) => [event.provider.toLowerCase(), event.provider]))
  const aliases = new Set(others.flatMap((event) => event.also.map((name) => name.toLowerCase())))
  for (const [folded, name] of cell.provider?.exact ?? [])
    if (!aliases.has(folded) && !names.has(folded)) names.set(folded, name)
  for (const event of wholes) names.delete(event.provider.toLowerCase())
  const found = [...wholes, ...[...names.values()].map((provider) => unlisted(log, null, provider))]
  return found.length > 0 && found.length <= mostNamed ? found : [log]
}

function ofIds(logs: readonly EventKind[], cell: Cell, ids: Terms): EventKind[] {
  const found = logs.flatMap((log) => withIds(log, ids))
  const known = found.filter((event) => isProvider(cell, event) && inChannel(cell, event))
  const [first] = logs
  if (!first) return known
  if (first.anyLog && known.length > mostByChance) return [first]
  const seen = new Set(known.map(idOf))
  const unknown = [...ids.exact].flatMap(([folded, id]) => (seen.has(folded) ? [] : named(first, cell, id)))
  const events = [...known, ...unknown]
  if (events.length > mostNamed) return [...logs]
  // A pattern may mean more ids than the tables have: those of Windows are numbers of a known log, others are not.
  const open = ids.tests.length > 0 && (events.length === 0 || first.product !== 'windows')
  return open ? [...events, ...logs] : events
}

/** Rows for an id that no table has: by the providers that the cell names, else by that of the log. */
function named(log: EventKind, cell: Cell, id: string): EventKind[] {
  const names = cell.provider ? [...cell.provider.exact] : []
  if (names.length === 0) return [unlisted(log, id)]
  const others = besides(log, cell)
  return names.map(([folded, name]) => {
    const own = others.find((event) => [event.provider, ...event.also].some((other) => other.toLowerCase() === folded))
    return own?.id === null ? unlisted(own, id) : unlisted(log, id, own?.provider ?? name)
  })
}
