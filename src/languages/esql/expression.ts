/** Expressions, by precedence: or, and, not, tests, sums, products, signs, casts. */
import { diagnose } from '../../model/diagnostics.js'
import type { Cursor } from './cursor.js'
import { depthLimit, Failure } from './cursor.js'
import type { Name, Node } from './syntax.js'
import { depthOf } from './syntax.js'

export const readExpression = (cursor: Cursor): Node => either(cursor)

function apply(cursor: Cursor, fn: string, args: readonly Node[], from: number): Node {
  const depth = args.reduce((most, arg) => Math.max(most, depthOf(arg)), 0) + 1
  const to = cursor.end
  if (depth > depthLimit) throw new Failure(diagnose('esql/too-nested', cursor.place(from, to), depthLimit))
  return { kind: 'apply', fn, args, depth, from, to }
}

function chain(cursor: Cursor, fn: 'and' | 'or', operand: (cursor: Cursor) => Node): Node {
  const from = cursor.peek().from
  const first = operand(cursor)
  if (!cursor.isWord(fn)) return first
  const args = [first]
  while (cursor.word(fn)) args.push(operand(cursor))
  return apply(cursor, fn, args, from)
}

const either = (cursor: Cursor): Node => chain(cursor, 'or', both)
const both = (cursor: Cursor): Node => chain(cursor, 'and', operand)

/** What cannot be read here costs this operand only; the query goes on at the next `and`, `or`, comma or bracket. */
function operand(cursor: Cursor): Node {
  const start = cursor.at
  try {
    return negation(cursor)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    cursor.problems.push(error.problem)
    cursor.skipFrom(start, (token) =>
      token.kind === 'sign'
        ? /^[)\]},|]$/.test(token.text)
        : token.kind === 'word' && /^(?:and|or|by)$/i.test(token.text),
    )
    const first = cursor.peek(start - cursor.at)
    return { kind: 'unread', from: first.from, to: cursor.at === start ? first.to : cursor.end }
  }
}

function negation(cursor: Cursor): Node {
  const { from } = cursor.peek()
  if (!cursor.word('not')) return test(cursor)
  const of = cursor.nest(() => negation(cursor))
  return apply(cursor, 'not', [of], from)
}

const comparisons = new Set(['==', '=~', '!=', '<', '<=', '>', '>='])

function test(cursor: Cursor): Node {
  const { from } = cursor.peek()
  let left = sum(cursor)
  const token = cursor.peek()
  if (token.kind === 'sign' && comparisons.has(token.text)) {
    cursor.at++
    left = apply(cursor, token.text, [left, sum(cursor)], from)
  }
  if (cursor.isSign(':')) {
    cursor.at++
    left = apply(cursor, ':', [left, signed(cursor)], from)
  }
  return listed(cursor, left, from)
}

/** `in (…)`, `like`, `rlike`, `is null`, each with its `not`. */
function listed(cursor: Cursor, left: Node, from: number): Node {
  if (cursor.word('is')) {
    const fn = cursor.word('not') ? 'is not null' : 'is null'
    cursor.expectWord('null')
    return apply(cursor, fn, [left], from)
  }
  const negated = cursor.isWord('not')
  const operator = cursor.peek(negated ? 1 : 0).text.toLowerCase()
  const known = operator === 'in' || operator === 'like' || operator === 'rlike'
  if (!known || cursor.peek(negated ? 1 : 0).kind !== 'word') return left
  cursor.at += negated ? 2 : 1
  const right = operator === 'in' || cursor.isSign('(') ? bracketed(cursor, ')', '(') : [pattern(cursor)]
  const found = apply(cursor, operator, [left, ...right], from)
  return negated ? apply(cursor, 'not', [found], from) : found
}

function pattern(cursor: Cursor): Node {
  const { kind } = cursor.peek()
  if (kind !== 'string' && !cursor.isSign('?')) return cursor.fail()
  return primary(cursor)
}

function bracketed(cursor: Cursor, close: string, open: string, between = () => cursor.sign(',')): Node[] {
  cursor.expectSign(open)
  const items: Node[] = []
  if (cursor.sign(close)) return items
  cursor.nest(() => {
    do items.push(argument(cursor))
    while (between())
  })
  if (!cursor.sign(close)) cursor.fail(cursor.peek().kind === 'end' ? `"${open}" is never closed` : undefined)
  return items
}

function argument(cursor: Cursor): Node {
  const { from, to } = cursor.peek()
  return cursor.sign('*') ? { kind: 'star', from, to } : either(cursor)
}

function leftAssociative(cursor: Cursor, signs: readonly string[], operand: (cursor: Cursor) => Node): Node {
  const { from } = cursor.peek()
  let left = operand(cursor)
  for (;;) {
    const token = cursor.peek()
    if (token.kind !== 'sign' || !signs.includes(token.text)) return left
    cursor.at++
    left = apply(cursor, token.text, [left, operand(cursor)], from)
  }
}

const sum = (cursor: Cursor): Node => leftAssociative(cursor, ['+', '-'], product)
const product = (cursor: Cursor): Node => leftAssociative(cursor, ['*', '/', '%'], signed)

function signed(cursor: Cursor): Node {
  const { from } = cursor.peek()
  const minus = cursor.sign('-')
  if (!minus && !cursor.sign('+')) return cast(cursor)
  const of = cursor.nest(() => signed(cursor))
  if (of.kind === 'number') {
    const written = cursor.source.text.slice(from, of.to)
    return { ...of, value: minus ? -of.value : of.value, written, from }
  }
  return minus ? apply(cursor, 'neg', [of], from) : of
}

