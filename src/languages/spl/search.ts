/**
 * The conditions of `search`, and of `tstats` behind `where`: words and `field=value`, blanks for `AND`. `OR` binds
 * tighter than `AND`. Values compare without case and have `*` wildcards; `field!=value` needs the field to be there,
 * `NOT field=value` does not.
 */
import { exists, impliedBy } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Indicator, Operator, Part, Predicate, Span, Value } from '../../model/rule.js'
import { parseCidr } from '../../text/cidr.js'
import { chosen } from './choices.js'
import { Cursor, Failure } from './cursor.js'
import { isFilterMacro } from './macros.js'
import type { Pipeline } from './query.js'
import type { Inner } from './structure.js'
import { isBlank } from './structure.js'
import { searched, unescaped } from './text.js'

export interface Searched {
  /** Undefined when nothing is asked. */
  readonly where: Predicate | undefined
  /** The opaque leaves that stand for a search in brackets. */
  readonly inner: ReadonlyMap<Predicate, Inner>
}

/** Reads all of a stretch. What cannot be read is an opaque leaf of its own. */
export function readSearch(pipeline: Pipeline, from: number, to: number): Searched {
  const reader = new Reader(pipeline, from, to)
  return { where: reader.read(), inner: reader.inner }
}

interface Piece {
  readonly of: Predicate
  readonly from: number
  readonly to: number
}

/** Words that say which time to search, and nothing about a record. */
const times =
  /^(?:_?index_)?(?:earliest|latest|starttimeu?|endtimeu?|startdaysago|starthoursago|startminutesago|startmonthsago|enddaysago|endhoursago|endminutesago|endmonthsago|searchtimespan\w+|timeformat|daysago|hoursago|minutesago|monthsago)$/i

const comparison = /(?:!=|<=|>=|==|=|<|>)/y
const operators: Readonly<Record<string, Operator>> = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }

class Reader {
  readonly inner = new Map<Predicate, Inner>()
  private readonly cursor: Cursor

  constructor(
    private readonly pipeline: Pipeline,
    from: number,
    to: number,
  ) {
    this.cursor = new Cursor(pipeline.query, from, to)
  }

  read(): Predicate | undefined {
    const { cursor } = this
    const pieces: Piece[] = []
    while (!cursor.ended) {
      if (cursor.char === ')') this.stray()
      else pieces.push(...this.all())
    }
    return this.together('and', pieces)?.of
  }

  private stray(): void {
    const { cursor, pipeline } = this
    pipeline.report(diagnose('spl/syntax', cursor.place(cursor.at, cursor.at + 1), '")" is not expected here'))
    cursor.sign(')')
  }

  /** Terms one after the other, up to the end or a closing parenthesis. */
  private all(): Piece[] {
    const { cursor } = this
    const pieces: Piece[] = []
    while (!cursor.ended && cursor.char !== ')') {
      // A comma parts terms as a blank does.
      if (this.keyword('AND') || cursor.sign(',')) continue
      const piece = this.any()
      if (piece) pieces.push(piece)
    }
    return pieces
  }

  private any(): Piece | undefined {
    const pieces = [this.operand()]
    while (this.keyword('OR')) pieces.push(this.operand())
    // Where one alternative asks for nothing, all of them do.
    const asked = pieces.filter((piece) => piece !== undefined)
    return asked.length === pieces.length ? this.together('or', asked) : undefined
  }

  /** What cannot be read costs this operand only. */
  private operand(): Piece | undefined {
    const { cursor, pipeline } = this
    const from = cursor.at
    try {
      return this.negation()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      pipeline.report(error.problem)
      cursor.moveTo(Math.max(cursor.at, this.nextBreak(from)))
      return { of: { kind: 'opaque', span: cursor.place(from) }, from, to: cursor.done }
    }
  }

  /** The next blank or closing parenthesis behind at least one character. */
  private nextBreak(from: number): number {
    const { text, to } = this.cursor
    let at = from + 1
    while (at < to && !isBlank(text.charCodeAt(at)) && text[at] !== ')') at++
    return at
  }

  private negation(): Piece | undefined {
    const { cursor } = this
    const from = cursor.at
    if (!this.keyword('NOT')) return this.primary()
    const piece = cursor.nest(() => this.negation())
    if (!piece) return cursor.fail()
    return this.piece({ kind: 'not', of: piece.of, span: cursor.place(from, piece.to) }, from, piece.to)
  }

