/** `a in (T | project b)`: tests that the rows of a table decide. */
import type { Context } from './query.js'
import { nameOf, resolved } from './resolve.js'
import { testOf } from './tests.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { argumentsOf, listed } from './value.js'

export interface Membership {
  readonly node: KqlNode
  readonly left: KqlNode
  readonly table: KqlNode
  /** `in`, `in~`, `has_any`. */
  readonly sign: string
  readonly negated: boolean
}

const tableFunction = /^(?:_GetWatchlist|_?(?:Im|ASim|im|vim)[_A-Z]\w*|table|external_table|materialized_view)$/
const databases = /^(?:cluster|database|workspace|app|adx|arg|resource)$/

/** Whether an expression yields rows, as far as the query itself tells. */
export function isTabular(node: KqlNode, context: Context): boolean {
  const { node: at, binding } = resolved(node, context)
  if (binding) return binding.kind === 'table'
  if (at.kind === 'FunctionCallExpression') return tableFunction.test(nameOf(part(at, 'Name')) ?? '')
  if (at.kind === 'PathExpression') return databases.test(rootCall(at) ?? '')
  return /^(?:Pipe|Materialize|DataTable|ExternalData)Expression$|Operator$/.test(at.kind)
}

/** The function that a path begins with. */
function rootCall(node: KqlNode): string | undefined {
  let at: KqlNode | undefined = node
  while (at?.kind === 'PathExpression') at = part(at, 'Expression')
  return at?.kind === 'FunctionCallExpression' ? nameOf(part(at, 'Name')) : undefined
}

/** The tables on the right of a test for one of several values, by how they are written. */
function tablesIn(node: KqlNode, context: Context): readonly KqlNode[] {
  const right = part(node, 'Right')
  if (!right || !testOf(part(node, 'Operator')?.text ?? '')?.test.list) return []
  const elements = right.kind === 'ExpressionList' ? items(right, 'Expressions') : [right]
  return elements.filter((one) => isTabular(one, context) && !listed(one, context))
}

/** What decides a test that no join stands for, as it is called; undefined when rows do not decide it. */
export function unreadMembership(node: KqlNode, context: Context): string | undefined {
  const tables = tablesIn(node, context)
  for (const table of tables) context.query.table(table, context)
  const [first] = tables
  return first && nameIn(first, context)
}

/** The name of a table, or the beginning of how it is written. */
export function nameIn(node: KqlNode, { query }: Context): string {
  const inner = node.kind === 'ParenthesizedExpression' ? (part(node, 'Expression') ?? node) : node
  const text = query.text(inner).replace(/\s+/g, ' ')
  return nameOf(inner) ?? (text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

export function membership(node: KqlNode, context: Context, negated = false): Membership | undefined {
  if (node.kind === 'ParenthesizedExpression') {
    const inner = part(node, 'Expression')
    return inner && membership(inner, context, negated)
  }
  if (node.kind === 'FunctionCallExpression' && nameOf(part(node, 'Name')) === 'not') {
    const [inner] = argumentsOf(node)
    const found = inner && membership(inner, context, !negated)
    return found && { ...found, node }
  }
  const left = part(node, 'Left')
  const [table, ...more] = left ? tablesIn(node, context) : []
  const asked = testOf(part(node, 'Operator')?.text ?? '')
  const only = items(part(node, 'Right') ?? node, 'Expressions').length <= 1
  if (!left || !table || !asked || more.length > 0 || !only) return undefined
  return { node, left, table, sign: asked.plain, negated: negated !== asked.negated }
}
