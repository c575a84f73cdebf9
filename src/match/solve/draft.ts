/** A record in the making: fields get other values as tests are asked to hold or not to, and get them back. */
import type { Likely } from '../../resolve/likely.js'
import { namesIn, standing } from '../condition/place.js'
import { type Asked, type Leaf, type Test, testHolds } from '../condition/term.js'
import type { FlatRecord, Scalar } from '../record.js'
import type { Lists } from '../text.js'
import type { Verdict } from '../verdict.js'
import type { Setting } from './compose.js'
import { fitting } from './fitting.js'

export interface Tools {
  readonly lists: Lists
  /** What the values of a test's field look like. */
  readonly likely: (test: Test) => Likely
  /** The field that gets a text that may stand anywhere. */
  readonly carrier: string
  /** Whether what a field has is kept where something only has to be added. */
  readonly keeps: boolean
  /** Whether a field that has not may get several values. */
  readonly several: boolean
}

export interface Limits {
  /** How many fields may be changed. */
  readonly changes: number
  /** How many values may be tried. */
  readonly tries: number
}

export interface Demand {
  readonly leaf: Test
  readonly holds: boolean
}

/** So many values are tried for one field at a time. */
const mostForOne = 1500

export class Draft {
  readonly record: Map<string, readonly Scalar[]>
  /** The record's names of fields that have got another value. */
  readonly changed = new Set<string>()
  /** What is asked of fields, by the record's names. */
  readonly demands = new Map<string, Demand[]>()
  tries = 0
  /** Tests of whatever field that must not hold. */
  private readonly everywhere: Demand[] = []
  private readonly all: Demand[] = []
  private readonly trail: (() => void)[] = []

  constructor(
    start: FlatRecord,
    private readonly tools: Tools,
    private readonly limits: Limits,
  ) {
    this.record = new Map(start)
  }

  get isSpent(): boolean {
    return this.tries >= this.limits.tries
  }

  verdict(leaf: Test): Verdict {
    return testHolds(leaf, this.record, this.tools.lists)
  }

  /** A point that can be gone back to. */
  get mark(): number {
    return this.trail.length
  }

  undo(mark: number): void {
    while (this.trail.length > mark) this.trail.pop()?.()
  }

  /** Whether all that was asked for holds, when each field has its last value; what does not is tried once more. */
  settle(): boolean {
    for (const { leaf, holds } of this.all) {
      if (this.verdict(leaf) === said(holds)) continue
      const name = this.target(leaf)
      if (name === undefined || !this.rebuild(name)) return false
    }
    return this.all.every(({ leaf, holds }) => this.verdict(leaf) === said(holds))
  }

  /** Asks for one more test to hold or not to, and changes what has to be changed for that. */
  require(demand: Demand): boolean {
    this.all.push(demand)
    this.trail.push(() => this.all.pop())
    return demand.holds ? this.requireHolding(demand) : this.requireFailing(demand)
  }

  private requireHolding(demand: Demand): boolean {
    const { leaf } = demand
    if (leaf.kind === 'asked') return this.requireAsked({ ...demand, leaf })
    const isHolding = this.verdict(leaf) === 'true'
    const name = isHolding ? this.standsAt(leaf) : this.target(leaf)
    if (name === undefined) return isHolding
    this.note(name, demand)
    this.noteOthers(demand)
    return isHolding || this.rebuild(name) || (this.addOthers(demand) && this.rebuild(name))
  }

  /** Of what is computed nobody knows which field has to change: each is tried. */
  private requireAsked(demand: Demand & { readonly leaf: Asked }): boolean {
    const names = new Set(namesIn(demand.leaf.place, this.record))
    if (demand.leaf.place.kind === 'named') for (const name of demand.leaf.place.names) names.add(name)
    for (const name of names) this.note(name, demand)
    const isMet = (): boolean => this.verdict(demand.leaf) === said(demand.holds)
    if (isMet()) return true
    for (const name of names) if (this.rebuild(name)) return true
    // A value that is only there may be what the others need.
    for (const name of names) {
      if (this.record.has(name) || !this.change(name, [], this.tools.likely(demand.leaf))) continue
      for (const other of names) if (isMet() || (other !== name && this.rebuild(other))) return true
    }
    return false
  }

