/** One run: the records of some files through all rules, and what can be asked of its outcome. */

import { hitLine } from '../../../match/hit-line.js'
import type { FlatRecord } from '../../../match/record.js'
import { flatten } from '../../../match/record.js'
import { Runner } from '../../../match/runner.js'
import { createSources, type RecordSource } from '../../../resolve/record-source.js'
import { byLevel, isSure } from '../../match-order.js'
import {
  type Fired,
  fewRecords,
  hitsAtOnce,
  type Input,
  type NearMatch,
  type OpenedHits,
  type Outcome,
  type Progress,
  type RecordPlace,
  type RuleFacts,
  type ShownFault,
  type ShownHit,
} from '../../match-protocol.js'
import type { PortableRule } from '../../match-rules.js'
import { type KeptHit, KeptHits } from './kept.js'
import { createNear } from './near.js'
import { type Pace, pace } from './pace.js'
import { Reading } from './reading.js'
import { reasonsOf, shownSteps } from './reasons.js'
import { decidesAlone } from './route.js'

/** Faults that are shown; all are counted. */
const mostFaults = 200
/** Near matches that are shown, of all records together. */
const mostNear = 60
/** Records that rules over several wait for, when they come from several files. */
const mostHeld = 50_000
/** Rules of which the hits are given without being asked for. */
const mostOpen = 5
/** Records of a hit that are named. */
const mostPlaces = 10

export interface Listener {
  progress(progress: Progress): void
  fired(rules: readonly Fired[]): void
  faults(faults: readonly ShownFault[]): void
  near(near: readonly NearMatch[]): void
}

export class Session {
  private readonly kept = new KeptHits()
  private readonly reading: Reading
  private readonly begun = performance.now()
  private readonly first: { readonly number: number; readonly value: unknown }[] = []
  private readonly sources = createSources()
  private stopped = false
  private records = 0
  private faults = 0

  constructor(
    private readonly rules: readonly PortableRule[],
    private readonly inputs: readonly Input[],
    private readonly listener: Listener,
  ) {
    this.reading = new Reading(inputs)
  }

  stop(): void {
    this.stopped = true
  }

  async run(): Promise<Outcome> {
    const order = this.inputs.length > 1 ? 'time' : 'arrival'
    const options = { order, held: mostHeld } as const
    const runner = new Runner(
      this.rules.map(({ rule }) => rule),
      (hit) => this.kept.add(hit),
      options,
    )
    await this.read(
      runner,
      pace(() => this.report()),
    )
    runner.end()
    this.report()
    const few = this.records <= fewRecords
    if (few && !this.stopped) this.listener.near(this.near())
    const { evicted, late } = runner.held
    const { total: hits, kept } = this.kept
    return {
      ...this.progress(),
      ...{ rules: this.rules.length, stopped: this.stopped, hits, kept, faults: this.faults },
      ...{ evicted, late, disordered: runner.disordered, few, open: few ? this.openFirst() : [] },
    }
  }

  private openFirst(): Outcome['open'] {
    const fired = [...this.kept.byRule.keys()].map((rule) => this.fired(rule))
    const first = fired.filter(isSure).sort(byLevel).slice(0, mostOpen)
    return first.map(({ rule }) => ({ rule, hits: this.open(rule, 0) }))
  }

  private async read(runner: Runner, paced: Pace): Promise<void> {
    for await (const { records, faults, base } of this.reading.batches()) {
      if (faults.length > 0) this.fault(faults)
      for (const { number, value } of records) {
        this.records++
        if (this.first.length < fewRecords) this.first.push({ number: base + number, value })
        runner.push(value, base + number)
        if (paced.isDue()) await paced.rest()
        if (this.stopped) return
      }
      if (this.stopped) return
    }
  }

  private fault(faults: readonly ShownFault[]): void {
    const room = mostFaults - this.faults
    this.faults += faults.length
    if (room > 0) this.listener.faults(faults.slice(0, room))
  }

  private report(): void {
    this.listener.progress(this.progress())
    const changed = this.kept.takeChanged()
    if (changed.length > 0) this.listener.fired(changed.map((rule) => this.fired(rule)))
  }

  private progress(): Progress {
    const { bytes, of } = this.reading
    return { records: this.records, bytes, of, millis: performance.now() - this.begun }
  }

  private fired(rule: number): Fired {
    const { sure = 0, unsure = 0, from, to, kept = [] } = this.kept.byRule.get(rule) ?? {}
    return { ...this.facts(rule), sure, unsure, from, to, kept: kept.length }
  }

  private facts(index: number): RuleFacts {
    const { rule, href } = this.rules[index] as PortableRule
    const { id, title, family, path, meta } = rule
    return { rule: index, id, title, family, path, href, level: meta.level, status: meta.status }
  }

  private near(): readonly NearMatch[] {
    const near = createNear(this.rules.map(({ rule }) => rule))
    const fired = new Set(this.kept.byRule.keys())
    const seen = new Set<number>()
    const all = this.first.flatMap(({ number, value }) => {
      const record = flatten(value)
      const sighting = { record, source: this.sourceOf(record) }
      return near(sighting, fired).map((one) => ({ ...one, number, sighting }))
    })
    return all
      .sort((a, b) => b.weight - a.weight)
      .filter(({ rule }) => !seen.has(rule) && seen.add(rule))
      .slice(0, mostNear)
      .map(({ rule: index, leg, number, sighting }) => ({
        ...this.facts(index),
        record: this.reading.place(number),
        steps: shownSteps(leg, (this.rules[index] as PortableRule).rule, sighting),
      }))
  }

  private sourceOf(record: FlatRecord): RecordSource {
    return this.sources(
      (name) => record.get(name)?.[0],
      () => record.keys(),
    )
  }

  open(rule: number, from: number): OpenedHits {
    const hits = this.kept.byRule.get(rule)?.kept.slice(from, from + hitsAtOnce) ?? []
    return { from, hits: hits.map((hit) => this.shown(rule, hit)) }
  }

  private shown(index: number, { verdict, from, to, records, fields, cut }: KeptHit): ShownHit {
    const { rule } = this.rules[index] as PortableRule
    const record = new Map(fields)
    return {
      ...{ verdict, from, to, cut, fields },
      records: records.slice(0, mostPlaces).map((number): RecordPlace => this.reading.place(number)),
      count: records.length,
      steps: decidesAlone(rule) ? reasonsOf(rule, { record, source: this.sourceOf(record) }) : [],
    }
  }

  /** A line for each hit that was kept, as the command line writes it. */
  lines(rules: readonly number[]): Blob {
    const parts: string[] = []
    for (const index of rules) {
      const rule = this.facts(index)
      for (const { records, ...hit } of this.kept.byRule.get(index)?.kept ?? [])
        parts.push(`${hitLine({ ...hit, rule, places: records.map((number) => this.reading.place(number)) })}\n`)
    }
    return new Blob(parts, { type: 'application/x-ndjson' })
  }
}
