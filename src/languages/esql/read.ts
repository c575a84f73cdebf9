/**
 * ES|QL: a pipe of commands to stages, in the order of the pipe.
 *
 * Fields carry the stage that made them; after STATS nothing but made columns is left. What a command cannot be read as
 * becomes opaque and the commands after it are still read.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Stage, StageId } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { readCompletion, readEval, readPattern, readRename } from './columns.js'
import { Cursor, Failure } from './cursor.js'
import { readExpression, readTarget } from './expression.js'
import { readStats } from './gather.js'
import { readEnrich, readJoin } from './join.js'
import { Pipeline } from './pipeline.js'
import { readCondition } from './predicate.js'
import type { Scope } from './scope.js'
import { readExpand, readLimit, readProjection, readSample, readSort } from './shape.js'
import { readFrom } from './source.js'
import type { Token } from './tokens.js'

/** Never throws. The stages are in dependency order; there is none only when the query is empty. */
export function readEsql(source: Fragment): {
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const diagnostics: Diagnostic[] = []
  const cursor = new Cursor(source, diagnostics)
  const stages: Stage[] = []
  skipSettings(cursor)
  if (cursor.peek().kind === 'end') {
    diagnostics.push(diagnose('esql/empty', source.place(0, source.text.length)))
    return { stages, diagnostics }
  }
  const pipeline = new Pipeline(cursor, stages)
  do readCommands(pipeline)
  while (strayBracket(pipeline))
  return { stages, diagnostics }
}

/** `set key = value;` before the query. */
function skipSettings(cursor: Cursor): void {
  while (cursor.isWord('set') && cursor.tokens.some(({ text }) => text === ';')) {
    cursor.skipFrom(cursor.at, ({ text }) => text === ';')
    if (!cursor.sign(';')) return
  }
}

/** A closing bracket that nothing opened ends no query. */
function strayBracket({ cursor, problems, source }: Pipeline): boolean {
  const { kind, from, to } = cursor.peek()
  if (kind === 'end') return false
  problems.push(diagnose('esql/syntax', source.place(from, to), '")" is not expected here'))
  cursor.at++
  cursor.skipFrom(cursor.at, endsCommand)
  cursor.sign('|')
  return cursor.peek().kind !== 'end'
}

const endsCommand = ({ kind, text }: Token): boolean => kind === 'sign' && (text === '|' || text === ')')

/** Commands up to the end or to the bracket that encloses them. */
function readCommands(pipeline: Pipeline): void {
  const { cursor } = pipeline
  do readCommand(pipeline)
  while (cursor.sign('|'))
}

function readCommand(pipeline: Pipeline): void {
  const { cursor, stages, problems } = pipeline
  const { from: start } = cursor.peek()
  const { at } = cursor
  const { last } = pipeline
  const { length } = stages
  let verb = ''
  try {
    verb = commandName(cursor)
    checkPlace(verb, pipeline, start)
    dispatch(verb, pipeline, start)
    if (!cursor.done) cursor.fail()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    problems.push(error.problem)
    stages.length = length
    pipeline.last = last
    cursor.skipFrom(at, endsCommand)
    giveUp(verb, pipeline, start)
  }
}

/** What stands for a command that could not be read. */
function giveUp(verb: string, pipeline: Pipeline, start: number): void {
  const span = pipeline.since(start)
  if (verb === 'where') {
    const { from } = pipeline
    pipeline.push({ kind: 'filter', from, where: { kind: 'opaque', span }, span })
    return
  }
  pipeline.scope.widen()
  pipeline.push({ kind: 'opaque', from: inputs(pipeline), verb, span })
}

const inputs = ({ last }: Pipeline): StageId[] => (last === undefined ? [] : [last])

/** The command's first word in lower case, `inline stats` with both. */
function commandName(cursor: Cursor): string {
  const token = cursor.next()
  if (token.kind !== 'word') {
    cursor.at--
    return cursor.fail('a command is missing')
  }
  const word = token.text.toLowerCase()
  if (word === 'inlinestats') return 'inline stats'
  return word === 'inline' && cursor.word('stats') ? 'inline stats' : word
}

