/**
 * The reference: a rule and a record to a verdict, straight down the predicate tree. It is the definition of what a rule
 * means, kept simple on purpose; whatever is faster is tested against it.
 */
import type {
  Derive,
  Filter,
  Indicator,
  Millis,
  Predicate,
  Read,
  Rule,
  Shape,
  Stage,
  StageId,
  Union,
} from '../model/rule.js'
import { stagesBehind } from '../model/walk.js'
import { globMatches } from '../text/glob.js'
import { compareAll } from './compare.js'
import { unknown } from './functions/datum.js'
import { argument, derive } from './functions/evaluate.js'
import { type Place, placeOf } from './functions/place.js'
import type { FlatRecord, Scalar } from './record.js'
import { recordTime } from './record-time.js'
import { expanded, isExpanded, type Row, rowOf, valuesIn } from './row.js'
import { compares } from './tests.js'
import type { Lists } from './text.js'
import { timePart } from './time.js'
import { and, not, or, type Verdict } from './verdict.js'

export interface ScanOptions {
  /** The texts that placeholders stand for, by name. A placeholder without a list makes its value unsure. */
  readonly lists?: Lists
  /**
   * The time that `now()` means, and from which `ago(1d)` counts: the record's own when it is not said, so that old logs
   * are read as they were then. What asks for the time of a record that tells none is unsure.
   */
  readonly now?: Millis
}

/**
 * Whether the rule's condition holds for one record. Where the record comes from is not asked: that is the matter of the
 * rule's log source. A rule that needs several records or other rules' hits, or that could not be read, is `unsure`.
 */
export function scan(rule: Rule, record: FlatRecord, options: ScanOptions = {}): Verdict {
  return canScan(rule) ? scanStage(rule, rule.stages.length - 1, record, options) : 'unsure'
}

/** Whether a record gets as far as a stage, which is `unsure` when single records do not decide the stage. */
export const scanStage = (rule: Rule, id: StageId, record: FlatRecord, options: ScanOptions = {}): Verdict =>
  or(rowsAt(rule, id, record, options).map(({ verdict }) => verdict))

/** Whether single records decide the rule. */
export const canScan = (rule: Rule): boolean =>
  rule.stages.length > 0 && stagesBehind(rule, rule.stages.length - 1).every((id) => isOfOneRecord(rule.stages[id]))

const isOfOneRecord = (stage: Stage | undefined): stage is Read | Filter | Derive | Union | Shape =>
  stage !== undefined &&
  ((stage.kind === 'read' && stage.source.kind === 'events') ||
    stage.kind === 'filter' ||
    stage.kind === 'derive' ||
    stage.kind === 'union' ||
    (stage.kind === 'shape' && stage.limit === undefined))

interface RowOptions extends ScanOptions {
  /** The record is known to get through: nothing is asked but what is asked of the single values of a field. */
  readonly through?: true
}

/** A row that may have got as far as some stage. */
interface Passed {
  readonly row: Row
  readonly verdict: Exclude<Verdict, 'false'>
  /** It stands for rows that were too many, of which nothing is asked. */
  readonly rest?: true
}

/** A record becomes so many rows at most: for what there are more stands one that is unsure. */
const rowLimit = 1000

/** The rows that a record becomes by the time it has passed a stage; unsure where single records do not decide. */
export function rowsAt(rule: Rule, id: StageId, record: FlatRecord, options: RowOptions = {}): readonly Passed[] {
  const start = rowOf(record, rule)
  const now = options.now ?? recordTime(record)
  const place = placeOf(start, { ...options, ...(now === undefined ? {} : { now }) })
  const passed = new Map<StageId, readonly Passed[]>()
  for (const at of stagesBehind(rule, id)) {
    const rows = through(rule.stages[at], (from) => passed.get(from) ?? [], { rule, place, ...options })
    passed.set(
      at,
      rows.length > rowLimit ? [...rows.slice(0, rowLimit), { row: start, verdict: 'unsure', rest: true }] : rows,
    )
  }
  return passed.get(id) ?? []
}

