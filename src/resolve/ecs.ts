/**
 * The telemetry of a rule over Elastic data streams. The condition says what it is met by in ECS: codes of events, data sets,
 * actions, categories. For each way to meet it (a cell) the most exact that is known of each data stream counts.
 */
import { topics } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Definition, Predicate } from '../model/rule.js'
import { type Cell, cellsOf, type Dimension, just, type Routing } from './cells.js'
import { actsOtherwise, logOf, type Reach, reachOf } from './data-streams.js'
import { type Found, fromStreams, ofCodes, wholeOf } from './ecs-events.js'
import { narrowed } from './ecs-reach.js'

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
  // The word before an EQL condition is a value of `event.category`, unless the rule says of which field.
  const dimension = routing.get(written.category_field ?? 'event.category')
  const cells = cellsOf(where, definitions, routing, topicOf).map((cell) =>
    category === undefined || category === 'any' || !dimension || cell[dimension]
      ? cell
      : { ...cell, [dimension]: just(category) },
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

function ofCell(cell: Cell, reach: Reach): readonly EcsEvent[] {
  const { named, gathered, wholes } = narrowed(cell, reach)
  const coded = cell.id ? ofCodes({ named, gathered, wholes }, cell, cell.id) : []
  const own = [...coded, ...ofHosts(cell, collapsed(fromStreams(named, cell)))]
  // What an index that gathers many may hold counts as far as the condition speaks of it.
  const swept = fromStreams(gathered, cell).filter((one) => !one.whole)
  const { first, second } = byAction(cell, own, swept)
  if (first.length > 0) {
    const others = second.filter((one) => one.kind).map(asSwept('alternative'))
    return [...primaryOf(first), ...others, ...besides(cell, first, wholes).map(as('primary'))]
  }
  if (second.length > 0) return second.map(asSwept('primary'))
  const rest = named.length > 0 ? collapsed(named.flatMap(wholeOf)) : wholes.map(allOf)
  return rest.map(as('primary'))
}

/** Where nothing narrows what a rule names, indices that gather many are meant as they are. */
function besides({ category, dataset, module }: Cell, found: readonly Found[], wholes: readonly EventKind[]): Found[] {
  if (category || dataset || module || !found.every((one) => one.whole)) return []
  const told = new Set(found.map(({ event }) => event.channel))
  return wholes.filter((log) => !told.has(log.channel)).map(allOf)
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
