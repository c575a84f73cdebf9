/** The functions of SPL's `eval` and `where`, and commands that make one field of others. Times are seconds since 1970. */

import { type Computed, type Datum, isList, numeric, unknown } from './datum.js'
import { any, type Fn, type Functions, fn, lazy, named, number, optional, present, rest, text, whole } from './fn.js'
import { extreme, sumOf } from './lists.js'
import { arithmetic, cases, coalesce, comparisons, connectives, likeFn, testFn } from './logic.js'
import { isTrue, mannerOf, textOf } from './manner.js'
import * as maths from './maths.js'
import { regexOf, replaceAll } from './regex.js'
import { extractions } from './spl-extract.js'
import { lists } from './spl-lists.js'
import { times } from './spl-times.js'
import { addressIn, joined, maskedAddress, trimmed, urlDecoded } from './texts.js'

const many = Number.POSITIVE_INFINITY
const blanks = ' \t\n\r'

const tests: Functions = {
  in: testFn({ op: 'eq', cased: true }, [['b', 'a', 'b'], true], [['5.0', 5], true]),
  like: likeFn('%', '_', true, [['cmd.exe', 'cmd%'], true], [['cmd.exe', 'CMD%'], false], [['ab', 'a_'], true]),
  match: testFn({ op: 'regex', cased: true }, [['cmd.exe', '^c.d'], true], [[['a', 'b'], 'b'], true]),
  cidrmatch: fn(
    [text, text],
    ([network, address]) => addressIn(address, network),
    [['10.0.0.0/8', '10.1.2.3'], true],
    [['10.0.0.0/8', 'x'], null],
  ),
  'is null': lazy(1, 1, ([arg]) => isMissing(arg?.value()), [[null], true], [['a'], false]),
  'is not null': lazy(1, 1, ([arg]) => contrary(isMissing(arg?.value())), [[null], false], [['a'], true]),
  isnum: ofType((value) => numeric(value) !== undefined, [['5'], true], [['x'], false], [[null], false]),
  isint: ofType((value) => Number.isInteger(numeric(value)), [['5'], true], [['5.5'], false]),
  isstr: ofType((value) => typeof value === 'string' && numeric(value) === undefined, [['x'], true], [['5'], false]),
  isbool: ofType((value) => typeof value === 'boolean', [[true], true], [['true'], false]),
  typeof: fn([optional(any)], ([value]) => typeName(value), [['x'], 'String'], [[5], 'Number'], [[null], 'Invalid']),
}

function ofType(is: (value: Datum) => boolean, ...samples: Fn['samples']): Fn {
  return fn([optional(any)], ([value]) => value !== undefined && is(value), ...samples)
}

function typeName(value: Datum | undefined): string {
  if (value === undefined) return 'Invalid'
  if (typeof value === 'boolean') return 'Boolean'
  if (isList(value)) return 'Multivalue'
  return numeric(value) === undefined ? 'String' : 'Number'
}

const isMissing = (value: Computed): Computed => (value === unknown ? unknown : value === undefined)
const contrary = (value: Computed): Computed => (typeof value === 'boolean' ? !value : value)

const conditions: Functions = {
  case: cases,
  coalesce,
  if: lazy(
    3,
    3,
    ([condition, yes, no]) => {
      const found = condition?.value()
      if (found === unknown) return unknown
      return (isTrue(found) ? yes : no)?.value()
    },
    [[true, 'a', 'b'], 'a'],
    [[null, 'a', 'b'], 'b'],
  ),
  nullif: fn(
    [any, any],
    ([a, b]) => (textual(a) === textual(b) ? undefined : a),
    [['a', 'a'], null],
    [['a', 'b'], 'a'],
  ),
  validate: lazy(
    2,
    many,
    (args) => {
      for (let i = 0; i + 1 < args.length; i += 2) {
        const found = args[i]?.value()
        if (found === unknown) return unknown
        if (!isTrue(found)) return args[i + 1]?.value()
      }
      return undefined
    },
    [[true, 'a', false, 'b'], 'b'],
    [[true, 'a'], null],
  ),
  null: lazy(0, 0, () => undefined, [[], null]),
  xor: fn([any, any], ([a, b]) => isTrue(a) !== isTrue(b), [[true, false], true]),
}

