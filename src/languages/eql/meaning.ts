/** What a condition means: its tree as predicates, indicators and expressions. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Expr, Field, Indicator, Not, Operator, Predicate, Span, Value } from '../../model/rule.js'
import { parseCidr } from '../../text/cidr.js'
import type { Fragment } from '../../text/fragment.js'
import { nearest } from '../../text/nearest.js'
import { type Fn, findFunction, functionNames, isTest } from './functions.js'
import { wildParts } from './literals.js'
import { guarded } from './nulls.js'
import type { CallNode, Comparator, FieldNode, LogicNode, Node, TestNode, TestOp } from './tree.js'
import { isConstant } from './tree.js'

export const meaningOf = (node: Node, source: Fragment, problems: Diagnostic[]): Predicate =>
  new Meaning(source, problems).predicate(node, false)

/** How an operator compares. Where no texts are compared case is of no account and `cased` false. */
interface How {
  readonly op: Operator
  readonly cased: boolean
  /** What is on the right are patterns. */
  readonly as?: 'wild' | 'regex'
}

const hows: Readonly<Record<TestOp, How>> = {
  '==': { op: 'eq', cased: true },
  '!=': { op: 'eq', cased: true },
  '<': { op: 'lt', cased: false },
  '<=': { op: 'le', cased: false },
  '>': { op: 'gt', cased: false },
  '>=': { op: 'ge', cased: false },
  ':': { op: 'eq', cased: false, as: 'wild' },
  in: { op: 'eq', cased: true },
  'in~': { op: 'eq', cased: false },
  like: { op: 'eq', cased: true, as: 'wild' },
  'like~': { op: 'eq', cased: false, as: 'wild' },
  regex: { op: 'regex', cased: true, as: 'regex' },
  'regex~': { op: 'regex', cased: false, as: 'regex' },
}

const mirrored: Readonly<Record<Comparator, Comparator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

const isComparator = (op: TestOp): op is Comparator => Object.hasOwn(mirrored, op)

class Meaning {
  constructor(
    private readonly source: Fragment,
    private readonly problems: Diagnostic[],
  ) {}

  /** `beneath`: a `not` stands directly on it, and that one or an outer one sees to what is missing. */
  predicate(node: Node, beneath: boolean): Predicate {
    const span = this.span(node)
    switch (node.kind) {
      case 'and':
      case 'or':
        return { kind: node.kind, of: node.of.map((part) => this.predicate(part, false)), span }
      case 'not':
        return this.not(this.predicate(node.of, true), span, beneath)
      case 'test':
        return this.test(node, beneath)
      case 'call':
        return this.callTest(node)
      case 'boolean':
        return { kind: node.value.value ? 'and' : 'or', of: [], span }
      case 'field':
        return this.truth(node)
      case 'kin':
        this.problems.push(diagnose('eql/kinship', span, `${node.relation} of`))
        return { kind: 'opaque', span, label: `${node.relation} of` }
      case 'null':
      case 'text':
      case 'number':
      case 'math':
        this.problems.push(diagnose('eql/not-a-test', span, this.quote(node)))
        return { kind: 'opaque', span }
      default:
        return node satisfies never
    }
  }

  private span(node: Node): Span {
    return this.source.place(node.from, node.to)
  }

  private quote(node: Node): string {
    return this.source.text.slice(node.from, Math.min(node.to, node.from + 60))
  }

  private not(of: Predicate, span: Span, beneath: boolean): Predicate {
    const not: Not = { kind: 'not', of, span }
    return beneath ? not : guarded(not)
  }

  /** A field that is true or false by itself. */
  private truth(node: FieldNode): Predicate {
    const span = this.span(node)
    const value: Value = { kind: 'boolean', span: node.field.span, value: true, written: 'true' }
    return indicator(node.field, { op: 'eq', cased: true }, [value], span)
  }

