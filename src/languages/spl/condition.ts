/** Conditions of `where`, which know null (languages/nulls.ts). */
import { impliedBy } from '../../model/build.js'
import type { Predicate } from '../../model/rule.js'
import { combines, type Logic, type Needs, whenTrue } from '../nulls.js'
import { leaf } from './leaf.js'
import type { Pipeline } from './query.js'
import { subject } from './subject.js'
import type { Apply, Node } from './syntax.js'
import { expr, spanOf } from './value.js'

export const condition = (node: Node, pipeline: Pipeline): Predicate => whenTrue(node, logicOf(pipeline))

const appliedIn = (node: Node): Apply | undefined => (node.kind === 'apply' ? node : undefined)

const logicOf = (pipeline: Pipeline): Logic<Node> => ({
  applied: appliedIn,
  as: (node, fn) => (node.kind === 'apply' ? { ...node, fn } : node),
  leaf: (node) => leaf(node, pipeline),
  needs: (node) => needs(node, pipeline),
  span: (node) => spanOf(node, pipeline),
})

/** Functions that have a result whatever is missing. */
const neverNull = new Set([
  'is null',
  'is not null',
  'isnum',
  'isstr',
  'isint',
  'isbool',
  'searchmatch',
  'now',
  'time',
  'random',
  'typeof',
])

function needs(node: Node, pipeline: Pipeline): Needs {
  const seen = subject(node, pipeline)
  if (seen) {
    const { part: _, ...field } = seen.field
    return [[`${field.written}#${field.made}`, impliedBy(field)]]
  }
  if (node.kind !== 'apply' || neverNull.has(node.fn)) return []
  const { fn, args } = node
  if (fn === 'coalesce' || fn === 'if' || fn === 'case' || fn === 'null' || combines(node, { applied: appliedIn }))
    return [present(node, pipeline)]
  return args.flatMap((arg) => needs(arg, pipeline))
}

/** That a computation has a result. */
function present(node: Node, pipeline: Pipeline): readonly [string, Predicate] {
  const left = expr(node, pipeline)
  const span = spanOf(node, pipeline)
  return [`expression ${node.from}`, { kind: 'compare', left, op: 'exists', right: [], cased: true, span }]
}
