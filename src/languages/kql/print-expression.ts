/** Fields, values and computations as KQL. What KQL cannot say, or would understand as something else, is refused. */
import type { Call, Expr, Field, Span, Value } from '../../model/rule.js'
import { refuse } from '../refusal.js'
import { millisOf, quote, quoteName } from './literals.js'
import { testOf } from './tests.js'

/** A column, a path into it, or the length of what it holds. */
export function printField(field: Field): string {
  if (field.wild) return refuse('a test of fields by a pattern of names', field)
  if (field.part === undefined) return printName(field.written)
  return field.part === 'length' ? `strlen(${printName(field.written)})` : refuse(`the ${field.part} of a time`, field)
}

/** `a.b[0]["c d"]`; a name of another form stands in brackets as it is. */
export function printName(written: string): string {
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[-?\d+\])*$/.test(written)) return `[${quote(written)}]`
  const [first = '', ...steps] = written.match(/^[^.[]+|\.[^.[]+|\[-?\d+\]/g) ?? []
  return quoteName(first) + steps.map(printStep).join('')
}

const printStep = (step: string): string => {
  if (step.startsWith('[')) return step
  const name = step.slice(1)
  return quoteName(name) === name ? step : `[${quote(name)}]`
}

/** A literal, or the name of another column. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'text':
      return quote(plainText(value, value.parts))
    case 'number':
      return value.value < 0
        ? `-${-value.value}`
        : String(value.value) === value.written
          ? value.written
          : printNumber(value)
    case 'boolean':
      return /^(?:true|false)$/i.test(value.written) ? value.written : `bool(${value.value})`
    case 'pattern':
      return refuse('a pattern as a value', value)
    case 'field':
      return printName(value.written)
    default:
      return value satisfies never
  }
}

const printNumber = (value: Extract<Value, { kind: 'number' }>): string =>
  /^(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\w+\(.*\))$/i.test(value.written) ? value.written : String(value.value)

export function plainText(at: { readonly span: Span }, parts: readonly (string | object)[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : refuse('a value with alternatives', at))).join('')
}

export function printExpr(expr: Expr): string {
  if (expr.kind === 'pattern') return quote(expr.written)
  return expr.kind === 'call' ? printCall(expr) : printValue(expr)
}

/** As an operand: what has operands itself is in parentheses. */
export function operand(expr: Expr): string {
  const text = printExpr(expr)
  return expr.kind === 'call' && isInfix(expr) ? `(${text})` : text
}

const isInfix = ({ fn, args }: Call): boolean =>
  /^(?:and|or|[-+*/%]|[=!<>]=|[<>]|=~|!~|!?between)$/.test(fn) || (testOf(fn) !== undefined && args.length > 1)

function printCall(call: Call): string {
  const { fn, args } = call
  const [first, second] = args
  switch (fn) {
    case 'timespan':
    case 'datetime':
      return printTime(call)
    case '.':
      return first && second ? `${operand(first)}[${printExpr(second)}]` : refuse('a path without a step', call)
    case 'list':
      return `(${args.map(printExpr).join(', ')})`
    case 'dynamic':
      return `dynamic([${args.map(printExpr).join(', ')}])`
    case 'null':
      return 'dynamic(null)'
    case 'table':
    case 'toscalar':
      return refuse('a value taken from rows of a table', call)
    case 'unread':
      return refuse('what could not be read', call)
    default:
      return isInfix(call) ? printInfix(call) : printFunction(call)
  }
}

function printTime({ fn, args, span }: Call): string {
  const [first] = args
  const text = first?.kind === 'text' ? plainText({ span }, first.parts) : ''
  return fn === 'timespan' && /^\d/.test(text) && millisOf(text) !== undefined ? text : `${fn}(${text})`
}

function printInfix({ fn, args, span }: Call): string {
  const [left, right, ...more] = args
  if (!left) return refuse(`"${fn}" of nothing`, { span })
  if (!right) return `${fn}${operand(left)}`
  if (/^!?between$/.test(fn)) {
    const [low, high] = right.kind === 'call' ? right.args : []
    return low && high
      ? `${operand(left)} ${fn} (${operand(low)} .. ${operand(high)})`
      : refuse(`"${fn}" of one`, { span })
  }
  if (testOf(fn)?.test.list) return `${operand(left)} ${fn} (${args.slice(1).map(printExpr).join(', ')})`
  return more.length > 0 ? refuse(`"${fn}" of more than two`, { span }) : `${operand(left)} ${fn} ${operand(right)}`
}

function printFunction(call: Call): string {
  const { fn, args } = call
  if (!/^\w+$/.test(fn) || /^(?:parse|find|search|print|range)$/.test(fn)) return refuse(`"${fn}"`, call)
  return `${fn}(${args.map(printExpr).join(', ')})`
}
