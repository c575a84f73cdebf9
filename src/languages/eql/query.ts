/** Whole queries: an event, a sequence or a sample of events, and the pipes after it, as stages. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Predicate, Sequence, Stage, StageId, Step } from '../../model/rule.js'
import { type Made, readCondition, readField, stringText } from './condition.js'
import type { Cursor } from './cursor.js'
import { unquoteName } from './literals.js'
import { meaningOf } from './meaning.js'

const none: Made = new Map()

type Places = Readonly<Record<string, string>>

export function readQuery(cursor: Cursor, places: Places, stages: Stage[]): void {
  const kind = (['sequence', 'sample', 'join'] as const).find(
    (word) => cursor.isWord(word) && !cursor.isWord('where', 1),
  )
  if (!kind) readEvent(cursor, places, stages)
  else if (
    !cursor.recover(
      () => readSeries(cursor, kind, places, stages),
      () => undefined,
    )
  )
    unreadSeries(cursor, kind, places, stages)
}

/** `process where condition`: what is read and a filter over it. */
function readEvent(cursor: Cursor, places: Places, stages: Stage[]): StageId {
  const start = cursor.peek()
  const category = cursor.recover(
    () => readCategory(cursor),
    () => undefined,
  )
  const written = category?.name === undefined ? places : { ...places, category: category.name }
  const span = category?.span ?? cursor.placeOf(start)
  const from = stages.push({ kind: 'read', source: { kind: 'events', written }, span }) - 1
  const where: Predicate = category ? readWhere(cursor) : { kind: 'opaque', span: cursor.since(start) }
  return stages.push({ kind: 'filter', from, where, span: where.span }) - 1
}

/** With no name for `any`. */
function readCategory(cursor: Cursor): { name?: string; span: Stage['span'] } {
  const token = cursor.peek()
  const span = cursor.placeOf(token)
  if (token.kind !== 'name' && token.kind !== 'string' && token.kind !== 'quoted')
    cursor.fail('a category of events must stand here, or "any"')
  cursor.next()
  if (token.kind === 'quoted') cursor.foreign(token.from, token.to, 'a category in backticks', 'double quotes')
  const name =
    token.kind === 'string' ? stringText(cursor, token) : token.kind === 'quoted' ? unquoteName(token.text) : token.text
  if (!cursor.acceptWord('where')) cursor.fail('"where" must follow the category')
  return token.kind === 'name' && name === 'any' ? { span } : { name, span }
}

/** After `where`, up to `]`, a pipe or the end. */
function readWhere(cursor: Cursor): Predicate {
  const start = cursor.peek()
  return cursor.recover(
    () => {
      const node = readCondition(cursor, none)
      if (cursor.peek().kind !== 'end' && !cursor.isMark(']') && !cursor.isMark('|'))
        cursor.fail(`"${cursor.peek().text}" is not expected here`)
      return meaningOf(node, cursor.source, cursor.problems)
    },
    () => ({ kind: 'opaque', span: cursor.since(start) }),
  )
}

type SeriesKind = 'sequence' | 'sample' | 'join'

/** `sequence by a with maxspan=5m [...] [...] until [...]`. */
function readSeries(cursor: Cursor, kind: SeriesKind, places: Places, stages: Stage[]): Sequence {
  const start = cursor.next()
  if (kind === 'join') cursor.foreign(start.from, start.to, '"join"')
  const { by, within } = readHead(cursor, kind)
  const steps: Step[] = []
  while (cursor.isMark('[') || cursor.isAbsence()) steps.push(readStep(cursor, by, places, stages))
  const until = cursor.acceptWord('until') ? readStep(cursor, by, places, stages) : undefined
  if (steps.length === 0) cursor.fail('"[" must stand here')
  if (cursor.peek().kind !== 'end' && !cursor.isMark('|')) cursor.fail(`"${cursor.peek().text}" is not expected here`)
  const span = cursor.since(start)
  const series: Sequence = {
    kind: 'sequence',
    steps,
    ordered: kind === 'sequence',
    ...(within !== undefined && { within }),
    ...(until && { until }),
    span,
  }
  check(cursor, kind, series)
  stages.push(series)
  return series
}

/** A series that breaks off keeps the steps that could be read. */
function unreadSeries(cursor: Cursor, verb: string, places: Places, stages: Stage[]): void {
  while (cursor.peek().kind !== 'end' && !cursor.isMark('|')) cursor.next()
  const span = cursor.place(cursor.tokens[0]?.from ?? 0, cursor.before().to)
  if (stages.length === 0) stages.push({ kind: 'read', source: { kind: 'events', written: places }, span })
  const from = stages.flatMap((stage, id) => (stage.kind === 'filter' || stages.length === 1 ? [id] : []))
  stages.push({ kind: 'opaque', from, verb, span })
}

