import type { Rule, Value } from '../model/rule.js'
import { indicators, logsourcesOf } from '../model/walk.js'

/** `windows / process_creation`; `correlation of 3 rules`; empty when the rule says nothing. */
export function logsourceText(rule: Rule): string {
  const sources = logsourcesOf(rule).map((written) =>
    [written.product, written.category, written.service].filter((part) => part !== undefined).join(' / '),
  )
  const shown = [...new Set(sources)].filter(Boolean)
  if (shown.length > 0) return shown.length > 2 ? `${shown[0]} and ${shown.length - 1} more` : shown.join(', ')
  const read = rule.stages.filter((stage) => stage.kind === 'read' && stage.source.kind === 'rule').length
  return read === 0 ? '' : `correlation of ${read} ${read === 1 ? 'rule' : 'rules'}`
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
    if (indicator.field) fields.add(indicator.field.written)
    if (polarity === 'required') values.push(...indicator.values)
  }
  return { fields, values }
}
