/** Predicates and expressions as EQL. What EQL cannot say, or would understand as something else, is refused. */
import type { Comparison, Expr, Field, Indicator, Operator, Part, Predicate, Span } from '../../model/rule.js'
import { refuse } from '../refusal.js'
import { findFunction, isTest } from './functions.js'
import { isLiteral, quote, quoteName } from './literals.js'
import { neededBy, sameField } from './nulls.js'
import { countName } from './pipes.js'

/** How tightly what is around binds: parentheses go around whatever binds less. */
type Tightness = 'or' | 'and' | 'not'

export function printPredicate(predicate: Predicate, around: Tightness = 'or', guard = false): string {
  switch (predicate.kind) {
    case 'and':
      return printAnd(predicate.of, predicate, around)
    case 'or': {
      if (predicate.of.length === 0) return 'false'
      if (predicate.of.length === 1) return refuse('an "or" of one', predicate)
      const text = predicate.of.map((part) => printPredicate(part, 'and')).join(' or ')
      return around === 'or' ? text : `(${text})`
    }
    case 'not': {
      if (!guard && around !== 'not' && neededBy(predicate).length > 0)
        return refuse('a "not" that is true where a field is missing', predicate)
      return printNot(predicate.of)
    }
    case 'indicator':
      return predicate.implied ? refuse('a test that nothing implies', predicate) : printIndicator(predicate)
    case 'compare':
      return printComparison(predicate)
    case 'use':
      return refuse('a name for a condition', predicate)
    case 'opaque':
      return refuse('what could not be read', predicate)
    default:
      return predicate satisfies never
  }
}

function printAnd(of: readonly Predicate[], at: Predicate, around: Tightness): string {
  if (of.length === 0) return 'true'
  const implied = of.filter((part): part is Indicator => part.kind === 'indicator' && part.implied === true)
  const written = of.filter((part) => !(part.kind === 'indicator' && part.implied))
  const [only] = written
  if (implied.length > 0) {
    const needed = only?.kind === 'not' && written.length === 1 ? neededBy(only) : []
    const same =
      needed.length === implied.length &&
      needed.every((field, i) => sameField(field, implied[i]?.field ?? { ...field, written: '' }))
    if (!same || !only || around === 'not') return refuse('a test that nothing implies', at)
    return printPredicate(only, around, true)
  }
  if (of.length === 1) return refuse('an "and" of one', at)
  const text = of
    .map((part) => printPredicate(part, part.kind === 'and' && !isGuarded(part) ? 'not' : 'and'))
    .join(' and ')
  return around === 'not' ? `(${text})` : text
}

/** Whether an `and` is only there for what a `not` needs. */
const isGuarded = ({ of }: { readonly of: readonly Predicate[] }): boolean =>
  of.some((part) => part.kind === 'indicator' && part.implied)

/** `!=`, `== null` and `not in` where they say it; each is one `not`. */
function printNot(of: Predicate): string {
  if (of.kind === 'indicator' || of.kind === 'compare') {
    const left = of.kind === 'compare' ? operand(of.left) : of.field && subject(of.field, of)
    if (of.op === 'exists' && left) return `${left} == null`
    const text = printPredicate(of)
    for (const [plain, negated] of [
      [' == ', ' != '],
      [' in (', ' not in ('],
      [' in~ (', ' not in~ ('],
    ] as const)
      if (left && text.startsWith(left + plain)) return left + negated + text.slice(left.length + plain.length)
    return `not ${text}`
  }
  return `not ${printPredicate(of, 'not')}`
}

function printIndicator(indicator: Indicator): string {
  const { field, values, need, via } = indicator
  if (!field) return refuse('a keyword anywhere in an event', indicator)
  if (via.length > 0) return refuse('values that are transformed', indicator)
  if (need === 'every' && values.length > 1) return refuse('values that must all hold', indicator)
  return printTest(subject(field, indicator), { ...indicator, right: values })
}

