/** What the operators of a pipe share while they are read one after the other. */
import { diagnose } from '../../model/diagnostics.js'
import type { Field, Stage, StageId } from '../../model/rule.js'
import type { Env, Table } from './names.js'
import type { Context, Query } from './query.js'
import { isWild, nameOf } from './resolve.js'
import { Scope } from './scope.js'
import { fieldAt } from './subject.js'
import type { KqlNode } from './tree.js'

export class Pipeline implements Context {
  scope = new Scope()
  /** The stage whose rows the next operator gets. */
  last: StageId | undefined
  /** Inside `mv-apply`: what is gathered is gathered for each record by itself. */
  perRecord = false

  constructor(
    readonly query: Query,
    public env: Env,
  ) {}

  /** What the next operator reads from. A pipe that begins with none gets a stage that says so. */
  get from(): StageId {
    return this.last ?? this.push({ kind: 'opaque', from: [], verb: '', span: this.query.place({ from: 0, to: 0 }) })
  }

  get inputs(): readonly StageId[] {
    return this.last === undefined ? [] : [this.last]
  }

  get table(): Table {
    return { stage: this.from, scope: this.scope }
  }

  push(stage: Stage): StageId {
    this.last = this.query.push(stage)
    return this.last
  }

  /** The rows of a table that has been read. */
  start({ stage, scope }: Table): void {
    this.last = stage
    this.scope = scope.copy()
  }

  /** Several operators down one way, beside this one. */
  branch(): Pipeline {
    const branch = new Pipeline(this.query, this.env)
    branch.last = this.last
    branch.scope = this.scope.copy()
    branch.perRecord = this.perRecord
    return branch
  }

  /** An operator that is not followed. */
  opaque(node: KqlNode, verb: string, others: readonly StageId[] = []): StageId {
    this.query.report(diagnose('kql/unread-operator', this.query.place(node), verb))
    this.scope.widen()
    return this.push({ kind: 'opaque', from: [...this.inputs, ...others], verb, span: this.query.place(node) })
  }

  /** An operator that decides about no single record. */
  shape(node: KqlNode, verb: string, fields: readonly Field[] = [], limit?: number): StageId {
    const { from } = this
    const span = this.query.place(node)
    return this.push({ kind: 'shape', from, verb, fields, ...(limit === undefined ? {} : { limit }), span })
  }

  /** A column, or a pattern of names. */
  column(node: KqlNode): Field | undefined {
    const written = isWild(node) ? nameOf(node) : node.kind === 'StarExpression' ? '*' : undefined
    if (written !== undefined) return { span: this.query.place(node), written, wild: true }
    return fieldAt(node, this)
  }

  /** Every column in an expression, as it is called there; without recursion, since sums may be long. */
  columnsIn(node: KqlNode | undefined): Field[] {
    const found: Field[] = []
    const rest = node ? [node] : []
    for (let at = rest.pop(); at; at = rest.pop()) {
      const column = this.column(at)
      if (column) found.push(column)
      else rest.push(...at.children.filter(({ role, kind }) => role !== 'Name' || kind !== 'NameReference').reverse())
    }
    return found
  }
}
