/** What events call fields that rules know by other names, as Sigma's log sources say it. */
import { logSources } from '../data/telemetry/index.js'

export interface Renamed {
  readonly canonical: string
  /** The event's own name. */
  readonly own: string
}

const byEvent = new Map<string, Map<string, Renamed>>()
for (const { renames = {} } of logSources)
  for (const [key, names] of Object.entries(renames)) {
    const known = byEvent.get(key) ?? new Map<string, Renamed>()
    byEvent.set(key, known)
    for (const [canonical, own] of Object.entries(names)) known.set(`${canonical} ${own}`, { canonical, own })
  }

/** Each pair of names once, by the key of the event. */
export const renamesOf = (key: string): readonly Renamed[] => [...(byEvent.get(key)?.values() ?? [])]
