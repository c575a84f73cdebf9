/**
 * Microsoft's Kusto query language: the statements of one query to stages. Another one parses the text; this walks the
 * tree. What cannot be read becomes opaque, with a diagnostic, and the rest is still read.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Definition, Diagnostic, Stage } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import type { Env } from './names.js'
import { bind } from './names.js'
import { outline } from './outline.js'
import { Pipeline } from './pipeline.js'
import { mostCharacters, mostNested, Query } from './query.js'
import { bindLet, nameOf } from './resolve.js'
import { readEarly, readPipe, readTable } from './tables.js'
import type { KqlNode, KqlParser, KqlProblem } from './tree.js'
import { items, keyword, part } from './tree.js'

export interface Kql {
  /** In dependency order; the last one yields the alerts. Empty when nothing asks for rows. */
  readonly stages: readonly Stage[]
  /** KQL has names for values, tables and functions; all of them are put in where they are used. */
  readonly definitions: readonly Definition[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A text that is no KQL at all breaks everywhere. */
const mostProblems = 20

/** Never throws. */
export function readKql(source: Fragment, parse: KqlParser): Kql {
  const { text } = source
  const query = new Query(source, { table: readTable, pipe: readPipe })
  const whole = { kind: '', role: '', from: 0, to: text.length, children: [] }
  const refuse = (problem: Diagnostic): Kql => ({ stages: [], definitions: [], diagnostics: [problem] })
  if (text.length > mostCharacters) return refuse(diagnose('kql/too-large', query.place(whole)))
  if (outline(text).nesting > mostNested) return refuse(diagnose('kql/too-nested', query.place(whole), mostNested))
  const { root, problems } = parse(text)
  for (const problem of problems.slice(0, mostProblems)) query.report(syntaxProblem(problem, source))
  readStatements(root, query)
  return { stages: query.stages, definitions: [], diagnostics: query.problems }
}

function syntaxProblem({ message, from, to }: KqlProblem, source: Fragment): Diagnostic {
  const detail = message.trim().replace(/\.$/, '')
  return diagnose('kql/syntax', source.place(from, to), detail.charAt(0).toLowerCase() + detail.slice(1))
}

/** Each statement knows the names that those before it give. The last one that asks for rows yields the alerts. */
function readStatements(root: KqlNode, query: Query): void {
  let env: Env
  let result: Pipeline | undefined
  if (root.kind === 'CommandBlock') query.report(diagnose('kql/command', query.place(root)))
  for (const statement of items(root, 'Statements')) {
    const asked = statement.kind === 'ExpressionStatement' ? part(statement, 'Expression') : undefined
    if (asked) {
      result = new Pipeline(query, env)
      readPipe(asked, result)
      env = result.env
    } else env = readDeclaration(statement, env, query)
  }
  const skipped = part(root, 'SkippedTokens')
  if (skipped) {
    result ??= new Pipeline(query, env)
    result.push({ kind: 'opaque', from: result.inputs, verb: '', span: query.place(skipped) })
  }
  if (result) finish(result)
  else if (query.problems.length === 0)
    query.report(diagnose(items(root, 'Statements').length === 0 ? 'kql/empty' : 'kql/no-result', query.place(root)))
  sayUnused(env, query)
}

/** Stages that only a name leads to may stand behind those that yield the result: it is named once more. */
function finish(result: Pipeline): void {
  const { query, last } = result
  const stage = last === undefined ? undefined : query.stages[last]
  if (last === undefined || !stage || last === query.stages.length - 1) return
  query.push({ kind: 'shape', from: last, verb: 'result', fields: [], span: stage.span })
}

function readDeclaration(statement: KqlNode, env: Env, query: Query): Env {
  switch (statement.kind) {
    case 'LetStatement': {
      const bound = bindLet(statement, env)
      if (bound && bound !== env) readEarly(bound.binding, new Pipeline(query, env))
      return bound
    }
    case 'QueryParametersStatement':
      return items(statement, 'Parameters').reduce(bindParameter, env)
    case 'SetOptionStatement':
      return env
    default:
      query.report(diagnose('kql/unread-statement', query.place(statement), keyword(statement)))
      return env
  }
}

/** A parameter of the query is its default; without one its value comes from outside. */
function bindParameter(env: Env, parameter: KqlNode): Env {
  const name = nameOf(part(part(parameter, 'NameAndType') ?? parameter, 'Name'))
  const node = part(part(parameter, 'DefaultValue') ?? parameter, 'Value')
  if (name === undefined) return env
  return bind(name, node ? { kind: 'value', node, env } : { kind: 'open' }, env)
}

function sayUnused(env: Env, query: Query): void {
  const unused: Diagnostic[] = []
  for (let at = env; at; at = at.outer) {
    const { binding, name } = at
    if (at.at && !query.used.has(binding)) unused.push(diagnose('kql/unused-let', query.place(at.at), name))
  }
  query.problems.push(...unused.reverse())
}
