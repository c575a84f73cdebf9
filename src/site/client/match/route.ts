/**
 * The way of a record through a rule: which tests it passes one after the other, of alternatives those that bring it
 * furthest, and what stops it. Of a rule that it does not get through, how far it is from doing so.
 */
import { type Place, placeOf } from '../../../match/functions/place.js'
import type { FlatRecord } from '../../../match/record.js'
import { recordTime } from '../../../match/record-time.js'
import { canScan, holdsInRow, rowsAt } from '../../../match/scan.js'
import { ruleIn, SeenRecord } from '../../../match/seen-record.js'
import type { Verdict } from '../../../match/verdict.js'
import type { Comparison, Indicator, Millis, Predicate, Rule, StageId } from '../../../model/rule.js'
import { comparisonText } from '../../../model/show.js'
import type { RecordSource } from '../../../resolve/record-source.js'

/** A record, and where it comes from. */
export interface Sighting {
  readonly record: FlatRecord
  readonly source: RecordSource
}

type Step = Test | Gate | Unread

export interface Test {
  readonly kind: 'test'
  readonly of: Indicator | Comparison
  readonly verdict: Verdict
  /** The record on its way, with what stages made of it. */
  readonly place: Place
}

/** Something that must not hold; `verdict` says whether that is so. */
interface Gate {
  readonly kind: 'gate'
  readonly name: string
  readonly verdict: Verdict
  readonly inside: Leg
}

/** What could not be read, or needs what is not there. */
export interface Unread {
  readonly kind: 'unread'
  readonly name: string
  readonly verdict: Verdict
}

export interface Leg {
  readonly steps: readonly Step[]
  /** Steps that do not hold. */
  readonly fails: number
  /** Tests that hold. */
  readonly holds: number
  readonly unsure: number
}

const through: Leg = { steps: [], fails: 0, holds: 0, unsure: 0 }

/** Of rows that one record becomes so many are looked at. */
const mostRows = 50

/** Whether one record decides a rule. */
export const decidesAlone = (rule: Rule): boolean => rule.kind !== 'filter' && canScan(rule)

/** Where one record decides a rule, the leg passes exactly when `scan` says so. */
export function routeOf(rule: Rule, { record, source }: Sighting): Leg {
  const own = ruleIn(rule, source)
  const last = own.stages.length - 1
  return new Way(own, new SeenRecord(rule, record, source, last), recordTime(record)).stage(last)
}

class Way {
  private readonly legs = new Map<StageId, Leg>()
  private readonly options: { readonly now?: Millis; readonly through: true }

  constructor(
    private readonly rule: Rule,
    private readonly record: FlatRecord,
    now: Millis | undefined,
  ) {
    this.options = { through: true, ...(now !== undefined && { now }) }
  }

  stage(id: StageId): Leg {
    const known = this.legs.get(id)
    if (known) return known
    const made = this.reach(id)
    this.legs.set(id, made)
    return made
  }

  private reach(id: StageId): Leg {
    const stage = this.rule.stages[id]
    switch (stage?.kind) {
      case 'read':
        return stage.source.kind === 'events' ? through : unread('records of another kind')
      case 'derive':
        return this.stage(stage.from)
      case 'shape':
        return stage.limit === undefined ? this.stage(stage.from) : unread(stage.verb)
      case 'filter':
        return inRow([this.stage(stage.from), this.filter(stage.from, stage.where)])
      case 'union':
        return nearest(stage.from.map((from) => this.stage(from)))
      default:
        return unread('several records')
    }
  }

  private filter(from: StageId, where: Predicate): Leg {
    const rows = rowsAt(this.rule, from, this.record, this.options)
    return nearest(
      rows.slice(0, mostRows).map(({ row, verdict }) => {
        const leg = new Asking(this.rule, placeOf(row, this.options)).leg(where)
        return verdict === 'unsure' ? { ...leg, unsure: leg.unsure + 1 } : leg
      }),
    )
  }
}

/** Asks the predicates of a stage of one row. A definition is asked once, however often it is used. */
class Asking {
  private readonly opened = new Map<number, Leg>()

  constructor(
    private readonly rule: Rule,
    private readonly place: Place,
  ) {}

  leg(predicate: Predicate): Leg {
    switch (predicate.kind) {
      case 'and':
        return inRow(predicate.of.map((part) => this.leg(part)))
      case 'or':
        return nearest(predicate.of.map((part) => this.leg(part)))
      case 'not': {
        const inside = this.leg(predicate.of)
        const verdict = inside.fails > 0 ? 'true' : inside.unsure > 0 ? 'unsure' : 'false'
        return only({ kind: 'gate', name: this.nameOf(predicate.of), verdict, inside })
      }
      case 'use': {
        const definition = this.rule.definitions[predicate.of]
        const leg =
          this.opened.get(predicate.of) ?? (definition ? this.leg(definition.predicate) : unread('a definition'))
        this.opened.set(predicate.of, leg)
        return leg
      }
      case 'indicator':
      case 'compare': {
        const verdict = holdsInRow(predicate, this.rule, this.place)
        if (predicate.kind === 'indicator' && predicate.implied && verdict === 'true') return through
        return only({ kind: 'test', of: predicate, verdict, place: this.place })
      }
      case 'opaque':
        return unread(predicate.label ?? 'a part that was not read')
      default:
        return predicate satisfies never
    }
  }

  /** What its author calls it; empty where there is no name. */
  private nameOf(predicate: Predicate): string {
    if (predicate.kind === 'use') return this.rule.definitions[predicate.of]?.name ?? ''
    if (predicate.kind === 'compare') return comparisonText(predicate)
    return predicate.label ?? ''
  }
}

const unread = (name: string): Leg => only({ kind: 'unread', name, verdict: 'unsure' })

const only = (step: Step): Leg => ({
  steps: [step],
  fails: step.verdict === 'false' ? 1 : 0,
  holds: step.verdict === 'true' && step.kind === 'test' ? 1 : 0,
  unsure: step.verdict === 'unsure' ? 1 : 0,
})

function inRow(legs: readonly Leg[]): Leg {
  if (legs.length === 1 && legs[0]) return legs[0]
  const sum = (of: (leg: Leg) => number): number => legs.reduce((n, leg) => n + of(leg), 0)
  return {
    steps: legs.flatMap(({ steps }) => steps),
    fails: sum(({ fails }) => fails),
    holds: sum(({ holds }) => holds),
    unsure: sum(({ unsure }) => unsure),
  }
}

/** The one with the fewest steps that fail, then that are not sure; of those the one with most that hold. */
function nearest(legs: readonly Leg[]): Leg {
  let best: Leg | undefined
  for (const leg of legs) if (!best || isNearer(leg, best)) best = leg
  return best ?? only({ kind: 'unread', name: 'one of nothing', verdict: 'false' })
}

const isNearer = (a: Leg, b: Leg): boolean => (a.fails - b.fails || a.unsure - b.unsure || b.holds - a.holds) < 0
