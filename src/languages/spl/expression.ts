/**
 * Expressions of `eval` and `where`, by precedence: OR, XOR, AND, NOT, comparisons, `+ - .`, `* / %`, signs. `AND` binds
 * tighter than `OR` here, text stands in double quotes, and a word is a field.
 */
import { diagnose } from '../../model/diagnostics.js'
import { Cursor, Failure } from './cursor.js'
import type { Pipeline } from './query.js'
import { isBlank } from './structure.js'
import type { Apply, Name, Node } from './syntax.js'
import { numberOf } from './text.js'

/** Reads all of a stretch as one expression. */
export function readExpression(pipeline: Pipeline, from: number, to: number): Node {
  const cursor = new Cursor(pipeline.query, from, to)
  const node = expression(cursor, pipeline)
  if (cursor.ended) return node
  const end = cursor.at
  reported(pipeline, () => cursor.fail())
  return apply('and', [node, { kind: 'unread', from: end, to }], from, to)
}

/** Reads as much as is one expression. */
export const expression = (cursor: Cursor, pipeline: Pipeline): Node => new Reader(cursor, pipeline).either()

function reported(pipeline: Pipeline, read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    pipeline.report(error.problem)
  }
}

const apply = (fn: string, args: readonly Node[], from: number, to: number): Apply => ({
  kind: 'apply',
  fn,
  args,
  from,
  to,
})

const comparison = /(?:==|!=|<=|>=|=|<|>)/y
const sums = /[+\-.]/y
const products = /[*/%]/y
const word = /[A-Za-z_][\w:{}@$]*/y
const digits = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y
const keywords = /^(?:and|or|xor|not|in|like|as|by)$/i

class Reader {
  constructor(
    private readonly cursor: Cursor,
    private readonly pipeline: Pipeline,
  ) {}

  either(): Node {
    return this.chain('or', () => this.chain('xor', () => this.chain('and', () => this.operand())))
  }

  private chain(fn: 'or' | 'xor' | 'and', operand: () => Node): Node {
    const { cursor } = this
    const from = cursor.at
    const first = operand()
    if (!cursor.isWord(fn)) return first
    const args = [first]
    while (cursor.word(fn)) args.push(operand())
    return apply(fn, args, from, cursor.done)
  }

  /** What cannot be read here costs this operand only. */
  private operand(): Node {
    const { cursor, pipeline } = this
    const from = cursor.at
    try {
      return this.negation()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      pipeline.report(error.problem)
      cursor.moveTo(this.nextBreak(Math.max(from, cursor.done)))
      return { kind: 'unread', from, to: Math.max(cursor.done, from) }
    }
  }

  /** The next `and`, `or`, comma or closing bracket at this depth. */
  private nextBreak(from: number): number {
    const { text, to } = this.cursor
    let depth = 0
    for (let at = from; at < to; at++) {
      const char = text[at] as string
      if (char === '"') {
        const end = text.indexOf('"', at + 1)
        if (end < 0 || end >= to) return to
        at = end
      } else if (char === '(') depth++
      else if (char === ')' && --depth < 0) return at
      else if (
        depth === 0 &&
        (char === ',' || (isBlank(text.charCodeAt(at)) && /^\s+(?:and|x?or)\b/i.test(text.slice(at, at + 8))))
      )
        return at
    }
    return to
  }

  private negation(): Node {
    const { cursor } = this
    const from = cursor.at
    if (!cursor.word('not') && !(cursor.isSign('!') && !cursor.isSign('!=') && cursor.sign('!'))) return this.test()
    const of = cursor.nest(() => this.negation())
    return apply('not', [of], from, cursor.done)
  }

  private test(): Node {
    const { cursor } = this
    const from = cursor.at
    const left = this.sum()
    const sign = cursor.match(comparison)
    if (sign) return apply(sign === '=' ? '==' : sign, [left, this.sum()], from, cursor.done)
    if (cursor.word('like')) return apply('like', [left, this.sum()], from, cursor.done)
    if (cursor.isWord('not') && /^not\s+(?:in|like)\b/i.test(cursor.text.slice(cursor.at, cursor.at + 20))) {
      cursor.word('not')
      return apply('not', [this.among(left, from)], from, cursor.done)
    }
    return cursor.isWord('in') ? this.among(left, from) : left
  }

