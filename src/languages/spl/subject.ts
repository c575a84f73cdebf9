/**
 * What a test is about, when that is one field: the field itself, in one case, as another type, its length. Fields that
 * an earlier command only renamed or put in one case are seen through.
 */
import type { Field } from '../../model/rule.js'
import type { Pipeline } from './query.js'
import type { Alias, Fold } from './scope.js'
import type { Node } from './syntax.js'

export interface Subject {
  readonly field: Field
  readonly fold?: Fold
}

/** Functions that change a value's type and not what it is compared with here. */
const retyped = new Set(['tostring', 'tonumber'])

/** Undefined when the node is no plain function of one field. */
export function subject(node: Node, pipeline: Pipeline): Subject | undefined {
  const seen = see(node, pipeline)
  if (!seen) return undefined
  const { from, to, fold, choices: _, ...field } = seen
  const span = pipeline.query.source.place(from, to)
  return { field: { span, ...field }, ...(fold ? { fold } : {}) }
}

/** How a field that holds `node` can be seen through. */
export function aliasFor(node: Node, pipeline: Pipeline): Alias | undefined {
  const seen = see(node, pipeline)
  if (!seen) return undefined
  const { from: _, to: __, ...alias } = seen
  return alias
}

type Seen = Alias & { readonly from: number; readonly to: number }

function see(node: Node, pipeline: Pipeline): Seen | undefined {
  if (node.kind === 'name') return { ...pipeline.scope.resolve(node.written), from: node.from, to: node.to }
  if (node.kind !== 'apply' || node.args.length !== 1) return undefined
  const { fn, args } = node
  const [first] = args
  if (!first) return undefined
  if (retyped.has(fn)) return see(first, pipeline)
  if (fn !== 'lower' && fn !== 'upper' && fn !== 'len') return undefined
  const seen = see(first, pipeline)
  if (!seen || seen.part) return undefined
  if (fn !== 'len') return { ...seen, fold: fn }
  const { fold: _, ...unfolded } = seen
  return { ...unfolded, part: 'length' }
}
