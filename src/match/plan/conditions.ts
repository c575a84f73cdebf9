/** The condition of a rule over single records as a node over distinct tests. */
import type { Field, FieldPart, Indicator, Predicate, Rule, StageId } from '../../model/rule.js'
import { compare } from '../compare.js'
import type { FlatRecord, Scalar } from '../record.js'
import type { Lists } from '../text.js'
import { timePart } from '../time.js'
import { and as both, or as either, verdict } from '../verdict.js'
import { and, answerOf, ask, constant, type Node, not, or, unsure, yes } from './node.js'
import { anywhere, type Seat, type Seeing } from './seen.js'
import type { Tests } from './tests.js'

export interface Reading {
  readonly rule: Rule
  readonly seeing: Seeing
  readonly tests: Tests
  readonly lists: Lists
}

/** Whether a record gets through a stage and all before it. */
export function through(id: StageId, reading: Reading): Node {
  const stage = reading.rule.stages[id]
  switch (stage?.kind) {
    case 'read':
      return constant(stage.source.kind === 'events' ? yes : unsure)
    case 'filter':
      return and([through(stage.from, reading), holds(stage.where, id, reading)])
    case 'union':
      return or(stage.from.map((from) => through(from, reading)))
    case 'shape':
      return stage.limit === undefined ? through(stage.from, reading) : constant(unsure)
    // It decides about no record; what asks for the fields that it makes is asked of the reference.
    case 'derive':
      return through(stage.from, reading)
    default:
      return constant(unsure)
  }
}

function holds(predicate: Predicate, stage: StageId, reading: Reading): Node {
  switch (predicate.kind) {
    case 'and':
      return and(predicate.of.map((part) => holds(part, stage, reading)))
    case 'or':
      return or(predicate.of.map((part) => holds(part, stage, reading)))
    case 'not':
      return not(holds(predicate.of, stage, reading))
    case 'use': {
      const definition = reading.rule.definitions[predicate.of]
      return definition ? holds(definition.predicate, stage, reading) : constant(unsure)
    }
    case 'indicator':
      return indicates(predicate, stage, reading)
    case 'compare':
      return asked
    case 'opaque':
      return constant(unsure)
    default:
      return predicate satisfies never
  }
}

const asked: Node = { ...constant(ask), constant: ask }

function indicates(indicator: Indicator, stage: StageId, reading: Reading): Node {
  const { seeing, tests, lists } = reading
  const { field } = indicator
  if (field?.made !== undefined || field?.wild) return asked
  if (indicator.values.some(({ kind }) => kind === 'field')) return indicatesField(indicator, stage, reading)
  if (!field) return tests.node(indicator, anywhere)
  const seen = seeing(field, stage)
  if (isSeat(seen)) return tests.node(indicator, partOf(field, seen))
  const { part } = field
  return constant(fixed(indicator, part ? seen.flatMap((value) => numberOf(value, part)) : seen, lists))
}

/** A field against others of the same record, which have to stand somewhere in it themselves. */
function indicatesField(indicator: Indicator, stage: StageId, { seeing, tests }: Reading): Node {
  const { field, values } = indicator
  const seen = field ? seeing(field, stage) : anywhere
  if (!isSeat(seen) || field?.part) return asked
  const others = new Map<string, Seat>()
  for (const value of values) {
    if (value.kind !== 'field') continue
    const other = value.made === undefined ? seeing(value, stage) : undefined
    if (!other || !isSeat(other)) return asked
    others.set(value.written, other)
  }
  return tests.againstFields(indicator, seen, others)
}

const isSeat = (seen: Seat | readonly Scalar[]): seen is Seat => !Array.isArray(seen)

/** The seat of a number that is taken of each value. */
function partOf({ part }: Field, seat: Seat): Seat {
  return part ? { ...seat, key: `${seat.key}:${part}`, part: (value) => numberOf(value, part) } : seat
}

function numberOf(value: Scalar, part: FieldPart): readonly Scalar[] {
  if (part === 'length') return [String(value).length]
  const number = timePart(value, part)
  return number === undefined ? [] : [number]
}
const nothing: FlatRecord = new Map()

/** The answer over values that are the same for all records. */
function fixed(indicator: Indicator, values: readonly Scalar[], lists: Lists) {
  if (indicator.op === 'exists') return answerOf(verdict(values.length > 0))
  const around = { record: nothing, lists }
  const each = indicator.values.map((value) => either(values.map((found) => compare(found, indicator, value, around))))
  return answerOf(indicator.need === 'every' ? both(each) : either(each))
}
