/**
 * Where a rule's field is found in the records of a source: a record is seen through what the tables know of its source.
 * Where rule and record have the names of one family, a name is itself.
 */
import { eventTells, fieldRows, nameRules, type Tell } from '../data/fields/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Rule, StageId } from '../model/rule.js'
import { type Canonical, canonical, type FieldContext, fieldContexts } from './fields.js'
import { logSourcesOf } from './log-sources.js'
import { readsOf } from './reads.js'
import { hasField, hashOf, isOfSubject, namesOf, spelledFor, type Way, waysTo, wordsOf } from './record-names.js'
import type { RecordSource } from './record-source.js'
import { asIs, between, type Step, type Take } from './take.js'
import { ofHeader, told } from './told.js'

export type Place =
  | {
      readonly kind: 'at'
      /** The record's own names: all their values count. */
      readonly names: readonly string[]
      /** What `take` makes of each value; as it stands without. */
      readonly take?: Take
      /** Where to look in records in which that leaves no value. */
      readonly otherwise?: Place
    }
  /** The source knows what would stand there. */
  | { readonly kind: 'told'; readonly values: readonly string[] }
  /** Such records cannot have it. */
  | { readonly kind: 'none' }

const none: Place = { kind: 'none' }

/** Memoized: the same object for rules whose fields mean the same. */
export function placeOf(rule: Rule, stage: StageId, field: string, source: RecordSource): Place {
  const context = contextsOf(rule)(stage)
  const seen = rule.family === 'sigma' ? seenBy(rule, stage, source) : asCovered
  const known = memoOf(context, source, seen)
  const found = known.get(field) ?? find({ field, context, source, seen })
  known.set(field, found)
  return found
}

const contexts = new WeakMap<Rule, (stage: StageId) => FieldContext>()

function contextsOf(rule: Rule): (stage: StageId) => FieldContext {
  const known = contexts.get(rule)
  if (known) return known
  const made = fieldContexts(rule)
  contexts.set(rule, made)
  return made
}

/** How a Sigma log source sees an event: what it calls fields there, and whether it is another product's. */
interface Seen {
  readonly renames: Readonly<Record<string, string>>
  readonly alternative: boolean
}

const asCovered: Seen = { renames: {}, alternative: false }
const asAlternative: Seen = { renames: {}, alternative: true }
const seenWith = new WeakMap<object, Seen>()

const seenOfRule = new WeakMap<Rule, Map<string, Seen>>()

function seenBy(rule: Rule, stage: StageId, { event }: RecordSource): Seen {
  if (!event) return asCovered
  const mark = `${stage} ${event.key}`
  const known = seenOfRule.get(rule) ?? new Map<string, Seen>()
  seenOfRule.set(rule, known)
  const found = known.get(mark) ?? seenIn(rule, stage, event)
  known.set(mark, found)
  return found
}

function seenIn(rule: Rule, stage: StageId, { key }: EventKind): Seen {
  const rows = readsOf(rule, stage).flatMap(logSourcesOf)
  const renames = rows.find((row) => row.renames?.[key])?.renames?.[key]
  const primary = rows.some((row) => row.primary.includes(key))
  if (!renames) return !primary && rows.some((row) => row.alternatives?.includes(key)) ? asAlternative : asCovered
  const seen = seenWith.get(renames) ?? { renames, alternative: !primary }
  seenWith.set(renames, seen)
  return seen
}

const memo = new WeakMap<FieldContext, WeakMap<RecordSource, Map<Seen, Map<string, Place>>>>()

function memoOf(context: FieldContext, source: RecordSource, seen: Seen): Map<string, Place> {
  const ofContext = memo.get(context) ?? new WeakMap<RecordSource, Map<Seen, Map<string, Place>>>()
  memo.set(context, ofContext)
  const ofSource = ofContext.get(source) ?? new Map<Seen, Map<string, Place>>()
  ofContext.set(source, ofSource)
  const places = ofSource.get(seen) ?? new Map<string, Place>()
  ofSource.set(seen, places)
  return places
}

interface Sought {
  readonly field: string
  readonly context: FieldContext
  readonly source: RecordSource
  readonly seen: Seen
}

function find(sought: Sought): Place {
  const { context, source } = sought
  const place = context.family === source.names ? sameFamily(sought) : otherFamily(sought)
  const answered = withAnswer(source.names === 'kusto' ? insideColumns(place) : place, sought)
  return source.prefix === '' ? answered : prefixed(answered, source.prefix)
}

/** What the source says, for records that do not say it themselves. */
function withAnswer(place: Place, { field, context, source }: Sought): Place {
  const tell = eventTells.find((one) => one.field === field && source.events.some(({ key }) => key === one.event))
  if (tell && source.names === 'sigma' && context.family !== 'sigma') return toldBy(tell)
  const { name } = canonical(field, context)
  const values = isHeaderField(name) ? ofHeader(name, source) : told(field, context.family, source)
  return values.length === 0 ? place : after(place, { kind: 'told', values })
}

function toldBy({ own, says, missing }: Tell): Place {
  const step: Step =
    typeof says === 'string'
      ? { how: 'always', value: says }
      : { how: 'map', words: new Map(Object.entries(says).map(([word, other]) => [word, [other]])), else: 'none' }
  return at([own], [step], missing === undefined ? none : { kind: 'told', values: [missing] })
}

/** Where nothing of a place is there, another. */
function after(place: Place, last: Place): Place {
  if (place.kind !== 'at') return last
  return { ...place, otherwise: place.otherwise ? after(place.otherwise, last) : last }
}

