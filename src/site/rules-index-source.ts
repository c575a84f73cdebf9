import type { Rule, Value } from '../model/rule.js'
import { indicators, logsourcesOf } from '../model/walk.js'

/** What names a log in a rule of each family, the first that is there: a table, a data model, a macro. */
export const sourceParts = (written: Readonly<Record<string, string>>): string[] => {
  const { product, category, service, index, table, datamodel, macro, sourcetype, source } = written
  const own = [product, category, service].filter((part) => part !== undefined)
  const other = table ?? datamodel ?? macro ?? sourcetype ?? source ?? index
  return other === undefined ? own : [...own, inBrief(other)]
}

/**
 * `windows / process_creation`; `process / logs-endpoint.events.process-* and 3 more`; `Endpoint.Processes`;
 * `correlation of 3 rules`; empty when the rule says nothing.
 */
export function logsourceText(rule: Rule): string {
  const sources = logsourcesOf(rule).map((written) => sourceParts(written).join(' / '))
  const shown = [...new Set(sources)].filter(Boolean)
  if (shown.length > 0) return shown.length > 2 ? `${shown[0]} and ${shown.length - 1} more` : shown.join(', ')
  const kinds = rule.stages.map((stage) => (stage.kind === 'read' ? stage.source.kind : undefined))
  if (kinds.includes('jobs')) return 'anomaly detection'
  const read = kinds.filter((kind) => kind === 'rule').length
  return read === 0 ? '' : `correlation of ${read} ${read === 1 ? 'rule' : 'rules'}`
}

/** Of a list of index patterns the first, and how many there are. */
function inBrief(index: string): string {
  const patterns = index.split(',').map((pattern) => pattern.trim())
  return patterns.length > 1 ? `${patterns[0]} and ${patterns.length - 1} more` : index
}

/** Literal text of a value, holes as blanks. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case 'text':
      return value.parts
        .map((part) => (typeof part === 'string' ? part : 'any' in part ? part.any.join(' ') : ' '))
        .join('')
    case 'number':
    case 'boolean':
    case 'pattern':
    case 'field':
      return value.written
    default:
      return value satisfies never
  }
}

/** Field names of a rule, and the values it asks for un-negated, both as written. */
export function lookedFor(rule: Rule): { readonly fields: ReadonlySet<string>; readonly values: readonly Value[] } {
  const fields = new Set<string>()
  const values: Value[] = []
  for (const { indicator, polarity } of indicators(rule)) {
    if (indicator.implied) continue
    if (indicator.field) fields.add(indicator.field.written)
    if (polarity === 'required') values.push(...indicator.values)
  }
  return { fields, values }
}
