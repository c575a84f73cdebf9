/** A hit as a line of JSON, as the command line prints it and the page of the site hands it out. */
import type { Family } from '../model/rule.js'
import type { Scalar } from './record.js'
import type { Hit } from './runner.js'

export interface LineOf extends Pick<Hit, 'verdict' | 'from' | 'to'> {
  readonly rule: {
    readonly id: string
    readonly title: string
    readonly family: Family
    readonly level: string | undefined
    readonly path: string
  }
  /** Where its records stand, in the order of reading. */
  readonly places: readonly object[]
  readonly fields: Iterable<readonly [name: string, values: readonly Scalar[]]>
}

/** Times as ISO 8601 in UTC. Of several records `source` is the one read last; `records` has all. A field with one value is that. */
export function hitLine({
  rule: { id, title, family, level, path },
  verdict,
  from,
  to,
  places,
  fields,
}: LineOf): string {
  return JSON.stringify({
    rule: { id, title, family, level, path },
    source: places.at(-1),
    time: isoTime(to),
    ...(places.length > 1 && { from: isoTime(from), records: places }),
    verdict,
    fields: Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
  })
}

export function isoTime(time: number | undefined): string | undefined {
  if (time === undefined) return undefined
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