/** `EventData.Image` of a table may also stand in a column `EventData` that holds the text of an object. */
function insideColumns(place: Place): Place {
  if (place.kind !== 'at') return place
  const otherwise = place.otherwise && insideColumns(place.otherwise)
  const whole = place.names.reduceRight<Place | undefined>((last, name) => {
    const [, column, rest] = /^([A-Z]\w*)\.([^.]+)$/.exec(name) ?? []
    if (column === undefined || rest === undefined) return last
    return at([column], [{ how: 'inside', name: rest }, ...(place.take ?? asIs)], last)
  }, otherwise)
  return at(place.names, place.take, whole)
}

function prefixed(place: Place, prefix: string): Place {
  if (place.kind !== 'at') return place
  const names = place.names.map((name) => prefix + name)
  return { ...place, names, ...(place.otherwise && { otherwise: prefixed(place.otherwise, prefix) }) }
}

const at = (names: readonly string[], take: Take = asIs, otherwise?: Place): Place => ({
  kind: 'at',
  names,
  ...(take.length > 0 && { take }),
  ...(otherwise && otherwise.kind !== 'none' && { otherwise }),
})

/** The written name first; where the record lacks it, what the tables say that means the same there. */
function sameFamily(sought: Sought): Place {
  const { field, context, source } = sought
  if (context.family === 'sigma') return ofSigma(sought)
  const base = context.family === 'elastic' ? field.replace(/\.(?:caseless|keyword|text)$/, '') : field
  const meant = canonical(field, context)
  const ways = waysTo(meant.name, source).filter(({ name }) => name !== field)
  const others = meant.routing ? none : chain(meant, ways, sought)
  return at([field], asIs, base === field ? others : at([base], asIs, others))
}

function ofSigma({ field, source: { event }, seen }: Sought): Place {
  const renamed = seen.renames[field]
  if (renamed !== undefined) return at([renamed], [...wordsOf(event, renamed), ...hiveOf(event, field)])
  const hash = hashOf(field, event)
  if (hash) return at([field], asIs, at([hash.name], hash.take))
  if (seen.alternative && event && !event.open && !hasField(event, field) && !isHeader(field)) return none
  return at([field])
}

const hiveOf = (event: EventKind | undefined, field: string): Take =>
  event?.key === 'security/4657' && field === 'TargetObject' ? [{ how: 'hive', long: false }] : asIs

const header = new Set([
  'eventid',
  'provider_name',
  'channel',
  'computer',
  'computername',
  'level',
  'keywords',
  'systemtime',
])
const isHeader = (field: string): boolean => header.has(field.toLowerCase())

function otherFamily(sought: Sought): Place {
  const { field, context, source } = sought
  const meant = canonical(field, context)
  if (meant.routing && !isHeaderField(meant.name)) return isTime.has(field) ? at(times[source.names]) : none
  if (!isOfSubject(field, meant.name, source)) return none
  const own = ownName(sought)
  const direct = own === undefined ? [] : namesOf(own, source)
  if (direct.length > 0 && source.names === 'sigma') return at(direct)
  const ways = waysTo(meant.name, source).filter(({ name }) => !direct.includes(name))
  const others = chain(meant, ways, sought)
  return direct.length > 0 ? at(direct, wordsOf(source.event, own ?? ''), others) : others
}

const headers = new Set(fieldRows.filter(({ routing }) => routing).map(({ name }) => name))
const isHeaderField = (name: string): boolean => headers.has(name)

/** The event's own name, where a rule writes that: Sigma does, others below a prefix. */
function ownName({ field, context: { family }, source: { event, product }, seen }: Sought): string | undefined {
  if (!event) return undefined
  if (family === 'sigma') {
    const own = seen.renames[field] ?? field
    return hasField(event, own) ? own : undefined
  }
  const rule = nameRules[family].find(
    ({ prefix, style, nested, log }) => style === 'same' && !nested && log === product && field.startsWith(prefix),
  )
  const own = rule?.prefix === undefined ? undefined : field.slice(rule.prefix.length)
  return own !== undefined && hasField(event, own) ? own : undefined
}

const times: Readonly<Record<RecordSource['names'], readonly string[]>> = {
  sigma: ['SystemTime', 'UtcTime', 'eventTime', 'timestamp'],
  elastic: ['@timestamp'],
  splunk: ['_time'],
  kusto: ['TimeGenerated', 'Timestamp'],
}
const isTime = new Set(['@timestamp', '_time', 'TimeGenerated', 'Timestamp', 'event.created', 'event.ingested'])

/** Names that have all of the field first, then those that have a part of it, each where the record lacks the others. */
function chain(meant: Canonical, ways: readonly Way[], { context, source }: Sought): Place {
  const separator = source.os === 'windows' || source.os === undefined ? '\\' : '/'
  const groups = new Map<string, { names: string[]; take: Take; rank: number }>()
  for (const each of ways) {
    const how = between(meant, each, separator)
    if (!how) continue
    const take = [...each.take, ...spelledFor(context.family, meant.type, source), ...how]
    const mark = each.take.length > 0 ? each.name : each.relation
    const group = groups.get(mark) ?? { names: [], take, rank: rankOf(each) }
    group.names.push(each.name)
    groups.set(mark, group)
  }
  const sorted = [...groups.values()].sort((a, b) => b.rank - a.rank)
  return sorted.reduce<Place>((otherwise, { names, take }) => at(names, take, otherwise), none)
}

const ranks = ['exact', 'approx', 'basename', 'leaf', 'key', 'token']
const rankOf = ({ relation }: Way): number => {
  const rank = ranks.indexOf(relation)
  return rank < 0 ? ranks.length : rank
}
