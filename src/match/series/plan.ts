/** Which stages of a rule single records decide, and why a rule cannot run. */
import type { Rule, Source, Stage, StageId } from '../../model/rule.js'
import { inputsOf } from '../../model/walk.js'

/**
 * `single`: one record decides the rule, so it is no series. `empty`: nothing of it could be read. `unread`: a stage was
 * not understood. `jobs`: it reads results of anomaly detection jobs.
 */
export interface Unable {
  readonly cause: 'single' | 'empty' | 'unread' | 'jobs'
  /** What could not be read or is asked elsewhere: a verb, ids of jobs. */
  readonly detail: string
}

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

export function planOf({ stages }: Rule): Plan | Unable {
  if (stages.length === 0) return { cause: 'empty', detail: '' }
  const needed = neededBy(stages)
  const unable = [...needed].map((id) => unableAt(stages[id])).find((found) => found)
  if (unable) return unable
  const single = reached(stages, 'events', isOfOneRecord)
  const isAlone = reached(stages, 'events', (stage) => isOfOneRecord(stage) || stage.kind === 'union')
  if (isAlone.has(stages.length - 1)) return { cause: 'single', detail: '' }
  const own = [...needed].filter((id) => !single.has(id)).sort((a, b) => a - b)
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

/** The last stage and all it reads, however far back. */
function neededBy(stages: readonly Stage[]): ReadonlySet<StageId> {
  const needed = new Set<StageId>([stages.length - 1])
  for (let id = stages.length - 1; id >= 0; id--) {
    const stage = stages[id]
    if (stage && needed.has(id)) for (const input of inputsOf(stage)) needed.add(input)
  }
  return needed
}

function unableAt(stage: Stage | undefined): Unable | undefined {
  if (stage?.kind === 'opaque') return { cause: 'unread', detail: stage.verb }
  return stage?.kind === 'read' && stage.source.kind === 'jobs'
    ? { cause: 'jobs', detail: stage.source.ids.join(', ') }
    : undefined
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