  private primary(): Piece | undefined {
    const { cursor } = this
    const from = cursor.at
    switch (cursor.char) {
      case '(':
        return this.group(from)
      case '[':
        return this.subsearch(from)
      case '`':
        return this.macro(from)
      default:
        return this.term(from)
    }
  }

  private group(from: number): Piece | undefined {
    const { cursor } = this
    cursor.sign('(')
    const found = cursor.nest(() => this.together('and', this.all()))
    if (!cursor.sign(')')) cursor.fail('"(" is never closed')
    return found && this.widened({ ...found, to: cursor.done }, from)
  }

  private subsearch(from: number): Piece | undefined {
    const { cursor, pipeline } = this
    const inner = pipeline.query.inner.get(from)
    if (!inner) return this.term(from)
    cursor.moveTo(inner.to + 1)
    const of: Predicate = { kind: 'opaque', label: 'subsearch', span: cursor.place(from) }
    this.inner.set(of, inner)
    return { of, from, to: cursor.done }
  }

  /** A macro that no file defines. One that is a site's own to fill lets everything through. */
  private macro(from: number): Piece | undefined {
    const { cursor } = this
    const label = cursor.macro()
    if (label === undefined) return cursor.fail()
    if (isFilterMacro(label, 0)) return undefined
    return { of: { kind: 'opaque', label, span: cursor.place(from) }, from, to: cursor.done }
  }

