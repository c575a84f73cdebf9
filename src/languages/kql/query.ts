/** What the readers of a query's parts share. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Span, Stage, StageId } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import type { Binding, Env, Table } from './names.js'
import type { Pipeline } from './pipeline.js'
import type { Scope } from './scope.js'
import type { KqlNode } from './tree.js'

/** Brackets, functions in functions, and sums may nest this deep. */
export const mostNested = 200
/** Longer texts are data: parsing takes some 15 ms for each thousand characters, and no service runs such a query. */
export const mostCharacters = 300_000
/** Expressions that a query may come to when its names are put in. */
const mostExpressions = 200_000

/** What the meaning of an expression hangs on. */
export interface Context {
  readonly query: Query
  readonly env: Env
  readonly scope: Scope
  /** Where the function was called whose body is read in its place. */
  readonly at?: Span
}

/** What reads tabular expressions: they hold conditions, and conditions hold them. */
export interface Readers {
  table(node: KqlNode, context: Context): Table
  pipe(node: KqlNode, pipeline: Pipeline): void
}

export class Query {
  readonly stages: Stage[] = []
  readonly problems: Diagnostic[] = []
  /** The names given in the query that something stands for. */
  readonly used = new Set<Binding>()
  private depth = 0
  private spent = 0

  constructor(
    readonly source: Fragment,
    private readonly readers: Readers,
  ) {}

  /** Reads a tabular expression that stands in another one. */
  table(node: KqlNode, context: Context): Table {
    return this.readers.table(node, context)
  }

  /** Reads operators after what a pipeline has read so far. */
  pipe(node: KqlNode, pipeline: Pipeline): void {
    this.readers.pipe(node, pipeline)
  }

  /** The index that the next stage gets. */
  get next(): StageId {
    return this.stages.length
  }

  push(stage: Stage): StageId {
    return this.stages.push(stage) - 1
  }

  place({ from, to }: { readonly from: number; readonly to: number }): Span {
    return this.source.place(from, to)
  }

  /** What has been written, with the blanks and comments in it. */
  text({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.source.text.slice(from, to)
  }

  report(diagnostic: Diagnostic): void {
    this.problems.push(diagnostic)
  }

  /** What `read` gives, or `otherwise` where it is nested too deep or there has been too much of it already. */
  nest<T>(node: KqlNode, read: () => T, otherwise: () => T): T {
    this.spent++
    if (this.depth >= mostNested || this.spent > mostExpressions) {
      this.complain(node)
      return otherwise()
    }
    this.depth++
    try {
      return read()
    } finally {
      this.depth--
    }
  }

  /** Once: what is too deep is so in many places. */
  private complain(node: KqlNode): void {
    const deep = this.depth >= mostNested
    const problem = deep
      ? diagnose('kql/too-nested', this.place(node), mostNested)
      : diagnose('kql/too-large', this.place(node))
    if (!this.problems.some(({ code }) => code === problem.code)) this.report(problem)
  }
}

/** Where a test was written: in a function's body it is where the function was called. */
export const spanOf = (node: KqlNode, { query, at }: Context): Span => at ?? query.place(node)
