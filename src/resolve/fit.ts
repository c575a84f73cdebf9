/** Whether an event can fire a rule, and which of the rule's fields it lacks. */
import type { EventKind } from '../data/telemetry/types.js'
import type { Definition, Expr, Indicator, Predicate } from '../model/rule.js'
import { allows, type Routing, termsOf } from './cells.js'

export interface Fit {
  /** False when the ids, names and fixed values of the event contradict every way to fire. */
  readonly possible: boolean
  /** True when every way to fire needs a field that the event lacks. */
  readonly blind: boolean
  /** Fields of the rule that the event lacks, sorted. */
  readonly missing: readonly string[]
}

export interface Asked {
  readonly where: readonly Predicate[]
  readonly definitions: readonly Definition[]
  readonly routing: Routing
  /** Every field of the rule as written, those left out that a stage made. */
  readonly fields: ReadonlySet<string>
  /** Whether any of them routes. */
  readonly routed: boolean
}

/** The fields that predicates ask for. */
export function fieldsOf(where: readonly Predicate[], definitions: readonly Definition[]): ReadonlySet<string> {
  const fields = new Set<string>()
  const opened = new Set<number>()
  const add = (predicate: Predicate): void => {
    switch (predicate.kind) {
      case 'and':
      case 'or':
        return predicate.of.forEach(add)
      case 'not':
        return add(predicate.of)
      case 'use': {
        const definition = opened.has(predicate.of) ? undefined : definitions[predicate.of]
        opened.add(predicate.of)
        return definition && add(definition.predicate)
      }
      case 'indicator':
        if (predicate.field && predicate.field.made === undefined) fields.add(predicate.field.written)
        return
      case 'compare':
        ofExpression(predicate.left, fields)
        for (const expr of predicate.right) ofExpression(expr, fields)
        return
      case 'opaque':
        return
      default:
        predicate satisfies never
    }
  }
  where.forEach(add)
  return fields
}

function ofExpression(expr: Expr, fields: Set<string>): void {
  switch (expr.kind) {
    case 'field':
      if (expr.made === undefined) fields.add(expr.written)
      return
    case 'call':
      for (const arg of expr.args) ofExpression(arg, fields)
      return
    case 'text':
    case 'number':
    case 'boolean':
    case 'pattern':
      return
    default:
      expr satisfies never
  }
}

/** Fields that rules name though an event has them inside, or under the name of, another. */
const heldBy: Readonly<Record<string, string>> = {
  imphash: 'hashes',
  md5: 'hashes',
  sha1: 'hashes',
  sha256: 'hashes',
  computername: 'computer',
}

const namesOf = new WeakMap<EventKind, ReadonlySet<string>>()

function fieldNames(event: EventKind): ReadonlySet<string> {
  const known = namesOf.get(event)
  if (known) return known
  const names = new Set(event.fields.map((field) => field.name.toLowerCase()))
  namesOf.set(event, names)
  return names
}

/** The fields of a rule that an event lacks: none when its fields are not all known. */
function lacks(event: EventKind, renames: Readonly<Record<string, string>>, asked: Asked): ReadonlySet<string> {
  if (event.open) return new Set()
  const names = fieldNames(event)
  const absent = [...asked.fields].filter((written) => {
    const name = (renames[written] ?? written).toLowerCase()
    return !names.has(name) && !names.has(heldBy[name] ?? name) && !asked.routing.has(name)
  })
  return new Set(absent)
}

export function fitOf(event: EventKind, renames: Readonly<Record<string, string>>, asked: Asked): Fit {
  const absent = lacks(event, renames, asked)
  const told = asked.routed || [...asked.fields].some((field) => event.when[field])
  if (absent.size === 0 && !told) return { possible: true, blind: false, missing: [] }
  const agrees = (indicator: Indicator): boolean => !told || fitsEvent(indicator, event, asked.routing)
  const has = ({ field }: Indicator): boolean =>
    field === null || field.made !== undefined || !absent.has(field.written)
  const apart = feasibility(asked.definitions, agrees)
  const possible = asked.where.every(apart)
  if (absent.size === 0) return { possible, blind: false, missing: [] }
  const whole = feasibility(asked.definitions, (indicator) => agrees(indicator) && has(indicator))
  const missing = told ? missingOf(asked, absent, apart) : [...absent].sort()
  return { possible, blind: !asked.where.every(whole), missing }
}

/** Of the fields that an event lacks those that a branch asks for which may be about it. */
function missingOf(asked: Asked, absent: ReadonlySet<string>, apart: (predicate: Predicate) => boolean): string[] {
  const about = asked.where.flatMap((where) => branches(where, asked.definitions, apart))
  const fields = fieldsOf(about, asked.definitions)
  return [...absent].filter((field) => fields.has(field)).sort()
}

/** The smallest predicates that may be true, a conjunction being so as a whole or not at all. */
function branches(
  predicate: Predicate,
  definitions: readonly Definition[],
  apart: (predicate: Predicate) => boolean,
): readonly Predicate[] {
  if (!apart(predicate)) return []
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.of.flatMap((part) => branches(part, definitions, apart))
    case 'use': {
      const definition = definitions[predicate.of]
      return definition ? branches(definition.predicate, definitions, apart) : []
    }
    case 'not':
    case 'indicator':
    case 'compare':
    case 'opaque':
      return [predicate]
    default:
      return predicate satisfies never
  }
}

/**
 * Whether a predicate can be true when only some indicators can. A missing field makes an indicator false, so what
 * a `not` excludes is always feasible.
 */
function feasibility(definitions: readonly Definition[], can: (indicator: Indicator) => boolean) {
  const opened = new Map<number, boolean>()
  const feasible = (predicate: Predicate): boolean => {
    switch (predicate.kind) {
      case 'and':
        return predicate.of.every(feasible)
      case 'or':
        return predicate.of.some(feasible)
      case 'use': {
        const known = opened.get(predicate.of)
        if (known !== undefined) return known
        const definition = definitions[predicate.of]
        const found = !definition || feasible(definition.predicate)
        opened.set(predicate.of, found)
        return found
      }
      case 'indicator':
        return can(predicate)
      case 'not':
      case 'compare':
      case 'opaque':
        return true
      default:
        return predicate satisfies never
    }
  }
  return feasible
}

/** False when an indicator asks for another id or provider than the event's, or for a value it never holds. */
function fitsEvent(indicator: Indicator, event: EventKind, routing: Routing): boolean {
  if (!indicator.field) return true
  const { written } = indicator.field
  const fixed = event.when[written] ?? identity(event, routing.get(written.toLowerCase()))
  if (!fixed) return true
  const terms = termsOf(indicator)
  return !terms || fixed.some((value) => allows(terms, value))
}

function identity(event: EventKind, dimension: ReturnType<Routing['get']>): readonly string[] | undefined {
  if (event.id === null) return undefined
  switch (dimension) {
    case 'id':
      return [event.id]
    case 'provider':
      return [event.provider, ...event.also]
    // The channel's field may be one of the event itself, of another meaning.
    case 'channel':
    case 'dataset':
    case 'module':
    case 'category':
    case 'type':
    case 'action':
    case 'outcome':
    case 'os':
    case 'topic':
    case undefined:
      return undefined
    default:
      return dimension satisfies never
  }
}
