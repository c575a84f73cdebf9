/** How many results a scheduled rule of Sentinel's needs before it raises an alert. */

import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Millis, Span } from '../model/rule.js'
import type { YamlEntry, YamlMap } from '../text/yaml.js'
import { entry, place } from '../text/yaml.js'
import { textOf } from '../text/yaml-nodes.js'

type TriggerOperator = 'gt' | 'lt' | 'eq' | 'ne'

export type Trigger = KnownTrigger | UnreadTrigger

/** There is a condition, and it cannot be told. */
interface UnreadTrigger {
  readonly operator: undefined
  readonly span: Span
}

export interface KnownTrigger {
  readonly operator: TriggerOperator
  readonly value: number
  /** The number as written. */
  readonly written: string
  readonly number: Span
  /** What time the results are of. */
  readonly within?: Millis
  /** The operator and the number, as far as they stand together. */
  readonly span: Span
}

const operators: Readonly<Record<string, TriggerOperator>> = {
  gt: 'gt',
  greaterthan: 'gt',
  lt: 'lt',
  lessthan: 'lt',
  eq: 'eq',
  equal: 'eq',
  equals: 'eq',
  ne: 'ne',
  notequal: 'ne',
  notequals: 'ne',
}

/** `maps` are where it may stand. Undefined when any result is enough. */
export function readTrigger(maps: readonly YamlMap[], problems: Diagnostic[]): Trigger | undefined {
  const find = (key: string): YamlEntry | undefined => maps.flatMap((map) => entry(map, key) ?? [])[0]
  const [threshold, named] = [find('triggerThreshold'), find('triggerOperator')]
  const operator = named ? operatorOf(named, problems) : 'gt'
  const bound = threshold && boundOf(threshold, problems)
  if (!operator || (threshold && !bound))
    return { operator: undefined, span: (threshold ?? named)?.span ?? { from: 0, to: 0 } }
  if (!bound) return undefined
  const { value } = bound
  const anything = (operator === 'gt' || operator === 'ne') && value === 0
  if (anything || (operator === 'gt' && value < 0)) return undefined
  if (operator === 'lt' && value <= 0) problems.push(diagnose('kusto/never-fires', bound.at.span))
  const period = find('queryPeriod')
  const within = period && millisOf(textOf(period.value))
  return {
    operator,
    value,
    written: bound.written,
    number: place(bound.at.value),
    ...(within !== undefined && { within }),
    span: together(named, bound.at),
  }
}

function operatorOf(found: YamlEntry, problems: Diagnostic[]): TriggerOperator | undefined {
  const written = textOf(found.value)
  const name = written.toLowerCase()
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator)
    problems.push(diagnose('kusto/bad-trigger', found.span, `"${written}" is not one of gt, lt, eq and ne`))
  return operator
}

function boundOf(at: YamlEntry, problems: Diagnostic[]): { value: number; written: string; at: YamlEntry } | undefined {
  const written = textOf(at.value)
  const value = written === '' ? Number.NaN : Number(written)
  if (Number.isFinite(value)) return { value, written, at }
  problems.push(diagnose('kusto/bad-trigger', at.span, `"${written}" is not a number`))
  return undefined
}

/** From the first of two entries to the last, when nothing stands between them. */
function together(first: YamlEntry | undefined, last: YamlEntry): Span {
  if (!first || first.span.to > last.span.from) return last.span
  return last.span.from - first.span.to < 40 ? { from: first.span.from, to: last.span.to } : last.span
}

const units: Readonly<Record<string, Millis>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }

/** `5m` as rules write it, `PT5M` as Azure does, `1.00:05:00` as .NET does. */
export function millisOf(written: string): Millis | undefined {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)\s*([wdhms])$/i.exec(written) ?? []
  if (count !== undefined) return Number(count) * (units[unit.toLowerCase()] ?? 0)
  return isoMillis(written) ?? clockMillis(written)
}

function isoMillis(written: string): Millis | undefined {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(written)?.slice(1)
  return parts && sum(parts, ['w', 'd', 'h', 'm', 's'])
}

function clockMillis(written: string): Millis | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(written)?.slice(1)
  return parts && sum(parts, ['d', 'h', 'm', 's'])
}

const sum = (parts: readonly (string | undefined)[], of: readonly string[]): Millis =>
  parts.reduce((total, count, i) => total + Number(count ?? 0) * (units[of[i] ?? ''] ?? 0), 0)
