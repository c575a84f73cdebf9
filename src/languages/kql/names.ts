/** What the names mean that a query gives with `let`, and the parameters of its functions. */
import type { StageId } from '../../model/rule.js'
import type { Scope } from './scope.js'
import type { KqlNode } from './tree.js'

/** Rows that a stage yields, and their columns. */
export interface Table {
  readonly stage: StageId
  readonly scope: Scope
}

/**
 * `value`: stands for what is written elsewhere, a scalar, a list or a table; which of them, its use tells. `open`: a
 * parameter of the query whose value comes from outside.
 */
export type Binding =
  | {
      readonly kind: 'value'
      readonly node: KqlNode
      readonly env: Env
      /** Once it has been read as a table. */
      table?: Table
    }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'function'; readonly node: KqlNode; readonly env: Env }
  | { readonly kind: 'open' }

/** The names that are known at a place, the latest first. A name may mean something else further up. */
export type Env = Entry | undefined

interface Entry {
  readonly name: string
  readonly binding: Binding
  readonly outer: Env
  /** Where the name is given. */
  readonly at?: KqlNode | undefined
}

export const bind = (name: string, binding: Binding, outer: Env, at?: KqlNode): Env => ({ name, binding, outer, at })

export function lookup(name: string, env: Env): Binding | undefined {
  for (let at = env; at; at = at.outer) if (at.name === name) return at.binding
  return undefined
}
