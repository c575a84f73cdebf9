/** The functions and operators of KQL. A missing text is an empty one; a list or an object is one value. */
import { fieldValue, member } from '../row.js'
import type { How } from '../tests.js'
import { type Computed, type Datum, listOf, unknown } from './datum.js'
import {
  type Argument,
  any,
  type Fn,
  type Functions,
  fn,
  lazy,
  list,
  named,
  optional,
  present,
  text,
  whole,
} from './fn.js'
import { lists } from './kql-lists.js'
import { numbers } from './kql-numbers.js'
import { parsers } from './kql-parse.js'
import { texts } from './kql-texts.js'
import { times } from './kql-times.js'
import { arithmetic, cases, coalesce, comparisons, connectives, likeFn, testFn } from './logic.js'
import { isTrue, mannerOf, order, textOf } from './manner.js'
import type { Place } from './place.js'
import { addressIn, maskedAddress } from './texts.js'

const word = { op: 'contains', words: true } as const

/** An operator, and its contrary under the name with `!`. */
const both = (name: string, how: How, ...samples: Fn['samples']): Functions => ({
  [name]: testFn(how, ...samples),
  [`!${name}`]: testFn(
    { ...how, negated: true },
    ...samples.map(([of, is]) => [of, typeof is === 'boolean' ? !is : is] as const),
  ),
})

const tests: Functions = {
  '=~': testFn({ op: 'eq', cased: false }, [['a', 'A'], true]),
  '!~': testFn({ op: 'eq', cased: false, negated: true }, [['a', 'A'], false], [[null, 'a'], true]),
  ...both('contains', { op: 'contains', cased: false }, [['cmd.exe', 'D.E'], true], [[null, 'a'], false]),
  ...both('contains_cs', { op: 'contains', cased: true }, [['cmd.exe', 'D.E'], false]),
  ...both('startswith', { op: 'starts_with', cased: false }, [['cmd.exe', 'CMD'], true]),
  ...both('startswith_cs', { op: 'starts_with', cased: true }, [['cmd.exe', 'CMD'], false]),
  ...both('endswith', { op: 'ends_with', cased: false }, [['cmd.exe', '.EXE'], true]),
  ...both('endswith_cs', { op: 'ends_with', cased: true }, [['cmd.exe', '.EXE'], false]),
  ...both('has', { ...word, cased: false }, [['net user bob', 'User'], true], [['network', 'net'], false]),
  ...both('has_cs', { ...word, cased: true }, [['net user bob', 'User'], false]),
  ...both('hasprefix', { op: 'starts_with', words: true, cased: false }, [['a network', 'net'], true]),
  ...both('hasprefix_cs', { op: 'starts_with', words: true, cased: true }, [['a network', 'Net'], false]),
  ...both('hassuffix', { op: 'ends_with', words: true, cased: false }, [['a network', 'work'], true]),
  ...both('hassuffix_cs', { op: 'ends_with', words: true, cased: true }, [['a network', 'Work'], false]),
  ...both('in', { op: 'eq', cased: true }, [['b', 'a', 'b'], true], [['b', ['a', 'b']], true], [['B', 'b'], false]),
  ...both('in~', { op: 'eq', cased: false }, [['B', 'a', 'b'], true]),
  has_any: testFn({ ...word, cased: false }, [['net user', 'x', 'USER'], true], [['net user', ['x', 'net']], true]),
  has_all: testFn(
    { ...word, cased: false, every: true },
    [['net user', 'net', 'user'], true],
    [['net', ['net', 'x']], false],
  ),
  'matches regex': testFn({ op: 'regex', cased: true }, [['cmd.exe', '^c.d'], true]),
  like: likeFn('%', '_', false, [['cmd.exe', 'CMD%'], true]),
  between: lazy(2, 2, ([value, bounds]) => within(value, bounds)),
  '!between': lazy(2, 2, ([value, bounds]) => contrary(within(value, bounds))),
}

function within(value: Argument | undefined, bounds: Argument | undefined): Computed {
  const found = value?.value()
  const ends = bounds?.value()
  if (found === unknown || ends === unknown) return unknown
  const [low, high] = listOf(ends)
  if (found === undefined || low === undefined || high === undefined) return false
  return (order(found, low) ?? -1) >= 0 && (order(found, high) ?? 1) <= 0
}

const contrary = (value: Computed): Computed => (typeof value === 'boolean' ? !value : value)

const absent = (value: Datum | undefined): boolean => value === undefined || value === ''

const conditional: Fn = lazy(
  3,
  3,
  ([condition, yes, no]) => {
    const found = condition?.value()
    if (found === unknown) return unknown
    return (isTrue(found) ? yes : no)?.value()
  },
  [[true, 'a', 'b'], 'a'],
  [[null, 'a', 'b'], 'b'],
)

const best = (sign: 1 | -1, ...samples: Fn['samples']): Fn =>
  fn(
    [present(any)],
    ([values]) =>
      values.reduce<Datum | undefined>((a, b) => (a === undefined || (order(b, a) ?? 0) * sign > 0 ? b : a), undefined),
    ...samples,
  )

const conditions: Functions = {
  ...named('iff iif', conditional),
  case: cases,
  coalesce,
  ...named(
    'isempty',
    fn([optional(any)], ([value]) => absent(value), [[null], true], [['a'], false]),
  ),
  ...named(
    'isnotempty notempty',
    fn([optional(any)], ([value]) => !absent(value), [[null], false], [['a'], true]),
  ),
  isnull: fn([optional(any)], ([value]) => value === undefined, [[null], true], [['a'], false]),
  ...named(
    'isnotnull notnull',
    fn([optional(any)], ([value]) => value !== undefined, [[null], false], [['a'], true]),
  ),
  max_of: best(1, [[1, 3, 2], 3]),
  min_of: best(-1, [[3, 1, 2], 1]),
  null: lazy(0, 0, () => undefined, [[], null]),
  ...named('column_ifexists columnifexists', lazy(2, 2, columnOr)),
}

