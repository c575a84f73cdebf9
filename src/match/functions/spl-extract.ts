/** SPL's commands and functions that take fields out of texts: REX, SPATH, REPLACE. */
import type { Matcher } from 're2js'
import { valuesOf } from '../record.js'
import { type Computed, type Datum, isBag, isList, jsonText, listOf, parseJson, together, unknown } from './datum.js'
import { type Argument, type Functions, fn, lazy, list, optional, present, text, whole } from './fn.js'
import { mannerOf, textOf } from './manner.js'
import type { Place } from './place.js'
import { matchesOf, regexOf, replaceAll } from './regex.js'
import { translated } from './texts.js'

/** `s/regex/by/flags` and `y/abc/xyz/`; undefined when it is neither. */
function sed(source: string, script: string): Computed {
  const [, verb, , rest = ''] = /^([sy])([/#|,])([\s\S]*)$/.exec(script) ?? []
  const separator = script.charAt(1)
  const [from, by, flags] = sedParts(rest, separator)
  if (verb === undefined || from === undefined || by === undefined || flags === undefined) return unknown
  if (verb === 'y') return translated(source, from, by)
  const regex = regexOf(from, flags.includes('i') ? 'i' : '')
  const limit = /^\d+$/.test(flags) ? undefined : flags.includes('g') ? Number.POSITIVE_INFINITY : 1
  if (!regex || limit === undefined) return unknown
  return replaceAll(regex, source, by, '\\', limit) ?? unknown
}

/** What stands between separators; one behind a backslash is none. */
function sedParts(source: string, separator: string): string[] {
  const found = ['']
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i)
    if (char === separator) found.push('')
    else if (char === '\\' && source.charAt(i + 1) === separator) found[found.length - 1] += source.charAt(++i)
    else if (char === '\\') found[found.length - 1] += char + source.charAt(++i)
    else found[found.length - 1] += char
  }
  return found
}

/** The named groups of each match, up to so many; undefined when the pattern fits nowhere. */
function rex(values: readonly Datum[], pattern: string, most: number): Computed {
  const regex = regexOf(pattern)
  if (!regex) return unknown
  const found = new Map<string, Datum[]>()
  let count = 0
  for (const value of values) {
    let here = 0
    for (const match of matchesOf(regex, textOf(value, mannerOf('spl')) ?? '')) {
      if (most > 0 && here >= most) break
      here++
      addGroups(match, found)
    }
    count += here
  }
  if (count === 0) return undefined
  return new Map(
    [...found].flatMap(([name, all]) => {
      const value = together(all)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

function addGroups(match: Matcher, found: Map<string, Datum[]>): void {
  for (const [name, value] of Object.entries(match.getNamedGroups()))
    if (value !== null && value !== '') found.set(name, [...(found.get(name) ?? []), value])
}

/** `a.b{}.c`, `a{0}`, `a.@attribute`: steps into JSON; `{}` is every element. */
function spath(json: Datum, path: string): Datum | undefined {
  let at: Datum[] = [json]
  for (const [, name, index] of path.matchAll(/([^.{}]+)|\{(\d*)\}/g)) {
    at = at.flatMap((value): readonly Datum[] => {
      if (name !== undefined) return isBag(value) ? [value.get(name)].filter((one) => one !== undefined) : []
      if (!isList(value)) return []
      return index === '' ? value : listOf(value[Number(index)])
    })
  }
  const values = at.flatMap((value) => (isBag(value) ? (jsonText(value) ?? '') : value))
  return together(values.length === 1 && isList(at[0]) ? [jsonText(at[0]) ?? ''] : values)
}

function pathIn([input, path]: readonly Argument[], { row }: Place): Computed {
  const wanted = path?.value()
  if (wanted === unknown || !input || typeof wanted !== 'string') return wanted === unknown ? unknown : undefined
  if (input.expr.kind === 'field' && input.expr.written === '_raw' && valuesOf(row.record, '_raw').length === 0)
    return together(valuesOf(row.record, wanted.replaceAll('{}', '')))
  const source = input.value()
  if (source === unknown || source === undefined) return source
  const results = listOf(source).map((one) => {
    const json = typeof one === 'string' ? parseJson(one) : one
    // XML is not followed.
    return json === undefined
      ? typeof one === 'string' && /^\s*</.test(one)
        ? unknown
        : undefined
      : spath(json, wanted)
  })
  return results.includes(unknown) ? unknown : together(results.flatMap((one) => (one === unknown ? [] : listOf(one))))
}

/** The command `replace`: whole values that fit a pattern with `*`; what the stars stood for goes in the stars of the other. */
function replaceWith(source: string, pairs: readonly string[]): string {
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [old = '', by = ''] = [pairs[i], pairs[i + 1]]
    const regex = regexOf(`^${old.split('*').map(quoted).join('(.*)')}$`, 's')
    const matcher = regex?.matcher(source)
    if (!matcher?.find()) continue
    let star = 0
    return by.replaceAll('*', () => matcher.group(Math.min(++star, matcher.groupCount())) ?? '')
  }
  return source
}

const quoted = (literal: string): string => literal.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

export const extractions: Functions = {
  rex: fn(
    [list, text, optional(whole)],
    ([values, pattern, most]) => {
      if (!/\(\?P?</.test(pattern) && /^[sy][/#|,]/.test(pattern)) {
        const results = values.map((value) => sed(textOf(value, mannerOf('spl')) ?? '', pattern))
        return results.includes(unknown)
          ? unknown
          : together(results.flatMap((one) => (one === unknown ? [] : listOf(one))))
      }
      return rex(values, pattern, most ?? 1)
    },
    [['aXbX', 's/X/-/g'], 'a-b-'],
    [['abc', 'y/ab/xy/'], 'xyc'],
    [['a/b', 's/\\//:/'], 'a:b'],
  ),
  ...Object.fromEntries(
    ['spath', 'json_extract'].map((name) => [
      name,
      lazy(
        2,
        2,
        pathIn,
        [
          ['{"a":{"b":[{"c":1},{"c":2}]}}', 'a.b{}.c'],
          [1, 2],
        ],
        [['{"a":1}', 'b'], null],
        [['{"a":{"b":1}}', 'a'], '{"b":1}'],
      ),
    ]),
  ),
  json_valid: fn([text], ([source]) => parseJson(source) !== undefined, [['{}'], true], [['{'], false]),
  'replace with': fn(
    [text, present(text)],
    ([source, pairs]) => replaceWith(source, pairs),
    [['::ffff:1.2.3.4', '::ffff:*', '*'], '1.2.3.4'],
    [['a', 'b', 'c'], 'a'],
  ),
}
