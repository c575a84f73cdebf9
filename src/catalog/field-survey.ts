/**
 * What the catalog knows of each field: the rules that ask about it, under which names, how they compare it, and which
 * values they look for and exclude. Rules are counted as the corpus counts them: copies and filters do not.
 */
import type { Relation } from '../data/fields/index.js'
import type { Family } from '../model/rule.js'
import { families } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import { byUnits } from '../text/order.js'
import type { Catalog, Entry } from './build.js'
import type { Tally } from './corpus.js'
import type { FieldPlace } from './field-places.js'
import type { Kind } from './indicators.js'
import type { KindUse } from './kind-survey.js'

export interface FieldReport {
  /** Canonical name; null: anywhere in the record. */
  readonly field: string | null
  /** Absent when too few rules ask about it for a page. */
  readonly place?: FieldPlace
  /** In the order of the catalog. */
  readonly rules: readonly Entry[]
  /** How many of them exclude something by it. */
  readonly excluding: number
  /** Most written first, family by family. */
  readonly names: readonly WrittenName[]
  /** Rules by kind of comparison, most first. */
  readonly kinds: readonly KindUse[]
  /** Most widely held first. */
  readonly indicators: readonly Tally[]
  readonly exclusions: readonly Tally[]
}

/** A name under which rules of a family write a field. */
export interface WrittenName {
  readonly family: Family
  readonly written: string
  /** How what stands in the written field relates to the canonical one. */
  readonly relation: Relation
  readonly rules: number
}

/** Every field that some rule asks about: those of most rules first, then by name. */
export function fieldReports(catalog: Catalog): FieldReport[] {
  const found = new Map<string | null, Growing>()
  for (const tally of catalog.tallies()) {
    let growing = found.get(tally.key.field)
    if (!growing) {
      growing = new Growing(tally.key.field)
      found.set(tally.key.field, growing)
    }
    growing.add(tally)
  }
  addNames(catalog, found)
  return [...found.values()]
    .map((growing) => growing.finish(catalog))
    .sort((a, b) => b.rules.length - a.rules.length || byUnits(a.field ?? '', b.field ?? ''))
}

function addNames(catalog: Catalog, found: ReadonlyMap<string | null, Growing>): void {
  for (const [rule, entry] of catalog.entries.entries())
    for (const { key, written, relation } of catalog.held(entry)) {
      const growing = found.get(key.field)
      if (growing?.holders.has(rule)) growing.name(rule, entry.rule.family, written, relation)
    }
}

class Growing {
  readonly holders = new Set<number>()
  private readonly excluders = new Set<number>()
  private readonly kinds = new Map<Kind, Set<number>>()
  private readonly names = new Map<string, { name: Omit<WrittenName, 'rules'>; rules: number; last: number }>()
  private readonly tallies: Tally[] = []

  constructor(private readonly field: string | null) {}

  add(tally: Tally): void {
    this.tallies.push(tally)
    const { kind } = tally.key
    let holders = this.kinds.get(kind)
    if (!holders) {
      holders = new Set()
      this.kinds.set(kind, holders)
    }
    for (const rule of tally.required) {
      this.holders.add(rule)
      holders.add(rule)
    }
    for (const rule of tally.excluded) {
      this.holders.add(rule)
      this.excluders.add(rule)
      holders.add(rule)
    }
  }

  /** Rules come one after another. */
  name(rule: number, family: Family, written: string, relation: Relation): void {
    const text = `${family} ${relation} ${written}`
    const known = this.names.get(text)
    if (!known) this.names.set(text, { name: { family, written, relation }, rules: 1, last: rule })
    else if (known.last !== rule) {
      known.rules++
      known.last = rule
    }
  }

  finish(catalog: Catalog): FieldReport {
    const { field } = this
    const place = catalog.fieldPlace(field)
    return {
      field,
      ...(place && { place }),
      rules: entriesOf(catalog, this.holders),
      excluding: this.excluders.size,
      names: [...this.names.values()].map(({ name, rules }) => ({ ...name, rules })).sort(byFamily),
      kinds: [...this.kinds]
        .map(([kind, rules]) => ({ kind, rules: entriesOf(catalog, rules) }))
        .sort((a, b) => b.rules.length - a.rules.length || byUnits(a.kind, b.kind)),
      indicators: byReach(this.tallies, 'required'),
      exclusions: byReach(this.tallies, 'excluded'),
    }
  }
}

const byFamily = (a: WrittenName, b: WrittenName): number =>
  families.indexOf(a.family) - families.indexOf(b.family) || b.rules - a.rules || byUnits(a.written, b.written)

/** The indicators of one polarity that some rule holds, most widely held first, then in the order of their first rules. */
export const byReach = (tallies: Iterable<Tally>, polarity: Polarity): Tally[] =>
  [...tallies].filter((tally) => tally[polarity].length > 0).sort((a, b) => b[polarity].length - a[polarity].length)

export const entriesOf = ({ entries }: Pick<Catalog, 'entries'>, rules: Iterable<number>): Entry[] =>
  [...rules].sort((a, b) => a - b).flatMap((rule) => entries[rule] ?? [])
