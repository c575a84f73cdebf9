/** KQL's functions of texts. */
import { type Computed, type Datum, numeric, real, unknown } from './datum.js'
import { type Argument, type Fn, type Functions, fn, lazy, list, named, optional, present, text, whole } from './fn.js'
import { mannerOf, momentLike, textOf } from './manner.js'
import type { Place } from './place.js'
import { matchesOf, regexOf, replaceAll } from './regex.js'
import {
  base64Decoded,
  base64Encoded,
  joined,
  occurrences,
  parts,
  repeated,
  replaced,
  translated,
  urlDecoded,
  urlEncoded,
} from './texts.js'

const textual = (value: Datum): string => textOf(value, mannerOf('kql')) ?? ''

/** `typeof(long)`, `typeof(string())`: the name in it. */
function typeName(arg: Argument | undefined): string | undefined {
  let expr = arg?.expr
  while (expr?.kind === 'call' && expr.args[0]) [expr] = expr.args
  return expr?.kind === 'call' ? expr.fn.replace(/\W+$/, '') : expr?.kind === 'field' ? expr.written : undefined
}

/** A text as a value of a type. */
export function asType(value: string, type: string | undefined): Datum | undefined {
  switch (type) {
    case undefined:
    case 'string':
    case 'guid':
      return value
    case 'int':
    case 'long': {
      const x = numeric(value)
      return x === undefined ? undefined : Math.trunc(x)
    }
    case 'real':
    case 'double':
    case 'decimal':
      return real(numeric(value) ?? Number.NaN)
    case 'bool':
    case 'boolean':
      return /^(?:true|1)$/i.test(value) ? true : /^(?:false|0)$/i.test(value) ? false : undefined
    case 'date':
    case 'datetime':
      return momentLike(value)
    default:
      return value
  }
}

/** A function whose last argument says of which type its result is. */
const typed = (takes: number, of: Fn): Fn =>
  lazy(
    takes,
    takes + 1,
    (args, place) => {
      const value = of.run(args.slice(0, takes), place)
      return typeof value === 'string' ? asType(value, typeName(args[takes])) : value
    },
    ...of.samples,
  )

const extract = fn(
  [text, whole, text],
  ([pattern, group, source]) => {
    const regex = regexOf(pattern)
    if (!regex) return unknown
    const matcher = regex.matcher(source)
    return matcher.find() && group >= 0 && group <= matcher.groupCount() ? (matcher.group(group) ?? '') : ''
  },
  [['x=([0-9.]+)', 1, 'hello x=45.6|wo'], '45.6'],
  [['x=([0-9.]+)', 0, 'hello x=45.6|wo'], 'x=45.6'],
  [['y', 0, 'hello'], ''],
)

/** Groups of each match: one by itself, several as a list of their own. */
function extractAll(args: readonly Argument[], place: Place): Computed {
  const [pattern, ...more] = args.map((arg) => arg.value())
  const source = more.at(-1)
  const wanted = more.length === 2 ? more[0] : undefined
  if ([pattern, source, wanted].includes(unknown)) return unknown
  const regex = typeof pattern === 'string' ? regexOf(pattern) : null
  if (!regex) return unknown
  const said = source === undefined || source === unknown ? '' : (textOf(source, mannerOf(place.row.language)) ?? '')
  const found: Datum[] = []
  for (const match of matchesOf(regex, said)) {
    const groups = Array.isArray(wanted)
      ? wanted.map(numeric).filter((group) => group !== undefined)
      : Array.from({ length: Math.max(1, match.groupCount()) }, (_, i) => (match.groupCount() === 0 ? 0 : i + 1))
    const values = groups.map((group) => (group <= match.groupCount() ? (match.group(group) ?? '') : ''))
    found.push(values.length === 1 && values[0] !== undefined ? values[0] : values)
  }
  return found.length > 0 ? found : undefined
}

