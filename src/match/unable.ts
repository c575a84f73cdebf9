/** Why rules cannot run, in words by which they are counted. */
import type { Rule } from '../model/rule.js'
import { ability } from './ability.js'
import type { Cause } from './causes.js'
import { canScan } from './scan.js'

export interface Runnable<E> {
  readonly entries: readonly E[]
  /** How many cannot, by cause. A filter is neither: it is part of the rules that it is added to. */
  readonly unable: ReadonlyMap<string, number>
}

/** Those whose rules can run, in their order. */
export function runnable<E extends { readonly rule: Rule }>(all: readonly E[]): Runnable<E> {
  const unable = new Map<string, number>()
  const entries = all.filter(({ rule }) => {
    if (rule.kind === 'filter') return false
    const reason = whyUnable(rule)
    if (reason !== undefined) unable.set(reason, (unable.get(reason) ?? 0) + 1)
    return reason === undefined
  })
  return { entries, unable }
}

/** Undefined when it can. */
export function whyUnable(rule: Rule): string | undefined {
  if (canScan(rule)) return undefined
  const { runs, causes } = ability(rule)
  if (runs !== 'no') return undefined
  return causes.map(({ kind }) => reasons[kind]).find((one) => one !== undefined) ?? reasons.unread
}

const reasons = {
  unread: 'nothing of them could be read',
  stage: 'a stage could not be read',
  condition: 'a condition could not be read',
  jobs: 'they ask jobs of anomaly detection',
  function: 'a function that they need is not known here',
  field: 'how a field is made is not known',
  list: 'a list that they need is not given',
  table: 'a table that they need is not given',
  pattern: 'a regular expression cannot run in linear time',
  order: 'what comes before and after a text is not known',
  network: 'a network could not be read',
  time: 'the present time is not known',
  // These are no reason not to run.
  records: undefined,
  rules: undefined,
} as const satisfies Readonly<Record<Cause['kind'], string | undefined>>
