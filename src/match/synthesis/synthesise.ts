/**
 * Records for a rule: one that fires it, for each test one that misses only that, for each exclusion one that is kept out
 * by it. Every record was tried with the reference. The same rule always gives the same records.
 */
import type { Predicate, Rule } from '../../model/rule.js'
import { show } from '../../model/show.js'
import { likelyIn } from '../../resolve/likely.js'
import { type Cause, causeOf, worse } from '../condition/cause.js'
import { type Condition, conditionOf, holds, type Term, type Test, testHolds, type Unknown } from '../condition/term.js'
import { carrierIn, fieldOf, hasLists } from '../explain/change.js'
import type { FlatRecord, Scalar } from '../record.js'
import { canScan, scan } from '../scan.js'
import { type Limits, type Solved, solve, type Tools, type Wish } from '../solve/search.js'
import type { Lists } from '../text.js'
import { baseOf, eventOf } from './base.js'
import { agreeing } from './coherent.js'
import { exclusionsOf, type Pivot, replaced, requiredTests } from './pivot.js'
import type { Excluded, Made, MadeRecord, Meant, NearMiss, Synthesis, Unmade } from './synthesis.js'

export interface SynthesisOptions {
  /** The texts that placeholders stand for. */
  readonly lists?: Lists
  /** Tests and exclusions beyond so many get no record, each for itself: 200. */
  readonly most?: number
}

/** How many values are tried for one record, and for all of a rule. */
const triesForOne = 3000
const triesForAll = 60_000

export function synthesise(rule: Rule, options: SynthesisOptions = {}): Synthesis {
  if (!canScan(rule))
    return { match: { of: { text: rule.title, span: rule.span }, cause: 'records' }, nearMisses: [], exclusions: [] }
  return new Making(rule, options).all()
}

const noTerm: Term = { kind: 'constant', holds: false }

class Making {
  private readonly condition: Condition
  private readonly root: Term
  private readonly base: FlatRecord
  private readonly tools: Tools
  private readonly most: number
  private left = triesForAll

  constructor(
    private readonly rule: Rule,
    { lists, most = 200 }: SynthesisOptions,
  ) {
    this.condition = conditionOf(rule, lists ? { lists } : {})
    this.root = this.condition.stage(rule.stages.length - 1)
    this.most = most
    const event = eventOf(rule)
    this.base = baseOf(rule, event)
    const likely = likelyIn(rule, event)
    const stage = rule.stages.length - 1
    this.tools = {
      lists: this.condition.lists,
      likely: (test) => likely(stage, fieldOf(test)),
      carrier: carrierIn(this.base, rule),
      keeps: false,
      several: hasLists(rule),
    }
  }

  all(): Synthesis {
    const of: Meant = { text: this.rule.title, span: this.rule.span }
    const found = this.make([{ term: this.root, wanted: true }], this.base)
    const record = 'cause' in found ? undefined : this.agreed(found)
    const match: Made | Unmade = record
      ? { of, record: jsonOf(record) }
      : { of, cause: 'cause' in found ? found.cause : 'contradiction' }
    const start = record ?? this.base
    return {
      match,
      nearMisses: requiredTests(this.root)
        .slice(0, this.most)
        .map((pivot) => this.nearMiss(pivot, start)),
      exclusions: exclusionsOf(this.root)
        .slice(0, this.most)
        .map((pivot) => this.excluded(pivot, start)),
    }
  }

  private make(wishes: readonly Wish[], from: FlatRecord, limits: Partial<Limits> = {}): Solved | { cause: Cause } {
    if (this.left <= 0) return { cause: 'limit' }
    const { solved, cause, tries } = solve(wishes, from, this.tools, {
      changes: 10_000,
      tries: Math.min(triesForOne, this.left),
      ...limits,
    })
    this.left -= tries + 1
    return solved ?? { cause }
  }

  private fires(record: FlatRecord): boolean {
    return scan(this.rule, record, { lists: this.condition.lists }) === 'true'
  }

