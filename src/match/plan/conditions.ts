/** The condition of a rule over single records as a node over distinct tests. */
import type { Field, FieldPart, Indicator, Predicate, Rule, StageId, Value } from '../../model/rule.js'
import { compareAll } from '../compare.js'
import type { Scalar } from '../record.js'
import { isExpanded, isWorkedOut } from '../row.js'
import { type Lists, literal } from '../text.js'
import { asksPresent, timePart } from '../time.js'
import { type Answer, and, answerOf, ask, constant, type Node, not, or, unsure, yes } from './node.js'
import { anywhere, type Seat, type Seeing } from './seen.js'
import { nothing, type Tests } from './tests.js'

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
      // Of a row for each value of a field another test may hold than of the record.
      return and([
        through(stage.from, reading),
        isExpanded(reading.rule, stage.from) ? asked : holds(stage.where, id, reading),
      ])
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
  const { rule, seeing, tests, lists } = reading
  const { field, values } = indicator
  if (values.some(isOfPresent)) return asked
  if (values.some(({ kind }) => kind === 'field')) return againstFields(indicator, stage, reading)
  if (!field) return tests.node(indicator, anywhere)
  if (field.made !== undefined || field.wild || isWorkedOut(field, rule.language)) return asked
  const seen = seeing(field, stage)
  if (rule.language === 'kql') {
    if (!isSeat(seen) && seen.length > 0) return constant(fixed(indicator, numbersOf(field, seen), lists))
    return tests.node(indicator, partOf(field, orBelow(field, isSeat(seen) ? seen : nowhere)))
  }
  return isSeat(seen)
    ? tests.node(indicator, partOf(field, seen))
    : constant(fixed(indicator, numbersOf(field, seen), lists))
}

/** A field against others of the same record, which have to stand somewhere in it themselves. */
function againstFields(indicator: Indicator, stage: StageId, { rule, seeing, tests }: Reading): Node {
  const { field, values } = indicator
  if (!field || field.made !== undefined || field.wild || field.part || rule.language === 'kql') return asked
  const seen = seeing(field, stage)
  if (!isSeat(seen) || isWorkedOut(field, rule.language)) return asked
  const others = new Map<string, Seat>()
  for (const value of values) {
    if (value.kind !== 'field') continue
    const other = value.made === undefined && !isWorkedOut(value, rule.language) ? seeing(value, stage) : undefined
    if (!other || !isSeat(other)) return asked
    others.set(value.written, other)
  }
  return tests.againstFields(indicator, seen, others)
}

/** A time that is counted from the record's. */
const isOfPresent = (value: Value): boolean => value.kind === 'text' && asksPresent(literal(value) ?? '')

const nowhere: Seat = { key: 'nowhere', names: [] }

/** In KQL a name without a value is the object of what is named below it. */
const orBelow = ({ written }: Field, seat: Seat): Seat => ({
  ...seat,
  key: `${seat.key} or ${written}.`,
  below: written,
})

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

const numbersOf = ({ part }: Field, values: readonly Scalar[]): readonly Scalar[] =>
  part ? values.flatMap((value) => numberOf(value, part)) : values

/** The answer over values that are the same for all records. */
const fixed = (indicator: Indicator, values: readonly Scalar[], lists: Lists): Answer =>
  answerOf(compareAll(values, indicator, { row: nothing, lists }))