  /** Gives the fields that a test compares with some value, where the record lacks them. */
  private addOthers(demand: Demand): boolean {
    const { leaf } = demand
    const lacking = [...othersOf(leaf)].filter(([, place]) => namesIn(place, this.record).length === 0)
    for (const [written, place] of lacking) {
      const name = place.kind === 'named' ? (place.names[0] ?? written) : written
      if (!this.change(name, this.demands.get(name) ?? [], this.tools.likely(leaf))) return false
      this.note(name, demand)
    }
    return lacking.length > 0
  }

  private requireFailing(demand: Demand): boolean {
    const { leaf } = demand
    if (leaf.kind === 'asked') return this.requireAsked({ ...demand, leaf })
    const { place } = leaf
    if (place.kind === 'anywhere' || place.kind === 'wild') {
      this.everywhere.push(demand)
      this.trail.push(() => this.everywhere.pop())
    }
    const names = new Set(namesIn(place, this.record))
    if (place.kind === 'named') for (const name of place.names) names.add(name)
    if (place.kind !== 'anywhere') for (const name of names) this.note(name, demand)
    this.noteOthers(demand)
    for (const name of names) {
      if (this.verdict(leaf) === 'false') return true
      if (this.isMetBy(demand, name)) continue
      if (place.kind === 'anywhere') this.note(name, demand)
      this.rebuild(name)
    }
    return this.verdict(leaf) === 'false'
  }

  private note(name: string, demand: Demand): void {
    const known = this.demands.get(name)
    if (known) known.push(demand)
    else this.demands.set(name, [demand])
    this.trail.push(() => this.demands.get(name)?.pop())
  }

  private noteOthers(demand: Demand): void {
    for (const place of othersOf(demand.leaf).values())
      for (const other of namesIn(place, this.record)) this.note(other, demand)
  }

  /** Whether a demand is met, as far as one field can: other fields may still have what must not be. */
  private isMetBy({ leaf, holds }: Demand, name: string): boolean {
    if (holds) return this.verdict(leaf) === 'true'
    if (leaf.kind === 'asked' || leaf.others.size > 0) return this.verdict(leaf) === 'false'
    const values = this.record.get(name)
    return !values || this.isSaidOf(leaf, false, name, values)
  }

  private isSaidOf(leaf: Leaf, holds: boolean, name: string, values: readonly Scalar[]): boolean {
    return testHolds(leaf, new Map([[name, values]]), this.tools.lists) === said(holds)
  }

  /** The record's name of the field of which a test holds. */
  private standsAt(leaf: Leaf): string | undefined {
    const { place } = leaf
    const names = namesIn(place, this.record)
    if (place.kind === 'fixed' || names.length <= 1) return names[0]
    if (leaf.others.size > 0) return names.find((name) => standing(place, this.record).some((one) => one.name === name))
    return names.find((name) => this.isSaidOf(leaf, true, name, this.record.get(name) ?? []))
  }

  /** The field that is changed for a test. */
  private target({ place }: Test): string | undefined {
    switch (place.kind) {
      case 'anywhere':
        return this.tools.carrier
      case 'wild':
        return namesIn(place, this.record)[0] ?? place.pattern.replace(/\*/g, 'x')
      case 'named':
        return namesIn(place, this.record)[0] ?? place.names[0]
      case 'fixed':
        return undefined
      default:
        return place satisfies never
    }
  }

  private rebuild(name: string): boolean {
    const demands = this.demands.get(name) ?? []
    return this.change(name, demands) || this.changeBoth(name, demands)
  }