/** `by` comes before `with`; the other way round is understood too. */
function readHead(cursor: Cursor, kind: SeriesKind): { by: readonly Field[]; within?: number } {
  let by: readonly Field[] = readKeys(cursor)
  let within: number | undefined
  while (cursor.isWord('with')) {
    const { from } = cursor.next()
    within = readSpan(cursor)
    if (kind !== 'sequence') problem(cursor, from, `a ${kind} takes no maxspan`)
    if (cursor.isWord('by')) {
      const late = cursor.peek()
      problem(cursor, late.from, '"by" must stand before "with"', late.to)
      by = [...by, ...readKeys(cursor)]
    }
  }
  return within === undefined ? { by } : { by, within }
}

function problem(cursor: Cursor, from: number, detail: string, to = cursor.before().to): void {
  cursor.problems.push(diagnose('eql/bad-sequence', cursor.place(from, to), detail))
}

function readKeys(cursor: Cursor): Field[] {
  if (!cursor.acceptWord('by')) return []
  const keys = [readKey(cursor)]
  while (cursor.acceptMark(',')) keys.push(readKey(cursor))
  return keys
}

/** `?a`: events without the field go together. */
function readKey(cursor: Cursor): Field {
  const optional = cursor.isMark('?')
  const field = readField(cursor, none)
  return optional ? { ...field, optional } : field
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** After `with`: `maxspan=30s`. Undefined when it cannot be used. */
function readSpan(cursor: Cursor): number | undefined {
  if (!cursor.acceptWord('maxspan')) return cursor.fail('"maxspan" must follow "with"')
  assign(cursor)
  const number = cursor.peek()
  if (number.kind !== 'number') cursor.fail('a time such as 30s must follow "maxspan="')
  cursor.next()
  const unit = cursor.peek()
  const millis =
    unit.kind === 'name' && unit.from === number.to && Object.hasOwn(units, unit.text) ? units[unit.text] : undefined
  if (unit.kind === 'name' && unit.from === number.to) cursor.next()
  if (millis !== undefined && /^0*[1-9]\d{0,14}$/.test(number.text)) return Number(number.text) * millis
  problem(cursor, number.from, 'maxspan takes a whole number above 0 with ms, s, m, h or d')
  return undefined
}

function assign(cursor: Cursor): void {
  if (cursor.isMark('==')) cursor.foreign(cursor.peek().from, cursor.peek().to, '"==" here', '"="')
  if (!cursor.acceptMark('==')) cursor.expectMark('=', '"=" must stand here')
}

/** `[process where ...] by a with runs=3`, `![process where ...]`. */
function readStep(cursor: Cursor, shared: readonly Field[], places: Places, stages: Stage[]): Step {
  const open = cursor.peek()
  const absent = cursor.isAbsence()
  if (!absent && !cursor.isMark('[')) cursor.fail('"[" must stand here')
  cursor.next()
  const from = readEvent(cursor, places, stages)
  if (!cursor.acceptMark(']')) cursor.fail('"[" is never closed', open)
  let by: readonly Field[] = []
  let runs: number | undefined
  for (;;) {
    if (cursor.isWord('by')) by = [...by, ...readKeys(cursor)]
    else if (cursor.isWord('with') && cursor.isWord('runs', 1)) runs = readRuns(cursor)
    else break
  }
  const span = cursor.since(open)
  return { from, by: [...shared, ...by], absent, ...(runs !== undefined && runs > 1 && { runs }), span }
}

function readRuns(cursor: Cursor): number {
  cursor.next()
  const { from } = cursor.next()
  assign(cursor)
  const { kind, text } = cursor.peek()
  if (kind !== 'number') cursor.fail('a number must follow "runs="')
  cursor.next()
  const runs = Number(text)
  if (Number.isInteger(runs) && runs >= 1 && runs <= 100) return runs
  problem(cursor, from, 'runs takes a whole number from 1 to 100')
  return 1
}

/** What Elasticsearch asks of a series beyond its grammar. */
function check(cursor: Cursor, kind: SeriesKind, { steps, within, until, span }: Sequence): void {
  const say = (place: Stage['span'], detail: string): void => {
    cursor.problems.push(diagnose('eql/bad-sequence', place, detail))
  }
  const missing = steps.find((step) => step.absent)
  const first = steps[0]
  if (steps.reduce((sum, step) => sum + (step.runs ?? 1), 0) < 2) say(span, 'it needs two events or more')
  for (const step of until ? [...steps, until] : steps) {
    if (first && step.by.length !== first.by.length)
      say(step.span, 'every event needs as many keys after "by" as the first')
    if (step.absent && step.runs !== undefined) say(step.span, 'what must be absent cannot have runs')
  }
  if (missing && within === undefined && kind === 'sequence') say(missing.span, 'what must be absent needs a maxspan')
  if (steps.every((step) => step.absent)) say(span, 'it needs an event that is not absent')
  if (until?.absent) say(until.span, '"until" takes an event that is there')
  if (kind !== 'sample') return
  if (until) say(until.span, 'a sample has no "until"')
  if (first && first.by.length === 0) say(span, 'a sample needs keys after "by"')
  for (const step of steps)
    if (step.absent || step.runs) say(step.span, 'a sample takes neither absent events nor runs')
}
