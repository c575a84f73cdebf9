import type { Predicate, Rule, Span } from '../src/model/rule.js'

/** Predicates and rules by hand, for tests that need no text. Every span is this one. */
export const span: Span = { from: 0, to: 0 }

export const and = (...of: Predicate[]): Predicate => ({ kind: 'and', of, span })
export const or = (...of: Predicate[]): Predicate => ({ kind: 'or', of, span })
export const not = (of: Predicate): Predicate => ({ kind: 'not', of, span })
export const use = (of: number): Predicate => ({ kind: 'use', of, span })

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
