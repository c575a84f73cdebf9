/** What Elastic's names of indices and data sets stand for. */
import { dataStreams, eventKinds, gatherings } from '../data/telemetry/index.js'
import { unlisted } from '../data/telemetry/table.js'
import type { DataStream, EventKind } from '../data/telemetry/types.js'
import { globs } from './cells.js'
import { eventsOf } from './log-sources.js'

/** One event of a data stream, and what ECS says of it; lower case. */
export interface Kind {
  readonly event: EventKind
  readonly category: ReadonlySet<string>
  readonly type: ReadonlySet<string>
  readonly action: ReadonlySet<string>
  readonly topic: ReadonlySet<string>
  readonly outcome: ReadonlySet<string>
  /** Meant only when a rule asks for more than the category. */
  readonly asked: boolean
}

export interface Stream {
  readonly row: DataStream
  /** Place in the table, by which events are told in order. */
  readonly rank: number
  readonly logs: readonly EventKind[]
  readonly kinds: readonly Kind[]
  readonly byCategory: ReadonlyMap<string, readonly Kind[]>
  readonly modules: readonly string[]
  /** No table has it: all that is known is its name. */
  readonly unlisted: boolean
}

/** What the indices of a rule hold. */
export interface Reach {
  /** Data streams that the rule names. */
  readonly named: readonly Stream[]
  /** Data streams that may be in indices which gather many. */
  readonly gathered: readonly Stream[]
  /** What stands for those indices as a whole. */
  readonly wholes: readonly EventKind[]
}

const words = (text: string | undefined, separator: RegExp): ReadonlySet<string> =>
  new Set((text ?? '').split(separator).flatMap((word) => (word.trim() ? [word.trim().toLowerCase()] : [])))

