/** Functions that take the rows of a pipe: plugins after `evaluate`, functions after `invoke`. */
import type { Field } from '../../model/rule.js'
import { isTabular } from './membership.js'
import type { Pipeline } from './pipeline.js'
import { inlined, nameOf } from './resolve.js'
import type { KqlNode } from './tree.js'
import { items, part } from './tree.js'
import { argumentsOf, literal } from './value.js'

/** `evaluate bag_unpack(a)` only turns a bag into columns; what other plugins do is not followed. */
export function readEvaluate(node: KqlNode, pipeline: Pipeline): void {
  const call = part(node, 'FunctionCall')
  const name = nameOf(call && part(call, 'Name')) ?? ''
  const args = call ? argumentsOf(call) : []
  const verb = `evaluate ${name}`
  if (name === 'bag_unpack') {
    pipeline.shape(
      node,
      verb,
      args.slice(0, 1).flatMap((one) => pipeline.column(one) ?? []),
    )
    pipeline.scope.widen()
    return
  }
  const isTable = (arg: KqlNode, i: number): boolean =>
    isTabular(arg, pipeline) || (i === 0 && /^ipv[46]_lookup$/.test(name))
  const tables = args.filter(isTable).map((arg) => pipeline.query.table(arg, pipeline).stage)
  const by = pipeline.opaque(node, verb, tables)
  const schema = part(part(node, 'Schema') ?? node, 'Schema')
  const columns = schema ? items(schema, 'Columns').flatMap((one) => nameOf(part(one, 'Name')) ?? []) : []
  pipeline.scope.make(
    columns.map((name) => ({ name })),
    by,
  )
}

/** What functions of the product add to each row by one of its columns, as they are documented. */
const enriching: Readonly<Record<string, { readonly key: string; readonly adds: readonly string[] }>> = {
  FileProfile: {
    key: 'SHA1',
    adds: (
      'GlobalPrevalence GlobalFirstSeen GlobalLastSeen Signer Issuer SignerHash IsCertificateValid ' +
      'IsRootSignerMicrosoft SignatureState IsExecutable ThreatName Publisher SoftwareName ProfileAvailability'
    ).split(' '),
  },
}

/** `invoke f(a)`: a function of the query's own is read with the rows as its first argument. */
export function readInvoke(node: KqlNode, pipeline: Pipeline): void {
  const { query } = pipeline
  const call = part(node, 'Function')
  const name = nameOf(call && part(call, 'Name')) ?? ''
  const body = call && inlined(call, pipeline, { kind: 'table', table: pipeline.table })
  if (body) {
    const { env } = body.context
    pipeline.start(query.table(body.node, { query, env, scope: pipeline.scope }))
    return
  }
  const known = Object.hasOwn(enriching, name) ? enriching[name] : undefined
  if (!call || !known) {
    pipeline.opaque(node, `invoke ${name}`.trim())
    return
  }
  const field = keyColumn(call, known.key, pipeline)
  const { from } = pipeline
  const span = query.place(node)
  const other = query.push({ kind: 'read', source: { kind: 'list', name }, span: query.place(call) })
  const on = [[[field, { span: field.span, written: known.key, made: other }]]] as const
  const by = pipeline.push({ kind: 'join', from, other, how: 'left', on, span })
  pipeline.scope.make(
    known.adds.map((name) => ({ name })),
    by,
  )
}

/** The column that the function is told to look up, by reference or by name. */
function keyColumn(call: KqlNode, key: string, pipeline: Pipeline): Field {
  const [first] = argumentsOf(call)
  const at = first ?? call
  const named = first && literal(first, pipeline)
  const field = first && !named ? pipeline.column(first) : undefined
  if (field) return field
  const written = named?.kind === 'text' ? named.written : key
  const made = pipeline.scope.maker(written)
  return { span: pipeline.query.place(at), written, ...(made === undefined ? {} : { made }) }
}
