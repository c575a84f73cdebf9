/** Operators whose rows go several ways, or come from several: `union`, `fork`, `partition`, `mv-apply`, `facet`. */
import { diagnose } from '../../model/diagnostics.js'
import type { StageId } from '../../model/rule.js'
import { parameterOf } from './join.js'
import type { Table } from './names.js'
import type { Pipeline } from './pipeline.js'
import { nameOf } from './resolve.js'
import { Scope } from './scope.js'
import { readExpand } from './shape.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'

/** `union T, (U | where a)`, or after a pipe, whose rows are then among them. */
export function readUnion(node: KqlNode, pipeline: Pipeline): void {
  const ways: Table[] = pipeline.last === undefined ? [] : [pipeline.table]
  for (const one of items(node, 'Expressions')) ways.push(pipeline.query.table(one, pipeline))
  unite(node, ways, pipeline)
  const source = parameterOf(node, 'withsource') ?? parameterOf(node, 'with_source')
  if (source !== undefined && pipeline.last !== undefined) pipeline.scope.make([{ name: source }], pipeline.last)
}

/** All rows of several tables. */
export function unite(node: KqlNode, ways: readonly Table[], pipeline: Pipeline): void {
  const [first, ...more] = ways
  if (!first) {
    pipeline.opaque(node, keyword(node))
    return
  }
  if (more.length === 0) {
    pipeline.start(first)
    return
  }
  const from: StageId[] = ways.map(({ stage }) => stage)
  const by = pipeline.push({ kind: 'union', from, span: pipeline.query.place(node) })
  pipeline.scope = Scope.unite(
    ways.map(({ scope }) => scope),
    by,
  )
}

/** `fork (where a) (where b)`: the same rows down several pipes; what each yields is a result. */
export function readFork(node: KqlNode, pipeline: Pipeline): void {
  const ways = items(node, 'Expressions').map((one) => {
    const branch = pipeline.branch()
    const inner = part(one, 'Expression')
    if (inner) pipeline.query.pipe(inner, branch)
    return branch.table
  })
  unite(node, ways, pipeline)
}

/** `partition by a (top 1 by b)`: the operators inside are read as if there was one part. */
export function readPartition(node: KqlNode, pipeline: Pipeline): void {
  const operand = part(node, 'Operand')
  const inner = operand && (part(operand, 'Subquery') ?? part(operand, 'Query') ?? part(operand, 'Expression'))
  if (!inner) {
    pipeline.opaque(node, keyword(node))
    return
  }
  pipeline.query.report(diagnose('kql/each-part', pipeline.query.place(node), keyword(node)))
  if (operand.kind !== 'PartitionQuery' || !beginsWithTable(inner)) return pipeline.query.pipe(inner, pipeline)
  unite(node, [pipeline.table, pipeline.query.table(inner, pipeline)], pipeline)
}

/** In braces a query may stand with a source of its own. */
function beginsWithTable(node: KqlNode): boolean {
  let at: KqlNode | undefined = node
  while (at?.kind === 'PipeExpression') at = part(at, 'Expression')
  return at !== undefined && !at.kind.endsWith('Operator')
}

/**
 * `mv-apply a = b on (where a == 1)`: the elements of a list by themselves. A field with several values satisfies a
 * test when one of them does, so conditions inside are conditions of the record.
 */
export function readApply(node: KqlNode, pipeline: Pipeline): void {
  readExpand(node, pipeline)
  const inner = part(part(node, 'Subquery') ?? node, 'Expression')
  if (!inner) return
  const { perRecord } = pipeline
  const scope = pipeline.scope.copy()
  pipeline.perRecord = true
  pipeline.query.pipe(inner, pipeline)
  pipeline.perRecord = perRecord
  // What the record had besides is still there.
  scope.absorb(pipeline.scope)
  pipeline.scope = scope
}

/** `facet by a with (…)`: one table for each column, and what the pipe inside yields. */
export function readFacet(node: KqlNode, pipeline: Pipeline): void {
  const inner = part(part(node, 'WithClause') ?? node, 'Expression')
  if (inner) pipeline.query.pipe(inner, pipeline)
  pipeline.opaque(node, nameOf(node) ?? 'facet')
}
