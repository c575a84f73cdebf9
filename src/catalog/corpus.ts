/**
 * All indicators of a catalog, counted. Counts are of rules, not of places: a rule that holds an indicator twice counts
 * once, and a rule that both requires and excludes one counts as requiring it. What an indicator has to do with the
 * others of its field (covered by, covers) is worked out field by field, when first asked for.
 */
import type { Polarity } from '../model/walk.js'
import { holds, parseCidr } from '../text/cidr.js'
import type { Held, Key } from './indicators.js'
import { inside } from './inside.js'

/** One indicator with the rules that hold it, as indices of the catalog's entries, ascending. */
export interface Tally {
  readonly key: Key
  readonly required: readonly number[]
  readonly excluded: readonly number[]
}

/** Most indicators are held by one rule, and most of those are not excluded by any: lists are made when needed. */
interface Growing extends Tally {
  required: number[]
  excluded: number[]
}

const nobody: number[] = []

export interface Relations {
  /** Indicators of the same field that every value satisfying this one satisfies too; closest first. */
  readonly coveredBy: readonly Tally[]
  /** The reverse; most widely held first. */
  readonly covers: readonly Tally[]
}

const none: Relations = { coveredBy: [], covers: [] }

export class Corpus {
  private readonly tallies = new Map<string, Growing>()
  private fields: ReadonlyMap<string, readonly Tally[]> | undefined
  private values: ReadonlyMap<string, readonly Tally[]> | undefined
  private readonly related = new Map<string, ReadonlyMap<Tally, Relations>>()

  /** Adds a rule's indicators, each once; rules are added in the order of their indices. */
  add(rule: number, all: readonly Held[]): void {
    for (const { key, polarity } of all) {
      if (polarity !== 'required') continue
      const tally = this.tally(key)
      tally.required = appended(tally.required, rule)
    }
    for (const { key, polarity } of all) {
      if (polarity === 'required') continue
      const tally = this.tally(key)
      if (tally.required.at(-1) !== rule) tally.excluded = appended(tally.excluded, rule)
    }
  }

  private tally(key: Key): Growing {
    const known = this.tallies.get(key.text)
    if (known) return known
    const made: Growing = { key, required: nobody, excluded: nobody }
    this.tallies.set(key.text, made)
    return made
  }

  get(key: Key): Tally | undefined {
    return this.tallies.get(key.text)
  }

  all(): Iterable<Tally> {
    return this.tallies.values()
  }

  /** The indicators of each value, whatever their field and kind, by the value's folded text. */
  byValue(): ReadonlyMap<string, readonly Tally[]> {
    this.values ??= grouped(this.tallies.values(), ({ key }) => foldedValue(key))
    return this.values
  }

  private byField(): ReadonlyMap<string, readonly Tally[]> {
    this.fields ??= grouped(this.tallies.values(), ({ key }) => key.field ?? '')
    return this.fields
  }

  /** The same value under other fields, un-negated; nothing for values that say too little by themselves. */
  elsewhere(key: Key): readonly Tally[] {
    if (!telling(key)) return []
    const all = this.byValue().get(foldedValue(key)) ?? []
    return all.filter((other) => other.key.field !== key.field && other.required.length > 0)
  }

  relations(tally: Tally, polarity: Polarity): Relations {
    const field = tally.key.field ?? ''
    const name = `${polarity} ${field}`
    let table = this.related.get(name)
    if (!table) {
      table = relate(
        (this.byField().get(field) ?? []).filter((one) => one[polarity].length > 0),
        polarity,
      )
      this.related.set(name, table)
    }
    return table.get(tally) ?? none
  }
}

export const foldedValue = (key: Key): string => (key.value === null ? '\u0000' : key.folded.toLowerCase())

function appended(rules: number[], rule: number): number[] {
  if (rules.length === 0) return [rule]
  if (rules.at(-1) !== rule) rules.push(rule)
  return rules
}

function grouped(tallies: Iterable<Tally>, by: (tally: Tally) => string): ReadonlyMap<string, readonly Tally[]> {
  const groups = new Map<string, Tally[]>()
  for (const tally of tallies) {
    const name = by(tally)
    const group = groups.get(name)
    if (group) group.push(tally)
    else groups.set(name, [tally])
  }
  return groups
}

