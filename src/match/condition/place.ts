/** Where the values of an indicator stand in one record, with the record's own names for them. */

import type { Field, StageId } from '../../model/rule.js'
import { globMatches } from '../../text/glob.js'
import { scalarsOf } from '../functions/datum.js'
import type { Seat, Seeing, Seen } from '../plan/seen.js'
import type { FlatRecord, Scalar } from '../record.js'
import { below } from '../row.js'
import { timePart } from '../time.js'

/** With one key they are one place. */
export type Place = { readonly key: string } & Where

type Where =
  /** All values of the record. */
  | { readonly kind: 'anywhere' }
  /** Every field whose name fits a pattern with `*`. */
  | { readonly kind: 'wild'; readonly pattern: string; readonly part?: Make }
  /** Fields of the record, each of which counts where it is there; where they leave no value, another place. */
  | {
      readonly kind: 'named'
      readonly names: readonly string[]
      readonly make?: Make
      readonly otherwise?: Place
      /** Where all that leaves no value, what stands below this name counts as one text of JSON. */
      readonly below?: string
      readonly part?: Make
    }
  /** The same values in every record. */
  | { readonly kind: 'fixed'; readonly name: string; readonly values: readonly Scalar[] }

/** What is compared, of what stands in the record. Parts are taken of what was made. */
type Make = (value: Scalar) => readonly Scalar[]

/** One value that is compared. `stands` is what the record has, under `name`; both are the same unless a part is taken. */
export interface Standing {
  readonly name: string
  readonly stands: Scalar
  readonly value: Scalar
}

/** `objects`: a name without a value means the object of what is named below it, as in KQL. */
export function placeOf(field: Field | null, stage: StageId, seeing: Seeing, objects: boolean): Place {
  if (!field) return anywhere
  const part = partOf(field)
  const found: Place = field.wild
    ? { kind: 'wild', key: `*${field.written}`, pattern: field.written }
    : objects
      ? orBelow(field.written, seen(field.written, seeing(field, stage)))
      : seen(field.written, seeing(field, stage))
  if (!part || found.kind === 'anywhere') return found
  const key = `${found.key}:${field.part}`
  return found.kind === 'fixed' ? { ...found, key, values: found.values.flatMap(part) } : { ...found, key, part }
}

const anywhere: Place = { kind: 'anywhere', key: '' }

function seen(written: string, how: Seen): Place {
  if (!isSeat(how)) return { kind: 'fixed', key: `=${JSON.stringify(how)}`, name: written, values: how }
  const { key, names, make, otherwise } = how
  if (!names) return anywhere
  return {
    kind: 'named',
    key: `.${key}`,
    names,
    ...(make && { make }),
    ...(otherwise && { otherwise: seen(written, otherwise) }),
  }
}

function orBelow(written: string, place: Place): Place {
  const key = `${place.key} or ${written}.`
  if (place.kind === 'named') return { ...place, key, below: written }
  const isEmpty = place.kind === 'fixed' && place.values.length === 0
  return isEmpty ? { kind: 'named', key, names: [], below: written } : place
}

const isSeat = (how: Seen): how is Seat => !Array.isArray(how)

function partOf({ part }: Field): Make | undefined {
  if (!part) return undefined
  if (part === 'length') return (value) => [String(value).length]
  return (value) => {
    const number = timePart(value, part)
    return number === undefined ? [] : [number]
  }
}

/** What stands there, in the order in which it is compared. */
export function standing(place: Place, record: FlatRecord): readonly Standing[] {
  switch (place.kind) {
    case 'anywhere':
      return [...record].flatMap(([name, values]) => values.map((value) => ({ name, stands: value, value })))
    case 'fixed':
      return place.values.map((value) => ({ name: place.name, stands: value, value }))
    case 'named': {
      const { make, otherwise } = place
      const own = namesOf(place, record).flatMap((name) => made(name, record.get(name) ?? [], make))
      const found = own.length === 0 && otherwise ? standing(otherwise, record) : own
      return parts(found.length === 0 ? inside(place.below, record) : found, place.part)
    }
    case 'wild':
      return parts(
        namesIn(place, record).flatMap((name) => made(name, record.get(name) ?? [])),
        place.part,
      )
    default:
      return place satisfies never
  }
}

const made = (name: string, values: readonly Scalar[], make?: Make): readonly Standing[] =>
  values.flatMap((stands) => (make ? make(stands) : [stands]).map((value) => ({ name, stands, value })))

const parts = (all: readonly Standing[], part: Make | undefined): readonly Standing[] =>
  part ? all.flatMap((one) => part(one.value).map((value) => ({ ...one, value }))) : all

function inside(name: string | undefined, record: FlatRecord): readonly Standing[] {
  if (name === undefined) return []
  return scalarsOf(below(name, record)).map((value) => ({ name, stands: value, value }))
}

/** Only the values, which is all that most records are asked for. */
export function valuesAt(place: Place, record: FlatRecord): readonly Scalar[] {
  if (
    place.kind === 'named' &&
    !place.make &&
    !place.otherwise &&
    !place.part &&
    !place.below &&
    place.names.length === 1
  )
    return record.get(own(place.names[0] ?? '', record)) ?? []
  return standing(place, record).map(({ value }) => value)
}

/** The record's own names of the fields that are there. */
export function namesIn(place: Place, record: FlatRecord): readonly string[] {
  switch (place.kind) {
    case 'anywhere':
      return [...record.keys()]
    case 'named': {
      const names = namesOf(place, record)
      return place.otherwise ? [...new Set([...names, ...namesIn(place.otherwise, record)])] : names
    }
    case 'wild':
      return [...record.keys()].filter((name) => globMatches(place.pattern, name))
    case 'fixed':
      return []
    default:
      return place satisfies never
  }
}

const namesOf = ({ names }: { readonly names: readonly string[] }, record: FlatRecord): readonly string[] =>
  names.map((name) => own(name, record)).filter((name) => record.has(name))

/** Blanks in names do not count. */
const own = (name: string, record: FlatRecord): string => (record.has(name) ? name : name.replace(/\s/g, ''))
