/** Predicates put together. Undefined stands for a condition that always holds. */
import type { Diagnostic, Predicate, Span } from '../../model/rule.js'

export type Found = Predicate | undefined

export function allOf(parts: readonly Found[], span: Span): Found {
  const of = parts.filter((part) => part !== undefined)
  return of.length > 1 ? { kind: 'and', of, span } : of[0]
}

/** Always true as soon as one part is; false without any. */
export function anyOf(parts: readonly Found[], span: Span): Found {
  const of = parts.filter((part) => part !== undefined)
  if (parts.length > 0 && of.length < parts.length) return undefined
  return of.length === 1 ? of[0] : { kind: 'or', of, span }
}

/** What always holds, turned round, never does. */
export const negated = (found: Found, span: Span): Predicate =>
  found ? { kind: 'not', of: found, span } : { kind: 'or', of: [], span }

export function opaque(span: Span, problem: Diagnostic, problems: Diagnostic[]): Predicate {
  problems.push(problem)
  return { kind: 'opaque', span }
}
