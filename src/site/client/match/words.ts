import { figure, plural } from '../../marks.js'
import type { Outcome, Progress } from '../../match-protocol.js'

/** What is said of a run that goes on, and of one that ended. */

export function progressText({ records, bytes, of, millis }: Progress): string {
  const rate = millis > 0 ? Math.round(records / (millis / 1000)) : 0
  return `${plural(records, 'record')}, ${figure(rate)} a second, ${size(bytes)} of ${size(of)}`
}

export function outcomeText(outcome: Outcome): string {
  const { records, rules, millis, stopped, hits, kept, evicted, late, disordered } = outcome
  const seconds = millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`
  const passed = late + disordered
  return [
    `${stopped ? 'Stopped after ' : ''}${plural(records, 'record')}, ${plural(rules, 'rule')}, ${seconds}`,
    records === 0 && !stopped && 'no record was found in what you gave',
    kept < hits && `of ${plural(hits, 'hit')} ${figure(kept)} were kept to look at`,
    evicted > 0 &&
      `rules over several records had to forget ${plural(evicted, 'record or group', 'records or groups')}`,
    passed > 0 &&
      `records that were not in the order of time were given to rules over several ${plural(passed, 'time')}`,
  ]
    .filter(Boolean)
    .join('; ')
}

const size = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`