  /** Where a field must equal another one and cannot: both get the same value. */
  private changeBoth(name: string, demands: readonly Demand[]): boolean {
    const tie = demands.find(({ leaf, holds }) => holds && othersOf(leaf).size > 0)
    if (!tie) return false
    const places = [tie.leaf.place, ...othersOf(tie.leaf).values()]
    const names = [this.target(tie.leaf), ...places.flatMap((one) => namesIn(one, this.record))]
    const other = names.find((one) => one !== undefined && one !== name)
    if (other === undefined) return false
    const untied = [...demands, ...(this.demands.get(other) ?? [])].filter((one) => one !== tie)
    const mark = this.mark
    const values = this.change(name, untied) ? this.record.get(name) : undefined
    if (values && this.assign(other, [values], this.demands.get(other) ?? [])) return true
    this.undo(mark)
    return false
  }

  /** Gives a field a value with which all that is asked of it holds. */
  private change(name: string, demands: readonly Demand[], likely = this.likelyOf(demands)): boolean {
    const leaves = (holds: boolean): Leaf[] =>
      demands.flatMap(({ leaf, holds: wanted }) => (leaf.kind === 'leaf' && wanted === holds ? [leaf] : []))
    const constants = demands.flatMap(({ leaf }) => (leaf.kind === 'asked' ? leaf.constants : []))
    const candidates = fitting({
      holding: leaves(true),
      failing: leaves(false),
      constants,
      record: this.record,
      lists: this.tools.lists,
      setting: this.setting(name, likely),
      says: (leaf, holds, value) => this.isSaidOf(leaf, holds, name, [value]),
    })
    return this.assign(name, candidates, demands)
  }

  private likelyOf([first]: readonly Demand[]): Likely {
    return first ? this.tools.likely(first.leaf) : { sort: 'text', system: 'windows', last: false }
  }

  private setting(name: string, likely: Likely): Setting {
    const [had, second] = this.record.get(name) ?? []
    const program = this.programFor(name)
    return {
      likely,
      keeps: this.tools.keeps,
      lists: this.tools.several || second !== undefined,
      ...(had !== undefined && { had }),
      ...(program !== undefined && { program }),
    }
  }

  /** The program of the process that a command line is of. */
  private programFor(name: string): string | undefined {
    const image = this.record.get(name.replace(/command_?line$/i, 'Image')) ?? this.record.get('process.name')
    const path = image?.[0]
    return path === undefined || /image$/i.test(name) ? undefined : String(path).replace(/^.*[\\/]/, '')
  }

  /** Gives a field the first of some values with which demands are met; it keeps what it has when there is none. */
  private assign(name: string, candidates: Iterable<readonly Scalar[]>, demands: readonly Demand[]): boolean {
    const isNew = !this.changed.has(name)
    if (isNew && this.changed.size >= this.limits.changes) return false
    const before = this.record.get(name)
    // Numbers that a log has as text stay text.
    const isText = typeof before?.[0] === 'string'
    const asked = [...demands, ...this.everywhere]
    let tried = 0
    for (const values of candidates) {
      if (++tried > mostForOne || this.isSpent) break
      this.tries++
      this.put(name, isText ? values.map(String) : values)
      if (!asked.every((demand) => this.isMetBy(demand, name))) continue
      this.changed.add(name)
      this.trail.push(() => {
        this.put(name, before)
        if (isNew) this.changed.delete(name)
      })
      return true
    }
    this.put(name, before)
    return false
  }

  private put(name: string, values: readonly Scalar[] | undefined): void {
    if (values && values.length > 0) this.record.set(name, values)
    else this.record.delete(name)
  }
}

const nothing: Leaf['others'] = new Map()
const othersOf = (test: Test): Leaf['others'] => (test.kind === 'leaf' ? test.others : nothing)

export const said = (holds: boolean): Verdict => (holds ? 'true' : 'false')
