/**
 * Conditions. ES|QL knows true, false and null; a test of something missing is null, and so is its `not`. Our model knows
 * no null, so each condition is asked when it is true, and below a `not` when it is false: a plain `not` gets, for every
 * field below it, an implied test that the field exists; of `not (a and b)` either negation is enough.
 */
import { impliedBy } from '../../model/build.js'
import type { Expr, Predicate, Span } from '../../model/rule.js'
import { leaf } from './leaf.js'
import { subject } from './subject.js'
import type { Apply, Node } from './syntax.js'
import type { Context } from './value.js'
import { expr, spanOf } from './value.js'

/** The condition of a WHERE. */
export const readCondition = (node: Node, context: Context): Predicate => whenTrue(unwrapped(node), context)

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

/** True exactly when the condition is true. */
function whenTrue(node: Node, context: Context): Predicate {
  const span = spanOf(node, context)
  if (node.kind !== 'apply') return leaf(node, context)
  const [first] = node.args
  switch (node.fn) {
    case 'and':
    case 'or':
      return { kind: node.fn, of: node.args.map((part) => whenTrue(part, context)), span }
    case 'not':
      return first ? whenFalse(first, context, span) : leaf(node, context)
    case '!=':
      return whenFalse({ ...node, fn: '==' }, context, span)
    default:
      return leaf(node, context)
  }
}

/** True exactly when the condition is false; `span` is that of the `not`. */
function whenFalse(node: Node, context: Context, span: Span): Predicate {
  if (node.kind === 'apply') {
    const [first] = node.args
    switch (node.fn) {
      case 'not':
        if (first) return { ...whenTrue(first, context), span }
        break
      case '!=':
        return { ...leaf({ ...node, fn: '==' }, context), span }
      case 'is null':
        return { ...leaf({ ...node, fn: 'is not null' }, context), span }
      case 'and':
        return { kind: 'or', of: node.args.map((part) => whenFalse(part, context, spanOf(part, context))), span }
      case 'or':
        if (!plain(node)) return mixed(node, context, span)
        break
    }
  }
  return guarded([node], { kind: 'not', of: whenTrue(node, context), span }, context, span)
}

/** A test, or any of several: false as soon as nothing is missing and it is not true. */
function plain(node: Node): boolean {
  if (node.kind !== 'apply') return true
  if (node.fn === 'or') return node.args.every(plain)
  return node.fn === 'not' ? !node.args.some(combined) : node.fn !== 'and'
}

const combined = (node: Node): boolean => node.kind === 'apply' && /^(?:and|or|not)$/.test(node.fn)

/** `not (a or (b and c))`: the plain parts stay together below one `not`, the others are negated one by one. */
function mixed(node: Apply, context: Context, span: Span): Predicate {
  const together = node.args.filter(plain)
  const others = node.args.filter((part) => !plain(part))
  const of = others.map((part) => whenFalse(part, context, spanOf(part, context)))
  const [only] = together
  if (!only) return { kind: 'and', of, span }
  const parts = together.map((part) => whenTrue(part, context))
  const [part] = parts
  const any: Predicate = part && parts.length === 1 ? part : { kind: 'or', of: parts, span }
  return { kind: 'and', of: [...guards(together, context), { kind: 'not', of: any, span }, ...of], span }
}

function guarded(nodes: readonly Node[], predicate: Predicate, context: Context, span: Span): Predicate {
  const found = guards(nodes, context)
  return found.length === 0 ? predicate : { kind: 'and', of: [...found, predicate], span }
}

/** The tests of a plain `or`, those of its inner ones too. */
const alternatives = (node: Node): readonly Node[] =>
  node.kind === 'apply' && node.fn === 'or' ? node.args.flatMap(alternatives) : [node]

/** What must be there for none of the tests to be null, each once. */
function guards(nodes: readonly Node[], context: Context): Predicate[] {
  const found = new Map<string, Predicate>()
  for (const node of nodes.flatMap(alternatives))
    for (const [key, guard] of needs(node, context)) found.set(key, found.get(key) ?? guard)
  return [...found.values()]
}

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

type Needs = (readonly [string, Predicate])[]

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