/** Says something without its field: text of four characters or more with a letter in it, and not a boolean. */
function telling(key: Key): boolean {
  const text = key.folded
  return key.value !== null && text.length >= 4 && /\p{L}/u.test(text) && !/^(?:true|false)$/i.test(text)
}

const textual = new Set(['eq', 'contains', 'starts_with', 'ends_with'])

/** Relations among the indicators of one field. */
function relate(all: readonly Tally[], polarity: Polarity): ReadonlyMap<Tally, Relations> {
  const found = new Map<Tally, { coveredBy: Set<Tally>; covers: Set<Tally> }>()
  const of = (tally: Tally): { coveredBy: Set<Tally>; covers: Set<Tally> } => {
    const known = found.get(tally)
    if (known) return known
    const made = { coveredBy: new Set<Tally>(), covers: new Set<Tally>() }
    found.set(tally, made)
    return made
  }
  const link = (narrow: Tally, broad: Tally): void => {
    of(narrow).coveredBy.add(broad)
    of(broad).covers.add(narrow)
  }
  byText(all, link)
  byDash(all, link)
  byNetwork(all, link)
  const reach = (a: Tally, b: Tally): number => b[polarity].length - a[polarity].length || order(a, b)
  const closest = (a: Tally, b: Tally): number => b.key.folded.length - a.key.folded.length || reach(a, b)
  return new Map(
    [...found].map(([tally, { coveredBy, covers }]) => [
      tally,
      { coveredBy: [...coveredBy].sort(closest), covers: [...covers].sort(reach) },
    ]),
  )
}

const order = (a: Tally, b: Tally): number => (a.key.text < b.key.text ? -1 : a.key.text > b.key.text ? 1 : 0)

type Link = (narrow: Tally, broad: Tally) => void

function byText(all: readonly Tally[], link: Link): void {
  const plain = all.filter(({ key }) => key.literal && textual.has(key.kind) && key.modifiers.length === 0)
  const broad = plain
    .filter(({ key }) => key.kind !== 'eq')
    .map((tally) => [tally.key.folded.toLowerCase(), tally] as const)
  const patterns = inside(broad)
  for (const tally of plain)
    patterns.in(tally.key.folded.toLowerCase(), (other, at) => {
      if (other !== tally && covers(other.key, tally.key, at)) link(tally, other)
    })
}

/** Whether every text that satisfies `narrow` satisfies `broad`, whose value stands in the narrow one's at `at`. */
function covers(broad: Key, narrow: Key, at: number): boolean {
  if (broad.cased && !(narrow.cased && narrow.folded.startsWith(broad.folded, at))) return false
  switch (broad.kind) {
    case 'contains':
      return true
    case 'starts_with':
      return at === 0 && (narrow.kind === 'eq' || narrow.kind === 'starts_with')
    case 'ends_with':
      return at + broad.folded.length === narrow.folded.length && (narrow.kind === 'eq' || narrow.kind === 'ends_with')
    default:
      return false
  }
}

/** A value with all dashes is broader than the same value with the one dash that was written. */
function byDash(all: readonly Tally[], link: Link): void {
  const plain = new Map(all.flatMap((tally) => (tally.key.modifiers.length === 0 ? [[dashed(tally.key), tally]] : [])))
  for (const tally of all) {
    if (tally.key.modifiers.join() !== 'windash') continue
    const narrow = plain.get(dashed(tally.key))
    if (narrow) link(narrow, tally)
  }
}

const dashed = (key: Key): string => `${key.kind} ${key.cased} ${key.folded}`

function byNetwork(all: readonly Tally[], link: Link): void {
  const networks = all.flatMap((tally) => {
    const network = tally.key.kind === 'cidr' ? parseCidr(tally.key.folded) : undefined
    return network ? [{ tally, network }] : []
  })
  if (networks.length === 0) return
  for (const tally of all) {
    if (tally.key.kind !== 'cidr' && tally.key.kind !== 'eq') continue
    const own = parseCidr(tally.key.folded)
    if (!own) continue
    for (const { tally: broad, network } of networks)
      if (broad !== tally && holds(network, own.bytes, own.bits)) link(tally, broad)
  }
}
