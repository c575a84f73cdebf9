/** Writes predicates in Kibana's query language. */
import type { Bool, Field, Indicator, Num, Part, Predicate, Span, Text, Value } from '../../model/rule.js'
import { type Literal, plainText, readLiteral } from './literal.js'
import { boundValue, comparisonOf, equalValue, textValue } from './value.js'

/** What the language has no words for, and where it stands in the predicate. */
export interface Refusal {
  readonly refused: string
  readonly span: Span
}

/**
 * The printed text means what `where` means: read again it is the same predicate, except that `contains`, `starts_with`
 * and `ends_with` come back as `eq` with `*`, several keywords as an `or` or `and` of one each, and that labels,
 * `implied` and `via` are not kept. `nested` groups are written with whole field names.
 */
export function printKuery(where: Predicate): string | Refusal {
  try {
    return print(where, 'or')
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message, span: error.span }
    throw error
  }
}

class Refused extends Error {
  constructor(
    what: string,
    readonly span: Span,
  ) {
    super(what)
  }
}

/** What a text stands in: below `or` nothing needs parentheses, below `and` an `or` does, below `not` everything. */
type Around = 'or' | 'and' | 'not'

function print(predicate: Predicate, around: Around): string {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return printGroup(predicate.kind, predicate.of, predicate.span, around)
    case 'not':
      return bracketed(`not ${print(predicate.of, 'not')}`, around === 'not')
    case 'indicator':
      return printIndicator(predicate)
    case 'use':
      throw new Refused('a named definition', predicate.span)
    case 'compare':
      throw new Refused('a test of something computed', predicate.span)
    case 'opaque':
      throw new Refused('what could not be read', predicate.span)
    default:
      return predicate satisfies never
  }
}

function printGroup(kind: 'and' | 'or', of: readonly Predicate[], span: Span, around: Around): string {
  const [first] = of
  if (!first) {
    if (kind === 'or') throw new Refused('something that never holds', span)
    return '*:*'
  }
  if (of.length === 1) return print(first, around)
  // A group in one of its own kind keeps its parentheses, or it would melt into it.
  const parts = of.map((part) => {
    const text = print(part, kind)
    return bracketed(text, part.kind === kind && part.of.length > 1)
  })
  return bracketed(parts.join(` ${kind} `), around === 'not' || (around === 'and' && kind === 'or'))
}

const bracketed = (text: string, needed: boolean): string => (needed ? `(${text})` : text)

const ranges = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const

function printIndicator(indicator: Indicator): string {
  const { field, op, values, span } = indicator
  if (field === null) return printKeywords(indicator)
  const name = printField(field)
  switch (op) {
    case 'exists':
      return `${name}: *`
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const [bound] = values
      if (!bound || values.length > 1) throw new Refused('a range with several bounds', span)
      return `${name} ${ranges[op]} ${printBound(bound)}`
    }
    case 'eq':
    case 'cidr':
      if (comparisonOf(field.written, values) !== op) throw new Refused(`"${op}" of "${field.written}"`, span)
      return `${name}: ${printList(indicator, values)}`
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return `${name}: ${printList(
        indicator,
        values.map((value) => withStars(value, op)),
      )}`
    case 'regex':
      throw new Refused('a regular expression', span)
    default:
      return op satisfies never
  }
}

function printKeywords({ op, values, need, cased, span }: Indicator): string {
  if (op !== 'contains' || cased || values.length === 0) throw new Refused(`"${op}" without a field`, span)
  const texts = values.map((value) => spell(asText(value), textValue))
  return bracketed(texts.join(need === 'one' ? ' or ' : ' and '), texts.length > 1)
}

function printList({ need, cased, op, span }: Indicator, values: readonly Value[]): string {
  if (!cased && op !== 'cidr' && values.some(({ kind }) => kind === 'text'))
    throw new Refused('a comparison that ignores case', span)
  if (values.length === 0) throw new Refused('a comparison with nothing', span)
  const texts = values.map((value) => spell(plain(value), equalValue))
  return bracketed(texts.join(need === 'one' ? ' or ' : ' and '), texts.length > 1)
}

function printBound(bound: Value): string {
  const value = plain(bound)
  if (value.kind === 'text' && value.parts.some((part) => typeof part !== 'string'))
    throw new Refused('a range up to a wildcard', value.span)
  return spell(value, boundValue)
}

function printField({ written, wild, part, made, span }: Field): string {
  if (part) throw new Refused(`the ${part} of "${written}"`, span)
  if (made !== undefined) throw new Refused(`"${written}", which an earlier stage made`, span)
  if (!wild) return /^[\w.@-]+$/.test(written) ? written : quoted(written)
  const name = written.split('*').map(unquoted).join('*')
  const read = readLiteral(`${name}:`, 0)
  if (typeof read === 'object' && read.to === name.length && plainText(read) === written) return name
  throw new Refused(`the field "${written}"`, span)
}

type Plain = Text | Num | Bool

function plain(value: Value): Plain {
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return value
    case 'pattern':
      throw new Refused('a regular expression', value.span)
    case 'field':
      throw new Refused(`a comparison with the field "${value.written}"`, value.span)
    default:
      return value satisfies never
  }
}

function asText(value: Value): Text {
  const known = plain(value)
  return known.kind === 'text'
    ? known
    : { kind: 'text', span: known.span, parts: [known.written], written: known.written }
}

const star: Part = { wild: '*' }

function withStars(value: Value, op: 'contains' | 'starts_with' | 'ends_with'): Text {
  const text = asText(value)
  const parts = [...text.parts]
  if (op !== 'starts_with') parts.unshift(star)
  if (op !== 'ends_with') parts.push(star)
  return { ...text, parts }
}

/** A value as its author wrote it where that reads as the value, else spelled out. */
function spell(value: Plain, read: (literal: Literal, span: Span) => Value): string {
  const written = value.kind === 'text' ? [`"${value.written}"`, value.written] : [value.written]
  const texts = [...written, value.kind === 'text' ? encode(value) : String(value.value)]
  const found = texts.find((text) => {
    // Whatever follows may not change how a text is read: `a or` before `and`.
    const literal = readLiteral(`${text} or x`, 0)
    return typeof literal === 'object' && literal.to === text.length && same(read(literal, value.span), value)
  })
  if (found === undefined) throw new Refused(`the value ${JSON.stringify(value.written)}`, value.span)
  return found
}

const same = (a: Value, b: Plain): boolean =>
  a.kind === 'text'
    ? b.kind === 'text' && JSON.stringify(a.parts) === JSON.stringify(b.parts)
    : a.kind === b.kind && a.value === b.value

/** Quoted when it is literal; only unquoted texts can hold wildcards. */
function encode({ parts, span }: Text): string {
  if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''))
  return parts
    .map((part) => {
      if (typeof part === 'string') return unquoted(part)
      if ('wild' in part && part.wild === '*') return '*'
      throw new Refused('wild' in part ? 'a wildcard for one character' : 'a value with alternatives', span)
    })
    .join('')
}

const control: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const quoted = (text: string): string => `"${text.replace(/["\\\t\n\r]/g, (char) => control[char] ?? `\\${char}`)}"`

/** A keyword in it is broken up: its last letter is written by its number. */
const unquoted = (text: string): string =>
  text
    .replace(/[\\():<>"*{}\t\n\r]/g, (char) => control[char] ?? `\\${char}`)
    .replace(/(?:(?<!\S)(?:and|or)|not)(?=\s|$)/gi, (word) => `${word.slice(0, -1)}${byNumber(word.slice(-1))}`)

const byNumber = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
