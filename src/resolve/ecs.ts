/**
 * The telemetry of a rule over Elastic data streams. The condition says what it is met by in ECS: codes of events, data sets,
 * actions, categories. For each way to meet it (a cell) the most exact that is known of each data stream counts.
 */
import { topics } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Definition, Predicate } from '../model/rule.js'
import { candidates, knownIn } from './candidates.js'
import { allows, type Cell, cellsOf, type Dimension, just, type Routing, type Terms } from './cells.js'
import {
  actsOtherwise,
  logOf,
  providersIn,
  type Reach,
  reachOf,
  type Stream,
  streamOf,
  streamsLike,
} from './data-streams.js'

export interface EcsEvent {
  readonly event: EventKind
  readonly role: 'primary' | 'alternative'
  /** The rule does not name the event: that it is meant follows from a category, an index or our knowledge. */
  readonly inferred: boolean
}

const routing: Routing = new Map<string, Dimension>([
  ['event.code', 'id'],
  ['winlog.event_id', 'id'],
  ['event.provider', 'provider'],
  ['winlog.provider_name', 'provider'],
  ['winlog.channel', 'channel'],
  ['event.dataset', 'dataset'],
  ['data_stream.dataset', 'dataset'],
  ['event.module', 'module'],
  ['event.category', 'category'],
  ['event.type', 'type'],
  ['event.outcome', 'outcome'],
  ['host.os.type', 'os'],
  ['host.os.family', 'os'],
  ['event.action', 'action'],
  // What integrations call the operation.
  ['azure.activitylogs.operation_name', 'action'],
  ['azure.auditlogs.operation_name', 'action'],
  ['azure.platformlogs.operation_name', 'action'],
  ['azure.open_ai.operation_name', 'action'],
  ['crowdstrike.event_simplename', 'action'],
  ['endgame.event_subtype_full', 'action'],
  ['gcp.audit.method_name', 'action'],
  ['kubernetes.audit.verb', 'action'],
  ['okta.event_type', 'action'],
])

const beginnings = Object.entries(topics)
const topicOfName = new Map<string, string | undefined>()

function topicOf(field: string): string | undefined {
  if (topicOfName.has(field)) return topicOfName.get(field)
  const topic = beginnings.find(([begin]) => field.startsWith(begin))?.[1]
  topicOfName.set(field, topic)
  return topic
}

/** Every event that the condition allows of what the indices hold, those of data streams that the rule names first. */
export function ecsEvents(
  written: Readonly<Record<string, string>>,
  where: readonly Predicate[],
  definitions: readonly Definition[],
): readonly EcsEvent[] {
  const reach = reachOf(written.index ?? '')
  const category = written.category?.toLowerCase()
  const cells = cellsOf(where, definitions, routing, topicOf).map((cell) =>
    category === undefined || category === 'any' || cell.category ? cell : { ...cell, category: just(category) },
  )
  const found = new Map<string, EcsEvent>()
  for (const one of cells.flatMap((cell) => ofCell(cell, reach))) {
    const known = found.get(one.event.key)
    found.set(one.event.key, known ? stronger(known, one) : one)
  }
  return [...found.values()]
}

const stronger = (a: EcsEvent, b: EcsEvent): EcsEvent => ({
  event: a.event,
  role: a.role === 'primary' ? a.role : b.role,
  inferred: a.inferred && b.inferred,
})

/** An event of a data stream, and what the rule says that means it: the event's own name, its data stream, or neither. */
interface Found {
  readonly event: EventKind
  readonly by: 'name' | 'stream' | 'inference'
  /** One of several events that carry the same happening, each from another product. */
  readonly kind?: true
  /** Stands for all that is in its data stream. */
  readonly whole?: true
}

function ofCell(cell: Cell, reach: Reach): readonly EcsEvent[] {
  const { named, gathered, wholes } = narrowed(cell, reach)
  const coded = cell.id ? ofCodes({ named, gathered, wholes }, cell, cell.id) : []
  const own = [...coded, ...ofHosts(cell, collapsed(fromStreams(named, cell)))]
  // What an index that gathers many may hold counts as far as the condition speaks of it.
  const swept = fromStreams(gathered, cell).filter((one) => !one.whole)
  const { first, second } = byAction(cell, own, swept)
  if (first.length > 0) {
    const told = new Set(first.map(({ event }) => event.channel))
    const others = wholes.filter((log) => !told.has(log.channel))
    const rest =
      first.every((one) => one.whole) && !cell.category && !cell.dataset && !cell.module ? others.map(allOf) : []
    return [
      ...primaryOf(first),
      ...second.filter((one) => one.kind).map(asSwept('alternative')),
      ...rest.map(as('primary')),
    ]
  }
  if (second.length > 0) return second.map(asSwept('primary'))
  const rest = named.length > 0 ? collapsed(named.flatMap(wholeOf)) : wholes.map(allOf)
  return rest.map(as('primary'))
}

const allOf = (event: EventKind): Found => ({ event, by: 'inference', whole: true })

const as =
  (role: EcsEvent['role']) =>
  ({ event, by }: Found): EcsEvent => ({ event, role, inferred: by === 'inference' })

const asSwept =
  (role: EcsEvent['role']) =>
  ({ event, by }: Found): EcsEvent => ({ event, role, inferred: by !== 'name' })