  private test(node: TestNode, beneath: boolean): Predicate {
    const { op, left } = node
    const [right] = node.right
    if (!right || !isComparator(op)) {
      const found = this.compare(node, left, node.right, hows[op])
      return node.negated ? this.not(found, this.span(node), beneath) : found
    }
    if (isConstant(left) && !isConstant(right))
      return this.test({ ...node, op: mirrored[op], left: right, right: [left] }, beneath)
    if (right.kind === 'null' || left.kind === 'null')
      return this.nullTest(node, right.kind === 'null' ? left : right, beneath)
    if (right.kind === 'boolean' && (op === '==' || op === '!=') && isPredicate(left)) {
      if ((op === '==') === right.value.value) return { ...this.predicate(left, beneath), span: this.span(node) }
      return this.not(this.predicate(left, true), this.span(node), beneath)
    }
    const found = this.compare(node, left, [right], hows[op])
    return op === '!=' ? this.not(found, this.span(node), beneath) : found
  }

  /** `f == null` is a `not exists`, `f != null` an `exists`; no other test of null is ever true. */
  private nullTest(node: TestNode, other: Node, beneath: boolean): Predicate {
    const span = this.span(node)
    if (node.op !== '==' && node.op !== '!=') return this.nullInTest(span)
    if (isConstant(other)) {
      const holds = (other.kind === 'null') === (node.op === '==')
      return { kind: holds ? 'and' : 'or', of: [], span }
    }
    const exists = this.existence(other, span)
    return node.op === '!=' ? exists : this.not(exists, span, beneath)
  }

  private existence(node: Node, span: Span): Predicate {
    const field = subject(node)
    if (field) return indicator(field, { op: 'exists', cased: false }, [], span)
    return { kind: 'compare', left: this.expr(node), op: 'exists', right: [], cased: false, span }
  }

  private nullInTest(span: Span): Predicate {
    this.problems.push(diagnose('eql/null-in-test', span))
    return { kind: 'opaque', span }
  }

  /** An indicator where one field meets constants or fields, else a comparison of what is computed. */
  private compare(node: Node, left: Node, rights: readonly Node[], how: How): Predicate {
    const span = this.span(node)
    const present = rights.filter((right) => right.kind !== 'null')
    if (present.length === 0 || left.kind === 'null') return this.nullInTest(span)
    if (present.length < rights.length) this.problems.push(diagnose('eql/null-in-test', span))
    const right = present.map((one) => this.bound(one, how))
    const field = subject(left)
    const values = right.filter((one): one is Value => one.kind !== 'call')
    const simple = values.length === right.length && (!field?.part || values.every((value) => value.kind !== 'field'))
    if (field && simple) return indicator(field, how, values, span)
    return { kind: 'compare', left: this.expr(left), op: how.op, right, cased: how.cased, span }
  }

  /** What stands on the right; only a string by itself can be a pattern. */
  private bound(node: Node, how: How): Expr {
    if (node.kind !== 'text' || !how.as) return this.expr(node)
    const { text, span } = node
    if (how.as === 'wild') return { kind: 'text', span, parts: wildParts(text), written: text }
    return { kind: 'pattern', span, written: text, flags: how.cased ? '' : 'i', whole: true }
  }

  /** A call as a condition. */
  private callTest(node: CallNode): Predicate {
    const fn = this.known(node)
    const span = this.span(node)
    const [first, ...others] = node.args
    const cased = !node.fn.endsWith('~')
    const patterns = fn?.wild || fn?.op === 'regex'
    if (fn?.op && first && others.length > 0 && (!patterns || others.every(isConstant))) {
      if (fn.op === 'cidr') this.networks(others)
      return this.compare(node, first, others, howOf(fn, fn.op, cased))
    }
    if (fn && !isTest(fn.name)) {
      this.problems.push(diagnose('eql/not-a-test', span, `${fn.name}(...)`))
      return { kind: 'opaque', span }
    }
    const yes: Value = { kind: 'boolean', span, value: true, written: 'true' }
    return { kind: 'compare', left: this.call(node), op: 'eq', right: [yes], cased, span }
  }

