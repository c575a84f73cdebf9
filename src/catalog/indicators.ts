/**
 * The indicators of a rule as the corpus counts them: every test that its author wrote of fields that hold what is looked
 * for, each value by its key. Fields that only say which telemetry is meant, and fields that a stage made, are left out.
 */
import type { Relation } from '../data/fields/index.js'
import type { Definition, Indicator, Predicate, Rule, Span, Value } from '../model/rule.js'
import { flip, type Polarity, walk } from '../model/walk.js'
import { type FieldContext, fieldContexts } from '../resolve/fields.js'
import { isRouting } from '../resolve/routing.js'
import { absenceKey, type Frame, frameOf, type Key, presenceKey, valueKey } from './keys.js'
import { stagePolarities } from './stage-polarity.js'

export type { Key } from './keys.js'
export type { Kind } from './wild.js'

/** One key where a rule holds it. */
export interface Held {
  readonly key: Key
  readonly written: string
  /** How what stands in the written field relates to the canonical one. */
  readonly relation: Relation
  readonly polarity: Polarity
  readonly span: Span
  /** The rule minds the case of the value's letters. */
  readonly cased: boolean
}

/** Every indicator and exclusion of a rule, in text order of the rule's logic, each as often as it is written. */
export function held(rule: Rule): Held[] {
  const found: Held[] = []
  const contextAt = fieldContexts(rule)
  const polarities = stagePolarities(rule.stages)
  rule.stages.forEach((stage, id) => {
    if (stage.kind !== 'filter') return
    const collector = new Collector(rule.definitions, contextAt(id), found)
    collector.visit(stage.where, polarities[id] ?? 'required')
  })
  return found
}

/** The keys of one filter's tests. */
class Collector {
  /** A definition used twice the same way says nothing new the second time. */
  private readonly seen = new Set<string>()

  constructor(
    private readonly definitions: readonly Definition[],
    private readonly context: FieldContext,
    private readonly found: Held[],
  ) {}

  visit(predicate: Predicate, polarity: Polarity): void {
    switch (predicate.kind) {
      case 'and':
      case 'or':
        for (const part of predicate.of) this.visit(part, polarity)
        return
      case 'not':
        if (predicate.of.kind === 'indicator' && predicate.of.op === 'exists')
          this.absence(predicate.of, polarity, predicate.span)
        else this.visit(predicate.of, flip(polarity))
        return
      case 'use':
        return this.use(predicate.of, polarity)
      case 'indicator':
        return this.keys(predicate, polarity)
      case 'compare':
      case 'opaque':
        return
      default:
        predicate satisfies never
    }
  }

  private use(id: number, polarity: Polarity): void {
    const mark = `${id} ${polarity}`
    if (this.seen.has(mark)) return
    this.seen.add(mark)
    const definition = this.definitions[id]
    if (definition) this.visit(definition.predicate, polarity)
  }

  private absence(indicator: Indicator, polarity: Polarity, span: Span): void {
    if (!this.counted(indicator) || !indicator.field) return
    const frame = frameOf(indicator, this.context)
    const { relation } = frame
    this.found.push({
      key: absenceKey(frame),
      written: indicator.field.written,
      relation,
      polarity,
      span,
      cased: false,
    })
  }

  private keys(indicator: Indicator, polarity: Polarity): void {
    if (!this.counted(indicator)) return
    const written = indicator.field?.written ?? ''
    const frame = frameOf(indicator, this.context)
    const { relation } = frame
    if (indicator.op === 'exists' && indicator.field) {
      this.found.push({ key: presenceKey(frame), written, relation, polarity, span: indicator.span, cased: false })
      return
    }
    for (const value of indicator.values) {
      const key = valueKey(frame, value)
      this.found.push({
        key,
        written,
        relation,
        polarity,
        span: value.span,
        cased: minds(indicator, frame, value, key),
      })
    }
  }

  private counted({ field, implied }: Indicator): boolean {
    if (implied) return false
    return field === null || (field.made === undefined && (field.wild || !isRouting(field.written, this.context)))
  }
}

/** Whether another case of letters would not do. */
function minds({ cased }: Indicator, { caseless }: Frame, value: Value, { exact, folded, kind }: Key): boolean {
  if (value.kind === 'pattern') return true
  if (!cased || kind === 'exists' || value.kind === 'number' || value.kind === 'boolean') return false
  return !caseless && (exact !== folded || exact !== exact.toUpperCase())
}

/** The keys of a rule's indicators, for whoever meets one of them by itself. */
export function keysOf(rule: Rule): (indicator: Indicator, value: Value) => Key {
  let contexts: ReadonlyMap<Indicator, FieldContext> | undefined
  return (indicator, value) => {
    contexts ??= contextsOf(rule)
    const context = contexts.get(indicator) ?? fieldContexts(rule)(rule.stages.length - 1)
    return valueKey(frameOf(indicator, context), value)
  }
}

function contextsOf(rule: Rule): ReadonlyMap<Indicator, FieldContext> {
  const contextAt = fieldContexts(rule)
  const contexts = new Map<Indicator, FieldContext>()
  rule.stages.forEach((stage, id) => {
    if (stage.kind !== 'filter') return
    const context = contextAt(id)
    walk(stage.where, rule.definitions, (predicate) => {
      if (predicate.kind === 'indicator') contexts.set(predicate, context)
    })
  })
  return contexts
}
