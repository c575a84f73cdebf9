/** Predicates and computations in the language of `where`, which knows null: a `not` brings its existence tests along. */
import type { Comparison, Expr, Field, Indicator, Operator, Part, Predicate, Value } from '../../model/rule.js'
import { refuse } from '../refusal.js'
import { unequalIn } from './print-search.js'

type Around = 'or' | 'and' | 'not'

export function printWhere(predicate: Predicate, around: Around = 'or'): string {
  switch (predicate.kind) {
    case 'and': {
      const unequal = unequalIn(predicate.of)
      if (unequal) return `NOT ${printTest(unequal, 'not')}`
      if (predicate.of.length < 2) return refuse('an "and" of fewer than two', predicate)
      const text = predicate.of
        .map((part) => printWhere(part, part.kind === 'and' && !unequalIn(part.of) ? 'not' : 'and'))
        .join(' AND ')
      return around === 'not' ? `(${text})` : text
    }
    case 'or': {
      if (predicate.of.length < 2) return refuse('an "or" of fewer than two', predicate)
      const text = predicate.of.map((part) => printWhere(part, part.kind === 'or' ? 'not' : 'and')).join(' OR ')
      return around === 'or' ? text : `(${text})`
    }
    case 'not': {
      const { of } = predicate
      if (of.kind === 'indicator' && of.op === 'exists' && of.field) return `isnull(${printField(of.field, of)})`
      return refuse('a "not" that is true where a field is missing', predicate)
    }
    case 'indicator':
      return predicate.implied ? refuse('a test that nothing implies', predicate) : printTest(predicate, around)
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

const signs: Partial<Record<Operator, string>> = { eq: '==', lt: '<', le: '<=', gt: '>', ge: '>=' }

function printTest(indicator: Indicator, around: Around): string {
  const { field, op, values, need, via, cased } = indicator
  if (!field) return refuse('a term anywhere in a record', indicator)
  if (via.length > 0) return refuse('values that are transformed', indicator)
  if (need === 'every' && values.length > 1) return refuse('values that must all hold', indicator)
  if (op === 'exists') return `isnotnull(${printField(field, indicator)})`
  if (cased === (op === 'cidr')) return refuse('a comparison that does not mind case', indicator)
  const name = printField(field, indicator)
  const [value] = values
  if (!value) return refuse('a test without a value', indicator)
  if (values.length > 1) return printList(name, indicator)
  if (value.kind === 'pattern') return printMatch(name, value, indicator)
  if (op === 'cidr') return `cidrmatch(${printValue(value, indicator)}, ${name})`
  if (op === 'eq' && value.kind === 'text' && value.parts.some((part) => typeof part !== 'string'))
    return `like(${name}, ${quoted(value.parts.map((part) => likePiece(part, indicator)).join(''))})`
  const sign = signs[op]
  if (!sign) return refuse(`the operator "${op}"`, indicator)
  const text = `${name}${sign}${printValue(value, indicator)}`
  return around === 'not' && value.kind === 'field' ? `(${text})` : text
}

function printList(name: string, indicator: Indicator): string {
  const { op, values } = indicator
  if (op !== 'eq') return refuse(`several values of "${op}"`, indicator)
  return `${name} IN (${values.map((value) => printValue(value, indicator)).join(', ')})`
}

const printMatch = (
  name: string,
  { written, flags, whole }: Extract<Value, { kind: 'pattern' }>,
  at: Indicator,
): string =>
  flags === '' && !whole && at.op === 'regex'
    ? `match(${name}, ${quoted(written)})`
    : refuse('a pattern of another dialect', at)

function likePiece(part: Part, at: Indicator): string {
  if (typeof part === 'string') return part.replace(/[%_]/g, '\\$&')
  if ('wild' in part) return part.wild === '*' ? '%' : '_'
  return refuse('a hole in a text', at)
}

function printField(field: Field, at: { readonly span: Field['span'] }): string {
  if (field.wild) return refuse('a field whose name is a pattern', at)
  const name = printName(field.written, at)
  if (field.part === undefined) return name
  return field.part === 'length' ? `len(${name})` : refuse(`the ${field.part} of a time`, at)
}

const words = /^(?:and|or|xor|not|in|like|as|by|null)$/i

function printName(written: string, at: { readonly span: Field['span'] }): string {
  if (/^[A-Za-z_]\w*$/.test(written) && !words.test(written)) return written
  return written.includes("'") || written === '' ? refuse('a name with a quote in it', at) : `'${written}'`
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

function printValue(value: Value, at: { readonly span: Field['span'] }): string {
  switch (value.kind) {
    case 'number':
      return /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value.written) && Number(value.written) === value.value
        ? value.written
        : refuse('a number that is none', at)
    case 'boolean':
      return `${value.value}()`
    case 'text': {
      const [part, another] = value.parts
      return typeof part === 'string' && another === undefined ? quoted(part) : refuse('a hole in a text', at)
    }
    case 'field':
      return printName(value.written, at)
    case 'pattern':
      return refuse('a pattern here', at)
    default:
      return value satisfies never
  }
}

const operators = /^(?:and|or|xor|==|!=|<|<=|>|>=|[-+*/%.])$/

function printExpr(expr: Expr): string {
  if (expr.kind !== 'call') return printValue(expr, expr)
  const { fn, args } = expr
  const parts = args.map(printExpr)
  const [first = '', second = ''] = parts
  if (fn === 'is null' || fn === 'is not null') return `${fn === 'is null' ? 'isnull' : 'isnotnull'}(${first})`
  if (fn === 'in') return `(${first} IN (${parts.slice(1).join(', ')}))`
  if (fn === 'not') return `(NOT ${first})`
  if (fn === 'neg') return `(-${first})`
  if (operators.test(fn)) return `(${parts.join(/^[a-z]/.test(fn) ? ` ${fn.toUpperCase()} ` : ` ${fn} `)})`
  if (!/^[a-z_]\w*$/.test(fn) || fn === 'unread') return refuse('what could not be read', expr)
  return second === '' && first === '' ? `${fn}()` : `${fn}(${parts.join(', ')})`
}

function printComparison(comparison: Comparison): string {
  const { left, op, right } = comparison
  const text = printExpr(left)
  if (op === 'exists') return `isnotnull(${text})`
  const [only] = right
  if (op === 'eq' && right.length > 1) return `${text} IN (${right.map(printExpr).join(', ')})`
  // What is true by itself has a `true` that nobody wrote.
  if (op === 'eq' && only?.kind === 'boolean' && only.value && only.span.from === only.span.to) return text
  const sign = signs[op]
  return sign && only ? `${text} ${sign} ${printExpr(only)}` : refuse(`the operator "${op}"`, comparison)
}
