/**
 * Many rules against one record after another. A record is first asked where it comes from; then only the rules that are
 * about such records are tried, with their fields found where these records have them, by a plan that all of them share.
 */
import type { Millis, Rule, StageId } from '../model/rule.js'
import { createRoutes } from '../resolve/concerns.js'
import { createSources, type RecordSource } from '../resolve/record-source.js'
import { Fields } from './plan/fields.js'
import { ask, unsure, yes } from './plan/node.js'
import { Plan } from './plan/plan.js'
import type { FlatRecord, Scalar } from './record.js'
import { recordTime } from './record-time.js'
import { scanStage } from './scan.js'
import { ruleIn, SeenRecord, seeingOf } from './seen-record.js'
import type { Lists } from './text.js'

/** A rule, or one of its stages over single records, that records are tried on. */
export interface Question {
  readonly rule: Rule
  readonly stage: StageId
}

export interface MatcherOptions {
  /** The texts that placeholders stand for, by name. */
  readonly lists?: Lists
  /** What rules compare times with that mean the present; without it the record's own time. */
  readonly now?: Millis
  /** Tries every rule that a record concerns, as if no test were needed first. */
  readonly exhaustive?: boolean
}

/** What a plan is made for, and the rules as records of its source have them to be read. */
interface Compiled {
  readonly plan: Plan
  readonly questions: readonly number[]
  readonly rules: readonly Rule[]
  readonly source: RecordSource
}

/** Logs of a kind that brings ever new sources cannot make more than this stay in memory. */
const mostPlans = 1000

export class Matcher {
  /** After `match`: the questions that hold or may hold, the first `count`, ascending. */
  readonly hits: number[] = []
  /** Whether each is sure. */
  readonly sure: boolean[] = []
  count = 0
  private readonly fields = new Fields()
  private readonly sources = createSources()
  private readonly routes: (source: RecordSource) => readonly number[]
  private readonly plans = new Map<RecordSource, Compiled>()
  private last: Compiled | undefined
  private readonly first = (name: string): Scalar | undefined => {
    const found = this.fields.get(name)
    return typeof found === 'object' ? found[0] : found
  }
  private readonly names = (): Iterable<string> => this.fields.record().keys()

  constructor(
    private readonly questions: readonly Question[],
    private readonly options: MatcherOptions = {},
  ) {
    this.routes = createRoutes(questions)
  }

  /** Takes any JSON value; what is no object has no fields. */
  match(json: unknown): void {
    this.fields.take(json)
    this.run()
  }

  /** The last record, flat. */
  get record(): FlatRecord {
    return this.fields.record()
  }

  /** Where the last record comes from. */
  get source(): RecordSource {
    return (this.last as Compiled).source
  }

  /** The last record as a rule sees it. */
  seen({ rule, stage }: Question): FlatRecord {
    return new SeenRecord(rule, this.record, this.source, stage)
  }

  private run(): void {
    this.count = 0
    const compiled = this.compiled(this.sources(this.first, this.names))
    this.last = compiled
    const { plan } = compiled
    plan.match(this.fields)
    for (let i = 0; i < plan.count; i++) {
      const at = plan.hits[i] as number
      const answer = plan.answers[i] as number
      const sure =
        answer === ask ? this.asked(compiled, at) : answer === yes ? true : answer === unsure ? false : undefined
      if (sure === undefined) continue
      this.hits[this.count] = compiled.questions[at] as number
      this.sure[this.count++] = sure
    }
  }

  /** What the reference says; undefined when it is no. */
  private asked({ rules, questions }: Compiled, at: number): boolean | undefined {
    const question = this.questions[questions[at] as number] as Question
    const now = this.options.now ?? recordTime(this.record)
    const options = { ...this.options, ...(now === undefined ? {} : { now }) }
    const verdict = scanStage(rules[at] as Rule, question.stage, this.seen(question), options)
    return verdict === 'false' ? undefined : verdict === 'true'
  }

  private compiled(source: RecordSource): Compiled {
    const known = this.plans.get(source)
    if (known) return known
    if (this.plans.size >= mostPlans) this.plans.delete(this.plans.keys().next().value as RecordSource)
    const made = this.compile(source)
    this.plans.set(source, made)
    return made
  }

  private compile(source: RecordSource): Compiled {
    const { lists, exhaustive } = this.options
    const questions = this.routes(source)
    const planned = questions.map((index) => {
      const { rule, stage } = this.questions[index] as Question
      return { rule: ruleIn(rule, source), stage, seeing: seeingOf(rule, source) }
    })
    const plan = new Plan(planned, { ...(lists && { lists }), ...(exhaustive && { exhaustive }) })
    return { plan, questions, rules: planned.map(({ rule }) => rule), source }
  }
}
