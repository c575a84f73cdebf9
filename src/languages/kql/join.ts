/** `join` and `lookup`: rows beside the rows of another table. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Join } from '../../model/rule.js'
import type { Table } from './names.js'
import type { Pipeline } from './pipeline.js'
import { sides } from './predicate.js'
import type { Context } from './query.js'
import { nameOf } from './resolve.js'
import { fieldAt } from './subject.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'

type Pair = readonly [Field, Field]

interface Kind {
  readonly how: Join['how']
  /** The rows of the other table are the ones that go on. */
  readonly turned?: true
}

const kinds: Readonly<Record<string, Kind>> = {
  inner: { how: 'inner' },
  innerunique: { how: 'inner' },
  leftouter: { how: 'left' },
  rightouter: { how: 'right' },
  fullouter: { how: 'full' },
  leftsemi: { how: 'semi' },
  rightsemi: { how: 'semi', turned: true },
  leftanti: { how: 'anti' },
  leftantisemi: { how: 'anti' },
  anti: { how: 'anti' },
  rightanti: { how: 'anti', turned: true },
  rightantisemi: { how: 'anti', turned: true },
}

export function readJoin(node: KqlNode, pipeline: Pipeline): void {
  const { query } = pipeline
  const { from } = pipeline
  const span = query.place(node)
  const verb = keyword(node)
  const table = part(node, 'Expression')
  const kind = kinds[parameterOf(node, 'kind')?.toLowerCase() ?? (verb === 'lookup' ? 'leftouter' : 'inner')]
  const other = table && query.table(table, pipeline)
  const clause = part(node, 'ConditionClause') ?? part(node, 'LookupClause')
  const pairs =
    other && clause?.kind === 'JoinOnClause' ? pairsOf(items(clause, 'Expressions'), other, pipeline) : undefined
  if (!other || !kind || !pairs || pairs.length === 0) {
    query.report(diagnose('kql/unread-join', span))
    pipeline.scope.widen()
    pipeline.push({ kind: 'opaque', from: other ? [from, other.stage] : [from], verb, span })
    return
  }
  const { how, turned } = kind
  if (turned) {
    const on = [pairs.map(([left, right]): Pair => [right, left])]
    pipeline.push({ kind: 'join', from: other.stage, other: from, how, on, span })
    pipeline.scope = other.scope.copy()
    return
  }
  const id = pipeline.push({ kind: 'join', from, other: other.stage, how, on: [pairs], span })
  if (how === 'semi' || how === 'anti') return
  const keys = pairs.map(([, { written }]) => written)
  pipeline.scope.beside(other.scope, verb === 'lookup' ? [] : keys, id)
}

/** The value of a parameter of an operator: `kind=leftanti`. */
export function parameterOf(node: KqlNode, name: string): string | undefined {
  const found = items(node, 'Parameters').find((one) => nameOf(part(one, 'Name')) === name)
  const value = found && part(found, 'Expression')
  return value && (value.text ?? nameOf(value))
}

/** Undefined when a condition is more than the equality of two columns. */
function pairsOf(conditions: readonly KqlNode[], other: Table, pipeline: Pipeline): readonly Pair[] | undefined {
  const pairs = conditions.flatMap((one) => pairsIn(one, other, pipeline))
  const whole = pairs.filter((pair) => pair !== undefined)
  return whole.length === pairs.length ? whole : undefined
}

function pairsIn(node: KqlNode, other: Table, pipeline: Pipeline): readonly (Pair | undefined)[] {
  const there: Context = { query: pipeline.query, env: undefined, scope: other.scope }
  switch (node.kind) {
    case 'ParenthesizedExpression': {
      const inner = part(node, 'Expression')
      return inner ? pairsIn(inner, other, pipeline) : [undefined]
    }
    case 'AndExpression':
      return sides(node).flatMap((side) => (side ? pairsIn(side, other, pipeline) : [undefined]))
    case 'EqualExpression':
      return [pairOf(node, there, pipeline)]
    default: {
      const left = fieldAt(node, { ...there, scope: pipeline.scope })
      const right = fieldAt(node, there)
      return [left && right && [left, right]]
    }
  }
}

/** `$left.a == $right.b`, either way round. */
function pairOf(node: KqlNode, there: Context, pipeline: Pipeline): Pair | undefined {
  const found = ['Left', 'Right'].map((side) => sideOf(part(node, side)))
  const left = found.find((one) => one?.side === '$left')
  const right = found.find((one) => one?.side === '$right')
  const a = left && columnOf(left, { ...there, scope: pipeline.scope })
  const b = right && columnOf(right, there)
  return a && b && [a, b]
}

interface Side {
  readonly side: string
  readonly node: KqlNode
  readonly name: string
}

/** `$left.a`, `$left.a.b`, `$left["a"]`. */
function sideOf(node: KqlNode | undefined): Side | undefined {
  const steps: string[] = []
  let at = node
  while (at?.kind === 'PathExpression') {
    const step = nameOf(part(at, 'Selector'))
    if (step === undefined) return undefined
    steps.unshift(step)
    at = part(at, 'Expression')
  }
  const side = nameOf(at)
  return node && steps.length > 0 && (side === '$left' || side === '$right')
    ? { side, node, name: steps.join('.') }
    : undefined
}

function columnOf({ node, name }: Side, { query, scope }: Context): Field {
  const made = scope.maker(/^[^.]+/.exec(name)?.[0] ?? name)
  return { span: query.place(node), written: name, ...(made === undefined ? {} : { made }) }
}
