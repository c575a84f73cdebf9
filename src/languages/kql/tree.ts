/** The syntax tree of a query as plain data, whoever parsed it. */
export interface KqlNode {
  /** The parser's name of the construct: `FilterOperator`, `StringLiteralExpression`. */
  readonly kind: string
  /** What it is in the construct around it: `Left`, `Condition`, `Expressions`; empty in a list. */
  readonly role: string
  /** UTF-16 offsets into the query, blanks and comments around it left out. */
  readonly from: number
  readonly to: number
  /** Of a token, and of what is nothing but one token: its text. */
  readonly text?: string
  /** What is empty or missing is not there; a `List` has its elements and no commas. */
  readonly children: readonly KqlNode[]
}

export interface KqlProblem {
  readonly message: string
  readonly from: number
  readonly to: number
}

/** Never throws. */
export type KqlParser = (text: string) => { readonly root: KqlNode; readonly problems: readonly KqlProblem[] }

/** The part of a node with a role. */
export function part({ children }: KqlNode, role: string): KqlNode | undefined {
  for (const child of children) if (child.role === role) return child
  return undefined
}

const none: readonly KqlNode[] = []

/** The elements of the list with a role. */
export const items = (node: KqlNode, role: string): readonly KqlNode[] => part(node, role)?.children ?? none

/** What an operator is called: its first word, in lower case. */
export function keyword(node: KqlNode): string {
  let at: KqlNode | undefined = node
  while (at && at.text === undefined) at = at.children[0]
  return (at?.text ?? '').toLowerCase()
}