function cast(cursor: Cursor): Node {
  const { from } = cursor.peek()
  let of = primary(cursor)
  while (cursor.sign('::')) {
    const type = cursor.next()
    if (type.kind !== 'word' && type.kind !== 'quoted') return cursor.fail('a type is missing after "::"')
    const name: Name = { kind: 'name', written: type.text.toLowerCase(), from: type.from, to: type.to }
    of = apply(cursor, '::', [of, name], from)
  }
  return of
}

function primary(cursor: Cursor): Node {
  const token = cursor.peek()
  const { from, to } = token
  switch (token.kind) {
    case 'string':
      if (token.open) return cursor.fail('the text is never closed')
      cursor.at++
      return { kind: 'string', token, from, to }
    case 'number':
      cursor.at++
      return numeral(cursor, token.text, from)
    case 'word':
    case 'quoted':
      return named(cursor)
    case 'sign':
      return grouped(cursor)
    case 'end':
      return cursor.fail()
    default:
      return token.kind satisfies never
  }
}

const units =
  /^(?:ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|mo|months?|q|quarters?|y|yr|years?)$/i

function numeral(cursor: Cursor, written: string, from: number): Node {
  const unit = cursor.peek()
  if (unit.kind === 'word' && units.test(unit.text)) {
    cursor.at++
    return { kind: 'timespan', written: cursor.source.text.slice(from, unit.to), from, to: unit.to }
  }
  return { kind: 'number', value: Number(written), written, from, to: from + written.length }
}

function grouped(cursor: Cursor): Node {
  const { text, from } = cursor.peek()
  if (text === '(') {
    const of = parenthesized(cursor)
    // A value keeps its own place; a test may be written with its parentheses.
    return of.kind === 'apply' || of.kind === 'unread' ? { ...of, from, to: cursor.end } : of
  }
  if (text === '[') return apply(cursor, 'list', bracketed(cursor, ']', '['), from)
  if (text === '{') return map(cursor)
  if (text === '?') return parameter(cursor)
  return cursor.fail()
}

function parenthesized(cursor: Cursor): Node {
  cursor.expectSign('(')
  const of = cursor.nest(() => either(cursor))
  if (!cursor.sign(')')) cursor.fail(cursor.peek().kind === 'end' ? '"(" is never closed' : undefined)
  return of
}

/** `{ "key": value, … }`, the options of a function or command. */
export function map(cursor: Cursor): Node {
  const { from } = cursor.peek()
  cursor.expectSign('{')
  const args: Node[] = []
  if (!cursor.sign('}')) {
    cursor.nest(() => {
      do {
        args.push(primary(cursor))
        cursor.expectSign(':')
        args.push(signed(cursor))
      } while (cursor.sign(','))
    })
    cursor.expectSign('}')
  }
  return apply(cursor, 'map', args, from)
}

function parameter(cursor: Cursor): Node {
  const { from } = cursor.peek()
  while (cursor.sign('?') && cursor.touches && cursor.isSign('?'));
  const { kind, text } = cursor.peek()
  const named = cursor.touches && (kind === 'word' || kind === 'number')
  if (named) cursor.at++
  return { kind: 'parameter', name: named ? text : '', from, to: cursor.end }
}

const reserved = new Set(['and', 'or', 'not', 'in', 'is', 'like', 'rlike', 'by', 'asc', 'desc'])

function named(cursor: Cursor): Node {
  const token = cursor.peek()
  const { from, to } = token
  const lower = token.kind === 'word' && !cursor.isSign('.', 1) ? token.text.toLowerCase() : ''
  if (reserved.has(lower)) return cursor.fail()
  if (cursor.isSign('(', 1)) return call(cursor)
  if (lower === 'null') {
    cursor.at++
    return { kind: 'null', from, to }
  }
  if (lower === 'true' || lower === 'false') {
    cursor.at++
    return { kind: 'boolean', value: lower === 'true', written: token.text, from, to }
  }
  return readName(cursor)
}

function call(cursor: Cursor): Node {
  const { text, from } = cursor.next()
  const fn = text.toLowerCase()
  // `first(value by time)` is another way to write `first(value, time)`.
  const between = () => cursor.sign(',') || ((fn === 'first' || fn === 'last') && cursor.word('by'))
  return apply(cursor, fn, bracketed(cursor, ')', '(', between), from)
}

/** `a.b.c`, any part in backticks. */
export function readName(cursor: Cursor): Name {
  const { from } = cursor.peek()
  let written = ''
  do {
    const token = cursor.next()
    if (token.kind !== 'word' && token.kind !== 'quoted') {
      cursor.at--
      return cursor.fail()
    }
    if (token.open) return cursor.fail('the name is never closed')
    written += written ? `.${token.text}` : token.text
  } while (cursor.sign('.'))
  return { kind: 'name', written, from, to: cursor.end }
}

/** `name =` before an expression; the place is left as it was when there is none. */
export function readTarget(cursor: Cursor): Name | undefined {
  const start = cursor.at
  const { kind } = cursor.peek()
  if (kind !== 'word' && kind !== 'quoted') return undefined
  if (!cursor.isSign('=', 1) && !cursor.isSign('.', 1)) return undefined
  try {
    const name = readName(cursor)
    if (cursor.sign('=')) return name
  } catch (error) {
    // No name: what it is instead will be said when it is read as an expression.
    if (!(error instanceof Failure)) throw error
  }
  cursor.at = start
  return undefined
}
