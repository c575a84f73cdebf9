/** `parse`, `parse-where`, `parse-kv`: columns taken out of a text. */
import type { Call, Column, Expr } from '../../model/rule.js'
import { expr } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { nameOf } from './resolve.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'

/** A column for every name in the pattern. `parse-where` drops the rows that the pattern does not fit. */
export function readParse(node: KqlNode, pipeline: Pipeline): void {
  const patterns = items(node, 'Patterns')
  const names = patterns.flatMap((one) => {
    if (one.kind !== 'NameDeclaration' && one.kind !== 'NameAndTypeDeclaration') return []
    const declared = one.kind === 'NameDeclaration' ? one : part(one, 'Name')
    const name = nameOf(declared)
    return declared && name !== undefined ? [{ name, at: declared }] : []
  })
  const of = parseCall(node, part(node, 'Patterns'), pipeline)
  make(node, names, of, pipeline)
  if (keyword(node) !== 'parse-where') return
  const span = pipeline.query.place(node)
  const where = { kind: 'compare', left: of, op: 'exists', right: [], cased: true, span } as const
  pipeline.push({ kind: 'filter', from: pipeline.from, where, span })
}

/** `parse-kv a as (b: string, c: long)`. */
export function readParseKv(node: KqlNode, pipeline: Pipeline): void {
  const keys = part(node, 'Keys')
  const names = items(keys ?? node, 'Columns').flatMap((column) => {
    const at = part(column, 'Name')
    const name = nameOf(at)
    return at && name !== undefined ? [{ name, at }] : []
  })
  make(node, names, parseCall(node, keys, pipeline), pipeline)
}

/** The pattern is a text as it stands in the query. */
function parseCall(node: KqlNode, pattern: KqlNode | undefined, pipeline: Pipeline): Call {
  const { query } = pipeline
  const args: Expr[] = [expr(part(node, 'Expression'), pipeline)]
  if (pattern) {
    const written = query.text(pattern)
    args.push({ kind: 'text', span: query.place(pattern), parts: [written], written })
  }
  // How the pattern is meant, when it is no plain one: `regex`, `relaxed`.
  const kind = items(node, 'Parameters').find((one) => nameOf(part(one, 'Name')) === 'kind')
  const value = kind && part(kind, 'Expression')
  if (value?.text && value.text !== 'simple')
    args.push({ kind: 'text', span: query.place(value), parts: [value.text], written: value.text })
  return { kind: 'call', fn: keyword(node), args, span: query.place(node) }
}

function make(
  node: KqlNode,
  names: readonly { readonly name: string; readonly at: KqlNode }[],
  of: Expr,
  pipeline: Pipeline,
): void {
  const { query, from } = pipeline
  const columns = names.map(({ name, at }): Column => ({ as: name, of, span: query.place(at) }))
  const by = pipeline.push({ kind: 'derive', from, make: columns, span: query.place(node) })
  pipeline.scope.make(names, by)
}