const textual = (value: Datum): string | undefined => textOf(value, mannerOf('spl'))

const texts: Functions = {
  '.': fn([text, text], ([a, b]) => joined([a, b]), [['a', 5], 'a5'], [['a', null], null]),
  len: fn([text], ([source]) => [...source].length, [['cmd'], 3]),
  lower: fn([text], ([source]) => source.toLowerCase(), [['CMD'], 'cmd'], [[['A', 'B']], ['a', 'b']]),
  upper: fn([text], ([source]) => source.toUpperCase(), [['cmd'], 'CMD']),
  ltrim: fn([text, optional(text)], ([source, set]) => trimmed(source, set ?? blanks, 'start'), [['xxa', 'x'], 'a']),
  rtrim: fn([text, optional(text)], ([source, set]) => trimmed(source, set ?? blanks, 'end'), [['a  '], 'a']),
  trim: fn([text, optional(text)], ([source, set]) => trimmed(source, set ?? blanks), [[' a '], 'a']),
  replace: fn(
    [text, text, text],
    ([source, pattern, by]) => {
      const regex = regexOf(pattern)
      return regex ? (replaceAll(regex, source, by, '\\') ?? unknown) : unknown
    },
    [['1/14/2017', '^(\\d{1,2})/(\\d{1,2})/', '\\2/\\1/'], '14/1/2017'],
    [
      [['aa', 'b'], 'a', 'x'],
      ['xx', 'b'],
    ],
  ),
  substr: fn(
    [text, whole, optional(whole)],
    ([source, start, length]) => substring([...source], start, length),
    [['string', 1, 3], 'str'],
    [['string', -3], 'ing'],
  ),
  urldecode: fn([text], ([source]) => urlDecoded(source, true), [['a%20b'], 'a b']),
  tostring: fn(
    [any, optional(text)],
    ([value, format]) => stated(value, format),
    [[5], '5'],
    [[15, 'hex'], '0xf'],
    [[12345.678, 'commas'], '12,345.68'],
    [[615, 'duration'], '00:10:15'],
  ),
  tonumber: fn(
    [text, optional(whole)],
    ([source, base]) => numberIn(source, base ?? 10),
    [['5.5'], 5.5],
    [['0A4', 16], 164],
    [['x'], null],
  ),
  ipmask: fn([text, text], ([mask, address]) => masked(mask, address), [['0.0.0.255', '10.20.30.120'], '0.0.0.120']),
  strcat: fn([present(text)], ([all]) => joined(all), [['a', null, 'b'], 'ab']),
}

function substring(source: readonly string[], start: number, length = source.length): string {
  const from = start > 0 ? start - 1 : start < 0 ? Math.max(0, source.length + start) : 0
  return source.slice(from, from + Math.max(0, length)).join('')
}

function numberIn(source: string, base: number): number | undefined {
  if (base === 10) return numeric(source)
  const digits = base === 16 ? source.trim().replace(/^0x/i, '') : source.trim()
  if (base < 2 || base > 36 || !/^[0-9a-z]+$/i.test(digits)) return undefined
  const value = Number.parseInt(digits, base)
  return Number.isNaN(value) ? undefined : value
}

