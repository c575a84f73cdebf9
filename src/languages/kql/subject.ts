/**
 * What a test is about, when that is one field: the field itself, as another type, in one case, its length, or a part of
 * the JSON in it; also under the name of a column that is nothing but that. Columns of that kind are seen through: a
 * test of `p` after `extend p = tolower(FileName)` is a test of `FileName` that ignores case.
 */
import type { Field, StageId } from '../../model/rule.js'
import { textOf } from './literals.js'
import type { Context } from './query.js'
import { nameOf, resolved } from './resolve.js'
import type { Alias, Fold } from './scope.js'
import type { KqlNode } from './tree.js'
import { part } from './tree.js'
import { argumentsOf, literal } from './value.js'

export interface Subject {
  readonly field: Field
  readonly fold?: Fold
}

/** Functions that change a value's type and not what it is compared with here. */
const retyped = new Set(
  (
    'tostring toint tolong todouble toreal todecimal tobool toboolean toguid todynamic toobject parse_json parsejson ' +
    'dynamic_to_json'
  ).split(' '),
)

/** Undefined when the node is no plain function of one field. */
export function subject(node: KqlNode, context: Context): Subject | undefined {
  const seen = see(node, context)
  if (!seen) return undefined
  const { at, part: number, fold, made, written } = seen
  return {
    field: { span: context.query.place(at), written, ...(number ? { part: number } : {}), ...madeBy(made) },
    ...(fold ? { fold } : {}),
  }
}

/** How a column that holds `node` can be seen through. */
export function aliasFor(node: KqlNode, context: Context): Alias | undefined {
  const seen = see(node, context)
  if (!seen) return undefined
  const { at: _, ...alias } = seen
  return alias
}

/** The column as it is called here, with the stage that made it; a path into it too. */
export function fieldAt(node: KqlNode, context: Context): Field | undefined {
  const { node: at, context: there, binding } = resolved(node, context)
  const name = at.kind === 'NameReference' && !binding ? nameOf(at) : undefined
  if (name !== undefined) return named(name, at, there)
  const seen = isPath(at) ? see(at, there) : undefined
  return seen && { span: context.query.place(at), written: seen.written, ...madeBy(seen.made) }
}

const named = (written: string, at: KqlNode, { query, scope }: Context): Field => ({
  span: query.place(at),
  written,
  ...madeBy(scope.maker(written)),
})

const madeBy = (made: StageId | undefined): { made?: StageId } => (made === undefined ? {} : { made })

type Seen = Alias & { readonly at: KqlNode }

const isPath = ({ kind }: KqlNode): boolean => kind === 'PathExpression' || kind === 'ElementExpression'

const see = (node: KqlNode, context: Context): Seen | undefined =>
  context.query.nest(
    node,
    () => look(node, context),
    () => undefined,
  )

function look(node: KqlNode, context: Context): Seen | undefined {
  const { node: at, context: there, binding } = resolved(node, context)
  if (binding) return undefined
  switch (at.kind) {
    case 'NameReference': {
      const name = nameOf(at)
      return name === undefined || isStar(at) ? undefined : seeName(name, at, there)
    }
    case 'PathExpression':
    case 'ElementExpression':
      return seePath(at, there)
    case 'FunctionCallExpression':
      return seeCall(at, there)
    default:
      return undefined
  }
}

const isStar = ({ children }: KqlNode): boolean => children.some(({ kind }) => kind === 'WildcardedName')

function seeName(name: string, at: KqlNode, { scope }: Context): Seen | undefined {
  if (name === 'null') return undefined
  return { at, ...(scope.alias(name) ?? { written: name, ...madeBy(scope.maker(name)) }) }
}

/** `a.b`, `a["b"]`, `a[0]`; not where the place in it is computed. */
function seePath(node: KqlNode, context: Context): Seen | undefined {
  const base = part(node, 'Expression')
  const step = stepOf(part(node, 'Selector'), context)
  const seen = step === undefined || !base ? undefined : see(base, context)
  if (!seen || seen.fold || seen.part) return undefined
  return { ...seen, at: node, written: seen.written + step }
}

function stepOf(selector: KqlNode | undefined, context: Context): string | undefined {
  if (selector?.kind === 'NameReference' || selector?.kind === 'BracketedName') {
    const name = nameOf(selector)
    return name === undefined ? undefined : `.${name}`
  }
  const index = selector?.kind === 'BracketedExpression' ? part(selector, 'Expression') : undefined
  if (index?.kind === 'StringLiteralExpression') return `.${textOf(index.text ?? '')}`
  const value = index && literal(index, context)
  if (value?.kind === 'number') return `[${value.value}]`
  return value?.kind === 'text' && typeof value.parts[0] === 'string' ? `.${value.parts[0]}` : undefined
}

function seeCall(node: KqlNode, context: Context): Seen | undefined {
  const fn = nameOf(part(node, 'Name')) ?? ''
  const [first, second, ...more] = argumentsOf(node)
  if (!first || more.length > 0) return undefined
  if (fn === 'column_ifexists' || fn === 'columnifexists') return optionalColumn(first, node, context)
  if (fn === 'coalesce') return second && isEmptyText(second, context) ? see(first, context) : undefined
  if (second) return undefined
  if (retyped.has(fn)) return see(first, context)
  if (fn !== 'tolower' && fn !== 'toupper' && fn !== 'strlen') return undefined
  const seen = see(first, context)
  if (!seen || seen.part) return undefined
  if (fn !== 'strlen') return { ...seen, fold: fn }
  const { fold: _, ...unfolded } = seen
  return { ...unfolded, part: 'length' }
}

/** `column_ifexists("a", …)`. */
function optionalColumn(node: KqlNode, call: KqlNode, context: Context): Seen | undefined {
  const name = literal(node, context)
  const [text] = name?.kind === 'text' ? name.parts : []
  return typeof text === 'string' ? seeName(text, call, context) : undefined
}

function isEmptyText(node: KqlNode, context: Context): boolean {
  const value = literal(node, context)
  return value?.kind === 'text' && value.parts.join('') === ''
}
