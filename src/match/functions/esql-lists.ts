/** ES|QL's functions of fields with several values. */
import { type Datum, finite, real } from './datum.js'
import { any, type Fn, type Functions, fn, list, number, optional, present, text, whole } from './fn.js'
import { among, distinct, extreme, numbersOf, percentile, sliced, sorted, sumOf } from './lists.js'
import { mannerOf, textOf } from './manner.js'
import { joined } from './texts.js'

/** A function of the numbers in a field. */
const ofNumbers = (calculate: (values: readonly number[]) => Datum | undefined, ...samples: Fn['samples']): Fn =>
  fn(
    [list],
    ([values]) => {
      const found = numbersOf(values)
      return found && calculate(found)
    },
    ...samples,
  )

export const lists: Functions = {
  list: fn([present(any)], ([values]) => values.flat(), [
    ['a', 'b'],
    ['a', 'b'],
  ]),
  mv_append: fn([any, any], ([a, b]) => [a, b].flat(), [
    [['a'], ['b', 'c']],
    ['a', 'b', 'c'],
  ]),
  mv_avg: ofNumbers((values) => real(sumOf(values) / values.length), [[[1, 2]], 1.5]),
  mv_concat: fn(
    [list, text],
    ([values, by], { row }) =>
      joined(
        values.map((value) => textOf(value, mannerOf(row.language)) ?? ''),
        by,
      ),
    [[['a', 'b'], ', '], 'a, b'],
    [['a', ', '], 'a'],
  ),
  mv_count: fn([list], ([values]) => values.length, [[['a', 'b']], 2], [[null], null]),
  mv_dedupe: fn([list], ([values]) => distinct(values), [[['a', 'b', 'a']], ['a', 'b']]),
  mv_first: fn([list], ([values]) => values[0], [[['a', 'b']], 'a']),
  mv_last: fn([list], ([values]) => values.at(-1), [[['a', 'b']], 'b']),
  mv_max: fn([list], ([values]) => extreme(values, 1), [[[1, 3, 2]], 3]),
  mv_min: fn([list], ([values]) => extreme(values, -1), [[['b', 'a']], 'a']),
  mv_median: ofNumbers((values) => percentile(values, 50), [[[1, 3, 2]], 2]),
  mv_percentile: fn(
    [list, number],
    ([values, percent]) => {
      const found = numbersOf(values)
      return found && percentile(found, percent)
    },
    [[[1, 2, 3], 50], 2],
  ),
  mv_median_absolute_deviation: ofNumbers(
    (values) => {
      const middle = percentile(values, 50) ?? 0
      return percentile(
        values.map((value) => Math.abs(value - middle)),
        50,
      )
    },
    [[[0, 2, 5, 6]], 2],
  ),
  mv_sum: ofNumbers((values) => finite(sumOf(values)), [[[1, 2]], 3]),
  mv_slice: fn(
    [list, whole, optional(whole)],
    ([values, from, to]) => sliced(values, from, to ?? from),
    [[['a', 'b', 'c'], 1], 'b'],
    [
      [['a', 'b', 'c'], 0, 1],
      ['a', 'b'],
    ],
    [
      [['a', 'b', 'c'], -2, -1],
      ['b', 'c'],
    ],
  ),
  mv_sort: fn(
    [list, optional(text)],
    ([values, way]) => (way?.toLowerCase() === 'desc' ? sorted(values).reverse() : sorted(values)),
    [[['b', 'a']], ['a', 'b']],
    [
      [[2, 10], 'DESC'],
      [10, 2],
    ],
  ),
  mv_zip: fn(
    [list, list, optional(text)],
    ([a, b, by], { row }) => zipped(a, b, (value) => textOf(value, mannerOf(row.language)) ?? '', by ?? ','),
    [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      ['a,c', 'b,d'],
    ],
    [
      [['a', 'b'], 'c', '-'],
      ['a-c', 'b'],
    ],
  ),
  mv_contains: fn([list, list], ([all, some]) => among(some, all, false).length === 0, [[['a', 'b'], 'b'], true]),
  mv_intersects: fn([list, list], ([a, b]) => among(a, b, true).length > 0, [
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
    true,
  ]),
  mv_intersection: fn(
    [list, list],
    ([a, b]) => among(a, b, true),
    [
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      'b',
    ],
    [['a', 'b'], null],
  ),
  mv_union: fn([list, list], ([a, b]) => distinct([...a, ...b]), [
    [['a'], ['b', 'a']],
    ['a', 'b'],
  ]),
  mv_difference: fn([list, list], ([a, b]) => among(a, b, false), [[['a', 'b'], 'b'], 'a']),
}

/** The longer list goes on alone. */
const zipped = (a: readonly Datum[], b: readonly Datum[], say: (value: Datum) => string, by: string): string[] =>
  Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    [a[i], b[i]].flatMap((value) => (value === undefined ? [] : [say(value)])).join(by),
  )
