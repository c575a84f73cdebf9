/** A record on its way through the stages of a rule, or a row that they made of several, with the fields that they made. */
import type { Language, Rule, Shape, Stage, StageId } from '../model/rule.js'
import { stagesBehind } from '../model/walk.js'
import {
  type Bag,
  type Computed,
  type Datum,
  isBag,
  isList,
  numeric,
  parseJson,
  scalarsOf,
  together,
  unknown,
} from './functions/datum.js'
import { type FlatRecord, type Scalar, valuesOf } from './record.js'
import { recordTime } from './record-time.js'
import { parseTime } from './time.js'

export interface Row {
  /** The record as it came; of several records what stages left of them. */
  readonly record: FlatRecord
  /** What stages made, by name: it hides what the record has under that name from those who ask for what was made. */
  readonly made: ReadonlyMap<string, Computed>
  /** Stages of whose fields nobody knows. With `*` nobody knows of any field that the row lacks. */
  readonly lost: ReadonlySet<StageId | '*'>
  readonly language: Language
}

/** A field as a rule names it. */
interface Named {
  readonly written: string
  readonly made?: StageId
}

/** A record before the first stage. */
export const rowOf = (record: FlatRecord, rule: Pick<Rule, 'language' | 'stages'>): Row => ({
  record,
  made: new Map(),
  lost: lostIn(rule.stages),
  language: rule.language,
})

const lostStages = new WeakMap<Rule['stages'], Row['lost']>()

function lostIn(stages: Rule['stages']): Row['lost'] {
  const known = lostStages.get(stages)
  if (known) return known
  const lost = new Set(stages.flatMap((stage, id) => (makesUnknown(stage) ? [id] : [])))
  lostStages.set(stages, lost)
  return lost
}

/** A stage that is followed no further than to the rows that it lets through: what fields it makes is not known. */
function makesUnknown(stage: Stage): boolean {
  switch (stage.kind) {
    case 'opaque':
    case 'filter':
      return true
    case 'shape':
      return !expands(stage)
    case 'read':
      return stage.source.kind !== 'list'
    case 'derive':
    case 'group':
    case 'novel':
    case 'join':
    case 'sequence':
    case 'union':
      return false
    default:
      return stage satisfies never
  }
}

/** What a field holds: of the record, or what a stage made of it. */
export function fieldValue(field: Named, row: Row): Computed {
  const { written, made } = field
  if (made !== undefined && row.lost.has(made)) return unknown
  const value = made === undefined ? ofRecord(written, row) : ofStages(written, row)
  return value === undefined && row.lost.has('*') && !row.made.has(written) ? unknown : value
}

const ofStages = (written: string, { record, made }: Row): Computed =>
  inside(written, (name) => (made.has(name) ? made.get(name) : together(valuesOf(record, name))))

function ofRecord(written: string, { record, language }: Row): Computed {
  if (isClock(written, language)) return secondsOf(record)
  const own = together(valuesOf(record, written))
  if (own !== undefined) return own
  const found = isPath(written, language) ? along(written, record) : undefined
  return found ?? (language === 'kql' ? below(written, record) : undefined)
}

/** Splunk's own time, which is a number of seconds however the log writes it, and under whatever name. */
const isClock = (written: string, language: Language): boolean => language === 'spl' && written === '_time'

/** Whether the values of a field may be others than those that stand in the record under its name. */
export const isWorkedOut = ({ written }: Named, language: Language): boolean =>
  isClock(written, language) || isPath(written, language)

