/**
 * Two rules side by side. Works on their JSON twins as a browser has them: indicators are the same when field, kind,
 * modifiers and value are the same in the corpus, which the address of the value tells, so other spellings of a
 * registry hive or of a path's last part meet, too.
 */

/** What of `rule.json` is compared. */
export interface Twin {
  readonly title: string
  readonly href: string
  readonly family: string
  readonly language: string
  readonly level: string | null
  readonly status: string | null
  readonly extent: string
  readonly ways: number | null
  readonly attack: readonly {
    readonly tactic: { readonly shortname: string; readonly name: string }
    readonly techniques: readonly { readonly id: string; readonly name: string }[]
  }[]
  readonly events: readonly {
    readonly key: string
    readonly provider: string
    readonly id: string | number | null
    readonly blind?: boolean
  }[]
  readonly indicators: readonly TwinField[]
  readonly exclusions: readonly TwinField[]
}

export interface TwinField {
  readonly field: string | null
  readonly kind: string
  readonly modifiers?: readonly string[]
  readonly values: readonly TwinValue[]
}

interface TwinValue {
  readonly value: string | null
  readonly count: number
  readonly href: string
  readonly line?: number
  readonly coveredBy?: readonly {
    readonly field: string | null
    readonly kind: string
    readonly modifiers?: readonly string[]
    readonly href: string
  }[]
}

/** What one rule holds of a row. */
export interface Side {
  readonly value: string | null
  readonly line?: number
  /** It lies within something that the other rule holds: whatever satisfies this satisfies that. */
  readonly within?: boolean
}

/** One indicator: of both rules, or of one. */
export interface Row {
  readonly kind: string
  readonly href: string
  readonly count: number
  readonly a?: Side
  readonly b?: Side
}

/** What two rules ask of one field; rows of both first, in the order of the first rule. */
export interface FieldAlignment {
  readonly field: string | null
  readonly both: number
  readonly rows: readonly Row[]
}

export interface Alignment {
  readonly indicators: readonly FieldAlignment[]
  readonly exclusions: readonly FieldAlignment[]
  /** What one rule looks for and the other excludes. */
  readonly opposed: readonly {
    readonly field: string | null
    readonly kind: string
    readonly value: string | null
    readonly by: 'a' | 'b'
  }[]
  readonly techniques: Shared
  readonly events: Shared
}

/** Names that both have, and that one has. */
export interface Shared {
  readonly both: readonly string[]
  readonly a: readonly string[]
  readonly b: readonly string[]
}

export function align(a: Twin, b: Twin): Alignment {
  return {
    indicators: alignFields(a.indicators, b.indicators),
    exclusions: alignFields(a.exclusions, b.exclusions),
    opposed: [...opposed(a, b, 'a'), ...opposed(b, a, 'b')],
    techniques: shared(techniques(a), techniques(b)),
    events: shared(events(a), events(b)),
  }
}

/** An indicator with its identity in the corpus. */
interface Held extends TwinValue {
  readonly id: string
  readonly field: string | null
  readonly kind: string
}

function heldOf(fields: readonly TwinField[]): Map<string, Held> {
  const held = new Map<string, Held>()
  for (const { field, kind, modifiers = [], values } of fields) {
    const how = [kind, ...modifiers].join('|')
    for (const value of values) {
      const id = identity(field, how, value.href)
      if (!held.has(id)) held.set(id, { ...value, id, field, kind: how })
    }
  }
  return held
}

const identity = (field: string | null, kind: string, href: string): string =>
  [field ?? '\u0000', kind, href].join('\n')

function alignFields(left: readonly TwinField[], right: readonly TwinField[]): FieldAlignment[] {
  const [a, b] = [heldOf(left), heldOf(right)]
  const fields = new Map<string | null, { both: Row[]; one: Row[] }>()
  const put = (held: Held, row: Row): void => {
    const of = fields.get(held.field) ?? { both: [], one: [] }
    fields.set(held.field, of)
    if (row.a && row.b) of.both.push(row)
    else of.one.push(row)
  }
  for (const held of a.values()) {
    const other = b.get(held.id)
    put(held, { ...rowOf(held), a: sideOf(held, b), ...(other && { b: sideOf(other, a) }) })
  }
  for (const held of b.values()) if (!a.has(held.id)) put(held, { ...rowOf(held), b: sideOf(held, a) })
  return [...fields]
    .map(([field, { both, one }]) => ({ field, both: both.length, rows: [...both, ...one] }))
    .sort((x, y) => rank(y) - rank(x))
}

/** Fields with something in common come first, then fields that both ask about. */
function rank({ both, rows }: FieldAlignment): number {
  return both > 0 ? 2 : rows.some((row) => row.a) && rows.some((row) => row.b) ? 1 : 0
}

const rowOf = ({ kind, href, count }: Held): Row => ({ kind, href, count })

function sideOf({ id, value, line, coveredBy }: Held, other: ReadonlyMap<string, Held>): Side {
  const within =
    !other.has(id) &&
    coveredBy?.some(({ field, kind, modifiers = [], href }) =>
      other.has(identity(field, [kind, ...modifiers].join('|'), href)),
    ) === true
  return { value, ...(line !== undefined && { line }), ...(within && { within }) }
}

/** What `one` looks for and `other` excludes. */
function opposed(one: Twin, other: Twin, by: 'a' | 'b'): Alignment['opposed'][number][] {
  const excluded = heldOf(other.exclusions)
  return [...heldOf(one.indicators).values()]
    .filter(({ id }) => excluded.has(id))
    .map(({ field, kind, value }) => ({ field, kind, value, by }))
}

const techniques = ({ attack }: Twin): string[] =>
  attack.flatMap((row) => row.techniques.map(({ id, name }) => `${id} ${name}`))

const events = (twin: Twin): string[] =>
  twin.events.filter(({ blind }) => !blind).map(({ provider, id }) => (id === null ? provider : `${provider} ${id}`))

function shared(left: readonly string[], right: readonly string[]): Shared {
  const [a, b] = [new Set(left), new Set(right)]
  return {
    both: [...a].filter((name) => b.has(name)),
    a: [...a].filter((name) => !b.has(name)),
    b: [...b].filter((name) => !a.has(name)),
  }
}
