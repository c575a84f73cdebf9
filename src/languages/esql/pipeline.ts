/** What the commands of a query share while they are read one after the other. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Field, Span, Stage, StageId } from '../../model/rule.js'
import type { Cursor } from './cursor.js'
import { Scope } from './scope.js'
import type { Context } from './value.js'

export class Pipeline implements Context {
  /** The stage whose rows the next command gets. */
  last: StageId | undefined

  constructor(
    readonly cursor: Cursor,
    /** Of the whole query, of queries inside it too. */
    readonly stages: Stage[],
    readonly scope = new Scope(),
    last?: StageId,
  ) {
    this.last = last
  }

  get source() {
    return this.cursor.source
  }

  get problems(): Diagnostic[] {
    return this.cursor.problems
  }

  /** The index that the next stage gets. */
  get next(): StageId {
    return this.stages.length
  }

  /** What the next command reads from. A query that begins with none gets a stage that says so. */
  get from(): StageId {
    return this.last ?? this.push({ kind: 'opaque', from: [], verb: '', span: this.source.place(0, 0) })
  }

  push(stage: Stage): StageId {
    this.last = this.stages.push(stage) - 1
    return this.last
  }

  /** From an offset to the end of what has been read. */
  since(from: number): Span {
    return this.source.place(from, Math.max(from, this.cursor.end))
  }

  /** What has been written since an offset, as a column without a name is called. */
  text(from: number): string {
    return this.source.text.slice(from, this.cursor.end)
  }

  unread(command: string, from: number): void {
    this.problems.push(diagnose('esql/unread-command', this.since(from), command))
  }

  field(written: string, span: Span): Field {
    const made = this.scope.maker(written)
    return { span, written, ...(made === undefined ? {} : { made }) }
  }
}
