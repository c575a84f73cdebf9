/** Predicates as KQL. */
import type { Comparison, Expr, Indicator, Operator, Part, Predicate, Span } from '../../model/rule.js'
import { refuse } from '../refusal.js'
import { quote } from './literals.js'
import { operand, plainText, printExpr, printField, printValue } from './print-expression.js'

/** How tightly what is around binds: parentheses go around whatever binds less. */
type Tightness = 'or' | 'and' | 'not'

export function printPredicate(predicate: Predicate, around: Tightness = 'or'): string {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return printAll(predicate.kind, predicate.of, predicate, around)
    case 'not':
      return printNot(predicate.of)
    case 'indicator':
      return printIndicator(predicate, false)
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

function printAll(kind: 'and' | 'or', of: readonly Predicate[], at: Predicate, around: Tightness): string {
  if (of.length < 2) return refuse(`an "${kind}" of ${of.length === 0 ? 'nothing' : 'one'}`, at)
  const text = of
    .map((part) => printPredicate(part, part.kind === kind ? 'not' : kind === 'and' ? 'not' : 'and'))
    .join(` ${kind} `)
  return around === 'not' || (around === 'and' && kind === 'or') ? `(${text})` : text
}

const printNot = (of: Predicate): string => {
  const text = of.kind === 'indicator' ? printIndicator(of, true) : undefined
  return text ?? `not(${printPredicate(of)})`
}

/** Undefined for a `not` that no operator has in it. */
function printIndicator(indicator: Indicator, negated: true): string | undefined
function printIndicator(indicator: Indicator, negated: false): string
function printIndicator(indicator: Indicator, negated: boolean): string | undefined {
  const { field, values, op, implied } = indicator
  if (implied) return refuse('a test that nothing implies', indicator)
  const left = field ? printField(field) : '*'
  if (op === 'exists')
    return field ? `${negated ? 'isempty' : 'isnotempty'}(${left})` : refuse('a record with anything', indicator)
  if (values.length === 0) return refuse('a test against nothing', indicator)
  if (op === 'cidr') return negated ? undefined : printNetworks(left, indicator)
  const sign = signOf(indicator)
  const said = negated ? negations[sign] : sign
  return said === undefined ? undefined : `${left} ${said} ${printRight(indicator)}`
}

/** Operators that have their contrary. */
const negations: Readonly<Record<string, string>> = {
  '==': '!=',
  '=~': '!~',
  ...Object.fromEntries(
    ['in', 'in~', 'has', 'has_cs', 'contains', 'contains_cs', 'startswith', 'startswith_cs', 'endswith', 'endswith_cs']
      .concat(['hasprefix', 'hasprefix_cs', 'hassuffix', 'hassuffix_cs'])
      .map((sign) => [sign, `!${sign}`]),
  ),
  like: 'notlike',
  likecs: 'notlikecs',
}

const texts: Readonly<Partial<Record<Operator, readonly [plain: string, word: string]>>> = {
  contains: ['contains', 'has'],
  starts_with: ['startswith', 'hasprefix'],
  ends_with: ['endswith', 'hassuffix'],
}

const orders: Readonly<Partial<Record<Operator, string>>> = { lt: '<', le: '<=', gt: '>', ge: '>=' }

function signOf(indicator: Indicator): string {
  const { op, values, need, cased, via } = indicator
  const word = via.length === 1 && via[0] === 'word'
  if (via.length > 0 && !word) return refuse('values that are transformed', indicator)
  const several = values.length > 1
  const named = texts[op]
  if (named) {
    if (!several) return `${named[word ? 1 : 0]}${cased ? '_cs' : ''}`
    if (word && op === 'contains' && !cased) return need === 'every' ? 'has_all' : 'has_any'
    return refuse('several values of which a text holds one', indicator)
  }
  if (word) return refuse('a word that is compared otherwise', indicator)
  if (several && need === 'every') return refuse('values that must all hold', indicator)
  return several && op !== 'eq'
    ? refuse('several values that are not compared for being equal', indicator)
    : plainSign(indicator)
}

function plainSign({ op, values, cased, span }: Indicator): string {
  if (op === 'eq') {
    if (values.some((value) => value.kind === 'text' && value.parts.some((part) => typeof part !== 'string')))
      return values.length === 1 ? `like${cased ? 'cs' : ''}` : refuse('several values with wildcards', { span })
    if (values.some((value) => value.kind === 'text' && value.written === ''))
      return refuse('an empty text as a value', { span })
    return values.length > 1 ? `in${cased ? '' : '~'}` : cased ? '==' : '=~'
  }
  if (op === 'regex') return 'matches regex'
  return orders[op] ?? refuse(`"${op}"`, { span })
}

function printRight(indicator: Indicator): string {
  const { op, values, cased } = indicator
  const fields = values.filter(({ kind }) => kind === 'field').length
  if (fields > 0 && fields < values.length) return refuse('fields and values in one list', indicator)
  const printed = values.map((value) => {
    if (value.kind === 'pattern')
      return op === 'regex' && cased && value.flags === '' && !value.whole
        ? quote(value.written)
        : refuse('a regular expression with flags, or one that has to match the whole', value)
    if (op === 'regex') return refuse('a regular expression that is none', value)
    const wild = value.kind === 'text' && value.parts.some((part) => typeof part !== 'string')
    if (wild && op !== 'eq') return refuse('wildcards in a part of a text', value)
    return wild ? quote(printLike(value.parts, value)) : printValue(value)
  })
  return printed.length === 1 ? (printed[0] ?? '') : `(${printed.join(', ')})`
}

function printLike(parts: readonly Part[], at: { readonly span: Span }): string {
  return parts
    .map((part) => {
      if (typeof part === 'string')
        return /[%_]/.test(part) ? refuse('a literal "%" or "_" beside wildcards', at) : part
      if ('wild' in part) return part.wild === '*' ? '%' : '_'
      return refuse('placeholder' in part ? 'a parameter as a value' : 'a value with alternatives', at)
    })
    .join('')
}

function printNetworks(left: string, indicator: Indicator): string {
  const { values } = indicator
  const networks = values.map((value) =>
    value.kind === 'text' ? plainText(value, value.parts) : refuse('a network that is no text', value),
  )
  const version = networks.some((network) => network.includes(':')) ? 'ipv6' : 'ipv4'
  const fn = networks.length > 1 ? 'is_in_any_range' : 'is_in_range'
  return `${version}_${fn}(${[left, ...networks.map(quote)].join(', ')})`
}

// ---- comparisons ----

function printComparison(comparison: Comparison): string {
  const { left, op, right, cased } = comparison
  if (op === 'exists') return `isnotempty(${printExpr(left)})`
  const [only, ...more] = right
  if (!only) return refuse('a test against nothing', comparison)
  if (op === 'eq' && cased && isTrue(only) && more.length === 0 && left.kind === 'call') return printExpr(left)
  const sign = op === 'eq' && more.length > 0 ? `in${cased ? '' : '~'}` : signOfComparison(comparison)
  const list = sign.startsWith('in')
  if (more.length > 0 && !list) return refuse('several computed values', comparison)
  return `${operand(left)} ${sign} ${list ? `(${right.map(printExpr).join(', ')})` : operand(only)}`
}

const isTrue = (expr: Expr): boolean => expr.kind === 'boolean' && expr.value

function signOfComparison({ op, cased, span }: Comparison): string {
  if (op === 'eq') return cased ? '==' : '=~'
  if (op === 'regex') return 'matches regex'
  const named = texts[op]
  return named ? `${named[0]}${cased ? '_cs' : ''}` : (orders[op] ?? refuse(`"${op}" of what is computed`, { span }))
}
