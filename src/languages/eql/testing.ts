/** For tests: comparing what was read wherever it stood, and looking at each part of it. */
import type { Expr, Field, Predicate, Stage, Value } from '../../model/rule.js'
import { eachPredicate } from '../testing.js'

/** Without any `span`, as text. */
export const bare = (data: unknown): string =>
  JSON.stringify(data, (key, value) => (key === 'span' ? undefined : value))

/** The fields and values of a predicate itself, those inside calls included. */
function leavesOf(predicate: Predicate): { fields: Field[]; values: Value[] } {
  const values: Value[] = []
  const look = (expr: Expr): void => {
    if (expr.kind === 'call') expr.args.forEach(look)
    else values.push(expr)
  }
  if (predicate.kind === 'compare') [predicate.left, ...predicate.right].forEach(look)
  if (predicate.kind !== 'indicator') return { fields: [], values }
  return { fields: predicate.field ? [predicate.field] : [], values: [...predicate.values] }
}

/** Reads text as a condition and gives back what it means. */
export type ReadCondition = (text: string) => Predicate | undefined

/**
 * What does not read back from the slice at its own span. Of several predicates with one span the outermost counts;
 * what is implied, or true by standing there, is not written anywhere; a `not` under a `not` needs nothing by itself.
 */
export function misplaced(text: string, stages: readonly Stage[], read: ReadCondition): string[] {
  const wrong: string[] = []
  const check = (what: string, slice: string, expected: unknown, found: unknown): void => {
    if (bare(expected) !== bare(found)) wrong.push(`${what}: ${slice}`)
  }
  eachPredicate(stages, (one, parent) => {
    if (one.kind === 'indicator' && one.implied) return
    const slice = text.slice(one.span.from, one.span.to)
    const covered = parent?.span.from === one.span.from && parent.span.to === one.span.to
    if (!covered && !(one.kind === 'not' && parent?.kind === 'not')) check(one.kind, slice, one, read(slice))
    const { fields, values } = leavesOf(one)
    for (const { written, span } of fields) {
      const name = text.slice(span.from, span.to)
      check('field', name, written, leavesOf(read(`${name} == 1`) ?? one).fields[0]?.written)
    }
    for (const value of values) {
      const literal = text.slice(value.span.from, value.span.to)
      if (value.kind === 'boolean' && !/^(?:true|false)$/.test(literal)) continue
      check('value', literal, value, leavesOf(read(`f ${operatorFor(value)} ${literal}`) ?? one).values[0])
    }
  })
  return wrong
}

function operatorFor(value: Value): string {
  if (value.kind === 'pattern') return value.flags ? 'regex~' : 'regex'
  return value.kind === 'text' && value.parts.some((part) => typeof part !== 'string') ? ':' : '=='
}
