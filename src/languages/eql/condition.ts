/** Conditions: `process.name : ("a*", "b") and not length(x) > 3`, read by the grammar of Elasticsearch. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, StageId } from '../../model/rule.js'
import type { Cursor } from './cursor.js'
import { reserved, unquote, unquoteName } from './literals.js'
import type { Token } from './tokens.js'
import { type Comparator, isConstant, type Lookup, type MathNode, type Node, type TestOp } from './tree.js'

/** Fields that stages so far have made, by name. */
export type Made = ReadonlyMap<string, StageId>

export function readCondition(cursor: Cursor, made: Made): Node {
  return chain(cursor, 'or', () => chain(cursor, 'and', () => negation(cursor, made)))
}

/** `a`, `a or b`, `a or b or c`. */
function chain(cursor: Cursor, kind: 'and' | 'or', operand: () => Node): Node {
  const first = operand()
  if (!cursor.isWord(kind)) return first
  const of = [first]
  while (cursor.acceptWord(kind)) of.push(operand())
  return { kind, of, from: first.from, to: (of.at(-1) as Node).to }
}

function negation(cursor: Cursor, made: Made): Node {
  if (!cursor.isWord('not')) return test(cursor, made)
  const { from } = cursor.peek()
  cursor.acceptWord('not')
  const of = cursor.nest(() => negation(cursor, made))
  return { kind: 'not', of, from, to: of.to }
}

const comparators: ReadonlySet<string> = new Set<Comparator>(['==', '!=', '<', '<=', '>', '>='])
const lookups: ReadonlySet<string> = new Set<Lookup>([':', 'in', 'in~', 'like', 'like~', 'regex', 'regex~'])

function test(cursor: Cursor, made: Made): Node {
  if (cursor.peek().kind === 'name' && cursor.isWord('of', 1)) return kinship(cursor, made)
  const left = lookup(cursor, made, sum(cursor, made))
  const token = cursor.peek()
  const op = comparator(cursor, token)
  if (!op) return left
  cursor.next()
  const right = lookup(cursor, made, sum(cursor, made))
  if (comparator(cursor, cursor.peek())) cursor.fail('comparisons cannot be chained; join them with "and"')
  return { kind: 'test', op, left, right: [right], negated: false, from: left.from, to: right.to }
}

function comparator(cursor: Cursor, { kind, text, from, to }: Token): TestOp | undefined {
  if (kind !== 'mark') return undefined
  if (text !== '=') return comparators.has(text) ? (text as Comparator) : undefined
  cursor.foreign(from, to, '"="', '"=="')
  return '=='
}

/** What may follow an operand: `in (...)`, `not in (...)`, `: "a"`, `like ("a", "b")`. */
function lookup(cursor: Cursor, made: Made, left: Node): Node {
  const token = cursor.peek()
  const negated = cursor.isWord('not') || cursor.isMark('!:')
  const op = lookupOp(token.text === '!:' ? { ...token, text: ':' } : cursor.peek(negated ? 1 : 0))
  if (!op) return left
  if (negated && !op.startsWith('in'))
    cursor.foreign(left.from, cursor.peek(1).to, `"${token.text}" before an operator`)
  const words = negated && token.text !== '!:' ? 2 : 1
  for (let i = 0; i < words; i++) {
    const { kind, text, from, to } = cursor.next()
    if (kind === 'name' && text !== text.toLowerCase()) cursor.foreign(from, to, `"${text}"`, `"${text.toLowerCase()}"`)
  }
  const right = bounds(cursor, made, op)
  return { kind: 'test', op, left, right, negated, from: left.from, to: cursor.before().to }
}

function lookupOp({ kind, text }: Token): Lookup | undefined {
  const op = text.toLowerCase()
  return (kind === 'name' || kind === 'mark') && lookups.has(op) ? (op as Lookup) : undefined
}

