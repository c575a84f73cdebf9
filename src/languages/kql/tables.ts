/** Where rows come from: tables, names of tables, functions, lists, and pipes of operators after them. */
import { diagnose } from '../../model/diagnostics.js'
import type { Source } from '../../model/rule.js'
import { textOf } from './literals.js'
import { isTabular } from './membership.js'
import type { Binding, Table } from './names.js'
import { lookup } from './names.js'
import { readOperator } from './operators.js'
import { Pipeline } from './pipeline.js'
import type { Context } from './query.js'
import { inlined, isWild, nameOf } from './resolve.js'
import { Scope } from './scope.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** The rows of a tabular expression that stands somewhere in a query. */
export function readTable(node: KqlNode, { query, env }: Context): Table {
  const pipeline = new Pipeline(query, env)
  readPipe(node, pipeline)
  return pipeline.table
}

/** A source and what is done with its rows; without recursion along the pipe. */
export function readPipe(node: KqlNode, pipeline: Pipeline): void {
  const operators: (KqlNode | undefined)[] = []
  let source: KqlNode | undefined = node
  while (source?.kind === 'PipeExpression') {
    operators.push(part(source, 'Operator'))
    source = part(source, 'Expression')
  }
  if (source) readSource(source, pipeline)
  for (const operator of operators.reverse()) if (operator) readOperator(operator, pipeline)
}

function readSource(node: KqlNode, pipeline: Pipeline): void {
  pipeline.query.nest(
    node,
    () => source(node, pipeline),
    () => {
      pipeline.push({ kind: 'opaque', from: [], verb: '', span: pipeline.query.place(node) })
    },
  )
}

function source(node: KqlNode, pipeline: Pipeline): void {
  switch (node.kind) {
    case 'ParenthesizedExpression':
    case 'MaterializeExpression':
    case 'ToScalarExpression':
    case 'ToTableExpression': {
      const inner = part(node, 'Expression')
      return inner ? readPipe(inner, pipeline) : unknown(node, pipeline)
    }
    case 'PipeExpression':
      return readPipe(node, pipeline)
    case 'NameReference':
      return readName(node, pipeline)
    case 'PathExpression':
      return readPath(node, pipeline)
    case 'FunctionCallExpression':
      return readCall(node, pipeline)
    case 'DataTableExpression':
      return readColumns(node, 'datatable', pipeline)
    case 'ExternalDataExpression':
      return readColumns(node, addressOf(node) ?? 'externaldata', pipeline)
    default:
      if (!node.kind.endsWith('Operator')) return unknown(node, pipeline)
      if (pipeline.last === undefined && !beginning.test(node.kind)) missing(node, pipeline)
      return readOperator(node, pipeline)
  }
}

/** Operators that yield rows of themselves. */
const beginning = /^(?:Union|Search|Find|Print|Range)Operator$/

/** Rows that an operator works on and nobody names. */
function missing(node: KqlNode, pipeline: Pipeline): void {
  const { query } = pipeline
  query.report(diagnose('kql/no-source', query.place(node)))
  pipeline.push({ kind: 'opaque', from: [], verb: '', span: query.place({ from: node.from, to: node.from }) })
}

/** What yields no rows that can be told. */
function unknown(node: KqlNode, pipeline: Pipeline): void {
  const { query } = pipeline
  const what = query.text(node).slice(0, 40).replace(/\s+/g, ' ')
  query.report(diagnose('kql/unread-table', query.place(node), what))
  pipeline.push({ kind: 'opaque', from: [], verb: what, span: query.place(node) })
}

function readName(node: KqlNode, pipeline: Pipeline): void {
  const name = nameOf(node) ?? ''
  const binding = isWild(node) ? undefined : lookup(name, pipeline.env)
  if (!binding) return readEvents(name, node, pipeline)
  pipeline.query.used.add(binding)
  const body = binding.kind === 'function' ? inlined(node, pipeline) : undefined
  if (body) return readBody(body.node, body.context, pipeline)
  const table = tableOf(binding, node, pipeline)
  if (table) pipeline.start(table)
  else unknown(node, pipeline)
}

/** What a name stands for, read once; undefined when it yields no rows. */
function tableOf(binding: Binding, node: KqlNode, { query }: Pipeline): Table | undefined {
  switch (binding.kind) {
    case 'table':
      return binding.table
    case 'value': {
      const read = (): Table => readTable(binding.node, { query, env: binding.env, scope: new Scope() })
      const table = binding.table ?? query.nest(node, read, () => undefined)
      if (table) binding.table = table
      return table
    }
    case 'function':
    case 'open':
      return undefined
    default:
      return binding satisfies never
  }
}

