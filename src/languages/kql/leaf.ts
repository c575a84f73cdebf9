/** Comparisons: a field against values is an indicator, anything else is compared as it is computed. */

import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Comparison, Expr, Field, Indicator, Operator, Pattern, Predicate, Value } from '../../model/rule.js'
import { regexProblem } from '../../text/regex.js'
import { expr } from './expression.js'
import type { Context } from './query.js'
import { spanOf } from './query.js'
import { resolved } from './resolve.js'
import type { Subject } from './subject.js'
import { fieldAt, subject } from './subject.js'
import type { Test } from './tests.js'
import { likeParts, testOf } from './tests.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { listed, literal } from './value.js'

/** `a == "x"`, `a !has_any ("x", list)`, `a between (1 .. 5)`. */
export function compared(node: KqlNode, context: Context): Predicate {
  const span = spanOf(node, context)
  const sign = part(node, 'Operator')?.text ?? ''
  const left = part(node, 'Left')
  const right = part(node, 'Right')
  if (!left || !right) return { kind: 'opaque', span }
  if (/^!?between$/i.test(sign)) {
    const of = between(node, left, right, context)
    return sign.startsWith('!') ? { kind: 'not', of, span } : of
  }
  const asked = testOf(sign)
  if (!asked) return computedTest(node, context)
  const of = withTest(node, asked.test, asked.plain, left, right, context)
  if (!asked.negated) return of
  // Not to be missing is to be there.
  return of.kind === 'not' ? { ...of.of, span } : { kind: 'not', of, span }
}

function withTest(
  node: KqlNode,
  test: Test,
  plain: string,
  left: KqlNode,
  right: KqlNode,
  context: Context,
): Predicate {
  const elements = right.kind === 'ExpressionList' ? items(right, 'Expressions') : [right]
  if (test.op === 'eq' && elements.some((one) => isNull(one, context)))
    context.query.report(diagnose('kql/null-comparison', spanOf(node, context)))
  const values = valuesOf(elements, test, context)
  // Nothing is in an empty list.
  if (values?.length === 0) return { kind: 'or', of: [], span: spanOf(node, context) }
  if (values) {
    const direct = against(node, test, left, values, context)
    if (direct) return direct
  }
  return (
    turned(node, test, left, elements, context) ??
    ofFields(node, test, left, elements, context) ??
    elsewise(node, test, plain, left, elements, context)
  )
}

/** Everything on the right, lists opened; undefined when something of it is not written out. */
function valuesOf(elements: readonly KqlNode[], test: Test, context: Context): readonly Value[] | undefined {
  const values: Value[] = []
  for (const element of elements) {
    const found = (test.list && listed(element, context)) ?? single(element, test, context)
    if (!found) return undefined
    values.push(...found)
  }
  return values
}

function single(element: KqlNode, test: Test, context: Context): readonly Value[] | undefined {
  const value = literal(element, context)
  return value && [asked(value, test, context)]
}

/** A value as the operator takes it: a pattern, or with wildcards. */
function asked(value: Value, { op, like }: Test, { query }: Context): Value {
  if (value.kind !== 'text') return value
  if (like) return { ...value, parts: likeParts(value.written) }
  if (op !== 'regex' || value.parts.some((piece) => typeof piece !== 'string')) return value
  const problem = regexProblem(value.written)
  if (problem) query.report(diagnose('kql/bad-regex', value.span, problem))
  return { kind: 'pattern', span: value.span, written: value.written, flags: '' } satisfies Pattern
}

/** A field against values; undefined when the left side is no field. */
export function against(
  node: KqlNode,
  test: Test,
  left: KqlNode,
  values: readonly Value[],
  context: Context,
): Predicate | undefined {
  if (left.kind === 'StarExpression') return indicator(node, test, null, values, context)
  const seen = subject(left, context)
  if (!seen || (seen.field.part && values.some(({ kind }) => kind !== 'number'))) return undefined
  if (seen.fold && test.cased && !values.every((value) => reachable(value, seen, context))) return undefined
  const folded = seen.fold ? { ...test, cased: false } : test
  return emptied(node, folded, seen.field, values, context) ?? indicator(node, folded, seen.field, values, context)
}

/** Being equal to an empty text is being missing. */
function emptied(
  node: KqlNode,
  test: Test,
  field: Field,
  values: readonly Value[],
  context: Context,
): Predicate | undefined {
  const isEmpty = (value: Value): boolean => value.kind === 'text' && value.written === ''
  if (test.op !== 'eq' || !values.some(isEmpty)) return undefined
  const span = spanOf(node, context)
  const missing: Predicate = { kind: 'not', of: exists(field, span), span }
  const others = values.filter((value) => !isEmpty(value))
  if (others.length === 0) return missing
  return { kind: 'or', of: [missing, indicator(node, test, field, others, context)], span }
}

/** Whether what has been put in one case can be equal to a value at all. */
function reachable(value: Value, { fold }: Subject, { query }: Context): boolean {
  if (value.kind !== 'text' && value.kind !== 'pattern') return true
  const text = value.kind === 'pattern' ? value.written.replace(/\\./g, '') : value.written
  if (!(fold === 'tolower' ? /\p{Lu}/u : /\p{Ll}/u).test(text)) return true
  if (value.kind === 'text') query.report(diagnose('kql/case-never', value.span, value.written, fold ?? ''))
  return false
}

