/**
 * `rules/search/<n>.json`: the indicators of some fields as the browser loads them when a query asks about one, and
 * `rules/search/fields.json`, which says what fields there are. Columns, so that many rows cost a handful of arrays.
 */
import { grouped } from '../catalog/grouped.js'
import type { FieldNames } from '../catalog/search.js'
import { type Test, tests } from '../search/query.js'
import { partOf, type Row } from '../search/rows.js'
import { fold } from '../text/fold.js'
import { distances, undistanced } from './distances.js'

export interface FieldsData {
  /** Canonical names, those of most rules first, each with the names under which rules write it. */
  readonly fields: readonly FieldNames[]
}

/** The indicators of one field. */
export interface FieldPart {
  readonly field: string | null
  /** Names under which rules write it. */
  readonly written: readonly string[]
  /** By row: index into `written` times 16, plus that of the kind. */
  readonly kinds: readonly number[]
  /** By row; null for absence, two texts where one is compared and another shown. */
  readonly texts: readonly (string | null | readonly [compared: string, shown: string])[]
  /** By row: rules as distances from each other, those that have it as an exclusion after a -1. */
  readonly rules: readonly (number | readonly number[])[]
}

const kindsAtMost = 16

export function packed(rows: readonly Row[]): FieldPart[] {
  return [...grouped(rows, ({ field }) => field)].map(([field, all]) => {
    const written = [...new Set(all.map((row) => row.written))]
    const ids = new Map(written.map((name, id) => [name, id]))
    return {
      field,
      written,
      kinds: all.map((row) => (ids.get(row.written) ?? 0) * kindsAtMost + tests.indexOf(row.kind)),
      texts: all.map(({ text, shown }) => (shown === undefined || text === null ? text : [text, shown])),
      rules: all.map(packedRules),
    }
  })
}

/** Most rows are of one rule that requires them. */
function packedRules({ required, excluded }: Row): number | number[] {
  const [only, ...others] = required
  if (only !== undefined && others.length === 0 && excluded.length === 0) return only
  return [...distances(required), ...(excluded.length > 0 ? [-1, ...distances(excluded)] : [])]
}

export function unpacked({ field, written, kinds, texts, rules }: FieldPart): Row[] {
  return kinds.map((kind, i) => {
    const text = texts[i] ?? null
    const of = rules[i] ?? []
    const all = typeof of === 'number' ? [of] : of
    const cut = all.indexOf(-1)
    return {
      field,
      written: written[Math.floor(kind / kindsAtMost)] ?? '',
      kind: tests[kind % kindsAtMost] as Test,
      text: typeof text === 'object' && text !== null ? text[0] : text,
      ...(typeof text === 'object' && text !== null && { shown: text[1] }),
      required: undistanced(cut < 0 ? all : all.slice(0, cut)),
      excluded: cut < 0 ? nobody : undistanced(all.slice(cut + 1)),
    }
  })
}

const nobody: readonly number[] = []

/** The rows that are at hand, of fields by any of their names. */
export class RowStore {
  /** Names of fields, folded, with the canonical ones that they stand for. */
  private readonly names = new Map<string, readonly string[]>()
  /** Names of fields, folded, as rules spell them. */
  readonly spelled = new Map<string, string>()
  private readonly byField = new Map<string | null, readonly Row[]>()

  /** Says what fields there are. */
  know(fields: readonly FieldNames[]): void {
    this.names.clear()
    for (const { field, written } of fields)
      for (const name of new Set([field, ...written].map(fold))) {
        const known = this.names.get(name)
        this.names.set(name, known ? [...known, field] : [field])
        if (!this.spelled.has(name) || name === fold(field))
          this.spelled.set(name, name === fold(field) ? field : (written.find((one) => fold(one) === name) ?? field))
      }
  }

  add(part: readonly FieldPart[]): void {
    for (const one of part) this.byField.set(one.field, unpacked(one))
  }

  /** The parts that hold what is known of a field; undefined: all of them. */
  partsOf(name: string | undefined): readonly number[] | undefined {
    return name === undefined ? undefined : [...new Set((this.names.get(fold(name)) ?? []).map(partOf))]
  }

  *rows(name?: string): Generator<Row> {
    if (name === undefined) {
      for (const rows of this.byField.values()) yield* rows
      return
    }
    const folded = fold(name)
    for (const field of this.names.get(folded) ?? []) {
      const all = this.byField.get(field) ?? []
      if (fold(field) === folded) yield* all
      else for (const row of all) if (fold(row.written) === folded) yield row
    }
  }
}