/** Where an action names events of some data streams, those of others whose actions are known and differ are not meant. */
function byAction(cell: Cell, first: readonly Found[], second: readonly Found[]) {
  const named = ({ kind, by }: Found): boolean => kind === true && by === 'name'
  if (!cell.action || !(first.some(named) || second.some(named))) return { first, second }
  const left = (one: Found): boolean => named(one) || (!one.whole && !(one.kind && actsOtherwise(one.event)))
  return { first: first.filter(left), second: second.filter(left) }
}

const hostCategories = new Set(['process', 'file', 'registry', 'library', 'driver'])

/** Logs that say nothing of categories have no events of hosts where other data streams have them. */
function ofHosts({ category }: Cell, found: readonly Found[]): readonly Found[] {
  if (!category || category.tests.length > 0 || !found.some((one) => one.kind)) return found
  return [...category.exact.keys()].every((name) => hostCategories.has(name)) ? found.filter((one) => one.kind) : found
}

/** Where Elastic's own agent has the happening, other products that the rule lists beside it are alternatives. */
function primaryOf(found: readonly Found[]): EcsEvent[] {
  const own = found.some((one) => one.kind && one.event.product === 'elastic')
  return found.map((one) => as(own && one.kind && one.event.product !== 'elastic' ? 'alternative' : 'primary')(one))
}

/** More events than this of one product, none of which the rule speaks of, are told as its whole log. */
const mostUnasked = 4

function collapsed(found: readonly Found[]): readonly Found[] {
  const unasked = found.filter((one) => one.whole && one.event.id !== null)
  if (unasked.length <= mostUnasked) return found
  const channel = unasked[0]?.event.channel
  const log = channel === undefined ? undefined : logOf(channel)
  return log
    ? [{ event: log, by: 'stream', whole: true }, ...found.filter((one) => !one.whole || one.event.channel !== channel)]
    : found
}

/** The data streams that a cell's data sets, modules, providers and systems leave. */
function narrowed(cell: Cell, reach: Reach): Reach {
  const { dataset, module, os, provider } = cell
  let left = dataset ? ofDatasets(dataset, module, reach) : ofModules(module, reach)
  if (os) left = keep(left, ({ row }) => !row.os || row.os.some((name) => allows(os, name)))
  if (provider && !cell.id) left = keep(left, (stream) => stream.row.id !== 'code' || hasProvider(stream, provider))
  return left
}

/** A rule that contradicts itself is still about its indices. */
function keep(reach: Reach, fits: (stream: Stream) => boolean): Reach {
  const named = reach.named.filter(fits)
  const gathered = reach.gathered.filter(fits)
  return named.length + gathered.length > 0 ? { named, gathered, wholes: reach.wholes } : reach
}

const hasProvider = ({ logs }: Stream, provider: Terms): boolean =>
  logs.some((log) => providersIn(log).some((name) => allows(provider, name)))

function ofDatasets(datasets: Terms, modules: Terms | undefined, reach: Reach): Reach {
  const [module] = modules?.exact.keys() ?? []
  const named = [...datasets.exact.keys()].map((name) =>
    // Beats once named the data set without its module.
    streamOf(module !== undefined && !name.includes('.') ? `${module}.${name}` : name),
  )
  const all = [...reach.named, ...reach.gathered]
  const fitting = datasets.tests.length === 0 ? [] : all.filter(({ row }) => allows(datasets, row.name))
  const found = [...new Set([...named, ...fitting])]
  return found.length > 0 ? { named: found, gathered: [], wholes: [] } : reach
}

function ofModules(modules: Terms | undefined, reach: Reach): Reach {
  if (!modules) return reach
  const fits = (stream: Stream): boolean => stream.modules.some((name) => allows(modules, name))
  const named = reach.named.filter(fits)
  if (named.length > 0) return { named, gathered: [], wholes: [] }
  const gathered = reach.gathered.filter(fits)
  if (gathered.length > 0) return { named: gathered, gathered: [], wholes: reach.wholes }
  const asked = [...modules.exact.keys()].flatMap((name) => {
    const known = streamsLike(`${name}.*`)
    return known.length > 0 ? known : [streamOf(name)]
  })
  return asked.length > 0 ? { named: asked, gathered: [], wholes: [] } : reach
}

const hasCodes = ({ row }: Stream): boolean => row.id === 'code'

const fromStreams = (streams: readonly Stream[], cell: Cell): readonly Found[] =>
  streams.flatMap((stream) => (cell.id && hasCodes(stream) ? [] : ofStream(stream, cell)))

/** Events by `event.code`: of the data streams that the rule names, else of the likeliest one that has the code. */
function ofCodes({ named, gathered, wholes }: Reach, { provider, channel }: Cell, codes: Terms): readonly Found[] {
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
function wholeOf({ logs, kinds, unlisted }: Stream): readonly Found[] {
  const by = unlisted ? 'inference' : 'stream'
  if (logs.length > 0) return logs.map((event) => ({ event, by, whole: true }))
  return kinds.filter((kind) => !kind.asked).map(({ event }) => ({ event, by, kind: true, whole: true }))
}

/** The events of a data stream that a cell's category means, and among them those that it says more about. */
function chosen(stream: Stream, cell: Cell): readonly Found[] {
  const { category, topic, action, type, outcome } = cell
  let left = category ? stream.kinds.filter((kind) => overlaps(kind.category, category)) : stream.kinds
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

function overlaps(own: ReadonlySet<string>, terms: Terms): boolean {
  for (const text of own) if (allows(terms, text)) return true
  return false
}
