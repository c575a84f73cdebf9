/** Commands that keep records: SEARCH, WHERE, REGEX, and what a search in brackets adds to a condition. */

import { diagnose } from '../../model/diagnostics.js'
import type { Field, Predicate, Span, StageId, Value } from '../../model/rule.js'
import type { Call, ReadInner } from './call.js'
import { condition } from './condition.js'
import { Cursor } from './cursor.js'
import { expression, readExpression } from './expression.js'
import { Pipeline } from './query.js'
import { readSearch, type Searched } from './search.js'
import type { Inner } from './structure.js'
import { unescaped } from './text.js'

export function readSearchCommand({ pipeline, from, to, readInner }: Call): void {
  const found = readSearch(pipeline, from, to)
  filterBy(pipeline, found, pipeline.query.source.place(from, to), readInner)
}

/** A filter, and behind it a join for each search in brackets that stands at its top. */
export function filterBy(pipeline: Pipeline, { where, inner }: Searched, span: Span, readInner: ReadInner): void {
  if (!where) return
  const parts = where.kind === 'and' && where.label === undefined ? where.of : [where]
  const joined = inner.size > 0 ? parts.filter((part) => innerOf(part, inner)) : []
  const rest = parts.filter((part) => !joined.includes(part))
  const [only] = rest
  if (only) {
    const kept: Predicate =
      rest.length === parts.length ? where : rest.length === 1 ? only : { ...where, kind: 'and', of: rest }
    pipeline.push({ kind: 'filter', from: pipeline.from, where: kept, span })
  }
  const seen = new Set<Inner>()
  for (const part of joined) {
    const found = innerOf(part, inner)
    if (found) seen.add(found)
    if (found) joinBy(pipeline, found, part, readInner)
  }
  for (const [leaf, one] of inner) if (!seen.has(one)) unreadInner(pipeline, one, leaf.span, readInner)
}

function innerOf(part: Predicate, inner: ReadonlyMap<Predicate, Inner>): Inner | undefined {
  return inner.get(part) ?? (part.kind === 'not' ? inner.get(part.of) : undefined)
}

/** A search in brackets gives values that records have to have, or under a NOT must not have, in fields of its names. */
function joinBy(pipeline: Pipeline, inner: Inner, part: Predicate, readInner: ReadInner): void {
  const { last: from } = pipeline
  const other = readBranch(pipeline, inner, readInner)
  const names = other.scope.names
  const how = part.kind === 'not' ? 'anti' : 'semi'
  const { span } = part
  if (from !== undefined && other.last !== undefined && names && names.length > 0) {
    const on = names.map((name): readonly [Field, Field] => [pipeline.field(name, span), other.field(name, span)])
    pipeline.push({ kind: 'join', from, other: other.last, how, on: [on], label: 'subsearch', span })
    return
  }
  pipeline.report(diagnose('spl/unread-subsearch', span, 'it does not say which fields it yields'))
  pushUnread(pipeline, other.last, span)
}

function unreadInner(pipeline: Pipeline, inner: Inner, span: Span, readInner: ReadInner): void {
  const other = readBranch(pipeline, inner, readInner)
  pipeline.report(diagnose('spl/unread-subsearch', span, 'it stands inside a condition'))
  pushUnread(pipeline, other.last, span)
}

function pushUnread(pipeline: Pipeline, other: StageId | undefined, span: Span): void {
  const from = [pipeline.last, other].filter((id) => id !== undefined)
  pipeline.push({ kind: 'opaque', from, verb: 'subsearch', span })
}

/** Reads a search in brackets as a branch of its own; `last` of what comes back is where it ends. */
export function readBranch(pipeline: Pipeline, inner: Inner, readInner: ReadInner, start?: Pipeline): Pipeline {
  const branch = start ?? new Pipeline(pipeline.query)
  readInner(inner.commands, branch)
  return branch
}

export const readWhere = ({ pipeline, from, to, span }: Call): void => filterWhere(pipeline, from, to, span)

/** A filter by the condition in a stretch. */
export function filterWhere(pipeline: Pipeline, from: number, to: number, span: Span): void {
  const where = condition(readExpression(pipeline, from, to), pipeline)
  pipeline.push({ kind: 'filter', from: pipeline.from, where, span })
}

/** `head (condition)` and such: one expression, and where it ends. */
export function readCondition(cursor: Cursor, pipeline: Pipeline): Predicate {
  return condition(expression(cursor, pipeline), pipeline)
}

/** `regex field="…"`, `regex field!="…"`, `regex "…"`: a pattern that a field, or the record's text, has or has not. */
export function readRegex({ pipeline, from, to, span }: Call): void {
  const cursor = new Cursor(pipeline.query, from, to)
  const start = cursor.at
  const head = cursor.match(/(?:"[^"]*"|'[^']*'|[^\s"=!|]+)\s*!?=/y)
  const name = head?.replace(/\s*!?=$/, '').replace(/^(["'])(.*)\1$/s, '$2')
  const field =
    name === undefined ? null : pipeline.field(name, cursor.place(start, start + (head?.search(/\s*!?=$/) ?? 0)))
  const begin = cursor.at
  const bare = cursor.char === '"' ? undefined : cursor.match(/[^|]+/y)?.trim()
  const inside = bare === undefined ? cursor.quoted() : { from: begin, to: begin + bare.length }
  const written = unescaped(cursor.text.slice(inside.from, inside.to))
  const value: Value = { kind: 'pattern', span: cursor.place(begin), written, flags: '' }
  const at = cursor.place(start)
  const test: Predicate = {
    kind: 'indicator',
    field: name === '_raw' ? null : field,
    op: 'regex',
    values: [value],
    need: 'one',
    cased: true,
    via: [],
    span: at,
  }
  const where: Predicate = head?.endsWith('!=') ? { kind: 'not', of: test, span: at } : test
  if (!cursor.ended) cursor.fail()
  pipeline.push({ kind: 'filter', from: pipeline.from, where, span })
}
