/**
 * What the source of a record answers where a rule tests a field that only says which telemetry is meant. Only what the
 * tables know of the source is an answer: for all else there is none, and the rule's test fails.
 */
import { dataStreams, happenings, namedLogs } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Family } from '../model/rule.js'
import { type Kind, type Stream, streamOf } from './data-streams.js'
import type { RecordSource } from './record-source.js'

const memo = new WeakMap<RecordSource, Map<string, readonly string[]>>()

/** What a field of `family` would hold in such a record; empty when the source does not decide it. */
export function told(field: string, family: Family, source: RecordSource): readonly string[] {
  const known = memo.get(source) ?? new Map<string, readonly string[]>()
  memo.set(source, known)
  const name = `${family} ${field}`
  const found = known.get(name) ?? [...new Set(answer(field, family, source))]
  known.set(name, found)
  return found
}

function answer(field: string, family: Family, source: RecordSource): readonly string[] {
  switch (family) {
    case 'sigma':
      return ofHeader(field, source)
    case 'elastic':
      return ofEcs(field, source)
    case 'splunk':
      return ofSplunk(field, source)
    case 'kusto':
      return field === 'ActionType' ? actionsOf(source) : []
    default:
      return family satisfies never
  }
}

/** Canonical names. */
export function ofHeader(field: string, { event, product }: RecordSource): readonly string[] {
  if (!event || product !== 'windows') return []
  switch (field) {
    case 'EventID':
      return event.id === null ? [] : [event.id]
    case 'Provider_Name':
      return [event.provider, ...event.also]
    case 'Channel':
      return [event.channel]
    default:
      return []
  }
}

const rows = dataStreams.map(({ name }) => name).filter((name) => !name.includes('*'))
let streams: readonly Stream[] | undefined

/** Data streams that hold records of a source. */
function streamsOf({ event, events }: RecordSource): readonly Stream[] {
  streams ??= rows.map(streamOf)
  const logs = new Set(events.filter(({ id, anyLog }) => id === null && !anyLog).map(({ key }) => key))
  return streams.filter((stream) => kindOf(stream, event).length > 0 || stream.logs.some(({ key }) => logs.has(key)))
}

const kindOf = ({ kinds }: Stream, event: EventKind | undefined): readonly Kind[] =>
  event ? kinds.filter((kind) => kind.event === event) : []

function ofEcs(field: string, source: RecordSource): readonly string[] {
  switch (field) {
    case 'event.dataset':
    case 'data_stream.dataset':
      return streamsOf(source).map(({ row }) => row.name)
    case 'event.module':
      return streamsOf(source).flatMap(({ modules }) => modules)
    case 'event.kind':
      return source.events.length > 0 && source.names !== 'elastic' ? ['event'] : []
    case 'data_stream.type':
      return ['logs']
    case 'host.os.type':
    case 'host.os.family':
    case 'host.os.platform':
      return source.os === undefined ? [] : [source.os]
    case 'event.category':
      return words(source, 'category')
    case 'event.type':
      return words(source, 'type')
    case 'event.action':
      return words(source, 'action')
    case 'event.outcome':
      return kindsOf(source).flatMap(({ outcome }) => [...outcome])
    default:
      return []
  }
}

const kindsOf = (source: RecordSource): readonly Kind[] =>
  streamsOf(source).flatMap((stream) => kindOf(stream, source.event))

/** Of several lines about an event, types are those that its category alone means: `start` of a library is none of a process. */
function words(source: RecordSource, which: 'category' | 'type' | 'action'): readonly string[] {
  if (!source.event) return []
  const kinds = kindsOf(source)
  const plain = kinds.filter(({ asked }) => !asked)
  const of = which === 'type' && plain.length > 0 ? plain : kinds
  return [...of.flatMap((kind) => [...kind[which]]), ...happeningsOf(source).flatMap((one) => one[which])]
}

const happeningsOf = (source: RecordSource) => happenings.filter(({ name }) => source.happenings.has(name))

/** Actions of Defender for what others tell. */
const actionsOf = (source: RecordSource): readonly string[] =>
  source.names === 'kusto' ? [] : happeningsOf(source).flatMap(({ kusto }) => kusto)

const sourceTypes = namedLogs.filter(({ family }) => family === 'splunk')

function ofSplunk(field: string, { events, event, product }: RecordSource): readonly string[] {
  if (field !== 'source' && field !== 'sourcetype' && field !== 'eventtype') return []
  const keys = new Set(events.filter(({ anyLog }) => !anyLog).map(({ key }) => key))
  const named = sourceTypes
    .filter(({ inferred, primary }) => !inferred && primary.some((key) => keys.has(key)))
    .flatMap(({ names }) => names.split(';').map((name) => name.trim()))
  if (product !== 'windows') return named
  const channels = [...new Set(events.filter(({ anyLog }) => !anyLog).map(({ channel }) => channel))]
  const logs = channels.flatMap((channel) => [`XmlWinEventLog:${channel}`, `WinEventLog:${channel}`])
  return field === 'sourcetype' && event ? [...logs, 'XmlWinEventLog', 'WinEventLog', ...named] : [...logs, ...named]
}
