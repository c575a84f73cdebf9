/** Conditions: `selection and not 1 of filter_*` over the search identifiers of a detection. */
import { diagnose } from '../../model/diagnostics.js'
import type { Definition, DefinitionId, Diagnostic, Predicate, Span } from '../../model/rule.js'
import { globMatches } from '../../text/glob.js'
import { nearest } from '../../text/nearest.js'
import type { YamlScalar } from '../../text/yaml.js'

/** The condition's text with the place of its first character. `mapped` is false when escapes moved the rest. */
export interface ConditionText {
  readonly text: string
  readonly span: Span
  readonly mapped: boolean
}

export interface Token {
  readonly text: string
  readonly span: Span
}

/** The predicate before a `|`, and the tokens of the legacy aggregation after it. */
export interface Condition {
  readonly predicate: Predicate
  readonly aggregation: readonly Token[]
}

/** Parentheses and `not` nest at most this deep. */
const depthLimit = 200

/** `2 of selection_*` is spelled out; at most into this many combinations. */
const combinationLimit = 256

/**
 * White space means nothing in a condition, so the source itself is read wherever it differs from the content in
 * nothing else; only escapes in quotes make that impossible, and then every part points at the whole.
 */
export function conditionText(scalar: YamlScalar): ConditionText {
  const { source } = scalar
  const mapped = squeeze(source) === squeeze(scalar.text)
  return { text: mapped ? source : scalar.text, span: mapped ? scalar.inner : scalar.span, mapped }
}

const squeeze = (text: string): string => text.replace(/\s+/g, '')

export function readCondition(
  source: ConditionText,
  definitions: readonly Definition[],
  problems: Diagnostic[],
): Condition {
  return new Parser(source, definitions, problems).parse()
}

/** Words, parentheses and the first bar; a bar inside a word that is an identifier belongs to it. */
function tokenize(source: ConditionText, isName: (word: string) => boolean): Token[] {
  const tokens: Token[] = []
  const place = (from: number, to: number): Span =>
    source.mapped ? { from: source.span.from + from, to: source.span.from + to } : source.span
  const push = (from: number, to: number): void => {
    const word = source.text.slice(from, to)
    const bar = word.indexOf('|')
    if (bar < 0 || word === '|' || isName(word)) {
      tokens.push({ text: word, span: place(from, to) })
      return
    }
    if (bar > 0) tokens.push({ text: word.slice(0, bar), span: place(from, from + bar) })
    tokens.push({ text: '|', span: place(from + bar, from + bar + 1) })
    if (bar + 1 < word.length) push(from + bar + 1, to)
  }
  for (const match of source.text.matchAll(/[()]|[^\s()]+/g)) push(match.index, match.index + match[0].length)
  return tokens
}

class Failure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message)
  }
}

class Parser {
  private readonly tokens: readonly Token[]
  private readonly byName: ReadonlyMap<string, DefinitionId>
  private at = 0
  private depth = 0

  constructor(
    private readonly source: ConditionText,
    private readonly definitions: readonly Definition[],
    private readonly problems: Diagnostic[],
  ) {
    this.byName = new Map(definitions.map((definition, id) => [definition.name, id]))
    this.tokens = tokenize(source, (word) => this.byName.has(word))
  }

  parse(): Condition {
    const bar = this.tokens.findIndex((token) => token.text === '|')
    const aggregation = bar < 0 ? [] : this.tokens.slice(bar + 1)
    try {
      const predicate = this.or()
      const rest = this.tokens[this.at]
      if (rest && rest.text !== '|') this.fail(rest, `"${rest.text}" is not expected here`)
      return { predicate, aggregation }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.problems.push(error.problem)
      return { predicate: { kind: 'opaque', span: this.source.span }, aggregation }
    }
  }

  private or(): Predicate {
    return this.chain('or', () => this.and())
  }

  private and(): Predicate {
    return this.chain('and', () => this.unary())
  }

  private chain(kind: 'and' | 'or', operand: () => Predicate): Predicate {
    const of = [operand()]
    while (this.accept(kind)) of.push(operand())
    const first = of[0] as Predicate
    const last = of.at(-1) as Predicate
    return of.length === 1 ? first : { kind, of, span: { from: first.span.from, to: last.span.to } }
  }

  private unary(): Predicate {
    const word = this.tokens[this.at]
    if (!this.accept('not')) return this.primary()
    const start = word as Token
    const of = this.nest(start, () => this.unary())
    return { kind: 'not', of, span: { from: start.span.from, to: of.span.to } }
  }

