/** How near records are to firing rules: how much of what must hold does hold. */
import type { Indicator, Rule, StageId, Value } from '../../model/rule.js'
import { compare } from '../compare.js'
import { valuesAt } from '../condition/place.js'
import { aroundOf, conditionOf, type Leaf, type Term, type Test, testHolds, testsOf } from '../condition/term.js'
import type { Seeing } from '../plan/seen.js'
import type { FlatRecord } from '../record.js'
import type { Lists } from '../text.js'

/** How much of a test holds, 0 to 1; a half when that is not sure. */
type ShareOf = (test: Test) => number

/**
 * 1 exactly when the term holds. Of alternatives the nearest counts; of what must not hold only what does: that a rule
 * excludes much that is not there brings no record nearer to it.
 */
export function nearnessOf(term: Term, record: FlatRecord, lists: Lists): number {
  return ratio(near(term, true, (leaf) => shareOf(leaf, record, lists)))
}

interface Share {
  readonly has: number
  readonly of: number
}

const nothing: Share = { has: 0, of: 0 }
const ratio = ({ has, of }: Share): number => (of === 0 ? 1 : has / of)

function near(term: Term, wanted: boolean, shareOfLeaf: ShareOf): Share {
  switch (term.kind) {
    case 'and':
    case 'or':
      return (term.kind === 'and') === wanted ? all(term.of, wanted, shareOfLeaf) : best(term.of, wanted, shareOfLeaf)
    case 'not':
      return near(term.of, !wanted, shareOfLeaf)
    case 'use':
      return near(term.of, wanted, shareOfLeaf)
    case 'leaf':
    case 'asked': {
      const has = shareOfLeaf(term)
      if (wanted) return { has, of: 1 }
      // A test for several values at once that holds in part does not hold.
      const fails = has === unsure ? unsure : has < 1 ? 1 : 0
      return fails === 1 ? nothing : { has: fails, of: 1 }
    }
    case 'unknown':
      return { has: unsure, of: 1 }
    case 'constant':
      return term.holds === wanted ? nothing : { has: 0, of: 1 }
    default:
      return term satisfies never
  }
}

/** A number that no share of whole values is. */
const unsure = 0.4999

function all(terms: readonly Term[], wanted: boolean, shareOfLeaf: ShareOf): Share {
  let [has, of] = [0, 0]
  for (const term of terms) {
    const share = near(term, wanted, shareOfLeaf)
    has += share.has
    of += share.of
  }
  return { has, of }
}

function best(terms: readonly Term[], wanted: boolean, shareOfLeaf: ShareOf): Share {
  let found: Share = { has: 0, of: 1 }
  for (const term of terms) {
    const share = near(term, wanted, shareOfLeaf)
    const more = ratio(share) - ratio(found)
    if (more > 0 || (more === 0 && share.of > found.of)) found = share
  }
  return found
}

function shareOf(leaf: Test, record: FlatRecord, lists: Lists): number {
  const verdict = testHolds(leaf, record, lists)
  if (verdict === 'unsure') return unsure
  if (verdict === 'true') return 1
  if (leaf.kind === 'asked') return 0
  const { from } = leaf
  if (from.need === 'one' || from.values.length < 2) return 0
  const found = valuesAt(leaf.place, record)
  const around = aroundOf(leaf, record, lists)
  const has = (value: Value): boolean => found.some((one) => compare(one, from, value, around) === 'true')
  return from.values.filter(has).length / from.values.length
}

export interface Asked {
  readonly rule: Rule
  /** The stage that a record has to get through; the last one when absent. */
  readonly stage?: StageId
  readonly seeing?: Seeing
}

/**
 * For many rules over one record after another: a function that gives the nearness of each, in order. A test that several
 * rules share is worked out once a record.
 */
export function createNearness(
  asked: readonly Asked[],
  { lists = new Map() }: { readonly lists?: Lists } = {},
): (record: FlatRecord) => Float64Array {
  const terms = asked.map(({ rule, stage = rule.stages.length - 1, seeing }) =>
    conditionOf(rule, { lists, ...(seeing && { seeing }) }).stage(stage),
  )
  const numbers = new Map<string, number>()
  const numberOf = new Map<Test, number>()
  for (const term of terms)
    for (const test of testsOf(term)) {
      const key = test.kind === 'leaf' ? keyOf(test) : `asked ${numbers.size}`
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      numberOf.set(test, number)
    }
  const shares = new Float64Array(numbers.size)
  return (record) => {
    shares.fill(-1)
    const share: ShareOf = (leaf) => {
      const number = numberOf.get(leaf) as number
      if ((shares[number] as number) < 0) shares[number] = shareOf(leaf, record, lists)
      return shares[number] as number
    }
    return Float64Array.from(terms, (term) => ratio(near(term, true, share)))
  }
}

/** Leaves with one key hold of the same records. */
function keyOf({ from, place, others }: Leaf): string {
  const { op, cased, via, need, values, field } = from
  const places = [...others.values()].map(({ key }) => key)
  return JSON.stringify([place.key, op, cased, via.includes('word'), need, field?.part, values.map(meant), places])
}

/** A value without where it was written. */
const meant = (value: Indicator['values'][number]) =>
  value.kind === 'text' ? value.parts : { ...value, span: undefined }