function kinds(table: string | undefined): Kind[] {
  const lines = (table ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.flatMap((line) => {
    const [first = '', category, type, action, topic, outcome] = line.split('|').map((cell) => cell.trim())
    const asked = first.startsWith('+')
    return eventsOf([asked ? first.slice(1).trim() : first]).map((event) => ({
      event,
      category: words(category, /\s+/),
      type: words(type, /\s+/),
      action: words(action, /;/),
      topic: words(topic, /\s+/),
      outcome: words(outcome, /\s+/),
      asked,
    }))
  })
}

const integrationOf = (name: string): string => name.split('.')[0] ?? name

function byCategory(all: readonly Kind[]): ReadonlyMap<string, readonly Kind[]> {
  const found = new Map<string, Kind[]>()
  for (const kind of all) for (const name of kind.category) found.set(name, [...(found.get(name) ?? []), kind])
  return found
}

const streams: readonly Stream[] = dataStreams.map((row, rank) => {
  const own = kinds(row.kinds)
  return {
    row,
    rank,
    logs: eventsOf(row.logs),
    kinds: own,
    byCategory: byCategory(own),
    modules: [integrationOf(row.name), ...(row.modules ?? [])],
    unlisted: false,
  }
})

const exact = new Map(streams.map((stream) => [stream.row.name, stream]))
const general = streams
  .filter((stream) => stream.row.name.includes('*'))
  .map((stream) => ({ stream, fits: globs(stream.row.name) }))

/** Events whose actions are known. */
const acting = new Set(
  streams.flatMap((stream) => stream.kinds.flatMap((kind) => (kind.action.size > 0 ? [kind.event] : []))),
)

/** For an event that no action of a rule names: whether its own actions are known, so that it cannot be meant. */
export const actsOtherwise = (event: EventKind): boolean => acting.has(event)

const logs = new Map(eventKinds.flatMap((event) => (event.id === null ? [[event.channel, event]] : [])))

/** The row that stands for a whole channel. */
export const logOf = (channel: string): EventKind | undefined => logs.get(channel)

const providers = new Map<string, Set<string>>()
for (const { channel, provider, also } of eventKinds) {
  const known = providers.get(channel) ?? new Set()
  for (const name of [provider, ...also]) known.add(name)
  providers.set(channel, known)
}

/** The names of providers that write to a log. */
export const providersIn = ({ channel }: EventKind): readonly string[] => [...(providers.get(channel) ?? [])]

const [anyLog] = eventsOf(['elastic'])

const made = new Map<string, Stream>()

/** The data stream of a data set; one that no table has is made of its name. */
export function streamOf(dataset: string): Stream {
  const name = dataset.toLowerCase()
  const known = exact.get(name) ?? general.find(({ fits }) => fits(name))?.stream ?? made.get(name)
  if (known) return known
  const stream = unknown(name)
  made.set(name, stream)
  return stream
}

function unknown(name: string): Stream {
  const log = anyLog && unlistedLog(anyLog, name)
  return {
    row: { name, id: 'action' },
    rank: streams.length,
    logs: log ? [log] : [],
    kinds: [],
    byCategory: new Map(),
    modules: [integrationOf(name)],
    unlisted: true,
  }
}

/** Its sample is that of any data stream with the name in it: nothing else is known. */
const unlistedLog = (any: EventKind, name: string): EventKind => ({
  ...unlisted(any, null, name),
  channel: name,
  title: `Record of the data set ${name}`,
  sample: { ...any.sample, 'event.dataset': name },
})

/** Every listed data stream whose data set fits a pattern. */
export function streamsLike(pattern: string): readonly Stream[] {
  const fits = globs(pattern)
  const found: { stream: Stream; fits: (text: string) => boolean }[] = []
  for (const stream of streams) {
    const { name } = stream.row
    if (!fits(name)) continue
    // One for all of an integration stands for those behind it; where single ones come first, it has nothing to add.
    if (found.some((earlier) => earlier.fits(name))) continue
    if (name.includes('*') && found.some((earlier) => globs(name)(earlier.stream.row.name))) continue
    found.push({ stream, fits: globs(name) })
  }
  return found.map(({ stream }) => stream)
}

const reached = new Map<string, Reach>()

/** What comma-separated patterns of indices hold. */
export function reachOf(indices: string): Reach {
  const known = reached.get(indices)
  if (known) return known
  const patterns = indices.split(',').map((pattern) => nameOf(pattern))
  const each = [...new Set(patterns)].filter((name) => name !== '').map(reachOfName)
  const reach: Reach = {
    named: inOrder(each.flatMap(({ named }) => named)),
    gathered: inOrder(each.flatMap(({ gathered }) => gathered)),
    wholes: [...new Set(each.flatMap(({ wholes }) => wholes))],
  }
  reached.set(indices, reach)
  return reach
}

const inOrder = (found: readonly Stream[]): Stream[] => [...new Set(found)].sort((a, b) => a.rank - b.rank)

/**
 * What an index pattern says: `logs-<data set>-<namespace>` its data set, which holds no `-`; any other index what stands
 * before the first `-`. Empty for one that is left out (`-logs-x`).
 */
export function nameOf(pattern: string): string {
  const plain = pattern
    .trim()
    .toLowerCase()
    .replace(/^"+|"+$/g, '')
    .replace(/^[^:]*:/, '')
    .replace(/^\.ds-/, '')
  if (plain.startsWith('-')) return ''
  const typed = /^(?:logs|metrics|traces|synthetics|profiling)(?:-|(?=\*))(.*)$/s.exec(plain)
  const [name = ''] = (typed?.[1] ?? plain).split('-')
  return name
}

function reachOfName(name: string): Reach {
  const literal = name.replace(/\*+$/, '')
  if (literal === '') return ofGathering('')
  const beat = gatherings.find((one) => one.name !== '' && (one.name === name || one.name === literal))
  if (beat) return ofGathering(beat.name)
  if (!name.includes('*')) return { named: [streamOf(name)], gathered: [], wholes: [] }
  const within = gatherings
    .filter((one) => one.name !== '' && globs(name)(one.name))
    .map((one) => ofGathering(one.name))
  const named = streamsLike(name)
  const none = named.length === 0 && within.length === 0
  return {
    named: none ? [streamOf(literal.replace(/\.$/, ''))] : named,
    gathered: within.flatMap(({ gathered }) => gathered),
    wholes: named.length > 0 ? [] : within.flatMap(({ wholes }) => wholes),
  }
}

function ofGathering(name: string): Reach {
  const found = gatherings.find((one) => one.name === name)
  const gathered = (found?.streams ?? []).flatMap((each) => (each.includes('*') ? streamsLike(each) : [streamOf(each)]))
  return { named: [], gathered, wholes: eventsOf(found ? [found.log] : []) }
}
