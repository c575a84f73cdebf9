/** Literals and lists that are written out, or stand behind a name, as the model's values. */
import type { Num, Text, Value } from '../../model/rule.js'
import { numberOf, textOf } from './literals.js'
import type { Context } from './query.js'
import { nameOf, resolved } from './resolve.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'

/** A text, a number or a boolean; times are computed, and null is no value. */
export function literal(node: KqlNode, context: Context): Value | undefined {
  const { node: at, context: there, binding } = resolved(node, context)
  const span = context.query.place(at)
  if (binding) return binding.kind === 'open' ? placeholder(at, context) : undefined
  switch (at.kind) {
    case 'NameReference':
      return there.scope.value(nameOf(at) ?? '')
    case 'StringLiteralExpression':
    case 'CompoundStringLiteralExpression':
      return plainText(textIn(at), at, context)
    case 'GuidLiteralExpression':
      return plainText(/^guid\s*\(\s*["']?(.*?)["']?\s*\)$/is.exec(at.text ?? '')?.[1] ?? at.text ?? '', at, context)
    case 'LongLiteralExpression':
    case 'IntLiteralExpression':
    case 'RealLiteralExpression':
    case 'DecimalLiteralExpression':
      return number(at, at, '', context)
    case 'BooleanLiteralExpression': {
      const value = /true/i.test(at.text ?? '')
      return /null/i.test(at.text ?? '') ? undefined : { kind: 'boolean', span, value, written: at.text ?? '' }
    }
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression':
      return signed(at, there)
    case 'DynamicExpression': {
      const inner = part(at, 'Expression')
      return inner && literal(inner, there)
    }
    case 'FunctionCallExpression':
      return folded(at, there)
    default:
      return undefined
  }
}

const plainText = (text: string, node: KqlNode, { query }: Context): Text => ({
  kind: 'text',
  span: query.place(node),
  parts: [text],
  written: text,
})

const placeholder = (node: KqlNode, { query }: Context): Text => {
  const name = nameOf(node) ?? ''
  return { kind: 'text', span: query.place(node), parts: [{ placeholder: name }], written: name }
}

/** Texts that stand side by side are one. */
const textIn = (node: KqlNode): string =>
  node.text === undefined
    ? items(node, 'Tokens')
        .map(({ text }) => textOf(text ?? ''))
        .join('')
    : textOf(node.text)

function number(token: KqlNode, whole: KqlNode, sign: string, { query }: Context): Num | undefined {
  const value = numberOf(token.text ?? '')
  if (value === undefined) return undefined
  return { kind: 'number', span: query.place(whole), value: sign ? -value : value, written: sign + (token.text ?? '') }
}

function signed(node: KqlNode, context: Context): Num | undefined {
  const inner = part(node, 'Expression')
  const sign = node.kind === 'UnaryMinusExpression' ? '-' : ''
  return inner && /^(?:Long|Int|Real|Decimal)LiteralExpression$/.test(inner.kind)
    ? number(inner, node, sign, context)
    : undefined
}

/** Functions that only write a value in another way. */
function folded(node: KqlNode, context: Context): Text | Num | undefined {
  const fn = nameOf(part(node, 'Name')) ?? ''
  const args = argumentsOf(node)
  if (args.length === 0 || (fn !== 'strcat' && args.length > 1)) return undefined
  if (/^to(?:int|long|real|double|decimal)$/.test(fn)) return asNumber(node, args[0], context)
  if (fn !== 'strcat' && fn !== 'tolower' && fn !== 'toupper') return undefined
  const texts = context.query.nest(
    node,
    () => args.map((arg) => literal(arg, context)),
    () => [undefined],
  )
  let text = ''
  for (const one of texts) {
    if (one?.kind !== 'text' || one.parts.some((piece) => typeof piece !== 'string')) return undefined
    text += one.parts.join('')
  }
  return plainText(fn === 'tolower' ? text.toLowerCase() : fn === 'toupper' ? text.toUpperCase() : text, node, context)
}

/** `toint(5)`. */
function asNumber(node: KqlNode, of: KqlNode | undefined, context: Context): Num | undefined {
  const value =
    of &&
    context.query.nest(
      node,
      () => literal(of, context),
      () => undefined,
    )
  return value?.kind === 'number' ? { ...value, span: context.query.place(node) } : undefined
}

export const argumentsOf = (call: KqlNode): readonly KqlNode[] =>
  items(part(call, 'ArgumentList') ?? call, 'Expressions')

/** The elements of a list that is written out; undefined when it is none. */
export function listed(node: KqlNode, context: Context): readonly Value[] | undefined {
  const { node: at, context: there, binding } = resolved(node, context)
  if (binding) return undefined
  switch (at.kind) {
    case 'DynamicExpression': {
      const inner = part(at, 'Expression')
      return inner?.kind === 'JsonArrayExpression' ? all(items(inner, 'Values'), there) : undefined
    }
    case 'DataTableExpression':
      return items(part(at, 'Schema') ?? at, 'Columns').length === 1 ? all(items(at, 'Values'), there) : undefined
    case 'MaterializeExpression': {
      const inner = part(at, 'Expression')
      return inner && listed(inner, there)
    }
    case 'FunctionCallExpression':
      return madeList(at, there)
    default:
      return undefined
  }
}

function madeList(node: KqlNode, context: Context): readonly Value[] | undefined {
  const args = argumentsOf(node)
  switch (nameOf(part(node, 'Name'))) {
    case 'pack_array':
      return all(args, context)
    case 'array_concat':
    case 'set_union':
      return concatenated(node, args, context)
    case 'materialize':
      return args[0] && listed(args[0], context)
    default:
      return undefined
  }
}

const concatenated = (node: KqlNode, args: readonly KqlNode[], context: Context): readonly Value[] | undefined =>
  context.query.nest(
    node,
    () => {
      const lists = args.map((arg) => listed(arg, context))
      return lists.every((list) => list !== undefined) ? lists.flat() : undefined
    },
    () => undefined,
  )

function all(nodes: readonly KqlNode[], context: Context): readonly Value[] | undefined {
  const values: Value[] = []
  for (const node of nodes) {
    const value = literal(node, context)
    if (!value) return undefined
    values.push(value)
  }
  return values
}