  private networks(nodes: readonly Node[]): void {
    for (const node of nodes)
      if (node.kind === 'text' && !parseCidr(node.text))
        this.problems.push(diagnose('eql/bad-cidr', node.span, node.text))
  }

  /** The function, if there is one; says what is wrong with the call. */
  private known({ fn: name, args, from, to }: CallNode): Fn | undefined {
    const fn = findFunction(name)
    const span = this.source.place(from, Math.min(to, from + name.length))
    if (!fn) {
      const near = nearest(name.replace(/~$/, ''), functionNames)
      this.problems.push(diagnose('eql/unknown-function', span, this.source.text.slice(from, from + name.length), near))
      return undefined
    }
    if (fn.foreign) this.problems.push(diagnose('eql/not-elasticsearch', span, `the function ${fn.name}`))
    if (args.length < fn.least || args.length > fn.most)
      this.problems.push(diagnose('eql/wrong-arguments', span, fn.name, takes(fn)))
    return fn
  }

  private call(node: CallNode): Expr {
    return { kind: 'call', fn: node.fn, args: node.args.map((arg) => this.expr(arg)), span: this.span(node) }
  }

  /** What is computed. */
  expr(node: Node): Expr {
    const span = this.span(node)
    switch (node.kind) {
      case 'text':
        return { kind: 'text', span: node.span, parts: [node.text], written: node.text }
      case 'number':
      case 'boolean':
        return node.value
      case 'null':
        return { kind: 'call', fn: 'null', args: [], span }
      case 'field':
        return { kind: 'field', ...node.field }
      case 'call':
        this.known(node)
        return this.call(node)
      case 'math':
        return { kind: 'call', fn: node.op, args: node.args.map((arg) => this.expr(arg)), span }
      case 'not':
        return { kind: 'call', fn: 'not', args: [this.expr(node.of)], span }
      case 'and':
      case 'or':
        return this.logic(node, span)
      case 'test': {
        const how = hows[node.op]
        const args = [this.expr(node.left), ...node.right.map((right) => this.bound(right, how))]
        const call: Expr = { kind: 'call', fn: node.op, args, span }
        return node.negated ? { kind: 'call', fn: 'not', args: [call], span } : call
      }
      case 'kin':
        this.problems.push(diagnose('eql/kinship', span, `${node.relation} of`))
        return { kind: 'call', fn: `${node.relation} of`, args: [], span }
      default:
        return node satisfies never
    }
  }

  private logic(node: LogicNode, span: Span): Expr {
    return { kind: 'call', fn: node.kind, args: node.of.map((part) => this.expr(part)), span }
  }
}

/** The field that a node is, or the number that it takes from one. */
function subject(node: Node): Field | undefined {
  if (node.kind === 'field') return node.field
  const [arg] = node.kind === 'call' && node.fn === 'length' && node.args.length === 1 ? node.args : []
  return arg?.kind === 'field' ? { ...arg.field, part: 'length' } : undefined
}

/** Whether a node is true or false by what it is, unlike a field. */
function isPredicate(node: Node): boolean {
  if (node.kind === 'call') return isTest(node.fn)
  return node.kind === 'test' || node.kind === 'not' || node.kind === 'and' || node.kind === 'or'
}

function howOf(fn: Fn, op: Operator, cased: boolean): How {
  if (fn.wild) return { op, cased, as: 'wild' }
  if (op === 'regex') return { op, cased, as: 'regex' }
  return { op, cased: cased && op !== 'cidr' }
}

const takes = ({ least, most }: Fn): string => {
  if (most === least) return least === 1 ? 'one argument' : `${least} arguments`
  return most === Number.POSITIVE_INFINITY ? `${least} arguments or more` : `${least} to ${most} arguments`
}

const indicator = (
  field: Field,
  { op, cased }: Pick<How, 'op' | 'cased'>,
  values: readonly Value[],
  span: Span,
): Indicator => ({ kind: 'indicator', field, op, values, need: 'one', cased, via: [], span })
