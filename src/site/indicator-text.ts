import type { Comparison, Indicator, Value } from '../model/rule.js'
import { comparisonText } from '../model/show.js'
import { figure } from './marks.js'
import { inCode, shorten, type Words } from './words.js'

/** How an indicator is written in a few words, everywhere on the site. */

/** `Image`, `hour of TimeCreated`; a keyword stands anywhere. */
export const fieldText = ({ field }: Indicator): string =>
  field === null ? 'anywhere' : field.part ? `${field.part} of ${field.written}` : field.written

export const fieldWords = (indicator: Indicator): Words =>
  indicator.field === null ? ['anywhere'] : [inCode(fieldText(indicator))]

/** The operator with what changes it: `contains|windash|all`, `regex|i`. */
export function operatorText({ op, via, need, values, cased }: Indicator): string {
  const flags =
    op === 'regex' ? new Set(values.flatMap((value) => (value.kind === 'pattern' ? [...value.flags] : []))) : []
  return [op, ...via, ...flags, need === 'every' && values.length > 1 && 'all', cased && op !== 'regex' && 'cased']
    .filter(Boolean)
    .join('|')
}

/** `length(a) gt length(b)`. */
export const comparisonWords = (comparison: Comparison, room = 60): Words => [
  inCode(shorten(comparisonText(comparison), room)),
]

/** A value as its author wrote it. */
export const valueText = (value: Value): string => value.written

/** `any of 4`, `all of 3`, `both of 2`; nothing for one value. */
export const quantity = ({ values, need }: Indicator): string => {
  if (values.length < 2) return ''
  if (need === 'one') return `any of ${figure(values.length)}`
  return values.length === 2 ? 'both of 2' : `all of ${figure(values.length)}`
}

/** `DestinationHostname any of 4`, `Image \cmd.exe`, `Signature exists`. */
export function brief(indicator: Indicator, room = 34): Words {
  const [first] = indicator.values
  if (!first) return [...fieldWords(indicator), ' exists']
  if (indicator.values.length > 1) return [...fieldWords(indicator), ` ${quantity(indicator)}`]
  return [...fieldWords(indicator), sign(indicator), inCode(shorten(valueText(first), room))]
}

const sign = ({ op }: Indicator): string => {
  switch (op) {
    case 'lt':
      return ' < '
    case 'le':
      return ' ≤ '
    case 'gt':
      return ' > '
    case 'ge':
      return ' ≥ '
    case 'eq':
    case 'contains':
    case 'starts_with':
    case 'ends_with':
    case 'regex':
    case 'cidr':
    case 'exists':
      return ' '
    default:
      return op satisfies never
  }
}

/** For sentences: `DestinationHostname ends with any of 4 values`. */
export function phrase(indicator: Indicator): Words {
  const [first] = indicator.values
  const subject = indicator.field === null ? ['the record'] : fieldWords(indicator)
  if (!first) return [...subject, ' is present']
  const verb = indicator.field === null && indicator.op === 'contains' ? 'holds' : verbs[indicator.op]
  if (indicator.values.length > 1) {
    const which = indicator.need === 'one' ? 'any' : indicator.values.length === 2 ? 'both' : 'all'
    return [...subject, ` ${verb} ${which} of ${figure(indicator.values.length)} values`]
  }
  return [...subject, ` ${verb} `, inCode(shorten(valueText(first), 48))]
}

const verbs: Readonly<Record<Indicator['op'], string>> = {
  eq: 'is',
  contains: 'contains',
  starts_with: 'starts with',
  ends_with: 'ends with',
  regex: 'matches',
  cidr: 'is in',
  lt: 'is below',
  le: 'is at most',
  gt: 'is above',
  ge: 'is at least',
  exists: 'is',
}
