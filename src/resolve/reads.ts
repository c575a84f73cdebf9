/** Where the records that come to a stage are read from. */
import type { Rule, StageId } from '../model/rule.js'
import { inputsOf } from '../model/walk.js'

/** As written; none when all of it reads other rules or lists. */
export function readsOf({ stages }: Rule, end: StageId): readonly Readonly<Record<string, string>>[] {
  const found = new Set([end])
  for (const id of found) {
    const stage = stages[id]
    if (stage) for (const from of inputsOf(stage)) found.add(from)
  }
  return [...found].flatMap((id) => {
    const stage = stages[id]
    return stage?.kind === 'read' && stage.source.kind === 'events' ? [stage.source.written] : []
  })
}
