/** A condition as it is written, before it is settled what it means. */
import type { Bool, Field, Num, Span } from '../../model/rule.js'

/** Offsets into the query; parentheses around belong to it. */
interface At {
  readonly from: number
  readonly to: number
}

export type Node = Literal | FieldNode | CallNode | MathNode | TestNode | LogicNode | NotNode | KinNode

export type Literal = TextNode | NumberNode | BooleanNode | NullNode

interface TextNode extends At {
  readonly kind: 'text'
  readonly text: string
  /** With its quotes, without parentheses. */
  readonly span: Span
}

interface NumberNode extends At {
  readonly kind: 'number'
  readonly value: Num
}

interface BooleanNode extends At {
  readonly kind: 'boolean'
  readonly value: Bool
}

interface NullNode extends At {
  readonly kind: 'null'
}

export interface FieldNode extends At {
  readonly kind: 'field'
  readonly field: Field
}

export interface CallNode extends At {
  readonly kind: 'call'
  /** In lower case, with the `~` that makes it ignore case. */
  readonly fn: string
  readonly args: readonly Node[]
}

/** One operand for a sign, else two. */
export interface MathNode extends At {
  readonly kind: 'math'
  readonly op: '+' | '-' | '*' | '/' | '%'
  readonly args: readonly Node[]
}

export type TestOp = Comparator | Lookup
export type Comparator = '==' | '!=' | '<' | '<=' | '>' | '>='
export type Lookup = ':' | 'in' | 'in~' | 'like' | 'like~' | 'regex' | 'regex~'

export interface TestNode extends At {
  readonly kind: 'test'
  readonly op: TestOp
  readonly left: Node
  /** One for a comparator; any one of several for a lookup. */
  readonly right: readonly Node[]
  /** `not in`. */
  readonly negated: boolean
}

export interface LogicNode extends At {
  readonly kind: 'and' | 'or'
  readonly of: readonly Node[]
}

interface NotNode extends At {
  readonly kind: 'not'
  readonly of: Node
}

/** `child of [process where ...]`: Elasticsearch does not have it. */
interface KinNode extends At {
  readonly kind: 'kin'
  readonly relation: string
}

export const isConstant = (node: Node): node is Literal =>
  node.kind === 'text' || node.kind === 'number' || node.kind === 'boolean' || node.kind === 'null'
