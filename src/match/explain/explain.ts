/**
 * Why a rule fires on a record, or why it does not and what would have to be different. Every predicate is told with what
 * stands in its place; where one record decides the rule, the verdict is that of `scan`.
 */
import type { Millis, Rule, StageId } from '../../model/rule.js'
import { inputsOf, stagesBehind } from '../../model/walk.js'
import { type Condition, conditionOf, holds } from '../condition/term.js'
import type { Seeing } from '../plan/seen.js'
import type { FlatRecord } from '../record.js'
import { canScan, scanStage } from '../scan.js'
import { planOf } from '../series/plan.js'
import type { Lists } from '../text.js'
import type { Verdict } from '../verdict.js'
import { changeFor } from './change.js'
import type { Explanation, Reached, StageReason } from './explanation.js'
import { nearnessOf } from './nearness.js'
import { needsOf } from './needs.js'
import { reasonOf } from './reason.js'

export interface ExplainOptions {
  readonly lists?: Lists
  /** How the fields of the rule are found in the record; by the names that it writes when absent. */
  readonly seeing?: Seeing
  /** The time that the rule means by the present; the record's own when absent. */
  readonly now?: Millis
  /** `false`: what would have to change is not worked out. */
  readonly change?: boolean
}

export function explain(rule: Rule, record: FlatRecord, options: ExplainOptions = {}): Explanation {
  const condition = conditionOf(rule, options)
  const isAlone = canScan(rule)
  const ends = isAlone ? [rule.stages.length - 1] : planOf(rule).feeds
  const shown = new Set(ends.flatMap((end) => stagesBehind(rule, end)))
  const reached = ends.map((stage) => reachedAt(stage, record, condition, options))
  return {
    scope: isAlone ? 'record' : 'series',
    verdict: isAlone ? (reached[0]?.verdict ?? 'unsure') : 'unsure',
    nearness: reached.reduce((most, { nearness }) => Math.max(most, nearness), 0),
    stages: [...shown].sort((a, b) => a - b).flatMap((stage) => stageReason(stage, record, condition, options) ?? []),
    reached,
    needs: isAlone ? [] : needsOf(rule, (stage) => shown.has(stage)),
  }
}

function reachedAt(stage: StageId, record: FlatRecord, condition: Condition, options: ExplainOptions): Reached {
  const term = condition.stage(stage)
  const verdict = getsTo(stage, record, condition, options)
  const isThrough = (changed: FlatRecord): boolean => getsTo(stage, changed, condition, options) === 'true'
  return {
    stage,
    verdict,
    nearness: nearnessOf(term, record, condition.lists),
    ...(verdict !== 'true' &&
      options.change !== false && { change: changeFor(term, record, condition, stage, isThrough) }),
  }
}

/** Whether a record gets through a stage: where the rule's own names are looked for, the reference has the word. */
function getsTo(stage: StageId, record: FlatRecord, condition: Condition, { seeing, now }: ExplainOptions): Verdict {
  const { rule, lists } = condition
  return seeing
    ? holds(condition.stage(stage), record, lists)
    : scanStage(rule, stage, record, { lists, ...(now !== undefined && { now }) })
}

function stageReason(
  id: StageId,
  record: FlatRecord,
  condition: Condition,
  options: ExplainOptions,
): StageReason | undefined {
  const stage = condition.rule.stages[id]
  if (!stage) return undefined
  const where = condition.where(id)
  const reason = where && reasonOf(where, record, condition)
  return {
    stage: id,
    kind: stage.kind,
    from: inputsOf(stage),
    span: stage.span,
    ...(stage.label !== undefined && { label: stage.label }),
    verdict: getsTo(id, record, condition, options),
    ...(reason && { where: reason }),
  }
}
