/**
 * What a condition says about the telemetry it is met by: a list of cells, each of which allows certain ids, providers
 * and channels. `and` intersects, `or` unites, `not` says nothing.
 */
import type { Definition, Indicator, Predicate, Value } from '../model/rule.js'

const dimensions = [
  'id',
  'provider',
  'channel',
  // What ECS adds.
  'dataset',
  'module',
  'category',
  'type',
  'action',
  'outcome',
  'os',
  'topic',
] as const
export type Dimension = (typeof dimensions)[number]

/** A text is allowed when it is one of `exact`, or when a test takes it. */
export interface Terms {
  /** Lower case to what was written. */
  readonly exact: ReadonlyMap<string, string>
  readonly tests: readonly ((text: string) => boolean)[]
}

/** A dimension that is absent allows any. */
export type Cell = Readonly<Partial<Record<Dimension, Terms>>>

/** Field names, lower case, to the dimension that they speak of. */
export type Routing = ReadonlyMap<string, Dimension>

/** A field's name, lower case, to what a record that has it is about. */
export type TopicOf = (field: string) => string | undefined

/** More cells, or more tests of one dimension, than this become less exact: they allow more than was said. */
const most = 64

/** What a condition says that names no routing field. */
export const anything: readonly Cell[] = [{}]

export const allows = (terms: Terms, text: string): boolean => {
  const folded = text.toLowerCase()
  return terms.exact.has(folded) || terms.tests.some((test) => test(folded))
}

/** What must hold together says of the telemetry. */
export function cellsOf(
  where: readonly Predicate[],
  definitions: readonly Definition[],
  routing: Routing,
  topicOf?: TopicOf,
): readonly Cell[] {
  const opened = new Map<number, readonly Cell[]>()
  const every = (parts: readonly Predicate[]): readonly Cell[] =>
    parts.reduce((found, part) => bounded(product(found, cells(part))), anything)
  const cells = (predicate: Predicate): readonly Cell[] => {
    switch (predicate.kind) {
      case 'and':
        return every(predicate.of)
      case 'or':
        return bounded(united(predicate.of.map(cells)))
      case 'use': {
        const known = opened.get(predicate.of)
        if (known) return known
        const definition = definitions[predicate.of]
        const found = definition ? cells(definition.predicate) : anything
        opened.set(predicate.of, found)
        return found
      }
      case 'indicator':
        return ofIndicator(predicate, routing, topicOf)
      case 'not':
      case 'compare':
      case 'opaque':
        return anything
      default:
        return predicate satisfies never
    }
  }
  return every(where)
}

function ofIndicator(indicator: Indicator, routing: Routing, topicOf: TopicOf | undefined): readonly Cell[] {
  const { field } = indicator
  // Neither a made field nor a number taken from one says which event it was.
  if (!field || field.made !== undefined || field.part !== undefined) return anything
  const name = field.written.toLowerCase()
  const dimension = routing.get(name)
  const terms = dimension && termsOf(indicator)
  // A field that may hold several values can be asked for two at once.
  if (terms && isEmpty(terms)) return anyOf(dimension, indicator)
  if (terms) return [{ [dimension]: terms }]
  const topic = topicOf?.(name)
  return topic === undefined ? anything : about(topic)
}

function anyOf(dimension: Dimension, { op, values }: Indicator): readonly Cell[] {
  const terms = termsOf({ op, values, need: 'one' })
  return terms ? [{ [dimension]: terms }] : anything
}

// One cell a topic, so that alternatives about the same thing are one.
const topics = new Map<string, readonly Cell[]>()

function about(topic: string): readonly Cell[] {
  const known = topics.get(topic)
  if (known) return known
  const made: readonly Cell[] = [{ topic: just(topic) }]
  topics.set(topic, made)
  return made
}

/** One text alone. */
export const just = (text: string): Terms => ({ exact: new Map([[text.toLowerCase(), text]]), tests: [] })

/** What an indicator allows its field to be; undefined when that cannot be told. */
export function termsOf({ op, values, need }: Pick<Indicator, 'op' | 'values' | 'need'>): Terms | undefined {
  if (values.length === 0) return undefined
  const each: Terms[] = []
  for (const value of values) {
    const terms = termsOfValue(op, value)
    if (terms) each.push(terms)
    // Of several that must all hold, one that says nothing can be left out; of alternatives it cannot.
    else if (need === 'one') return undefined
  }
  const [first, ...others] = each
  return first && others.reduce((a, b) => (need === 'one' ? either(a, b) : both(a, b)), first)
}

