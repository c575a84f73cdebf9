/** Which columns there are at a place in a query, and which stage made them. */
import type { FieldPart, StageId } from '../../model/rule.js'

/** What a column holds that only renames a field, folds its case, or takes a number from it. */
export interface Alias {
  readonly written: string
  readonly made?: StageId
  readonly fold?: Fold
  readonly part?: FieldPart
}

export type Fold = 'to_lower' | 'to_upper'

export class Scope {
  private made = new Map<string, StageId>()
  private below: (readonly [string, StageId])[] = []
  private aliases = new Map<string, Alias>()
  /** After a stage that lets nothing else through: no record's field is left. */
  private only: StageId | undefined
  /** Something may have added columns whose names the query does not say. */
  private open = true
  private readonly missed = new Set<string>()

  /** The stage that made a column; undefined for a field of the record. */
  maker(name: string): StageId | undefined {
    return this.made.get(name) ?? this.below.find(([prefix]) => name.startsWith(prefix))?.[1] ?? this.only
  }

  alias(name: string): Alias | undefined {
    return this.aliases.get(name)
  }

  /** Whether there can be no such column; says so once for every name. */
  lacks(name: string): boolean {
    if (this.open || this.made.has(name) || this.missed.has(name)) return false
    this.missed.add(name)
    return true
  }

  names(): Iterable<string> {
    return this.made.keys()
  }

  make(name: string, by: StageId, alias?: Alias): void {
    // What an overwritten field was called elsewhere can no longer be told from the field.
    for (const [other, { written }] of this.aliases) if (written === name) this.aliases.delete(other)
    this.made.set(name, by)
    if (alias) this.aliases.set(name, alias)
    else this.aliases.delete(name)
  }

  /** A column and any whose name goes on after a dot. */
  makeBelow(name: string, by: StageId): void {
    this.make(name, by)
    this.below.unshift([`${name}.`, by])
  }

  /** Columns that a branch made, as those of the stage that brings the branches together. */
  absorb(branch: Scope, by: StageId): void {
    for (const [name, stage] of branch.made) if (this.made.get(name) !== stage) this.make(name, by)
    this.open ||= branch.open
  }

  /** Only these columns are left, and this stage made them. */
  restart(names: Iterable<string>, by: StageId): void {
    this.made = new Map([...names].map((name) => [name, by]))
    this.aliases = new Map()
    this.below = []
    this.only = by
    this.open = false
  }

  /** Columns may follow whose names the query does not say. */
  widen(): void {
    this.open = true
  }

  copy(): Scope {
    const copy = new Scope()
    copy.made = new Map(this.made)
    copy.aliases = new Map(this.aliases)
    copy.below = [...this.below]
    copy.only = this.only
    copy.open = this.open
    return copy
  }
}
