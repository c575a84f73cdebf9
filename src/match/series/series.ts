/**
 * Rules that need several records, run over a stream. The stages of the rule stand as they are in the model, each handing
 * its rows on to those that read it: records come in by the feeds, and what comes out of the last stage is a hit.
 *
 * Time is the records' own. Records are put in order first, see `SeriesOptions.tolerance`. What a window holds when a hit
 * is told, the stages say; a group or a join that needs all records answers at the end.
 *
 * A record of which it is unsure whether it belongs to a stage counts there, and makes unsure what hangs on it.
 */
import type { Millis, Rule, Stage, StageId } from '../../model/rule.js'
import { inputsOf, stagesBehind } from '../../model/walk.js'
import { type Ability, ability } from '../ability.js'
import { derive } from '../functions/evaluate.js'
import type { FlatRecord } from '../record.js'
import { expanded, expands, flatOf, rowOf } from '../row.js'
import { holdsInRow, rowsAt } from '../scan.js'
import type { Verdict } from '../verdict.js'
import { and } from '../verdict.js'
import { groupNode } from './group.js'
import { Joined } from './join.js'
import { keepsFirst, Limit } from './limit.js'
import { type Held, type Node, placeFor, type Workplace } from './node.js'
import { NovelTerms } from './novel.js'
import { type SeriesOptions, type Settings, settingsOf } from './options.js'
import { type Plan, planOf } from './plan.js'
import { Reorder } from './reorder.js'
import { keepsMissing, type Row, worse } from './row.js'
import { Unordered } from './sample.js'
import { Ordered } from './sequence.js'

export interface SeriesHit {
  readonly verdict: 'true' | 'unsure'
  readonly from: Millis
  readonly to: Millis
  /** Numbers of the records that it hangs on, in order, the latest hundred. */
  readonly records: readonly number[]
  /** After a group its keys and made fields; else the fields of the last record with what stages made beside them. */
  readonly row: FlatRecord
}

/** What is held at the moment, in all stages together. */
export interface SeriesHeld extends Held {
  /** Records that came later than the tolerance; windows over their time had been closed. */
  readonly late: number
}

/** A hit of another rule; of a rule over single records, the record. */
export interface RuleHit extends Omit<SeriesHit, 'from'> {
  /** The time of the first of its records; `to` when it is not said. */
  readonly from?: Millis
}

/** The time of a list's rows, which are there before any record. */
const beforeAll = Number.NEGATIVE_INFINITY

/** The rule's state; where it does not run on series, what it does instead and why. */
export function createSeries(rule: Rule, options: SeriesOptions = {}): Series | Ability {
  const { tables, ...given } = options
  const can = ability(rule, { ...given, tables: new Set(tables?.keys()) })
  return can.runs === 'series' ? new Series(rule, planOf(rule), settingsOf(options)) : can
}

type Timed = Required<Pick<Node, 'tick'>> & Node
type Settling = Required<Pick<Node, 'settle'>> & Node

interface Arrival {
  readonly at: Millis
  /** With the stages by which it comes in. */
  readonly rows: readonly { readonly stage: StageId; readonly verdict: Row['verdict'] }[]
  readonly fields: FlatRecord
  readonly from: Millis
  readonly records: readonly number[]
}

export class Series {
  /** The stages over single records that it takes records from. Whoever calls decides them. */
  readonly feeds: readonly StageId[]
  /** The rules whose hits it takes, by id or name as written. */
  readonly refs: readonly string[]
  /** Feeds whose rows are more than the record: fields are made, or rows of its values. */
  private readonly working: ReadonlySet<StageId>
  private readonly nodes = new Map<StageId, Node>()
  private readonly timed: readonly Timed[]
  private readonly settling: readonly Settling[]
  private readonly readers = new Map<StageId, StageId[]>()
  private readonly queue: Reorder<Arrival>
  private hits: SeriesHit[] = []
  private orders = 0

  /** Made by `createSeries`. */
  constructor(
    private readonly rule: Rule,
    private readonly plan: Plan,
    private readonly settings: Settings,
  ) {
    this.feeds = plan.feeds
    this.refs = plan.refs.map(({ ref }) => ref)
    this.working = new Set(plan.feeds.filter((feed) => stagesBehind(rule, feed).some((id) => isWork(rule.stages[id]))))
    this.queue = new Reorder(settings.tolerance, settings.records, (arrival) => this.arrive(arrival))
    for (const id of plan.own) {
      const stage = rule.stages[id] as Stage
      for (const input of new Set(inputsOf(stage))) this.readers.set(input, [...(this.readers.get(input) ?? []), id])
      this.nodes.set(id, this.nodeOf(stage, id))
    }
    const nodes = [...this.nodes.values()]
    this.timed = nodes.filter((node): node is Timed => node.tick !== undefined)
    this.settling = nodes.filter((node): node is Settling => node.settle !== undefined)
    this.readLists()
  }

  /**
   * `passed[i]` is the verdict of `feeds[i]`. A record that passes none need not be pushed, but one that is moves the time
   * on. `number` is the record's number in its stream.
   */
  push(record: FlatRecord, at: Millis, passed: readonly Verdict[], number: number): readonly SeriesHit[] {
    const rows = this.feeds.flatMap((stage, i) => {
      const verdict = passed[i] ?? 'false'
      return verdict === 'false' ? [] : [{ stage, verdict }]
    })
    this.queue.push({ at, rows, fields: record, from: at, records: [number] })
    return this.takeHits()
  }

  /** A hit of the rule `refs[ref]`. */
  pushHit(ref: number, { verdict, from, to, records, row }: RuleHit): readonly SeriesHit[] {
    const stage = this.plan.refs[ref]?.stage
    const rows = stage === undefined ? [] : [{ stage, verdict }]
    this.queue.push({ at: to, rows, fields: row, from: from ?? to, records })
    return this.takeHits()
  }

