/**
 * The reference: a rule and a record to a verdict, straight down the predicate tree. It is the definition of what a rule
 * means, kept simple on purpose; whatever is faster is tested against it.
 */
import type { Filter, Indicator, Predicate, Read, Rule, Shape, Stage, StageId, Union } from '../model/rule.js'
import { globMatches } from '../text/glob.js'
import { compare } from './compare.js'
import { type FlatRecord, type Scalar, valuesOf } from './record.js'
import type { Lists } from './text.js'
import { timePart } from './time.js'
import { and, not, or, type Verdict, verdict } from './verdict.js'

export interface ScanOptions {
  /** The texts that placeholders stand for, by name. A placeholder without a list makes its value unsure. */
  readonly lists?: Lists
}

/**
 * Whether the rule's condition holds for one record. Where the record comes from is not asked: that is the matter of the
 * rule's log source. A rule that needs several records or other rules' hits, or that could not be read, is `unsure`.
 */
export function scan(rule: Rule, record: FlatRecord, options: ScanOptions = {}): Verdict {
  return canScan(rule) ? scanStage(rule, rule.stages.length - 1, record, options) : 'unsure'
}

/** Whether a record gets as far as a stage, which is `unsure` when single records do not decide the stage. */
export function scanStage(rule: Rule, id: StageId, record: FlatRecord, options: ScanOptions = {}): Verdict {
  return passes(id, { rule, record, lists: options.lists ?? new Map() })
}

/** Whether a predicate holds for a row in which made fields stand beside those of the record, under their names. */
export function holdsInRow(predicate: Predicate, row: MadeRow, rule: Rule, options: ScanOptions = {}): Verdict {
  return holds(predicate, { rule, record: row.fields, lists: options.lists ?? new Map(), unknown: row.unknown })
}

export interface MadeRow {
  readonly fields: FlatRecord
  /**
   * Made fields whose values could not be worked out, and stages of which no field could: what asks for them is unsure.
   * With `*` among them so is every field that the row lacks.
   */
  readonly unknown: ReadonlySet<string | StageId>
}

/** Whether nobody knows the values of a field, as a stage made it or may have. */
export const isUnknownIn = ({ written, made }: Named, { fields, unknown }: MadeRow): boolean =>
  unknown.size > 0 &&
  ((made !== undefined && (unknown.has(written) || unknown.has(made))) || (unknown.has('*') && !fields.has(written)))

interface Named {
  readonly written: string
  readonly made?: StageId
}

/** Whether single records decide the rule. */
export const canScan = (rule: Rule): boolean => rule.stages.length > 0 && rule.stages.every(isOfOneRecord)

const isOfOneRecord = (stage: Stage): stage is Read | Filter | Union | Shape =>
  (stage.kind === 'read' && stage.source.kind === 'events') ||
  stage.kind === 'filter' ||
  stage.kind === 'union' ||
  (stage.kind === 'shape' && stage.limit === undefined)

interface Context {
  readonly rule: Rule
  readonly record: FlatRecord
  readonly lists: Lists
  /** Present when the record holds what stages made: those of its made fields that are not known. */
  readonly unknown?: MadeRow['unknown']
}

function passes(id: StageId, context: Context): Verdict {
  const stage = context.rule.stages[id]
  if (!stage || !(isOfOneRecord(stage) || stage.kind === 'derive')) return 'unsure'
  switch (stage.kind) {
    case 'read':
      return 'true'
    case 'derive':
    case 'shape':
      return passes(stage.from, context)
    case 'filter':
      return and([passes(stage.from, context), holds(stage.where, context)])
    case 'union':
      return or(stage.from.map((from) => passes(from, context)))
    default:
      return stage satisfies never
  }
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
      return indicates(predicate, context)
    // What is computed is not evaluated here yet.
    case 'compare':
    case 'opaque':
      return 'unsure'
    default:
      return predicate satisfies never
  }
}

function indicates(indicator: Indicator, context: Context): Verdict {
  const found = lookUp(indicator, context)
  if (!found || indicator.values.some((value) => value.kind === 'field' && isUnknown(value, context))) return 'unsure'
  if (indicator.op === 'exists') return verdict(found.length > 0)
  const verdicts = indicator.values.map((value) => or(found.map((each) => compare(each, indicator, value, context))))
  return indicator.need === 'every' ? and(verdicts) : or(verdicts)
}

/**
 * What stands in the indicator's place: values of the field, parts of its times, or all values of the record. Undefined
 * when the record cannot have it, as a stage made it.
 */
function lookUp({ field }: Indicator, context: Context): readonly Scalar[] | undefined {
  const { record } = context
  if (!field) return [...record.values()].flat()
  if (isUnknown(field, context)) return undefined
  const values = field.wild ? wildValues(record, field.written) : valuesOf(record, field.written)
  const { part } = field
  if (part === 'length') return values.map((value) => String(value).length)
  return part ? values.flatMap((value) => timePart(value, part) ?? []) : values
}

/** Whether a stage made the field and its values are not at hand. */
const isUnknown = (field: Named, { record, unknown }: Context): boolean =>
  unknown ? isUnknownIn(field, { fields: record, unknown }) : field.made !== undefined

/** The values of every field whose name fits a pattern with `*`. */
function wildValues(record: FlatRecord, pattern: string): readonly Scalar[] {
  return [...record].flatMap(([name, values]) => (globMatches(pattern, name) ? values : []))
}
