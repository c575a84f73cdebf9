/** The pipes after a query: `| head 10`. Elasticsearch has `head` and `tail`; the others are EQL elsewhere. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Stage, StageId } from '../../model/rule.js'
import { nearest } from '../../text/nearest.js'
import { type Made, readCondition, readField } from './condition.js'
import type { Cursor } from './cursor.js'
import { meaningOf } from './meaning.js'
import type { Token } from './tokens.js'

export const countName = 'count'

const pipes = ['head', 'tail', 'sort', 'unique', 'unique_count', 'count', 'filter'] as const
type Pipe = (typeof pipes)[number]
const isPipe = (name: string): name is Pipe => (pipes as readonly string[]).includes(name)

/** From the first `|` to the end. */
export function readPipes(cursor: Cursor, stages: Stage[]): void {
  const made = new Map<string, StageId>()
  while (cursor.peek().kind !== 'end') {
    const bar = cursor.peek()
    const from = stages.length - 1
    const read = cursor.recover(
      () => {
        cursor.expectMark('|', `"${bar.text}" is not expected here`)
        return readPipe(cursor, made, from)
      },
      () => undefined,
    )
    while (!read && !ended(cursor)) cursor.next()
    if (read) stages.push(...read)
    else stages.push({ kind: 'opaque', from: [from], verb: '|', span: cursor.since(bar) })
    if (stages[from + 1]?.kind === 'group') made.set(countName, from + 1)
  }
}

/** The stages of one pipe over the stage `from`. */
function readPipe(cursor: Cursor, made: Made, from: StageId): Stage[] {
  const name = cursor.peek()
  if (name.kind !== 'name') cursor.fail('the name of a pipe must follow "|"')
  cursor.next()
  const kind = name.text.toLowerCase()
  if (!isPipe(kind)) return unknown(cursor, name, from)
  if (kind !== 'head' && kind !== 'tail') cursor.foreign(name.from, name.to, `the pipe "${kind}"`)
  switch (kind) {
    case 'head':
    case 'tail': {
      const limit = readLimit(cursor, name)
      return [{ kind: 'shape', from, verb: kind, fields: [], limit, span: cursor.since(name) }]
    }
    case 'sort':
    case 'unique': {
      const fields = readFields(cursor, made, name)
      return [{ kind: 'shape', from, verb: kind, fields, span: cursor.since(name) }]
    }
    case 'count':
      return [counting(cursor, from, ended(cursor) ? [] : readFields(cursor, made, name), name)]
    case 'unique_count': {
      const fields = readFields(cursor, made, name)
      const group: Stage = { ...counting(cursor, from, fields, name), inline: true }
      return [group, { kind: 'shape', from: from + 1, verb: 'unique', fields, span: group.span }]
    }
    case 'filter': {
      const where = meaningOf(readCondition(cursor, made), cursor.source, cursor.problems)
      finish(cursor)
      return [{ kind: 'filter', from, where, span: cursor.since(name) }]
    }
    default:
      return kind satisfies never
  }
}

function unknown(cursor: Cursor, name: Token, from: StageId): Stage[] {
  cursor.problems.push(diagnose('eql/unknown-pipe', cursor.placeOf(name), name.text, nearest(name.text, pipes)))
  while (!ended(cursor)) cursor.next()
  return [{ kind: 'opaque', from: [from], verb: name.text, span: cursor.since(name) }]
}

const ended = (cursor: Cursor): boolean => cursor.peek().kind === 'end' || cursor.isMark('|')

function finish(cursor: Cursor): void {
  if (!ended(cursor)) cursor.fail(`"${cursor.peek().text}" is not expected here`)
}

function readLimit(cursor: Cursor, name: Token): number {
  const { kind, text } = cursor.peek()
  if (kind !== 'number' || !/^\d{1,15}$/.test(text)) return wrong(cursor, name, 'one whole number')
  cursor.next()
  finish(cursor)
  return Number(text)
}

function readFields(cursor: Cursor, made: Made, name: Token): Field[] {
  if (ended(cursor)) return wrong(cursor, name, 'one field or more')
  const fields = [readField(cursor, made)]
  while (cursor.acceptMark(',')) fields.push(readField(cursor, made))
  finish(cursor)
  return fields
}

function wrong(cursor: Cursor, name: Token, takes: string): never {
  return cursor.failWith(diagnose('eql/bad-pipe', cursor.placeOf(name), name.text, takes))
}

const counting = (
  cursor: Cursor,
  from: StageId,
  by: readonly Field[],
  name: Token,
): Extract<Stage, { kind: 'group' }> => ({
  kind: 'group',
  from,
  by,
  make: [{ as: countName, fn: 'count' }],
  span: cursor.since(name),
})
