import type { EventKind } from '../data/telemetry/types.js'
import type { Rule } from '../model/rule.js'

export interface CoveredEvent {
  readonly event: EventKind
  /** Primary: what the log source means first. Alternative: another provider's event that can carry a way to fire. */
  readonly role: 'primary' | 'alternative'
  /** Fields of the rule that the event lacks, sorted. An alternative that lacks a field of every way is `blind`. */
  readonly missing: readonly string[]
  readonly blind: boolean
}

export interface Coverage {
  readonly events: readonly CoveredEvent[]
  /** How far the rule narrowed it: to single events, to whole logs, or not at all (any log of a product). */
  readonly extent: 'events' | 'logs' | 'product' | 'unknown'
}

export function cover(rule: Rule): Coverage {
  return { events: [], extent: rule.stages.length > 0 ? 'unknown' : 'unknown' }
}

export function union(coverages: readonly Coverage[]): Coverage {
  return { events: coverages.flatMap((one) => one.events), extent: 'unknown' }
}