function termsOfValue(op: Indicator['op'], value: Value): Terms | undefined {
  const text = plain(value)
  switch (op) {
    case 'eq':
      if (text === undefined) return undefined
      return text.includes(wild)
        ? { exact: new Map(), tests: [glob(text)] }
        : { exact: new Map([[text.toLowerCase(), text]]), tests: [] }
    case 'contains':
      return text === undefined ? undefined : { exact: new Map(), tests: [glob(wild + text + wild)] }
    case 'starts_with':
      return text === undefined ? undefined : { exact: new Map(), tests: [glob(text + wild)] }
    case 'ends_with':
      return text === undefined ? undefined : { exact: new Map(), tests: [glob(wild + text)] }
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const bound = Number(text)
      return Number.isFinite(bound)
        ? { exact: new Map(), tests: [(found) => compare[op](Number(found), bound)] }
        : undefined
    }
    case 'regex':
    case 'cidr':
    case 'exists':
      return undefined
    default:
      return op satisfies never
  }
}

const compare = {
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
}

/** Stands for `*` in a text, where a written asterisk would be itself. */
const wild = '\u0000'

/** The text of a value; undefined when it is not one text or holds more than `*`. */
function plain(value: Value): string | undefined {
  switch (value.kind) {
    case 'text': {
      let text = ''
      for (const part of value.parts) {
        if (typeof part === 'string') text += part
        else if ('wild' in part && part.wild === '*') text += wild
        else return undefined
      }
      return text
    }
    case 'number':
      return String(value.value)
    case 'boolean':
      return String(value.value)
    case 'pattern':
    case 'field':
      return undefined
    default:
      return value satisfies never
  }
}

/** Whether a lower-case text fits a pattern with `*`. */
export const globs = (pattern: string): ((folded: string) => boolean) => glob(pattern.replaceAll('*', wild))

/** Each stretch between wildcards is looked for after the one before it; the first and the last are bound to an end. */
function glob(pattern: string): (folded: string) => boolean {
  const stretches = pattern.toLowerCase().split(wild)
  const start = stretches[0] ?? ''
  const end = stretches.at(-1) ?? ''
  return (folded) => {
    if (!folded.startsWith(start) || !folded.endsWith(end)) return false
    let at = start.length
    for (const stretch of stretches.slice(1, -1)) {
      const found = folded.indexOf(stretch, at)
      if (found < 0) return false
      at = found + stretch.length
    }
    return at <= folded.length - end.length
  }
}

const either = (a: Terms, b: Terms): Terms => ({
  exact: new Map([...a.exact, ...b.exact]),
  tests: [...a.tests, ...b.tests],
})

function both(a: Terms, b: Terms): Terms {
  const exact = [...a.exact].filter(([folded]) => allows(b, folded))
  const other = [...b.exact].filter(([folded]) => a.tests.some((test) => test(folded)))
  // Too many pairs of tests: those of one side alone still allow everything that both do.
  const tests =
    a.tests.length * b.tests.length > most
      ? a.tests
      : a.tests.flatMap((one) => b.tests.map((two) => (text: string) => one(text) && two(text)))
  return { exact: new Map([...exact, ...other]), tests }
}

const isEmpty = (terms: Terms): boolean => terms.exact.size === 0 && terms.tests.length === 0

function product(a: readonly Cell[], b: readonly Cell[]): readonly Cell[] {
  if (a === anything) return b
  if (b === anything) return a
  const found = a.flatMap((one) => b.flatMap((two) => intersect(one, two) ?? []))
  // A contradiction, or two fields that name one event in two ways: either of them is what the rule is about.
  return found.length > 0 ? found : [...a, ...b]
}

/** Undefined when nothing is allowed by both. */
function intersect(a: Cell, b: Cell): Cell | undefined {
  const cell: Partial<Record<Dimension, Terms>> = {}
  for (const dimension of dimensions) {
    const [one, two] = [a[dimension], b[dimension]]
    const terms = one && two ? both(one, two) : (one ?? two)
    if (terms && isEmpty(terms)) return undefined
    if (terms) cell[dimension] = terms
  }
  return cell
}

/** All cells of some lists, that which allows anything only once. */
function united(lists: readonly (readonly Cell[])[]): readonly Cell[] {
  const narrow = lists.filter((list) => list !== anything)
  if (narrow.length === 0) return anything
  const cells = narrow.length === 1 ? (narrow[0] ?? []) : [...new Set(narrow.flat())]
  return narrow.length < lists.length ? [...cells, ...anything] : cells
}

function bounded(cells: readonly Cell[]): readonly Cell[] {
  if (cells.length <= most) return cells
  const merged: Partial<Record<Dimension, Terms>> = {}
  for (const dimension of dimensions) {
    const all = cells.map((cell) => cell[dimension])
    if (!all.every((terms) => terms !== undefined)) continue
    merged[dimension] = {
      exact: new Map(all.flatMap((terms) => [...terms.exact])),
      tests: all.flatMap((terms) => terms.tests),
    }
  }
  return [merged]
}
