/** What the commands of a search share while they are read one after the other. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Field, Span, Stage, StageId } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import type { Expansion } from './expand.js'
import { Scope } from './scope.js'
import type { Inner } from './structure.js'

/** A whole search, its macros put in; or one that stands in a text of `outer`, whose stages it adds to. */
export class Query {
  readonly stages: Stage[]
  readonly problems: Diagnostic[]
  private readonly labels = new Map<string, string>()

  constructor(
    readonly source: Fragment,
    /** The searches in square brackets, by where they open. */
    readonly inner: ReadonlyMap<number, Inner>,
    expansions: readonly Expansion[],
    readonly outer?: Query,
  ) {
    this.stages = outer?.stages ?? []
    this.problems = outer?.problems ?? []
    for (const { from, to, name } of expansions) {
      const key = this.trimmed(from, to)
      // A macro that is nothing but another one gives its own name.
      if (key) this.labels.set(key, name)
    }
  }

  /** The macro that a stretch of the text came from as a whole. */
  macroOf(from: number, to: number): string | undefined {
    return this.labels.size > 0 ? this.labels.get(this.trimmed(from, to)) : undefined
  }

  private trimmed(from: number, to: number): string {
    const text = this.source.text.slice(from, to)
    const start = from + (text.length - text.trimStart().length)
    return text.trim() === '' ? '' : `${start}:${start + text.trim().length}`
  }
}

/** One pipe of commands. */
export class Pipeline {
  /** The stage whose rows the next command gets. */
  last: StageId | undefined

  constructor(
    readonly query: Query,
    readonly scope = new Scope(),
    last?: StageId,
  ) {
    this.last = last
  }

  /** The index that the next stage gets. */
  get next(): StageId {
    return this.query.stages.length
  }

  /** What the next command reads from. A pipe that begins with no source gets a stage that says so. */
  get from(): StageId {
    return this.last ?? this.push({ kind: 'opaque', from: [], verb: '', span: this.query.source.place(0, 0) })
  }

  push(stage: Stage): StageId {
    this.last = this.query.stages.push(stage) - 1
    return this.last
  }

  report(diagnostic: Diagnostic): void {
    this.query.problems.push(diagnostic)
  }

  /** A command that is named and not followed. */
  opaque(verb: string, span: Span, others: readonly StageId[] = []): void {
    this.report(diagnose('spl/unread-command', span, verb))
    this.push({ kind: 'opaque', from: [...(this.last === undefined ? [] : [this.last]), ...others], verb, span })
  }

  /** A field by the name that it has here; `written` is what the record calls it, when that can be told. */
  field(name: string, span: Span): Field {
    const { fold, part, choices: _, ...field } = this.scope.resolve(name)
    const made = this.scope.maker(name)
    return (fold || part) && made !== undefined ? { span, written: name, made } : { span, ...field }
  }
}