function subject(field: Field, at: { readonly span: Span }): string {
  if (field.wild) return refuse('a field whose name is a pattern', at)
  const name = fieldName(field, at)
  if (field.part === undefined) return name
  return field.part === 'length' ? `length(${name})` : refuse(`the ${field.part} of a time`, at)
}

/** Of what stages make, EQL can only name a count. */
const fieldName = ({ written, made }: Pick<Field, 'written' | 'made'>, at: { readonly span: Span }): string =>
  made === undefined || written === countName ? quoteName(written) : refuse('a field that a stage has made', at)

function printComparison(comparison: Comparison): string {
  const { left, op, right, cased } = comparison
  const [only] = right
  const call = left.kind === 'call' ? left : undefined
  if (
    call &&
    op === 'eq' &&
    right.length === 1 &&
    only?.kind === 'boolean' &&
    only.value &&
    /^\w/.test(call.fn) &&
    isTest(call.fn)
  )
    return cased === !call.fn.endsWith('~') ? operand(call) : refuse('a call that is cased in part', comparison)
  const turns = isConstant(left) && right.length === 1 && only !== undefined && !isConstant(only)
  return printTest(operand(left), comparison, turns)
}

const isConstant = (expr: Expr): boolean => expr.kind !== 'call' && expr.kind !== 'field'

interface Test {
  readonly op: Operator
  readonly right: readonly Expr[]
  readonly cased: boolean
  readonly span: Span
}

const orderings = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const
const calls = { contains: 'stringContains', starts_with: 'startsWith', ends_with: 'endsWith' } as const

/** `left` against any one of what is right. `turns`: a comparator would be read the other way round, a list is not. */
function printTest(left: string, test: Test, turns = false): string {
  const { op, right, cased } = test
  const [first] = right
  const tilde = cased ? '' : '~'
  switch (op) {
    case 'exists':
      return right.length === 0 ? `${left} != null` : refuse('existence with values', test)
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      if (!first || right.length > 1) return refuse('an order against several values', test)
      return `${left} ${orderings[op]} ${operand(first)}`
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return printCall(`${calls[op]}${tilde}`, left, test)
    case 'cidr':
      return printCall('cidrMatch', left, test)
    case 'regex':
      return `${left} regex${tilde} ${printList(right, test)}`
    case 'eq':
      return printEqual(left, test, turns)
    default:
      return op satisfies never
  }
}

function printCall(name: string, left: string, test: Test): string {
  if (test.right.length === 0) return refuse('a test against nothing', test)
  return `${name}(${[left, ...test.right.map(printExpr)].join(', ')})`
}

function printEqual(left: string, test: Test, turns: boolean): string {
  const { right, cased } = test
  const [first] = right
  if (!first) return refuse('a test against nothing', test)
  if (right.some((one) => one.kind === 'pattern')) return refuse('a pattern as a value', test)
  const wild = right.some((one) => one.kind === 'text' && !isLiteral(one.parts))
  if (wild) return `${left} ${cased ? 'like' : ':'} ${printList(right, test)}`
  if (cased && right.length === 1 && !turns) return `${left} == ${operand(first)}`
  const plain = right.every((one) => one.kind === 'text' && !/[*?]/.test(one.parts.join('')))
  if (!cased && plain) return `${left} : ${printList(right, test)}`
  return `${left} in${cased ? '' : '~'} (${right.map(printExpr).join(', ')})`
}

/** Patterns, with or without wildcards: one by itself, several in parentheses. */
function printList(right: readonly Expr[], test: Test): string {
  const items = right.map((one) => {
    if (one.kind === 'text') return quote(printWild(one.parts, one))
    if (one.kind === 'number' || one.kind === 'boolean') return printExpr(one)
    if (one.kind !== 'pattern') return refuse('a field or call among patterns', one)
    const ignores = one.flags === 'i'
    if (!one.whole || (one.flags !== '' && !ignores) || ignores === test.cased)
      return refuse('a regular expression that may match in part, or with flags', one)
    return quote(one.written)
  })
  if (items.length === 0) return refuse('a test against nothing', test)
  return items.length === 1 ? (items[0] as string) : `(${items.join(', ')})`
}

