/**
 * The indicators of a rule as the corpus counts them. An indicator's key is its canonical field, its operator and its
 * value, folded: case (unless the rule minds it), numbers and booleans as text, and wildcards at the ends to the
 * operator that says the same (`*x*` is contains x). Fields that only say which telemetry is meant are left out.
 */
import type { Indicator, Part, Predicate, Rule, Span, Text, Value } from '../model/rule.js'
import { filters, flip, type Polarity } from '../model/walk.js'
import { isRouting } from '../resolve/routing.js'

export interface Key {
  /** Identity of the indicator: two indicators with the same text are counted as one. */
  readonly text: string
  /** Canonical field; null for a keyword. */
  readonly field: string | null
  readonly kind: Kind
  /** Transformations and parts that belong to the kind: `windash`, `hour`. */
  readonly modifiers: readonly string[]
  /** As shown: the author's case. Null: the field is absent. */
  readonly value: string | null
  /** As compared. */
  readonly folded: string
  readonly cased: boolean
  /** True when `folded` is literal text, so that one value can be found inside another. */
  readonly literal: boolean
}

export type Kind = Indicator['op'] | 'wildcard'

/** One key where a rule holds it. */
export interface Held {
  readonly key: Key
  readonly written: string
  readonly polarity: Polarity
  readonly span: Span
}

/** Every indicator and exclusion of a rule, in text order of the rule's logic, each as often as it is written. */
export function held(rule: Rule): Held[] {
  const found: Held[] = []
  const seen = new Set<string>()
  const visit = (predicate: Predicate, polarity: Polarity): void => {
    switch (predicate.kind) {
      case 'and':
      case 'or':
        for (const part of predicate.of) visit(part, polarity)
        return
      case 'not':
        if (predicate.of.kind === 'indicator' && predicate.of.op === 'exists')
          found.push(...absence(predicate.of, polarity, predicate.span))
        else visit(predicate.of, flip(polarity))
        return
      case 'use': {
        // A definition used twice the same way says nothing new the second time.
        const mark = `${predicate.of} ${polarity}`
        if (seen.has(mark)) return
        seen.add(mark)
        const definition = rule.definitions[predicate.of]
        if (definition) visit(definition.predicate, polarity)
        return
      }
      case 'indicator':
        found.push(...keys(predicate, polarity))
        return
      case 'opaque':
        return
      default:
        predicate satisfies never
    }
  }
  for (const filter of filters(rule)) visit(filter.where, 'required')
  return found
}

const counted = ({ field }: Indicator): boolean =>
  field === null || (field.made === undefined && !isRouting(field.written))

function absence(indicator: Indicator, polarity: Polarity, span: Span): Held[] {
  if (!counted(indicator) || !indicator.field) return []
  const { written } = indicator.field
  return [{ key: makeKey(written, 'eq', [], null, '', false, false), written, polarity, span }]
}

function keys(indicator: Indicator, polarity: Polarity): Held[] {
  if (!counted(indicator)) return []
  const written = indicator.field?.written ?? ''
  if (indicator.op === 'exists' && indicator.field)
    return [
      { key: makeKey(written, 'exists', [], 'true', 'true', false, false), written, polarity, span: indicator.span },
    ]
  return indicator.values.map((value) => ({ key: keyOf(indicator, value), written, polarity, span: value.span }))
}

export function keyOf(indicator: Indicator, value: Value): Key {
  const field = indicator.field?.written ?? null
  const part = indicator.field?.part
  const modifiers = part ? [part, ...indicator.via] : indicator.via
  const { op, cased } = indicator
  switch (value.kind) {
    case 'text':
      return textKey(field, op, modifiers, value, cased)
    case 'number':
      return makeKey(field, op, modifiers, value.written, value.written, false, true)
    case 'boolean':
      return makeKey(field, op, modifiers, String(value.value), String(value.value), false, true)
    case 'pattern':
      return makeKey(field, 'regex', [...modifiers, ...value.flags], value.written, value.written, true, false)
    case 'field':
      return makeKey(field, op, [...modifiers, 'fieldref'], value.written, value.written, cased, false)
    default:
      return value satisfies never
  }
}