export function indicator(
  node: KqlNode,
  { op, cased, word, list }: Test,
  field: Field | null,
  values: readonly Value[],
  context: Context,
): Indicator {
  const patterns = values.map((value): Value => (value.kind === 'pattern' && !cased ? { ...value, flags: 'i' } : value))
  const need = list === 'every' && values.length > 1 ? 'every' : 'one'
  const via = word ? ['word'] : []
  return { kind: 'indicator', field, op, values: patterns, need, cased, via, span: spanOf(node, context) }
}

/** The literal on the left: `5 < a`, `"x" == a`, and `"x" in (a, b)`, which asks about each of them. */
function turned(
  node: KqlNode,
  test: Test,
  left: KqlNode,
  elements: readonly KqlNode[],
  context: Context,
): Predicate | undefined {
  const value = literal(left, context)
  if (!value || (!test.turned && !(test.op === 'eq' && test.list))) return undefined
  const way: Test = { ...test, op: test.turned ?? test.op }
  const of = elements.map((one) => against(node, way, one, [value], context)).filter((one) => one !== undefined)
  const [only] = of
  if (!only || of.length < elements.length) return undefined
  return of.length === 1 ? only : { kind: 'or', of, span: spanOf(node, context) }
}

function ofFields(
  node: KqlNode,
  test: Test,
  left: KqlNode,
  elements: readonly KqlNode[],
  context: Context,
): Predicate | undefined {
  const field = fieldAt(left, context)
  const others = elements.map((one) => fieldAt(one, context)).filter((one) => one !== undefined)
  if (!field || others.length === 0 || others.length < elements.length || test.op === 'regex' || test.like)
    return undefined
  const values = others.map(
    ({ span, written, made }): Value => ({
      kind: 'field',
      span,
      written,
      ...(made === undefined ? {} : { made }),
    }),
  )
  return indicator(node, test, field, values, context)
}

/** Words and several values at once a computed text cannot be asked for in the model: the operator stays a function. */
function elsewise(
  node: KqlNode,
  test: Test,
  plain: string,
  left: KqlNode,
  elements: readonly KqlNode[],
  context: Context,
): Predicate {
  const of = expr(left, context)
  const right = elements.flatMap((one): readonly Expr[] => {
    const values = test.list && listed(one, context)
    return values && values.length > 0 ? values : [single(one, test, context)?.[0] ?? expr(one, context)]
  })
  if (!test.word && right.length > 0) return comparison(node, of, test.op, right, context, test.cased)
  const span = spanOf(node, context)
  return isTrue(node, { kind: 'call', fn: plain, args: [of, ...right], span }, context)
}

/** What is no comparison at all, as `a + b`: its value is asked to be true. */
const computedTest = (node: KqlNode, context: Context): Predicate => isTrue(node, expr(node, context), context)

/** The `true` that a test is compared with is written nowhere. */
export function isTrue(node: KqlNode, left: Expr, context: Context): Comparison {
  return comparison(node, left, 'eq', [yes(node, context)], context, true)
}

export const yes = ({ to }: KqlNode, { query }: Context): Value => ({
  kind: 'boolean',
  value: true,
  written: 'true',
  span: query.place({ from: to, to }),
})

export const comparison = (
  node: KqlNode,
  left: Expr,
  op: Operator,
  right: readonly Expr[],
  context: Context,
  cased = true,
): Comparison => ({ kind: 'compare', left, op, right, cased, span: spanOf(node, context) })

/** `a between (1 .. 5)`, both ends included; `between (start .. 1d)` lasts so long. */
function between(node: KqlNode, left: KqlNode, right: KqlNode, context: Context): Predicate {
  const span = spanOf(node, context)
  const low = part(right, 'First')
  const high = part(right, 'Second')
  if (!low || !high) return { kind: 'opaque', span }
  const side = (op: 'ge' | 'le', bound: KqlNode): Predicate => {
    const test: Test = { op, cased: true }
    const value = literal(bound, context)
    const direct = value ? against(node, test, left, [value], context) : ofFields(node, test, left, [bound], context)
    if (direct) return direct
    const lasts = op === 'le' && isSpan(high, context) && !isSpan(low, context)
    return comparison(
      node,
      expr(left, context),
      op,
      [lasts ? lasting(low, high, context) : expr(bound, context)],
      context,
    )
  }
  return { kind: 'and', of: [side('ge', low), side('le', high)], span }
}

const isSpan = (node: KqlNode, context: Context): boolean =>
  resolved(node, context).node.kind === 'TimespanLiteralExpression'

const lasting = (low: KqlNode, high: KqlNode, context: Context): Expr => ({
  kind: 'call',
  fn: '+',
  args: [expr(low, context), expr(high, context)],
  span: context.query.place({ from: low.from, to: high.to }),
})

/** `dynamic(null)`, `int(null)`, `null`. */
function isNull(node: KqlNode, context: Context): boolean {
  const { node: at } = resolved(node, context)
  if (at.kind === 'DynamicExpression') return part(at, 'Expression')?.kind === 'NullLiteralExpression'
  return /^(?:\w+\s*\(\s*)?null\s*\)?$/i.test(at.text ?? '')
}
