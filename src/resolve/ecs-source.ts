/** Sources of records under ECS names: from Elastic Agent, which names data sets, or from Beats, which may not. */
import { dataStreams } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Scalar } from '../model/record.js'
import { type Kind, type Stream, streamOf, streamsLike } from './data-streams.js'
import { eventsOf } from './log-sources.js'
import type { Get, Names, System, Told } from './record-source.js'
import { sourceOf, systemOf } from './source-of.js'
import { placeWindows } from './windows-events.js'
import { textOf } from './windows-source.js'

type Value = Scalar | undefined

const dataset = (get: Get): Value => get('data_stream.dataset') ?? get('event.dataset')
const code = (get: Get): Value => get('winlog.event_id') ?? get('event.code')
const provider = (get: Get): Value => get('winlog.provider_name') ?? get('event.provider')

export const isEcs = (get: Get): boolean =>
  dataset(get) !== undefined ||
  get('winlog.channel') !== undefined ||
  get('event.category') !== undefined ||
  get('event.module') !== undefined ||
  get('ecs.version') !== undefined

/** Which fields say which event a record of a stream is. */
const asked = new Map<Value, (get: Get) => Value[]>()

const byHeader = (get: Get): Value[] => ['code', code(get), get('winlog.channel'), provider(get)]
const byKind = (get: Get): Value[] => [
  'kind',
  get('event.category'),
  get('event.type'),
  get('event.action'),
  get('host.os.type') ?? get('host.os.family'),
]
const bySystem = (get: Get): Value[] => ['system', get('host.os.type') ?? get('host.os.family')]

function askedOf(name: string): (get: Get) => Value[] {
  const { row, kinds } = streamOf(name)
  if (row.id === 'code') return byHeader
  return kinds.length > 0 ? byKind : bySystem
}

/** What decides about the source of a record, for a cache. */
export function askedOfEcs(get: Get): readonly Value[] {
  const name = dataset(get)
  if (name === undefined && hasHeader(get)) return ['', ...byHeader(get)]
  if (name === undefined) return ['', get('event.module'), get('fileset.name'), ...byHeader(get), ...byKind(get)]
  let ask = asked.get(name)
  if (!ask) {
    ask = askedOf(String(name))
    if (asked.size < 4096) asked.set(name, ask)
  }
  return [name, ...ask(get)]
}

/** Of a Windows event: nothing else is looked at then, but a data set. */
const hasHeader = (get: Get): boolean => get('winlog.channel') !== undefined && code(get) !== undefined

const text = (value: Value): string | undefined => (value === undefined ? undefined : String(value).toLowerCase())

export function ecsSource(get: Get, names: Names): Told {
  const os = systemOf(text(get('host.os.type') ?? get('host.os.family')))
  const name = text(dataset(get)) ?? (hasHeader(get) ? undefined : withModule(get))
  const stream = name === undefined ? undefined : streamOf(name)
  const id = code(get)
  const channel = get('winlog.channel')
  const isWindows = channel !== undefined || (stream?.row.id === 'code' && stream.row.providers === true)
  if (id !== undefined && (isWindows || stream?.row.name === 'sysmon_linux.log')) {
    const header = textOf({ id, channel: channel ?? stream?.logs[0]?.channel, provider: provider(get) })
    const { event, others, always } = placeWindows(header, names)
    const product = event?.product ?? others[0]?.product
    const logs = pathsOf(
      stream && !stream.unlisted && name !== undefined ? name : (streamFor(event ?? others[0]) ?? ''),
    )
    return { source: sourceOf({ names: 'elastic', event, others, logs, product }), always }
  }
  // A Windows event without its code: more of it is looked at than the cache asks for.
  const always = !(stream?.row.id === 'code' && stream.kinds.length > 0)
  return { source: ofStreams(get, name, stream, os), always }
}

/** Beats that know no data sets. */
function withModule(get: Get): string | undefined {
  const [module, set] = [text(get('event.module')), text(get('fileset.name'))]
  return module !== undefined && set !== undefined ? `${module}.${set}` : undefined
}

/** The data set that a Windows log would be in. */
function streamFor(event: EventKind | undefined): string | undefined {
  const found = event && dataStreams.find(({ logs }) => eventsOf(logs).some(({ channel }) => channel === event.channel))
  return found?.name
}

/** `aws.cloudtrail`, `aws`. */
const pathsOf = (name: string): readonly string[] =>
  name === '' ? [] : name.split('.').map((_, i, parts) => parts.slice(0, parts.length - i).join('.'))

function ofStreams(get: Get, name: string | undefined, stream: Stream | undefined, os: System | undefined) {
  const module = text(get('event.module'))
  const all = stream ? [stream] : module === undefined ? [] : streamsLike(`${module}.*`)
  const [category, type, action] = ['event.category', 'event.type', 'event.action'].map((field) => text(get(field)))
  const kinds = all.flatMap((one) => fitting(one.kinds, category, type, action))
  const [only] = kinds
  const event = kinds.length === 1 ? only?.event : undefined
  const logs = all.flatMap((one) => one.logs)
  const others = [...(event ? [] : kinds.map((kind) => kind.event)), ...logs, ...wholesOf(kinds)]
  const product = event?.product ?? others[0]?.product
  const any = product === undefined ? [] : eventsOf([product]).filter(({ anyLog }) => anyLog)
  return sourceOf({
    names: 'elastic',
    event,
    others: [...others, ...any],
    logs: pathsOf(name ?? module ?? ''),
    product,
    os: os ?? systemOf(all[0]?.row.os?.length === 1 ? all[0].row.os[0] : undefined),
    type,
    action,
  })
}

/** Rows of the whole logs that single events are in. */
const wholesOf = (kinds: readonly Kind[]): readonly EventKind[] =>
  eventsOf([...new Set(kinds.map(({ event }) => event.key.split('/')[0] ?? ''))])

/** Which events of a stream a record is, by what ECS says of it: action before type, and both before the category alone. */
function fitting(
  kinds: readonly Kind[],
  category: string | undefined,
  type: string | undefined,
  action: string | undefined,
): readonly Kind[] {
  const inCategory = category === undefined ? kinds : kinds.filter((kind) => kind.category.has(category))
  const first = inCategory.length > 0 ? inCategory : kinds
  const acted = action === undefined ? [] : first.filter((kind) => kind.action.has(action))
  if (acted.length > 0) return acted
  const typed = type === undefined ? [] : first.filter((kind) => kind.type.has(type))
  if (typed.length > 0) return typed
  const plain = first.filter((kind) => !kind.asked)
  return plain.length > 0 ? plain : first
}
