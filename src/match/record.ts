/**
 * One log entry as rules see it: field names to values, whatever the log's own nesting.
 *
 * Windows events as JSON (`{Event: {System, EventData}}`) become Sigma's flat names: attributes join their element with
 * an underscore (`Provider_Name`), data fields keep their own names. Everything else is flattened with dots.
 */
import type { FlatRecord, Scalar } from '../model/record.js'

export type { FlatRecord, Scalar } from '../model/record.js'

/** The values of a field, in record order; none when the record lacks it. Blanks in names do not count. */
export function valuesOf(record: FlatRecord, field: string): readonly Scalar[] {
  return record.get(field) ?? record.get(field.replace(/\s/g, '')) ?? []
}

/** Takes any JSON value; what is not an object has no fields. Never throws. */
export function flatten(json: unknown): FlatRecord {
  const fields = new Fields()
  const event = windowsEvent(json)
  if (event) {
    addPayload(fields, event)
    addSystem(fields, event.System)
  } else addNested(fields, '', json)
  return fields.withoutBlanks()
}

class Fields {
  readonly #values = new Map<string, Scalar[]>()

  has(name: string): boolean {
    return this.#values.has(name)
  }

  add(name: string, value: Scalar): void {
    const known = this.#values.get(name)
    if (known) known.push(value)
    else this.#values.set(name, [value])
  }

  replace(name: string, value: Scalar): void {
    this.#values.set(name, [value])
  }

  /** Adds each name that has blanks once more without them, unless the record has that name itself. */
  withoutBlanks(): FlatRecord {
    for (const [name, values] of [...this.#values]) {
      const bare = name.replace(/\s/g, '')
      if (!this.#values.has(bare)) this.#values.set(bare, values)
    }
    return this.#values
  }
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

interface WindowsEvent extends Json {
  readonly System: Json
}

/** `{Event: {System: ...}}`, or what stands inside. */
function windowsEvent(json: unknown): WindowsEvent | undefined {
  if (!isObject(json)) return undefined
  const event = isObject(json.Event) ? json.Event : json
  const { System } = event
  return isObject(System) && 'EventID' in System ? { ...event, System } : undefined
}

/** Plain fields and lists under dotted names. A list gives its field several values; objects in lists share names. */
function addNested(fields: Fields, prefix: string, value: unknown): void {
  // Hostile logs nest deeper than calls can: a list of what is left, its next item last.
  const left: [name: string, value: unknown][] = [[prefix, value]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, inner] = next
    if (isScalar(inner)) {
      if (name) fields.add(name, inner)
    } else if (Array.isArray(inner)) {
      for (const item of inner.toReversed()) left.push([name, item])
    } else if (isObject(inner)) {
      for (const [key, item] of Object.entries(inner).reverse()) left.push([name ? `${name}.${key}` : key, item])
    }
  }
}

/** The fields of EventData and of the one element inside UserData. */
function addPayload(fields: Fields, event: Json): void {
  if (isObject(event.EventData)) addElements(fields, event.EventData)
  if (isObject(event.UserData))
    for (const inner of Object.values(event.UserData).flatMap(listOf)) if (isObject(inner)) addElements(fields, inner)
}

function addElements(fields: Fields, elements: Json): void {
  for (const [name, value] of Object.entries(elements)) {
    if (name === '#attributes') continue
    for (const item of listOf(value)) addElement(fields, name, item)
  }
}

/** `<Data Name="x">text</Data>` is the field x; an element without a Name keeps its own. */
function addElement(fields: Fields, name: string, value: unknown): void {
  if (!isObject(value)) {
    addNested(fields, name, value)
    return
  }
  const attributes = isObject(value['#attributes']) ? value['#attributes'] : {}
  const named = name === 'Data' && isScalar(attributes.Name) ? String(attributes.Name) : name
  for (const [key, inner] of Object.entries(value)) {
    if (key === '#text') addNested(fields, named, inner)
    else if (key !== '#attributes') addNested(fields, `${named}.${key}`, inner)
  }
}

/** Attributes whose name alone is in use for flat records. */
const bareAttributes = new Set(['SystemTime'])

/**
 * The header. Where the event's own data has a field of the same name, that field is what rules mean (event 104 tells the
 * cleared log as `Channel`), and the header's is `System.Channel`; only EventID always means the header's.
 */
function addSystem(fields: Fields, system: Json): void {
  const header = new Map<string, Scalar>()
  for (const [name, value] of Object.entries(system)) {
    if (isScalar(value)) header.set(name, value)
    if (!isObject(value)) continue
    if (isScalar(value['#text'])) header.set(name, value['#text'])
    if (!isObject(value['#attributes'])) continue
    for (const [attribute, inner] of Object.entries(value['#attributes']))
      if (isScalar(inner)) header.set(bareAttributes.has(attribute) ? attribute : `${name}_${attribute}`, inner)
  }
  for (const [name, value] of header) {
    if (!fields.has(name)) fields.add(name, value)
    else if (name === 'EventID') fields.replace(name, value)
    else fields.add(`System.${name}`, value)
  }
}
