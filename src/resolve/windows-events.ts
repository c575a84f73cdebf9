/** Which event of the tables a Windows record is, by what its header says. Ids mean nothing without their provider. */
import { eventKinds } from '../data/telemetry/index.js'
import { unlisted } from '../data/telemetry/table.js'
import type { EventKind } from '../data/telemetry/types.js'
import { eventsOf } from './log-sources.js'

export interface Header {
  readonly channel: string | undefined
  readonly provider: string | undefined
  readonly id: string
}

export interface Placed {
  /** The one event that it is. */
  readonly event: EventKind | undefined
  /** What it may be, where that is not clear; whole logs that hold it. */
  readonly others: readonly EventKind[]
  /** Every record with this header is the same; else its fields decided. */
  readonly always: boolean
}

const products = new Set(['windows', 'linux'])
const listed = eventKinds.filter(
  ({ product, id, key }) => id !== null && products.has(product) && isOfWindows(key, product),
)

/** Sysmon for Linux writes the same header. */
function isOfWindows(key: string, product: string): boolean {
  return product === 'windows' || key.startsWith('linux-sysmon/')
}

const byId = new Map<string, EventKind[]>()
for (const event of listed) byId.set(event.id ?? '', [...(byId.get(event.id ?? '') ?? []), event])

const logs = new Map<string, EventKind[]>()
for (const event of eventKinds)
  if (event.id === null && !event.anyLog && isOfWindows(`${event.key}/`, event.product)) {
    const channel = event.channel.toLowerCase()
    logs.set(channel, [...(logs.get(channel) ?? []), event])
  }
const channels = new Set([...logs.keys(), ...listed.map(({ channel }) => channel.toLowerCase())])

const [anyWindows] = eventsOf(['windows'])
const [anyLinux] = eventsOf(['linux'])

/** Rows that stand for all that is in the channel of an event. */
const logsOf = (channel: string): readonly EventKind[] => logs.get(channel.toLowerCase()) ?? []

const withLogs = (event: EventKind): Placed => {
  const any = event.product === 'linux' ? anyLinux : anyWindows
  return { event, others: [...logsOf(event.channel), ...(any ? [any] : [])], always: true }
}

const nothing: Placed = { event: undefined, others: [], always: true }

/** `names`: what fields the record has, which decides where id, channel and provider leave several events. */
export function placeWindows(header: Header, names: () => Iterable<string>): Placed {
  const { provider, id } = header
  const known = byId.get(id) ?? []
  const ofProvider = provider === undefined ? known : known.filter((event) => isBy(event, provider))
  const channel = header.channel?.toLowerCase()
  const inChannel = channel === undefined ? [] : ofProvider.filter((event) => event.channel.toLowerCase() === channel)
  if (inChannel.length > 0) return oneOf(inChannel, names)
  // A channel of the tables has no such event of theirs; any other may hold forwarded ones.
  const elsewhere = provider !== undefined || channel === undefined || !channels.has(channel)
  if (ofProvider.length > 0 && elsewhere) return oneOf(ofProvider, names)
  return unknown(header)
}

const isBy = ({ provider, also }: EventKind, name: string): boolean => {
  const folded = name.toLowerCase()
  return provider.toLowerCase() === folded || also.some((other) => other.toLowerCase() === folded)
}

function unknown({ channel, provider, id }: Header): Placed {
  if (channel === undefined && provider === undefined) return nothing
  const known = channel === undefined ? [] : logsOf(channel)
  const own = provider === undefined ? undefined : known.find((log) => isBy(log, provider))
  const log = own ?? known[0] ?? (anyWindows && { ...anyWindows, channel: channel ?? anyWindows.channel })
  return log ? withLogs(unlisted(log, id, own?.provider ?? provider ?? log.provider)) : nothing
}

function oneOf(events: readonly EventKind[], names: () => Iterable<string>): Placed {
  const [first, second] = events
  if (first && !second) return withLogs(first)
  const likeliest = byFields(events, [...names()])
  if (likeliest) return { ...withLogs(likeliest), always: false }
  const others = new Set(events.flatMap((event) => [event, ...withLogs(event).others]))
  return { event: undefined, others: [...others], always: false }
}

/** What every event of Windows has. */
const shared = new Set(['eventid', 'provider_name', 'channel', 'computer', 'level', 'keywords', 'rulename', 'utctime'])

/** The one event that has more of the fields than any other. */
function byFields(events: readonly EventKind[], names: readonly string[]): EventKind | undefined {
  const asked = names.map((name) => name.toLowerCase()).filter((name) => !shared.has(name))
  const scored = events.map((event) => {
    const own = new Set(event.fields.map(({ name }) => name.toLowerCase()))
    return { event, score: asked.filter((name) => own.has(name)).length }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  if (best === 0) return undefined
  const all = scored.filter(({ score }) => score === best).map(({ event }) => event)
  // Sysmon for Linux has the same fields, and always says that it is it.
  const [first, ...others] = all.length > 1 ? all.filter(({ product }) => product === 'windows') : all
  return others.length === 0 ? first : undefined
}
