/**
 * All indicators of a catalog, counted. Counts are of rules, not of places: a rule that holds an indicator twice counts
 * once, and a rule that both requires and excludes one counts as requiring it. What an indicator has to do with the
 * others of its field (covered by, covers) is worked out field by field, when first asked for.
 */

import type { Polarity } from '../model/walk.js'
import { holds, parseCidr } from '../text/cidr.js'
import { fold } from '../text/fold.js'
import { byUnits } from '../text/order.js'
import { byDash, byText, type Link, relationOf } from './covering.js'
import { grouped } from './grouped.js'
import type { Held, Key } from './indicators.js'

/** One indicator with the rules that hold it, as indices of the catalog's entries, ascending. */
export interface Tally {
  readonly key: Key
  readonly required: readonly number[]
  readonly excluded: readonly number[]
  /** Whether some rule that requires it, and some rule that excludes it, takes letters of any case for the same. */
  readonly caseless: Readonly<Record<Polarity, boolean>>
  /** How rules that mind case write the value, when they do not all write it as the key does. */
  readonly spellings: readonly string[]
}

/** Most indicators are held by one rule, and most of those are not excluded by any: lists are made when needed. */
interface Growing extends Tally {
  required: number[]
  excluded: number[]
  caseless: Readonly<Record<Polarity, boolean>>
  spellings: string[]
}

const nobody: number[] = []
const asWritten: string[] = []

/** The four that there are, so that no tally needs one of its own. */
const nowhere = { required: false, excluded: false }
const everywhere = { required: true, excluded: true }
const only = { required: { required: true, excluded: false }, excluded: { required: false, excluded: true } }

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
    for (const held of all) {
      if (held.polarity !== 'required') continue
      const tally = this.tally(held.key)
      tally.required = appended(tally.required, rule)
      noteCase(tally, held)
    }
    for (const held of all) {
      if (held.polarity === 'required') continue
      const tally = this.tally(held.key)
      if (tally.required.at(-1) === rule) continue
      tally.excluded = appended(tally.excluded, rule)
      noteCase(tally, held)
    }
  }

  private tally(key: Key): Growing {
    const known = this.tallies.get(key.text)
    if (known) return known
    const made: Growing = { key, required: nobody, excluded: nobody, caseless: nowhere, spellings: asWritten }
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

  /** The same value under other fields or related ones, un-negated; nothing for values that say too little by themselves. */
  elsewhere(key: Key): readonly Tally[] {
    if (!telling(key)) return []
    const all = this.byValue().get(foldedValue(key)) ?? []
    return all.filter(
      (other) =>
        other.required.length > 0 && (other.key.field !== key.field || relationOf(other.key) !== relationOf(key)),
    )
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

export const foldedValue = (key: Key): string => (key.value === null ? '\u0000' : fold(key.folded))

function noteCase(tally: Growing, { key, polarity, cased }: Held): void {
  if (!cased) {
    if (!tally.caseless[polarity]) tally.caseless = tally.caseless === nowhere ? only[polarity] : everywhere
  } else if (key.exact !== tally.key.exact && !tally.spellings.includes(key.exact))
    tally.spellings = [...tally.spellings, key.exact]
}

function appended(rules: number[], rule: number): number[] {
  if (rules.length === 0) return [rule]
  if (rules.at(-1) !== rule) rules.push(rule)
  return rules
}

/** Says something without its field: text of four characters or more with a letter in it, and not a boolean. */
function telling(key: Key): boolean {
  const text = key.folded
  return key.value !== null && text.length >= 4 && /\p{L}/u.test(text) && !/^(?:true|false)$/i.test(text)
}

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
  byText(all, polarity, link)
  byDash(all, polarity, link)
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

const order = (a: Tally, b: Tally): number => byUnits(a.key.text, b.key.text)

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
