/** Commands that add columns: EVAL, RENAME, DISSECT, GROK, COMPLETION. */
import type { Call, Column, Expr } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { map, readExpression, readName, readTarget } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { aliasFor } from './subject.js'
import type { Name, Node } from './syntax.js'
import { contentOf } from './text.js'
import { expr, spanOf } from './value.js'

/** A named computation, or one that is called by its own text. */
export interface Item {
  readonly as: string
  readonly target?: Name
  readonly node: Node
  readonly from: number
  readonly to: number
}

export function readItem(pipeline: Pipeline): Item {
  const { cursor } = pipeline
  const { from } = cursor.peek()
  const target = readTarget(cursor)
  const node = readExpression(cursor)
  const as = target?.written ?? (node.kind === 'name' ? node.written : pipeline.text(from))
  return { as, ...(target ? { target } : {}), node, from, to: cursor.end }
}

/** A column of the stage that comes next; columns after it may use it. */
export function makeColumn(pipeline: Pipeline, item: Item): Column {
  const { as, node } = item
  const of = expr(node, pipeline)
  const alias = aliasFor(node, pipeline)
  pipeline.scope.make(as, pipeline.next, alias)
  return { as, of, span: spanOf(item, pipeline) }
}

export function readEval(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const from = pipeline.from
  const make: Column[] = []
  do make.push(makeColumn(pipeline, readItem(pipeline)))
  while (cursor.sign(','))
  pipeline.push({ kind: 'derive', from, make, span: pipeline.since(start) })
}

/** `a as b`, or `b = a`. */
export function readRename(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const from = pipeline.from
  const make: Column[] = []
  do {
    const { from: begin } = cursor.peek()
    const target = readTarget(cursor)
    const node = readName(cursor)
    if (!target) cursor.expectWord('as')
    const { written: as } = target ?? readName(cursor)
    make.push(makeColumn(pipeline, { as, node, from: begin, to: cursor.end }))
  } while (cursor.sign(','))
  pipeline.push({ kind: 'derive', from, make, span: pipeline.since(start) })
}

/** `dissect field "%{a} %{b}"` and `grok field "%{IP:a}", "…"`: a column for every name in the patterns. */
export function readPattern(pipeline: Pipeline, start: number, fn: 'dissect' | 'grok'): void {
  const { cursor } = pipeline
  const from = pipeline.from
  const of = expr(readExpression(cursor), pipeline)
  const make: Column[] = []
  do {
    const token = cursor.peek()
    if (token.kind !== 'string' || token.open) cursor.fail(`"${fn}" needs a pattern`)
    cursor.at++
    const content = contentOf(token, pipeline.source)
    const pattern: Expr = { kind: 'text', span: spanOf(token, pipeline), parts: [content.text], written: content.text }
    const call: Call = { kind: 'call', fn, args: [of, pattern], span: pipeline.since(start) }
    for (const column of fn === 'grok' ? grokColumns(content, call) : dissectColumns(content, call))
      if (!make.some(({ as }) => as === column.as)) make.push(column)
  } while (cursor.sign(','))
  if (fn === 'dissect') skipOptions(pipeline)
  for (const { as } of make) pipeline.scope.make(as, pipeline.next)
  pipeline.push({ kind: 'derive', from, make, span: pipeline.since(start) })
}

/** `append_separator = ","` says how parts of one column are put together. */
function skipOptions({ cursor }: Pipeline): void {
  while (readTarget(cursor)) {
    readExpression(cursor)
    cursor.sign(',')
  }
}

/** `%{name}`, `%{+name/2}`, `%{name->}`; `%{?name}` and `%{}` make nothing. */
function dissectColumns(pattern: Fragment, of: Call): Column[] {
  const found: Column[] = []
  for (const match of pattern.text.matchAll(/%\{([+*&?]?)([^{}]*)\}/g)) {
    const [, sign = '', key = ''] = match
    const as = key.replace(/->$/, '').replace(/\/\d+$/, '')
    const from = match.index + 2 + sign.length
    if (as && sign !== '?') found.push({ as, of, span: pattern.place(from, from + as.length) })
  }
  return found
}

/** `%{SYNTAX:name}`, `%{SYNTAX:name:int}` and `(?<name>…)`. */
function grokColumns(pattern: Fragment, of: Call): Column[] {
  const found: Column[] = []
  for (const match of pattern.text.matchAll(/%\{(\w+:)([^:{}]+)(?::\w+)?\}|(\(\?<)([^>(=!][^>(]*)>/g)) {
    const as = match[2] ?? match[4] ?? ''
    const from = match.index + (match[1] ? 2 + match[1].length : 3)
    found.push({ as, of, span: pattern.place(from, from + as.length) })
  }
  return found
}

/** `completion x = prompt with { "inference_id": "…" }`. */
export function readCompletion(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const from = pipeline.from
  const target: Name | undefined = readTarget(cursor)
  const args = [expr(readExpression(cursor), pipeline)]
  if (cursor.word('with')) args.push(expr(cursor.isSign('{') ? map(cursor) : readExpression(cursor), pipeline))
  const span = pipeline.since(start)
  const as = target?.written ?? 'completion'
  pipeline.scope.make(as, pipeline.next)
  pipeline.push({
    kind: 'derive',
    from,
    make: [{ as, of: { kind: 'call', fn: 'completion', args, span }, span }],
    span,
  })
}
