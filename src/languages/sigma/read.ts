/** A Sigma detection (search identifiers, condition, timeframe) to definitions and stages. Never throws on bad input. */
import { diagnose } from '../../model/diagnostics.js'
import type { Definition, Diagnostic, Predicate, Span, Stage } from '../../model/rule.js'
import { walk } from '../../model/walk.js'
import type { YamlEntry, YamlMap, YamlScalar } from '../../text/yaml.js'
import { entry, place } from '../../text/yaml.js'
import type { Condition } from './condition.js'
import { conditionText, readCondition } from './condition.js'
import { readSelection } from './detection.js'
import { aggregate } from './legacy.js'
import { timespan } from './time.js'

export interface Detection {
  readonly definitions: readonly Definition[]
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Where the records come from: the rule's log source as written, and its place. */
export interface LogsourceText {
  readonly written: Readonly<Record<string, string>>
  readonly span: Span
}

/** Keys of a detection that are not search identifiers. */
const reserved = new Set(['condition', 'timeframe'])

export function readDetection(detection: YamlMap, logsource: LogsourceText): Detection {
  const problems: Diagnostic[] = []
  const definitions = readDefinitions(detection, reserved, problems)
  const conditions = readConditions(detection, definitions, problems)
  const where = anyOf(conditions.map((condition) => condition.predicate))
  if (!where) return { definitions, stages: [], diagnostics: problems }
  warnUnused(definitions, conditions, problems)

  const stages: Stage[] = [
    { kind: 'read', source: { kind: 'events', written: logsource.written }, span: logsource.span },
    { kind: 'filter', from: 0, where, span: where.span, label: 'condition' },
  ]
  const aggregation = conditions.find((condition) => condition.aggregation.length > 0)?.aggregation
  if (aggregation) aggregate(aggregation, { stages, definitions, within: timeframe(detection, problems) }, problems)
  return { definitions, stages, diagnostics: problems }
}

/** Search identifiers in text order, whatever else the map holds left out. */
export function readDefinitions(map: YamlMap, besides: ReadonlySet<string>, problems: Diagnostic[]): Definition[] {
  const named = map.entries.filter((candidate) => !besides.has(candidate.key.text))
  if (named.length === 0) problems.push(diagnose('sigma/no-identifier', place(map)))
  return named.map((one) => ({
    name: one.key.text,
    span: one.span,
    predicate: readSelection(one.key.text, one.value, problems),
  }))
}

/** One condition, or a list of them any of which fires the rule. */
export function readConditions(
  map: YamlMap,
  definitions: readonly Definition[],
  problems: Diagnostic[],
): readonly Condition[] {
  const found = entry(map, 'condition')
  const scalars = found ? conditionScalars(found) : []
  if (scalars.length === 0) problems.push(diagnose('sigma/no-condition', found ? found.span : place(map)))
  return scalars.map((scalar) => readCondition(conditionText(scalar), definitions, problems))
}

function conditionScalars(found: YamlEntry): readonly YamlScalar[] {
  const nodes = found.value.kind === 'list' ? found.value.items : [found.value]
  return nodes.filter((node): node is YamlScalar => node.kind === 'scalar' && node.text.trim() !== '')
}

export function anyOf(predicates: readonly Predicate[]): Predicate | undefined {
  const [first, ...rest] = predicates
  const last = rest.at(-1)
  if (!first || !last) return first
  return { kind: 'or', of: predicates, span: { from: first.span.from, to: last.span.to } }
}

function warnUnused(
  definitions: readonly Definition[],
  conditions: readonly Condition[],
  problems: Diagnostic[],
): void {
  const used = new Set<number>()
  let unread = false
  for (const condition of conditions) {
    walk(condition.predicate, [], (predicate) => {
      if (predicate.kind === 'use') used.add(predicate.of)
      else if (predicate.kind === 'opaque') unread = true
    })
    for (const token of condition.aggregation) {
      const id = definitions.findIndex((definition) => definition.name === token.text)
      if (id >= 0) used.add(id)
    }
  }
  if (unread) return
  definitions.forEach((definition, id) => {
    if (!used.has(id)) problems.push(diagnose('sigma/unused-identifier', nameSpan(definition), definition.name))
  })
}

const nameSpan = (definition: Definition): Span => ({
  from: definition.span.from,
  to: definition.span.from + definition.name.length,
})

function timeframe(detection: YamlMap, problems: Diagnostic[]): number | undefined {
  const found = entry(detection, 'timeframe')?.value
  if (found?.kind !== 'scalar') return undefined
  const within = timespan(found.text)
  if (within === undefined) problems.push(diagnose('sigma/bad-timespan', place(found), found.text))
  return within
}
