/** Conditions at random, evaluated with true, false and null as ES|QL has them, and by what the reader makes of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Expr, Field, FieldValue, Predicate } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { readEsql } from './read.js'

type Rows = Readonly<Record<string, number | undefined>>
type Truth = boolean | null

interface Condition {
  readonly text: string
  readonly holds: (row: Rows) => Truth
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth)

const both = (list: readonly Truth[]): Truth => (list.includes(false) ? false : list.includes(null) ? null : true)

const sure = (needed: readonly (number | undefined)[], test: () => boolean): Truth =>
  needed.includes(undefined) ? null : test()

const name = fc.constantFrom('a', 'b', 'c')
const number = fc.integer({ min: 0, max: 2 })

const testing: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(name, number)
    .map(([f, n]) => ({ text: `${f} == ${n}`, holds: (row: Rows) => sure([row[f]], () => row[f] === n) })),
  fc
    .tuple(name, number)
    .map(([f, n]) => ({ text: `${f} != ${n}`, holds: (row: Rows) => sure([row[f]], () => row[f] !== n) })),
  fc
    .tuple(name, number)
    .map(([f, n]) => ({ text: `${n} < ${f}`, holds: (row: Rows) => sure([row[f]], () => n < (row[f] ?? 0)) })),
  fc.tuple(name, number, number).map(([f, n, m]) => ({
    text: `${f} not in (${n}, ${m})`,
    holds: (row: Rows) => sure([row[f]], () => row[f] !== n && row[f] !== m),
  })),
  fc
    .tuple(name, name)
    .map(([f, g]) => ({ text: `${f} == ${g}`, holds: (row: Rows) => sure([row[f], row[g]], () => row[f] === row[g]) })),
  fc.tuple(name, name, number).map(([f, g, n]) => ({
    text: `${f} + ${g} > ${n}`,
    holds: (row: Rows) => sure([row[f], row[g]], () => (row[f] ?? 0) + (row[g] ?? 0) > n),
  })),
  fc.tuple(name, name, number).map(([f, g, n]) => ({
    text: `coalesce(${f}, ${g}) == ${n}`,
    holds: (row: Rows) => sure([row[f] ?? row[g]], () => (row[f] ?? row[g]) === n),
  })),
  name.map((f) => ({ text: `${f} is null`, holds: (row: Rows) => row[f] === undefined })),
  name.map((f) => ({ text: `${f} is not null`, holds: (row: Rows) => row[f] !== undefined })),
  name.map((f) => ({ text: `${f} == null`, holds: () => null })),
)

const { condition } = fc.letrec<{ condition: Condition; list: Condition[] }>((tie) => ({
  list: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
  condition: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    testing,
    tie('condition').map(({ text, holds }) => ({ text: `not (${text})`, holds: (row: Rows) => not(holds(row)) })),
    tie('list').map((list) => ({
      text: list.map(({ text }) => `(${text})`).join(' and '),
      holds: (row: Rows) => both(list.map(({ holds }) => holds(row))),
    })),
    tie('list').map((list) => ({
      text: `true in (${list.map(({ text }) => text).join(', ')})`,
      holds: (row: Rows) => not(both(list.map(({ holds }) => not(holds(row))))),
    })),
    tie('condition').map(({ text, holds }) => ({ text: `(${text}) == false`, holds: (row: Rows) => not(holds(row)) })),
    tie('condition').map(({ text, holds }) => ({ text: `(${text}) == true`, holds })),
    tie('list').map((list) => ({
      text: list.map(({ text }) => `(${text})`).join(' or '),
      holds: (row: Rows) => not(both(list.map(({ holds }) => not(holds(row))))),
    })),
  ),
}))

function computed(expr: Expr, row: Rows): number | undefined {
  if (expr.kind === 'number') return expr.value
  if (expr.kind === 'field') return row[expr.written]
  if (expr.kind !== 'call' || expr.fn === 'null') return undefined
  const args = expr.args.map((arg) => computed(arg, row))
  if (expr.fn === 'coalesce') return args.find((arg) => arg !== undefined)
  return args.includes(undefined) ? undefined : args.reduce<number>((sum, arg) => sum + (arg ?? 0), 0)
}

/** A test by the model's rules: false when something is missing. */
function tested(left: number | undefined, op: string, right: readonly (number | undefined)[]): boolean {
  if (left === undefined) return false
  if (op === 'exists') return true
  return right.some((one) => one !== undefined && (op === 'eq' ? left === one : op === 'gt' ? left > one : false))
}

const fieldOf = ({ written, span }: Field): FieldValue => ({ kind: 'field', written, span })

function meant(predicate: Predicate, row: Rows): boolean {
  switch (predicate.kind) {
    case 'and':
      return predicate.of.every((part) => meant(part, row))
    case 'or':
      return predicate.of.some((part) => meant(part, row))
    case 'not':
      return !meant(predicate.of, row)
    case 'indicator': {
      const { field, op, values } = predicate
      return (
        !!field &&
        tested(
          computed(fieldOf(field), row),
          op,
          values.map((value) => computed(value, row)),
        )
      )
    }
    case 'compare':
      return tested(
        computed(predicate.left, row),
        predicate.op,
        predicate.right.map((one) => computed(one, row)),
      )
    default:
      throw new Error(`not expected: ${predicate.kind}`)
  }
}

test('a condition is true of the same records as in ES|QL', () => {
  const value = fc.option(number, { nil: undefined, freq: 1 })
  const rows = fc.array(fc.record({ a: value, b: value, c: value }), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(condition, rows, ({ text, holds }, list) => {
      const stage = readEsql(plainFragment(`from x | where ${text}`)).stages[1]
      const where = stage?.kind === 'filter' ? stage.where : undefined
      for (const row of list) expect({ row, is: where && meant(where, row) }).toEqual({ row, is: holds(row) === true })
    }),
    { numRuns: 3000 },
  )
})
