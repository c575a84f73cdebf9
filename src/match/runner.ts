/**
 * Every rule of a set over a stream of records: those that one record decides, and those that need several, which are fed
 * with the records that get through their stages over single ones.
 */
import type { Millis, Rule, StageId } from '../model/rule.js'
import { Matcher, type MatcherOptions, type Question } from './matcher.js'
import type { FlatRecord } from './record.js'
import { recordTime } from './record-time.js'
import { canScan } from './scan.js'
import type { SeriesOptions } from './series/options.js'
import { createSeries, Series, type SeriesHit } from './series/series.js'
import type { Verdict } from './verdict.js'

/** A rule that fired, or of which that is unsure. */
export interface Hit {
  /** Index of the rule. */
  readonly rule: number
  readonly verdict: 'true' | 'unsure'
  /** Of the record, or of the first and the last of several; undefined where a record says no time. */
  readonly from: Millis | undefined
  readonly to: Millis | undefined
  /** Numbers of the records that it hangs on; of many the latest hundred. */
  readonly records: readonly number[]
  /** The record as the rule names its fields; of several records what the rule makes of them. */
  readonly fields: FlatRecord
}

export interface RunnerOptions extends MatcherOptions, Omit<SeriesOptions, 'lists'> {
  /**
   * `time`: records of rules over several are held until the end and looked at in the order of their times, as they must
   * be when they come from several files; of more than `held` only in order of arrival. Else as they come.
   */
  readonly order?: 'arrival' | 'time'
  /** How many are held so: 200,000. */
  readonly held?: number
}

interface Feed {
  readonly rule: number
  readonly series: Series
  /** The question of each of the series' feeds. */
  readonly questions: readonly number[]
}

/** What a series is to be given. */
interface Given {
  readonly at: Millis
  give(): void
}

/** Rules of rules may form rings, which the reader of rules finds; this is only for what slips through. */
const mostLinks = 100

export class Runner {
  /** Records that had to be given to series out of their order, since too many were held. */
  disordered = 0
  private readonly matcher: Matcher
  private readonly questions: Question[] = []
  /** For each question the rule that it decides, or the feed that waits for it. */
  private readonly meaning: (number | Feed)[] = []
  private readonly feeds: Feed[] = []
  /** By id and name of a rule, what takes its hits. */
  private readonly takers = new Map<string, { readonly feed: Feed; readonly ref: number }[]>()
  private waiting: Given[] = []
  private time: Millis = 0
  private links = 0

  constructor(
    private readonly rules: readonly Rule[],
    private readonly report: (hit: Hit) => void,
    private readonly options: RunnerOptions = {},
  ) {
    for (const [index, rule] of rules.entries()) this.add(rule, index)
    this.matcher = new Matcher(this.questions, options)
  }

  private add(rule: Rule, index: number): void {
    if (rule.kind === 'filter' || rule.stages.length === 0) return
    if (canScan(rule)) {
      this.ask(rule, rule.stages.length - 1, index)
      return
    }
    const series = createSeries(rule, this.options)
    if (!(series instanceof Series)) return
    const questions: number[] = []
    const feed: Feed = { rule: index, series, questions }
    for (const stage of series.feeds) questions.push(this.ask(rule, stage, feed))
    this.feeds.push(feed)
    series.refs.forEach((name, ref) => {
      this.takers.set(name, [...(this.takers.get(name) ?? []), { feed, ref }])
    })
  }

  private ask(rule: Rule, stage: StageId, meaning: number | Feed): number {
    this.meaning.push(meaning)
    return this.questions.push({ rule, stage }) - 1
  }

  /** `number`: of the record in the stream, by which hits name it. Takes any JSON value. */
  push(json: unknown, number: number): void {
    const { matcher } = this
    matcher.match(json)
    if (matcher.count === 0) return
    const at = recordTime(matcher.record)
    if (at !== undefined) this.time = at
    const fed = new Map<Feed, Verdict[]>()
    for (let i = 0; i < matcher.count; i++) {
      const question = matcher.hits[i] as number
      const verdict = matcher.sure[i] ? 'true' : 'unsure'
      const meaning = this.meaning[question] as number | Feed
      if (typeof meaning === 'number') this.hit(meaning, question, verdict, at, number)
      else {
        const passed = fed.get(meaning) ?? meaning.questions.map((): Verdict => 'false')
        passed[meaning.questions.indexOf(question)] = verdict
        fed.set(meaning, passed)
      }
    }
    for (const [feed, passed] of fed) this.feed(feed, passed, number)
  }

  private hit(rule: number, question: number, verdict: Hit['verdict'], at: Millis | undefined, number: number): void {
    const fields = this.matcher.seen(this.questions[question] as Question)
    const hit: Hit = { rule, verdict, from: at, to: at, records: [number], fields }
    this.report(hit)
    this.handOn(hit)
  }

  private feed({ series, questions, rule }: Feed, passed: readonly Verdict[], number: number): void {
    const first = passed.findIndex((verdict) => verdict !== 'false')
    const record = this.matcher.seen(this.questions[questions[first] as number] as Question)
    const at = this.time
    this.give({ at, give: () => this.tell(rule, series.push(record, at, passed, number)) })
  }

  /** To the rules that are about this rule's hits. */
  private handOn({ rule, verdict, from, to, records, fields }: Hit): void {
    const { id, meta } = this.rules[rule] as Rule
    const takers = [...(this.takers.get(id) ?? []), ...((meta.name && this.takers.get(meta.name)) || [])]
    const at = to ?? this.time
    for (const { feed, ref } of takers) {
      const hit = { verdict, from: from ?? at, to: at, records, row: fields }
      this.give({ at, give: () => this.tell(feed.rule, feed.series.pushHit(ref, hit)) })
    }
  }

  private give(given: Given): void {
    if (this.options.order !== 'time') given.give()
    else if (this.waiting.length < (this.options.held ?? 200_000)) this.waiting.push(given)
    else {
      this.disordered++
      given.give()
    }
  }

  private tell(rule: number, hits: readonly SeriesHit[]): void {
    for (const { verdict, from, to, records, row } of hits) {
      const hit: Hit = { rule, verdict, from, to, records, fields: row }
      this.report(hit)
      if (++this.links < mostLinks) this.handOn(hit)
      this.links--
    }
  }

  /** The stream ended: what waits is told. */
  end(): void {
    const waiting = this.waiting.sort((a, b) => a.at - b.at)
    this.waiting = []
    for (const { give } of waiting) give()
    // Of rules over rules, those below end first.
    for (const { rule, series } of this.feeds.toSorted((a, b) => this.depth(a) - this.depth(b)))
      this.tell(rule, series.end())
  }

  private depth({ series }: Feed, level = 0): number {
    if (level > mostLinks || series.refs.length === 0) return level
    const below = this.feeds.filter(({ rule }) => {
      const { id, meta } = this.rules[rule] as Rule
      return series.refs.includes(id) || (meta.name !== undefined && series.refs.includes(meta.name))
    })
    return Math.max(level, ...below.map((one) => this.depth(one, level + 1)))
  }

  /** What the rules over several records hold, and had to drop. */
  get held(): { readonly groups: number; readonly records: number; readonly evicted: number; readonly late: number } {
    const all = this.feeds.map(({ series }) => series.held)
    const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((n, one) => n + of(one), 0)
    return {
      groups: sum((one) => one.groups),
      records: sum((one) => one.records),
      evicted: sum((one) => one.evicted),
      late: sum((one) => one.late),
    }
  }
}
