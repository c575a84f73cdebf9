/** Records to try, of those that come with the program the ones on which some rule of a catalog fires. */
import { flatten } from '../match/record.js'
import { canScan, scanStage } from '../match/scan.js'
import { ruleIn, SeenRecord } from '../match/seen-record.js'
import type { Rule } from '../model/rule.js'
import { concerns } from '../resolve/concerns.js'
import { createSources, sourceIn } from '../resolve/record-source.js'
import { type Example, examples } from './match-examples.js'

/** That are shown. */
const most = 6

export function firing(rules: readonly Rule[]): readonly Example[] {
  const able = rules.filter(canScan)
  const found: Example[] = []
  for (const example of examples) {
    if (found.length === most) break
    if (isFired(example.record, able)) found.push(example)
  }
  return found
}

function isFired(value: unknown, rules: readonly Rule[]): boolean {
  const record = flatten(value)
  const source = sourceIn(createSources(), record)
  return rules.some((rule) => {
    if (!concerns(rule, source)) return false
    const last = rule.stages.length - 1
    return scanStage(ruleIn(rule, source), last, new SeenRecord(rule, record, source, last)) === 'true'
  })
}
