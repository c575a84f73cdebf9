/** Where a query's rows come from: FROM, TS, and names of indices, policies and lists. */
import type { StageId } from '../../model/rule.js'
import type { Cursor } from './cursor.js'
import type { Pipeline } from './pipeline.js'

/** `logs-*`, `cluster:logs-*`, `"logs-*"`: whatever touches, up to a comma or a bracket. */
export function sourceName(cursor: Cursor): string {
  const { from } = cursor.peek()
  let name = ''
  do {
    if (cursor.done || cursor.isSign(',') || cursor.isSign('(') || cursor.isSign('[') || cursor.isSign(']'))
      cursor.fail()
    const token = cursor.next()
    if (token.open) cursor.fail('the text is never closed')
    name += token.kind === 'string' ? token.text : cursor.source.text.slice(token.from, token.to)
  } while (cursor.touches && cursor.peek().from > from && !ends(cursor))
  return name
}

const ends = (cursor: Cursor): boolean => cursor.done || [',', '(', '[', ']'].some((sign) => cursor.isSign(sign))

/** `from a, b, (from c | where …) metadata _id`. `inner` reads the query in the brackets and tells its last stage. */
export function readFrom(pipeline: Pipeline, start: number, inner: (pipeline: Pipeline) => StageId | undefined): void {
  const { cursor } = pipeline
  const names: string[] = []
  const parts: StageId[] = []
  let end = cursor.end
  do {
    if (cursor.sign('(')) {
      const stage = cursor.nest(() => inner(pipeline))
      if (stage !== undefined) parts.push(stage)
      cursor.expectSign(')')
    } else {
      names.push(sourceName(cursor))
      end = cursor.end
    }
  } while (cursor.sign(','))
  skipMetadata(cursor)
  const whole = pipeline.since(start)
  if (names.length > 0) {
    const span = parts.length > 0 ? pipeline.source.place(start, end) : whole
    parts.unshift(
      pipeline.push({ kind: 'read', source: { kind: 'events', written: { index: names.join(', ') } }, span }),
    )
  }
  const [only] = parts
  if (parts.length > 1) pipeline.push({ kind: 'union', from: parts, span: whole })
  else pipeline.last = only
}

/** Which fields of the index's own come along: `metadata _id, _index`, once in square brackets. */
function skipMetadata(cursor: Cursor): void {
  const bracket = cursor.sign('[')
  if (cursor.word('metadata'))
    do cursor.next()
    while (cursor.sign(','))
  if (bracket) cursor.expectSign(']')
}