/** Reads what a `let` names at once when it can only be a table, so that stages stand in the order of the text. */
export function readEarly(binding: Binding, { query }: Pipeline): void {
  if (binding.kind !== 'value' || binding.table) return
  const context = { query, env: binding.env, scope: new Scope() }
  if (
    /^(?:Pipe|Materialize|ExternalData)Expression$|Operator$/.test(binding.node.kind) &&
    isTabular(binding.node, context)
  )
    binding.table = readTable(binding.node, context)
}

function readEvents(table: string, node: KqlNode, pipeline: Pipeline): void {
  read({ kind: 'events', written: { table } }, node, pipeline)
  pipeline.scope = new Scope()
}

const read = (source: Source, node: KqlNode, pipeline: Pipeline): number =>
  pipeline.push({ kind: 'read', source, span: pipeline.query.place(node) })

/** `workspace("x").T`, `cluster("c").database("d").T`: the table at its end. */
function readPath(node: KqlNode, pipeline: Pipeline): void {
  const last = part(node, 'Selector')
  if (last?.kind === 'FunctionCallExpression') return readCall(last, pipeline)
  const name = nameOf(last)
  return name === undefined ? unknown(node, pipeline) : readEvents(name, node, pipeline)
}

function readCall(node: KqlNode, pipeline: Pipeline): void {
  const { query } = pipeline
  const name = nameOf(part(node, 'Name')) ?? ''
  const body = inlined(node, pipeline)
  if (body) return readBody(body.node, body.context, pipeline)
  if (lookup(name, pipeline.env)) {
    query.report(diagnose('kql/unread-call', query.place(node), name))
    pipeline.push({ kind: 'opaque', from: [], verb: name, span: query.place(node) })
    return
  }
  const [first] = argumentsOf(node)
  const text = first && literal(first, pipeline)
  const written = text?.kind === 'text' ? text.written : undefined
  if (/^_GetWatchlist/i.test(name)) return readList(written ?? name, node, pipeline)
  if (/^(?:table|external_table|materialized_view)$/.test(name) && written !== undefined)
    return readEvents(written, node, pipeline)
  readEvents(name, node, pipeline)
  if (argumentsOf(node).some((arg) => !isWindow(arg))) readSelection(node, name, pipeline)
}

/** Arguments of a function over logs that only say which time, or how to run. */
const isWindow = (arg: KqlNode): boolean =>
  arg.kind === 'SimpleNamedExpression' && /^(?:starttime|endtime|disabled|pack)$/i.test(nameOf(part(arg, 'Name')) ?? '')

/** What a function over logs selects by its arguments; it is defined elsewhere. */
function readSelection(node: KqlNode, name: string, pipeline: Pipeline): void {
  const { query } = pipeline
  const span = query.place(part(node, 'ArgumentList') ?? node)
  query.report(diagnose('kql/unread-arguments', span, name))
  const { from } = pipeline
  pipeline.push({ kind: 'filter', from, where: { kind: 'opaque', span, label: name }, span })
}

/** The body of a function of the query's own, with names of its own. */
function readBody(node: KqlNode, { env }: Context, pipeline: Pipeline): void {
  pipeline.start(
    pipeline.query.nest(
      node,
      () => readTable(node, { ...pipelineContext(pipeline), env }),
      () => {
        unknown(node, pipeline)
        return pipeline.table
      },
    ),
  )
}

const pipelineContext = ({ query, scope }: Pipeline): Omit<Context, 'env'> => ({ query, scope })

function readList(name: string, node: KqlNode, pipeline: Pipeline): void {
  pipeline.scope = new Scope(read({ kind: 'list', name }, node, pipeline))
}

/** A list that says what its columns are. */
function readColumns(node: KqlNode, name: string, pipeline: Pipeline): void {
  const by = read({ kind: 'list', name }, node, pipeline)
  const columns = items(part(node, 'Schema') ?? node, 'Columns').flatMap((one) => nameOf(part(one, 'Name')) ?? [])
  pipeline.scope = new Scope()
  pipeline.scope.restart(columns, by)
}

/** The first address that data is fetched from. */
function addressOf(node: KqlNode): string | undefined {
  const [first] = items(node, 'URIs')
  const token = first?.text ?? (first && items(first, 'Tokens')[0]?.text)
  return token === undefined ? undefined : textOf(token)
}
