/**
 * The identity of an indicator: canonical field, operator, what was made of field and value, and the value, folded. Folded
 * are the case of letters; numbers and booleans to text; wildcards at the ends to the operator that says the same (`*x*`
 * is contains x); the last part of a path to the end of the path; a hive's names to one; a hash in a list of hashes to the
 * hash alone. What a field only resembles, as a token does a command line, stays apart by the name of the relation, and
 * so does a test of whole words, as Kusto's `has`, by the word `term`: it is narrower than a test of the same text.
 */
import type { FieldType, Relation } from '../data/fields/index.js'
import type { Indicator, Text, Value } from '../model/rule.js'
import { canonical, type FieldContext } from '../resolve/fields.js'
import { fold } from '../text/fold.js'
import { bareNumber, hashOf, likelySeparator, shortHive } from './spellings.js'
import { isTextual, type Kind, normalise, printWild } from './wild.js'

export interface Key {
  /** Identity of the indicator: two indicators with the same text are counted as one. */
  readonly text: string
  /** Canonical field; null for a keyword. */
  readonly field: string | null
  readonly kind: Kind
  /**
   * A relation that is not exact, then transformations and parts that belong to the kind: `token`, `windash`, `hour`;
   * `term` for a text that must stand between words.
   */
  readonly modifiers: readonly string[]
  /** As shown: the author's text. Null: the field is absent. */
  readonly value: string | null
  /** As compared but for case: what is special to the field's type made one. */
  readonly exact: string
  /** As compared. */
  readonly folded: string
  /** True when `folded` is literal text, so that one value can be found inside another. */
  readonly literal: boolean
}

/** What the keys of all values of an indicator have in common. */
export interface Frame {
  readonly field: string | null
  readonly relation: Relation
  readonly type: FieldType
  readonly values: ReadonlyMap<string, string> | undefined
  /** The field is kept without the case of letters. */
  readonly caseless: boolean
  readonly context: FieldContext
  readonly op: Indicator['op']
  /** Encoded text is compared as it is. */
  readonly encoded: boolean
  /** Modifiers where the relation has been taken into the value, and where it has not. */
  readonly plain: readonly string[]
  readonly weak: readonly string[]
}

export function frameOf({ field, op, via: asked }: Indicator, context: FieldContext): Frame {
  // A field that a full-text index keeps by words has `word` as its relation, which is something else.
  const via = asked.includes('word') ? asked.map((name) => (name === 'word' ? 'term' : name)) : asked
  const encoded = via.length > 0 && via.some((name) => name === 'base64' || name === 'base64offset')
  const plain = field?.part ? [field.part, ...via] : via
  if (!field || field.wild)
    return {
      field: field?.written ?? null,
      relation: 'exact',
      type: 'text',
      values: undefined,
      caseless: false,
      context,
      op,
      encoded,
      plain,
      weak: plain,
    }
  const { name, relation, type, values, caseless = false } = canonical(field.written, context)
  const weak = relation === 'exact' ? plain : [relation, ...plain]
  return { field: name, relation, type, values, caseless, context, op, encoded, plain, weak }
}

export function valueKey(frame: Frame, value: Value): Key {
  const { op, weak } = frame
  switch (value.kind) {
    case 'text':
      return textKey(frame, value)
    case 'number':
      return op === 'eq' ? literalKey(frame, 'eq', value.written) : makeKey(frame, op, weak, value.written)
    case 'boolean':
      return literalKey(frame, op, String(value.value))
    case 'pattern': {
      const modifiers = [...weak, ...value.flags, ...(value.whole ? ['whole'] : [])]
      return makeKey(frame, 'regex', modifiers, value.written, { literal: false, sensitive: true })
    }
    case 'field':
      return fieldKey(frame, value.written)
    default:
      return value satisfies never
  }
}

/** That the field is there. The last part of a path is there when the path is. */
export const presenceKey = (frame: Frame): Key =>
  makeKey(frame, 'exists', whole(frame) ? frame.plain : frame.weak, 'true', { literal: false })

/** That the field is not there. */
export const absenceKey = (frame: Frame): Key => makeKey(frame, 'eq', whole(frame) ? frame.plain : frame.weak, null, {})

const whole = ({ relation }: Frame): boolean => relation === 'basename'

/** Text whose transformed form nobody would recognise is shown and counted as written, with the transformation. */
function textKey(frame: Frame, { parts: written, written: source }: Text): Key {
  const { op, plain, weak, encoded, type } = frame
  const [first] = written
  if (isTerm(plain) && written.length === 1 && typeof first === 'string')
    return makeKey(frame, op, weak, first, type === 'registry' ? { exact: shortHive(first) } : asItIs)
  if (plain.length > 0 || written.some((part) => typeof part !== 'string' && !('wild' in part)))
    return makeKey(frame, op, weak, source, { literal: false, sensitive: encoded })
  const { kind, parts } = normalise(op, written)
  if (kind === 'exists') return presenceKey(frame)
  if (kind !== 'wildcard') return literalKey(frame, kind, parts.length === 1 ? String(parts[0]) : parts.join(''))
  const printed = printWild(parts)
  return makeKey(frame, kind, weak, printed, {
    literal: false,
    ...(type === 'registry' && { exact: shortHive(printed) }),
  })
}

