/**
 * Reads Kibana's query language. `not` binds tightest, then `and`, then `or`; a list of values spreads its field over
 * what it holds. One pass; a part that cannot be read is passed over up to the next keyword or closing bracket.
 *
 * White space around keywords that Kibana's grammar asks for may be missing next to brackets and quotes.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Field, Operator, Predicate } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { Cursor, Failure } from './cursor.js'
import { indicator, merge, present } from './indicator.js'
import { isStar, isWild, type Literal, plainText, skipSpaces, wordAt } from './literal.js'
import { skipBroken } from './recover.js'
import { boundValue, comparisonOf, equalValue, textValue } from './value.js'

/** Parentheses, braces and `not` nest at most this deep. */
const depthLimit = 200

export interface Kuery {
  /** Undefined when the query is empty: it then asks for nothing. */
  readonly where: Predicate | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Every span is placed by `source`. `*` and `*:*`, which hold of every record, are an `and` of nothing. */
export function readKuery(source: Fragment): Kuery {
  const parser = new Parser(source)
  return { where: parser.parse(), diagnostics: parser.diagnostics }
}

class Parser extends Cursor {
  private depth = 0
  /** Brackets that are open at `at`. */
  private open = 0
  /** Nothing more is said of brackets that are open at the end. */
  private isLost = false
  /** Path of the nested group that is being read. */
  private path = ''

  parse(): Predicate | undefined {
    this.at = skipSpaces(this.text, 0)
    if (this.at >= this.text.length) return undefined
    const start = this.at
    const where = this.or()
    this.at = skipSpaces(this.text, this.at)
    if (this.at >= this.text.length) return where
    const bracket = this.text[this.at] as string
    this.diagnostics.push(this.problem(this.at, `"${bracket}" closes nothing`))
    const rest = this.opaque(this.at, this.text.length)
    return { kind: 'and', of: [where, rest], span: this.source.place(start, this.end) }
  }

  // ---- predicates ----

  private or(): Predicate {
    return this.chain('or', () => this.and())
  }

  private and(): Predicate {
    return this.chain('and', () => this.operand())
  }

  private chain(kind: 'and' | 'or', operand: () => Predicate): Predicate {
    const start = this.at
    const first = operand()
    if (!this.accept(kind)) return first
    const of = [first, operand()]
    while (this.accept(kind)) of.push(operand())
    return { kind, of, span: this.source.place(start, this.end) }
  }

  /** One part of an `and`. What cannot be read of it stands beside what could. */
  private operand(): Predicate {
    const start = this.at
    const { open, depth, path } = this
    const read = this.attempt(() => this.not())
    if (read) {
      const stray = skipSpaces(this.text, this.at)
      if (this.isDone(stray)) return read
      this.diagnostics.push(this.expected(stray))
      const rest = this.pass(stray, stray, 0)
      return { kind: 'and', of: [read, rest], span: this.source.place(start, this.end) }
    }
    const inside = this.open - open
    this.open = open
    this.depth = depth
    this.path = path
    return this.pass(start, this.at, inside)
  }

  private attempt(read: () => Predicate): Predicate | undefined {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.diagnostics.push(error.problem)
      return undefined
    }
  }

  /** Goes on behind what cannot be read, of which `inside` brackets are still open at `at`. */
  private pass(start: number, at: number, inside: number): Predicate {
    this.at = skipBroken(this.text, at, inside)
    this.isLost ||= this.at >= this.text.length
    return this.opaque(start, this.at)
  }

  private opaque(from: number, to: number): Predicate {
    this.end = Math.max(from, from + this.text.slice(from, to).trimEnd().length)
    return { kind: 'opaque', span: this.source.place(from, this.end) }
  }

  /** Whether a predicate may end before what stands at `at`. */
  private isDone(at: number): boolean {
    const char = this.text[at]
    if (char === undefined || char === ')' || char === '}') return true
    const word = wordAt(this.text, at)
    return word !== undefined && word.keyword !== 'not'
  }

  private not(): Predicate {
    const start = this.at
    if (!this.accept('not')) return this.primary()
    return this.negation(start, () => this.not())
  }

  private negation(start: number, read: () => Predicate): Predicate {
    const again = wordAt(this.text, this.at)
    if (again?.keyword === 'not') this.tolerate(again, '"not" twice in a row')
    const of = this.nest(start, read)
    return { kind: 'not', of, span: this.source.place(start, this.end) }
  }

  private primary(): Predicate {
    return this.text[this.at] === '(' ? this.group(() => this.or()) : this.expression()
  }

