/** SPL's functions of fields with several values. */
import type { Expr, FieldValue } from '../../model/rule.js'
import { fieldValue, withValue } from '../row.js'
import { type Computed, type Datum, isList, listOf, unknown } from './datum.js'
import { type Argument, any, type Functions, fn, lazy, list, number, optional, present, text, whole } from './fn.js'
import { distinct, sliced } from './lists.js'
import { isTrue, mannerOf, textOf } from './manner.js'
import { largest, type Place } from './place.js'
import { regexOf } from './regex.js'
import { joined, parts } from './texts.js'

const said = (value: Datum): string => textOf(value, mannerOf('spl')) ?? ''

/** The first field in an expression. */
function fieldIn(expr: Expr): FieldValue | undefined {
  const left: Expr[] = [expr]
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.kind === 'field') return next
    if (next.kind === 'call') left.push(...next.args.toReversed())
  }
  return undefined
}

/** What an expression comes to for each value of a field. */
function forEach(
  field: FieldValue | undefined,
  values: Computed,
  of: Argument | undefined,
  { row }: Place,
  take: (value: Datum, result: Datum | undefined) => Datum | undefined,
): Computed {
  if (!field || !of || values === unknown) return unknown
  const found: Datum[] = []
  for (const value of listOf(values)) {
    const result = of.inRow(withValue(row, field, value))
    if (result === unknown) return unknown
    found.push(...listOf(take(value, result)))
  }
  return found.length > 0 ? found : undefined
}

export const lists: Functions = {
  mvappend: fn([present(any)], ([all]) => (all.length > 0 ? all.flat() : undefined), [
    ['a', null, ['b', 'c']],
    ['a', 'b', 'c'],
  ]),
  mvcount: fn([list], ([values]) => values.length, [[['a', 'b']], 2], [['a'], 1], [[null], null]),
  mvdedup: fn([list], ([values]) => distinct(values), [[['a', 'b', 'a']], ['a', 'b']]),
  mvfind: fn(
    [list, text],
    ([values, pattern]) => {
      const regex = regexOf(pattern)
      if (!regex) return unknown
      const at = values.findIndex((value) => regex.test(said(value)))
      return at < 0 ? undefined : at
    },
    [[['ab', 'cd'], 'd$'], 1],
    [[['ab', 'cd'], 'x'], null],
  ),
  mvindex: fn(
    [list, whole, optional(whole)],
    ([values, from, to]) => {
      const found = to === undefined ? values.at(from) : sliced(values, from, to)
      return isList(found) && found.length === 0 ? undefined : found
    },
    [[['a', 'b', 'c'], 1], 'b'],
    [[['a', 'b', 'c'], -1], 'c'],
    [
      [['a', 'b', 'c'], 0, 1],
      ['a', 'b'],
    ],
    [['a', 3], null],
  ),
  mvjoin: fn([list, text], ([values, by]) => joined(values.map(said), by), [[['a', 'b'], ';'], 'a;b']),
  nomv: fn([list], ([values]) => joined(values.map(said), '\n'), [[['a', 'b']], 'a\nb']),
  mvcombine: fn([list], ([values]) => values, [[['a', 'b']], ['a', 'b']]),
  makemv: fn(
    [text, optional(text)],
    ([source, by]) => {
      const found = parts(source, by ?? ' ')
      return found === unknown ? unknown : found.filter((part) => part !== '')
    },
    [
      ['a,b,,c', ','],
      ['a', 'b', 'c'],
    ],
    [['a b'], ['a', 'b']],
  ),
  mvrange: fn(
    [number, number, optional(number)],
    ([from, to, step = 1]) => range(from, to, step),
    [
      [1, 4],
      [1, 2, 3],
    ],
    [
      [1, 8, 3],
      [1, 4, 7],
    ],
  ),
  mvsort: fn([list], ([values]) => values.map(said).sort(), [[['b', 'a']], ['a', 'b']]),
  mvzip: fn(
    [list, list, optional(text)],
    ([a, b, by]) => a.slice(0, b.length).map((value, i) => `${said(value)}${by ?? ','}${said(b[i] ?? '')}`),
    [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      ['a,c', 'b,d'],
    ],
  ),
  mvfilter: lazy(1, 1, ([of], place) => {
    const field = of && fieldIn(of.expr)
    const values = field && fieldValue(field, place.row)
    return forEach(field, values, of, place, (value, result) => (isTrue(result) ? value : undefined))
  }),
  mvmap: lazy(2, 2, ([over, of], place) => {
    const field = over && fieldIn(over.expr)
    return forEach(field, over?.value(), of, place, (_, result) => result)
  }),
  split: fn(
    [text, text],
    ([source, by]) => parts(source, by),
    [
      ['a;b', ';'],
      ['a', 'b'],
    ],
    [
      ['ab', ''],
      ['a', 'b'],
    ],
  ),
}

function range(from: number, to: number, step: number): Computed {
  if (step <= 0) return undefined
  if ((to - from) / step > largest) return unknown
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step)
}