const withRegex = (source: string, pattern: string, by: string): Computed => {
  const regex = regexOf(pattern)
  return regex ? (replaceAll(regex, source, by, '\\') ?? unknown) : unknown
}

/** What a pattern fits at the ends of a text is cut off. */
const trim = (ends: readonly ('start' | 'end')[], ...samples: Fn['samples']): Fn =>
  fn(
    [text, text],
    ([pattern, source]) => {
      let left = source
      for (const end of ends) {
        const cut = withRegex(left, end === 'start' ? `^(?:${pattern})` : `(?:${pattern})$`, '')
        if (typeof cut !== 'string') return cut
        left = cut
      }
      return left
    },
    ...samples,
  )

function substring(source: string, start: number, length = source.length): string {
  const from = start < 0 ? Math.max(0, source.length + start) : start
  return source.slice(from, from + Math.max(0, length))
}

export const texts: Functions = {
  tolower: fn([text], ([source]) => source.toLowerCase(), [['CMD'], 'cmd'], [[null], '']),
  toupper: fn([text], ([source]) => source.toUpperCase(), [['cmd'], 'CMD']),
  strcat: fn([present(text)], ([all]) => joined(all), [['a', 1, null, true], 'a1true']),
  strcat_delim: fn([text, present(text)], ([by, all]) => joined(all, by), [['-', 'a', 'b'], 'a-b']),
  strcat_array: fn([list, text], ([values, by]) => joined(values.map(textual), by), [[['a', 'b'], '->'], 'a->b']),
  strlen: fn([text], ([source]) => [...source].length, [['hello'], 5], [[null], 0]),
  string_size: fn([text], ([source]) => new TextEncoder().encode(source).length, [['é'], 2]),
  strcmp: fn([text, text], ([a, b]) => (a < b ? -1 : a > b ? 1 : 0), [['a', 'b'], -1]),
  strrep: fn(
    [text, whole, optional(text)],
    ([source, times, by = '']) => {
      const all = repeated(`${source}${by}`, times)
      return typeof all === 'string' && by !== '' ? all.slice(0, -by.length) : all
    },
    [['ab', 2], 'abab'],
    [['a', 3, '-'], 'a-a-a'],
  ),
  substring: fn(
    [text, whole, optional(whole)],
    ([source, start, length]) => substring(source, start, length),
    [['123456', 1], '23456'],
    [['123456', 2, 2], '34'],
    [['123456', -2], '56'],
  ),
  reverse: fn([text], ([source]) => [...source].reverse().join(''), [['abc'], 'cba']),
  indexof: fn(
    [text, text, optional(whole)],
    ([source, what, start]) =>
      source.indexOf(what, start !== undefined && start < 0 ? Math.max(0, source.length + start) : (start ?? 0)),
    [['segment', 'ment'], 3],
    [['abab', 'a', 1], 2],
    [['a', 'x'], -1],
  ),
  indexof_regex: fn(
    [text, text],
    ([source, pattern]) => {
      const matcher = regexOf(pattern)?.matcher(source)
      return matcher ? (matcher.find() ? matcher.start() : -1) : unknown
    },
    [['abcabc', 'c'], 2],
  ),
  countof: fn(
    [text, text, optional(text)],
    ([source, what, kind]) => {
      if (kind !== 'regex') return occurrences(source, what)
      const regex = regexOf(what)
      return regex ? [...matchesOf(regex, source)].length : unknown
    },
    [['aaa', 'aa'], 2],
    [['a1b2', '\\d', 'regex'], 2],
  ),
  split: fn(
    [text, text, optional(whole)],
    ([source, by, at]) => {
      const found = parts(source, by)
      if (found === unknown || at === undefined) return found
      const one = found.at(at)
      return one === undefined ? [] : [one]
    },
    [
      ['aa_bb', '_'],
      ['aa', 'bb'],
    ],
    [['aaa_bbb_ccc', '_', 1], ['bbb']],
  ),
  trim: trim(['start', 'end'], [['--', '--a--'], 'a'], [['[^\\w]+', ' - a1# '], 'a1']),
  trim_start: trim(['start'], [['https://', 'https://a'], 'a']),
  trim_end: trim(['end'], [['.com', 'a.com'], 'a']),
  replace_string: fn([text, text, text], ([source, old, by]) => replaced(source, old, by), [
    ['a.b.c', '.', '-'],
    'a-b-c',
  ]),
  replace_strings: fn(
    [text, list, list],
    ([source, olds, bys]) => {
      let left: string = source
      for (const [i, old] of olds.entries()) {
        const next = replaced(left, textual(old), textual(bys[i] ?? bys[0] ?? ''))
        if (next === unknown) return unknown
        left = next
      }
      return left
    },
    [['abc', ['a', 'b'], ['x', 'y']], 'xyc'],
  ),
  replace_regex: fn([text, text, text], ([source, pattern, by]) => withRegex(source, pattern, by), [
    ['Number is 1', 'is (\\d+)', 'was: \\1'],
    'Number was: 1',
  ]),
  replace: fn([text, text, text], ([pattern, by, source]) => withRegex(source, pattern, by), [
    ['@|\\.', '_', 'a@b.c'],
    'a_b_c',
  ]),
  extract: typed(3, extract),
  extract_all: lazy(
    2,
    3,
    extractAll,
    [
      ['(\\w)(\\d)', 'a1 b2'],
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      ['\\d(\\w)', '1a 2b'],
      ['a', 'b'],
    ],
    [['x', 'abc'], null],
  ),
  translate: fn(
    [text, text, text],
    ([from, to, source]) => translated(source, from, to),
    [['krasp', 'otsku', 'spark'], 'kusto'],
    [['abc', 'x', 'abc'], 'xxx'],
  ),
  ...named(
    'base64_decode_tostring base64_decodestring',
    fn([text], ([source]) => base64Decoded(source), [['S3VzdG8='], 'Kusto']),
  ),
  ...named(
    'base64_encode_tostring base64_encodestring',
    fn([text], ([source]) => base64Encoded(source), [['Kusto'], 'S3VzdG8=']),
  ),
  url_decode: fn([text], ([source]) => urlDecoded(source), [['a%20b'], 'a b']),
  url_encode: fn([text], ([source]) => urlEncoded(source).replaceAll('%20', '+'), [['a b'], 'a+b']),
  url_encode_component: fn([text], ([source]) => urlEncoded(source), [['a b'], 'a%20b']),
  isascii: fn([text], ([source]) => [...source].every((char) => char < '\u0080'), [['abc'], true], [['é'], false]),
  isutf8: fn([text], () => true, [['é'], true]),
  unicode_codepoints_from_string: fn([text], ([source]) => [...source].map((char) => char.codePointAt(0) ?? 0), [
    ['ab'],
    [97, 98],
  ]),
  ...named(
    'unicode_codepoints_to_string make_string',
    fn(
      [present(list)],
      ([codes]) => {
        const points = codes.flat().map(numeric)
        if (points.some((code) => code === undefined || !Number.isInteger(code) || code < 0 || code > 0x10ffff))
          return undefined
        return points.map((code) => String.fromCodePoint(code ?? 0)).join('')
      },
      [[97, 98], 'ab'],
    ),
  ),
  has_any_index: fn(
    [text, list],
    ([source, all]) => {
      const lower = source.toLowerCase().split(/[^\p{L}\p{N}]+/u)
      return all.findIndex((one) => isIn(source, textual(one), lower))
    },
    [['net user', ['x', 'user']], 1],
    [['network', ['net']], -1],
  ),
}

/** Whether a term is one of a text's words; one that has other signs in it may stand anywhere. */
const isIn = (source: string, term: string, words: readonly string[]): boolean =>
  /^[\p{L}\p{N}]+$/u.test(term) ? words.includes(term.toLowerCase()) : source.toLowerCase().includes(term.toLowerCase())
