/**
 * The fields of an event as rules use them. Rules of every family count: what they ask for is found in the event by its
 * own name for it, by the canonical name, or by the name that the rule wrote.
 */
import type { EventKind, FieldSpec } from '../data/telemetry/types.js'
import type { Entry } from './build.js'
import { renamesOf } from './event-renames.js'
import type { Held, Kind } from './indicators.js'
import { KindCounts } from './kind-survey.js'

export interface EventField {
  /** Null: anywhere in the record. */
  readonly name: string | null
  /** Absent when the tables do not list the field for this event. */
  readonly type?: FieldSpec['type']
  /** Canonical names that rules know it by, where they are not its own. */
  readonly as: readonly string[]
  readonly rules: number
  /** Rules by kind of comparison, most first. */
  readonly kinds: readonly (readonly [Kind, number])[]
}

export interface EventFields {
  /** Every field that the tables list, most used first, then in the tables' order. */
  readonly listed: readonly EventField[]
  /** What rules ask for beside these, most used first. */
  readonly others: readonly EventField[]
}

export function eventFields(
  { key, fields }: EventKind,
  rules: readonly Entry[],
  heldBy: (entry: Entry) => readonly Held[],
): EventFields {
  const listed = new Map(fields.map((spec) => [spec.name, new Growing(spec.name, spec.type)]))
  const others = new Map<string | null, Growing>()
  const own = new Map(renamesOf(key).map((one) => [one.canonical, one.own]))
  for (const entry of rules)
    for (const { key: indicator, written } of heldBy(entry)) {
      const { field, kind } = indicator
      const found = field === null ? undefined : (own.get(field) ?? (listed.has(field) ? field : written))
      const known = (found !== undefined && listed.get(found)) || others.get(field)
      const growing = known || new Growing(field)
      if (!known) others.set(field, growing)
      growing.add(entry, field, kind)
    }
  return { listed: finished(listed.values()), others: finished(others.values()) }
}

class Growing {
  private readonly names = new Set<string>()
  private readonly counts = new KindCounts()

  constructor(
    private readonly name: string | null,
    private readonly type?: FieldSpec['type'],
  ) {}

  add(entry: Entry, canonical: string | null, kind: Kind): void {
    this.counts.add(entry, kind)
    if (canonical !== null && canonical !== this.name) this.names.add(canonical)
  }

  finish(): EventField {
    return {
      name: this.name,
      ...(this.type && { type: this.type }),
      as: [...this.names].sort(),
      rules: this.counts.rules,
      kinds: this.counts.byReach(),
    }
  }
}

const finished = (all: Iterable<Growing>): EventField[] =>
  [...all].map((one) => one.finish()).sort((a, b) => b.rules - a.rules)
