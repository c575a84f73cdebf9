/** What data streams have for a way to meet a condition: the most exact that is known of each. */
import type { EventKind } from '../data/telemetry/types.js'
import { candidates, knownIn } from './candidates.js'
import { allows, type Cell, type Terms } from './cells.js'
import type { Kind, Reach, Stream } from './data-streams.js'

/** An event of a data stream, and what the rule says that means it: the event's own name, its data stream, or neither. */
export interface Found {
  readonly event: EventKind
  readonly by: 'name' | 'stream' | 'inference'
  /** One of several events that carry the same happening, each from another product. */
  readonly kind?: true
  /** Stands for all that is in its data stream. */
  readonly whole?: true
}

const hasCodes = ({ row }: Stream): boolean => row.id === 'code'

export const fromStreams = (streams: readonly Stream[], cell: Cell): readonly Found[] =>
  streams.flatMap((stream) => (cell.id && hasCodes(stream) ? [] : ofStream(stream, cell)))

/** Events by `event.code`: of the data streams that the rule names, else of the likeliest one that has the code. */
export function ofCodes(
  { named, gathered, wholes }: Reach,
  { provider, channel }: Cell,
  codes: Terms,
): readonly Found[] {
  const [own, others] = [named.filter(hasCodes), gathered.filter(hasCodes)]
  const asked = { id: codes, ...(provider && { provider }), ...(channel && { channel }) }
  const seen = new Set<string>()
  const known: EventKind[] = []
  for (const log of [...own, ...others].flatMap((stream) => stream.logs)) {
    const fresh = knownIn(log, asked).filter(({ id }) => id !== null && !seen.has(id.toLowerCase()))
    for (const { id } of fresh) if (id !== null) seen.add(id.toLowerCase())
    known.push(...fresh)
  }
  const left = new Map([...codes.exact].filter(([folded]) => !seen.has(folded)))
  if (left.size === 0 && known.length > 0) return known.map(byName)
  const logs = inChannel(own, channel)[0]?.logs ?? (others.length > 0 ? wholes : [])
  const [rest] = candidates(logs, [], [{ ...asked, id: { exact: left, tests: known.length > 0 ? [] : codes.tests } }])
  return [...known, ...rest].map(byName)
}

const byName = (event: EventKind): Found => ({ event, by: event.id === null ? 'stream' : 'name' })

function inChannel(streams: readonly Stream[], channel: Terms | undefined): readonly Stream[] {
  const found = channel ? streams.filter(({ logs }) => logs.some((log) => allows(channel, log.channel))) : []
  return found.length > 0 ? found : streams
}

/** What a data stream has for a cell; nothing when its records are of other categories. */
function ofStream(stream: Stream, cell: Cell): readonly Found[] {
  const { row } = stream
  if (stream.kinds.length > 0) {
    if (cell.id) return []
    const kinds = chosen(stream, cell)
    if (kinds.length > 0 || cell.category || cell.topic) return kinds
  }
  // What Windows logs without kinds hold is in no category.
  if (row.id === 'code' && row.providers && cell.category && !cell.provider) return []
  if (row.id === 'action' ? cell.action || cell.provider : cell.provider && row.providers) return ofNames(stream, cell)
  return wholeOf(stream)
}

/** Events by the action and the provider that a cell names. */
function ofNames({ row, logs, unlisted }: Stream, { action, provider }: Cell): readonly Found[] {
  const id = row.id === 'action' ? action : undefined
  const by = row.providers ? provider : undefined
  const events =
    id && by ? ofPairs(logs, id, by) : candidates(logs, [], [{ ...(id && { id }), ...(by && { provider: by }) }])[0]
  return events.map((event) => {
    if (logs.includes(event)) return { event, by: unlisted ? 'inference' : 'stream', whole: true }
    return { event, by: unlisted ? 'inference' : 'name' }
  })
}

/** Of several providers and several actions nothing says which go together, so what no table has is an event of the log. */
function ofPairs(logs: readonly EventKind[], id: Terms, provider: Terms): readonly EventKind[] {
  const one = provider.exact.size === 1 && provider.tests.length === 0
  if (one || id.tests.length > 0) return candidates(logs, [], [{ id, provider }])[0]
  const known = logs.flatMap((log) => knownIn(log, { id, provider }))
  const seen = new Set(known.map((event) => event.id?.toLowerCase()))
  const exact = new Map([...id.exact].filter(([folded]) => !seen.has(folded)))
  return exact.size === 0 ? known : [...known, ...candidates(logs, [], [{ id: { exact, tests: [] } }])[0]]
}

/** All that a data stream holds. */
export function wholeOf({ logs, kinds, unlisted }: Stream): readonly Found[] {
  const by = unlisted ? 'inference' : 'stream'
  if (logs.length > 0) return logs.map((event) => ({ event, by, whole: true }))
  return kinds.filter((kind) => !kind.asked).map(({ event }) => ({ event, by, kind: true, whole: true }))
}

/** The events of a data stream that a cell's category means, and among them those that it says more about. */
function chosen(stream: Stream, cell: Cell): readonly Found[] {
  const { category, topic, action, type, outcome } = cell
  let left = category ? inCategory(stream, category) : stream.kinds
  // No other record has these fields.
  if (topic) left = left.filter((kind) => overlaps(kind.topic, topic))
  const acting = action ? left.filter((kind) => overlaps(kind.action, action)) : []
  if (acting.length > 0) left = acting
  const typed = type && category ? left.filter((kind) => overlaps(kind.type, type)) : []
  if (typed.length > 0) left = typed
  const asked = topic !== undefined || acting.length > 0
  if (!category && !asked) return []
  if (!asked && typed.length === 0) left = left.filter((kind) => !kind.asked)
  const ended = outcome ? left.filter((kind) => overlaps(kind.outcome, outcome)) : []
  if (ended.length > 0) left = ended
  const by = acting.length > 0 ? 'name' : stream.logs.length === 0 ? 'stream' : 'inference'
  return left.map(({ event }) => ({ event, by, kind: true }))
}

function inCategory({ kinds, byCategory }: Stream, category: Terms): readonly Kind[] {
  const [only] = category.exact.keys()
  if (only !== undefined && category.exact.size === 1 && category.tests.length === 0) return byCategory.get(only) ?? []
  return kinds.filter((kind) => overlaps(kind.category, category))
}

function overlaps(own: ReadonlySet<string>, terms: Terms): boolean {
  for (const text of own) if (allows(terms, text)) return true
  return false
}
