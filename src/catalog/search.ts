import { partCount, partOf, type Row } from '../search/rows.js'
import { fold } from '../text/fold.js'
import { byUnits } from '../text/order.js'
import type { Catalog } from './build.js'
import type { Held } from './indicators.js'
import { perCatalog } from './per-catalog.js'

/** All indicators of a catalog as a search asks for them. */
export interface Rows {
  /** By part (see `partOf`), sorted by field and text. */
  readonly parts: readonly (readonly Row[])[]
  /** Canonical names with the names under which rules write them, those of most rules first. */
  readonly fields: readonly FieldNames[]
}

export interface FieldNames {
  readonly field: string
  readonly written: readonly string[]
  /** Rules that ask about it. */
  readonly rules: number
}

/** A row while rules are added to it. */
interface Growing extends Row {
  readonly required: number[]
  readonly excluded: number[]
}

/** Rules are numbered by their place among the entries. Every rule counts here, copies and filters too. */
export const catalogRows = perCatalog(rowsOf)

function rowsOf(catalog: Catalog): Rows {
  const rows = new Map<string, Growing>()
  const fields = new Map<string, { written: Set<string>; rules: number; last: number }>()
  for (const [rule, entry] of catalog.entries.entries()) {
    const held = catalog.held(entry)
    const required = new Set(held.flatMap(({ key, polarity }) => (polarity === 'required' ? [key.text] : [])))
    for (const one of held) {
      const row = rowOf(rows, one)
      // As the corpus has it: a rule that asks for something does not exclude it.
      if (one.polarity === 'required') append(row.required, rule)
      else if (!required.has(one.key.text)) append(row.excluded, rule)
      note(fields, one, rule)
    }
  }
  const parts: Growing[][] = Array.from({ length: partCount }, () => [])
  for (const row of rows.values()) parts[partOf(row.field)]?.push(row)
  for (const part of parts) part.sort(inOrder)
  return {
    parts,
    fields: [...fields]
      .map(([field, { written, rules }]) => ({ field, written: [...written].filter((name) => name !== field), rules }))
      .sort((a, b) => b.rules - a.rules || byUnits(a.field, b.field)),
  }
}

function rowOf(rows: Map<string, Growing>, { key, written }: Held): Growing {
  const name = `${key.text}\u0000${written}`
  const known = rows.get(name)
  if (known) return known
  const { field, kind, value } = key
  const text = value === null ? null : fold(key.folded)
  const shown = value === null ? text : fold(value)
  const made = {
    field,
    written,
    kind,
    text,
    ...(shown !== null && shown !== text && { shown }),
    required: [],
    excluded: [],
  }
  rows.set(name, made)
  return made
}

function append(rules: number[], rule: number): void {
  if (rules.at(-1) !== rule) rules.push(rule)
}

function note(
  fields: Map<string, { written: Set<string>; rules: number; last: number }>,
  one: Held,
  rule: number,
): void {
  const { field } = one.key
  if (field === null) return
  const known = fields.get(field)
  if (!known) fields.set(field, { written: new Set([one.written]), rules: 1, last: rule })
  else {
    known.written.add(one.written)
    if (known.last !== rule) known.rules++
    known.last = rule
  }
}

const inOrder = (a: Row, b: Row): number =>
  byUnits(a.field ?? '', b.field ?? '') ||
  byUnits(a.text ?? '', b.text ?? '') ||
  byUnits(a.kind, b.kind) ||
  byUnits(a.written, b.written)
