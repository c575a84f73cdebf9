/** The parts of an Elastic rule that stand beside its query and decide with it what becomes an alert. */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Millis, Span } from '../model/rule.js'
import type { TomlEntry, TomlMap, TomlNode, TomlScalar } from '../text/toml.js'
import { tomlEntry, tomlMaps, tomlScalars } from '../text/toml.js'
import { scalarOf } from './elastic-meta.js'

/** A text of the file with its place, quotes not included in it. */
export interface Named {
  readonly text: string
  readonly span: Span
}

/** A number that something must reach. */
export interface Bound {
  readonly value: number
  readonly written: string
  /** The number. */
  readonly span: Span
  /** The key that it is given to. */
  readonly key: Span
  /** Both. */
  readonly whole: Span
}

export interface ThresholdTail {
  readonly by: readonly Named[]
  readonly count: Bound | undefined
  /** How many different values of a field there must be. */
  readonly distinct: readonly { readonly field: Named; readonly bound: Bound }[]
  readonly span: Span
}

export interface NewTermsTail {
  readonly by: readonly Named[]
  readonly lookback: Millis
  readonly span: Span
}

/** Pairs of a field of the events and one of the indicators: any list must hold as a whole. */
export interface MappingTail {
  readonly on: readonly (readonly (readonly [Named, Named])[])[]
  /** Events are meant that have no such indicator. */
  readonly negated: boolean
  readonly span: Span
}

export interface JobsTail {
  readonly jobs: readonly Named[]
  readonly score: Bound | undefined
  readonly span: Span
}

export interface SuppressionTail {
  readonly by: readonly Named[]
  readonly span: Span
}

export const named = ({ text, inner }: TomlScalar): Named => ({ text, span: inner })

export const namedAll = (node: TomlNode | undefined): Named[] =>
  tomlScalars(node)
    .filter(({ text }) => text.trim() !== '')
    .map(named)

const mapAt = (map: TomlMap, key: string): TomlMap | undefined => tomlMaps(tomlEntry(map, key)?.value)[0]

export function readThreshold(rule: TomlMap, problems: Diagnostic[]): ThresholdTail | undefined {
  const found = tomlEntry(rule, 'threshold')
  const map = mapAt(rule, 'threshold')
  if (!found || !map) return undefined
  const count = readBound(tomlEntry(map, 'value'), map.span, 'threshold.value', problems)
  const distinct = tomlMaps(tomlEntry(map, 'cardinality')?.value).flatMap((one) => {
    const field = scalarOf(one, 'field')
    if (!field) problems.push(diagnose('elastic/no-fields', one.span, 'threshold.cardinality'))
    const bound = readBound(tomlEntry(one, 'value'), one.span, 'threshold.cardinality', problems)
    return field && bound ? [{ field: named(field), bound }] : []
  })
  return { by: namedAll(tomlEntry(map, 'field')?.value), count, distinct, span: found.span }
}

/** `key` is what the message calls it when there is no number. */
function readBound(found: TomlEntry | undefined, at: Span, key: string, problems: Diagnostic[]): Bound | undefined {
  const node = found?.value
  const value = node?.kind === 'scalar' && node.text.trim() !== '' ? Number(node.value) : Number.NaN
  if (found && node?.kind === 'scalar' && !Number.isNaN(value))
    return { value, written: node.text, span: node.span, key: found.key.inner, whole: found.span }
  problems.push(diagnose('elastic/not-a-number', found?.span ?? at, key))
  return undefined
}

/** As the rule files write it (a table with `value` and a list of one window) or as the detection engine does. */
export function readNewTerms(rule: TomlMap, problems: Diagnostic[]): NewTermsTail | undefined {
  const map = mapAt(rule, 'new_terms')
  const found = tomlEntry(rule, map ? 'new_terms' : 'new_terms_fields')
  if (!found) return undefined
  const by = namedAll(tomlEntry(map ?? rule, map ? 'value' : 'new_terms_fields')?.value)
  if (by.length === 0) problems.push(diagnose('elastic/no-fields', found.span, 'new_terms'))
  const start = tomlEntry(map ?? rule, 'history_window_start')
  const [window] = tomlMaps(start?.value)
  const scalar = window ? scalarOf(window, 'value') : tomlScalars(start?.value)[0]
  const lookback = scalar && sinceNow(scalar.text)
  if (by.length > 0 && lookback !== undefined) return { by, lookback, span: found.span }
  if (lookback === undefined)
    problems.push(diagnose('elastic/bad-time', scalar?.span ?? found.span, 'history_window_start', scalar?.text ?? ''))
  return undefined
}

export function readMapping(rule: TomlMap, problems: Diagnostic[]): MappingTail | undefined {
  const found = tomlEntry(rule, 'threat_mapping')
  if (!found) return undefined
  const lists = tomlMaps(found.value).map((one) => tomlMaps(tomlEntry(one, 'entries')?.value))
  const entries = lists.flat()
  if (entries.length === 0) {
    problems.push(diagnose('elastic/no-mapping', found.span))
    return undefined
  }
  const negative = entries.filter((one) => scalarOf(one, 'negate')?.value === true)
  if (negative.length > 0 && negative.length < entries.length) {
    problems.push(diagnose('elastic/mixed-mapping', found.span))
    return undefined
  }
  const on = lists.map((list) => list.flatMap((one) => readPair(one, problems))).filter((list) => list.length > 0)
  // A pair that cannot be read would leave its list with less than the rule asks for.
  if (on.flat().length < entries.length) return undefined
  return { on, negated: negative.length > 0, span: found.span }
}

function readPair(map: TomlMap, problems: Diagnostic[]): [Named, Named][] {
  const field = scalarOf(map, 'field')
  const value = scalarOf(map, 'value')
  if (field && value) return [[named(field), named(value)]]
  problems.push(diagnose('elastic/bad-mapping', map.span))
  return []
}

export function readJobs(rule: TomlMap, problems: Diagnostic[]): JobsTail | undefined {
  const found = tomlEntry(rule, 'machine_learning_job_id')
  const jobs = namedAll(found?.value)
  if (!found || jobs.length === 0) return undefined
  const score = readBound(tomlEntry(rule, 'anomaly_threshold'), found.span, 'anomaly_threshold', problems)
  return { jobs, score, span: found.span }
}

export function readSuppression(rule: TomlMap): SuppressionTail | undefined {
  const found = tomlEntry(rule, 'alert_suppression')
  const map = mapAt(rule, 'alert_suppression')
  return found && map ? { by: namedAll(tomlEntry(map, 'group_by')?.value), span: found.span } : undefined
}

const units: Readonly<Record<string, Millis>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  H: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
}

/** `now-9m`, rounded or not, as the time since then; a month is 30 days, a year 365. Undefined when it is no such time. */
export function sinceNow(text: string): Millis | undefined {
  const [, number, name = ''] = /^\s*now-(\d{1,9})([smhHdwMy])(?:\/[smhHdwMy])?\s*$/.exec(text) ?? []
  const unit = units[name]
  return unit === undefined ? undefined : Number(number) * unit
}
