/**
 * Correlation rules (specification 2.1): they read other rules' hits and hold state over them. Counting types become
 * `group` and a threshold, temporal ones a `sequence`; a temporal rule with a condition of its own counts each rule.
 */
import { diagnose } from '../../model/diagnostics.js'
import type {
  Aggregate,
  Definition,
  Diagnostic,
  Field,
  Indicator,
  Predicate,
  Span,
  Stage,
  StageId,
} from '../../model/rule.js'
import type { YamlMap, YamlScalar } from '../../text/yaml.js'
import { entry, place, scalars } from '../../text/yaml.js'
import { conditionText, readCondition } from './condition.js'
import type { Detection } from './read.js'
import { threshold } from './threshold.js'
import { timespan } from './time.js'

const aggregates: Readonly<Record<string, Aggregate['fn']>> = {
  event_count: 'count',
  value_count: 'distinct',
  value_sum: 'sum',
  value_avg: 'avg',
  value_percentile: 'percentile',
  value_median: 'median',
}

export function readCorrelation(map: YamlMap): Detection {
  return new Correlation(map).read()
}

class Correlation {
  private readonly problems: Diagnostic[] = []
  private readonly stages: Stage[] = []
  private readonly refs: readonly YamlScalar[]
  private readonly within: number | undefined
  private readonly span: Span

  constructor(private readonly map: YamlMap) {
    this.span = place(map)
    this.refs = scalars(entry(map, 'rules')?.value)
    this.within = this.readTimespan()
  }

  read(): Detection {
    const type = entry(this.map, 'type')?.value
    const name = type?.kind === 'scalar' ? type.text.trim() : ''
    if (this.refs.length === 0) this.problem(this.span, 'it names no rules')
    else {
      this.readRules()
      if (name === 'temporal' || name === 'temporal_ordered') this.temporal(name)
      else if (Object.hasOwn(aggregates, name)) this.count(name)
      else {
        this.problem(type ? place(type) : this.span, name ? `"${name}" is not a known type` : 'it has no type')
        this.stages.push({ kind: 'opaque', from: this.refs.map((_, id) => id), verb: name, span: this.span })
      }
    }
    return { definitions: [], stages: this.stages, diagnostics: this.problems }
  }

  private problem(span: Span, detail: string): void {
    this.problems.push(diagnose('sigma/bad-correlation', span, detail))
  }

  private readRules(): void {
    for (const ref of this.refs)
      this.stages.push({ kind: 'read', source: { kind: 'rule', ref: ref.text.trim() }, span: place(ref) })
  }

  private readTimespan(): number | undefined {
    const found = entry(this.map, 'timespan') ?? entry(this.map, 'timeframe')
    if (!found) {
      this.problem(this.span, 'it has no timespan')
      return undefined
    }
    const text = found.value.kind === 'scalar' ? found.value.text : ''
    const within = timespan(text)
    if (within === undefined) this.problems.push(diagnose('sigma/bad-timespan', place(found.value), text))
    return within
  }

  private get window(): { within: number } | Record<string, never> {
    return this.within === undefined ? {} : { within: this.within }
  }

  /** `group-by`, each name through the aliases of the rule at `stage`. */
  private groupBy(stage?: StageId): Field[] {
    const ref = stage === undefined ? undefined : this.refs[stage]?.text.trim()
    return scalars(entry(this.map, 'group-by')?.value).map((scalar) => ({
      written: (ref && this.alias(scalar.text, ref)) ?? scalar.text,
      span: place(scalar),
    }))
  }

  /** The field that an alias stands for in one rule. */
  private alias(name: string, ref: string): string | undefined {
    const aliases = entry(this.map, 'aliases')?.value
    const one = aliases?.kind === 'map' ? entry(aliases, name)?.value : undefined
    const field = one?.kind === 'map' ? entry(one, ref)?.value : undefined
    return field?.kind === 'scalar' ? field.text : undefined
  }

  /** The stage that yields the hits of all rules. */
  private union(): StageId {
    if (this.refs.length === 1) return 0
    this.stages.push({ kind: 'union', from: this.refs.map((_, id) => id), span: this.span })
    return this.stages.length - 1
  }

  private temporal(type: 'temporal' | 'temporal_ordered'): void {
    const condition = entry(this.map, 'condition')?.value
    if (condition?.kind === 'scalar' && condition.value !== null) return this.extended(condition)
    const steps = this.refs.map((ref, id) => ({ from: id, by: this.groupBy(id), absent: false, span: place(ref) }))
    this.stages.push({ kind: 'sequence', steps, ordered: type === 'temporal_ordered', span: this.span, ...this.window })
    if (condition?.kind === 'map') this.threshold(condition, 'count', { as: 'count', fn: 'count' })
  }

