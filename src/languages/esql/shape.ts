/** Commands that decide which columns or how many rows go on: KEEP, DROP, SORT, LIMIT, MV_EXPAND, SAMPLE. */
import type { Field } from '../../model/rule.js'
import { readExpression, readName } from './expression.js'
import type { Pipeline } from './pipeline.js'
import type { Name, Node } from './syntax.js'
import { fieldAt, spanOf } from './value.js'

export function readProjection(pipeline: Pipeline, start: number, verb: 'keep' | 'drop'): void {
  const { cursor } = pipeline
  const { from } = pipeline
  const fields: Field[] = []
  do fields.push(readNamePattern(pipeline))
  while (cursor.sign(','))
  pipeline.push({ kind: 'shape', from, verb, fields, span: pipeline.since(start) })
}

/** `a.b`, `a.*`, `*`: names, dots and stars that touch. */
function readNamePattern(pipeline: Pipeline): Field {
  const { cursor } = pipeline
  const { from } = cursor.peek()
  let written = ''
  let wild = false
  do {
    const token = cursor.next()
    const part = token.kind === 'word' || token.kind === 'quoted' || token.kind === 'number'
    if (!part && !(token.kind === 'sign' && /^[.*?]$/.test(token.text))) {
      cursor.at--
      cursor.fail()
    }
    wild ||= token.kind === 'sign' && token.text === '*'
    written += token.text
  } while (cursor.touches && !cursor.done && !cursor.isSign(','))
  const span = spanOf({ from, to: cursor.end }, pipeline)
  if (wild) return { span, written, wild }
  return fieldAt({ kind: 'name', written, from, to: cursor.end }, pipeline)
}

/** `sort a desc nulls last, length(b)`. */
export function readSort(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const { from } = pipeline
  const fields: Field[] = []
  do {
    for (const name of namesIn(readExpression(cursor))) fields.push(fieldAt(name, pipeline))
    if (!cursor.word('asc')) cursor.word('desc')
    if (cursor.word('nulls') && !cursor.word('first')) cursor.expectWord('last')
  } while (cursor.sign(','))
  pipeline.push({ kind: 'shape', from, verb: 'sort', fields, span: pipeline.since(start) })
}

function namesIn(node: Node): Name[] {
  if (node.kind === 'name') return [node]
  if (node.kind !== 'apply') return []
  return (node.fn === '::' ? node.args.slice(0, 1) : node.args).flatMap(namesIn)
}

/** `limit 10`, `limit 3 by host.id`. */
export function readLimit(pipeline: Pipeline, start: number): void {
  const { cursor } = pipeline
  const { from } = pipeline
  const amount = readExpression(cursor)
  const fields: Field[] = []
  if (cursor.word('by'))
    do for (const name of namesIn(readExpression(cursor))) fields.push(fieldAt(name, pipeline))
    while (cursor.sign(','))
  const limit = amount.kind === 'number' ? { limit: amount.value } : {}
  pipeline.push({ kind: 'shape', from, verb: 'limit', fields, ...limit, span: pipeline.since(start) })
}

export function readExpand(pipeline: Pipeline, start: number): void {
  const { from } = pipeline
  const fields = [fieldAt(readName(pipeline.cursor), pipeline)]
  pipeline.push({ kind: 'shape', from, verb: 'mv_expand', fields, span: pipeline.since(start) })
}

/** `sample 0.1`: each row goes on with this probability. */
export function readSample(pipeline: Pipeline, start: number): void {
  const { from } = pipeline
  readExpression(pipeline.cursor)
  pipeline.push({ kind: 'shape', from, verb: 'sample', fields: [], span: pipeline.since(start) })
}
