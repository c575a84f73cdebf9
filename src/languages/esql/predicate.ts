/** Conditions: when they are true, and below a `not` when they are false (languages/nulls.ts). */
import { impliedBy } from '../../model/build.js'
import type { Expr, Predicate } from '../../model/rule.js'
import { combines, type Logic, type Needs, whenTrue } from '../nulls.js'
import { leaf } from './leaf.js'
import { subject } from './subject.js'
import type { Apply, Node } from './syntax.js'
import type { Context } from './value.js'
import { expr, spanOf } from './value.js'

/** The condition of a WHERE. */
export const readCondition = (node: Node, context: Context): Predicate => whenTrue(unwrapped(node), logicOf(context))

/** `true in (a, b)` is another way to write `a or b`; `a == true` of a test is the test, and `a == false` its `not`. */
function unwrapped(node: Node): Node {
  if (node.kind !== 'apply') return node
  if (combined(node)) return { ...node, args: node.args.map(unwrapped) }
  const [first, ...more] = node.args
  if (node.fn === 'in' && isFlag(first, true)) return { ...node, fn: 'or', args: more.map(unwrapped) }
  const [second] = more
  if (node.fn !== '==' || first?.kind !== 'apply' || second?.kind !== 'boolean' || !isTest(first)) return node
  const test = unwrapped({ ...first, from: node.from, to: node.to })
  return second.value ? test : { ...node, fn: 'not', args: [unwrapped(first)] }
}

const isFlag = (node: Node | undefined, value: boolean): boolean => node?.kind === 'boolean' && node.value === value

const isTest = ({ fn }: Apply): boolean =>
  /^(?:and|or|not|in|r?like|is null|is not null|[=!<>]=|[<>:]|\w+_with|contains|cidr_match|kql|match\w*)$/.test(fn)

const appliedIn = (node: Node): Apply | undefined => (node.kind === 'apply' ? node : undefined)

const combined = (node: Node): boolean => combines(node, { applied: appliedIn })

const logicOf = (context: Context): Logic<Node> => ({
  applied: appliedIn,
  as: (node, fn) => (node.kind === 'apply' ? { ...node, fn } : node),
  leaf: (node) => leaf(node, context),
  needs: (node) => needs(node, context),
  span: (node) => spanOf(node, context),
})

/** Tests that are never null. The first two ask for nothing else; the others search an index. */
const neverNull = new Set([
  'is null',
  'is not null',
  'kql',
  'qstr',
  'match',
  'match_phrase',
  'multi_match',
  'term',
  ':',
  'now',
  'list',
  'map',
])

function needs(node: Node, context: Context): Needs {
  const seen = subject(node, context)
  if (seen) {
    const { part: _, ...field } = seen.field
    return [[`${field.written}#${field.made}`, impliedBy(field)]]
  }
  if (node.kind === 'null') return [present(node, context)]
  if (node.kind !== 'apply' || neverNull.has(node.fn)) return []
  const [first] = node.args
  switch (node.fn) {
    case '::':
      return first ? needs(first, context) : []
    case 'coalesce':
      return anyOf(node, context)
    case 'not':
      return first && !combined(first) ? needs(first, context) : [present(node, context)]
    case 'case':
    case 'and':
    case 'or':
      return settled(node) ? [] : [present(node, context)]
    default:
      return node.args.flatMap((arg) => needs(arg, context))
  }
}

/** `coalesce` is null when everything in it is. */
function anyOf(node: Apply, context: Context): Needs {
  const each = node.args.map((arg) => needs(arg, context))
  if (each.some((one) => one.length === 0)) return []
  if (each.some((one) => one.length > 1)) return [present(node, context)]
  const of = each.flatMap((one) => one.map(([, guard]) => guard))
  const [first] = of
  if (!first) return []
  const span = spanOf(node, context)
  return [[`coalesce ${node.from}`, of.length === 1 ? first : { kind: 'or', of, span }]]
}

/** Whether every outcome of a `case` is written out and none of them null. */
function settled({ fn, args }: Apply): boolean {
  if (fn !== 'case' || args.length % 2 === 0) return false
  const outcomes = args.filter((_, i) => i % 2 === 1 || i === args.length - 1)
  return outcomes.every(({ kind }) => kind === 'string' || kind === 'number' || kind === 'boolean')
}

/** That a computation has a result. */
function present(node: Node, context: Context): readonly [string, Predicate] {
  const left: Expr = expr(node, context)
  const span = spanOf(node, context)
  return [`expression ${node.from}`, { kind: 'compare', left, op: 'exists', right: [], cased: true, span }]
}
