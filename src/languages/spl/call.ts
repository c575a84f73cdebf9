/** What a command is read from. */
import type { Span, StageId } from '../../model/rule.js'
import type { Pipeline, Query } from './query.js'
import type { Command } from './structure.js'

/** Reads the commands of a search in brackets. */
export type ReadInner = (commands: readonly Command[], inner: Pipeline) => void

/** Reads a search that stands in quotes, and gives its last stage. */
type ReadText = (from: number, to: number, query: Query) => StageId | undefined

/** One command: `from` and `to` enclose what stands behind its name, `span` is all of it. */
export interface Call {
  readonly pipeline: Pipeline
  readonly verb: string
  readonly from: number
  readonly to: number
  readonly span: Span
  readonly readInner: ReadInner
  readonly readText: ReadText
}