/** Text whose transformed form nobody would recognise is shown and counted as written, with the transformation. */
function textKey(
  field: string | null,
  op: Indicator['op'],
  modifiers: readonly string[],
  value: Text,
  cased: boolean,
): Key {
  const fold = (text: string): string => (cased ? text : text.toLowerCase())
  if (value.parts.some((part) => typeof part !== 'string' && !('wild' in part)) || modifiers.length > 0)
    return makeKey(field, op, modifiers, value.written, fold(value.written), cased, modifiers.length === 0)
  const { kind, parts } = normalise(op, value.parts)
  if (kind === 'exists') return makeKey(field, kind, modifiers, 'true', 'true', false, false)
  const shown = kind === 'wildcard' ? printWild(parts) : parts.join('')
  return makeKey(field, kind, modifiers, shown, fold(shown), cased, kind !== 'wildcard')
}

const star: Part = { wild: '*' }
const isStar = (part: Part | undefined): boolean => typeof part === 'object' && 'wild' in part && part.wild === '*'

/** Wildcards at the ends become the operator that says the same; any left inside make it `wildcard`. */
function normalise(op: Indicator['op'], written: readonly Part[]): { kind: Kind; parts: readonly Part[] } {
  if (!['eq', 'contains', 'starts_with', 'ends_with'].includes(op) || written.every((part) => typeof part === 'string'))
    return { kind: op, parts: written }
  const openStart = op === 'contains' || op === 'ends_with'
  const openEnd = op === 'contains' || op === 'starts_with'
  const parts = [...(openStart ? [star] : []), ...written, ...(openEnd ? [star] : [])].filter(
    (part, i, list) => !(isStar(part) && isStar(list[i - 1])),
  )
  if (parts.length === 1 && isStar(parts[0])) return { kind: 'exists', parts }
  const first = isStar(parts[0])
  const last = isStar(parts.at(-1))
  const inner = parts.slice(first ? 1 : 0, last ? -1 : undefined)
  if (!inner.every((part) => typeof part === 'string')) return { kind: 'wildcard', parts }
  return { kind: first ? (last ? 'contains' : 'ends_with') : last ? 'starts_with' : 'eq', parts: inner }
}

/** As Sigma would write it: literal wildcards escaped, and a backslash where it would otherwise escape one. */
function printWild(parts: readonly Part[]): string {
  return parts
    .map((part) =>
      typeof part === 'string' ? part.replace(/[*?]/g, '\\$&').replace(/\\$/, '\\\\') : 'wild' in part ? part.wild : '',
    )
    .join('')
}

function makeKey(
  field: string | null,
  kind: Kind,
  modifiers: readonly string[],
  value: string | null,
  folded: string,
  cased: boolean,
  literal: boolean,
): Key {
  const text = heading(field, kind, modifiers, cased) + (value === null ? '\u0002' : folded)
  return { text, field, kind, modifiers, value, folded, cased, literal }
}

/** What the keys of one indicator's values begin with. Values come in runs that share it, so the last one is kept. */
function heading(field: string | null, kind: Kind, modifiers: readonly string[], cased: boolean): string {
  if (last.field !== field || last.kind !== kind || last.modifiers !== modifiers || last.cased !== cased) {
    const text = [field ?? '\u0001', kind, modifiers.join('|'), cased ? 'c' : '', ''].join('\u0000')
    last = { field, kind, modifiers, cased, text }
  }
  return last.text
}

let last: { field: string | null; kind: Kind; modifiers: readonly string[]; cased: boolean; text: string } = {
  field: null,
  kind: 'eq',
  modifiers: [],
  cased: false,
  text: '',
}
