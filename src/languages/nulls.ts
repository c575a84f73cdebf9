/**
 * Conditions of languages that know true, false and null, as SQL does: a test of something missing is null, and so is its
 * `not`. Our model knows no null, so each condition is asked when it is true, and below a `not` when it is false: a plain
 * `not` gets, for every field below it, an implied test that the field exists; of `not (a and b)` either negation is
 * enough.
 */
import type { Predicate, Span } from '../model/rule.js'

/** A node of such a language's syntax that combines or tests others. */
interface Applied<Node> {
  /** `and`, `or`, `not`, `==`, `!=`, `is null`, `is not null` mean what they say; others are the language's own. */
  readonly fn: string
  readonly args: readonly Node[]
}

/** What must be there for a test not to be null, by a name that tells them apart. */
export type Needs = (readonly [string, Predicate])[]

/** What a language says of its own nodes. */
export interface Logic<Node> {
  /** Undefined for names and literals. */
  applied(node: Node): Applied<Node> | undefined
  /** The same node with another function. */
  as(node: Node, fn: string): Node
  /** A condition that is no combination of others, as the test that is true when it is. */
  leaf(node: Node): Predicate
  needs(node: Node): Needs
  span(node: Node): Span
}

const isCombined = ({ fn }: Applied<unknown>): boolean => fn === 'and' || fn === 'or' || fn === 'not'

/** Whether a node combines others. */
export function combines<Node>(node: Node, { applied }: Pick<Logic<Node>, 'applied'>): boolean {
  const found = applied(node)
  return found !== undefined && isCombined(found)
}

/** A predicate that is true exactly when the condition is. */
export function whenTrue<Node>(node: Node, logic: Logic<Node>): Predicate {
  const applied = logic.applied(node)
  if (!applied) return logic.leaf(node)
  const { fn, args } = applied
  const span = logic.span(node)
  const [first] = args
  switch (fn) {
    case 'and':
    case 'or':
      return { kind: fn, of: args.map((part) => whenTrue(part, logic)), span }
    case 'not':
      return first ? whenFalse(first, logic, span) : logic.leaf(node)
    case '!=':
      return whenFalse(logic.as(node, '=='), logic, span)
    default:
      return logic.leaf(node)
  }
}

/** A predicate that is true exactly when the condition is false; `span` is that of the `not`. */
function whenFalse<Node>(node: Node, logic: Logic<Node>, span: Span): Predicate {
  const { fn, args = [] } = logic.applied(node) ?? {}
  const [first] = args
  switch (fn) {
    case 'not':
      if (first) return { ...whenTrue(first, logic), span }
      break
    case '!=':
      return { ...logic.leaf(logic.as(node, '==')), span }
    case 'is null':
      return { ...logic.leaf(logic.as(node, 'is not null')), span }
    case 'and':
      return { kind: 'or', of: args.map((part) => whenFalse(part, logic, logic.span(part))), span }
    case 'or':
      if (!isPlain(node, logic)) return mixed(args, logic, span)
      break
    default:
  }
  const not: Predicate = { kind: 'not', of: whenTrue(node, logic), span }
  const found = guards([node], logic)
  return found.length === 0 ? not : { kind: 'and', of: [...found, not], span }
}

/** A test, or any of several: false as soon as nothing is missing and it is not true. */
function isPlain<Node>(node: Node, logic: Logic<Node>): boolean {
  const { fn, args = [] } = logic.applied(node) ?? {}
  if (fn === 'or') return args.every((arg) => isPlain(arg, logic))
  return fn === 'not' ? !args.some((arg) => combines(arg, logic)) : fn !== 'and'
}

/** `not (a or (b and c))`: the plain parts stay together below one `not`, the others are negated one by one. */
function mixed<Node>(args: readonly Node[], logic: Logic<Node>, span: Span): Predicate {
  const together = args.filter((part) => isPlain(part, logic))
  const others = args.filter((part) => !isPlain(part, logic))
  const of = others.map((part) => whenFalse(part, logic, logic.span(part)))
  if (together.length === 0) return { kind: 'and', of, span }
  const parts = together.map((part) => whenTrue(part, logic))
  const [part] = parts
  const any: Predicate = part && parts.length === 1 ? part : { kind: 'or', of: parts, span }
  return { kind: 'and', of: [...guards(together, logic), { kind: 'not', of: any, span }, ...of], span }
}

/** The tests of a plain `or`, those of its inner ones too. */
function alternatives<Node>(node: Node, logic: Logic<Node>): readonly Node[] {
  const { fn, args = [] } = logic.applied(node) ?? {}
  return fn === 'or' ? args.flatMap((arg) => alternatives(arg, logic)) : [node]
}

/** What must be there for none of the tests to be null, each once. */
function guards<Node>(nodes: readonly Node[], logic: Logic<Node>): Predicate[] {
  const found = new Map<string, Predicate>()
  for (const node of nodes.flatMap((one) => alternatives(one, logic)))
    for (const [key, guard] of logic.needs(node)) found.set(key, found.get(key) ?? guard)
  return [...found.values()]
}
