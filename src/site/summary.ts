import type { Indicator, Predicate, Rule } from '../model/rule.js'
import { walk } from '../model/walk.js'
import { brief, comparisonWords, fieldText, fieldWords } from './indicator-text.js'
import { inCode, list, type Words } from './words.js'

/** One line on what a predicate asks: `CommandLine any of 5`, `any of 3, two need both values`. */
export function summary(predicate: Predicate, rule: Rule): Words {
  switch (predicate.kind) {
    case 'indicator':
      return brief(predicate)
    case 'and':
      return conjunction(predicate.of, rule)
    case 'or':
      return alternatives(predicate.of, rule)
    case 'not':
      return predicate.of.kind === 'indicator' && predicate.of.op === 'exists'
        ? [...fieldWords(predicate.of), ' is absent']
        : ['not ', ...summary(predicate.of, rule)]
    case 'use':
      return [inCode(rule.definitions[predicate.of]?.name ?? '?')]
    case 'compare':
      return comparisonWords(predicate, 34)
    case 'opaque':
      return ['not read']
    default:
      return predicate satisfies never
  }
}

/** `Image any of 4, and CommandLine`: full for the first, the fields of the others. */
function conjunction(parts: readonly Predicate[], rule: Rule): Words {
  const [first, ...others] = parts
  if (!first) return ['anything']
  if (others.length === 0) return summary(first, rule)
  if (others.length > 2) return fieldsOf(parts, rule)
  const field = first.kind === 'indicator' ? fieldText(first) : undefined
  return [...summary(first, rule), ', and ', ...list(others.map((part) => shortest(part, rule, field)))]
}

/** A field's name is enough, unless it was just said: then what else is asked of it. */
function shortest(part: Predicate, rule: Rule, said?: string): Words {
  if (part.kind !== 'indicator') return summary(part, rule)
  if (fieldText(part) === said)
    return brief(part, 22)
      .slice(1)
      .map((piece) => (piece === ' ' ? '' : piece))
  return part.values.length > 1 ? brief(part) : fieldWords(part)
}

function alternatives(parts: readonly Predicate[], rule: Rule): Words {
  const indicators = parts.filter((part) => part.kind === 'indicator')
  if (parts.length === 2 && indicators.length === 2 && indicators.every(({ need }) => need === 'one'))
    return list(
      indicators.map((part) => (part.values.length > 1 ? brief(part) : fieldWords(part))),
      'or',
    )
  const strict = parts.filter((part) => part.kind === 'and' || (part.kind === 'indicator' && needsSeveral(part)))
  return strict.length > 0
    ? [`any of ${parts.length}, ${strictness(strict, parts.length)}`]
    : [`any of ${parts.length} in `, ...fieldsOf(parts, rule)]
}

const needsSeveral = ({ need, values }: Indicator): boolean => need === 'every' && values.length > 1

const numerals = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
export const numeral = (n: number): string => numerals[n] ?? String(n)

/** How many of several alternatives ask for more than one thing: `two need both values`. */
function strictness(strict: readonly Predicate[], total: number): string {
  const sizes = new Set(strict.map((part) => (part.kind === 'indicator' ? part.values.length : 0)))
  const [size] = sizes
  const what = sizes.size > 1 || !size ? 'several things' : size === 2 ? 'both values' : `all ${numeral(size)} values`
  const who = strict.length === total ? 'each' : numeral(strict.length)
  return `${who} ${strict.length === 1 || strict.length === total ? 'needs' : 'need'} ${what}`
}

/** `ParentImage, CommandLine and 2 more`: the distinct fields below, in order. */
export function fieldsOf(parts: readonly Predicate[], rule: Rule, most = 3): Words {
  const names = [...new Set(parts.flatMap((part) => indicatorsIn(part, rule)).map(fieldText))]
  if (names.length === 0) return ['nothing that was read']
  const shown = names
    .slice(0, names.length > most ? most - 1 : most)
    .map((name): Words => (name === 'anywhere' ? [name] : [inCode(name)]))
  return list(names.length > most ? [...shown, [`${names.length - most + 1} more`]] : shown)
}

/** Every indicator below a predicate, once for each place where it is used. */
export function indicatorsIn(predicate: Predicate, rule: Rule): readonly Indicator[] {
  const found: Indicator[] = []
  walk(predicate, rule.definitions, (part) => {
    if (part.kind === 'indicator') found.push(part)
  })
  return found
}
