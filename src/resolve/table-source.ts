/** Sources of records that Splunk or Kusto hand out: rows of tables, events with a source type, Windows events of either. */
import { eventKinds } from '../data/telemetry/index.js'
import { unlisted } from '../data/telemetry/table.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Scalar } from '../model/record.js'
import { eventsOf } from './log-sources.js'
import { type Log, logsOf, namedLog } from './named-logs.js'
import type { Get, Names, Told } from './record-source.js'
import { sigmaLogs, sourceOf } from './source-of.js'
import { placeWindows } from './windows-events.js'
import { textOf } from './windows-source.js'

type Value = Scalar | undefined

const first = (get: Get, ...names: readonly string[]): Value => {
  for (const name of names) {
    const value = get(name)
    if (value !== undefined) return value
  }
  return undefined
}

const tableName = (get: Get): Value => first(get, 'Type', 'TableName', '$table')
const streamed = (get: Get): Value => get('category')
const eventId = (get: Get): Value => first(get, 'EventID', 'EventCode')
const channel = (get: Get): Value => first(get, 'Channel', 'LogName', 'EventLog')
const provider = (get: Get): Value =>
  first(get, 'Provider_Name', 'ProviderName', 'SourceName', 'EventSourceName', 'Provider', 'Source')

export const isOfTable = (get: Get): boolean =>
  get('EventCode') !== undefined ||
  get('ActionType') !== undefined ||
  get('sourcetype') !== undefined ||
  isTable(tableName(get)) ||
  isStreamed(streamed(get))

const isTable = (name: Value): boolean => typeof name === 'string' && namedLog('kusto', name) !== undefined

/** How Defender's streaming interface names tables. */
const isStreamed = (name: Value): boolean => typeof name === 'string' && name.startsWith(streaming)
const streaming = 'AdvancedHunting-'

/** What decides about the source of a record, for a cache. */
export function askedOfTables(get: Get): readonly Value[] {
  const id = eventId(get)
  const action = get('ActionType') ?? get('properties.ActionType')
  const named = [id, tableName(get), streamed(get), action, get('sourcetype'), get('source')]
  return id === undefined ? named : [...named, channel(get), provider(get)]
}

export function tableSource(get: Get, names: Names): Told {
  const table = tableName(get)
  if (isStreamed(streamed(get)))
    return ofTable(String(streamed(get)).slice(streaming.length), get('properties.ActionType'), 'properties.')
  if (isTable(table)) {
    const name = String(table)
    const log = namedLog('kusto', name)
    return log && isOfWindows(log) ? ofWindowsTable(name, log, get, names) : ofTable(name, get('ActionType'), '')
  }
  const action = get('ActionType')
  if (action !== undefined && eventId(get) === undefined) return ofTable(tableOf(String(action)) ?? '', action, '')
  return get('sourcetype') !== undefined || get('EventCode') !== undefined ? ofSplunk(get, names) : ofHeader(get, names)
}

const isOfWindows = ({ primary }: Log): boolean => primary.some(({ product }) => product === 'windows')

/** A record with some of the header of a Windows event. */
function ofHeader(get: Get, names: Names): Told {
  const id = eventId(get)
  const placed = placeWindows(textOf({ id: id ?? '', channel: channel(get), provider: provider(get) }), names)
  const product = placed.event?.product ?? placed.others[0]?.product
  const logs = sigmaLogs(placed.event ? [placed.event, ...placed.others] : placed.others)
  return {
    source: sourceOf({ names: 'sigma', event: placed.event, others: placed.others, logs, product }),
    always: placed.always,
  }
}

function ofWindowsTable(table: string, { primary }: Log, get: Get, names: Names): Told {
  const id = eventId(get)
  const own = primary.some(({ anyLog }) => anyLog) ? undefined : primary[0]?.channel
  const header = textOf({ id: id ?? '', channel: channel(get) ?? own, provider: provider(get) })
  const { event, others, always } =
    id === undefined ? { event: undefined, others: primary, always: true } : placeWindows(header, names)
  return { source: sourceOf({ names: 'kusto', event, others, logs: [table], product: 'windows' }), always }
}

/** Tables by the actions that only they have. */
const tableOf = (action: string): string | undefined => {
  const tables = new Set(ofDefender.filter(({ id }) => id === action).map((event) => event.channel))
  const [only] = tables
  return tables.size === 1 ? only : undefined
}
const ofDefender = eventKinds.filter(
  ({ product, channel }) => product === 'defender-xdr' && namedLog('kusto', channel) !== undefined,
)

function ofTable(table: string, action: Value, prefix: string): Told {
  const log = namedLog('kusto', table)
  const others = log ? log.primary : eventsOf(['defender-xdr'])
  const name = action === undefined ? undefined : String(action)
  const known = ofDefender.find(({ channel, id }) => id === name && channel.toLowerCase() === table.toLowerCase())
  const [row] = others
  const isRouted = log?.route?.id.includes('ActionType') === true
  const event =
    known ??
    (name !== undefined && row && isRouted ? { ...unlisted(row, name), channel: row.id ?? row.channel } : undefined)
  const written = known?.channel ?? row?.id ?? table
  const logs = name === undefined ? [written] : [`${written}.${name}`, written]
  return { source: sourceOf({ names: 'kusto', event, others, logs, product: row?.product, prefix }), always: true }
}

function ofSplunk(get: Get, names: Names): Told {
  const [sourcetype, source] = [get('sourcetype'), get('source')].map((value) =>
    value === undefined ? '' : String(value),
  )
  const logs = ofSourceType(sourcetype ?? '', source ?? '')
  const id = eventId(get)
  if (id !== undefined && (logs.length === 0 || logs.some(isOfWindows))) {
    const [, told] =
      /^(?:Xml)?WinEventLog:(.+)$/i.exec(source ?? '') ?? /^(?:Xml)?WinEventLog:(.+)$/i.exec(sourcetype ?? '') ?? []
    const { event, others, always } = placeWindows(
      textOf({ id, channel: channel(get) ?? told, provider: provider(get) }),
      names,
    )
    const product = event?.product ?? others[0]?.product
    return {
      source: sourceOf({ names: 'splunk', event, others, logs: splunkLogs(event ? [event] : others), product }),
      always,
    }
  }
  const events = logs.flatMap(({ primary }) => primary)
  return {
    source: sourceOf({
      names: 'splunk',
      event: undefined,
      others: events,
      logs: splunkLogs(events),
      product: events[0]?.product,
    }),
    always: true,
  }
}

function ofSourceType(sourcetype: string, source: string): readonly Log[] {
  if (sourcetype === '' && source === '') return []
  return logsOf('splunk', { ...(sourcetype && { sourcetype }), ...(source && { source }) })
}

const splunkLogs = (events: readonly EventKind[]): readonly string[] => [
  ...new Set(events.filter(({ anyLog }) => !anyLog).flatMap(({ key, product }) => [key.split('/')[0] ?? key, product])),
]