/** A name that leads into lists, or into a text of JSON. */
const isPath = (written: string, language: Language): boolean =>
  /[[{]/.test(written) || (language === 'kql' && written.includes('.'))

function secondsOf(record: FlatRecord): Datum | undefined {
  const [own] = valuesOf(record, '_time')
  if (own !== undefined && numeric(own) !== undefined) return own
  const millis = (own === undefined ? undefined : parseTime(own)) ?? recordTime(record)
  return millis === undefined ? own : millis / 1000
}

/** What the row has, by name: what stages made in the place of what the record has. */
export function* fieldsOf({ record, made }: Pick<Row, 'record' | 'made'>): Generator<[string, Computed]> {
  yield* made
  for (const [name, values] of record) if (!made.has(name)) yield [name, together(values)]
}

/** The row as a record of its own. */
export function flatOf(row: Pick<Row, 'record' | 'made'>): FlatRecord {
  if (row.made.size === 0) return row.record
  const flat = new Map(row.record)
  for (const [name, value] of row.made) {
    flat.delete(name)
    if (value !== undefined && value !== unknown) flat.set(name, scalarsOf(value))
  }
  return flat
}

/** The row with one value in a field's place. */
export function withValue<R extends Row>(row: R, { written, made }: Named, value: Datum): R {
  if (made !== undefined) return { ...row, made: new Map(row.made).set(written, value) }
  return { ...row, record: new Map(row.record).set(written, scalarsOf(value)) }
}

const expanding = new Set(['mv_expand', 'mvexpand', 'mv-expand'])

/** Whether a row that comes to a stage may have one of a field's values in the place of all. */
export const isExpanded = (rule: Pick<Rule, 'stages'>, id: StageId): boolean =>
  stagesBehind(rule, id).some((behind) => {
    const stage = rule.stages[behind]
    return stage?.kind === 'shape' && expands(stage)
  })

/** Whether a stage makes a row of each value of a field. */
export const expands = ({ verb, fields }: Pick<Shape, 'verb' | 'fields'>): boolean =>
  fields.length === 1 && expanding.has(verb)

/** A row for each value of a field, where that is what the stage does. */
export function* expanded<R extends Row>(row: R, stage: Pick<Shape, 'verb' | 'fields'>): Generator<R> {
  const { verb, fields } = stage
  const [field] = fields
  const value = field && expands(stage) ? fieldValue(field, row) : undefined
  const list = typeof value === 'string' && verb === 'mv-expand' && /^\s*\[/.test(value) ? parseJson(value) : value
  if (!field || !isList(list) || list.length === 0) yield row
  else for (const one of list) yield withValue(row, field, one)
}

/** The values to compare; `unknown` when nobody can tell. */
export function valuesIn(field: Named, row: Row): readonly Scalar[] | typeof unknown {
  const value = fieldValue(field, row)
  return value === unknown ? unknown : scalarsOf(value)
}

/**
 * Names that say more than a flat record's: `a{}.b` is all of `a.b`; of several values of `a.b` nobody knows which is that
 * of `a[0].b`; and `a` may be a text of JSON that has `b` in it.
 */
function along(written: string, record: FlatRecord): Computed {
  const value = (name: string): Computed => together(valuesOf(record, name))
  const found = inside(written, value)
  if (found !== undefined) return found
  const flat = written.replace(/\{\}|\[-?\d+\]/g, '')
  const values = flat === written ? [] : valuesOf(record, flat)
  return values.length > 1 && written.includes('[') ? unknown : together(values)
}

/** In KQL a name without a value of its own is the object of what is named below it. Of objects in a list it has all values together. */
export function below(name: string, record: FlatRecord): Bag | undefined {
  const found = new Map<string, Datum>()
  for (const [path, values] of record) {
    const value = path.startsWith(`${name}.`) ? together(values) : undefined
    if (value !== undefined) put(found, path.slice(name.length + 1).split('.', stepLimit), value)
  }
  return found.size > 0 ? found : undefined
}

function put(into: Map<string, Datum>, path: readonly string[], value: Datum): void {
  let at = into
  for (const step of path.slice(0, -1)) {
    const inner = at.get(step)
    const next = inner instanceof Map ? inner : new Map<string, Datum>()
    at.set(step, next)
    at = next
  }
  at.set(path.at(-1) ?? '', value)
}

/**
 * What a path leads to in a field that holds objects, lists or a text of JSON: `a.b[0].c` in `a`, `parts[1]` in `parts`.
 * Unknown when no beginning of it is known.
 */
function inside(path: string, value: (name: string) => Computed): Computed {
  let result = value(path)
  if (result !== undefined && result !== unknown) return result
  if (result === undefined && !/[.[]/.test(path)) return undefined
  const steps = stepsOf(path)
  for (let count = steps.length - 1; count > 0; count--) {
    const base = value(path.slice(0, steps[count - 1]?.to))
    if (base === undefined) continue
    result = base === unknown ? unknown : descend(base, steps.slice(count))
    if (result !== undefined && result !== unknown) return result
  }
  return result
}

interface PathStep {
  readonly name: string | number
  /** Where the path ends that has this step last. */
  readonly to: number
}

/** How many steps of a path are followed. */
const stepLimit = 32

function stepsOf(path: string): PathStep[] {
  if (!/[.[]/.test(path)) return []
  const found: PathStep[] = []
  for (const match of path.matchAll(/\[(-?\d+)\]|\.?([^.[]+)/g)) {
    const [whole, index, name = ''] = match
    found.push({ name: index === undefined ? name : Number(index), to: match.index + whole.length })
    if (found.length > stepLimit) return []
  }
  return found
}

function descend(base: Datum, steps: readonly PathStep[]): Datum | undefined {
  let at: Datum | undefined = base
  for (const { name } of steps) at = at === undefined ? undefined : member(at, name)
  return at
}

/** An element by its place, from the end when it is negative, or a member by its name; also of a text of JSON. */
export function member(of: Datum, name: string | number): Datum | undefined {
  const value = typeof of === 'string' && /^\s*[[{]/.test(of) ? parseJson(of) : of
  if (value === undefined) return undefined
  if (typeof name === 'string') return isBag(value) ? value.get(name) : undefined
  if (isList(value)) return value.at(name)
  // A list of one element is that element once it is in a record.
  return (name === 0 || name === -1) && !isBag(value) ? value : undefined
}
