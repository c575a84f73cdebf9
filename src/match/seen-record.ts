/** Records as a rule sees them that may have other names for their fields. */
import type { Definition, Filter, Indicator, Predicate, Rule, Stage, StageId } from '../model/rule.js'
import type { RecordSource } from '../resolve/record-source.js'
import { type Place, placeOf } from '../resolve/record-view.js'
import { type Step, take } from '../resolve/take.js'
import type { Seat, Seeing, Seen } from './plan/seen.js'
import { type FlatRecord, type Scalar, valuesOf } from './record.js'

/** A record in which `get` finds a field where the rule's stage finds it. Its own names are what it lists. */
export class SeenRecord implements FlatRecord {
  constructor(
    private readonly rule: Rule,
    private readonly record: FlatRecord,
    private readonly source: RecordSource,
    private readonly stage: StageId = rule.stages.length - 1,
  ) {}

  get(name: string): readonly Scalar[] | undefined {
    return valuesAt(placeOf(this.rule, this.stage, name, this.source), this.record)
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  get size(): number {
    return this.record.size
  }

  forEach(visit: (values: readonly Scalar[], name: string, record: FlatRecord) => void): void {
    for (const [name, values] of this.record) visit(values, name, this)
  }

  keys(): MapIterator<string> {
    return this.record.keys()
  }

  values(): MapIterator<readonly Scalar[]> {
    return this.record.values()
  }

  entries(): MapIterator<[string, readonly Scalar[]]> {
    return this.record.entries()
  }

  [Symbol.iterator](): MapIterator<[string, readonly Scalar[]]> {
    return this.record[Symbol.iterator]()
  }
}

function valuesAt(place: Place, record: FlatRecord): readonly Scalar[] | undefined {
  if (place.kind === 'none') return undefined
  if (place.kind === 'told') return place.values
  const values = place.names
    .flatMap((name) => valuesOf(record, name))
    .flatMap((value) => (place.take ? take(value, place.take) : [value]))
  return values.length > 0 ? values : place.otherwise && valuesAt(place.otherwise, record)
}

/** How the fields of a rule are found in records of a source. */
export const seeingOf =
  (rule: Rule, source: RecordSource): Seeing =>
  ({ written }, stage) =>
    seenAt(placeOf(rule, stage, written, source))

const known = new WeakMap<Place, Seen>()

function seenAt(place: Place): Seen {
  const made = known.get(place) ?? makeSeen(place)
  known.set(place, made)
  return made
}

function makeSeen(place: Place): Seen {
  if (place.kind === 'none') return []
  if (place.kind === 'told') return place.values
  const { names, take: steps, otherwise } = place
  const after = otherwise && seenAt(otherwise)
  const seat: Seat = {
    key: [names.join('\t'), ...(steps ?? []).map(stepKey), after ? `else ${keyOf(after)}` : ''].join('\n'),
    names,
    ...(steps && { make: (value: Scalar) => take(value, steps) }),
    ...(after && { otherwise: after }),
  }
  return seat
}

const keyOf = (seen: Seen): string => ('key' in seen ? seen.key : seen.join('\t'))

/** Words are told apart by the table that they come from. */
const tables = new WeakMap<object, number>()
let tableCount = 0

function stepKey(step: Step): string {
  if (step.how !== 'map') return JSON.stringify(step)
  const number = tables.get(step.words) ?? ++tableCount
  tables.set(step.words, number)
  return `map ${number} ${step.else}`
}

/**
 * The rule with its tests as they are meant in records of a source: where it tests the words of a text and the record has
 * the text, `eq` asks for words in it. The rule itself where nothing changes.
 */
export function ruleIn(rule: Rule, source: RecordSource): Rule {
  const isOfWords = ({ field }: Indicator, stage: StageId): boolean =>
    field !== null && field.made === undefined && hasWords(placeOf(rule, stage, field.written, source))
  const used = firstUses(rule)
  const definitions = each(rule.definitions, (one, id) => {
    const predicate = worded(one.predicate, (indicator) => isOfWords(indicator, used.get(id) ?? 0))
    return predicate === one.predicate ? one : ({ ...one, predicate } satisfies Definition)
  })
  const stages = each(rule.stages, (stage, id): Stage => {
    if (stage.kind !== 'filter') return stage
    const where = worded(stage.where, (indicator) => isOfWords(indicator, id))
    return where === stage.where ? stage : ({ ...stage, where } satisfies Filter)
  })
  return definitions === rule.definitions && stages === rule.stages ? rule : { ...rule, definitions, stages }
}

const hasWords = (place: Place): boolean =>
  place.kind === 'at' &&
  (place.take?.some(({ how }) => how === 'word') === true ||
    (place.otherwise !== undefined && hasWords(place.otherwise)))

/** The stage in which each definition is used first. */
function firstUses({ stages }: Rule): ReadonlyMap<number, StageId> {
  const found = new Map<number, StageId>()
  stages.forEach((stage, id) => {
    if (stage.kind !== 'filter') return
    const left = [stage.where]
    for (let next = left.pop(); next; next = left.pop()) {
      if (next.kind === 'use' && !found.has(next.of)) found.set(next.of, id)
      if (next.kind === 'and' || next.kind === 'or') left.push(...next.of)
      if (next.kind === 'not') left.push(next.of)
    }
  })
  return found
}

function worded(predicate: Predicate, isOfWords: (indicator: Indicator) => boolean): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const of = each(predicate.of, (part) => worded(part, isOfWords))
      return of === predicate.of ? predicate : { ...predicate, of }
    }
    case 'not': {
      const of = worded(predicate.of, isOfWords)
      return of === predicate.of ? predicate : { ...predicate, of }
    }
    case 'indicator':
      return predicate.op === 'eq' && isOfWords(predicate)
        ? { ...predicate, op: 'contains', via: [...predicate.via, 'word'] }
        : predicate
    case 'use':
    case 'compare':
    case 'opaque':
      return predicate
    default:
      return predicate satisfies never
  }
}

/** The same list where nothing changes. */
function each<T>(all: readonly T[], change: (one: T, index: number) => T): readonly T[] {
  const changed = all.map(change)
  return changed.every((one, i) => one === all[i]) ? all : changed
}
