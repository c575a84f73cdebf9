/** Stages to KQL: a table, and a pipe of operators after it. */
import type { Aggregate, Derive, Field, Group, Shape, Span, Stage } from '../../model/rule.js'
import { type Refusal, refuse, sayable } from '../refusal.js'
import { quoteName } from './literals.js'
import { printExpr, printName } from './print-expression.js'
import { printPredicate } from './print-predicate.js'

/**
 * A query that reads back to the same stages; or why there is none. Places, and `cased` where no texts are compared, are
 * not kept.
 */
export const printKql = (stages: readonly Stage[]): string | Refusal => sayable(() => stages.map(printStage).join('\n'))

function printStage(stage: Stage, id: number): string {
  if (stage.kind === 'read') return id === 0 ? printSource(stage) : refuse('a second source of rows', stage)
  if (id === 0) return refuse('a query that begins with no table', stage)
  return `| ${printOperator(stage, id)}`
}

function printSource({ source, span }: Extract<Stage, { kind: 'read' }>): string {
  const table = source.kind === 'events' ? source.written.table : undefined
  const others = source.kind === 'events' ? Object.keys(source.written).length : 0
  if (table === undefined || others > 1) return refuse('rows from anything but a table', { span })
  return /^\w*[*]\w*$/.test(table) ? `union ${table}` : quoteName(table)
}

function printOperator(stage: Exclude<Stage, { kind: 'read' }>, id: number): string {
  switch (stage.kind) {
    case 'filter':
      follows(stage, id)
      return `where ${printPredicate(stage.where)}`
    case 'derive':
      follows(stage, id)
      return printColumns(stage)
    case 'shape':
      follows(stage, id)
      return printShape(stage)
    case 'group':
      follows(stage, id)
      return printGroup(stage)
    case 'novel':
    case 'join':
    case 'sequence':
    case 'union':
      return refuse(`a stage of the kind "${stage.kind}"`, stage)
    case 'opaque':
      return refuse(stage.verb ? `"${stage.verb}"` : 'what could not be read', stage)
    default:
      return stage satisfies never
  }
}

const follows = ({ from, span }: { readonly from: number; readonly span: Span }, id: number): void => {
  if (from !== id - 1) refuse('a stage that does not work on the one before it', { span })
}

function printColumns({ make, span }: Derive): string {
  const [first] = make
  if (first?.of.kind === 'call' && /^parse(?:-kv)?$/.test(first.of.fn)) return printParse(first.of.fn, make, span)
  return `extend ${make.map(({ as, of }) => `${quoteName(as)} = ${printExpr(of)}`).join(', ')}`
}

/** The pattern is kept as it was written; the names in it are those of the columns. */
function printParse(fn: string, make: Derive['make'], span: Span): string {
  const [first] = make
  const [of, pattern] = first?.of.kind === 'call' ? first.of.args : []
  if (!of || pattern?.kind !== 'text') return refuse(`"${fn}"`, { span })
  return `${fn} ${printExpr(of)} ${fn === 'parse' ? 'with' : 'as'} ${pattern.written}`
}

function printShape(shape: Shape): string {
  const { verb, fields, limit } = shape
  const names = fields.map(printColumn)
  const list = names.join(', ')
  switch (verb) {
    case 'project':
    case 'project-away':
    case 'project-keep':
    case 'project-reorder':
      return names.length > 0 ? `${verb} ${list}` : refuse(`"${verb}" of nothing`, shape)
    case 'sort':
    case 'order':
      return names.length > 0 ? `${verb} by ${list}` : refuse(`"${verb}" by nothing`, shape)
    case 'take':
    case 'limit':
    case 'sample':
      return limit === undefined ? refuse(`"${verb}" of an unknown number`, shape) : `${verb} ${limit}`
    case 'top':
      return limit === undefined || names.length !== 1
        ? refuse('"top" by several columns', shape)
        : `top ${limit} by ${list}`
    case 'serialize':
      return verb
    case 'distinct':
      return `${verb} *`
    default:
      return refuse(`"${verb}"`, shape)
  }
}

const printColumn = (field: Field): string =>
  field.wild && /^[\w*]+$/.test(field.written) ? field.written : printName(field.written)

function printGroup(group: Group): string {
  const { by, make, within, inline } = group
  if (within !== undefined) return refuse('groups within a time', group)
  if (inline) return refuse('what is computed of a group beside each record', group)
  const keys = by.map(printColumn).join(', ')
  if (make.length === 0) return by.length > 0 ? `distinct ${keys}` : refuse('one group of nothing', group)
  const [only] = make
  if (by.length === 0 && make.length === 1 && only?.fn === 'count' && only.as === 'Count' && !only.where) return 'count'
  const list = make.map((one) => `${quoteName(one.as)} = ${printAggregate(one, group)}`).join(', ')
  return `summarize ${list}${keys ? ` by ${keys}` : ''}`
}

const functions: Readonly<Partial<Record<Aggregate['fn'], string>>> = {
  count: 'count',
  distinct: 'dcount',
  values: 'make_set',
  sum: 'sum',
  avg: 'avg',
}

function printAggregate({ fn, of, expr, where, percentile, only }: Aggregate, at: Group): string {
  if (only !== undefined) return refuse('rows of one branch only', at)
  const test = where ? [printPredicate(where)] : []
  const arg = of ? [printColumn(of)] : expr ? [printExpr(expr)] : []
  if (fn === 'percentile' && percentile !== undefined && !where) return `percentile(${[...arg, percentile].join(', ')})`
  if (fn === 'expression' && expr && !where) return printExpr(expr)
  const name = functions[fn]
  if (!name || (fn === 'count') === arg.length > 0) return refuse(`the aggregate "${fn}"`, at)
  const suffix = where ? (fn === 'values' ? '_if' : 'if') : ''
  return `${name}${suffix}(${[...arg, ...test].join(', ')})`
}
