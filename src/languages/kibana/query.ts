/** The query language of Elasticsearch, written as tables: `{wildcard: {"file.path": {value: "C:*"}}}`. */
import { exists } from '../../model/build.js'
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Predicate } from '../../model/rule.js'
import { regexProblem } from '../../text/regex.js'
import type { TomlEntry, TomlMap, TomlNode, TomlScalar } from '../../text/toml.js'
import { tomlEntry, tomlMaps, tomlScalars } from '../../text/toml.js'
import { allOf, anyOf, type Found, negated, opaque } from './build.js'
import { exact, fieldOf, indicator, numberOf, patternParts, textValue } from './leaf.js'

const depthLimit = 64

const known = new Set([
  'bool',
  'match_all',
  'match_none',
  'match_phrase',
  'match',
  'term',
  'terms',
  'wildcard',
  'prefix',
  'match_phrase_prefix',
  'regexp',
  'exists',
  'range',
  'nested',
  'constant_score',
  'dis_max',
  'query_string',
  'simple_query_string',
  'multi_match',
  'script',
  'ids',
])

/** Whether a key names a kind of query: older filters have it beside `meta`. */
export const isClause = (key: string): boolean => known.has(key)

/** One clause: the key is its kind. What cannot be read is opaque, with a diagnostic. */
export function readClause(entry: TomlEntry, problems: Diagnostic[], depth = 0): Found {
  const { key, value, span } = entry
  const unread = (what: string): Predicate => opaque(span, diagnose('kibana/unread', span, what), problems)
  if (depth > depthLimit) return opaque(span, diagnose('kibana/too-nested', span, depthLimit), problems)
  if (value.kind !== 'map') return unread(`"${key.text}" must be a table`)
  switch (key.text) {
    case 'match_all':
      return undefined
    case 'match_none':
      return { kind: 'or', of: [], span }
    case 'bool':
      return readBool(entry, value, problems, depth)
    case 'constant_score': {
      const filter = tomlEntry(value, 'filter')
      return filter ? inner(filter, problems, depth) : unread('"constant_score" has no filter')
    }
    case 'nested': {
      const query = tomlEntry(value, 'query')
      const found = query && inner(query, problems, depth)
      if (!query) return unread('"nested" has no query')
      return found && { ...found, label: 'nested' }
    }
    case 'dis_max':
      return anyOf(clausesOf(tomlEntry(value, 'queries'), problems, depth), span)
    case 'exists': {
      const field = tomlScalars(tomlEntry(value, 'field')?.value)[0]
      return field ? exists({ written: field.text, span: field.inner }, span) : unread('"exists" names no field')
    }
    default:
      return readField(entry, value, unread, problems)
  }
}

/** The one or more clauses below a key: a table of them, or a list of such tables. */
function clausesOf(entry: TomlEntry | undefined, problems: Diagnostic[], depth: number): Found[] {
  return tomlMaps(entry?.value).map((map) =>
    allOf(
      map.entries.map((one) => readClause(one, problems, depth + 1)),
      map.span,
    ),
  )
}

function inner(entry: TomlEntry, problems: Diagnostic[], depth: number): Found {
  return allOf(clausesOf(entry, problems, depth), entry.span)
}

function readBool({ span }: TomlEntry, bool: TomlMap, problems: Diagnostic[], depth: number): Found {
  const at = (key: string): Found[] => clausesOf(tomlEntry(bool, key), problems, depth)
  const must = [...at('must'), ...at('filter')]
  const should = at('should')
  const parts: Found[] = [...must]
  const least = tomlEntry(bool, 'minimum_should_match')
  const [wanted] = tomlScalars(least?.value)
  const count = wanted ? Number(wanted.text) : must.length > 0 ? 0 : 1
  if (should.length > 0) parts.push(someOf(should, count, tomlEntry(bool, 'should') ?? least, problems))
  const excluded = tomlEntry(bool, 'must_not')
  for (const [i, found] of at('must_not').entries())
    parts.push(negated(found, tomlMaps(excluded?.value)[i]?.span ?? span))
  return allOf(parts, span)
}

/** At least `count` of the parts. */
function someOf(parts: readonly Found[], count: number, at: TomlEntry | undefined, problems: Diagnostic[]): Found {
  const span = at?.span ?? { from: 0, to: 0 }
  if (count === 0) return undefined
  if (count === 1) return anyOf(parts, span)
  if (count === parts.length) return allOf(parts, span)
  return opaque(span, diagnose('kibana/unread', span, '"minimum_should_match" is none of 0, 1 and all'), problems)
}

