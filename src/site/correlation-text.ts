import type { RuleView } from '../catalog/view.js'
import type { Aggregate, Indicator, Predicate, Rule } from '../model/rule.js'
import { comparisonWords, fieldWords } from './indicator-text.js'
import { cut, inCode, list, type Words } from './words.js'

/** The words of correlations: what is counted, how much of it, and over what. */

/** The rule that a correlation refers to, when the catalog has it. */
export const ruleNamed = (ref: string, view: RuleView) => view.related.find(({ id, rule }) => id === ref && rule)?.rule

/** Longer keys are cut where a word about them is enough; the stage itself has all of it. */
const mostKeys = 4

/** `same a, b and 5 more` */
export const sameKey = (fields: readonly string[], most = mostKeys): Words =>
  fields.length === 0
    ? []
    : [
        'same ',
        ...list(
          cut(
            fields.map((field): Words => [inCode(field)]),
            most,
          ),
        ),
      ]

const madeBy = ({ field }: Indicator, { stages }: Rule): Aggregate | undefined => {
  const maker = field?.made === undefined ? undefined : stages[field.made]
  return maker?.kind === 'group' ? maker.make.find(({ as }) => as === field?.written) : undefined
}

/** The rule that `count of its hits >= 1` asks to be seen. */
export function seenRule(indicator: Indicator, rule: Rule): string | undefined {
  const only = madeBy(indicator, rule)?.only
  const source = only === undefined ? undefined : rule.stages[only]
  const once = indicator.op === 'ge' && indicator.values[0]?.written === '1'
  return once && source?.kind === 'read' && source.source.kind === 'rule' ? source.source.ref : undefined
}

const signs: Partial<Record<Indicator['op'], string>> = { eq: '=', lt: '<', le: '≤', gt: '>', ge: '≥' }

/** `count ≥ 10`, `distinct User > 3`; a rule that only has to be seen is its name. */
export function thresholdWords(where: Predicate, rule: Rule): Words {
  switch (where.kind) {
    case 'and':
    case 'or':
      return list(
        where.of.map((part): Words => {
          const words = thresholdWords(part, rule)
          return part.kind === 'and' || part.kind === 'or' ? ['(', ...words, ')'] : words
        }),
        where.kind,
      )
    case 'not':
      return ['not ', ...thresholdWords(where.of, rule)]
    case 'use':
      return [inCode(rule.definitions[where.of]?.name ?? '?'), ' holds']
    case 'indicator': {
      const made = madeBy(where, rule)
      const seen = seenRule(where, rule)
      if (seen) return [inCode(seen), ' is seen']
      const bound = where.values[0]?.written ?? ''
      return [...(made ? aggregateWords(made, rule) : fieldWords(where)), ` ${signs[where.op] ?? where.op} ${bound}`]
    }
    case 'compare':
      return comparisonWords(where)
    case 'opaque':
      return ['a part that was not read']
    default:
      return where satisfies never
  }
}

/** `count`, `distinct User`, `percentile 95 of Bytes`. */
export function aggregateWords({ as, fn, of, percentile, only, where: condition, expr }: Aggregate, rule: Rule): Words {
  // What is computed or conditional is known by the name that its author gave it.
  if (expr || condition) return [inCode(as)]
  const field: Words = of ? [inCode(of.written)] : []
  const source = only === undefined ? undefined : rule.stages[only]
  const where: Words =
    source?.kind === 'read' && source.source.kind === 'rule' ? [' of ', inCode(source.source.ref)] : []
  switch (fn) {
    case 'count':
      return ['count', ...where]
    case 'distinct':
      return ['distinct ', ...field, ...where]
    case 'expression':
      return [inCode(as)]
    case 'percentile':
      return [`percentile ${percentile ?? 50} of `, ...field, ...where]
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'median':
    case 'values':
    case 'first':
    case 'last':
      return [`${fn} of `, ...field, ...where]
    default:
      return fn satisfies never
  }
}
