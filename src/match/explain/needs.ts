/** What a rule over several records asks for beside its stages over single records. */
import type { Field, Predicate, Rule, Stage, StageId, Step } from '../../model/rule.js'
import { show } from '../../model/show.js'
import type { Need, NeedStep } from './explanation.js'

/** In the order of the rule, without the stages that single records decide. */
export function needsOf(rule: Rule, isOfOneRecord: (stage: StageId) => boolean): readonly Need[] {
  return rule.stages.flatMap((stage, id): readonly Need[] => {
    if (isOfOneRecord(id)) return []
    const need = needOf(stage, rule)
    return need ? [{ stage: id, span: stage.span, ...need }] : []
  })
}

// Spread over a union, `Omit` would keep only what all have.
type Without<T> = T extends Need ? Omit<T, 'stage' | 'span'> : never

function needOf(stage: Stage, { definitions }: Rule): Without<Need> | undefined {
  switch (stage.kind) {
    case 'read':
      return needOfSource(stage.source)
    case 'filter': {
      const tests = testsOf(stage.where)
      return { kind: 'condition', text: show(stage.where, definitions), ...(tests && { tests }) }
    }
    case 'group':
      return {
        kind: 'gathered',
        by: names(stage.by),
        ...(stage.within !== undefined && { within: stage.within }),
        make: stage.make.map(({ as, fn, of }) => ({ as, fn, ...(of && { of: of.written }) })),
      }
    case 'novel':
      return { kind: 'new', by: names(stage.by), lookback: stage.lookback }
    case 'join':
      return {
        kind: 'partner',
        how: stage.how,
        other: stage.other,
        on: stage.on.map((pairs) => pairs.map(([a, b]) => [a.written, b.written] as const)),
      }
    case 'sequence':
      return {
        kind: 'steps',
        ordered: stage.ordered,
        ...(stage.within !== undefined && { within: stage.within }),
        steps: stage.steps.map(stepOf),
        ...(stage.until && { until: stepOf(stage.until) }),
      }
    case 'shape':
      return stage.limit === undefined ? undefined : { kind: 'limit', verb: stage.verb, rows: stage.limit }
    case 'opaque':
      return { kind: 'not read', verb: stage.verb }
    case 'derive':
    case 'union':
      return undefined
    default:
      return stage satisfies never
  }
}

function needOfSource(source: Extract<Stage, { kind: 'read' }>['source']): Without<Need> | undefined {
  switch (source.kind) {
    case 'rule':
      return { kind: 'hit of', rule: source.ref }
    case 'list':
      return { kind: 'list', name: source.name }
    case 'jobs':
      return { kind: 'jobs', ids: source.ids }
    case 'events':
      return undefined
    default:
      return source satisfies never
  }
}

const names = (fields: readonly Field[]): string[] => fields.map(({ written }) => written)

const stepOf = ({ from, by, absent, runs = 1 }: Step): NeedStep => ({ stage: from, by: names(by), absent, times: runs })

type Tests = NonNullable<Extract<Need, { kind: 'condition' }>['tests']>

function testsOf(where: Predicate): Tests | undefined {
  const parts = where.kind === 'and' ? where.of : [where]
  const tests = parts.flatMap((part) =>
    part.kind === 'indicator' && part.field && (part.need === 'one' || part.values.length === 1)
      ? [{ field: part.field.written, op: part.op, values: part.values.map(({ written }) => written) }]
      : [],
  )
  return tests.length === parts.length ? tests : undefined
}
