/** Which stages of a rule single records decide, and which are decided here. */
import type { Rule, Source, Stage, StageId } from '../../model/rule.js'
import { inputsOf, stagesBehind } from '../../model/walk.js'

export interface Plan {
  /** Stages over single records that others read. */
  readonly feeds: readonly StageId[]
  /** Stages that read other rules' hits, and the rules. */
  readonly refs: readonly { readonly stage: StageId; readonly ref: string }[]
  /** Stages over nothing but lists. */
  readonly lists: ReadonlySet<StageId>
  /** Stages that are decided here, in order. */
  readonly own: readonly StageId[]
}

export function planOf(rule: Rule): Plan {
  const { stages } = rule
  const single = reached(stages, 'events', isOfOneRecord)
  const own = stagesBehind(rule, stages.length - 1).filter((id) => !single.has(id))
  const read = new Set(own.flatMap((id) => inputsOf(stages[id] as Stage)))
  return {
    feeds: [...read].filter((id) => single.has(id)).sort((a, b) => a - b),
    refs: own.flatMap((id) => {
      const stage = stages[id]
      return stage?.kind === 'read' && stage.source.kind === 'rule' ? [{ stage: id, ref: stage.source.ref }] : []
    }),
    lists: reached(stages, 'list', () => true),
    own,
  }
}

/** Stages over nothing but one kind of source, by way of certain stages. */
function reached(
  stages: readonly Stage[],
  source: Source['kind'],
  isWay: (stage: Stage) => boolean,
): ReadonlySet<StageId> {
  const found = new Set<StageId>()
  stages.forEach((stage, id) => {
    const isReached =
      stage.kind === 'read'
        ? stage.source.kind === source
        : isWay(stage) && inputsOf(stage).every((input) => found.has(input))
    if (isReached) found.add(id)
  })
  return found
}

/** A union stays here: an aggregate may ask which way a record came, and each way may have made fields of its own. */
const isOfOneRecord = (stage: Stage): boolean =>
  stage.kind === 'filter' || stage.kind === 'derive' || (stage.kind === 'shape' && stage.limit === undefined)