function bounds(cursor: Cursor, made: Made, op: Lookup): Node[] {
  const lists = op.startsWith('in')
  if (lists && !cursor.isMark('(')) return cursor.fail(`a list in "(...)" must follow "${op}"`)
  const found = cursor.isMark('(') ? cursor.nest(() => list(cursor, made, cursor.next().from)) : [sum(cursor, made)]
  const computed = lists ? undefined : found.find((node) => !isConstant(node))
  if (computed) cursor.foreign(computed.from, computed.to, `anything but constants after "${op}"`)
  return found
}

/** After `(`: one or more, up to and with `)`. */
function list(cursor: Cursor, made: Made, from: number): Node[] {
  const found = [item(cursor, made)]
  while (cursor.acceptMark(',')) found.push(item(cursor, made))
  close(cursor, from)
  return found
}

/** Most of what stands in lists are strings, which need no look at what could follow an operand. */
const item = (cursor: Cursor, made: Made): Node =>
  cursor.peek().kind === 'string' && (cursor.isMark(',', 1) || cursor.isMark(')', 1))
    ? primary(cursor, made)
    : readCondition(cursor, made)

function close(cursor: Cursor, from: number): Token {
  if (cursor.isMark(')')) return cursor.next()
  if (cursor.peek().kind !== 'end') return cursor.fail(`"${cursor.peek().text}" is not expected here`)
  return cursor.fail('"(" is never closed', { kind: 'mark', text: '(', from, to: from + 1 })
}

function sum(cursor: Cursor, made: Made): Node {
  return operators(cursor, ['+', '-'], () => operators(cursor, ['*', '/', '%'], () => sign(cursor, made)))
}

/** Binds from the left. */
function operators(cursor: Cursor, ops: readonly MathNode['op'][], operand: () => Node): Node {
  let left = operand()
  for (;;) {
    const { kind, text } = cursor.peek()
    const op = kind === 'mark' ? ops.find((one) => one === text) : undefined
    if (!op) return left
    cursor.countOperator()
    cursor.next()
    const right = operand()
    left = { kind: 'math', op, args: [left, right], from: left.from, to: right.to }
  }
}

function sign(cursor: Cursor, made: Made): Node {
  const op = cursor.isMark('-') ? '-' : cursor.isMark('+') ? '+' : undefined
  if (!op) return primary(cursor, made)
  const { from } = cursor.next()
  if (cursor.peek().kind === 'number') return number(cursor, from)
  const of = cursor.nest(() => sign(cursor, made))
  return { kind: 'math', op, args: [of], from, to: of.to }
}

function primary(cursor: Cursor, made: Made): Node {
  const token = cursor.peek()
  const { kind, text, from, to } = token
  switch (kind) {
    case 'string':
      cursor.next()
      return { kind: 'text', text: stringText(cursor, token), span: cursor.place(from, to), from, to }
    case 'number':
      return number(cursor, from)
    case 'quoted':
      return field(cursor, made)
    case 'name':
      if (cursor.isMark('(', 1)) return call(cursor, made)
      return constant(cursor, token) ?? field(cursor, made)
    case 'mark':
      if (text === '?') return field(cursor, made)
      if (text !== '(') return cursor.fail(`something is missing before "${text}"`)
      return cursor.nest(() => {
        cursor.next()
        const inner = readCondition(cursor, made)
        return { ...inner, from, to: close(cursor, from).to }
      })
    case 'bad':
    case 'end':
      return cursor.fail('something is missing at the end')
    default:
      return kind satisfies never
  }
}

function number(cursor: Cursor, from: number): Node {
  const { text, to } = cursor.next()
  const written = `${/^[+-]/.exec(cursor.source.text.slice(from, from + 1)) ?? ''}${text}`
  const span = cursor.place(from, to)
  return { kind: 'number', value: { kind: 'number', span, value: Number(written), written }, from, to }
}

