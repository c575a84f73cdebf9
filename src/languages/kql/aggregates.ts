/** What is computed of a group: `n = count()`, `dcountif(a, b == "x")`, `arg_max(Timestamp, *)`. */
import type { Aggregate, AggregateFn } from '../../model/rule.js'
import { autoName } from './autoname.js'
import { expr } from './expression.js'
import type { Pipeline } from './pipeline.js'
import { condition } from './predicate.js'
import { calledFunction, nameOf, resolved } from './resolve.js'
import { fieldAt } from './subject.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { argumentsOf, literal } from './value.js'

export interface Gathered {
  readonly make: Aggregate
  /** A whole record of the group goes on: `arg_max(Timestamp, *)`. */
  readonly whole: boolean
}

const functions: Readonly<Record<string, AggregateFn>> = {
  count: 'count',
  cnt: 'count',
  dcount: 'distinct',
  count_distinct: 'distinct',
  make_set: 'values',
  makeset: 'values',
  make_list: 'values',
  makelist: 'values',
  make_list_with_nulls: 'values',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  take_any: 'first',
  any: 'first',
  percentile: 'percentile',
}

export function aggregatesOf(node: KqlNode, pipeline: Pipeline): readonly Gathered[] {
  const named = node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression'
  const of = named ? part(node, 'Expression') : node
  if (!of) return []
  const given =
    node.kind === 'CompoundNamedExpression'
      ? items(part(node, 'Names') ?? node, 'Names').flatMap((one) => nameOf(one) ?? [])
      : named
        ? [nameOf(part(node, 'Name')) ?? '']
        : []
  if (calledFunction(of, pipeline)) return [expression(resolved(of, pipeline).node, given[0] ?? 'Column1', pipeline)]
  const fn = of.kind === 'FunctionCallExpression' ? (nameOf(part(of, 'Name')) ?? '') : ''
  if (/^arg_?(?:max|min)$/.test(fn)) return extremes(of, given, pipeline)
  if (/^percentilesw?$/.test(fn)) return percentiles(of, given, pipeline)
  if (/^(?:take_any|any)$/.test(fn) && argumentsOf(of).length > 1) return several(of, given, pipeline)
  return [single(of, fn, given[0] ?? autoName(of, pipeline) ?? pipeline.query.text(of), pipeline)]
}

const plain = (make: Aggregate): Gathered => ({ make, whole: false })

const expression = (of: KqlNode, as: string, pipeline: Pipeline): Gathered =>
  plain({ as, fn: 'expression', expr: expr(of, pipeline) })

function single(of: KqlNode, fn: string, as: string, pipeline: Pipeline): Gathered {
  const args = argumentsOf(of)
  const base = fn.replace(/_?if$/, '')
  const known = Object.hasOwn(functions, base) ? functions[base] : undefined
  if (!known) return expression(of, as, pipeline)
  const conditional = base !== fn
  const test = conditional ? args[known === 'count' ? 0 : 1] : undefined
  const where = test ? { where: condition(test, pipeline) } : {}
  if (known === 'count') return plain({ as, fn: known, ...where })
  const [first, second] = args
  const share = known === 'percentile' && second ? literal(second, pipeline) : undefined
  const percentile = share?.kind === 'number' ? { percentile: share.value } : {}
  if (first?.kind === 'StarExpression') return { make: { as, fn: known }, whole: true }
  return plain({ as, fn: known, ...argument(first, pipeline), ...percentile, ...where })
}

function argument(node: KqlNode | undefined, pipeline: Pipeline): Pick<Aggregate, 'of' | 'expr'> {
  if (!node) return {}
  const of = fieldAt(node, pipeline)
  return of ? { of } : { expr: expr(node, pipeline) }
}

/** `arg_max(a, b, *)`: the greatest `a`, and what the record that has it holds elsewhere. */
function extremes(of: KqlNode, given: readonly string[], pipeline: Pipeline): readonly Gathered[] {
  const [first, ...others] = argumentsOf(of)
  const fn = nameOf(part(of, 'Name')) ?? ''
  const whole = others.some(({ kind }) => kind === 'StarExpression')
  const least = fn.endsWith('min')
  const as = given[0] ?? autoName(of, pipeline) ?? pipeline.query.text(of)
  const best: Aggregate = { as, fn: least ? 'min' : 'max', ...argument(first, pipeline) }
  const beside = others
    .filter(({ kind }) => kind !== 'StarExpression')
    .map((node, i): Gathered => {
      const args = [expr(first, pipeline), expr(node, pipeline)]
      const name = given[i + 1] ?? autoName(node, pipeline) ?? pipeline.query.text(node)
      return plain({ as: name, fn: 'expression', expr: { kind: 'call', fn, args, span: pipeline.query.place(of) } })
    })
  return [{ make: best, whole }, ...beside]
}

/** `percentiles(a, 5, 50)`. */
function percentiles(of: KqlNode, given: readonly string[], pipeline: Pipeline): readonly Gathered[] {
  const [first, ...shares] = argumentsOf(of)
  const base = first && autoName(first, pipeline)
  return shares.map((share, i): Gathered => {
    const value = literal(share, pipeline)
    const as = given[i] ?? `percentile_${base ?? ''}_${pipeline.query.text(share)}`
    if (value?.kind !== 'number') return expression(of, as, pipeline)
    return plain({ as, fn: 'percentile', ...argument(first, pipeline), percentile: value.value })
  })
}

/** `take_any(a, b)`. */
const several = (of: KqlNode, given: readonly string[], pipeline: Pipeline): readonly Gathered[] =>
  argumentsOf(of).map((node, i): Gathered => {
    const as = given[i] ?? autoName(node, pipeline) ?? pipeline.query.text(node)
    return plain({ as, fn: 'first', ...argument(node, pipeline) })
  })
