/**
 * Splunk's SPL: macros put in, then a pipe of commands to stages, in the order of the pipe.
 *
 * Fields carry the stage that made them; what only renames or gathers by a field leaves it what it is. What a command
 * cannot be read as becomes opaque, and the commands after it are still read.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Insert, Span, Stage, StageId } from '../../model/rule.js'
import { type Fragment, mappedFragment, partOf } from '../../text/fragment.js'
import type { Call } from './call.js'
import { commandOf, generating } from './commands.js'
import { Cursor, Failure } from './cursor.js'
import { expand } from './expand.js'
import { isFilterMacro, type MacroLibrary } from './macros.js'
import { Pipeline, Query } from './query.js'
import { readIndexSearch } from './sources.js'
import { type Command, structureOf, wordAt } from './structure.js'

/** How deep searches in brackets may be nested. */
const depthLimit = 30

/** Never throws. The stages are in dependency order; there is none only when the search is empty. */
export function readSpl(
  source: Fragment,
  macros: MacroLibrary,
): {
  readonly stages: readonly Stage[]
  readonly inserts: readonly Insert[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const expanded = expand(source, macros)
  const { commands, inner } = structureOf(expanded.source.text)
  const query = new Query(expanded.source, inner, expanded.expansions)
  const [first] = commands
  if (!first || expanded.source.text.trim() === '')
    query.problems.push(diagnose('spl/empty', source.place(0, source.text.length)))
  else {
    const first = expanded.source.text.trimStart().startsWith('|') ? 'command' : 'search'
    new Reader(query).commands(commands, new Pipeline(query), first)
  }
  return { stages: query.stages, inserts: expanded.inserts, diagnostics: [...expanded.diagnostics, ...query.problems] }
}

/** What the first words of a pipe may be. */
type First = 'search' | 'command' | 'either'

class Reader {
  private depth = 0

  constructor(private readonly query: Query) {}

  commands(commands: readonly Command[], pipeline: Pipeline, first: First): void {
    commands.forEach((command, i) => {
      this.command(command, pipeline, i === 0 ? first : 'command')
    })
  }

  /** The commands of a search in brackets. Their first word is a command, when it is the name of one. */
  private readonly inner = (commands: readonly Command[], pipeline: Pipeline): void => {
    if (this.depth >= depthLimit) {
      const [first] = commands
      pipeline.report(diagnose('spl/too-nested', this.span(first ?? { from: 0, to: 0 }), depthLimit))
      return
    }
    this.depth++
    this.commands(commands, pipeline, pipeline.last === undefined ? 'either' : 'command')
    this.depth--
  }

  /** A search between quotes, read by itself. */
  private readonly quoted = (from: number, to: number, query: Query): StageId | undefined => {
    const source = unquoted(partOf(query.source, from, to))
    const { commands, inner } = structureOf(source.text)
    const own = new Query(source, inner, [], query)
    const pipeline = new Pipeline(own)
    if (this.depth < depthLimit && source.text.trim() !== '') {
      const reader = new Reader(own)
      reader.depth = this.depth + 1
      reader.commands(commands, pipeline, source.text.trimStart().startsWith('|') ? 'command' : 'either')
    }
    return pipeline.last
  }

  private span({ from, to }: Command): Span {
    return this.query.source.place(from, to)
  }

  private command(command: Command, pipeline: Pipeline, first: First): void {
    const { query } = this
    const { stages } = query
    const { last } = pipeline
    const { length } = stages
    const { from, to } = command
    const span = this.span(command)
    if (from === to) return pipeline.report(diagnose('spl/syntax', span, 'a command is missing'))
    const verb = wordAt(query.source.text, from)
    const known = verbEnds(query.source.text, from + verb.length, to) ? commandOf(verb) : undefined
    const call: Call = {
      pipeline,
      verb,
      from: from + verb.length,
      to,
      span,
      readInner: this.inner,
      readText: this.quoted,
    }
    try {
      if (verb === 'search' && known && pipeline.last === undefined) readIndexSearch(call)
      else if (first === 'search' || (first === 'either' && !known)) readIndexSearch({ ...call, from })
      else if (query.source.text[from] === '`') this.call(command, pipeline)
      else if (known) {
        if (pipeline.last === undefined && !generating.has(verb)) pipeline.report(diagnose('spl/no-source', span, verb))
        known(call)
      } else this.unknown(verb, pipeline, span)
      this.name(command, pipeline, length)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      pipeline.report(error.problem)
      stages.length = length
      pipeline.last = last
      pipeline.scope.widen(pipeline.next)
      giveUp(verb, pipeline, span)
    }
  }

  /** A command that is all of a macro has its name. */
  private name({ from, to }: Command, { last }: Pipeline, first: StageId): void {
    const label = this.query.macroOf(from, to)
    const stage = last !== undefined && last >= first ? this.query.stages[last] : undefined
    if (label && last !== undefined && stage && stage.label === undefined) this.query.stages[last] = { ...stage, label }
  }

  /** A macro that was not put in, where a command is expected. */
  private call({ from, to }: Command, pipeline: Pipeline): void {
    const cursor = new Cursor(this.query, from, to)
    const name = cursor.macro()
    const span = cursor.place(from)
    if (name === undefined || !cursor.ended) return cursor.fail()
    if (isFilterMacro(name, 0))
      pipeline.push({ kind: 'shape', from: pipeline.from, verb: 'filter macro', fields: [], label: name, span })
    else {
      const inputs = pipeline.last === undefined ? [] : [pipeline.last]
      pipeline.scope.widen(pipeline.next)
      pipeline.push({ kind: 'opaque', from: inputs, verb: name, label: name, span })
    }
  }

  private unknown(verb: string, pipeline: Pipeline, span: Span): void {
    pipeline.scope.widen(pipeline.next)
    pipeline.opaque(verb, span)
  }
}

/** What stands between quotes, escapes undone. */
function unquoted(source: Fragment): Fragment {
  if (!source.text.includes('\\')) return source
  const offsets: number[] = []
  let text = ''
  for (let i = 0; i < source.text.length; i++) {
    offsets.push(i)
    if (source.text[i] === '\\' && /["\\]/.test(source.text.charAt(i + 1))) i++
    text += source.text.charAt(i)
  }
  offsets.push(source.text.length)
  return mappedFragment(text, offsets, source)
}

/** Whether a word stands by itself: `rex field=x`, but not `rex=1` or `rex.x`. */
function verbEnds(text: string, at: number, to: number): boolean {
  return (
    at >= to ||
    (/[\s["`(|]/.test(text[at] as string) && !/^\s*(?:=|!=|<|>)/.test(text.slice(at, Math.min(to, at + 40))))
  )
}

/** What stands for a command that could not be read; its diagnostic is there already. */
function giveUp(verb: string, pipeline: Pipeline, span: Span): void {
  if (verb === 'where' || verb === 'search' || verb === 'regex') {
    pipeline.push({ kind: 'filter', from: pipeline.from, where: { kind: 'opaque', span }, span })
    return
  }
  pipeline.push({ kind: 'opaque', from: pipeline.last === undefined ? [] : [pipeline.last], verb, span })
}