function constant(cursor: Cursor, { text, from, to }: Token): Node | undefined {
  if (cursor.acceptWord('null')) return { kind: 'null', from, to }
  if (!cursor.isWord('true') && !cursor.isWord('false')) return undefined
  const value = text.toLowerCase() === 'true'
  cursor.acceptWord(value ? 'true' : 'false')
  return { kind: 'boolean', value: { kind: 'boolean', span: cursor.place(from, to), value, written: text }, from, to }
}

/** The text of a string, with whatever is wrong about how it is written. */
export function stringText(cursor: Cursor, { text: literal, from, to }: Token): string {
  const { text, unknown, foreign } = unquote(literal)
  if (foreign) cursor.foreign(from, to, 'a string in these quotes', 'double quotes')
  for (const at of unknown) {
    const found = literal.slice(at.from, at.to)
    cursor.problems.push(diagnose('eql/bad-escape', cursor.place(from + at.from, from + at.to), found))
  }
  return text
}

function call(cursor: Cursor, made: Made): Node {
  const { text, from } = cursor.next()
  const open = cursor.next()
  const args = cursor.nest(() => {
    if (cursor.acceptMark(')')) return []
    return list(cursor, made, open.from)
  })
  return { kind: 'call', fn: text.toLowerCase(), args, from, to: cursor.before().to }
}

function field(cursor: Cursor, made: Made): Node {
  const { from } = cursor.peek()
  const found = readField(cursor, made)
  return { kind: 'field', field: found, from, to: cursor.before().to }
}

/** `a.b.c`, `?a.b`, `` `a-b`.c ``, `a[0]`. That it is optional or in backticks is not part of what is written. */
export function readField(cursor: Cursor, made: Made): Field {
  const { from } = cursor.peek()
  cursor.acceptMark('?')
  let written = namePart(cursor, true)
  for (;;) {
    if (cursor.acceptMark('.')) written += `.${namePart(cursor, false)}`
    else if (cursor.isMark('[') && cursor.peek(1).kind === 'number') written += index(cursor)
    else break
  }
  const span = cursor.place(from, cursor.before().to)
  const stage = made.get(written)
  return stage === undefined ? { written, span } : { written, span, made: stage }
}

function namePart(cursor: Cursor, first: boolean): string {
  const token = cursor.peek()
  const { kind, text } = token
  if (kind === 'quoted' && text.length > 2) return unquoteName(cursor.next().text)
  if (kind === 'name' && !text.endsWith('~') && !(first && stops.has(text))) {
    cursor.next()
    if (reserved.has(text)) cursor.foreign(token.from, token.to, `"${text}" as a name`, `\`${text}\``)
    return text
  }
  if (kind === 'end') return cursor.fail(first ? 'something is missing at the end' : 'a name must follow "."')
  return cursor.fail(first ? `a field or value must stand here, not "${text}"` : 'a name must follow "."')
}

/** Words that can only be meant as themselves. */
const stops: ReadonlySet<string> = new Set(['and', 'by', 'in', 'like', 'not', 'or', 'regex', 'until', 'where', 'with'])

function index(cursor: Cursor): string {
  const { from } = cursor.next()
  const { text, to } = cursor.next()
  if (!/^\d+$/.test(text)) cursor.fail('an index must be a whole number')
  cursor.expectMark(']', '"]" must follow the index')
  cursor.foreign(from, to + 1, 'an index of a field')
  return `[${text}]`
}

/** `child of [process where ...]`. The condition is read only to find its end. */
function kinship(cursor: Cursor, made: Made): Node {
  const { text, from } = cursor.next()
  cursor.next()
  cursor.expectMark('[', '"[" must follow "of"')
  cursor.nest(() => {
    cursor.next()
    if (!cursor.acceptWord('where')) cursor.fail('"where" must follow the category')
    readCondition(cursor, made)
  })
  const { to } = cursor.expectMark(']', '"[" is never closed')
  return { kind: 'kin', relation: text, from, to }
}
