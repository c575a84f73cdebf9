/** What can be said of a rule and a record. `unsure` hangs on a part of the rule that could not be read or filled. */
export type Verdict = 'true' | 'false' | 'unsure'

/** True of nothing, false as soon as one is false. */
export function and(verdicts: Iterable<Verdict>): Verdict {
  let found: Verdict = 'true'
  for (const verdict of verdicts) {
    if (verdict === 'false') return 'false'
    if (verdict === 'unsure') found = 'unsure'
  }
  return found
}

/** False of nothing, true as soon as one is true. */
export function or(verdicts: Iterable<Verdict>): Verdict {
  let found: Verdict = 'false'
  for (const verdict of verdicts) {
    if (verdict === 'true') return 'true'
    if (verdict === 'unsure') found = 'unsure'
  }
  return found
}

const opposite = { true: 'false', false: 'true', unsure: 'unsure' } as const

export const not = (verdict: Verdict): Verdict => opposite[verdict]

export const verdict = (holds: boolean): Verdict => (holds ? 'true' : 'false')