const isTerm = (modifiers: readonly string[]): boolean => modifiers.length === 1 && modifiers[0] === 'term'

/** A relation or type that says what the text means for the canonical field itself goes into the value. */
function literalKey(frame: Frame, kind: Kind, text: string): Key {
  switch (frame.relation) {
    case 'exact':
      return typedKey(frame, kind, text)
    case 'basename':
      return basenameKey(frame, kind, text)
    case 'ext':
      if (kind !== 'eq' || frame.plain.length > 0 || /[./\\]|^$/.test(text)) break
      return makeKey(frame, 'ends_with', frame.plain, `.${text}`)
    case 'map': {
      const mapped = kind === 'eq' && frame.plain.length === 0 ? frame.values?.get(fold(text)) : undefined
      if (mapped === undefined) break
      return makeKey(frame, 'eq', frame.plain, text, { exact: mapped })
    }
  }
  return makeKey(frame, kind, frame.weak, text)
}

function basenameKey(frame: Frame, kind: Kind, text: string): Key {
  const { plain, weak, context } = frame
  // No last part holds a separator, so such a test is never true of one, but may well be of a path.
  if (plain.length > 0 || /[/\\]|^$/.test(text)) return makeKey(frame, kind, weak, text)
  if (kind === 'eq') return makeKey(frame, 'ends_with', plain, (context.separator ?? likelySeparator(text)) + text)
  return makeKey(frame, kind, kind === 'ends_with' ? plain : weak, text)
}

function typedKey(frame: Frame, kind: Kind, text: string): Key {
  const { type, plain } = frame
  switch (type) {
    case 'text':
    case 'path':
      return makeKey(frame, kind, plain, text)
    case 'registry':
      return makeKey(frame, kind, plain, text, { exact: shortHive(text) })
    case 'details':
      return makeKey(frame, kind, plain, text, kind === 'eq' ? { exact: bareNumber(text) } : {})
    case 'hashes': {
      const hash = kind === 'contains' ? hashOf(text) : undefined
      if (!hash) return makeKey(frame, kind, plain, text)
      return makeKey({ ...frame, field: hash.algorithm }, 'eq', plain, hash.digits)
    }
    default:
      return type satisfies never
  }
}

/**
 * With what an indicator is counted when likeness will do: a test of words, terms or arguments with the test that the text
 * stands in the field. They are not equal, and of several words not even one inside the other.
 */
export function looser({ text, field, kind, modifiers, folded, literal }: Key): string {
  const [only, ...more] = modifiers
  const ofWords = only === 'term' || only === 'token' || only === 'word'
  return ofWords && more.length === 0 && literal && isTextual(kind)
    ? heading(field, 'contains', [], false) + folded
    : text
}

/** Another field of the record: by its canonical name, with the relation unless it is that of the first. */
function fieldKey(frame: Frame, written: string): Key {
  const { name, relation } = canonical(written, frame.context)
  const exact = relation === frame.relation ? name : `${name}|${relation}`
  return makeKey(frame, frame.op, [...frame.weak, 'fieldref'], written, { exact, literal: false })
}

/** How a value is more than its literal text. */
interface Making {
  readonly exact?: string
  readonly literal?: boolean
  /** Case is part of the identity. */
  readonly sensitive?: boolean
}

const asItIs: Making = {}

function makeKey(
  { field }: Frame,
  kind: Kind,
  modifiers: readonly string[],
  value: string | null,
  { exact = value ?? '', literal = true, sensitive = false }: Making = asItIs,
): Key {
  const folded = sensitive ? exact : fold(exact)
  const text = heading(field, kind, modifiers, sensitive) + (value === null ? '\u0002' : folded)
  return { text, field, kind, modifiers, value, exact, folded, literal: literal && value !== null }
}

/** What the keys of one indicator's values begin with. Values come in runs that share it, so the last one is kept. */
function heading(field: string | null, kind: Kind, modifiers: readonly string[], sensitive: boolean): string {
  if (last.field !== field || last.kind !== kind || last.modifiers !== modifiers || last.sensitive !== sensitive) {
    const text = [field ?? '\u0001', kind, modifiers.join('|'), sensitive ? 'c' : '', ''].join('\u0000')
    last = { field, kind, modifiers, sensitive, text }
  }
  return last.text
}

let last: { field: string | null; kind: Kind; modifiers: readonly string[]; sensitive: boolean; text: string } = {
  field: null,
  kind: 'eq',
  modifiers: [],
  sensitive: false,
  text: '',
}
