/** What ES|QL expressions look like before anything is made of them. `from` and `to` are offsets in the query's text. */
import type { Token } from './tokens.js'

export type Node = Name | Str | Numeral | Flag | Parameter | Timespan | Mark | Apply

interface At {
  readonly from: number
  readonly to: number
}

/** A field or column: quoting undone, parts joined by dots. */
export interface Name extends At {
  readonly kind: 'name'
  readonly written: string
}

interface Str extends At {
  readonly kind: 'string'
  readonly token: Token
}

interface Numeral extends At {
  readonly kind: 'number'
  readonly value: number
  readonly written: string
}

interface Flag extends At {
  readonly kind: 'boolean'
  readonly value: boolean
  readonly written: string
}

/** `?name`, `?1`, `?`. */
interface Parameter extends At {
  readonly kind: 'parameter'
  readonly name: string
}

/** `5 minutes`, `1h`. */
interface Timespan extends At {
  readonly kind: 'timespan'
  readonly written: string
}

/** `null`, the `*` of `count(*)`, and what could not be read. */
interface Mark extends At {
  readonly kind: 'null' | 'star' | 'unread'
}

/**
 * A function, or an operator by its sign: `and`, `or`, `not`, `==`, `in`, `like`, `rlike`, `is null`, `is not null`, `:`,
 * `+`, `neg`, `::` (the second argument names the type), `list`, `map` (keys and values in turn).
 */
export interface Apply extends At {
  readonly kind: 'apply'
  /** In lower case. */
  readonly fn: string
  readonly args: readonly Node[]
  /** How deep its arguments nest. */
  readonly depth: number
}

export const depthOf = (node: Node): number => (node.kind === 'apply' ? node.depth : 0)
