/** Which telemetry events carry a field, and what the family tables call it beside the names that rules write. */
import { fieldRows, type Relation, relations } from '../data/fields/index.js'
import { eventKinds } from '../data/telemetry/index.js'
import type { EventKind, FieldSpec } from '../data/telemetry/types.js'
import { type Family, families } from '../model/rule.js'
import { fieldTables, namesOf } from '../resolve/field-table.js'
import type { Entry } from './build.js'
import { type Renamed, renamesOf } from './event-renames.js'

export interface Carrier {
  readonly event: EventKind
  /** The field as the event has it. */
  readonly spec: FieldSpec
  readonly relation: Relation
  /** Rules about the event that ask about the field. */
  readonly rules: number
}

type Carried = Omit<Carrier, 'rules'>

/** Events whose tables list the field, those of most of the given rules first, then in the tables' order. */
export function carriersOf(field: string, rules: readonly Entry[]): Carrier[] {
  const counts = new Map<string, number>()
  for (const { coverage } of rules)
    for (const { event, blind } of coverage.events) if (!blind) counts.set(event.key, (counts.get(event.key) ?? 0) + 1)
  return (carried().get(field) ?? [])
    .map((one) => ({ ...one, rules: counts.get(one.event.key) ?? 0 }))
    .sort((a, b) => b.rules - a.rules)
}

let table: ReadonlyMap<string, readonly Carried[]> | undefined

/** By canonical name; of several fields of an event that mean it, the one that relates most closely. */
function carried(): ReadonlyMap<string, readonly Carried[]> {
  if (table) return table
  const found = new Map<string, Map<string, Carried>>()
  for (const event of eventKinds)
    for (const spec of event.fields)
      for (const { name, relation } of meanings(event, spec, renamesOf(event.key))) {
        const events = found.get(name) ?? new Map<string, Carried>()
        found.set(name, events)
        const known = events.get(event.key)
        if (!known || relations.indexOf(relation) < relations.indexOf(known.relation))
          events.set(event.key, { event, spec, relation })
      }
  table = new Map([...found].map(([name, events]) => [name, [...events.values()]]))
  return table
}

interface Meaning {
  readonly name: string
  readonly relation: Relation
}

/** An event's own name by what log sources say that it is, else by the tables, else by itself. */
function meanings({ product, id, channel }: EventKind, { name }: FieldSpec, renamed: readonly Renamed[]): Meaning[] {
  const said = renamed.filter(({ own }) => own === name)
  if (said.length > 0) return said.map(({ canonical }) => ({ name: canonical, relation: 'exact' }))
  for (const family of families) {
    const { names } = fieldTables[family]
    const meant =
      names.get(`${name}@${id}`) ??
      names.get(`${name}@${channel}`) ??
      names.get(`${name}@${product}`) ??
      names.get(name)
    if (meant) return [{ name: meant.name, relation: meant.relation }]
  }
  return [{ name, relation: 'exact' }]
}

/** A name that the tables know for a field in one of the families. */
export interface KnownName {
  readonly family: Family
  readonly written: string
  /** The log in which alone it means the field. */
  readonly log?: string
}

/** Names of the tables that are not among `used`, which are `family written`. */
export function otherNames(field: string, used: ReadonlySet<string>): KnownName[] {
  const row = fieldRows.find(({ name }) => name === field)
  if (!row) return []
  return families.flatMap((family) =>
    namesOf(row, family).flatMap(({ written, log }) =>
      used.has(`${family} ${written}`) ? [] : [{ family, written, ...(log !== undefined && { log }) }],
    ),
  )
}

const pathFields: ReadonlySet<string> = new Set(fieldRows.filter(({ type }) => type === 'path').map(({ name }) => name))

/** Whether a field holds the path of a file. */
export const isPathField = (field: string | null): boolean => field !== null && pathFields.has(field)
