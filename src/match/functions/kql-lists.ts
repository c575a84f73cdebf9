/** KQL's functions of lists and objects, which are single values there. */
import { type Bag, type Computed, type Datum, isBag, isList, parseJson, real, unknown } from './datum.js'
import { any, bag, type Fn, type Functions, fn, list, named, number, optional, present, text, whole } from './fn.js'
import { among, distinct, keyOf, numbersOf, sliced, sorted, sumOf } from './lists.js'
import { equal, mannerOf, textOf } from './manner.js'
import { largest } from './place.js'

const textual = (value: Datum): string => textOf(value, mannerOf('kql')) ?? ''

/** Names and values in turn. */
function packed(pairs: readonly (Datum | undefined)[]): Bag {
  const found = new Map<string, Datum>()
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name, value] = [pairs[i], pairs[i + 1]]
    if (name !== undefined && value !== undefined) found.set(textual(name), value)
  }
  return found
}

/** All arguments, those that are missing too. */
const everything = { take: (values: readonly (Datum | undefined)[]) => values, rest: true } as const

const intersection = (all: readonly (readonly Datum[])[]): Datum[] =>
  all.reduce<Datum[]>((found, one, i) => (i === 0 ? distinct(one) : among(found, one, true)), [])

const arrays: Functions = {
  array_length: fn([list], ([values]) => values.length, [[['a', 'b']], 2], [['[1,2,3]'], 3], [[null], null]),
  array_slice: fn(
    [list, whole, whole],
    ([values, from, to]) => sliced(values, from, to),
    [
      [['a', 'b', 'c'], 0, 1],
      ['a', 'b'],
    ],
    [
      [['a', 'b', 'c'], -2, -1],
      ['b', 'c'],
    ],
  ),
  array_index_of: fn(
    [list, any],
    ([values, wanted], { row }) => values.findIndex((value) => equal(value, wanted, true, mannerOf(row.language))),
    [[['a', 'b'], 'b'], 1],
    [[['a', 'b'], 'c'], -1],
  ),
  array_concat: fn([present(list)], ([all]) => all.flat(), [
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    ['a', 'b', 'c', 'd'],
  ]),
  array_reverse: fn([list], ([values]) => values.toReversed(), [[['a', 'b']], ['b', 'a']]),
  array_sort_asc: fn([list], ([values]) => sorted(values), [[[10, 9]], [9, 10]]),
  array_sort_desc: fn([list], ([values]) => sorted(values).reverse(), [[[9, 10]], [10, 9]]),
  array_sum: fn([list], ([values]) => ofNumbers(values, sumOf), [[[1, 2]], 3]),
  array_rotate_left: fn([list, whole], ([values, by]) => rotated(values, by), [
    [['a', 'b', 'c'], 1],
    ['b', 'c', 'a'],
  ]),
  array_rotate_right: fn([list, whole], ([values, by]) => rotated(values, -by), [
    [['a', 'b', 'c'], 1],
    ['c', 'a', 'b'],
  ]),
  set_union: fn([present(list)], ([all]) => distinct(all.flat()), [
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    ['a', 'b', 'c'],
  ]),
  set_intersect: fn([present(list)], ([all]) => intersection(all), [
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    ['b'],
  ]),
  set_difference: fn([list, present(list)], ([values, others]) => among(values, others.flat(), false), [
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    ['a'],
  ]),
  set_equals: fn([list, list], ([a, b]) => among(a, b, false).length === 0 && among(b, a, false).length === 0, [
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    true,
  ]),
  set_has_element: fn([list, any], ([values, wanted]) => values.some((value) => keyOf(value) === keyOf(wanted)), [
    [['a', 'b'], 'b'],
    true,
  ]),
  jaccard_index: fn([list, list], ([a, b]) => real(among(a, b, true).length / distinct([...a, ...b]).length), [
    [
      [1, 2],
      [2, 3],
    ],
    1 / 3,
  ]),
  pack_array: fn([present(any)], ([values]) => values, [
    ['a', 'b'],
    ['a', 'b'],
  ]),
  repeat: fn(
    [any, whole],
    ([value, times]) => (times > largest ? unknown : Array<Datum>(Math.max(0, times)).fill(value)),
    [
      ['a', 2],
      ['a', 'a'],
    ],
  ),
  range: fn(
    [number, number, optional(number)],
    ([from, to, step = 1]) => counted(from, to, step),
    [
      [1, 3],
      [1, 2, 3],
    ],
    [
      [1, 8, 3],
      [1, 4, 7],
    ],
  ),
  zip: fn(
    [list, list],
    ([a, b]) => Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i] ?? '', b[i] ?? '']),
    [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [
        ['a', 'c'],
        ['b', 'd'],
      ],
    ],
  ),
}

