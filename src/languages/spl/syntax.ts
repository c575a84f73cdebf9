/** The tree of an expression in `eval` and `where`. */

interface At {
  readonly from: number
  readonly to: number
}

export type Node = Name | Str | Numeral | Apply | Unread

export interface Name extends At {
  readonly kind: 'name'
  readonly written: string
}

/** `written` is what stands between the quotes. */
interface Str extends At {
  readonly kind: 'string'
  readonly written: string
}

interface Numeral extends At {
  readonly kind: 'number'
  readonly value: number
  readonly written: string
}

/** A function or an operator: `and`, `not`, `==`, `+`, `is null`, `in`. */
export interface Apply extends At {
  readonly kind: 'apply'
  readonly fn: string
  readonly args: readonly Node[]
}

/** What could not be read, or a macro that is not known, by its name. */
interface Unread extends At {
  readonly kind: 'unread'
  readonly label?: string
}
