import type { Catalog, Entry } from '../catalog/build.js'
import type { Kind } from '../catalog/indicators.js'
import type { ValueEntry, ValueUse } from '../catalog/values.js'
import { type Family, families } from '../model/rule.js'
import { filters } from '../model/walk.js'
import { circuit } from './circuit-flow.js'
import { fitsRow } from './circuit-model.js'
import { eventName } from './event-text.js'
import { changedDay } from './rules-index-data.js'

/** A thing and the number of rules that have it. */
interface Count {
  readonly key: string
  readonly label: string
  readonly rules: number
}

export interface Held {
  readonly entry: ValueEntry
  readonly use: ValueUse
}

/** What the home page says of a catalog; every figure is counted here or by the catalog itself. */
export interface Figures {
  readonly rules: number
  readonly families: readonly { readonly family: Family; readonly rules: number }[]
  readonly tactics: readonly Count[]
  /** Most named of each, for the examples below the search field. */
  readonly technique: Count | undefined
  readonly event: Count | undefined
  readonly field: Count | undefined
  readonly changed: readonly Entry[]
  readonly indicators: readonly Held[]
  /** The value that most rules look for inside, at the start or at the end of one field. */
  readonly part: ValueEntry | undefined
  readonly specimen: Entry | undefined
}

const mostRows = 10
/** Rules that are drawn to find one to show. */
const mostDrawn = 200

export function figures(catalog: Catalog): Figures {
  const { entries } = catalog
  const held = commonest(catalog)
  return {
    rules: entries.length,
    families: families.flatMap((family) => {
      const rules = entries.filter(({ rule }) => rule.family === family).length
      return rules > 0 ? [{ family, rules }] : []
    }),
    tactics: ranking(entries, ({ attack }) => attack.map(({ shortname, name }) => [shortname, name])),
    technique: ranking(entries, ({ attack }) =>
      attack.flatMap(({ techniques }) => techniques.map(({ id, name }): [string, string] => [id, name])),
    )[0],
    event: ranking(entries, ({ coverage }) =>
      coverage.events.flatMap(({ event, role }): [string, string][] =>
        role === 'primary' && event.id !== null ? [[event.key, eventName(event)]] : [],
      ),
    )[0],
    field: ranking(entries, ({ fields }) => fields.map((field): [string, string] => [field, field]))[0],
    changed: entries
      .map((entry) => ({ entry, day: changedDay(entry) }))
      .filter(({ day }) => day > 0)
      .sort((a, b) => b.day - a.day)
      .slice(0, mostRows)
      .map(({ entry }) => entry),
    indicators: held.slice(0, mostRows),
    part: held.find(isPart)?.entry,
    specimen: specimen(catalog),
  }
}

/** By descending number of rules, then by key. */
function ranking(entries: readonly Entry[], of: (entry: Entry) => readonly (readonly [string, string])[]): Count[] {
  const found = new Map<string, { label: string; rules: number }>()
  for (const entry of entries)
    for (const [key, label] of new Map(of(entry))) {
      const known = found.get(key)
      if (known) known.rules++
      else found.set(key, { label, rules: 1 })
    }
  return [...found]
    .map(([key, { label, rules }]) => ({ key, label, rules }))
    .sort((a, b) => b.rules - a.rules || (a.key < b.key ? -1 : 1))
}

/** The indicators that most rules hold. */
function commonest(catalog: Catalog): Held[] {
  const held: Held[] = []
  for (const entry of catalog.values())
    for (const use of entry.uses) if (use.polarity === 'required' && use.rules.length > 1) held.push({ entry, use })
  return held.sort((a, b) => b.use.rules.length - a.use.rules.length || (a.entry.folded < b.entry.folded ? -1 : 1))
}

const partKinds: ReadonlySet<Kind> = new Set(['contains', 'starts_with', 'ends_with'])

/** Says something as a part of a text: three letters or digits at least. */
const isPart = ({ entry, use }: Held): boolean => partKinds.has(use.kind) && /[\p{L}\p{N}]{3}/u.test(entry.value ?? '')

/**
 * A rule to show how rules are drawn: whole, with an exclusion, its condition a fork of few branches, and of all those
 * the one nearest to the middle in named parts, then in ways to fire, then in the length of its title. One that needs no
 * second row is better than all that do.
 */
function specimen(catalog: Catalog): Entry | undefined {
  const off = ({ rule, ways }: Entry): number =>
    Math.abs(rule.definitions.length - 5) * 1000 + Math.abs(ways - 32) * 10 + Math.abs(rule.title.length - 50) / 10
  const found = catalog.entries.filter(isTelling).sort((a, b) => off(a) - off(b) || (a.slug < b.slug ? -1 : 1))
  return found.slice(0, mostDrawn).find((entry) => fitsRow(circuit(catalog.view(entry)))) ?? found[0]
}

function isTelling({ rule, extent, exclusions }: Entry): boolean {
  const [filter, ...others] = filters(rule)
  if (extent !== 'whole' || exclusions === 0 || !filter || others.length > 0 || filter.where.kind !== 'and')
    return false
  const fork = filter.where.of.find((part) => part.kind === 'or')
  return (
    fork?.kind === 'or' &&
    fork.of.length >= 2 &&
    fork.of.length <= 4 &&
    filter.where.of.some(({ kind }) => kind === 'not')
  )
}