  /** A word alone, or the field of a comparison. */
  private term(from: number): Piece | undefined {
    const { cursor } = this
    const { char } = cursor
    if (/[=<>!,]/.test(char)) cursor.fail()
    const quoted = char === '"'
    const range = quoted ? cursor.quoted() : this.bare(wordEnd)
    const written = cursor.text.slice(range.from, range.to)
    const span = cursor.place(from)
    if (!quoted && cursor.touches && cursor.char === '(' && /^(?:TERM|CASE)$/i.test(written))
      return this.exact(from, written)
    const sign = cursor.match(comparison)
    if (sign) return this.compared(from, quoted ? unescaped(written) : written, span, sign)
    const negated = this.isKeyword('NOT') && /^NOT\s+IN\s*\(/i.test(cursor.text.slice(cursor.at, cursor.at + 80))
    if (negated) cursor.word('not')
    if (cursor.isWord('in') && /^\s*\(/.test(cursor.text.slice(cursor.at + 2, cursor.to))) {
      const found = this.listed(from, quoted ? unescaped(written) : written, span)
      return negated ? this.piece({ kind: 'not', of: found.of, span: found.of.span }, from, found.to) : found
    }
    return this.word(from, written, span, quoted)
  }

  private word(from: number, written: string, span: Span, quoted: boolean): Piece | undefined {
    const { cursor, pipeline } = this
    if (!quoted && /^(?:and|or|not)$/i.test(written) && written !== 'AND')
      pipeline.report(diagnose('spl/lower-case-operator', span, written))
    const [, name = '', value = ''] = (!quoted && /^([\w.]+)::(.+)$/s.exec(written)) || []
    if (name) {
      const at = cursor.place(from, from + name.length)
      const place = cursor.place(from + name.length + 2, cursor.done)
      return this.indicator(from, 'eq', { name, span: at }, [this.valueOf(value, place, false)])
    }
    const found = this.valueOf(written, span, true)
    // `*` alone asks for nothing.
    if (found.kind === 'text' && found.parts.length > 0 && found.parts.every(isWild)) return undefined
    return found.kind === 'text' ? this.anywhere(from, found, false) : undefined
  }

  /** A term that stands anywhere in the record, between other characters than letters and digits. */
  private anywhere(from: number, value: Extract<Value, { kind: 'text' }>, cased: boolean): Piece {
    const { cursor } = this
    const open = { before: isWild(value.parts[0]), after: isWild(value.parts.at(-1)) }
    const parts = value.parts.slice(open.before ? 1 : 0, open.after ? -1 : undefined)
    const whole: Value = { ...value, parts: parts.length > 0 ? parts : [''] }
    const indicator: Indicator = {
      kind: 'indicator',
      field: null,
      op: !open.before && open.after ? 'starts_with' : open.before && !open.after ? 'ends_with' : 'contains',
      values: [whole],
      need: 'one',
      cased,
      via: open.before && open.after ? [] : ['word'],
      span: cursor.place(from),
    }
    return this.piece(indicator, from, cursor.done)
  }

  /** `TERM(10.0.0.1)`: a term with breaking characters in it. `CASE(x)` keeps to its case. */
  private exact(from: number, fn: string): Piece {
    const { cursor } = this
    const close = cursor.closing(longestTerm)
    const start = cursor.at + 1
    const raw = cursor.text.slice(start, close)
    const quoted = /^\s*"(.*)"\s*$/s.exec(raw)
    const written = quoted?.[1] ?? raw.trim()
    const begin = start + raw.indexOf(quoted ? `"${written}` : written)
    cursor.moveTo(close + 1)
    const value = this.valueOf(written, cursor.place(begin, begin + written.length + (quoted ? 2 : 0)), true)
    if (value.kind !== 'text') return cursor.fail()
    return this.anywhere(from, value, fn.toUpperCase() === 'CASE')
  }

  private compared(from: number, name: string, place: Span, sign: string): Piece | undefined {
    const { cursor } = this
    if (times.test(name)) {
      if (!cursor.ended && cursor.char !== ')') this.value()
      return undefined
    }
    if (cursor.char === '[' && this.pipeline.query.inner.has(cursor.at)) {
      const inner = this.subsearch(cursor.at)
      return inner && this.widened(inner, from)
    }
    if (cursor.char === '`') {
      const macro = this.macro(cursor.at)
      return macro && { ...macro, from }
    }
    const value = this.value()
    const piece = this.indicator(from, operators[sign] ?? 'eq', { name, span: place }, [value])
    return sign === '!=' ? this.unequal(piece, this.pipeline.field(name, place)) : piece
  }

  /** The same with what stands before it. */
  private widened({ of, to }: Piece, from: number): Piece {
    return this.piece({ ...of, span: this.cursor.place(from, to) }, from, to, of)
  }

  private unequal({ of, from, to }: Piece, field: Field): Piece {
    const { span } = of
    return this.piece({ kind: 'and', of: [impliedBy(field), { kind: 'not', of, span }], span }, from, to)
  }

  /** What a field is compared with. A word may hold signs and pairs of parentheses. */
  private value(): Value {
    const { cursor } = this
    const from = cursor.at
    if (cursor.char === '"') {
      const range = cursor.quoted()
      return this.valueOf(cursor.text.slice(range.from, range.to), cursor.place(from), true)
    }
    const called = cursor.touches && /^(?:TERM|CASE)\(/i.exec(cursor.text.slice(from, from + 5))
    if (called) {
      cursor.moveTo(from + called[0].length - 1)
      const close = cursor.closing(longestTerm)
      const inside = from + called[0].length
      cursor.moveTo(close + 1)
      return this.valueOf(
        cursor.text.slice(inside, close).replace(/^"(.*)"$/s, '$1'),
        cursor.place(inside, close),
        false,
      )
    }
    if (cursor.ended || cursor.char === ')') cursor.fail('a value is missing')
    const range = this.bare(valueEnd)
    return this.valueOf(cursor.text.slice(range.from, range.to), cursor.place(from), false)
  }

  private listed(from: number, name: string, place: Span): Piece {
    const { cursor, pipeline } = this
    cursor.word('in')
    cursor.expect('(')
    const values: Value[] = []
    while (!cursor.sign(')')) {
      if (cursor.sign(',')) continue
      if (cursor.ended) cursor.fail('"(" is never closed')
      if (cursor.char === '[' && pipeline.query.inner.has(cursor.at)) return this.listedInner(from)
      values.push(this.listValue())
    }
    if (values.length === 0) cursor.fail('a value is missing')
    return this.indicator(from, 'eq', { name, span: place }, values)
  }

  private listValue(): Value {
    const { cursor } = this
    if (cursor.char === '"') return this.value()
    const from = cursor.at
    const range = this.bare(itemEnd)
    return this.valueOf(cursor.text.slice(range.from, range.to), cursor.place(from), false)
  }

  /** `field IN ([search …])` */
  private listedInner(from: number): Piece {
    const { cursor } = this
    const inner = this.subsearch(cursor.at)
    if (!inner) return cursor.fail()
    cursor.expect(')')
    return this.widened({ ...inner, to: cursor.done }, from)
  }

  /** Characters up to a blank or one that `ends` names; what stands behind a backslash always belongs to the word. */
  private bare(ends: Ends): { from: number; to: number } {
    const { cursor } = this
    const { text, to, at: from } = cursor
    let at = from
    let open = 0
    while (at < to) {
      const char = text[at] as string
      if (char === '\\' && at + 1 < to && !isBlank(text.charCodeAt(at + 1))) at++
      else if (isBlank(text.charCodeAt(at)) || ends.signs.includes(char)) break
      else if (char === '(' && ends.pairs && at > from) open++
      else if (char === ')' && open > 0) open--
      else if (char === '(' || char === ')') break
      else if (char === '[' && this.pipeline.query.inner.has(at)) break
      else if (char === '!' && ends.signs.includes('=') && text[at + 1] === '=') break
      at++
    }
    // A comma behind a word parts it from the next one.
    while (at > from + 1 && ends.pairs && text[at - 1] === ',') at--
    if (at === from) cursor.fail()
    cursor.moveTo(at)
    return { from, to: at }
  }

  private indicator(from: number, op: Operator, of: { name: string; span: Span }, values: readonly Value[]): Piece {
    const span = this.cursor.place(from)
    const field = this.pipeline.field(of.name, of.span)
    const [value] = values
    const anything = op === 'eq' && values.length === 1 && value?.kind === 'text' && value.parts.every(isWild)
    const decided = chosen(of.name, op, values, false, span, this.pipeline)
    if (decided) return this.piece(decided, from, this.cursor.done)
    if (anything && value.parts.length > 0) return this.piece(exists(field, span), from, this.cursor.done)
    const test = (kind: Operator, some: readonly Value[]): Predicate => ({
      kind: 'indicator',
      field,
      op: kind,
      values: some,
      need: 'one',
      cased: false,
      via: [],
      span,
    })
    // A network is compared as one.
    const networks = op === 'eq' ? values.filter(isNetwork) : []
    const others = values.filter((one) => !networks.includes(one))
    if (networks.length === 0) return this.piece(test(op, values), from, this.cursor.done)
    const parts = [test('cidr', networks), ...(others.length > 0 ? [test('eq', others)] : [])]
    const [only] = parts
    const whole: Predicate = only && parts.length === 1 ? only : { kind: 'or', of: parts, span }
    return this.piece(whole, from, this.cursor.done)
  }

  private together(kind: 'and' | 'or', pieces: readonly Piece[]): Piece | undefined {
    const [first] = pieces
    const last = pieces.at(-1)
    if (!first || !last || pieces.length === 1) return first
    const span = this.cursor.place(first.from, last.to)
    return this.piece({ kind, of: pieces.map(({ of }) => of), span }, first.from, last.to)
  }

  /** Names a predicate by the macro that it is the whole of; `old` is what it was before it got a new span. */
  private piece(of: Predicate, from: number, to: number, old?: Predicate): Piece {
    const inner = old && this.inner.get(old)
    const label = of.label === undefined ? this.pipeline.query.macroOf(from, to) : undefined
    const named = label === undefined ? of : { ...of, label }
    if (old && inner) {
      this.inner.delete(old)
      this.inner.set(named, inner)
    }
    return { of: named, from, to }
  }

  private isKeyword(word: string): boolean {
    const { cursor } = this
    return cursor.isWord(word.toLowerCase()) && cursor.isSign(word)
  }

  private valueOf(text: string, span: Span, quoted: boolean) {
    return searched(text, span, quoted, this.pipeline.query.outer !== undefined)
  }

  private keyword(word: string): boolean {
    return this.isKeyword(word) && this.cursor.word(word.toLowerCase())
  }
}

/** A term in parentheses is no longer than this: one without an end must not cost the rest of the text each time. */
const longestTerm = 2_000

/** Where a word without quotes ends besides at a blank; `pairs`: parentheses that open inside it belong to it. */
interface Ends {
  readonly signs: string
  readonly pairs: boolean
}

const wordEnd: Ends = { signs: '=<>"`|', pairs: false }
const valueEnd: Ends = { signs: '"`|', pairs: true }
const itemEnd: Ends = { signs: '",`|', pairs: false }

const isWild = (part: Part | undefined): boolean => typeof part === 'object' && 'wild' in part

/** Text of the form `10.0.0.0/8`. */
export const isNetwork = (value: Value): boolean =>
  value.kind === 'text' && /^[\da-f.:]+\/\d{1,3}$/i.test(value.written) && parseCidr(value.written) !== undefined
