/**
 * Many rules over single records, made ready to be asked of one record after another. Their distinct tests are found by
 * search or worked out once; a rule is looked at only when one of the tests that it cannot do without was found.
 *
 * Agrees with `scan` on every rule and record, which a property test guards.
 */
import type { Rule, StageId } from '../../model/rule.js'
import type { Lists } from '../text.js'
import { through } from './conditions.js'
import type { Fields } from './fields.js'
import { Hits } from './hits.js'
import { type Answer, type Evaluate, type Known, type Node, no, type RateOf, yes } from './node.js'
import { asWritten, type Seeing } from './seen.js'
import type { Slot } from './slot.js'
import { Tests } from './tests.js'

export interface Planned {
  readonly rule: Rule
  /** The stage that a record has to get through; the last one when absent. */
  readonly stage?: StageId
  /** How its fields are found in the records to come. */
  readonly seeing?: Seeing
}

export interface PlanOptions {
  readonly lists?: Lists
  /** Looks at every rule for every record, as if no test were needed: for tests of the choice of tests. */
  readonly exhaustive?: boolean
  /** After so many records the choice of tests is made again, by how often they did hold. */
  readonly trial?: number
}

/** So many rules are looked at for every record rather than that short texts are searched for in long ones. */
const fewRules = 8

export class Plan implements Known {
  /** After `match`: numbers of the rules, in order, that do not say no, the first `count`, and what each says. */
  readonly hits: Int32Array
  /** `ask`: only the reference knows. */
  readonly answers: Uint8Array
  count = 0
  private readonly nodes: readonly Node[]
  private readonly evaluate: readonly Evaluate[]
  /** For each test that is found the rules that may hold when it does. */
  private rulesOf: readonly (readonly number[] | undefined)[] = []
  /** Rules that may hold whatever is found. */
  private always: readonly number[] = []
  private readonly searched: readonly Slot[]
  private readonly anywhere: Slot | undefined
  private readonly ownNames: ReadonlySet<string>
  /** For a test that is not looked for the one that works it out, or -1. */
  private readonly instead: Int32Array
  private readonly tests: Tests
  private readonly found: Hits
  private readonly candidates: Hits
  private readonly worked: Hits
  private readonly workedAnswers: Uint8Array
  private fields!: Fields
  private records = 0
  private readonly trial: number
  private readonly counts: Uint32Array

  constructor(planned: readonly Planned[], { lists = new Map(), exhaustive = false, trial = 2000 }: PlanOptions = {}) {
    const tests = new Tests(lists)
    this.nodes = planned.map(({ rule, seeing = asWritten, stage = rule.stages.length - 1 }) =>
      through(stage, { rule, seeing, tests, lists }),
    )
    this.evaluate = this.nodes.map(({ evaluate }) => evaluate)
    this.tests = tests
    this.instead = new Int32Array(tests.found).fill(-1)
    this.counts = new Uint32Array(tests.found)
    this.hits = new Int32Array(planned.length)
    this.answers = new Uint8Array(planned.length)
    this.found = new Hits(tests.found)
    this.candidates = new Hits(planned.length)
    this.worked = new Hits(tests.late.length)
    this.workedAnswers = new Uint8Array(tests.late.length)
    this.trial = exhaustive ? 0 : trial
    if (exhaustive) this.always = planned.map((_, rule) => rule)
    else this.choose((test) => tests.rates[test])
    this.anywhere = tests.slots.find((slot) => slot.isAnywhere && slot.isSearched)
    this.seal()
    this.searched = tests.slots.filter((slot) => slot.isSearched && !slot.isAnywhere)
    this.ownNames = new Set(this.searched.flatMap(({ name }) => name ?? []))
  }

  private seal(): void {
    const isWanted = (test: number): boolean => this.instead[test] === -1
    for (const slot of this.tests.slots.filter(({ isSearched }) => isSearched))
      slot.seal(isWanted, slot.name === undefined ? undefined : this.anywhere)
  }

  /** Chooses the tests that rules wait for. */
  private choose(rateOf: RateOf): void {
    const chosen = this.nodes.map(({ witness }) => witness?.(rateOf))
    const rulesOf: number[][] = []
    const always: number[] = []
    chosen.forEach((witness, rule) => {
      if (!witness) always.push(rule)
      else
        for (const test of witness.tests) {
          const rules = rulesOf[test]
          if (rules) rules.push(rule)
          else rulesOf[test] = [rule]
        }
    })
    this.rulesOf = Array.from({ length: this.tests.found }, (_, test) => rulesOf[test])
    this.always = always
  }

  /** Short texts are searched for in long ones only where many rules wait for them. */
  private dropShort(rateOf: RateOf): void {
    const short = new Map([...this.tests.short].filter(([, { slot }]) => slot.isLong))
    if (short.size === 0) return
    const chosen = this.nodes.map(({ witness }) =>
      witness?.((test) => {
        const rate = rateOf(test)
        return rate !== undefined && short.has(test) ? rate + 0.02 : rate
      }),
    )
    const waiting = new Map<Slot, number>()
    for (const witness of chosen) {
      const slots = new Set(witness?.tests.flatMap((test) => short.get(test)?.slot ?? []))
      for (const slot of slots) waiting.set(slot, (waiting.get(slot) ?? 0) + 1)
    }
    const wanted = new Set(chosen.flatMap((witness) => witness?.tests ?? []))
    for (const [test, { slot, late }] of short)
      if (!wanted.has(test) || (waiting.get(slot) ?? 0) <= fewRules) this.instead[test] = late
    this.seal()
  }

  match(fields: Fields): void {
    const { found, candidates } = this
    this.fields = fields
    found.clear()
    candidates.clear()
    this.worked.clear()
    this.count = 0
    for (const slot of this.tests.slots) slot.forget()
    for (const slot of this.searched) slot.search(fields, found)
    this.anywhere?.searchOthers(fields, this.ownNames, found)
    for (let i = 0; i < found.count; i++) {
      const rules = this.rulesOf[found.list[i] as number]
      if (rules) for (let r = 0; r < rules.length; r++) candidates.add(rules[r] as number)
    }
    for (let i = 0; i < this.always.length; i++) candidates.add(this.always[i] as number)
    if (candidates.count > 0) this.look()
    if (this.records < this.trial) this.learn()
  }

  private look(): void {
    const { list, count } = this.candidates
    if (count > 1) list.subarray(0, count).sort()
    for (let i = 0; i < count; i++) {
      const rule = list[i] as number
      const answer = (this.evaluate[rule] as Evaluate)(this)
      if (answer === no) continue
      this.hits[this.count] = rule
      this.answers[this.count++] = answer
    }
  }

  private learn(): void {
    const { found, counts } = this
    for (const test of found.list.subarray(0, found.count)) counts[test] = (counts[test] ?? 0) + 1
    if (++this.records < this.trial) return
    const usual = this.tests.rates
    const rateOf: RateOf = (test) => ((counts[test] as number) + (usual[test] as number)) / this.trial
    this.dropShort(rateOf)
    this.choose((test) => (this.instead[test] === -1 ? rateOf(test) : undefined))
  }

  has(test: number): boolean {
    const late = this.instead[test] as number
    return late === -1 ? this.found.has(test) : this.late(late) === yes
  }

  late(test: number): Answer {
    if (this.worked.has(test)) return this.workedAnswers[test] as Answer
    const { slot, of } = this.tests.late[test] as Tests['late'][number]
    const answer = of(slot.values(this.fields), this.fields)
    this.worked.add(test)
    this.workedAnswers[test] = answer
    return answer
  }
}
