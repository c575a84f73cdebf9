/** Which columns there are at a place in a query, and which stage made them. */
import type { FieldPart, StageId, Value } from '../../model/rule.js'

/** What a column holds that only renames a field, changes its type, folds its case, or takes its length. */
export interface Alias {
  readonly written: string
  readonly made?: StageId
  readonly fold?: Fold
  readonly part?: FieldPart
}

export type Fold = 'tolower' | 'toupper'

interface Known {
  /** Undefined for a field of the record. */
  readonly by?: StageId
  readonly alias?: Alias
  readonly value?: Value
}

export interface NewColumn {
  readonly name: string
  readonly alias?: Alias | undefined
  /** What it holds in every row. */
  readonly value?: Value | undefined
}

export class Scope {
  /** In the order of the columns. */
  private named = new Map<string, Known>()
  /** There are no others. */
  private complete = false

  /** `others` made every column that is not named; undefined: they are fields of the record. */
  constructor(private others?: StageId) {}

  /** Whether the query has named such a column before this place. */
  has(name: string): boolean {
    return this.named.has(name)
  }

  /** The stage that made a column; undefined for a field of the record. */
  maker(name: string): StageId | undefined {
    const known = this.named.get(name)
    return known ? known.by : this.others
  }

  alias(name: string): Alias | undefined {
    return this.named.get(name)?.alias
  }

  /** What a column holds in every row. */
  value(name: string): Value | undefined {
    return this.named.get(name)?.value
  }

  /** All columns in order, where that can be told. */
  get columns(): readonly string[] | undefined {
    return this.complete ? [...this.named.keys()] : undefined
  }

  /** Columns that one stage adds, all computed of what was there before it. */
  make(columns: readonly NewColumn[], by: StageId): void {
    const names = new Set(columns.map(({ name }) => name))
    // What an overwritten field was called elsewhere can no longer be told from the field.
    for (const [name, { by: maker, alias }] of this.named)
      if (alias && names.has(rootOf(alias.written))) this.set(name, maker, undefined)
    for (const { name, alias, value } of columns) {
      const stale = alias && rootOf(alias.written) !== name && names.has(rootOf(alias.written))
      this.set(name, by, stale ? undefined : alias, value)
    }
  }

  /** Only these columns are left, in this order; they are what they were. */
  keep(names: readonly string[]): void {
    this.named = new Map(names.map((name) => [name, this.named.get(name) ?? known(this.others, undefined)]))
    this.complete = true
  }

  drop(dropped: (name: string) => boolean): void {
    for (const name of [...this.named.keys()]) if (dropped(name)) this.named.delete(name)
  }

  /** Only these columns are left; all but those that `kept` says are as before were made by this stage. */
  restart(names: readonly string[], by: StageId, kept: (name: string) => boolean = () => false): void {
    const before = this.copy()
    this.named = new Map(
      names.map((name) => [name, kept(name) ? known(before.maker(name), undefined) : known(by, undefined)]),
    )
    this.others = by
    this.complete = true
  }

  /** Columns may follow whose names the query does not say. */
  widen(): void {
    this.complete = false
  }

  /** Columns of another table beside these; `by` brings them together and tells equal names apart by a `1`. */
  beside(other: Scope, keys: readonly string[], by: StageId): void {
    const twice = new Set(keys)
    for (const [name, { by: maker }] of other.named)
      if (this.named.has(name)) twice.add(name)
      else this.set(name, maker, undefined)
    for (const name of twice) this.set(`${name}1`, by, undefined)
    this.complete &&= other.complete
  }

  /** Columns that another place in the pipe has, added to these. */
  absorb(other: Scope): void {
    for (const [name, column] of other.named) this.named.set(name, column)
    this.complete &&= other.complete
  }

  /** The columns of rows that come down several ways: what is not the same in each, the stage that unites them made. */
  static unite(ways: readonly Scope[], by: StageId): Scope {
    const [first] = ways
    if (!first || ways.length === 1) return first?.copy() ?? new Scope()
    const others = ways.every((way) => way.others === first.others) ? first.others : by
    const united = new Scope(others)
    for (const name of new Set(ways.flatMap((way) => [...way.named.keys()]))) {
      const makers = new Set(ways.map((way) => way.maker(name)))
      const aliases = ways.map((way) => way.alias(name))
      const alike = aliases.every((alias) => sameAlias(alias, aliases[0]))
      const [maker] = makers
      united.set(name, makers.size === 1 ? maker : by, alike ? aliases[0] : undefined)
    }
    united.complete = ways.every((way) => way.complete)
    return united
  }

  copy(): Scope {
    const copy = new Scope(this.others)
    copy.named = new Map(this.named)
    copy.complete = this.complete
    return copy
  }

  private set(name: string, by: StageId | undefined, alias: Alias | undefined, value?: Value): void {
    this.named.set(name, known(by, alias, value))
  }
}

const known = (by: StageId | undefined, alias: Alias | undefined, value?: Value): Known => ({
  ...(by === undefined ? {} : { by }),
  ...(alias ? { alias } : {}),
  ...(value ? { value } : {}),
})

/** The column that a path begins with: `a` of `a.b[0].c`. */
const rootOf = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path

const sameAlias = (a: Alias | undefined, b: Alias | undefined): boolean =>
  a?.written === b?.written && a?.made === b?.made && a?.fold === b?.fold && a?.part === b?.part
