/**
 * Conditions. A missing text is an empty one in KQL, so what is negative holds of it, as in our model: `not`, `!=` and
 * `!has` are plain `not`s.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Predicate } from '../../model/rule.js'
import { existence, holds, tested } from './functions.js'
import { compared } from './leaf.js'
import { unreadMembership } from './membership.js'
import type { Context } from './query.js'
import { spanOf } from './query.js'
import { nameOf, resolved } from './resolve.js'
import type { KqlNode } from './tree.js'
import { part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** The condition of a `where`. What could not be read of it is opaque, and a diagnostic says why. */
export function condition(node: KqlNode | undefined, context: Context, around?: KqlNode): Predicate {
  const at = node ?? around
  if (!node) return { kind: 'opaque', span: at ? endOf(at, context) : context.query.place({ from: 0, to: 0 }) }
  return context.query.nest(
    node,
    () => read(node, context),
    () => ({ kind: 'opaque', span: spanOf(node, context) }),
  )
}

/** Where something is missing at the end of what stands there. */
const endOf = ({ to }: KqlNode, context: Context) => spanOf({ kind: '', role: '', from: to, to, children: [] }, context)

function read(node: KqlNode, context: Context): Predicate {
  const { node: at, context: there, binding } = resolved(node, context)
  if (binding) return binding.kind === 'open' ? holds(at, there) : notATest(at, 'a table', there)
  switch (at.kind) {
    case 'AndExpression':
    case 'OrExpression':
      return combined(at, there)
    case 'FunctionCallExpression':
      return called(at, there)
    case 'BetweenExpression':
    case 'NotBetweenExpression':
      return compared(at, there)
    case 'NameReference':
    case 'PathExpression':
    case 'ElementExpression':
    case 'ToScalarExpression':
      return holds(at, there)
    default:
      return isComparison(at) ? operated(at, there) : other(at, there)
  }
}

/** Parts that stand side by side, without recursion: there may be thousands. */
function combined(node: KqlNode, context: Context): Predicate {
  const parts = sides(node)
  const kind = node.kind === 'AndExpression' ? 'and' : 'or'
  return { kind, of: parts.map((side) => condition(side, context, node)), span: spanOf(node, context) }
}

/** The operands of a chain of one operator, in order; undefined where one is missing. */
export function sides(node: KqlNode): (KqlNode | undefined)[] {
  const found: (KqlNode | undefined)[] = []
  let at: KqlNode | undefined = node
  while (at?.kind === node.kind) {
    found.push(part(at, 'Right'))
    at = part(at, 'Left')
  }
  found.push(at)
  return found.reverse()
}

function called(node: KqlNode, context: Context): Predicate {
  const fn = nameOf(part(node, 'Name')) ?? ''
  const [first] = argumentsOf(node)
  switch (fn) {
    case 'not':
      if (!first) return notATest(node, 'a not() without a condition', context)
      return { kind: 'not', of: condition(first, context, node), span: spanOf(node, context) }
    case 'isnotempty':
    case 'isnotnull':
    case 'notempty':
    case 'notnull':
      return existence(node, first, context)
    case 'isempty':
    case 'isnull':
      return { kind: 'not', of: existence(node, first, context), span: spanOf(node, context) }
    default:
      return tested(node, fn, context) ?? holds(node, context)
  }
}

/** A comparison; with `true` or `false` it is the test on its other side. */
function operated(node: KqlNode, context: Context): Predicate {
  const left = part(node, 'Left')
  const right = part(node, 'Right')
  const sign = part(node, 'Operator')?.text
  if (left && right && (sign === '==' || sign === '!=')) {
    const flag = literal(right, context)
    if (flag?.kind === 'boolean' && isTest(left, context)) {
      const span = spanOf(node, context)
      const of = condition(left, context)
      return flag.value === (sign === '==') ? { ...of, span } : { kind: 'not', of, span }
    }
  }
  const what = unreadMembership(node, context)
  if (what !== undefined) {
    context.query.report(diagnose('kql/unread-membership', spanOf(node, context), what))
    return { kind: 'opaque', span: spanOf(node, context), label: what }
  }
  return compared(node, context)
}

const testNames =
  /^(?:not|isnotempty|isnotnull|notempty|notnull|isempty|isnull|ipv[46]_is_\w+|has_\w*ipv4\w*|set_has_element)$/

function isTest(node: KqlNode, context: Context): boolean {
  const { node: at } = resolved(node, context)
  if (at.kind === 'FunctionCallExpression') return testNames.test(nameOf(part(at, 'Name')) ?? '')
  return /^(?:And|Or|Between|NotBetween)Expression$/.test(at.kind) || isComparison(at)
}

/** One of its sides may be missing. */
const isComparison = (node: KqlNode): boolean =>
  part(node, 'Operator')?.text !== undefined &&
  (part(node, 'Left') !== undefined || part(node, 'Right') !== undefined) &&
  !/^[-+*/%]$/.test(part(node, 'Operator')?.text ?? '')

function other(node: KqlNode, context: Context): Predicate {
  const value = literal(node, context)
  if (value?.kind === 'boolean') return holds(node, context)
  return notATest(node, 'this', context)
}

function notATest(node: KqlNode, what: string, context: Context): Predicate {
  context.query.report(diagnose('kql/not-a-test', spanOf(node, context), what))
  return { kind: 'opaque', span: spanOf(node, context) }
}
