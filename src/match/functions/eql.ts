/** The functions and operators of EQL, as Elasticsearch defines them. A `~` behind a name ignores case. */
import { fold } from '../../text/fold.js'
import { any, type Fn, type Functions, flag, fn, lazy, list, optional, present, rest, text, whole } from './fn.js'
import { arithmetic, comparisons, connectives, minus, modulo, over, plus, testFn, times } from './logic.js'
import { equal, mannerOf } from './manner.js'
import { between, joined } from './texts.js'

const inCase = (value: string, cased: boolean): string => (cased ? value : fold(value))

/** A function that minds case, and under its name with `~` one that does not. */
const both = (name: string, make: (cased: boolean) => Fn): Functions => ({
  [name]: make(true),
  [`${name}~`]: make(false),
})

const tests: Functions = {
  ':': testFn({ op: 'eq', cased: false }, [['a', 'A'], true]),
  in: testFn({ op: 'eq', cased: true }, [['b', 'a', 'b'], true], [['B', 'a', 'b'], false]),
  'in~': testFn({ op: 'eq', cased: false }, [['B', 'a', 'b'], true]),
  like: testFn({ op: 'eq', cased: true }, [['a', 'a'], true]),
  'like~': testFn({ op: 'eq', cased: false }, [['a', 'A'], true]),
  regex: testFn({ op: 'regex', cased: true }, [['abc', 'b'], true]),
  'regex~': testFn({ op: 'regex', cased: false }, [['abc', 'B'], true]),
  cidrmatch: testFn({ op: 'cidr', cased: false }, [['10.1.2.3', '192.168.0.0/16', '10.0.0.0/8'], true]),
  ...both('startswith', (cased) => testFn({ op: 'starts_with', cased }, [['cmd.exe', 'cmd'], true])),
  ...both('endswith', (cased) => testFn({ op: 'ends_with', cased }, [['cmd.exe', '.exe'], true])),
  ...both('stringcontains', (cased) => testFn({ op: 'contains', cased }, [['cmd.exe', 'd.e'], true])),
  ...both('wildcard', (cased) => testFn({ op: 'eq', cased }, [['cmd', 'cmd'], true])),
  ...both('match', (cased) => testFn({ op: 'regex', cased }, [['cmd', '^c'], true])),
  ...both('matchlite', (cased) => testFn({ op: 'regex', cased }, [['cmd', '^c'], true])),
}

const texts: Functions = {
  ...both('between', (cased) =>
    fn(
      [text, text, text, optional(flag)],
      ([source, left, right, greedy]) => between(source, left, right, greedy === true, cased),
      [['system32\\ntdll.dll', '\\', '.'], 'ntdll'],
      [['a [b] [c]', '[', ']', true], 'b] [c'],
      [['abc', 'x', 'c'], ''],
    ),
  ),
  concat: fn([rest(text)], ([all]) => joined(all), [['a', 1, true], 'a1true'], [['a', null], null]),
  ...both('indexof', (cased) =>
    fn(
      [text, text, optional(whole)],
      ([source, what, start]) => {
        const at = inCase(source, cased).indexOf(inCase(what, cased), Math.max(0, start ?? 0))
        return at < 0 ? undefined : at
      },
      [['url.domain', 'd'], 4],
      [['aba', 'a', 1], 2],
      [['abc', 'x'], null],
    ),
  ),
  length: fn([text], ([source]) => source.length, [['cmd.exe'], 7], [[''], 0], [[null], null]),
  string: fn([text], ([source]) => source, [[5], '5'], [[true], 'true']),
  substring: fn(
    [text, whole, optional(whole)],
    ([source, from, to]) => source.slice(from, to ?? source.length),
    [['start regsvr32.exe', 6], 'regsvr32.exe'],
    [['start regsvr32.exe', 0, 5], 'start'],
    [['start regsvr32.exe', -4], '.exe'],
    [['start', -4, -1], 'tar'],
    [['abc', 5], ''],
  ),
}

const numbers: Functions = {
  add: plus,
  subtract: minus,
  multiply: times,
  divide: over,
  modulo,
  number: fn(
    [text, optional(whole)],
    ([source, base]) => numberIn(source.trim(), base),
    [['1337'], 1337],
    [['42.5'], 42.5],
    [['0x32b', 16], 811],
    [['ff', 16], 255],
    [['x'], null],
  ),
}

function numberIn(source: string, base = source.startsWith('0x') ? 16 : 10): number | undefined {
  const digits = base === 16 ? source.replace(/^0x/i, '') : source
  if (base === 10) return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(digits) ? Number(digits) : undefined
  if (base < 2 || base > 36 || !/^[0-9a-z]+$/i.test(digits)) return undefined
  const value = Number.parseInt(digits, base)
  return Number.isNaN(value) || value.toString(base).length < digits.replace(/^0+(?=.)/, '').length ? undefined : value
}

const others: Functions = {
  null: lazy(0, 0, () => undefined, [[], null]),
  arraycontains: fn(
    [list, present(any)],
    ([values, wanted], { row }) =>
      values.some((value) => wanted.some((one) => equal(value, one, false, mannerOf(row.language)))),
    [[['a', 'b'], 'B'], true],
  ),
  safe: fn([any], ([value]) => value, [['a'], 'a']),
}

export const eql: Functions = {
  ...comparisons,
  ...connectives,
  ...arithmetic,
  ...tests,
  ...texts,
  ...numbers,
  ...others,
}
