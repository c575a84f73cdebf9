/** What expressions work with: the values of records, and those that only languages know. */
import type { Scalar } from '../record.js'

/** A point in time, in milliseconds since 1970; parts of one are kept. */
export class Moment {
  constructor(readonly millis: number) {}
}

/** A length of time in milliseconds. */
export class Lapse {
  constructor(readonly millis: number) {}
}

/** A number whose division is not one of whole numbers, though it may be whole. */
export class Real {
  constructor(readonly value: number) {}
}

/** The members of an object, by name. */
export type Bag = ReadonlyMap<string, Datum>

/** A list holds the values of a field, or the elements of an array. */
export type Datum = Scalar | Real | Moment | Lapse | readonly Datum[] | Bag

/** What is not known: what computes with it is not known either. */
export const unknown = Symbol('unknown')

/** Undefined is null: the value is missing. */
export type Computed = Datum | undefined | typeof unknown

export const isList = (value: unknown): value is readonly Datum[] => Array.isArray(value)
export const isBag = (value: unknown): value is Bag => value instanceof Map

/** The values of a field as one: a list when there are several, undefined when there is none. */
export const together = (values: readonly Datum[]): Datum | undefined => (values.length > 1 ? values : values[0])

/** One value or several as a list. */
export const listOf = (value: Datum | undefined): readonly Datum[] =>
  value === undefined ? [] : isList(value) ? value : [value]

/** A decimal number, as JSON or as text; hexadecimal is text. */
export function numeric(value: Datum | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Real) return value.value
  return typeof value === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value)
    ? Number(value)
    : undefined
}

/** A number, or undefined for what none stands for. */
export const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined)

/** A real number, or undefined for what none stands for. */
export const real = (value: number): Real | undefined => (Number.isFinite(value) ? new Real(value) : undefined)

/** `2024-05-01T10:00:00.000Z`; with `digits` 7 as KQL writes it. Undefined past what a calendar has. */
export function isoText({ millis }: Moment, digits = 3): string | undefined {
  const date = new Date(millis)
  if (Number.isNaN(date.getTime())) return undefined
  const fraction = Math.round((millis - Math.floor(millis)) * 1e4)
  const text = date.toISOString()
  return digits === 3 ? text : `${text.slice(0, -1)}${String(Math.min(9999, fraction)).padStart(4, '0')}Z`
}

/** `1.02:03:04.5000000`, as KQL writes a length of time. */
export function lapseText({ millis }: Lapse): string {
  const sign = millis < 0 ? '-' : ''
  const ticks = Math.round(Math.abs(millis) * 1e4)
  const seconds = Math.floor(ticks / 1e7)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  const clock = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
  const fraction = ticks % 1e7 > 0 ? `.${String(ticks % 1e7).padStart(7, '0')}` : ''
  return `${sign}${days > 0 ? `${days}.` : ''}${clock}${fraction}`
}

/** The values of a field that holds this: members of objects are left to those who ask for them by name. */
export function scalarsOf(value: Datum | undefined): Scalar[] {
  const found: Scalar[] = []
  const left: (Datum | undefined)[] = [value]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (isList(next)) for (const one of next.toReversed()) left.push(one)
    else if (isBag(next)) found.push(jsonText(next) ?? '')
    else if (next instanceof Real) found.push(next.value)
    else if (next instanceof Moment) found.push(isoText(next) ?? next.millis)
    else if (next instanceof Lapse) found.push(lapseText(next))
    else found.push(next)
  }
  return found
}

/** How deep JSON may be nested to be written or read here. */
const depthLimit = 64

/** A value as JSON; undefined when it is nested deeper than we write. */
export function jsonText(value: Datum, depth = 0): string | undefined {
  if (depth > depthLimit) return undefined
  if (isList(value)) {
    const parts = value.map((one) => jsonText(one, depth + 1))
    return parts.includes(undefined) ? undefined : `[${parts.join(',')}]`
  }
  if (isBag(value)) {
    const parts = [...value].map(([name, one]) => {
      const text = jsonText(one, depth + 1)
      return text === undefined ? undefined : `${JSON.stringify(name)}:${text}`
    })
    return parts.includes(undefined) ? undefined : `{${parts.join(',')}}`
  }
  if (value instanceof Real) return String(value.value)
  if (value instanceof Moment) return JSON.stringify(isoText(value, 7) ?? '')
  return JSON.stringify(value instanceof Lapse ? lapseText(value) : value)
}

/** Parsed JSON as a value. A null in a list is an empty text there, so that the others keep their places. */
function fromJson(json: unknown, depth = 0): Datum | undefined {
  if (depth > depthLimit) return undefined
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return json
  if (Array.isArray(json)) return json.map((one) => fromJson(one, depth + 1) ?? '')
  if (typeof json !== 'object' || json === null) return undefined
  const bag = new Map<string, Datum>()
  for (const [name, one] of Object.entries(json)) {
    const inner = fromJson(one, depth + 1)
    if (inner !== undefined) bag.set(name, inner)
  }
  return bag
}

/** What a text of JSON holds; undefined when it is none. */
export function parseJson(text: string): Datum | undefined {
  try {
    return fromJson(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