function printWild(parts: readonly Part[], at: { readonly span: Span }): string {
  return parts
    .map((part) => {
      if (typeof part === 'string')
        return /[*?]/.test(part) ? refuse('a literal "*" or "?" beside wildcards', at) : part
      return 'wild' in part ? part.wild : refuse('a value with alternatives', at)
    })
    .join('')
}

// ---- expressions ----

const sums = ['+', '-']
const products = ['*', '/', '%']
const comparators = ['==', '!=', '<', '<=', '>', '>=']
const lookups = [':', 'in', 'in~', 'like', 'like~', 'regex', 'regex~']

/** As an operand of a test: what binds less than arithmetic is in parentheses. */
function operand(expr: Expr): string {
  const text = printExpr(expr)
  return expr.kind === 'call' && ['and', 'or', 'not', ...comparators, ...lookups].includes(expr.fn) ? `(${text})` : text
}

function printExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'text':
      return isLiteral(expr.parts) ? quote(expr.parts.join('')) : refuse('wildcards in a value', expr)
    case 'number':
      return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(expr.written) ? expr.written : String(expr.value)
    case 'boolean':
      return String(expr.value)
    case 'field':
      return fieldName(expr, expr)
    case 'pattern':
      return refuse('a pattern as a value', expr)
    case 'call':
      return printFn(expr.fn, expr.args, expr)
    default:
      return expr satisfies never
  }
}

function printFn(fn: string, args: readonly Expr[], at: { readonly span: Span }): string {
  const [left, ...right] = args
  if (fn === 'null' && !left) return 'null'
  if (fn.includes(' ')) return refuse(`"${fn}"`, at)
  if (!left) return `${fn}()`
  if (sums.includes(fn) || products.includes(fn)) return printMath(fn, args, at)
  if (fn === 'and' || fn === 'or')
    return args.map((arg) => (isLogic(arg) ? `(${printExpr(arg)})` : printExpr(arg))).join(` ${fn} `)
  if (fn === 'not') return `not ${isLogic(left) && left.fn !== 'not' ? `(${printExpr(left)})` : printExpr(left)}`
  if (comparators.includes(fn)) return `${operand(left)} ${fn} ${right.map(operand).join('')}`
  if (lookups.includes(fn)) return `${operand(left)} ${fn} (${right.map((one) => printBound(fn, one)).join(', ')})`
  const name = findFunction(fn)?.name ?? fn.replace(/~$/, '')
  return `${name}${fn.endsWith('~') ? '~' : ''}(${args.map(printExpr).join(', ')})`
}

const isLogic = (expr: Expr): expr is Extract<Expr, { kind: 'call' }> =>
  expr.kind === 'call' && ['and', 'or', 'not'].includes(expr.fn)

function printBound(fn: string, expr: Expr): string {
  if (fn.startsWith('in')) return printExpr(expr)
  if (expr.kind === 'pattern') return quote(expr.written)
  return expr.kind === 'text' ? quote(printWild(expr.parts, expr)) : printExpr(expr)
}

/** Signs bind tightest, then products, then sums; each binds from the left. */
function printMath(fn: string, args: readonly Expr[], at: { readonly span: Span }): string {
  const [left, right] = args
  if (!left || args.length > 2) return refuse('arithmetic of more than two', at)
  const inParens = (expr: Expr, looser: readonly string[]): string => {
    const loose = expr.kind === 'call' && expr.args.length === 2 && looser.includes(expr.fn)
    return loose ? `(${printExpr(expr)})` : operand(expr)
  }
  if (!right)
    return `${fn}${left.kind === 'number' && /^\d|^\./.test(left.written) ? `(${left.written})` : inParens(left, [...sums, ...products])}`
  const isSum = sums.includes(fn)
  return `${inParens(left, isSum ? [] : sums)} ${fn} ${inParens(right, isSum ? sums : [...sums, ...products])}`
}
