/** ES|QL's functions of texts. Characters are code points. */
import { unknown } from './datum.js'
import { type Functions, fn, optional, rest, text, whole } from './fn.js'
import { regexOf, replaceAll } from './regex.js'
import { base64Decoded, base64Encoded, joined, parts, repeated, trimmed, urlDecoded, urlEncoded } from './texts.js'

const blanks = ' \t\n\r\v\f'

export const texts: Functions = {
  concat: fn([rest(text)], ([all]) => joined(all), [['a', 'b', 1], 'ab1'], [['a', null], null]),
  length: fn([text], ([source]) => [...source].length, [['cmd'], 3], [['😀'], 1], [[['a', 'b']], null]),
  byte_length: fn([text], ([source]) => new TextEncoder().encode(source).length, [['é'], 2]),
  bit_length: fn([text], ([source]) => new TextEncoder().encode(source).length * 8, [['é'], 16]),
  left: fn([text, whole], ([source, count]) => [...source].slice(0, Math.max(0, count)).join(''), [['abc', 2], 'ab']),
  right: fn([text, whole], ([source, count]) => (count > 0 ? [...source].slice(-count).join('') : ''), [
    ['abc', 2],
    'bc',
  ]),
  locate: fn(
    [text, text, optional(whole)],
    ([source, what, start]) => source.indexOf(what, Math.max(0, (start ?? 1) - 1)) + 1,
    [['hello', 'll'], 3],
    [['hello', 'x'], 0],
    [['hello', 'l', 4], 4],
  ),
  ltrim: fn([text], ([source]) => trimmed(source, blanks, 'start'), [[' a '], 'a ']),
  rtrim: fn([text], ([source]) => trimmed(source, blanks, 'end'), [[' a '], ' a']),
  trim: fn([text], ([source]) => trimmed(source, blanks), [[' a '], 'a']),
  repeat: fn([text, whole], ([source, times]) => (times < 0 ? undefined : repeated(source, times)), [
    ['ab', 2],
    'abab',
  ]),
  space: fn([whole], ([times]) => (times < 0 ? undefined : repeated(' ', times)), [[2], '  ']),
  replace: fn(
    [text, text, text],
    ([source, pattern, by]) => {
      const regex = regexOf(pattern)
      return regex ? (replaceAll(regex, source, by, '$') ?? unknown) : unknown
    },
    [['Hello World', 'World', 'Universe'], 'Hello Universe'],
    [['a1b22', '([a-z])\\d+', '<$1>'], '<a><b>'],
  ),
  reverse: fn([text], ([source]) => [...source].reverse().join(''), [['abc'], 'cba']),
  split: fn([text, text], ([source, by]) => parts(source, by), [
    ['a;b', ';'],
    ['a', 'b'],
  ]),
  substring: fn(
    [text, whole, optional(whole)],
    ([source, start, length]) => substring([...source], start, length),
    [['abcdef', 2], 'bcdef'],
    [['abcdef', -3], 'def'],
    [['abcdef', 2, 2], 'bc'],
  ),
  to_lower: fn([text], ([source]) => source.toLowerCase(), [['CMD'], 'cmd'], [[['A', 'B']], null]),
  to_upper: fn([text], ([source]) => source.toUpperCase(), [['cmd'], 'CMD']),
  from_base64: fn([text], ([source]) => base64Decoded(source), [['YQ=='], 'a'], [['***'], null]),
  to_base64: fn([text], ([source]) => base64Encoded(source), [['a'], 'YQ==']),
  url_decode: fn([text], ([source]) => urlDecoded(source, true), [['a%20b+c'], 'a b c']),
  url_encode: fn([text], ([source]) => urlEncoded(source).replaceAll('%20', '+'), [['a b/'], 'a+b%2F']),
  url_encode_component: fn([text], ([source]) => urlEncoded(source), [['a b/'], 'a%20b%2F']),
}

/** Places count from 1, or from the end when negative. */
function substring(source: readonly string[], start: number, length = source.length): string | undefined {
  if (length < 0) return undefined
  const from = start > 0 ? start - 1 : start < 0 ? Math.max(0, source.length + start) : 0
  return source.slice(from, from + length).join('')
}
