/** Operators that add, rename or choose columns. */
import type { Column, Expr, Field } from '../../model/rule.js'
import { autoName } from './autoname.js'
import { expr } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { isWild, nameOf } from './resolve.js'
import type { NewColumn } from './scope.js'
import { aliasFor } from './subject.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'

/** A column that is computed, with or without a name in the query. */
export interface Item {
  readonly node: KqlNode
  readonly of: KqlNode
  /** What it is called; several for a function that yields several. */
  readonly names: readonly string[]
}

/** `a = f(b)`, `(a, b) = f(c)`, `f(b)`; columns without a name are counted. */
export function itemsOf(nodes: readonly KqlNode[], pipeline: Pipeline): Item[] {
  let unnamed = 0
  return nodes.map((node) => {
    const of = part(node, 'Expression')
    if (node.kind === 'SimpleNamedExpression' && of) return { node, of, names: [nameOf(part(node, 'Name')) ?? ''] }
    if (node.kind === 'CompoundNamedExpression' && of) {
      const names = items(part(node, 'Names') ?? node, 'Names')
      return { node, of, names: names.flatMap((name) => nameOf(name) ?? []) }
    }
    return { node, of: node, names: [autoName(node, pipeline) ?? `Column${++unnamed}`] }
  })
}

/** The columns of items, and how they can be seen through; all are computed of what was there before. */
function columnsOf(list: readonly Item[], pipeline: Pipeline): { make: Column[]; columns: NewColumn[] } {
  const make: Column[] = []
  const columns: NewColumn[] = []
  for (const { node, of, names } of list) {
    const value: Expr = expr(of, pipeline)
    const only = names.length === 1
    const alias = only ? aliasFor(of, pipeline) : undefined
    const held = only && value.kind !== 'call' && value.kind !== 'field' ? value : undefined
    const span = pipeline.query.place(node)
    for (const name of names) {
      make.push({ as: name, of: value, span })
      columns.push({ name, alias, value: held })
    }
  }
  return { make, columns }
}

/** Adds columns with a stage of its own. */
export function derive(node: KqlNode, list: readonly Item[], pipeline: Pipeline): void {
  const { make, columns } = columnsOf(list, pipeline)
  const { from } = pipeline
  pipeline.scope.make(columns, pipeline.push({ kind: 'derive', from, make, span: pipeline.query.place(node) }))
}

export function readExtend(node: KqlNode, pipeline: Pipeline): void {
  derive(node, itemsOf(items(node, 'Expressions'), pipeline), pipeline)
}

/** `serialize` only fixes the order; it may add columns. */
export function readSerialize(node: KqlNode, pipeline: Pipeline): void {
  if (items(node, 'Expressions').length > 0) readExtend(node, pipeline)
  else pipeline.shape(node, 'serialize')
}

/** `project a, b = c`: what is computed is added, then nothing else is kept. */
export function readProject(node: KqlNode, pipeline: Pipeline): void {
  const list = itemsOf(items(node, 'Expressions'), pipeline)
  const plain = (item: Item): boolean =>
    item.of.kind === 'NameReference' && item.node === item.of && !isValue(item, pipeline)
  const computed = list.filter((item) => !plain(item))
  const plainFields = new Map(list.filter(plain).map((item) => [item, pipeline.column(item.of)]))
  const [first] = computed
  const last = computed.at(-1)
  if (first && last) derive({ ...first.node, to: last.node.to }, computed, pipeline)
  const fields = list.flatMap((item): readonly Field[] => {
    const field = plainFields.get(item)
    if (field) return [field]
    return item.names.map((written) => {
      const made = pipeline.scope.maker(written)
      return { span: pipeline.query.place(item.node), written, ...(made === undefined ? {} : { made }) }
    })
  })
  pipeline.shape(node, 'project', fields)
  const all = list.every((item) => !isWild(item.of))
  pipeline.scope.keep(list.flatMap(({ names }) => names))
  if (!all) pipeline.scope.widen()
}

/** `project limit` of a name that was given with `let` is a computed column. */
const isValue = ({ of }: Item, pipeline: Pipeline): boolean => pipeline.column(of)?.written !== nameOf(of)

export function readRename(node: KqlNode, pipeline: Pipeline): void {
  const list = itemsOf(items(node, 'Expressions'), pipeline)
  derive(node, list, pipeline)
  const old = new Set(list.flatMap(({ of }) => nameOf(of) ?? []))
  const fresh = new Set(list.flatMap(({ names }) => names))
  pipeline.scope.drop((name) => old.has(name) && !fresh.has(name))
}

/** `project-away`, `project-keep`, `project-reorder`: columns by name or pattern. */
export function readSelected(node: KqlNode, pipeline: Pipeline): void {
  const fields = items(node, 'Expressions').flatMap((one) => {
    const named = one.kind === 'OrderedExpression' ? part(one, 'Expression') : one
    return (named && pipeline.column(named)) ?? []
  })
  const verb = keyword(node)
  pipeline.shape(node, verb, fields)
  if (verb === 'project-away') pipeline.scope.drop((name) => fields.some((field) => fits(name, field)))
  if (verb !== 'project-keep') return
  if (fields.some(({ wild }) => wild)) pipeline.scope.drop((name) => !fields.some((field) => fits(name, field)))
  else pipeline.scope.keep(fields.map(({ written }) => written))
}

function fits(name: string, { written, wild }: Field): boolean {
  if (!wild) return name === written
  const pieces = written.split('*')
  const [first = ''] = pieces
  const last = pieces.at(-1) ?? ''
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at)
    if (found < 0 || found + piece.length > name.length - last.length) return false
    at = found + piece.length
  }
  return true
}
