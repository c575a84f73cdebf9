/** Runs series over short lists of records, as the examples mean them. */
import { causeText } from '../src/match/causes.js'
import { type FlatRecord, flatten } from '../src/match/record.js'
import { recordTime } from '../src/match/record-time.js'
import { canScan, scanStage } from '../src/match/scan.js'
import type { SeriesOptions } from '../src/match/series/options.js'
import { createSeries, Series, type SeriesHit } from '../src/match/series/series.js'
import { windowOf } from '../src/match/series/window.js'
import type { Group, Rule } from '../src/model/rule.js'

type Json = Readonly<Record<string, unknown>>

/** A rule with those whose hits it reads, at work. */
export class Running {
  private readonly series: Series | undefined
  private readonly read: readonly Running[]

  constructor(
    private readonly rule: Rule,
    rules: readonly Rule[],
    options: SeriesOptions,
  ) {
    const made = createSeries(rule, options)
    this.series = made instanceof Series ? made : undefined
    if (!(made instanceof Series) && !canScan(rule))
      throw new Error(`${rule.title}: ${made.causes.map(causeText).join(', ')}`)
    this.read = (this.series?.refs ?? []).map((ref) => {
      const found = rules.find(({ id, meta }) => id === ref || meta.name === ref)
      if (!found) throw new Error(`no rule ${ref}`)
      return new Running(found, rules, options)
    })
  }

  push(record: FlatRecord, number: number): readonly SeriesHit[] {
    const { rule, series } = this
    const at = recordTime(record)
    if (at === undefined) throw new Error('a record without a time')
    if (!series) {
      const verdict = scanStage(rule, rule.stages.length - 1, record)
      return verdict === 'false' ? [] : [{ verdict, from: at, to: at, records: [number], row: record }]
    }
    const passed = series.feeds.map((feed) => scanStage(rule, feed, record))
    const own = series.push(record, at, passed, number)
    return [
      ...own,
      ...this.read.flatMap((other, i) => other.push(record, number).flatMap((hit) => series.pushHit(i, hit))),
    ]
  }

  end(): readonly SeriesHit[] {
    const { series } = this
    if (!series) return []
    return [...this.read.flatMap((other, i) => other.end().flatMap((hit) => series.pushHit(i, hit))), ...series.end()]
  }
}

export function hitsOf(
  rule: Rule,
  records: readonly FlatRecord[],
  rules: readonly Rule[] = [rule],
  options: SeriesOptions = { tolerance: 0 },
): readonly SeriesHit[] {
  const running = new Running(rule, rules, options)
  return [...records.flatMap((record, number) => running.push(record, number)), ...running.end()]
}

/** For each record the verdict of a hit that is there when it has come and was not before it. */
export function hitsAfterEach(
  rule: Rule,
  lines: readonly Json[],
  rules: readonly Rule[],
): readonly (SeriesHit['verdict'] | undefined)[] {
  const tables = new Map<string, FlatRecord[]>()
  const records: FlatRecord[] = []
  let known = new Set<string>()
  return lines.map((line) => {
    const list = listOf(rule, line)
    if (list !== undefined) {
      tables.set(list, [...(tables.get(list) ?? []), flatten(line)])
      return undefined
    }
    records.push(flatten(line))
    const hits = new Map(
      hitsOf(rule, records, rules, { tolerance: 0, tables }).map((hit) => [identity(rule, hit), hit]),
    )
    const fresh = [...hits].filter(([name]) => !known.has(name)).map(([, { verdict }]) => verdict)
    known = new Set(hits.keys())
    return fresh.find((verdict) => verdict === 'true') ?? fresh[0]
  })
}

/** The list of a rule that a line is a row of: the one it names, or the only one where it names none that is known. */
function listOf({ stages }: Rule, { _index }: Json): string | undefined {
  const lists = stages.flatMap((stage) =>
    stage.kind === 'read' && stage.source.kind === 'list' ? [stage.source.name] : [],
  )
  if (typeof _index !== 'string' || lists.length === 0) return undefined
  const named = lists.find((name) => _index.replace(/^\.enrich-/, '') === name)
  return named ?? (/^(?:feed|watchlist)$/.test(_index) ? lists[0] : undefined)
}

/** Rows of a group over all records are told apart by their keys, other hits by their records. */
function identity(rule: Rule, { row, records }: SeriesHit): string {
  const last = rule.stages.findLast((stage): stage is Group => stage.kind === 'group')
  const isBatch = last && !last.inline && windowOf(rule, last).kind !== 'slides'
  return JSON.stringify(isBatch ? last.by.map(({ written }) => row.get(written)) : records)
}
