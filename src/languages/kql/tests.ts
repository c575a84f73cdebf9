/** KQL's operators of comparison: what each asks for. */
import type { Operator, Part } from '../../model/rule.js'

export interface Test {
  readonly op: Operator
  readonly cased: boolean
  /** The value has to be a whole word of the text, or to begin or end one. */
  readonly word?: true
  /** Several values may stand on its right, of which so many must hold. */
  readonly list?: 'one' | 'every'
  /** `%` and `_` in the value are wildcards. */
  readonly like?: true
  /** How the test is written with its sides exchanged. */
  readonly turned?: Operator
}

const both = { cased: true } as const
const either = { cased: false } as const

const tests: Readonly<Record<string, Test>> = {
  '==': { op: 'eq', ...both, turned: 'eq' },
  '=~': { op: 'eq', ...either, turned: 'eq' },
  '<': { op: 'lt', ...both, turned: 'gt' },
  '<=': { op: 'le', ...both, turned: 'ge' },
  '>': { op: 'gt', ...both, turned: 'lt' },
  '>=': { op: 'ge', ...both, turned: 'le' },
  has: { op: 'contains', ...either, word: true },
  has_cs: { op: 'contains', ...both, word: true },
  hasprefix: { op: 'starts_with', ...either, word: true },
  hasprefix_cs: { op: 'starts_with', ...both, word: true },
  hassuffix: { op: 'ends_with', ...either, word: true },
  hassuffix_cs: { op: 'ends_with', ...both, word: true },
  contains: { op: 'contains', ...either },
  contains_cs: { op: 'contains', ...both },
  containscs: { op: 'contains', ...both },
  startswith: { op: 'starts_with', ...either },
  startswith_cs: { op: 'starts_with', ...both },
  endswith: { op: 'ends_with', ...either },
  endswith_cs: { op: 'ends_with', ...both },
  in: { op: 'eq', ...both, list: 'one' },
  'in~': { op: 'eq', ...either, list: 'one' },
  has_any: { op: 'contains', ...either, word: true, list: 'one' },
  has_all: { op: 'contains', ...either, word: true, list: 'every' },
  'matches regex': { op: 'regex', ...both },
  like: { op: 'eq', ...either, like: true },
  likecs: { op: 'eq', ...both, like: true },
}

const negations: Readonly<Record<string, string>> = { '!=': '==', '<>': '==', '!~': '=~' }

/** What an operator asks for, and whether for the contrary; undefined when it compares nothing. */
export function testOf(
  sign: string,
): { readonly test: Test; readonly negated: boolean; readonly plain: string } | undefined {
  const word = sign.toLowerCase()
  const plain = negations[word] ?? word.replace(/^(?:!|not(?=contains|like))/, '')
  const test = Object.hasOwn(tests, plain) ? tests[plain] : undefined
  return test && { test, negated: plain !== word, plain }
}

/** The texts that `like` looks for: `%` is any text, `_` one character. */
export function likeParts(pattern: string): Part[] {
  const found = pattern.split(/([%_])/).flatMap((piece): Part[] => {
    if (piece === '%' || piece === '_') return [{ wild: piece === '%' ? '*' : '?' }]
    return piece === '' ? [] : [piece]
  })
  return found.length > 0 ? found : ['']
}

/** Functions of a field and literals that are tests of the field, and whether they take several literals. */
export const functions: Readonly<Record<string, Pick<Test, 'op' | 'word'>>> = {
  ipv4_is_in_range: { op: 'cidr' },
  ipv4_is_in_any_range: { op: 'cidr' },
  ipv4_is_match: { op: 'cidr' },
  ipv6_is_in_range: { op: 'cidr' },
  ipv6_is_in_any_range: { op: 'cidr' },
  ipv6_is_match: { op: 'cidr' },
  has_ipv4: { op: 'contains', word: true },
  has_any_ipv4: { op: 'contains', word: true },
  has_ipv4_prefix: { op: 'starts_with', word: true },
  has_any_ipv4_prefix: { op: 'starts_with', word: true },
}
