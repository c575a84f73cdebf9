/**
 * Which records a rule is about. It is about those of the events that it covers (telemetry.ts), and about those of other
 * products that tell of the same happening. What a record's header only seems to say is not asked for: predicates of ids,
 * providers and channels are decided by the record.
 */
import type { EventKind } from '../data/telemetry/types.js'
import type { Family, Rule, StageId } from '../model/rule.js'
import { isListed } from './log-sources.js'
import { readsOf } from './reads.js'
import type { RecordSource, System } from './record-source.js'
import { happeningsOf, systemOf } from './source-of.js'
import { cover } from './telemetry.js'

/**
 * Whether records of a source may be what a rule, or one of its stages, is about.
 *
 * - Of a source that is not known: what the rule is about cannot be ruled out, so all may be, unless it reads no records.
 * - A rule over a log source that no table knows is about records of its product; without a product, about those of unknown
 *   sources.
 * - Sigma's `webserver`, `proxy`, `dns`, `firewall` are the logs that the tables have for them: records in their W3C or
 *   plain names (data/telemetry/shapes.ts), and data sets, tables and source types that are such logs.
 */
export function concerns(rule: Rule, source: RecordSource, stage: StageId = rule.stages.length - 1): boolean {
  const about = aboutOf(rule, stage)
  return marksOf(source).some((mark) => about.has(mark))
}

export interface Reader {
  readonly rule: Rule
  /** The last one when it is not given. */
  readonly stage?: StageId
}

/** `concerns` for many: which of them, by index, ascending. It costs what it finds. */
export function createRoutes(readers: readonly Reader[]): (source: RecordSource) => readonly number[] {
  const byMark = new Map<string, number[]>()
  readers.forEach(({ rule, stage }, index) => {
    for (const mark of aboutOf(rule, stage ?? rule.stages.length - 1)) {
      const known = byMark.get(mark)
      if (known) known.push(index)
      else byMark.set(mark, [index])
    }
  })
  return (source) => [...new Set(marksOf(source).flatMap((mark) => byMark.get(mark) ?? []))].sort((a, b) => a - b)
}

// Rules and sources have marks. A rule is about the records of a source when they share one.

const anywhere = 'anywhere'

const ofKey = (key: string): string => `key ${key}`
const ofChannel = (product: string, channel: string): string => `channel ${product} ${channel}`.toLowerCase()
const ofProvider = (product: string, channel: string, provider: string): string =>
  `provider ${product} ${channel} ${provider}`.toLowerCase()
const ofProduct = (product: string): string => `product ${product}`
const ofStore = (family: Family): string => `store ${family}`
const ofHappening = (name: string, os: System | undefined, sigma: boolean): string =>
  `${sigma ? 'sigma ' : ''}happening ${name} ${os ?? 'any'}`

/** By id and channel, or provider: which providers are meant is for the rule's own predicates to say. */
const idsOf = ({ product, channel, provider, id }: EventKind): readonly string[] =>
  id === null
    ? []
    : [`id ${product} ${channel} ${id}`.toLowerCase(), `id ${product} of ${provider} ${id}`.toLowerCase()]

const ofSource = new WeakMap<RecordSource, readonly string[]>()

function marksOf(source: RecordSource): readonly string[] {
  const known = ofSource.get(source)
  if (known) return known
  const made = source.events.length === 0 ? [anywhere] : [...new Set(marksIn(source))]
  ofSource.set(source, made)
  return made
}

function marksIn({ event, events, happenings, names, product, os }: RecordSource): readonly string[] {
  const own = event
    ? [...idsOf(event), ofProvider(event.product, event.channel, event.provider)]
    : // Of a log of which only that is known, records may be any of its events.
      events.filter(({ anyLog }) => !anyLog).map((log) => ofChannel(log.product, log.channel))
  const systems: readonly (System | undefined)[] = os ? [os, undefined] : ['windows', 'linux', 'macos', undefined]
  // The product's own records are only what the tables say: what others tell of the same counts for other names.
  const sigma = names === 'sigma' ? [false] : [false, true]
  return [
    ...events.map(({ key }) => ofKey(key)),
    ...own,
    ...[product, os].flatMap((name) => (name === undefined ? [] : [ofProduct(name)])),
    ofStore(names),
    ...[...happenings].flatMap((name) => systems.flatMap((one) => sigma.map((of) => ofHappening(name, one, of)))),
  ]
}

const memo = new WeakMap<Rule, Map<StageId, ReadonlySet<string>>>()

function aboutOf(rule: Rule, stage: StageId): ReadonlySet<string> {
  const stages = memo.get(rule) ?? new Map<StageId, ReadonlySet<string>>()
  memo.set(rule, stages)
  const about = stages.get(stage) ?? new Set(readingsOf(rule, stage))
  stages.set(stage, about)
  return about
}

function readingsOf(rule: Rule, stage: StageId): readonly string[] {
  const written = readsOf(rule, stage)
  if (written.length === 0) return []
  const covered = cover(rule, stage).events.filter(({ role, blind }) => role === 'primary' || !blind)
  const events = covered.map(({ event }) => event)
  const products = rule.family === 'sigma' && events.length === 0 ? written.map(({ product }) => product) : []
  return [
    anywhere,
    ...events.flatMap((event) => ofCovered(event, rule.family)),
    ...products.flatMap((product) => (product === undefined ? [] : [ofProduct(product.toLowerCase())])),
  ]
}

function ofCovered(event: EventKind, family: Family): readonly string[] {
  const { key, id, product, channel, provider, anyLog } = event
  // Any record of the family's own store: what it reads says nothing of others.
  if (anyLog && product === family) return [ofKey(key), ofStore(family)]
  if (id === null) return [ofKey(key), ...(isListed(event) ? [] : [ofProvider(product, channel, provider)])]
  const os = systemOf(product) ?? ofOneSystem[key.split('/')[0] ?? '']
  const happenings = happeningsOf(key).map((name) => ofHappening(name, os, family === 'sigma'))
  return [ofKey(key), ...idsOf(event), ofChannel(product, channel), ...happenings]
}

/** Products that are of one system only. */
const ofOneSystem: Readonly<Record<string, System>> = { 'elastic-containers': 'linux', 'jamf-protect': 'macos' }