  private primary(): Predicate {
    const token = this.next()
    if (token.text === '(') {
      const inner = this.nest(token, () => this.or())
      const close = this.tokens[this.at]
      if (close?.text !== ')') return this.fail(close ?? token, `"(" is never closed`)
      this.at++
      return { ...inner, span: { from: token.span.from, to: close.span.to } }
    }
    if (token.text === ')') return this.fail(token, 'something is missing before ")"')
    if (this.tokens[this.at]?.text.toLowerCase() === 'of' && !this.byName.has(token.text)) return this.quantified(token)
    return this.use(token)
  }

  private nest(token: Token, read: () => Predicate): Predicate {
    if (++this.depth > depthLimit) throw new Failure(diagnose('sigma/too-nested', token.span, depthLimit))
    const predicate = read()
    this.depth--
    return predicate
  }

  private use(token: Token): Predicate {
    const id = this.byName.get(token.text)
    if (id !== undefined) return { kind: 'use', of: id, span: token.span, label: token.text }
    if (isOperator(token.text)) return this.fail(token, `something is missing before "${token.text}"`)
    const near = nearest(token.text, this.byName.keys())
    this.problems.push(diagnose('sigma/unknown-identifier', token.span, token.text, near))
    return { kind: 'opaque', span: token.span, label: token.text }
  }

  /** `1 of x*`, `all of them`, `2 of selection_*`. */
  private quantified(quantity: Token): Predicate {
    this.at++
    const target = this.next()
    const span = { from: quantity.span.from, to: target.span.to }
    const label = `${quantity.text} of ${target.text}`
    const uses = this.matching(target.text).map(
      (id): Predicate => ({ kind: 'use', of: id, span: target.span, label: this.definitions[id]?.name ?? '' }),
    )
    if (uses.length === 0) {
      this.problems.push(diagnose('sigma/unmatched-pattern', target.span, target.text))
      return { kind: 'opaque', span, label }
    }
    const amount = quantity.text.toLowerCase()
    if (amount === 'all') return { kind: 'and', of: uses, span, label }
    if (amount === 'any' || amount === '1') return { kind: 'or', of: uses, span, label }
    if (!/^[1-9]\d{0,3}$/.test(amount)) return this.fail(quantity, `"${quantity.text} of" is not a number, all or any`)
    return this.atLeast(Number(amount), uses, span, label)
  }

  private atLeast(amount: number, uses: readonly Predicate[], span: Span, label: string): Predicate {
    const sets = combinations(uses, amount, combinationLimit)
    if (sets && sets.length > 0)
      return { kind: 'or', of: sets.map((of): Predicate => ({ kind: 'and', of, span })), span, label }
    this.problems.push(
      sets ? diagnose('sigma/unmatched-pattern', span, label) : diagnose('sigma/too-many-combinations', span, label),
    )
    return { kind: 'opaque', span, label }
  }

  /** Identifiers that a pattern stands for; those that begin with `_` only when the pattern does. */
  private matching(pattern: string): DefinitionId[] {
    const glob = pattern.toLowerCase() === 'them' && !this.byName.has(pattern) ? '*' : pattern
    const found: DefinitionId[] = []
    for (const [name, id] of this.byName)
      if (globMatches(glob, name) && (!name.startsWith('_') || pattern.startsWith('_'))) found.push(id)
    return found
  }

  private accept(word: string): boolean {
    const token = this.tokens[this.at]
    if (!token || token.text.toLowerCase() !== word || this.byName.has(token.text)) return false
    this.at++
    return true
  }

  private next(): Token {
    const token = this.tokens[this.at]
    if (!token || token.text === '|') {
      const last = this.tokens[this.at - 1] ?? { text: '', span: this.source.span }
      return this.fail(last, last.text ? `something is missing after "${last.text}"` : 'it is empty')
    }
    this.at++
    return token
  }

  private fail(token: Token, detail: string): never {
    throw new Failure(diagnose('sigma/condition-syntax', token.span, detail))
  }
}

const isOperator = (word: string): boolean => /^(?:and|or|of)$/i.test(word)

/** All sets of `size` items, in order; undefined when there are more than `limit`. */
function combinations<T>(items: readonly T[], size: number, limit: number): T[][] | undefined {
  let count = 1
  for (let i = 0; i < Math.min(size, items.length - size); i++) {
    count = (count * (items.length - i)) / (i + 1)
    if (count > limit) return undefined
  }
  const build = (from: number, need: number): T[][] =>
    need === 0
      ? [[]]
      : items.slice(from).flatMap((item, i) => build(from + i + 1, need - 1).map((rest) => [item, ...rest]))
  return build(0, size)
}
