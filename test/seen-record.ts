import type { FlatRecord, Scalar } from '../src/model/record.js'
import type { Rule } from '../src/model/rule.js'
import { createSources, type RecordSource } from '../src/resolve/record-source.js'
import { type Place, placeOf } from '../src/resolve/record-view.js'
import { take } from '../src/resolve/take.js'

/** A record as a rule sees it that may have other names for its fields. Only `get` differs. */
export class SeenRecord extends Map<string, readonly Scalar[]> implements FlatRecord {
  private readonly find: ((name: string) => readonly Scalar[] | undefined) | undefined

  constructor(rule: Rule, record: FlatRecord, source: RecordSource) {
    super(record)
    const stage = rule.stages.length - 1
    this.find = (name) => valuesAt(placeOf(rule, stage, name, source), record)
  }

  override get(name: string): readonly Scalar[] | undefined {
    return this.find ? this.find(name) : super.get(name)
  }
}

function valuesAt(place: Place, record: FlatRecord): readonly Scalar[] | undefined {
  if (place.kind === 'none') return undefined
  if (place.kind === 'told') return place.values
  const found = place.names.flatMap((name) => record.get(name) ?? record.get(name.replace(/\s/g, '')) ?? [])
  const values = found.flatMap((value) => take(value, place.take ?? []))
  return values.length > 0 ? values : place.otherwise && valuesAt(place.otherwise, record)
}

const sources = createSources()

export const sourceOf = (record: FlatRecord): RecordSource =>
  sources(
    (name) => record.get(name)?.[0],
    () => record.keys(),
  )
