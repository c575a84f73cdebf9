/**
 * What a set of rules has in common: the fields they ask about and how, the indicators and exclusions most of them hold,
 * their families, levels, events and techniques. Pages of events, techniques, tactics and fields are surveys of the rules
 * that have them.
 */
import type { Family, Level } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import type { Entry } from './build.js'
import type { Held, Key, Kind } from './indicators.js'

export interface Survey {
  readonly entries: readonly Entry[]
  readonly families: ReadonlyMap<Family, number>
  readonly levels: ReadonlyMap<Level | 'none', number>
  /** Canonical fields, those of most rules first. */
  readonly fields: readonly FieldSurvey[]
  /** Most widely held here first. */
  readonly indicators: readonly HeldBy[]
  readonly exclusions: readonly HeldBy[]
}

export interface FieldSurvey {
  /** Canonical name; null: anywhere in the record. */
  readonly field: string | null
  readonly rules: number
  readonly families: ReadonlyMap<Family, number>
  /** Rules by kind of comparison, most first. */
  readonly kinds: readonly (readonly [Kind, number])[]
}

/** An indicator with the rules of the set that hold it. */
export interface HeldBy {
  readonly key: Key
  readonly rules: readonly Entry[]
}

/** `heldBy` gives what the corpus counts of a rule. */
export function survey(entries: readonly Entry[], heldBy: (entry: Entry) => readonly Held[]): Survey {
  const families = new Map<Family, number>()
  const levels = new Map<Level | 'none', number>()
  const fields = new Map<string, Growing>()
  const held: Record<Polarity, Map<string, { key: Key; rules: Entry[] }>> = { required: new Map(), excluded: new Map() }
  for (const entry of entries) {
    const { family, meta } = entry.rule
    add(families, family)
    add(levels, meta.level ?? 'none')
    for (const { key, polarity } of heldBy(entry)) {
      grow(fields, key, entry)
      const known = held[polarity].get(key.text)
      if (!known) held[polarity].set(key.text, { key, rules: [entry] })
      else if (known.rules.at(-1) !== entry) known.rules.push(entry)
    }
  }
  return {
    entries,
    families,
    levels,
    fields: [...fields.values()].map(finished).sort((a, b) => b.rules - a.rules || order(a.field, b.field)),
    indicators: [...held.required.values()].sort(byReach),
    exclusions: [...held.excluded.values()].sort(byReach),
  }
}

interface Growing {
  readonly field: string | null
  readonly families: Map<Family, number>
  readonly kinds: Map<Kind, number>
  rules: number
  /** The rule that was counted last, and the kinds that it was counted under. */
  last: Entry | undefined
  lastKinds: Set<Kind>
}

function grow(fields: Map<string, Growing>, { field, kind }: Key, entry: Entry): void {
  const name = field ?? ''
  let known = fields.get(name)
  if (!known) {
    known = { field, families: new Map(), kinds: new Map(), rules: 0, last: undefined, lastKinds: new Set() }
    fields.set(name, known)
  }
  if (known.last !== entry) {
    known.last = entry
    known.lastKinds = new Set()
    known.rules++
    add(known.families, entry.rule.family)
  }
  if (known.lastKinds.has(kind)) return
  known.lastKinds.add(kind)
  add(known.kinds, kind)
}

const finished = ({ field, rules, families, kinds }: Growing): FieldSurvey => ({
  field,
  rules,
  families,
  kinds: [...kinds].sort((a, b) => b[1] - a[1] || order(a[0], b[0])),
})

const byReach = (a: HeldBy, b: HeldBy): number => b.rules.length - a.rules.length || order(a.key.text, b.key.text)

function order(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? '']
  return left < right ? -1 : left > right ? 1 : 0
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** Lists of rules by every name that each of them has. */
export function groupedBy<K>(entries: readonly Entry[], names: (entry: Entry) => Iterable<K>): Map<K, Entry[]> {
  const found = new Map<K, Entry[]>()
  for (const entry of entries)
    for (const name of new Set(names(entry))) {
      const list = found.get(name)
      if (list) list.push(entry)
      else found.set(name, [entry])
    }
  return found
}
