/** Search identifiers: maps, lists and keywords to predicates. */
import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Field, Indicator, Part, Predicate, Span, Value } from '../../model/rule.js'
import { cidrProblem } from '../../text/cidr.js'
import { regexProblem } from '../../text/regex.js'
import type { YamlEntry, YamlNode, YamlScalar } from '../../text/yaml.js'
import { place } from '../../text/yaml.js'
import type { Modifier, Plan, Transformation } from './modifiers.js'
import { plan } from './modifiers.js'
import { base64, base64offsets, expand, isLiteral, parts, utf8, utf16, windash } from './text.js'

/** Lists and maps nest at most this deep. */
const depthLimit = 32

/** What a search identifier, or a part of one, means. */
export function readSelection(name: string, node: YamlNode, problems: Diagnostic[], depth = 0): Predicate {
  const span = place(node)
  if (depth > depthLimit) return opaque(span, diagnose('sigma/too-nested', span, depthLimit), problems)
  switch (node.kind) {
    case 'scalar':
      if (node.value === null) return opaque(span, diagnose('sigma/empty-identifier', span, name), problems)
      return keywords([node], span, keywordPlan, problems)
    case 'map': {
      if (node.entries.length === 0) return opaque(span, diagnose('sigma/empty-identifier', span, name), problems)
      return all(
        node.entries.map((entry) => readItem(entry, problems)),
        span,
      )
    }
    case 'list': {
      if (node.items.length === 0) return opaque(span, diagnose('sigma/empty-identifier', span, name), problems)
      const words = node.items.filter((item): item is YamlScalar => item.kind === 'scalar')
      if (words.length === node.items.length) return keywords(words, span, keywordPlan, problems)
      return any(
        node.items.map((item) => readSelection(name, item, problems, depth + 1)),
        span,
      )
    }
    default:
      return node satisfies never
  }
}

const keywordPlan: Plan = {
  op: 'contains',
  need: 'one',
  cased: false,
  flags: '',
  negated: false,
  reference: false,
  via: [],
}

/** One entry of a map: `Field|modifiers: value` or `'|modifiers': keywords`. */
function readItem(entry: YamlEntry, problems: Diagnostic[]): Predicate {
  const { field, modifiers } = splitKey(entry.key)
  const how = plan(modifiers, problems)
  if (!how) return { kind: 'opaque', span: entry.span }
  const node = entry.value
  if (node.kind === 'map') return nested(entry, problems)
  const scalars = node.kind === 'scalar' ? [node] : node.items
  if (scalars.length === 0)
    return opaque(entry.span, diagnose('sigma/empty-list', entry.span, entry.key.text), problems)
  if (!scalars.every((item): item is YamlScalar => item.kind === 'scalar')) return nested(entry, problems)
  if (!field) {
    const keyword = how.op === 'eq' ? { ...how, op: 'contains' as const } : how
    return negate(how, keywords(scalars, entry.span, keyword, problems), entry.span)
  }
  return negate(how, compare(field, scalars, entry.span, how, problems), entry.span)
}

const negate = (how: Plan, of: Predicate, span: Span): Predicate => (how.negated ? { kind: 'not', of, span } : of)

function nested(entry: YamlEntry, problems: Diagnostic[]): Predicate {
  return opaque(entry.span, diagnose('sigma/nested-value', place(entry.value), entry.key.text), problems)
}

/** The parts of a key with their places; they lie one after the other unless escapes in quotes moved them. */
function splitKey(key: YamlScalar): { field: Field | null; modifiers: Modifier[] } {
  const direct = key.inner.to - key.inner.from === key.text.length
  const span = (from: number, to: number): Span =>
    direct ? { from: key.inner.from + from, to: key.inner.from + to } : key.span
  if (key.text !== '' && !key.text.includes('|'))
    return { field: { written: key.text, span: span(0, key.text.length) }, modifiers: [] }
  const [written = '', ...names] = key.text.split('|')
  let at = written.length
  const modifiers = names.map((name): Modifier => {
    const from = at + 1
    at = from + name.length
    return { name: name.trim().toLowerCase(), span: span(from, at) }
  })
  return { field: written ? { written, span: span(0, written.length) } : null, modifiers }
}

function keywords(scalars: readonly YamlScalar[], span: Span, how: Plan, problems: Diagnostic[]): Predicate {
  const missing = scalars.find((scalar) => scalar.value === null)
  if (missing) return opaque(span, diagnose('sigma/null-with-modifier', place(missing), 'keywords'), problems)
  const values = readValues(scalars, how, problems)
  if (!values) return { kind: 'opaque', span }
  return indicator(null, how, values, span)
}

/** A field against a list. Nulls ask for the field to be missing, so they stand beside the others as a `not exists`. */
function compare(
  field: Field,
  scalars: readonly YamlScalar[],
  span: Span,
  how: Plan,
  problems: Diagnostic[],
): Predicate {
  const placed: Field = how.part ? { ...field, part: how.part } : field
  if (how.op === 'exists') return existence(placed, scalars, span, problems)
  const nulls = scalars.filter((scalar) => scalar.value === null)
  const present = scalars.filter((scalar) => scalar.value !== null)
  const first = nulls[0]
  if (first && (how.op !== 'eq' || how.via.length > 0))
    return opaque(span, diagnose('sigma/null-with-modifier', place(first), how.via[0] ?? how.op), problems)
  const tests: Predicate[] = nulls.map((scalar) => missing(placed, present.length ? place(scalar) : span))
  if (present.length > 0) {
    const values = readValues(present, how, problems)
    if (!values) return { kind: 'opaque', span }
    tests.push(indicator(placed, how, values, span))
  }
  return how.need === 'every' ? all(tests, span) : any(tests, span)
}

