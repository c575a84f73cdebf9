/** Names given with `let`, and calls of functions given so, to what they stand for. */

import { textOf } from './literals.js'
import type { Binding, Env } from './names.js'
import { bind, lookup } from './names.js'
import type { Context } from './query.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'

/** The name that a reference or a declaration has, quoting undone; undefined where it is missing. */
export function nameOf(node: KqlNode | undefined): string | undefined {
  if (!node) return undefined
  if (node.text !== undefined) return node.kind === 'StringLiteralExpression' ? textOf(node.text) : node.text
  const inner = part(node, 'Name')
  return inner && nameOf(inner)
}

/** `T*`: any column or table whose name fits. */
export const isWild = (node: KqlNode): boolean => node.children.some(({ kind }) => kind === 'WildcardedName')

export interface Resolved {
  readonly node: KqlNode
  readonly context: Context
  /** What the name stands for when that is nothing written as an expression. */
  readonly binding?: Binding
}

/** Functions may call functions; more steps than this lead nowhere. */
const mostSteps = 500

/** What stands behind parentheses, names and calls of the query's own functions. A column hides a name. */
export function resolved(node: KqlNode, context: Context): Resolved {
  let at: Resolved = { node, context }
  for (let step = 0; step < mostSteps; step++) {
    const next = behind(at)
    if (!next) return at
    if (next.binding) return next
    at = next
  }
  return at
}

function behind({ node, context }: Resolved): Resolved | undefined {
  switch (node.kind) {
    case 'ParenthesizedExpression': {
      const inner = part(node, 'Expression')
      return inner && { node: inner, context }
    }
    case 'NameReference': {
      const binding = bindingOf(node, context)
      if (binding?.kind !== 'value') return binding && { node, context, binding }
      return { node: binding.node, context: { ...context, env: binding.env } }
    }
    case 'FunctionCallExpression':
      return inlined(node, context)
    default:
      return undefined
  }
}

function bindingOf(node: KqlNode, { scope, env, query }: Context): Binding | undefined {
  const name = nameOf(node)
  if (name === undefined || scope.has(name)) return undefined
  const binding = lookup(name, env)
  if (binding) query.used.add(binding)
  return binding
}

/** The function of the query's own that is called, if it is one; one without parameters, by its name alone. */
export function calledFunction(node: KqlNode, context: Context): Extract<Binding, { kind: 'function' }> | undefined {
  const name = nameOf(node.kind === 'NameReference' ? node : part(node, 'Name'))
  const binding = name === undefined ? undefined : lookup(name, context.env)
  if (binding) context.query.used.add(binding)
  return binding?.kind === 'function' ? binding : undefined
}

/**
 * The body of the function that is called, its parameters standing for the arguments. `piped` is what stands for the
 * first parameter when the function is called after a pipe. Undefined when an argument is missing.
 */
export function inlined(node: KqlNode, context: Context, piped?: Binding): Resolved | undefined {
  const called = calledFunction(node, context)
  const body = called && part(called.node, 'Body')
  const result = body && part(body, 'Expression')
  if (!result) return undefined
  let env = bindParameters(called.node, called.env, node, context.env, piped)
  if (!env.whole) return undefined
  for (const statement of items(body, 'Statements')) env = { whole: true, env: bindLet(statement, env.env) }
  return {
    node: result,
    context: { ...context, env: env.env, at: context.at ?? context.query.place(node) },
  }
}

function bindParameters(
  declaration: KqlNode,
  env: Env,
  call: KqlNode,
  caller: Env,
  piped: Binding | undefined,
): { readonly whole: boolean; readonly env: Env } {
  const parameters = part(declaration, 'Parameters')
  const args = items(part(call, 'ArgumentList') ?? call, 'Expressions')
  const given = args.filter(({ kind }) => kind !== 'SimpleNamedExpression')
  const named = new Map(
    args.filter(({ kind }) => kind === 'SimpleNamedExpression').map((arg) => [nameOf(part(arg, 'Name')), arg] as const),
  )
  let bound = env
  let next = piped ? -1 : 0
  for (const parameter of parameters ? items(parameters, 'Parameters') : []) {
    const name = nameOf(part(part(parameter, 'NameAndType') ?? parameter, 'Name'))
    if (name === undefined) return { whole: false, env }
    const own = named.get(name)
    const argument = own ? part(own, 'Expression') : next < 0 ? undefined : given[next]
    const fallback = part(part(parameter, 'DefaultValue') ?? parameter, 'Value')
    if (piped && next < 0) bound = bind(name, piped, bound)
    else if (argument) bound = bind(name, { kind: 'value', node: argument, env: caller }, bound)
    else if (fallback) bound = bind(name, { kind: 'value', node: fallback, env }, bound)
    else return { whole: false, env }
    if (!own) next++
  }
  return { whole: true, env: bound }
}

/** What a statement gives a name to; any other statement gives none. */
export function bindLet(statement: KqlNode, env: Env): Env {
  const at = part(statement, 'Name')
  const name = nameOf(at)
  const node = part(statement, 'Expression')
  if (statement.kind !== 'LetStatement' || name === undefined || !node) return env
  const kind = node.kind === 'FunctionDeclaration' ? 'function' : 'value'
  return bind(name, { kind, node, env }, env, at)
}
