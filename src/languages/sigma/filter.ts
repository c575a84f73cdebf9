/** Filter rules (specification 2.1): conditions that are kept apart and added to the rules they name. */
import { diagnose } from '../../model/diagnostics.js'
import type { Definition, Diagnostic, Insert, Predicate, Rule, Span, Stage } from '../../model/rule.js'
import { logsourcesOf } from '../../model/walk.js'
import type { YamlMap } from '../../text/yaml.js'
import { entry, place, scalars } from '../../text/yaml.js'
import type { Detection, LogsourceText } from './read.js'
import { anyOf, readConditions, readDefinitions } from './read.js'

export interface FilterRule extends Detection {
  readonly targets: readonly string[] | 'any'
}

const reserved = new Set(['rules', 'condition'])

export function readFilter(map: YamlMap, logsource: LogsourceText): FilterRule {
  const problems: Diagnostic[] = []
  const definitions = readDefinitions(map, reserved, problems)
  const conditions = readConditions(map, definitions, problems)
  const names = scalars(entry(map, 'rules')?.value).map((scalar) => scalar.text.trim())
  if (names.length === 0) problems.push(diagnose('sigma/bad-filter', place(map), 'it names no rules'))
  const targets = names.length === 1 && names[0]?.toLowerCase() === 'any' ? 'any' : names
  const where = anyOf(conditions.map((condition) => condition.predicate))
  if (!where) return { definitions, stages: [], targets, diagnostics: problems }
  const stages: Stage[] = [
    { kind: 'read', source: { kind: 'events', written: logsource.written }, span: logsource.span },
    { kind: 'filter', from: 0, where, span: where.span, label: 'condition' },
  ]
  return { definitions, stages, targets, diagnostics: problems }
}

/** Whether a filter is meant for a rule of Sigma: it names it, or means any, and their log sources do not contradict. */
export function applies(filter: Rule, rule: Rule): boolean {
  if (rule.family !== filter.family || rule.kind !== 'detection' || rule.stages.length === 0) return false
  const named =
    filter.targets === 'any' ||
    filter.targets.some((target) => target === rule.id || (rule.meta.name !== undefined && target === rule.meta.name))
  return named && agree(logsourceOf(filter), logsourceOf(rule))
}

const logsourceOf = (rule: Rule): Readonly<Record<string, string>> => logsourcesOf(rule)[0] ?? {}

const agree = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  ['product', 'category', 'service'].every((key) => !a[key] || !b[key] || a[key] === b[key])

/** The rule with the filter's condition put after its own; what came from the filter points into its text. */
export function withFilter(rule: Rule, filter: Rule): Rule {
  const at = filter.stages.find((stage) => stage.kind === 'filter')
  const own = rule.stages.findIndex((stage) => stage.kind === 'filter')
  if (at?.kind !== 'filter' || own < 0) return rule
  const insert: Insert = { kind: 'filter', name: filter.title, path: filter.path, text: filter.text }
  const shift = { into: rule.inserts.length, definitions: rule.definitions.length }
  const added: Stage = {
    kind: 'filter',
    from: own,
    where: moved(at.where, shift),
    span: into(at.span, shift.into),
    label: filter.title,
  }
  const stages = [
    ...rule.stages.slice(0, own + 1),
    added,
    ...rule.stages.slice(own + 1).map((stage) => after(stage, own)),
  ]
  return {
    ...rule,
    inserts: [...rule.inserts, insert],
    definitions: [
      ...rule.definitions,
      ...filter.definitions.map(
        (definition): Definition => ({
          name: definition.name,
          span: into(definition.span, shift.into),
          predicate: moved(definition.predicate, shift),
        }),
      ),
    ],
    stages,
  }
}

/** A later stage's references when a stage has been put in after `own`: what read from `own` reads from the new one. */
function after(stage: Stage, own: number): Stage {
  const move = (id: number): number => (id >= own ? id + 1 : id)
  switch (stage.kind) {
    case 'read':
      return stage
    case 'filter':
      return { ...stage, from: move(stage.from), where: remade(stage.where, move) }
    case 'group':
    case 'derive':
    case 'novel':
    case 'shape':
      return { ...stage, from: move(stage.from) }
    case 'join':
      return { ...stage, from: move(stage.from), other: move(stage.other) }
    case 'union':
    case 'opaque':
      return { ...stage, from: stage.from.map(move) }
    case 'sequence':
      return { ...stage, steps: stage.steps.map((step) => ({ ...step, from: move(step.from) })) }
    default:
      return stage satisfies never
  }
}

/** The same predicate with the stages that made its fields renumbered. */
function remade(predicate: Predicate, move: (id: number) => number): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map((part) => remade(part, move)) }
    case 'not':
      return { ...predicate, of: remade(predicate.of, move) }
    case 'indicator': {
      const { field } = predicate
      return field?.made === undefined ? predicate : { ...predicate, field: { ...field, made: move(field.made) } }
    }
    case 'use':
    case 'compare':
    case 'opaque':
      return predicate
    default:
      return predicate satisfies never
  }
}

interface Shift {
  /** Index of the insert. */
  readonly into: number
  /** How many definitions stand before the filter's. */
  readonly definitions: number
}

const into = (span: Span, insert: number): Span => ({ from: span.from, to: span.to, in: insert })

function moved(predicate: Predicate, shift: Shift): Predicate {
  const span = into(predicate.span, shift.into)
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, span, of: predicate.of.map((part) => moved(part, shift)) }
    case 'not':
      return { ...predicate, span, of: moved(predicate.of, shift) }
    case 'use':
      return { ...predicate, span, of: predicate.of + shift.definitions }
    case 'indicator':
      return {
        ...predicate,
        span,
        field: predicate.field && { ...predicate.field, span: into(predicate.field.span, shift.into) },
        values: predicate.values.map((value) => ({ ...value, span: into(value.span, shift.into) })),
      }
    case 'compare':
    case 'opaque':
      return { ...predicate, span }
    default:
      return predicate satisfies never
  }
}
