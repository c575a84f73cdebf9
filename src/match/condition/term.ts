/**
 * The condition of a rule over single records as a tree in which definitions are opened and every indicator knows where
 * its values stand. Asked of a record, it answers what `scan` answers; and it can be asked what it would take.
 */
import type { Comparison, Indicator, Millis, OpaquePredicate, Predicate, Rule, StageId } from '../../model/rule.js'
import { compareAll, type Surroundings } from '../compare.js'
import { asWritten, type Seeing } from '../plan/seen.js'
import { nothing } from '../plan/tests.js'
import type { FlatRecord, Scalar } from '../record.js'
import type { Lists } from '../text.js'
import { and, not, or, type Verdict, verdict } from '../verdict.js'
import { asking, constantOf, constantsOf, fieldsBehind, isWorked } from './asked.js'
import { type Place, placeOf, valuesAt } from './place.js'

export type Term = Junction | Negation | Opened | Leaf | Asked | Unknown | Constant

/** `from` is the predicate as written; absent where it is stages that meet. */
interface Junction {
  readonly kind: 'and' | 'or'
  readonly of: readonly Term[]
  readonly from?: Predicate
}

export interface Negation {
  readonly kind: 'not'
  readonly of: Term
  readonly from: Predicate
}

/** A definition where it is used. */
interface Opened {
  readonly kind: 'use'
  readonly of: Term
  readonly name: string
  readonly from: Predicate
}

/** An indicator that compares what stands in its place with values. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly from: Indicator
  readonly place: Place
  /** Where the fields stand that it compares with, by their written names. */
  readonly others: ReadonlyMap<string, Place>
}

/** A test that the reference has to work out. */
export interface Asked {
  readonly kind: 'asked'
  readonly from: Indicator | Comparison
  /** The fields of the record that it hangs on. */
  readonly place: Place
  readonly ask: (record: FlatRecord) => Verdict
  /** What it compares with, and what is computed with. */
  readonly constants: readonly Scalar[]
}

export type Test = Leaf | Asked

/** What no record decides here. `opaque`: it could not be read; `records`: several records are needed. */
export interface Unknown {
  readonly kind: 'unknown'
  readonly cause: 'opaque' | 'records'
  readonly from?: OpaquePredicate
}

interface Constant {
  readonly kind: 'constant'
  readonly holds: boolean
}

export interface ConditionOptions {
  readonly lists?: Lists
  readonly seeing?: Seeing
  /** The time that the rule means by the present; the record's own when absent. */
  readonly now?: Millis
}

export interface Condition {
  readonly rule: Rule
  readonly lists: Lists
  /** Whether a record gets as far as a stage, as `scanStage` says it. */
  stage(id: StageId): Term
  /** The condition of a filter. */
  where(id: StageId): Term | undefined
}

export function conditionOf(rule: Rule, options: ConditionOptions = {}): Condition {
  const { lists = new Map() } = options
  const stages = new Map<StageId, Term>()
  const wheres = new Map<StageId, Term>()
  const where = (id: StageId): Term | undefined => {
    const stage = rule.stages[id]
    if (stage?.kind !== 'filter') return undefined
    return kept(wheres, id, () => new Reading(rule, id, options).term(stage.where))
  }
  const reach = (id: StageId): Term => kept(stages, id, () => reached(id))
  const reached = (id: StageId): Term => {
    const stage = rule.stages[id]
    switch (stage?.kind) {
      case 'read':
        return yes
      case 'derive':
        return reach(stage.from)
      case 'shape':
        return stage.limit === undefined ? reach(stage.from) : several
      case 'filter':
        return { kind: 'and', of: [reach(stage.from), where(id) ?? yes] }
      case 'union':
        return { kind: 'or', of: stage.from.map(reach) }
      default:
        return several
    }
  }
  return { rule, lists, stage: reach, where }
}

const yes: Constant = { kind: 'constant', holds: true }
const several: Unknown = { kind: 'unknown', cause: 'records' }

/** Reads the predicates of one stage. A definition is read once, however often it is used. */
class Reading {
  private readonly opened = new Map<number, Term>()

  constructor(
    private readonly rule: Rule,
    private readonly stage: StageId,
    private readonly options: ConditionOptions,
  ) {}