  /** `rule_a and not rule_b`: every rule's hits are counted apart, and a name in the condition means at least one. */
  private extended(scalar: YamlScalar): void {
    const from = this.union()
    const group = this.stages.length
    const counts = this.refs.map((ref, id): Aggregate => ({ as: ref.text.trim(), fn: 'count', only: id }))
    this.stages.push({ kind: 'group', from, by: this.groupBy(), make: counts, span: this.span, ...this.window })
    const names = this.refs.map(
      (ref): Definition => ({
        name: ref.text.trim(),
        span: place(ref),
        predicate: { kind: 'opaque', span: place(ref) },
      }),
    )
    const { predicate, aggregation } = readCondition(conditionText(scalar), names, this.problems)
    if (aggregation.length > 0) this.problem(place(scalar), 'its condition has no use for "|"')
    const where = seen(predicate, names, group)
    this.stages.push({ kind: 'filter', from: group, where, span: where.span, label: 'condition' })
  }

  private count(type: string): void {
    const condition = entry(this.map, 'condition')?.value
    if (condition?.kind !== 'map') {
      this.problem(condition ? place(condition) : this.span, 'its condition must be a map such as "gte: 10"')
      this.stages.push({ kind: 'opaque', from: this.refs.map((_, id) => id), verb: type, span: this.span })
      return
    }
    const of = scalars(entry(condition, 'field')?.value)[0]
    if (type !== 'event_count' && !of) this.problem(place(condition), `${type} needs a "field" in its condition`)
    const percentile = type === 'value_percentile' ? this.percentile(condition) : undefined
    const fn = aggregates[type] as Aggregate['fn']
    const as = of ? `${fn}(${of.text})` : fn
    this.threshold(condition, as, {
      as,
      fn,
      ...(of && { of: { written: of.text, span: place(of) } }),
      ...(percentile !== undefined && { percentile }),
    })
  }

  private percentile(condition: YamlMap): number | undefined {
    const found = entry(condition, 'percentile') ?? entry(this.map, 'percentile')
    const value = found?.value.kind === 'scalar' ? Number(found.value.text) : Number.NaN
    if (value >= 0 && value <= 100) return value
    this.problem(found?.span ?? place(condition), 'value_percentile needs a "percentile" of 0 to 100')
    return undefined
  }

  /** Groups (unless a sequence has gathered already) and keeps the groups whose made field passes. */
  private threshold(condition: YamlMap, as: string, make: Aggregate): void {
    const last = this.stages.at(-1)
    const from = last?.kind === 'sequence' ? this.stages.length - 1 : this.union()
    const group = this.stages.length
    this.stages.push({ kind: 'group', from, by: this.groupBy(), make: [make], span: this.span, ...this.window })
    const tests: Predicate[] = []
    for (const one of condition.entries) {
      if (one.key.text === 'field' || one.key.text === 'percentile') continue
      const number = one.value.kind === 'scalar' ? one.value.text : ''
      const made = { written: as, made: group, span: one.key.span }
      const test = threshold(one.key.text, number, made, one.span, place(one.value))
      if (test) tests.push(test)
      else this.problem(one.span, `"${one.key.text}: ${number}" is not a comparison with a number`)
    }
    const [first] = tests
    if (!first) return this.problem(place(condition), 'its condition compares with nothing')
    const where: Predicate = tests.length === 1 ? first : { kind: 'and', of: tests, span: place(condition) }
    this.stages.push({ kind: 'filter', from: group, where, span: where.span, label: 'condition' })
  }
}

/** Names of rules in an extended condition as "its count is at least 1". */
function seen(predicate: Predicate, names: readonly Definition[], group: StageId): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map((part) => seen(part, names, group)) }
    case 'not':
      return { ...predicate, of: seen(predicate.of, names, group) }
    case 'use': {
      const { span } = predicate
      const test: Indicator = {
        kind: 'indicator',
        field: { written: names[predicate.of]?.name ?? '', made: group, span },
        op: 'ge',
        values: [{ kind: 'number', value: 1, written: '1', span }],
        need: 'one',
        cased: false,
        via: [],
        span,
      }
      return test
    }
    case 'indicator':
    case 'compare':
    case 'opaque':
      return predicate
    default:
      return predicate satisfies never
  }
}