/** The field of that name, or what is given for it when the record has none. */
function columnOr([name, other]: readonly Argument[], { row }: Place): Computed {
  const written = name?.value()
  if (typeof written !== 'string') return unknown
  const found = row.made.has(written) ? row.made.get(written) : fieldValue({ written }, row)
  return found ?? other?.value()
}

/** `a.b`, `a[0]` where the path is computed. */
function path([of, step]: readonly Argument[], { row }: Place): Computed {
  const wanted = step?.value()
  if (wanted === unknown || !of) return unknown
  if (typeof wanted !== 'string' && typeof wanted !== 'number') return undefined
  const base = of.value()
  if (base === unknown) return unknown
  const found = base === undefined ? undefined : member(base, wanted)
  if (found !== undefined || of.expr.kind !== 'field') return found
  const { written, made } = of.expr
  const name = typeof wanted === 'number' ? `${written}[${wanted}]` : `${written}.${wanted}`
  return made === undefined ? fieldValue({ written: name }, row) : undefined
}

const structure: Functions = {
  '.': lazy(
    2,
    2,
    path,
    [['{"a":{"b":1}}', 'a'], { b: 1 }],
    [[['x', 'y'], 1], 'y'],
    [[['x', 'y'], -1], 'y'],
    [['x', 'b'], null],
  ),
  ...named(
    'dynamic list',
    fn([present(any)], ([values]) => values, [
      ['a', 'b'],
      ['a', 'b'],
    ]),
  ),
}

/** Whether a text has an address in it as a whole word. */
const hasAddress = (source: string, address: string): boolean =>
  addressIn(address, '0.0.0.0/0') === true && source.split(/[^\d.]+/).some((part) => part === address)

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

const inRange: Fn = fn(
  [text, text],
  ([address, network]) => addressIn(address, network),
  [['10.1.2.3', '10.0.0.0/8'], true],
  [['11.1.2.3', '10.0.0.0/8'], false],
  [['x', '10.0.0.0/8'], null],
)
const inAnyRange: Fn = fn(
  [text, present(list)],
  ([address, networks]) => networks.flat().some((network) => addressIn(address, textual(network)) === true),
  [['10.1.2.3', ['192.168.0.0/16', '10.0.0.0/8']], true],
  [['11.1.2.3', '192.168.0.0/16', '10.0.0.0/8'], false],
)
const textual = (value: Datum): string => textOf(value, mannerOf('kql')) ?? ''

/** Two addresses, each with a prefix of its own perhaps, as far as the shortest says. */
const sameNetwork: Fn = fn(
  [text, text, optional(whole)],
  ([a, b, prefix]) => {
    const [one, other] = [a, b].map((each) => each.split('/'))
    const bits = [one?.[1], other?.[1]].map((each) => (each === undefined ? undefined : Number(each)))
    const most = a.includes(':') ? 128 : 32
    const shortest = Math.min(...[...bits, prefix].map((each) => each ?? most))
    const [x, y] = [maskedAddress(one?.[0] ?? '', shortest), maskedAddress(other?.[0] ?? '', shortest)]
    return x === undefined || y === undefined ? undefined : x === y
  },
  [['10.1.2.3', '10.1.2.0/24'], true],
  [['10.1.2.3', '10.1.3.3', 16], true],
  [['10.1.2.3', 'x'], null],
)

const addresses: Functions = {
  ...named('ipv4_is_in_range ipv6_is_in_range', inRange),
  ...named('ipv4_is_in_any_range ipv6_is_in_any_range', inAnyRange),
  ...named('ipv4_is_match ipv6_is_match', sameNetwork),
  ipv4_is_private: fn(
    [text],
    ([address]) => {
      const [bare = ''] = address.split('/')
      return maskedAddress(bare, 32) === undefined || bare.includes(':')
        ? undefined
        : privateNetworks.some((network) => addressIn(bare, network) === true)
    },
    [['192.168.1.1'], true],
    [['8.8.8.8'], false],
    [['x'], null],
  ),
  ipv4_netmask_suffix: fn([text], ([address]) => Number(address.split('/')[1] ?? 32), [['10.0.0.0/8'], 8]),
  ...named(
    'has_ipv4 has_any_ipv4',
    fn(
      [text, present(list)],
      ([source, all]) => all.flat().some((one) => hasAddress(source, textual(one))),
      [['from 10.0.0.1:80', '10.0.0.1'], true],
      [['from 10.0.0.11', '10.0.0.1'], false],
    ),
  ),
  ...named(
    'has_ipv4_prefix has_any_ipv4_prefix',
    fn(
      [text, present(list)],
      ([source, all]) =>
        source
          .split(/[^\d.]+/)
          .some((part) =>
            all.flat().some((one) => part.startsWith(textual(one)) && maskedAddress(part, 32) !== undefined),
          ),
      [['from 10.0.0.1:80', '10.0.'], true],
      [['from 110.0.0.1', '10.0.'], false],
    ),
  ),
}

export const kql: Functions = {
  ...comparisons,
  ...connectives,
  ...arithmetic,
  ...tests,
  ...conditions,
  ...structure,
  ...addresses,
  ...texts,
  ...numbers,
  ...times,
  ...lists,
  ...parsers,
}