  term(predicate: Predicate): Term {
    switch (predicate.kind) {
      case 'and':
      case 'or':
        return { kind: predicate.kind, of: predicate.of.map((part) => this.term(part)), from: predicate }
      case 'not':
        return { kind: 'not', of: this.term(predicate.of), from: predicate }
      case 'use': {
        const definition = this.rule.definitions[predicate.of]
        if (!definition) return { kind: 'unknown', cause: 'opaque' }
        const of = kept(this.opened, predicate.of, () => this.term(definition.predicate))
        return { kind: 'use', of, name: definition.name, from: predicate }
      }
      case 'indicator':
        return this.leaf(predicate)
      case 'compare':
        return this.asked(predicate)
      case 'opaque':
        return { kind: 'unknown', cause: 'opaque', from: predicate }
      default:
        return predicate satisfies never
    }
  }

  private leaf(indicator: Indicator): Test {
    const { rule, stage } = this
    const { seeing = asWritten } = this.options
    if (isWorked(indicator, rule.language)) return this.asked(indicator)
    const objects = rule.language === 'kql'
    const place = placeOf(indicator.field, stage, seeing, objects)
    const others = indicator.values.flatMap((value) => (value.kind === 'field' ? [value] : []))
    const at = others.map((other) => [other.written, placeOf(other, stage, seeing, objects)] as const)
    return { kind: 'leaf', from: indicator, place, others: new Map(at) }
  }

  private asked(from: Indicator | Comparison): Asked {
    const { rule, stage } = this
    const { seeing = asWritten } = this.options
    const places = fieldsBehind(from, rule, stage).map((written) =>
      placeOf({ written, span: from.span }, stage, seeing, false),
    )
    const names = [...new Set(places.flatMap((place) => (place.kind === 'named' ? place.names : [])))]
    const place: Place = { kind: 'named', key: `asked ${names.join('\t')}`, names }
    const constants = constantsOf(from, rule).flatMap(constantOf)
    return { kind: 'asked', from, place, ask: asking(from, rule, stage, this.options), constants }
  }
}

function kept<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = make()
  known.set(key, value)
  return value
}

/** Whether a term holds for a record. */
export function holds(term: Term, record: FlatRecord, lists: Lists): Verdict {
  switch (term.kind) {
    case 'and':
      return and(each(term.of, record, lists))
    case 'or':
      return or(each(term.of, record, lists))
    case 'not':
      return not(holds(term.of, record, lists))
    case 'use':
      return holds(term.of, record, lists)
    case 'leaf':
    case 'asked':
      return testHolds(term, record, lists)
    case 'unknown':
      return 'unsure'
    case 'constant':
      return verdict(term.holds)
    default:
      return term satisfies never
  }
}

function* each(terms: readonly Term[], record: FlatRecord, lists: Lists): Generator<Verdict> {
  for (const term of terms) yield holds(term, record, lists)
}

export const testHolds = (test: Test, record: FlatRecord, lists: Lists): Verdict =>
  test.kind === 'asked' ? test.ask(record) : leafHolds(test, record, lists)

function leafHolds(leaf: Leaf, record: FlatRecord, lists: Lists): Verdict {
  const { from } = leaf
  const found = valuesAt(leaf.place, record)
  return compareAll(found, from, aroundOf(leaf, record, lists))
}

/** The surroundings in which the values of a leaf are compared. */
export const aroundOf = (leaf: Leaf, record: FlatRecord, lists: Lists): Surroundings => ({
  row: leaf.others.size === 0 ? nothing : { ...nothing, record: besideOf(leaf, record) },
  lists,
})

/** The record as the values of an indicator name it. */
function besideOf({ others }: Leaf, record: FlatRecord): FlatRecord {
  if (others.size === 0) return record
  const found = new Map<string, readonly Scalar[]>()
  for (const [written, place] of others) {
    const values = valuesAt(place, record)
    if (values.length > 0) found.set(written, values)
  }
  return found
}

/** The tests of a term, definitions opened, each once. */
export function testsOf(root: Term): ReadonlySet<Test> {
  const found = new Set<Test>()
  const seen = new Set<Term>([root])
  for (const term of seen) {
    switch (term.kind) {
      case 'and':
      case 'or':
        for (const part of term.of) seen.add(part)
        break
      case 'not':
      case 'use':
        seen.add(term.of)
        break
      case 'leaf':
      case 'asked':
        found.add(term)
        break
      case 'unknown':
      case 'constant':
        break
      default:
        term satisfies never
    }
  }
  return found
}
