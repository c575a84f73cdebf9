/** `search` and `find`: rows of several tables, and words anywhere in them. */
import type { Part, Predicate } from '../../model/rule.js'
import { unite } from './branches.js'
import { readProject } from './columns.js'
import { parameterOf } from './join.js'
import { against, indicator } from './leaf.js'
import type { Pipeline } from './pipeline.js'
import { condition, sides } from './predicate.js'
import { spanOf } from './query.js'
import { nameOf } from './resolve.js'
import { Scope } from './scope.js'
import type { Test } from './tests.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** `search in (T, U) "word" and a: "begin*"`. */
export function readSearch(node: KqlNode, pipeline: Pipeline): void {
  readTables(node, pipeline)
  filter(node, parameterOf(node, 'kind') === 'case_sensitive', pipeline)
}

/** `find withsource=S in (T, U) where a == "x" project b`. */
export function readFind(node: KqlNode, pipeline: Pipeline): void {
  readTables(node, pipeline)
  filter(node, false, pipeline)
  const project = part(node, 'Project')
  if (!project) return
  if (items(project, 'Columns').length === 0) return readProject(project, pipeline)
  const fields = items(project, 'Columns').flatMap((one) => pipeline.column(part(one, 'Column') ?? one) ?? [])
  pipeline.shape(project, keyword(project), fields)
}

/** The tables that are named, or all of the database. */
function readTables(node: KqlNode, pipeline: Pipeline): void {
  const tables = items(part(node, 'InClause') ?? node, 'Expressions')
  if (tables.length > 0) {
    unite(
      node,
      tables.map((one) => pipeline.query.table(one, pipeline)),
      pipeline,
    )
  } else if (pipeline.last === undefined) {
    const first = { ...node, to: node.from + keyword(node).length }
    const source = { kind: 'events', written: { table: '*' } } as const
    pipeline.push({ kind: 'read', source, span: pipeline.query.place(first) })
    pipeline.scope = new Scope()
  }
  const source = parameterOf(node, 'withsource')
  pipeline.scope.make([{ name: source ?? (node.kind === 'FindOperator' ? 'source_' : '$table') }], pipeline.from)
}

function filter(node: KqlNode, cased: boolean, pipeline: Pipeline): void {
  const asked = part(node, 'Condition')
  if (!asked) return
  const where = searched(asked, cased, pipeline)
  pipeline.push({ kind: 'filter', from: pipeline.from, where, span: pipeline.query.place(asked) })
}

/** Conditions in which a text by itself is a word anywhere. */
function searched(node: KqlNode, cased: boolean, pipeline: Pipeline): Predicate {
  return pipeline.query.nest(
    node,
    () => term(node, cased, pipeline),
    () => ({ kind: 'opaque', span: spanOf(node, pipeline) }),
  )
}

function term(node: KqlNode, cased: boolean, pipeline: Pipeline): Predicate {
  const span = spanOf(node, pipeline)
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return searched(part(node, 'Expression') ?? { ...node, kind: '' }, cased, pipeline)
    case 'AndExpression':
    case 'OrExpression': {
      const of = sides(node).map((side) => (side ? searched(side, cased, pipeline) : condition(side, pipeline, node)))
      return { kind: node.kind === 'AndExpression' ? 'and' : 'or', of, span }
    }
    case 'FunctionCallExpression': {
      const [first] = argumentsOf(node)
      if (nameOf(part(node, 'Name')) !== 'not' || !first) return condition(node, pipeline)
      return { kind: 'not', of: searched(first, cased, pipeline), span }
    }
    case 'StarExpression':
      return { kind: 'and', of: [], span }
    case 'SearchExpression':
      return inColumn(node, cased, pipeline)
    default: {
      const text = literal(node, pipeline)
      const word = text?.kind === 'text' ? wordOf(text.written) : undefined
      if (text?.kind !== 'text' || !word) return condition(node, pipeline)
      return indicator(node, { ...word.test, cased }, null, [{ ...text, parts: word.parts }], pipeline)
    }
  }
}

/** `a: "word"`. */
function inColumn(node: KqlNode, cased: boolean, pipeline: Pipeline): Predicate {
  const left = part(node, 'Left')
  const right = part(node, 'Right')
  const text = right && literal(right, pipeline)
  if (!left || !text || text.kind !== 'text') return condition(node, pipeline)
  const { test, parts } = wordOf(text.written)
  return against(node, { ...test, cased }, left, [{ ...text, parts }], pipeline) ?? condition(node, pipeline)
}

/** A whole word, unless stars at its ends let it go on; stars inside it are any text. */
function wordOf(written: string): { test: Omit<Test, 'cased'>; parts: Part[] } {
  const [, first, inner = '', last] = /^(\*?)([\s\S]*?)(\*?)$/.exec(written) ?? []
  const pieces = inner.split('*').flatMap((piece, i): Part[] => [...(i > 0 ? [{ wild: '*' } as const] : []), piece])
  const parts = pieces.filter((piece) => piece !== '')
  const filled = parts.length > 0 ? parts : ['']
  if (first && last) return { test: { op: 'contains' }, parts: filled }
  if (first) return { test: { op: 'ends_with', word: true }, parts: filled }
  return { test: { op: last ? 'starts_with' : 'contains', word: true }, parts: filled }
}