  /** What stands in brackets; their place belongs to it. */
  private group(read: () => Predicate): Predicate {
    const start = this.at
    const closing = this.text[start] === '{' ? '}' : ')'
    const inner = this.nest(start, () => {
      this.open++
      this.at = skipSpaces(this.text, start + 1)
      const inside = read()
      this.at = skipSpaces(this.text, this.at)
      return inside
    })
    const found = this.text[this.at]
    if (found === closing) {
      this.open--
      this.end = ++this.at
    } else if (found !== undefined) this.fail(this.at, `"${closing}" is missing before "${found}"`)
    else if (!this.isLost) {
      this.isLost = true
      this.diagnostics.push(this.problem(start, `"${this.text[start]}" is never closed`))
    }
    return { ...inner, span: this.source.place(start, this.end) }
  }

  private nest(from: number, read: () => Predicate): Predicate {
    if (this.depth >= depthLimit)
      throw new Failure(diagnose('kuery/too-nested', this.source.place(from, from + 1), depthLimit))
    this.depth++
    const predicate = read()
    this.depth--
    return predicate
  }

  // ---- fields and values ----

  /** `field: values`, `field >= value`, `field: { nested }` or free text. */
  private expression(): Predicate {
    const start = this.at
    const head = this.literal()
    const next = skipSpaces(this.text, head.end)
    const char = this.text[next]
    if (char === ':') return this.test(head, start, next)
    if (char === '<' || char === '>') return this.range(head, start, next)
    return this.leaf(null, head)
  }

  private test(head: Literal, start: number, colon: number): Predicate {
    this.at = skipSpaces(this.text, colon + 1)
    if (this.text[this.at] === '{') return this.nested(head, start)
    const field = this.field(head)
    const read = this.values(field)
    return { ...read, span: this.source.place(start, this.end) }
  }

  private range(head: Literal, start: number, from: number): Predicate {
    const orEqual = this.text[from + 1] === '='
    const op: Operator = this.text[from] === '<' ? (orEqual ? 'le' : 'lt') : orEqual ? 'ge' : 'gt'
    this.at = skipSpaces(this.text, from + (orEqual ? 2 : 1))
    const bound = this.literal()
    const value = boundValue(bound, this.source.place(bound.from, bound.to))
    return indicator(this.field(head), op, value, this.source.place(start, this.end))
  }

  /** `path: { a: b and c: d }`: one element of the list at `path` has to fit as a whole. */
  private nested(head: Literal, start: number): Predicate {
    const outer = this.path
    this.path = this.full(plainText(head))
    const inner = this.group(() => this.or())
    this.path = outer
    const span = this.source.place(start, this.end)
    this.diagnostics.push(diagnose('kuery/nested', span, this.full(plainText(head))))
    return { ...inner, span, label: 'nested' }
  }

  private field(name: Literal): Field {
    const written = this.full(plainText(name))
    const span = this.source.place(name.from, name.to)
    return isWild(name) ? { span, written, wild: true } : { span, written }
  }

  private full(name: string): string {
    return this.path ? `${this.path}.${name}` : name
  }

  /** A value, or a list of values in parentheses. */
  private values(field: Field): Predicate {
    return this.text[this.at] === '(' ? this.group(() => this.anyOf(field)) : this.leaf(field, this.literal())
  }

  private anyOf(field: Field): Predicate {
    return merge(this.chain('or', () => this.allOf(field)))
  }

  private allOf(field: Field): Predicate {
    return merge(this.chain('and', () => this.item(field)))
  }

  private item(field: Field): Predicate {
    const read = this.unlessNot(field)
    const stray = skipSpaces(this.text, this.at)
    if (!this.isDone(stray)) throw new Failure(this.expected(stray))
    return read
  }

  private unlessNot(field: Field): Predicate {
    const start = this.at
    if (!this.accept('not')) return this.values(field)
    return this.negation(start, () => this.unlessNot(field))
  }

  private leaf(field: Field | null, literal: Literal): Predicate {
    const span = this.source.place(literal.from, literal.to)
    if (isStar(literal)) return present(field, span)
    if (!field) {
      this.diagnostics.push(diagnose('kuery/free-text', span))
      return indicator(null, 'contains', textValue(literal, span), span)
    }
    if (!literal.quoted && plainText(literal) === 'null') {
      this.diagnostics.push(diagnose('kuery/null', span))
      return { kind: 'not', of: present(field, span), span }
    }
    const value = equalValue(literal, span)
    return indicator(field, comparisonOf(field.written, [value]) ?? 'eq', value, span)
  }
}
