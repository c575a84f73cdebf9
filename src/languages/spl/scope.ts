/** Which fields there are at a place in a search, what the record calls them, and which stage made the others. */
import type { FieldPart, Millis, Predicate, StageId, Value } from '../../model/rule.js'

/** What a field holds that only renames another one, folds its case, or takes a number from it. */
export interface Alias {
  readonly written: string
  readonly made?: StageId
  readonly fold?: Fold
  readonly part?: FieldPart
  /** What the field can be, the first whose condition holds; a last one without a condition is all the rest. */
  readonly choices?: readonly Choice[]
}

export interface Choice {
  readonly when?: Predicate
  /** Undefined when the field is missing then. */
  readonly value?: Value
}

export type Fold = 'lower' | 'upper'

export class Scope {
  private aliases = new Map<string, Alias>()
  /** `rename "Processes.*" as "*"`: text around a star, newest first. */
  private patterns: readonly (readonly [from: Around, to: Around])[] = []
  /** After a stage that gathers rows: no other field of the record is left. */
  private only: StageId | undefined
  /** The fields that rows have, when the search says all of them. */
  private list: Set<string> | undefined
  /** A stage that may have added others to them. */
  private wider: StageId | undefined
  private makers = new Map<string, StageId>()
  private spans = new Map<string, Millis>()

  resolve(name: string): Alias {
    const known = this.aliases.get(name)
    if (known) return known
    if (this.list && !this.list.has(name)) return absent(name, this.wider ?? this.only)
    const [from, to] = this.patterns.find(([, around]) => fits(name, around)) ?? []
    if (from && to)
      return { written: from.before + name.slice(to.before.length, name.length - to.after.length) + from.after }
    return absent(name, this.only)
  }

  /** Every field that a row can have; undefined when the search does not say. */
  get names(): readonly string[] | undefined {
    return this.wider === undefined && this.list ? [...this.list] : undefined
  }

  /** The stage that gave a field this name, by any computation. */
  maker(name: string): StageId | undefined {
    return this.makers.get(name)
  }

  make(name: string, by: StageId, alias?: Alias): void {
    this.list?.add(name)
    this.spans.delete(name)
    // What an overwritten field was called elsewhere can no longer be told from the field.
    for (const [other, { written, made }] of this.aliases)
      if (written === name && made === undefined && other !== name)
        this.aliases.set(other, { written: other, made: by })
    this.aliases.set(name, alias ?? { written: name, made: by })
    this.makers.set(name, by)
  }

  rename(name: string, as: string): void {
    const alias = this.resolve(name)
    if (this.list?.delete(name)) this.list.add(as)
    this.aliases.set(as, alias)
    const maker = this.makers.get(name)
    if (maker !== undefined) this.makers.set(as, maker)
    const span = this.spans.get(name)
    if (span !== undefined) this.spans.set(as, span)
  }

  /** Every field whose name fits the first pattern; each has one star. */
  renameAll(from: string, to: string): void {
    const [before, after] = [around(from), around(to)]
    for (const name of [...this.aliases.keys(), ...(this.list ?? [])])
      if (fits(name, before))
        this.rename(
          name,
          after.before + name.slice(before.before.length, name.length - before.after.length) + after.after,
        )
    this.patterns = [[before, after], ...this.patterns]
  }

  /** Rows gathered by these fields, which stay what they are, and nothing else of the record. */
  gather(keys: readonly string[], by: StageId): void {
    this.aliases = new Map(keys.map((key) => [key, this.resolve(key)]))
    this.patterns = []
    this.only = by
    this.list = new Set(keys)
    this.wider = undefined
  }

  keep(names: readonly string[]): void {
    this.list = names.some((name) => name.includes('*')) ? undefined : new Set(names)
    this.wider = undefined
  }

  drop(names: readonly string[]): void {
    for (const name of names) this.list?.delete(name)
  }

  /** Fields that a branch made, as those of the stage that brings the branches together. */
  absorb(branch: Scope, by: StageId, shared: ReadonlySet<string> = new Set()): void {
    for (const name of branch.list ?? branch.aliases.keys())
      if (!shared.has(name) && !this.aliases.has(name) && !this.list?.has(name)) this.make(name, by)
  }

  /** A stage may add fields whose names the search does not say. */
  widen(by: StageId): void {
    this.wider = by
  }

  /** Values of a time field lie so far apart. */
  cut(name: string, span: Millis): void {
    this.spans.set(name, span)
  }

  spanOf(names: readonly string[]): Millis | undefined {
    return names.map((name) => this.spans.get(name)).find((span) => span !== undefined)
  }

  copy(): Scope {
    const copy = new Scope()
    copy.aliases = new Map(this.aliases)
    copy.patterns = this.patterns
    copy.only = this.only
    copy.list = this.list && new Set(this.list)
    copy.wider = this.wider
    copy.makers = new Map(this.makers)
    copy.spans = new Map(this.spans)
    return copy
  }
}

const absent = (written: string, made: StageId | undefined): Alias =>
  made === undefined ? { written } : { written, made }

interface Around {
  readonly before: string
  readonly after: string
}

function around(pattern: string): Around {
  const star = pattern.indexOf('*')
  return { before: pattern.slice(0, star), after: pattern.slice(star + 1) }
}

const fits = (name: string, { before, after }: Around): boolean =>
  name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after)
