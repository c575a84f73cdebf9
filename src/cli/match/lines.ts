/** A hit as a line of JSON. */
import type { Found } from './run.js'

/** Times as ISO 8601 in UTC. Of several records `source` is the one read last; `records` has all, in the order of reading. */
export function hitLine({ entry: { rule }, verdict, from, to, places, fields }: Found): string {
  const last = places.at(-1)
  return JSON.stringify({
    rule: {
      id: rule.id,
      title: rule.title,
      family: rule.family,
      level: rule.meta.level,
      path: rule.path,
    },
    source: last,
    time: isoTime(to),
    ...(places.length > 1 && { from: isoTime(from), records: places }),
    verdict,
    fields: fieldsOf(fields),
  })
}

export const isoTime = (time: number | undefined): string | undefined => {
  if (time === undefined) return undefined
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** One value as it is, several as a list. */
const fieldsOf = (fields: Found['fields']): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
