/**
 * A query as data: terms that must all hold. `level:high field:Image ends_with:"\cmd.exe" not:lsass` has three. Parse.ts
 * reads one, print.ts writes it back, evaluate.ts answers it. The grammar is told in docs/search.md.
 */
import { type Operator, operators, type Span } from '../model/rule.js'

/** What may be asked of an indicator: the corpus' kinds of comparison. */
export const tests = [...operators, 'wildcard'] as const satisfies readonly (Operator | 'wildcard')[]
export type Test = (typeof tests)[number]

/** Facts of a rule that have names: any one of the values given must be among the rule's. */
export const facts = [
  'family',
  'language',
  'level',
  'status',
  'product',
  'category',
  'service',
  'tactic',
  'technique',
  'event',
] as const
export type Fact = (typeof facts)[number]

/** Places in which words are looked for. */
export const wordKeys = ['title', 'id', 'tag', 'source', 'text'] as const
export type WordKey = (typeof wordKeys)[number]

/** Every key of the grammar with what it asks, in the order in which a reader meets them. */
export const keys = {
  field: 'an indicator of this field',
  contains: 'a test of containing, with this in its value',
  eq: 'a test of equality, with this in its value',
  starts_with: 'a test of the start, with this in its value',
  ends_with: 'a test of the end, with this in its value',
  value: 'an indicator with this in its value',
  kind: 'an indicator of this kind',
  technique: 'ATT&CK technique, its sub-techniques too',
  tactic: 'ATT&CK tactic',
  event: 'an event that the rule is about',
  level: 'severity',
  status: 'how far its author trusts it',
  family: 'sigma, elastic, splunk or kusto',
  language: 'language of the query',
  product: 'product of the log source',
  category: 'category of the log source',
  service: 'service of the log source',
  title: 'words of the title',
  text: 'words of the description',
  source: 'words of the log source',
  tag: 'words of a tag',
  id: 'the rule’s id',
  not: 'turns the next term around',
  excludes: 'an exclusion instead of an indicator',
  regex: 'a regular expression with this in it',
  wildcard: 'a pattern with this in it',
  cidr: 'a network with this in its text',
  exists: 'an indicator that the field is there, or not',
  lt: 'an indicator: less than',
  le: 'an indicator: at most',
  gt: 'an indicator: more than',
  ge: 'an indicator: at least',
} as const satisfies Readonly<Record<Fact | WordKey | Test | 'field' | 'value' | 'kind' | 'not' | 'excludes', string>>
export type QueryKey = keyof typeof keys

/** Other names of keys. */
export const aliases: Readonly<Record<string, QueryKey>> = {
  description: 'text',
  logsource: 'source',
  severity: 'level',
  attack: 'technique',
  equals: 'eq',
  startswith: 'starts_with',
  endswith: 'ends_with',
}

export interface Query {
  readonly terms: readonly Term[]
}

/** One thing that must hold, or with `negated` must not. */
export interface Term {
  readonly negated: boolean
  readonly ask: Words | FactAsk | Predicate
  readonly span: Span
}

export interface Words {
  readonly kind: 'words'
  /** Where they must stand; null: anywhere. */
  readonly place: WordKey | null
  readonly text: Written
}

export interface FactAsk {
  readonly kind: 'fact'
  readonly fact: Fact
  /** Alternatives, one at least. */
  readonly values: readonly Written[]
}

/** What one indicator of the rule must be. All of it is asked of the same one. */
export interface Predicate {
  readonly kind: 'predicate'
  /** It must be an exclusion. */
  readonly excludes: boolean
  /** A canonical name, or one as a rule writes it; any field when absent. */
  readonly field?: Written
  readonly about?: About
}

/** What the indicator looks for. */
export interface About {
  /** Its kind of comparison; any when absent. */
  readonly kind?: Test
  readonly text?: Sought
}

/** What stands in the value of an indicator, or with `whole` is all of it. */
export interface Sought extends Written {
  readonly whole: boolean
}

export interface Written {
  readonly text: string
  readonly span: Span
}
