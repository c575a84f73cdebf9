/** `summarize` and its kin: rows gathered by key, with what is computed of each group. */
import type { Aggregate, Field } from '../../model/rule.js'
import { aggregatesOf } from './aggregates.js'
import type { Item } from './columns.js'
import { derive, itemsOf } from './columns.js'
import { expr } from './expression.js'
import { millisOf } from './literals.js'
import type { Pipeline } from './pipeline.js'
import { nameOf, resolved } from './resolve.js'
import { subject } from './subject.js'
import type { KqlNode } from './tree.js'
import { items, keyword, part } from './tree.js'
import { argumentsOf } from './value.js'

/** `summarize n = count() by a, bin(Timestamp, 1h)`: a time in bins is how long a group lasts. */
export function readSummarize(node: KqlNode, pipeline: Pipeline): void {
  const by = part(node, 'ByClause')
  const keys = readKeys(by ? items(by, 'Expressions') : [], pipeline)
  const list = items(node, 'Aggregates').flatMap((one) => aggregatesOf(one, pipeline))
  gather(
    node,
    keys,
    list.map(({ make }) => make),
    pipeline,
    list.some(({ whole }) => whole),
  )
}

interface Keys {
  readonly by: readonly Field[]
  readonly names: readonly string[]
  readonly within?: number
}

/** Keys that are computed are made first; a time in bins is no key. */
function readKeys(nodes: readonly KqlNode[], pipeline: Pipeline): Keys {
  const list = itemsOf(nodes, pipeline)
  const bins = list.map((item) => binOf(item.of, pipeline))
  const within = bins.find((millis) => millis !== undefined)
  const others = list.filter((_, i) => bins[i] === undefined)
  const plain = new Map(others.map((item) => [item, plainKey(item, pipeline)]))
  const computed = others.filter((item) => !plain.get(item))
  const [first] = computed
  const last = computed.at(-1)
  if (first && last) derive({ ...first.node, to: last.node.to }, computed, pipeline)
  return {
    by: others.flatMap((item) => plain.get(item) ?? item.names.map((name) => made(name, item, pipeline))),
    names: list.flatMap(({ names }) => names),
    ...(within === undefined ? {} : { within }),
  }
}

/** A column by its own name; as another type it is the same key. */
function plainKey({ node, of, names: [name] }: Item, pipeline: Pipeline): Field | undefined {
  if (node !== of) return undefined
  if (of.kind !== 'FunctionCallExpression') {
    const column = pipeline.column(of)
    return column?.written === nameOf(of) ? column : undefined
  }
  const seen = subject(of, pipeline)
  return seen && !seen.fold && !seen.field.part && seen.field.written === name ? seen.field : undefined
}

function made(written: string, { node }: Item, { query, scope }: Pipeline): Field {
  const by = scope.maker(written)
  return { span: query.place(node), written, ...(by === undefined ? {} : { made: by }) }
}

const days: Readonly<Record<string, number>> = { startofday: 1, endofday: 1, startofweek: 7, endofweek: 7 }

/** How long the bins are that a time is put into; undefined for what is no such thing. */
function binOf(node: KqlNode, pipeline: Pipeline): number | undefined {
  if (node.kind !== 'FunctionCallExpression') return undefined
  const fn = nameOf(part(node, 'Name')) ?? ''
  const [, size] = argumentsOf(node)
  const whole = Object.hasOwn(days, fn) ? days[fn] : undefined
  if (whole !== undefined) return size ? undefined : whole * 86_400_000
  if (!size || !/^(?:bin|floor|bin_at)$/.test(fn)) return undefined
  const { node: at } = resolved(size, pipeline)
  return at.kind === 'TimespanLiteralExpression' ? millisOf(at.text ?? '') : undefined
}

/** `whole`: a whole record of each group goes on, so that its fields are still there. */
function gather(
  node: KqlNode,
  { by, names, within }: Keys,
  make: readonly Aggregate[],
  pipeline: Pipeline,
  whole = false,
): void {
  const { query, scope } = pipeline
  const span = query.place(node)
  const columns = [...names, ...make.map(({ as }) => as)]
  const { from } = pipeline
  const id = pipeline.perRecord
    ? pipeline.opaque(node, `mv-apply ${keyword(node)}`)
    : pipeline.push({ kind: 'group', from, by, ...(within === undefined ? {} : { within }), make, span })
  if (whole || pipeline.perRecord) {
    const keys = new Set(by.map(({ written }) => written))
    scope.make(
      columns.filter((name) => !keys.has(name)).map((name) => ({ name })),
      id,
    )
    return
  }
  const plain = new Set(by.filter(({ written }) => scope.alias(written) === undefined).map(({ written }) => written))
  scope.restart(columns, id, (name) => plain.has(name) && names.includes(name))
}

/** `distinct a, b`: the keys are all that is left. */
export function readDistinct(node: KqlNode, pipeline: Pipeline): void {
  const list = items(node, 'Expressions')
  if (list.some(({ kind }) => kind === 'StarExpression')) {
    pipeline.shape(
      node,
      'distinct',
      list.flatMap((one) => pipeline.column(one) ?? []),
    )
    return
  }
  gather(node, readKeys(list, pipeline), [], pipeline)
}

/** `count`, `count as n`. */
export function readCount(node: KqlNode, pipeline: Pipeline): void {
  const as = part(part(node, 'AsIdentifier') ?? node, 'Identifier')?.text ?? 'Count'
  gather(node, { by: [], names: [] }, [{ as, fn: 'count' }], pipeline)
}

/** `make-series n = count() on Timestamp step 1h by a`: a list of numbers for each group. */
export function readSeries(node: KqlNode, pipeline: Pipeline): void {
  const by = part(node, 'ByClause')
  const on = part(part(node, 'OnClause') ?? node, 'Expression')
  const keys = readKeys(by ? items(by, 'Expressions') : [], pipeline)
  const make = items(node, 'Aggregates').flatMap((one): readonly Aggregate[] => {
    const inner = part(one, 'Expression') ?? one
    return itemsOf([inner], pipeline).flatMap(({ names, of }) =>
      names.map((as): Aggregate => {
        const args = [expr(of, pipeline), ...(on ? [expr(on, pipeline)] : [])]
        const span = pipeline.query.place(one)
        return { as, fn: 'expression', expr: { kind: 'call', fn: 'make-series', args, span } }
      }),
    )
  })
  const [axis] = on ? itemsOf([on], pipeline) : []
  gather(node, { ...keys, names: [...keys.names, ...(axis?.names ?? [])] }, make, pipeline)
}