  private among(left: Node, from: number): Node {
    const { cursor } = this
    if (cursor.word('like')) return apply('like', [left, this.sum()], from, cursor.done)
    cursor.word('in')
    const args = this.list()
    return apply('in', [left, ...args], from, cursor.done)
  }

  private list(): Node[] {
    const { cursor } = this
    cursor.expect('(')
    const args: Node[] = []
    if (cursor.sign(')')) return args
    cursor.nest(() => {
      do args.push(this.either())
      while (cursor.sign(','))
    })
    if (!cursor.sign(')')) cursor.fail(cursor.ended ? '"(" is never closed' : undefined)
    return args
  }

  private sum(): Node {
    return this.leftAssociative(sums, () => this.leftAssociative(products, () => this.signed()))
  }

  private leftAssociative(signs: RegExp, operand: () => Node): Node {
    const { cursor } = this
    const from = cursor.at
    let left = operand()
    for (let n = 0; ; n++) {
      const sign = cursor.match(signs)
      if (!sign) return left
      if (n > 1000) cursor.fail('too long')
      left = apply(sign, [left, operand()], from, cursor.done)
    }
  }

  private signed(): Node {
    const { cursor } = this
    const from = cursor.at
    const minus = cursor.sign('-')
    if (!minus && !cursor.sign('+')) return this.primary()
    const of = cursor.nest(() => this.signed())
    if (of.kind === 'number')
      return { ...of, value: minus ? -of.value : of.value, written: cursor.text.slice(from, of.to), from }
    return minus ? apply('neg', [of], from, cursor.done) : of
  }

  private primary(): Node {
    const { cursor } = this
    const from = cursor.at
    switch (cursor.char) {
      case '"': {
        const range = cursor.quoted()
        return { kind: 'string', written: cursor.text.slice(range.from, range.to), from, to: cursor.done }
      }
      case "'": {
        const range = cursor.quoted()
        return { kind: 'name', written: cursor.text.slice(range.from, range.to), from, to: cursor.done }
      }
      case '(':
        return this.grouped(from)
      case '`': {
        const label = cursor.macro()
        return label === undefined ? cursor.fail() : { kind: 'unread', label, from, to: cursor.done }
      }
      default:
        return this.plain(from)
    }
  }

  private grouped(from: number): Node {
    const { cursor } = this
    cursor.sign('(')
    const of = cursor.nest(() => this.either())
    if (!cursor.sign(')')) cursor.fail(cursor.ended ? '"(" is never closed' : undefined)
    // A value keeps its own place; a test may be written with its parentheses.
    return of.kind === 'apply' ? { ...of, from, to: cursor.done } : of
  }

  private plain(from: number): Node {
    const { cursor } = this
    const number = cursor.match(digits)
    if (number !== undefined)
      return { kind: 'number', value: numberOf(number) ?? 0, written: number, from, to: cursor.done }
    const name = cursor.match(word)
    if (name === undefined) return cursor.fail()
    // `like(a, b)` and `in(a, b)` are functions, too.
    if (cursor.char === '(' && !/^(?:and|or|xor|not)$/i.test(name)) return this.call(name, from)
    if (keywords.test(name)) {
      cursor.moveTo(from)
      return cursor.fail()
    }
    return this.named(name, from)
  }

  private call(name: string, from: number): Node {
    const { cursor } = this
    const args = this.list()
    const fn = name.toLowerCase()
    // `isnull(x)` is what other languages write as `x is null`.
    const own =
      fn === 'isnull' && args.length === 1 ? 'is null' : fn === 'isnotnull' && args.length === 1 ? 'is not null' : fn
    return apply(own, args, from, cursor.done)
  }

  /**
   * By the language's rule `a.b` joins the texts of two fields. Where neither is a field that the search made, the author
   * meant one field of that name: it is read so, and said.
   */
  private named(first: string, from: number): Node {
    const { cursor, pipeline } = this
    let written = first
    const dotted = /\.(?:[A-Za-z_][\w:{}@$]*)(?![\w(])/y
    if (pipeline.scope.resolve(first).made === undefined)
      while (cursor.touches && cursor.char === '.') {
        const part = cursor.match(dotted)
        if (part === undefined) break
        written += part
      }
    const name: Name = { kind: 'name', written, from, to: cursor.done }
    if (written !== first) pipeline.report(diagnose('spl/dotted-name', cursor.place(from), written))
    return name
  }
}
