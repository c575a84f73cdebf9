/** The names under which records of a source have a canonical field, and how what stands there relates to it. */
import { eventNames, eventWords, nameRules, type Relation } from '../data/fields/index.js'
import { logSources } from '../data/telemetry/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Family } from '../model/rule.js'
import { fieldTables } from './field-table.js'
import { named } from './fields.js'
import type { RecordSource } from './record-source.js'
import { asIs, type Step, type Take, worded } from './take.js'

export interface Way {
  readonly name: string
  readonly relation: Relation
  readonly values?: ReadonlyMap<string, string>
  /** Makes of the event's own words those that rules use. */
  readonly take: Take
}

const memo = new WeakMap<RecordSource, Map<string, readonly Way[]>>()

/** Each name once; none when such records cannot have the field. */
export function waysTo(field: string, source: RecordSource): readonly Way[] {
  const known = memo.get(source) ?? new Map<string, readonly Way[]>()
  memo.set(source, known)
  let ways = known.get(field)
  if (!ways) {
    ways = distinct(
      source.names === 'sigma' ? own(field, source) : [...ofTable(field, source), ...below(field, source)],
    )
    known.set(field, ways)
  }
  return ways
}

const distinct = (ways: readonly Way[]): readonly Way[] =>
  [...new Map(ways.toReversed().map((way) => [way.name, way])).values()].reverse()

const way = (name: string, relation: Relation = 'exact', take: Take = asIs): Way => ({ name, relation, take })

/** What log sources say that an event calls a field; of several log sources the first. */
const renames = new Map<string, Map<string, string>>()
for (const row of logSources)
  for (const [key, names] of Object.entries(row.renames ?? {})) {
    const known = renames.get(key) ?? new Map<string, string>()
    for (const [field, name] of Object.entries(names)) if (!known.has(field)) known.set(field, name)
    renames.set(key, known)
  }

const fieldNames = new WeakMap<EventKind, ReadonlyMap<string, string>>()

/** Names of an event's fields by their lower case. */
function fieldsOf(event: EventKind): ReadonlyMap<string, string> {
  const known = fieldNames.get(event)
  if (known) return known
  const names = new Map(event.fields.map(({ name }) => [name.toLowerCase(), name]))
  fieldNames.set(event, names)
  return names
}

export const hasField = (event: EventKind, name: string): boolean => fieldsOf(event).has(name.toLowerCase())

/** The words of one of an event's fields. */
export function wordsOf(event: EventKind | undefined, name: string): Take {
  const words = event && eventWords[event.key]?.[name]
  return words ? [worded(words)] : asIs
}

const hashes = new Map(['MD5', 'SHA1', 'SHA256', 'IMPHASH'].map((name) => [name.toLowerCase(), name]))

/** A hash inside the list that Sysmon makes of them; undefined when the event has none or has the field itself. */
export function hashOf(field: string, event: EventKind | undefined): Way | undefined {
  const name = hashes.get(field.toLowerCase())
  if (!name || !event || hasField(event, field)) return undefined
  const list = ['Hashes', 'Hash'].find((each) => hasField(event, each))
  return list === undefined ? undefined : way(list, 'exact', [{ how: 'hash', name: name.toLowerCase() }])
}

/** Under the product's own names. */
function own(field: string, source: RecordSource): readonly Way[] {
  const { event } = source
  if (!event) return [way(field), ...aliases(field, source).map((name) => way(name))]
  const further = eventNames.filter(
    (row) => row.field === field && isAbout(row.events, event) && hasField(event, row.own),
  )
  if (further.length > 0) return further.map(({ own, relation }) => way(own, relation, wordsOf(event, own)))
  const renamed = renames.get(event.key)?.get(field)
  if (renamed !== undefined) return [way(renamed, 'exact', [...wordsOf(event, renamed), ...ofRegistry(event, field)])]
  if (hasField(event, field))
    return [way(fieldsOf(event).get(field.toLowerCase()) ?? field, 'exact', wordsOf(event, field))]
  const hash = hashOf(field, event)
  if (hash) return [hash]
  const others = aliases(field, source).filter((name) => hasField(event, name))
  if (others.length > 0) return others.map((name) => way(name))
  return event.open ? [way(field)] : []
}

