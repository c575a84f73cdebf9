/**
 * What a rule asks, as a text that is equal for two rules when they ask the same: the same query for two platforms,
 * laid out otherwise, or moved elsewhere. It is made of the stages that decide, never of the rule's name or place, and
 * two rules that ask different things never share it.
 */
import type { Rule, StageId } from '../model/rule.js'
import { Signer } from './copies-signer.js'

/** Undefined for a rule without stages, which asks nothing. */
export function copySignature(rule: Rule): string | undefined {
  const last = rule.stages.length - 1
  if (last < 0) return undefined
  const signer = new Signer(rule)
  return signer.sign(deciding(rule, last))
}

/** The last stage that decides anything: columns that are only added to a result for reading it ask nothing. */
function deciding({ stages }: Rule, last: StageId): StageId {
  let id = last
  for (let stage = stages[id]; stage?.kind === 'derive' || stage?.kind === 'shape'; stage = stages[id]) {
    if (stage.kind === 'shape' && stage.limit !== undefined) break
    if (stages[stage.from]?.kind === 'read') break
    id = stage.from
  }
  return id
}
