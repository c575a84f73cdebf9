/** What a column is called that has no name in the query, as Kusto calls it. */
import type { Context } from './query.js'
import { nameOf } from './resolve.js'
import type { KqlNode } from './tree.js'
import { part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** Functions whose result is called as their first argument. */
const firstArgument = new Set(
  (
    'split tostring tohex todynamic toobject tolong toint toreal todouble todatetime totimespan totime tobool toboolean ' +
    'todecimal toguid parse_csv parsejson parse_json parse_xml format_datetime format_timespan startofday bin floor ' +
    'bin_at bin_auto round ceiling pow sqrt log log2 log10 exp exp2 exp10 abs format_bytes make_datetime make_timespan ' +
    'take_any take_anyif arg_max arg_min passthrough binary_all_or binary_all_and binary_all_xor'
  ).split(' '),
)

/** Functions whose result is called as their first argument, after a word of their own. */
const prefixes: Readonly<Record<string, string>> = {
  strlen: 'strlen',
  string_size: 'string_size',
  gettype: 'type',
  makelist: 'list',
  make_list: 'list',
  make_list_if: 'list',
  make_list_with_nulls: 'list',
  makeset: 'set',
  make_set: 'set',
  make_set_if: 'set',
  make_bag: 'bag',
  make_bag_if: 'bag',
  make_dictionary: 'dictionary',
  buildschema: 'schema',
  argmin: 'min',
  argmax: 'max',
}

/** Aggregates that are called by their own name. */
const ownName =
  /^(?:sum|sumif|count|countif|cnt|dcount|dcountif|tdigest|hll|hll_if|min|minif|max|maxif|avg|avgif|stdevp?|stdevif|variancep?|varianceif|variancepif|covariance\w*|any|anyif|count_distinct|count_distinctif|percentile)$/

/** Undefined when it is `Column1` or the like, a name that depends on how many stand before it. */
export function autoName(node: KqlNode, context: Context): string | undefined {
  switch (node.kind) {
    case 'NameReference':
      return nameOf(node)
    case 'ParenthesizedExpression': {
      const inner = part(node, 'Expression')
      return inner && autoName(inner, context)
    }
    case 'PathExpression':
    case 'ElementExpression':
      return pathName(node, context)
    case 'FunctionCallExpression':
      return callName(node, context)
    default:
      return undefined
  }
}

/** `a_b_0` of `a.b[0]`. */
function pathName(node: KqlNode, context: Context): string | undefined {
  const base = part(node, 'Expression')
  const selector = part(node, 'Selector')
  const name =
    base &&
    context.query.nest(
      node,
      () => autoName(base, context),
      () => undefined,
    )
  const index = selector && part(selector, 'Expression')
  const value = index && literal(index, context)
  const step = value?.kind === 'text' || value?.kind === 'number' ? value.written : selector && nameOf(selector)
  return name !== undefined && step !== undefined ? `${name}_${step}` : undefined
}

function callName(node: KqlNode, context: Context): string | undefined {
  const fn = nameOf(part(node, 'Name')) ?? ''
  const [first, second] = argumentsOf(node)
  const inner =
    first &&
    context.query.nest(
      node,
      () => autoName(first, context),
      () => undefined,
    )
  if (fn === 'column_ifexists' || fn === 'columnifexists') {
    const name = first && literal(first, context)
    return name?.kind === 'text' ? name.written : undefined
  }
  if (firstArgument.has(fn)) return inner
  if (fn === 'count' || fn === 'countif') return `${fn}_`
  const prefix = Object.hasOwn(prefixes, fn) ? prefixes[fn] : ownName.test(fn) ? fn : undefined
  if (prefix === undefined) return undefined
  const share = fn === 'percentile' && second ? literal(second, context) : undefined
  return `${prefix}_${inner ?? ''}${share?.kind === 'number' ? `_${share.written}` : ''}`
}