/** Settings of a clause that stand beside its field. */
const settings = new Set(['boost', '_name', 'minimum_should_match'])

function readField(
  { key, span }: TomlEntry,
  clause: TomlMap,
  unread: (what: string) => Predicate,
  problems: Diagnostic[],
): Found {
  if (
    !known.has(key.text) ||
    ['query_string', 'simple_query_string', 'multi_match', 'script', 'ids'].includes(key.text)
  )
    return unread(`queries of the kind "${key.text}" are not understood`)
  const [named, ...more] = clause.entries.filter((one) => !settings.has(one.key.text))
  if (!named || more.length > 0) return unread(`"${key.text}" needs one field`)
  const whole = clause.entries.length === 1 ? span : named.span
  if (key.text === 'range') return readRange(named, unread)
  const values = valuesOf(key.text, named.value)
  const [first] = values
  if (!first) return unread(`"${key.text}" has no value`)
  const cased = optionOf(named.value, 'case_insensitive') !== 'true'
  const base = { field: fieldOf(named.key), span: whole, cased }
  switch (key.text) {
    case 'match':
      if (/\s/.test(first.text) && optionOf(named.value, 'type') !== 'phrase')
        return unread('"match" with several words depends on how the field is analyzed')
      return indicator({ ...base, op: 'eq', values: [exact(first)] })
    case 'match_phrase':
    case 'term':
    case 'terms':
      return indicator({ ...base, op: 'eq', values: values.map(exact) })
    case 'prefix':
    case 'match_phrase_prefix':
      return indicator({ ...base, op: 'starts_with', values: [textValue(first)] })
    case 'wildcard':
      return indicator({ ...base, op: 'eq', values: [{ ...textValue(first), parts: patternParts(first.text) }] })
    case 'regexp': {
      const flags = cased ? '' : 'i'
      const problem = regexProblem(first.text, flags)
      if (problem) return opaque(whole, diagnose('kibana/unread', first.span, problem), problems)
      const pattern = { kind: 'pattern', written: first.text, span: first.span, flags, whole: true } as const
      return indicator({ ...base, op: 'regex', values: [pattern] })
    }
    default:
      return unread(`queries of the kind "${key.text}" are not understood`)
  }
}

/** The names under which a clause's long form has its value. */
const valueKeys: Readonly<Record<string, readonly string[]>> = {
  match: ['query'],
  match_phrase: ['query'],
  match_phrase_prefix: ['query'],
  term: ['value'],
  wildcard: ['value', 'wildcard'],
  prefix: ['value'],
  regexp: ['value'],
}

function valuesOf(kind: string, node: TomlNode): TomlScalar[] {
  if (kind === 'terms') return node.kind === 'map' ? [] : tomlScalars(node)
  const found = node.kind === 'map' ? valueKeys[kind]?.map((key) => tomlEntry(node, key)?.value).find(Boolean) : node
  return found?.kind === 'scalar' ? [found] : []
}

function optionOf(node: TomlNode, key: string): string | undefined {
  const found = node.kind === 'map' ? tomlEntry(node, key)?.value : undefined
  return found?.kind === 'scalar' ? found.text : undefined
}

const bounds = { gt: 'gt', gte: 'ge', lt: 'lt', lte: 'le', from: 'ge', to: 'le' } as const

/** `{gte: 1, lt: 5}`; the older `{from: 1, to: 5, include_upper: false}`. */
function readRange({ key, value, span }: TomlEntry, unread: (what: string) => Predicate): Found {
  if (value.kind !== 'map') return unread('"range" needs bounds')
  const tests = value.entries.flatMap((one) => {
    const name = one.key.text
    if (!isBound(name) || one.value.kind !== 'scalar') return []
    const open = optionOf(value, name === 'from' ? 'include_lower' : 'include_upper') === 'false'
    const op = open && name === 'from' ? 'gt' : open && name === 'to' ? 'lt' : bounds[name]
    const bound = numberOf(one.value) ?? textValue(one.value)
    return [indicator({ field: fieldOf(key), span: one.span, cased: true, op, values: [bound] })]
  })
  return tests.length > 0 ? allOf(tests, span) : unread('"range" needs bounds')
}

const isBound = (name: string): name is keyof typeof bounds => Object.hasOwn(bounds, name)
