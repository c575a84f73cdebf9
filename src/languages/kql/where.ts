/**
 * `where`. A test that the rows of a table decide is a join that keeps the rows with a partner, or without one, where it
 * has to hold by itself; inside an `or` no stage can say it.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Predicate } from '../../model/rule.js'
import { expr } from './expression.js'
import { type Membership, membership, nameIn } from './membership.js'
import type { Pipeline } from './pipeline.js'
import { condition, sides } from './predicate.js'
import type { Context } from './query.js'
import { fieldAt } from './subject.js'
import type { KqlNode } from './tree.js'
import { part } from './tree.js'

/** Filters, with a join between them for each test that rows decide. */
export function readWhere(operator: KqlNode, pipeline: Pipeline): void {
  const node = part(operator, 'Condition')
  if (node && joins(node, pipeline)) readConjuncts(node, pipeline)
  else pushFilter(condition(node, pipeline, operator), pipeline, operator)
}

const unwrapped = (node: KqlNode): KqlNode =>
  node.kind === 'ParenthesizedExpression' ? unwrapped(part(node, 'Expression') ?? { ...node, kind: '' }) : node

/** Whether one of the parts that must all hold is decided by rows. */
function joins(node: KqlNode, context: Context): boolean {
  const inner = unwrapped(node)
  if (inner.kind === 'AndExpression') return sides(inner).some((side) => side && joins(side, context))
  return membership(inner, context) !== undefined
}

function readConjuncts(node: KqlNode, pipeline: Pipeline): void {
  const inner = unwrapped(node)
  const found = inner.kind === 'AndExpression' ? undefined : membership(inner, pipeline)
  if (found) return readMembership(found, pipeline)
  let run: KqlNode[] = []
  for (const side of sides(inner)) {
    if (side && joins(side, pipeline)) {
      pushRun(run, pipeline)
      run = []
      readConjuncts(side, pipeline)
    } else run.push(side ?? inner)
  }
  pushRun(run, pipeline)
}

/** Conditions that stand side by side. */
function pushRun(run: readonly KqlNode[], pipeline: Pipeline): void {
  const [first] = run
  const last = run.at(-1)
  if (!first || !last) return
  const whole = { ...first, to: last.to }
  const of = run.map((one) => condition(one, pipeline))
  const [only] = of
  const where: Predicate = only && of.length === 1 ? only : { kind: 'and', of, span: pipeline.query.place(whole) }
  pushFilter(where, pipeline, whole)
}

function pushFilter(where: Predicate, pipeline: Pipeline, node: KqlNode): void {
  pipeline.push({ kind: 'filter', from: pipeline.from, where, span: pipeline.query.place(node) })
}

function readMembership({ node, left, table, sign, negated }: Membership, pipeline: Pipeline): void {
  const { query } = pipeline
  const span = query.place(node)
  const other = query.table(table, pipeline)
  const [column] = other.scope.columns ?? []
  if (column === undefined || sign === 'has_all') {
    const name = nameIn(table, pipeline)
    const unknown = column === undefined
    query.report(unknown ? diagnose('kql/no-column', query.place(table), name) : diagnose('kql/all-rows', span, name))
    pipeline.push({ kind: 'opaque', from: [pipeline.from, other.stage], verb: sign, span })
    return
  }
  if (sign === 'in~') query.report(diagnose('kql/caseless-join', span))
  if (sign === 'has_any') query.report(diagnose('kql/word-join', span))
  const key = keyOf(left, pipeline)
  const made = other.scope.maker(column)
  const partner: Field = { span: query.place(table), written: column, ...(made === undefined ? {} : { made }) }
  pipeline.push({
    kind: 'join',
    from: pipeline.from,
    other: other.stage,
    how: negated ? 'anti' : 'semi',
    on: [[[key, partner]]],
    span,
  })
}

/** The column that is looked up; one that is computed is made first, called by its text. */
function keyOf(node: KqlNode, pipeline: Pipeline): Field {
  const field = fieldAt(node, pipeline)
  if (field) return field
  const { query } = pipeline
  const as = query.text(node)
  const span = query.place(node)
  const of = expr(node, pipeline)
  const { from } = pipeline
  const made = pipeline.push({ kind: 'derive', from, make: [{ as, of, span }], span })
  pipeline.scope.make([{ name: as }], made)
  return { span, written: as, made }
}