function stated(value: Datum, format: string | undefined): Computed {
  if (format === undefined) return typeof value === 'boolean' ? (value ? 'True' : 'False') : textual(value)
  const x = numeric(value)
  if (x === undefined) return undefined
  switch (format) {
    case 'hex':
      return `0x${Math.trunc(x).toString(16)}`
    case 'commas':
      return x.toLocaleString('en-US', { maximumFractionDigits: 2 })
    case 'duration': {
      const clock = [Math.floor(x / 3600) % 24, Math.floor(x / 60) % 60, Math.floor(x) % 60]
      const days = Math.floor(x / 86_400)
      return `${days > 0 ? `${days}+` : ''}${clock.map((part) => String(part).padStart(2, '0')).join(':')}`
    }
    default:
      return unknown
  }
}

function masked(mask: string, address: string): string | undefined {
  const [bits, bytes] = [mask, address].map((each) => each.split('.').map(Number))
  if (!bits || !bytes || maskedAddress(mask, 32) === undefined || maskedAddress(address, 32) === undefined)
    return undefined
  return bytes.map((byte, i) => byte & (bits[i] ?? 0)).join('.')
}

/** Texts that are no numbers are put one behind the other. */
const plus: Fn = fn(
  [any, any],
  ([a, b]) => {
    const [x, y] = [numeric(a), numeric(b)]
    if (x !== undefined && y !== undefined) return x + y
    const [one, other] = [textual(a), textual(b)]
    return one === undefined || other === undefined ? undefined : joined([one, other])
  },
  [[1, '2'], 3],
  [['+', '30'], '+30'],
)

const best = (sign: 1 | -1, ...samples: Fn['samples']): Fn =>
  fn([present(any)], ([values]) => extreme(values.flat(), sign), ...samples)

const numbers: Functions = {
  abs: maths.abs,
  ...named('ceil ceiling', maths.ceil),
  floor: maths.floor,
  exp: maths.exp,
  ln: maths.ln,
  log: fn([number, optional(number)], ([x, base]) => finiteLog(x, base ?? 10), [[100], 2], [[8, 2], 3], [[0], null]),
  sqrt: maths.sqrt,
  pow: maths.pow,
  pi: maths.pi,
  round: maths.round,
  exact: fn([number], ([x]) => x, [[5], 5]),
  ...maths.trigonometry,
  ...maths.hyperbolic,
  hypot: fn([number, number], ([x, y]) => Math.hypot(x, y), [[3, 4], 5]),
  max: best(1, [[1, 3, null], 3]),
  min: best(-1, [['3', 1, 2], 1]),
  sum: fn([rest(number)], ([all]) => sumOf(all), [[1, '2'], 3]),
  avg: fn([rest(number)], ([all]) => (all.length > 0 ? sumOf(all) / all.length : undefined), [[1, 2], 1.5]),
  addtotals: fn([present(number)], ([all]) => sumOf(all), [[1, null, '2', 'x'], 3]),
  num: fn([text], ([source]) => numeric(source) ?? source, [['5'], 5], [['x'], 'x']),
  auto: fn([text], ([source]) => numeric(source) ?? source, [['5'], 5]),
  none: fn([any], ([value]) => value, [['5'], '5']),
  rmcomma: fn([text], ([source]) => numeric(source.replaceAll(',', '')), [['1,000'], 1000]),
  rmunit: fn([text], ([source]) => numeric(/^[\d.,+-]+/.exec(source)?.[0]), [['10k'], 10]),
  bit_and: fn([whole, whole], ([a, b]) => a & b, [[6, 3], 2]),
  bit_or: fn([whole, whole], ([a, b]) => a | b, [[6, 3], 7]),
  bit_xor: fn([whole, whole], ([a, b]) => a ^ b, [[6, 3], 5]),
}

function finiteLog(x: number, base: number): number | undefined {
  const value = base === 10 ? Math.log10(x) : Math.log(x) / Math.log(base)
  return Number.isFinite(value) ? value : undefined
}

export const spl: Functions = {
  ...comparisons,
  ...connectives,
  ...arithmetic,
  '+': plus,
  ...tests,
  ...conditions,
  ...texts,
  ...numbers,
  ...times,
  ...lists,
  ...extractions,
}
