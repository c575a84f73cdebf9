/** A rule's logic as stages to be shown, and its figures: ways to fire, things that stop it, predicates. */
import type { Definition, DefinitionId, Filter, Predicate, Rule, Span, Stage, StageId } from '../model/rule.js'
import { filters, walk, ways } from '../model/walk.js'
import type { DefinitionRole, StageView } from './view.js'

/**
 * Stages as they are shown: in the order of the rule's data, a condition followed by the definitions that it uses. Reading
 * plain records is not a stage of its own.
 */
export function stageViews(rule: Rule): StageView[] {
  const roles = rolesOf(rule)
  const definitions = rule.definitions.map((definition, id) => definitionView(rule, definition, id, roles.get(id)))
  const views: Omit<StageView, 'index'>[] = []
  let own = true
  rule.stages.forEach((stage, id) => {
    if (stage.kind === 'filter') {
      views.push({ ...conditionView(rule, stage, conditionName(rule, id, stage)), stage: id })
      // The rule's own definitions follow its first condition, those of a filter that was added follow its own.
      if (stage.span.in !== undefined) views.push(...definitions.filter((view) => view.span.in === stage.span.in))
      else if (own) views.push(...definitions.filter((view) => view.span.in === undefined))
      own = false
    } else if (stage.kind !== 'read' || stage.source.kind !== 'events') views.push(otherView(rule, stage, id))
  })
  return views.map((view, index) => ({ index, ...view }))
}

/** `step 2` for what a sequence asks for second, `threshold` for what is asked of a group. */
function conditionName({ stages }: Rule, id: StageId, { label, from }: Filter): string {
  if (label !== undefined) return label
  if (stages[from]?.kind === 'group') return 'threshold'
  for (const stage of stages) {
    if (stage.kind !== 'sequence') continue
    const step = stage.steps.findIndex(({ from }) => from === id)
    if (step >= 0) return `step ${step + 1}`
    if (stage.until?.from === id) return 'until'
  }
  return 'condition'
}

function otherView(rule: Rule, stage: Exclude<Stage, Filter>, id: StageId): Omit<StageView, 'index'> {
  const name = stage.label ?? nameOf(stage)
  return {
    name,
    role: stage.kind,
    text: textOf(rule, stage.span),
    span: stage.span,
    stage: id,
    ways: 1,
  }
}

/** What computes fields is named by them. */
function nameOf(stage: Exclude<Stage, Filter>): string {
  if (stage.kind === 'shape' || stage.kind === 'opaque') return stage.verb
  if (stage.kind !== 'derive') return stage.kind
  const names = [...new Set(stage.make.map(({ as }) => as))]
  return names.length > 2 ? `${names[0]} and ${names.length - 1} more` : names.join(', ')
}

function conditionView(rule: Rule, { span, where }: Filter, name: string): Omit<StageView, 'index'> {
  return {
    name,
    role: 'condition',
    text: textOf(rule, span),
    span,
    predicate: where,
    ways: ways(where, rule.definitions),
  }
}

function definitionView(
  rule: Rule,
  definition: Definition,
  id: DefinitionId,
  role: DefinitionRole = 'unused',
): Omit<StageView, 'index'> {
  const { name, span, predicate } = definition
  return {
    name,
    role,
    text: textOf(rule, span),
    span,
    predicate,
    definition: id,
    ways: ways(predicate, rule.definitions),
  }
}

/** The text at a span, in whichever of the rule's texts it lies. */
function textOf(rule: Rule, span: Span): string {
  const text = span.in === undefined ? rule.text : (rule.inserts[span.in]?.text ?? '')
  return text.slice(span.from, span.to)
}

/** What part each definition plays: whether every way needs it, some do, it excludes, or both. */
function rolesOf(rule: Rule): Map<DefinitionId, DefinitionRole> {
  const roles = new Map<DefinitionId, DefinitionRole>()
  const visit = (predicate: Predicate, role: DefinitionRole): void => {
    switch (predicate.kind) {
      case 'and':
        for (const part of predicate.of) visit(part, role)
        return
      case 'or': {
        const inner = role === 'required' && predicate.of.length > 1 ? 'alternative' : role
        for (const part of predicate.of) visit(part, inner)
        return
      }
      case 'not':
        return visit(predicate.of, role === 'exclusion' ? 'alternative' : 'exclusion')
      case 'use': {
        roles.set(predicate.of, together(roles.get(predicate.of), role))
        const definition = rule.definitions[predicate.of]
        if (definition) visit(definition.predicate, role)
        return
      }
      case 'indicator':
      case 'compare':
      case 'opaque':
        return
      default:
        predicate satisfies never
    }
  }
  for (const filter of filters(rule)) visit(filter.where, 'required')
  return roles
}

function together(one: DefinitionRole | undefined, other: DefinitionRole): DefinitionRole {
  if (one === undefined || one === other) return other
  if (one === 'exclusion' || other === 'exclusion' || one === 'both') return 'both'
  return 'required'
}

export interface Figures {
  readonly ways: number
  /** Distinct things any one of which stops the rule. */
  readonly blocks: number
  readonly predicates: number
}

export function figuresOf(rule: Rule): Figures {
  const all = filters(rule)
  const used = new Set<DefinitionId>()
  let predicates = 0
  let blocks = 0
  const visit = (predicate: Predicate, negated: boolean): void => {
    switch (predicate.kind) {
      case 'and':
      case 'or':
        for (const part of predicate.of) visit(part, negated)
        return
      case 'not':
        if (!negated) blocks += ways(predicate.of, rule.definitions)
        return visit(predicate.of, !negated)
      case 'use': {
        const definition = rule.definitions[predicate.of]
        if (!definition || used.has(predicate.of)) return
        used.add(predicate.of)
        return visit(definition.predicate, negated)
      }
      case 'indicator':
        if (!predicate.implied) predicates += Math.max(1, predicate.values.length)
        return
      case 'compare':
      case 'opaque':
        predicates++
        return
      default:
        predicate satisfies never
    }
  }
  for (const filter of all) visit(filter.where, false)
  return {
    ways: all.reduce((n, filter) => n * ways(filter.where, rule.definitions), rule.stages.length > 0 ? 1 : 0),
    blocks,
    predicates,
  }
}

/** Whether anything of the rule's logic could not be read. */
export function hasOpaque(rule: Rule): boolean {
  const roots = [...filters(rule).map((filter) => filter.where), ...rule.definitions.map((one) => one.predicate)]
  let found = rule.stages.some((stage) => stage.kind === 'opaque')
  for (const root of roots)
    walk(root, [], ({ kind }) => {
      if (kind === 'opaque') found = true
    })
  return found
}