  /** The stream ended. */
  end(): readonly SeriesHit[] {
    this.queue.flush()
    for (const id of this.plan.own) {
      const node = this.nodes.get(id)
      node?.settle?.()
      node?.end?.()
    }
    return this.takeHits()
  }

  get held(): SeriesHeld {
    const all = [...this.nodes.values()].flatMap(({ held }) => held ?? [])
    const sum = (name: keyof Held) => all.reduce((total, held) => total + held[name], 0)
    return {
      groups: sum('groups'),
      records: sum('records') + this.queue.size,
      evicted: sum('evicted'),
      late: this.queue.late,
    }
  }

  private takeHits(): readonly SeriesHit[] {
    const { hits } = this
    this.hits = []
    return hits
  }

  private arrive({ at, rows, fields, from, records }: Arrival): void {
    for (const node of this.timed) node.tick(at)
    const order = this.orders++
    for (const { stage, verdict } of rows)
      for (const row of this.madeBefore(stage, { ...this.start(fields, at, order), verdict, from, records }))
        this.hand(stage, row)
    if (rows.length > 0) for (const node of this.settling) node.settle()
  }

  private start(fields: FlatRecord, at: Millis, order: number): Row {
    const row = rowOf(fields, this.rule)
    return { ...row, verdict: 'true', at, from: at, records: [], order, origins: [], quiet: false }
  }

  /** What the stages before a feed made of the record. */
  private madeBefore(feed: StageId, row: Row): readonly Row[] {
    if (!this.working.has(feed)) return [row]
    const { lists, now = row.at } = this.settings
    return rowsAt(this.rule, feed, row.record, { lists, now, through: true }).map((one) => ({
      ...row,
      ...one.row,
      verdict: worse(row.verdict, one.verdict),
    }))
  }

  /** Gives the row of a stage to those that read it. */
  private hand(from: StageId, row: Row): boolean {
    if (from === this.rule.stages.length - 1) return this.hit(row)
    let through = false
    for (const id of this.readers.get(from) ?? []) through = this.nodes.get(id)?.take(row, from) || through
    return through
  }

  private hit(row: Row): true {
    const { quiet, verdict, from, at, records } = row
    const numbers = (): number[] => [...new Set(records)].sort((a, b) => a - b)
    if (!quiet) this.hits.push({ verdict, from, to: at, records: numbers(), row: flatOf(row) })
    return true
  }

  private nodeOf(stage: Stage, id: StageId): Node {
    const emit = (row: Row): boolean => this.hand(id, row)
    const { rule, settings } = this
    const keepMissing = keepsMissing(rule)
    const place: Workplace = { rule, language: rule.language, settings, keepMissing, emit, next: () => this.orders++ }
    switch (stage.kind) {
      case 'read':
        return { take: emit }
      case 'filter':
        return {
          take: (row) => {
            const verdict = and([row.verdict, holdsInRow(stage.where, rule, placeFor(row, settings))])
            return verdict !== 'false' && emit(verdict === row.verdict ? row : { ...row, verdict })
          },
        }
      case 'derive':
        return { take: (row) => emit(derive(stage.make, row, placeFor(row, settings))) }
      case 'union':
        return { take: (row, from) => emit({ ...row, origins: [...row.origins, from] }) }
      case 'shape':
        return stage.limit === undefined
          ? { take: (row) => [...expanded(row, stage)].map(emit).includes(true) }
          : new Limit(stage.limit, keepsFirst(stage, rule), place)
      case 'group':
        return groupNode(stage, place)
      case 'novel':
        return new NovelTerms(stage, place)
      case 'join':
        return new Joined(stage, place, this.lostBeside(stage.other, id))
      case 'sequence':
        return stage.ordered ? new Ordered(stage, place) : new Unordered(stage, place)
      case 'opaque':
        return { take: (row) => emit({ ...row, verdict: 'unsure', lost: new Set([...row.lost, id, '*']) }) }
      default:
        return stage satisfies never
    }
  }

  /** Of which stages nobody knows the fields behind a join with a list that is not here. */
  private lostBeside(other: StageId, join: StageId): readonly (StageId | '*')[] {
    const behind = stagesBehind(this.rule, other)
    const isMissing = behind.some((id) => {
      const stage = this.rule.stages[id]
      return stage?.kind === 'read' && stage.source.kind === 'list' && !this.settings.tables.has(stage.source.name)
    })
    if (!isMissing) return []
    // Splunk names what a lookup adds; elsewhere any name may be a column of the list.
    return [join, ...behind, ...(this.rule.language === 'spl' ? [] : ['*' as const])]
  }

  /** What hangs on lists alone is worked out before the first record. */
  private readLists(): void {
    const lists = this.plan.own.filter((id) => this.plan.lists.has(id))
    for (const id of lists) {
      const stage = this.rule.stages[id]
      if (stage?.kind !== 'read' || stage.source.kind !== 'list') continue
      for (const fields of this.settings.tables.get(stage.source.name) ?? [])
        this.hand(id, { ...this.start(fields, beforeAll, this.orders++), from: Number.POSITIVE_INFINITY })
    }
    for (const id of lists) {
      this.nodes.get(id)?.settle?.()
      this.nodes.get(id)?.end?.()
    }
    for (const node of this.nodes.values()) if (node instanceof Joined) node.settleLists(this.plan.lists)
  }
}

const isWork = (stage: Stage | undefined): boolean =>
  stage?.kind === 'derive' || (stage?.kind === 'shape' && expands(stage))