const missing = (field: Field, span: Span): Predicate => ({ kind: 'not', of: exists(field, span), span, label: 'null' })

function existence(field: Field, scalars: readonly YamlScalar[], span: Span, problems: Diagnostic[]): Predicate {
  const tests = scalars.map((scalar): Predicate => {
    const wanted = scalar.text.toLowerCase()
    if (wanted === 'true' || wanted === 'yes') return exists(field, span)
    if (wanted === 'false' || wanted === 'no') return { kind: 'not', of: exists(field, span), span }
    return opaque(span, diagnose('sigma/not-a-boolean', place(scalar), scalar.text), problems)
  })
  return any(tests, span)
}

function indicator(field: Field | null, how: Plan, values: readonly Value[], span: Span): Indicator {
  return { kind: 'indicator', field, op: how.op, values, need: how.need, cased: how.cased, via: how.via, span }
}

/** Undefined when one of the values cannot be meant; `problems` then says which. */
function readValues(scalars: readonly YamlScalar[], how: Plan, problems: Diagnostic[]): Value[] | undefined {
  const values = scalars.map((scalar) => readValue(scalar, how, problems))
  return values.every((value) => value !== undefined) ? values : undefined
}

function readValue(scalar: YamlScalar, how: Plan, problems: Diagnostic[]): Value | undefined {
  const { span, text: written } = scalar
  const fail = (problem: Diagnostic): undefined => {
    problems.push(problem)
    return undefined
  }
  if (how.reference) return { kind: 'field', span, written }
  switch (how.op) {
    case 'regex': {
      const problem = regexProblem(written, how.flags)
      if (problem) return fail(diagnose('sigma/bad-regex', place(scalar), problem))
      return { kind: 'pattern', span, written, flags: how.flags }
    }
    case 'cidr': {
      const network = how.via.includes('expand') ? expand([written]) : [written]
      if (isLiteral(network) && cidrProblem(written)) return fail(diagnose('sigma/bad-cidr', place(scalar), written))
      return { kind: 'text', span, written, parts: network }
    }
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const value = Number(written)
      if (written.trim() === '' || Number.isNaN(value))
        return fail(diagnose('sigma/not-a-number', place(scalar), how.op, written))
      return { kind: 'number', span, written, value }
    }
    case 'eq':
    case 'contains':
    case 'starts_with':
    case 'ends_with':
    case 'exists':
      return plain(scalar, how) ?? text(scalar, how, problems)
    default:
      return how.op satisfies never
  }
}

/** Numbers and booleans keep their type where they are compared whole; everywhere else they are text. */
function plain(scalar: YamlScalar, how: Plan): Value | undefined {
  const { span, text: written, value } = scalar
  if (how.op !== 'eq' || how.via.length > 0) return undefined
  if (typeof value === 'number') return { kind: 'number', span, written, value }
  if (typeof value === 'boolean') return { kind: 'boolean', span, written, value }
  return undefined
}

function text(scalar: YamlScalar, how: Plan, problems: Diagnostic[]): Value | undefined {
  let found = parts(scalar.text)
  for (const name of how.via) {
    const next = transform(found, name, how.via)
    if (!next) {
      problems.push(diagnose('sigma/wildcard-encoded', place(scalar), name))
      return undefined
    }
    found = next
  }
  return { kind: 'text', span: scalar.span, written: scalar.text, parts: found }
}

const wideNames = new Set<Transformation>(['wide', 'utf16', 'utf16le', 'utf16be'])

function transform(list: Part[], name: Transformation, chain: readonly Transformation[]): Part[] | undefined {
  if (name === 'windash') return windash(list)
  if (name === 'expand') return expand(list)
  if (!isLiteral(list)) return undefined
  const literal = list.join('')
  switch (name) {
    case 'wide':
    case 'utf16le':
      return [utf16(literal, 'le')]
    case 'utf16be':
      return [utf16(literal, 'be')]
    case 'utf16':
      return [`\u00ff\u00fe${utf16(literal, 'le')}`]
    case 'base64':
    case 'base64offset': {
      const before = chain.slice(0, chain.indexOf(name))
      const bytes = before.some((other) => wideNames.has(other)) ? literal : utf8(literal)
      return name === 'base64' ? [base64(bytes)] : [{ any: base64offsets(bytes) }]
    }
    default:
      return name satisfies never
  }
}

function all(of: readonly Predicate[], span: Span): Predicate {
  return of.length === 1 ? (of[0] as Predicate) : { kind: 'and', of, span }
}

function any(of: readonly Predicate[], span: Span): Predicate {
  return of.length === 1 ? (of[0] as Predicate) : { kind: 'or', of, span }
}

function opaque(span: Span, problem: Diagnostic, problems: Diagnostic[]): Predicate {
  problems.push(problem)
  return { kind: 'opaque', span }
}