/** Whether a predicate of a rule holds for a row, in which the fields that stages made stand beside the record. */
export const holdsInRow = (predicate: Predicate, rule: Rule, place: Place): Verdict => holds(predicate, { rule, place })

interface Context {
  readonly rule: Rule
  readonly place: Place
  readonly through?: true
}

const inRow = (context: Context, row: Row): Context => ({ ...context, place: { ...context.place, row } })

function through(
  stage: Stage | undefined,
  rowsOf: (id: StageId) => readonly Passed[],
  context: Context,
): readonly Passed[] {
  if (!isOfOneRecord(stage)) return [{ row: context.place.row, verdict: 'unsure' }]
  switch (stage.kind) {
    case 'read':
      return [{ row: context.place.row, verdict: 'true' }]
    case 'filter':
      if (context.through && !isExpanded(context.rule, stage.from)) return rowsOf(stage.from)
      return rowsOf(stage.from).flatMap((one): readonly Passed[] => {
        const { row, verdict, rest } = one
        if (rest) return [one]
        const both = and([verdict, holds(stage.where, inRow(context, row))])
        return both === 'false' ? [] : [{ row, verdict: both }]
      })
    case 'derive':
      return rowsOf(stage.from).map((one) => ({ ...one, row: derive(stage.make, one.row, context.place) }))
    case 'shape': {
      const rows: Passed[] = []
      for (const one of rowsOf(stage.from))
        for (const row of one.rest ? [one.row] : expanded(one.row, stage)) {
          rows.push({ ...one, row })
          if (rows.length > rowLimit) return rows
        }
      return rows
    }
    case 'union':
      return differing(stage.from.flatMap(rowsOf))
    default:
      return stage satisfies never
  }
}

/** A row that came several ways and is the same after each comes once. */
function differing(all: readonly Passed[]): readonly Passed[] {
  const byRow = new Map<Row, Passed>()
  for (const one of all) if (one.verdict === 'true' || !byRow.has(one.row)) byRow.set(one.row, one)
  return [...byRow.values()]
}

function holds(predicate: Predicate, context: Context): Verdict {
  switch (predicate.kind) {
    case 'and':
      return and(predicate.of.map((part) => holds(part, context)))
    case 'or':
      return or(predicate.of.map((part) => holds(part, context)))
    case 'not':
      return not(holds(predicate.of, context))
    case 'use': {
      const definition = context.rule.definitions[predicate.of]
      return definition ? holds(definition.predicate, context) : 'unsure'
    }
    case 'indicator':
      return indicates(predicate, context.place)
    case 'compare': {
      const { place } = context
      return compares(
        predicate,
        argument(predicate.left, place),
        predicate.right.map((expr) => argument(expr, place)),
        place,
      )
    }
    case 'opaque':
      return 'unsure'
    default:
      return predicate satisfies never
  }
}

function indicates(indicator: Indicator, place: Place): Verdict {
  const found = lookUp(indicator, place.row)
  return found === unknown ? 'unsure' : compareAll(found, indicator, place)
}

/**
 * What stands in the indicator's place: values of the field, parts of its times, or all values of the record. Unknown
 * when a stage made the field of what is not known.
 */
function lookUp({ field }: Indicator, row: Row): readonly Scalar[] | typeof unknown {
  if (!field) return [...row.record.values()].flat()
  const values = field.wild && field.made === undefined ? wildValues(row.record, field.written) : valuesIn(field, row)
  const { part } = field
  if (values === unknown || part === undefined) return values
  if (part === 'length') return values.map((value) => String(value).length)
  return values.flatMap((value) => timePart(value, part) ?? [])
}

/** The values of every field whose name fits a pattern with `*`. */
function wildValues(record: FlatRecord, pattern: string): readonly Scalar[] {
  return [...record].flatMap(([name, values]) => (globMatches(pattern, name) ? values : []))
}
