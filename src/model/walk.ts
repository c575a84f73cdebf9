import type { Definition, Filter, Indicator, Predicate, Rule, Stage, StageId } from './rule.js'

/** Whether a leaf is reached through an even or an odd number of `not`. */
export type Polarity = 'required' | 'excluded'

export const flip = (polarity: Polarity): Polarity => (polarity === 'required' ? 'excluded' : 'required')

export const filters = (rule: Rule): readonly Filter[] =>
  rule.stages.filter((stage): stage is Filter => stage.kind === 'filter')

/** The stages whose rows a stage works on. */
export function inputsOf(stage: Stage): readonly StageId[] {
  switch (stage.kind) {
    case 'read':
      return []
    case 'filter':
    case 'derive':
    case 'group':
    case 'novel':
    case 'shape':
      return [stage.from]
    case 'join':
      return [stage.from, stage.other]
    case 'sequence':
      return [...stage.steps, ...(stage.until ? [stage.until] : [])].map(({ from }) => from)
    case 'union':
    case 'opaque':
      return stage.from
    default:
      return stage satisfies never
  }
}

/** A stage and all that its rows come through, in order. */
export function stagesBehind({ stages }: Pick<Rule, 'stages'>, last: StageId): readonly StageId[] {
  const needed = new Set([last])
  for (let id = last; id >= 0; id--) {
    const stage = needed.has(id) ? stages[id] : undefined
    if (stage) for (const input of inputsOf(stage)) needed.add(input)
  }
  return [...needed].filter((id) => stages[id]).sort((a, b) => a - b)
}

/** The log sources that a rule reads, as written. Empty for a rule over other rules. */
export const logsourcesOf = (rule: Rule): Readonly<Record<string, string>>[] =>
  rule.stages.flatMap((stage) =>
    stage.kind === 'read' && stage.source.kind === 'events' ? [stage.source.written] : [],
  )

/**
 * Calls `visit` for every predicate below `root`, itself included, definitions opened where they are used; without
 * definitions a use is only named.
 */
export function walk(
  root: Predicate,
  definitions: readonly Definition[],
  visit: (predicate: Predicate, polarity: Polarity) => void,
  polarity: Polarity = 'required',
): void {
  visit(root, polarity)
  switch (root.kind) {
    case 'and':
    case 'or':
      for (const part of root.of) walk(part, definitions, visit, polarity)
      return
    case 'not':
      return walk(root.of, definitions, visit, flip(polarity))
    case 'use': {
      const definition = definitions[root.of]
      if (definition) walk(definition.predicate, definitions, visit, polarity)
      return
    }
    case 'indicator':
    case 'compare':
    case 'opaque':
      return
    default:
      root satisfies never
  }
}

/** A predicate without what only its language asks for: what its author wrote. */
export function authored(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const of = predicate.of.filter((part) => !isImplied(part)).map(authored)
      const [only] = of
      if (of.length === predicate.of.length)
        return of.every((part, i) => part === predicate.of[i]) ? predicate : { ...predicate, of }
      return only && of.length === 1 ? only : { ...predicate, of }
    }
    case 'not': {
      const of = authored(predicate.of)
      return of === predicate.of ? predicate : { ...predicate, of }
    }
    case 'use':
    case 'indicator':
    case 'compare':
    case 'opaque':
      return predicate
    default:
      return predicate satisfies never
  }
}

const isImplied = (part: Predicate): boolean => part.kind === 'indicator' && part.implied === true

/** Every indicator that decides a rule, once per place it is used. */
export function indicators(rule: Rule): { indicator: Indicator; polarity: Polarity }[] {
  const found: { indicator: Indicator; polarity: Polarity }[] = []
  for (const filter of filters(rule))
    walk(filter.where, rule.definitions, (predicate, polarity) => {
      if (predicate.kind === 'indicator') found.push({ indicator: predicate, polarity })
    })
  return found
}

/**
 * The number of distinct routes by which a record can satisfy a predicate: a list of alternatives adds,
 * a conjunction multiplies, a `not` is one gate. Infinity when it passes what a double can hold.
 */
export function ways(predicate: Predicate, definitions: readonly Definition[]): number {
  switch (predicate.kind) {
    case 'and':
      return predicate.of.reduce((n, part) => n * ways(part, definitions), 1)
    case 'or':
      return predicate.of.reduce((n, part) => n + ways(part, definitions), 0)
    case 'use': {
      const definition = definitions[predicate.of]
      return definition ? ways(definition.predicate, definitions) : 1
    }
    case 'indicator':
      return predicate.need === 'one' ? Math.max(1, predicate.values.length) : 1
    case 'not':
    case 'compare':
    case 'opaque':
      return 1
    default:
      return predicate satisfies never
  }
}