const isAbout = (events: string, { key }: EventKind): boolean =>
  events.split(' ').some((one) => one === key || (one.endsWith('/*') && key.startsWith(one.slice(0, -1))))

/** Security names keys of the registry as the kernel does. */
const ofRegistry = ({ key }: EventKind, field: string): Take =>
  key === 'security/4657' && field === 'TargetObject' ? [{ how: 'hive', long: false }] : asIs

const written = new Map<Family, ReadonlyMap<string, readonly string[]>>()

/** Every name that a family's table may have for a field, in some log. */
function namesIn(family: Family): ReadonlyMap<string, readonly string[]> {
  const known = written.get(family)
  if (known) return known
  const found = new Map<string, string[]>()
  for (const [name, { name: field }] of fieldTables[family].names) {
    const at = name.indexOf('@', 1)
    const bare = at < 0 ? name : name.slice(0, at)
    const all = found.get(field) ?? []
    if (!all.includes(bare)) all.push(bare)
    found.set(field, all)
  }
  written.set(family, found)
  return found
}

/** Sigma's further names of a field, in the logs of a source. */
const aliases = (field: string, { logs }: RecordSource): readonly string[] =>
  (namesIn('sigma').get(field) ?? []).filter((name) => name !== field && named(name, 'sigma', logs).name === field)

/** Under a family's own names for it. */
function ofTable(field: string, source: RecordSource): readonly Way[] {
  return (namesIn(source.names).get(field) ?? []).flatMap((name) => {
    const meant = named(name, source.names, source.logs)
    if (meant.name !== field || !isOfSubject(name, field, source)) return []
    return [{ name, relation: meant.relation, ...(meant.values && { values: meant.values }), take: asIs }]
  })
}

/** Things that a process, a library and a file each have of their own. */
const ofSubject =
  /^(?:Hashes|MD5|SHA1|SHA256|IMPHASH|OriginalFileName|Description|Product|Company|FileVersion|Signed|Signature|SignatureStatus)$/

/** Of what such fields tell in the records of a source: in ECS the first part of their names. */
function subjectOf({ happenings }: RecordSource): string {
  for (const name of happenings) {
    if (name.startsWith('library') || name.startsWith('driver')) return 'dll'
    if (name.startsWith('file')) return 'file'
  }
  return 'process'
}

export function isOfSubject(name: string, field: string, source: RecordSource): boolean {
  const [, subject] = /^(process|dll|file)\./.exec(name) ?? []
  return subject === undefined || !ofSubject.test(field) || subject === subjectOf(source)
}

/** Under the product's own names, which families keep below a prefix. */
const below = (field: string, source: RecordSource): readonly Way[] =>
  own(field, source).flatMap((each) => namesOf(each.name, source).map((name) => ({ ...each, name })))

/** What records of a source call a field of the product by the product's own name for it. */
export function namesOf(own: string, { names, logs, product }: RecordSource): readonly string[] {
  if (names === 'sigma') return [own]
  if (product === undefined) return []
  const found = nameRules[names].flatMap(({ prefix, nested, style, as = '', log, within }) => {
    const [of = ''] = log.split('.')
    const isOther = nested || of !== product || (within !== undefined && !logs.includes(within))
    return isOther || !own.startsWith(as) ? [] : [prefix + respelled(own.slice(as.length), style)]
  })
  // Splunk and the tables of Windows events also have them as they are.
  return names === 'elastic' ? found : [own, ...found]
}

/** The other way round than names are read: `userIdentity` is `user_identity`. */
function respelled(name: string, style: 'same' | 'camel' | 'pascal'): string {
  if (style === 'same') return name
  return name.replace(
    /[A-Z]/g,
    (letter, at: number) => (at === 0 || name[at - 1] === '.' ? '' : '_') + letter.toLowerCase(),
  )
}

/** The steps between what two families keep of registry paths and values. */
export function spelledFor(rule: Family, type: string, source: RecordSource): readonly Step[] {
  const [long, plain] = [rule === 'kusto', source.names === 'kusto']
  if (type === 'registry' && long !== plain) return [{ how: 'hive', long }]
  if (type !== 'details') return []
  const bySysmon = source.event?.key.startsWith('sysmon/') === true && source.names !== 'elastic'
  if (bySysmon) return rule === 'sigma' ? [] : [{ how: 'number' }]
  return rule === 'sigma' ? [{ how: 'dword' }] : []
}
