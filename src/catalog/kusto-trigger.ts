import type { KnownTrigger, Trigger } from '../formats/kusto-trigger.js'
import type { Indicator, Predicate, Stage } from '../model/rule.js'

/** The stages of a query with a count of its results behind them, and how many there must be. */
export function triggerStages(stages: readonly Stage[], trigger: Trigger): readonly Stage[] {
  if (stages.length === 0) return stages
  const group = stages.length
  if (trigger.operator === undefined)
    return [...stages, { kind: 'opaque', from: [group - 1], verb: 'trigger', span: trigger.span }]
  const { within, span } = trigger
  return [
    ...stages,
    {
      kind: 'group',
      from: group - 1,
      by: [],
      ...(within !== undefined && { within }),
      make: [{ as: 'results', fn: 'count' }],
      span,
    },
    { kind: 'filter', from: group, where: boundOf(trigger, group), span },
  ]
}

function boundOf({ operator, value, written, number, span }: KnownTrigger, made: number): Predicate {
  const test: Indicator = {
    kind: 'indicator',
    field: { written: 'results', span, made },
    op: operator === 'ne' ? 'eq' : operator,
    values: [{ kind: 'number', value, written, span: number }],
    need: 'one',
    cased: false,
    via: [],
    span,
  }
  return operator === 'ne' ? { kind: 'not', of: test, span } : test
}