  private fails(record: FlatRecord): boolean {
    return scan(this.rule, record, { lists: this.condition.lists }) === 'false'
  }

  /** The record with what the rule says nothing of made to agree with the rest. */
  private agreed({ record, demands }: Solved): FlatRecord | undefined {
    if (!this.fires(record)) return undefined
    const asked = new Set([...demands].filter(([, of]) => of.some((one) => one.holds)).map(([name]) => name))
    let found = record
    for (const [name, values] of agreeing(record, this.base, asked)) {
      const changed = withField(found, name, values)
      if (this.fires(changed)) found = changed
    }
    return found
  }

  private nearMiss({ term, alone }: Pivot<Test | Unknown>, start: FlatRecord): NearMiss | Unmade {
    const of = this.meant(term.from)
    if (term.kind === 'unknown') return { of, cause: term.cause }
    const [strict, cause] = this.missing(term, alone, start)
    if (strict) return { of, ...strict }
    // Where the test is used in several places, or another says the same, it is enough that the rule does not fire.
    const [loose, other] = this.missing(term, [{ term: this.root, wanted: true }], start)
    return loose ? { of, ...loose } : { of, cause: this.causeAt(term, worse(cause, other)) }
  }

  /** A record that fires by way of a test, and one beside it that does not for want of it. */
  private missing(
    leaf: Test,
    alone: readonly Wish[],
    start: FlatRecord,
  ): [found: { record: MadeRecord; match: MadeRecord } | undefined, cause: Cause] {
    const match = this.make([{ term: leaf, wanted: true }, ...alone], start)
    if ('cause' in match) return [undefined, match.cause]
    if (!this.fires(match.record)) return [undefined, 'contradiction']
    const isLoose = alone.length === 1 && alone[0]?.term === this.root
    const rest: readonly Wish[] = isLoose ? [{ term: this.root, wanted: false }] : alone
    for (const changes of [1, 3]) {
      const miss = this.make([{ term: leaf, wanted: false }, ...rest], match.record, { changes })
      if ('cause' in miss) {
        if (changes === 3) return [undefined, miss.cause]
        continue
      }
      if (this.fails(miss.record) && testHolds(leaf, miss.record, this.condition.lists) === 'false')
        return [{ record: jsonOf(miss.record), match: jsonOf(match.record) }, 'contradiction']
    }
    return [undefined, 'contradiction']
  }

  private excluded({ term, alone }: Pivot<Term>, start: FlatRecord): Excluded | Unmade {
    const of = this.meant(predicateOf(term))
    const { lists } = this.condition
    const without = replaced(this.root, term, noTerm)
    let cause: Cause = 'contradiction'
    for (const rest of [alone, [{ term: without, wanted: true }]]) {
      const found = this.make([{ term, wanted: true }, ...rest], start)
      if ('cause' in found) cause = worse(cause, found.cause)
      else if (this.fails(found.record) && holds(without, found.record, lists) === 'true')
        return { of, record: jsonOf(found.record) }
    }
    return { of, cause }
  }

  private causeAt(term: Test, cause: Cause): Cause {
    return cause === 'contradiction' ? causeOf(term, this.condition.lists) : cause
  }

  private meant(predicate: Predicate | undefined): Meant {
    if (!predicate) return { text: this.rule.title, span: this.rule.span }
    return { text: show(predicate, this.rule.definitions), span: predicate.span }
  }
}

const predicateOf = (term: Term): Predicate | undefined => (term.kind === 'constant' ? undefined : term.from)

function withField(record: FlatRecord, name: string, values: readonly Scalar[]): FlatRecord {
  const changed = new Map(record)
  if (values.length > 0) changed.set(name, values)
  else changed.delete(name)
  return changed
}

function jsonOf(record: FlatRecord): MadeRecord {
  const fields = [...record].map(([name, values]): [string, Scalar | readonly Scalar[]] => {
    const [only] = values
    return [name, values.length === 1 && only !== undefined ? only : values]
  })
  return Object.fromEntries(fields)
}
