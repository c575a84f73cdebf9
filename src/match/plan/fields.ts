/** Records as a plan reads them, whatever shape they came in. */
import { scalarsOf } from '../functions/datum.js'
import { type FlatRecord, flatten, type Scalar, valuesOf } from '../record.js'
import { below } from '../row.js'

export type Found = Scalar | readonly Scalar[] | undefined

/** Reads fields of one record after another. */
export class Fields {
  private object: Readonly<Record<string, unknown>> | undefined
  private flat: FlatRecord | undefined
  /** Beginnings of names, up to a dot. */
  private objects: Set<string> | undefined

  /** Takes any JSON value, which is flattened only where it has to be. */
  take(json: unknown): void {
    const isPlain = isFlat(json)
    this.objects = undefined
    this.object = isPlain ? json : undefined
    this.flat = isPlain ? undefined : flatten(json)
  }

  takeFlat(record: FlatRecord): void {
    this.object = undefined
    this.objects = undefined
    this.flat = record
  }

  get(name: string): Found {
    if (this.flat) return valuesOf(this.flat, name)
    // `isFlat` made sure that own fields are scalars or null, and that names have no blanks; others are inherited.
    const value = (this.object as Readonly<Record<string, unknown>>)[name]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : this.object && /\s/.test(name)
        ? this.withoutBlanks(name)
        : undefined
  }

  private withoutBlanks(name: string): Found {
    return this.get(name.replace(/\s/g, ''))
  }

  /** What stands under names that begin with this one and a dot, as one text. */
  below(name: string): readonly Scalar[] {
    this.objects ??= this.findObjects()
    return this.objects.has(name) ? scalarsOf(below(name, this.record())) : []
  }

  private findObjects(): Set<string> {
    const found = new Set<string>()
    const names = this.flat ? this.flat.keys() : Object.keys(this.object ?? {})
    for (const name of names)
      for (let dot = name.indexOf('.'); dot >= 0 && found.size < mostNames; dot = name.indexOf('.', dot + 1))
        found.add(name.slice(0, dot))
    return found
  }

  /** All values of the record. */
  all(): readonly Scalar[] {
    const values: Scalar[] = []
    this.each((_, value) => values.push(value))
    return values
  }

  /** Every value with the name of its field. */
  each(visit: (name: string, value: Scalar) => void): void {
    if (this.flat) {
      for (const [name, values] of this.flat) for (const value of values) visit(name, value)
      return
    }
    for (const name in this.object) {
      const value = this.object[name]
      if (value !== null) visit(name, value as Scalar)
    }
  }

  /** The whole record, for what has to see all of it. */
  record(): FlatRecord {
    this.flat ??= flatten(this.object)
    return this.flat
  }
}

/** Names that are known to have no blanks. Bounded, since logs may bring any number of names. */
const plainNames = new Set<string>()
const mostNames = 100_000

/** An object whose fields are scalars under names without blanks: its flat form has the same names and values. */
function isFlat(json: unknown): json is Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const fields = json as Readonly<Record<string, unknown>>
  for (const name in fields) {
    const value = fields[name]
    if (typeof value === 'object' && value !== null) return false
    if (!plainNames.has(name) && !isPlainName(name)) return false
  }
  return true
}

function isPlainName(name: string): boolean {
  if (name === '' || name === '__proto__' || /\s/.test(name)) return false
  if (plainNames.size >= mostNames) plainNames.clear()
  plainNames.add(name)
  return true
}