function ofNumbers(values: readonly Datum[], calculate: (numbers: readonly number[]) => number): number | undefined {
  const found = numbersOf(values)
  return found && calculate(found)
}

function rotated(values: readonly Datum[], by: number): Datum[] {
  const at = values.length === 0 ? 0 : ((by % values.length) + values.length) % values.length
  return [...values.slice(at), ...values.slice(0, at)]
}

function counted(from: number, to: number, step: number): Computed {
  if (step === 0 || !Number.isFinite(step)) return undefined
  const count = Math.floor((to - from) / step) + 1
  return count > largest ? unknown : Array.from({ length: Math.max(0, count) }, (_, i) => from + i * step)
}

/** A text of JSON as what it says; any other text is itself. */
const parsed: Fn = fn(
  [any],
  ([value]) => (typeof value === 'string' ? (parseJson(value) ?? value) : value),
  [['{"a":1}'], { a: 1 }],
  [['x'], 'x'],
  [[null], null],
)

/** `$.a.b[0]`, `$['a']`: a step at a time. */
function follow(path: string, value: Datum): Datum | undefined {
  let at: Datum | undefined = value
  for (const [, name, quoted, index] of path
    .replace(/^\$/, '')
    .matchAll(/\.([^.[]+)|\[['"]([^'"]*)['"]\]|\[(\d+)\]/g)) {
    if (at === undefined) return undefined
    if (index !== undefined) at = isList(at) ? at[Number(index)] : undefined
    else at = isBag(at) ? at.get(name ?? quoted ?? '') : undefined
  }
  return at
}

const extractJson: Fn = fn(
  [text, text],
  ([path, source]) => {
    const json = parseJson(source)
    const found = json === undefined ? undefined : follow(path, json)
    return found === undefined ? '' : textual(found)
  },
  [['$.a[0].b', '{"a":[{"b":"x"}]}'], 'x'],
  [['$.c', '{"a":1}'], ''],
)

const bags: Functions = {
  ...named(
    'bag_pack pack pack_dictionary',
    fn([everything], ([pairs]) => packed(pairs), [['a', 1, 'b', null, 'c', 'x'], { a: 1, c: 'x' }]),
  ),
  bag_keys: fn([bag], ([of]) => [...of.keys()], [['{"a":1,"b":2}'], ['a', 'b']]),
  bag_has_key: fn([bag, text], ([of, name]) => of.has(name), [['{"a":1}', 'a'], true]),
  bag_merge: fn([present(bag)], ([all]) => new Map(all.toReversed().flatMap((one) => [...one])), [
    ['{"a":1}', '{"a":2,"b":3}'],
    { a: 1, b: 3 },
  ]),
  bag_remove_keys: fn(
    [bag, list],
    ([of, names]) => new Map([...of].filter(([name]) => !names.map(textual).includes(name))),
    [['{"a":1,"b":2}', ['a', 'x']], { b: 2 }],
  ),
  ...named('parse_json parsejson todynamic toobject', parsed),
  ...named('extractjson extract_json', {
    ...extractJson,
    most: 3,
    run: (args, place) => extractJson.run(args.slice(0, 2), place),
  }),
}

export const lists: Functions = { ...arrays, ...bags }