const sources = new Set(['from', 'ts', 'row', 'show', 'explain', 'promql', 'meta', 'metrics'])

function checkPlace(verb: string, { cursor, last, problems, source }: Pipeline, start: number): void {
  if (sources.has(verb) === (last === undefined)) return
  const code = last === undefined ? 'esql/no-source' : 'esql/late-source'
  problems.push(diagnose(code, source.place(start, cursor.end), verb))
}

function dispatch(verb: string, pipeline: Pipeline, start: number): void {
  switch (verb) {
    case 'from':
    case 'ts':
      return readFrom(pipeline, start, readInner)
    case 'where':
      return readWhere(pipeline, start)
    case 'eval':
      return readEval(pipeline, start)
    case 'stats':
    case 'inline stats':
      return readStats(pipeline, start, verb !== 'stats')
    case 'keep':
    case 'drop':
      return readProjection(pipeline, start, verb)
    case 'sort':
      return readSort(pipeline, start)
    case 'limit':
      return readLimit(pipeline, start)
    case 'mv_expand':
      return readExpand(pipeline, start)
    case 'sample':
      return readSample(pipeline, start)
    case 'rename':
      return readRename(pipeline, start)
    case 'dissect':
    case 'grok':
      return readPattern(pipeline, start, verb)
    case 'completion':
      return readCompletion(pipeline, start)
    case 'enrich':
      return readEnrich(pipeline, start)
    case 'lookup':
      return readJoin(pipeline, start)
    case 'fork':
      return readFork(pipeline, start)
    case 'row':
      return readRow(pipeline, start)
    default:
      return readOther(verb, pipeline, start)
  }
}

function readWhere(pipeline: Pipeline, start: number): void {
  const { from } = pipeline
  const where = readCondition(readExpression(pipeline.cursor), pipeline)
  pipeline.push({ kind: 'filter', from, where, span: pipeline.since(start) })
}

/** A query in brackets, with columns of its own. */
function readInner({ cursor, stages }: Pipeline): StageId | undefined {
  const inner = new Pipeline(cursor, stages)
  readCommands(inner)
  return inner.last
}

/** `fork (where a) (where b | limit 5)`: the same rows down several pipes, and all of their results together. */
function readFork(pipeline: Pipeline, start: number): void {
  const { cursor, stages, scope } = pipeline
  const { from } = pipeline
  const branches: StageId[] = []
  const scopes: Scope[] = []
  do {
    cursor.expectSign('(')
    const branch = new Pipeline(cursor, stages, scope.copy(), from)
    cursor.nest(() => readCommands(branch))
    cursor.expectSign(')')
    branches.push(branch.from)
    scopes.push(branch.scope)
  } while (cursor.isSign('('))
  for (const one of scopes) scope.absorb(one, pipeline.next)
  scope.make('_fork', pipeline.next)
  pipeline.push({ kind: 'union', from: branches, span: pipeline.since(start) })
}

/** `row a = 1, b = a + 1`: one row that is no event, and its columns. */
function readRow(pipeline: Pipeline, start: number): void {
  const span = pipeline.since(start)
  pipeline.unread('row', start)
  pipeline.scope.restart([], pipeline.next)
  pipeline.push({ kind: 'opaque', from: [], verb: 'row', span })
  readEval(pipeline, start)
}

/** Commands whose meaning is not followed. Their text is passed over; the column that they name is noted. */
function readOther(verb: string, pipeline: Pipeline, start: number): void {
  const { cursor, scope } = pipeline
  const target = readTarget(cursor)
  cursor.skipFrom(cursor.at, endsCommand)
  pipeline.unread(verb, start)
  // Some of them, as `uri_parts u = url`, make columns below the name: `u.path`.
  if (target) scope.makeBelow(target.written, pipeline.next)
  scope.widen()
  pipeline.push({ kind: 'opaque', from: inputs(pipeline), verb, span: pipeline.since(start) })
}
