/**
 * What a test is about, when that is one field: the field itself, in one case, as another type, its length, or a part of
 * a time; also under the name of a column that is nothing but that. Columns of that kind are seen through: a test of `p`
 * after `eval p = to_lower(process.name)` is a test of `process.name` that ignores case.
 */
import type { Field, FieldPart } from '../../model/rule.js'
import type { Alias, Fold } from './scope.js'
import type { Apply, Node } from './syntax.js'
import { contentOf } from './text.js'
import type { Context } from './value.js'
import { fieldAt } from './value.js'

export interface Subject {
  readonly field: Field
  readonly fold?: Fold
}

/** Functions that change a value's type and not what it is compared with here. */
const retyped = new Set([
  'to_string',
  'to_str',
  'to_keyword',
  'to_text',
  'to_ip',
  'to_double',
  'to_dbl',
  'to_integer',
  'to_int',
  'to_long',
  'to_unsigned_long',
  'to_ulong',
  'to_ul',
  'to_boolean',
  'to_bool',
])

/** Chronological fields of `date_extract`. */
const timeParts: Readonly<Record<string, FieldPart>> = {
  minute_of_hour: 'minute',
  hour_of_day: 'hour',
  day_of_month: 'day',
  aligned_week_of_year: 'week',
  month_of_year: 'month',
  year: 'year',
}

/** Undefined when the node is no plain function of one field. */
export function subject(node: Node, context: Context): Subject | undefined {
  const seen = see(node, context)
  if (!seen) return undefined
  const { name, part, fold, made, written } = seen
  const { span } = fieldAt(name, context)
  return {
    field: { span, written, ...(part ? { part } : {}), ...(made === undefined ? {} : { made }) },
    ...(fold ? { fold } : {}),
  }
}

/** How a column that holds `node` can be seen through. */
export function aliasFor(node: Node, context: Context): Alias | undefined {
  const seen = see(node, context)
  if (!seen) return undefined
  const { name: _, ...alias } = seen
  return alias
}

type Seen = Alias & { readonly name: Extract<Node, { kind: 'name' }> }

function see(node: Node, context: Context): Seen | undefined {
  if (node.kind === 'name') {
    const { scope } = context
    const made = scope.maker(node.written)
    const alias = scope.alias(node.written) ?? { written: node.written, ...(made === undefined ? {} : { made }) }
    return { ...alias, name: node }
  }
  return node.kind === 'apply' ? seeCall(node, context) : undefined
}

function seeCall({ fn, args }: Apply, context: Context): Seen | undefined {
  const [first, second] = args
  if (!first) return undefined
  if (fn === 'date_extract') return second && args.length === 2 ? timePart(first, second, context) : undefined
  if (fn === '::')
    return second?.kind === 'name' && retyped.has(`to_${second.written}`) ? see(first, context) : undefined
  if (args.length !== 1) return undefined
  if (retyped.has(fn)) return see(first, context)
  if (fn !== 'to_lower' && fn !== 'to_upper' && fn !== 'length') return undefined
  const seen = see(first, context)
  if (!seen || seen.part) return undefined
  if (fn !== 'length') return { ...seen, fold: fn }
  const { fold: _, ...unfolded } = seen
  return { ...unfolded, part: 'length' }
}

function timePart(what: Node, of: Node, context: Context): Seen | undefined {
  if (what.kind !== 'string') return undefined
  const part = timeParts[contentOf(what.token, context.source).text.toLowerCase()]
  const seen = part ? see(of, context) : undefined
  return seen && part && !seen.part ? { ...seen, part } : undefined
}
