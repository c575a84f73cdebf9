/** Made records as they are kept beside a rule to test it: a line of JSON each. */
import type { Rule } from '../../model/rule.js'
import type { Made, Unmade } from './synthesis.js'
import { synthesise } from './synthesise.js'

export interface RecordLines {
  /** `{"expect": "match" | "no match", "why", "record"}`, without line ends. */
  readonly lines: readonly string[]
  readonly unmade: readonly { readonly why: string; readonly cause: Unmade['cause'] }[]
  /** Whether a record that fires is among them. */
  readonly fires: boolean
}

export function recordLines(rule: Rule): RecordLines {
  const { match, nearMisses, exclusions } = synthesise(rule)
  const lines: string[] = []
  const unmade: RecordLines['unmade'][number][] = []
  const add = (one: Made | Unmade, expect: 'match' | 'no match', why: string): void => {
    if (one.record) lines.push(JSON.stringify({ expect, why, record: one.record }))
    else unmade.push({ why, cause: one.cause })
  }
  add(match, 'match', 'all that must hold does')
  for (const one of nearMisses) add(one, 'no match', `fails only: ${one.of.text}`)
  for (const one of exclusions) add(one, 'no match', `is excluded: ${one.of.text}`)
  return { lines, unmade, fires: match.record !== undefined }
}
