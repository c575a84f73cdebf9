/** Graphs: what they match is not followed; what their conditions ask of nodes and edges is read. */
import { readProject } from './columns.js'
import type { Pipeline } from './pipeline.js'
import { condition } from './predicate.js'
import { Scope } from './scope.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'

/** `make-graph a --> b with T on c`. */
export function readGraph(node: KqlNode, pipeline: Pipeline): void {
  const tables = items(part(node, 'WithClause') ?? node, 'TablesAndKeys').flatMap((one) => {
    const table = part(one, 'Table')
    return table ? [pipeline.query.table(table, pipeline).stage] : []
  })
  pipeline.scope = new Scope(pipeline.opaque(node, keyword(node), tables))
}

/** `graph-match (a)-[b]->(c) where a.d == 1 project e = c.d`: nodes and edges are columns that it makes. */
export function readMatch(node: KqlNode, pipeline: Pipeline): void {
  pipeline.scope = new Scope(pipeline.opaque(node, keyword(node)))
  const clause = part(node, 'WhereClause') ?? node
  const asked = part(clause, 'Condition')
  if (asked) {
    const where = condition(asked, pipeline)
    pipeline.push({ kind: 'filter', from: pipeline.from, where, span: pipeline.query.place(clause) })
  }
  const project = part(node, 'ProjectClause')
  if (project) readProject(project, pipeline)
}
