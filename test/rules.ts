import type { Indicator, Predicate, Rule, Span } from '../src/model/rule.js'

/** Predicates and rules by hand, for tests that need no text. Every span is this one. */
export const span: Span = { from: 0, to: 0 }

export const and = (...of: Predicate[]): Predicate => ({ kind: 'and', of, span })
export const or = (...of: Predicate[]): Predicate => ({ kind: 'or', of, span })
export const not = (of: Predicate): Predicate => ({ kind: 'not', of, span })
export const use = (of: number): Predicate => ({ kind: 'use', of, span })

/** A field equal to any of some values. */
export const is = (field: string, ...values: (string | number)[]): Indicator => ({
  kind: 'indicator',
  field: { written: field, span },
  op: 'eq',
  values: values.map((value) =>
    typeof value === 'number'
      ? { kind: 'number', value, written: String(value), span }
      : { kind: 'text', parts: [value], written: value, span },
  ),
  need: 'one',
  cased: false,
  via: [],
  span,
})

/** A rule with nothing in it but what is given. */
export const ruleWith = (parts: Partial<Rule>): Rule => ({
  kind: 'detection',
  id: '',
  title: '',
  family: 'sigma',
  language: 'sigma',
  path: '',
  text: '',
  span,
  inserts: [],
  meta: { authors: [], references: [], falsepositives: [], tags: [], related: [], fields: [], scope: [], other: [] },
  targets: [],
  definitions: [],
  stages: [],
  diagnostics: [],
  ...parts,
})
