import type {
  Aggregate,
  Definition,
  Expr,
  Field,
  Filter,
  Indicator,
  Predicate,
  Rule,
  Shape,
  Source,
  Span,
  Stage,
  StageId,
  Step,
  Value,
} from '../model/rule.js'
import { inputsOf } from '../model/walk.js'
import { byUnits } from '../text/order.js'

/** The time of a record is called one thing in Defender and another in Sentinel; so is what is gathered of it. */
const time =
  /^((?:any|arg_max|arg_min|avg|count|countif|dcount|first|last|list|make_list|make_set|max|min|set|take_any)_)?Timestamp$/

const columnOf = (written: string): string => written.replace(time, '$1TimeGenerated')

/** A stage that has been written down: its line, or the tests of filters that follow each other as one. */
interface Signed {
  readonly line: number
  /** The filter whose test is still to be written, with those before it. */
  readonly tests?: Tests
}

interface Tests {
  readonly text: string
  readonly before: Tests | undefined
}

/** Writes the stages of one rule. Each is written once, and later ones name it by its line. */
export class Signer {
  private readonly lines: string[] = []
  private readonly known = new Map<string, number>()
  private readonly signed = new Map<StageId, Signed>()
  private readonly definitions = new Map<number, string>()
  private readonly settled = new Map<Tests, number>()
  private variables: Map<string, Span> | undefined

  constructor(private readonly rule: Rule) {}

  sign(last: StageId): string {
    const needed = this.reached(last)
    for (const id of [...needed].sort((a, b) => a - b)) this.visit(id)
    const result = this.input(last)
    return [...this.lines, `-> ${result}`].join('\n')
  }

  /** The stages that the result depends on; a variable that nothing uses asks nothing. */
  private reached(last: StageId): ReadonlySet<StageId> {
    const needed = new Set([last])
    for (const id of needed) {
      const stage = this.rule.stages[id]
      if (stage) for (const from of inputsOf(stage)) needed.add(from)
    }
    return needed
  }

  private visit(id: StageId): void {
    const stage = this.rule.stages[id]
    if (!stage) return
    if (stage.kind === 'filter') this.signed.set(id, this.filter(stage))
    // What only picks or orders columns leaves the records as they are.
    else if (stage.kind === 'shape' && isPicking(stage))
      this.signed.set(id, this.signed.get(stage.from) ?? { line: -1 })
    else this.signed.set(id, { line: this.write(this.stage(stage)) })
  }

  private write(text: string): number {
    const known = this.known.get(text)
    if (known !== undefined) return known
    const line = this.lines.push(text) - 1
    this.known.set(text, line)
    return line
  }

  /** The line of an earlier stage; pending tests are written now. */
  private input(id: StageId): number {
    const found = this.signed.get(id)
    if (!found) return -1
    const { line, tests } = found
    if (!tests) return line
    const known = this.settled.get(tests)
    if (known !== undefined) return known
    const all = new Set<string>()
    for (let one: Tests | undefined = tests; one; one = one.before) all.add(one.text)
    const written = this.write(`filter ${line}: ${[...all].sort().join(' & ')}`)
    this.settled.set(tests, written)
    return written
  }

  /** Tests one after the other are one `and`. */
  private filter({ from, where }: Filter): Signed {
    const before = this.signed.get(from) ?? { line: -1 }
    let tests = before.tests
    for (const part of flat(where, 'and')) tests = { text: this.predicate(part), before: tests }
    return { line: before.line, ...(tests && { tests }) }
  }

  private stage(stage: Exclude<Stage, Filter>): string {
    switch (stage.kind) {
      case 'read':
        return `read ${sourceText(stage.source)}`
      case 'derive':
        return `derive ${this.input(stage.from)}: ${stage.make.map(({ as, of }) => `${JSON.stringify(columnOf(as))}=${this.expr(of)}`).join(', ')}`
      case 'group':
        return `group ${this.input(stage.from)} by ${sorted(stage.by.map(fieldText))} within ${stage.within ?? ''} ${stage.inline ?? ''}: ${sorted(stage.make.map((made) => this.aggregate(made)))}`
      case 'novel':
        return `novel ${this.input(stage.from)} by ${sorted(stage.by.map(fieldText))} ${stage.lookback}`
      case 'join':
        return `join ${stage.how} ${this.input(stage.from)} ${this.input(stage.other)} on ${sorted(
          stage.on.map((pairs) => sorted(pairs.map(([a, b]) => `${fieldText(a)}=${fieldText(b)}`))),
        )}${stage.on.length === 0 ? this.text(stage.span) : ''}`
      case 'sequence':
        return `sequence ${stage.ordered} ${stage.within ?? ''}: ${stage.steps.map((step) => this.step(step)).join(', ')}${stage.until ? ` until ${this.step(stage.until)}` : ''}`
      case 'union':
        return `union ${sorted(stage.from.map((id) => String(this.input(id))))}`
      case 'shape':
        return `${stage.verb} ${this.input(stage.from)} ${stage.limit ?? ''} ${this.text(stage.span)}`
      case 'opaque':
        return `opaque ${stage.from.map((id) => this.input(id)).join(' ')}: ${stage.verb} ${this.text(stage.span)}`
      default:
        return stage satisfies never
    }
  }

  private step({ from, by, absent, runs }: Step): string {
    return `${absent} ${this.input(from)} by ${by.map(fieldText).join(', ')} ${runs ?? ''}`
  }

  private aggregate({ as, fn, of, percentile, only, where, expr }: Aggregate): string {
    const parts = [
      of && fieldText(of),
      percentile,
      only === undefined ? undefined : `only ${this.input(only)}`,
      where && `where ${this.predicate(where)}`,
      expr && this.expr(expr),
    ]
    return `${JSON.stringify(columnOf(as))}=${fn}(${parts.map((part) => part ?? '').join(';')})`
  }

  private predicate(predicate: Predicate): string {
    switch (predicate.kind) {
      case 'and':
      case 'or': {
        const [first = '', ...others] = unique(flat(predicate, predicate.kind).map((part) => this.predicate(part)))
        return others.length === 0 ? first : `${predicate.kind}([${[first, ...others].join(', ')}])`
      }
      case 'not':
        return `not(${this.predicate(predicate.of)})`
      case 'use':
        return this.use(predicate.of, this.rule.definitions[predicate.of])
      case 'indicator':
        return indicatorText(predicate)
      case 'compare':
        return `compare(${this.expr(predicate.left)} ${predicate.op} ${predicate.cased} ${sorted(predicate.right.map((one) => this.expr(one)))})`
      case 'opaque':
        return `opaque(${this.text(predicate.span)})`
      default:
        return predicate satisfies never
    }
  }

  /** A definition has a line of its own, so that one that is used often is written once. */
  private use(id: number, definition: Definition | undefined): string {
    const known = this.definitions.get(id)
    if (known !== undefined) return known
    const text = definition ? `use ${this.write(`let ${this.predicate(definition.predicate)}`)}` : 'use'
    this.definitions.set(id, text)
    return text
  }

  private expr(expr: Expr): string {
    if (expr.kind !== 'call') return valueText(expr, true)
    const args = expr.args.map((arg) => this.expr(arg))
    // What was not taken apart stands for all of its text, as do maps, of which only the values are.
    const whole = args.length === 0 || expr.fn === 'dynamic'
    return whole ? `${expr.fn}(${this.text(expr.span)})` : `${expr.fn}(${args.join(', ')})`
  }

  /** A stretch of a query without its comments and layout, columns by one name. */
  private text({ from, to, in: at }: Span): string {
    const whole = at === undefined ? this.rule.text : (this.rule.inserts[at]?.text ?? '')
    const tokens = tokensOf(whole.slice(from, to), this.rule.language)
    for (const token of tokens) this.declare(token)
    return JSON.stringify(tokens.map(columnOf))
  }

  /** A variable that is left in such a stretch has its own text written, as what it stands for may differ. */
  private declare(name: string): void {
    this.variables ??= variablesOf(this.rule)
    const at = this.variables.get(name)
    if (!at) return
    this.variables.delete(name)
    this.write(`let ${name} ${this.text(at)}`)
  }
}

/** Where the variables of a query get their values. */
function variablesOf({ text, span, language }: Rule): Map<string, Span> {
  if (language !== 'kql') return new Map()
  const part = text.slice(span.from, span.to)
  const found = [...part.matchAll(/\blet\s+(\w+)\s*=/g)]
  return new Map(
    found.map(({ 0: head, 1: name = '', index }, i) => {
      const from = index + head.length
      const to = found[i + 1]?.index ?? part.length
      return [name, { from: span.from + from, to: span.from + statementEnd(part, from, to) }]
    }),
  )
}

/** The last semicolon before the next variable; of the last one the first, as the query follows. */
function statementEnd(text: string, from: number, to: number): number {
  const end = to < text.length ? text.lastIndexOf(';', to) : text.indexOf(';', from)
  return end > from ? end : to
}

const isPicking = ({ verb, limit }: Shape): boolean =>
  limit === undefined &&
  /^(?:project|project-away|project-keep|project-reorder|sort|order|fields|table|render|as|consume|serialize|result)$/.test(
    verb,
  )

/** The parts of an `and` or `or`, those of one inside it among them. */
function flat(predicate: Predicate, kind: 'and' | 'or'): Predicate[] {
  const found: Predicate[] = []
  const open = [predicate]
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.kind === kind) open.push(...one.of)
    else found.push(one)
  }
  return found
}

/** Each once, in an order of their own. */
const unique = (parts: readonly string[]): string[] => [...new Set(parts)].sort()

const sorted = (parts: readonly string[]): string => `[${unique(parts).join(', ')}]`

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'events':
      return JSON.stringify(Object.entries(source.written).sort(([a], [b]) => byUnits(a, b)))
    case 'rule':
      return `rule ${JSON.stringify(source.ref)}`
    case 'jobs':
      return `jobs ${JSON.stringify([...source.ids].sort())}`
    case 'list':
      return `list ${JSON.stringify(source.name)}`
    default:
      return source satisfies never
  }
}

/** Which stage made it follows from its name and the stages before. */
const fieldText = ({ written, part, wild, optional }: Field): string =>
  `${JSON.stringify(columnOf(written))}${part ? `.${part}` : ''}${wild ? '*' : ''}${optional ? '?' : ''}`

function indicatorText({ field, op, values, need, cased, via, implied }: Indicator): string {
  const how = [op, need, cased, ...via, implied ?? ''].join(' ')
  return `${field ? fieldText(field) : 'anywhere'} ${how} ${sorted(values.map((value) => valueText(value, cased)))}`
}

/** Text that is compared without case is written without it. */
function valueText(value: Value, cased: boolean): string {
  switch (value.kind) {
    case 'text': {
      const text = JSON.stringify(value.parts)
      return `text ${cased ? text : text.toLowerCase()}`
    }
    case 'number':
      return `number ${Number.isFinite(value.value) ? value.value : value.written}`
    case 'boolean':
      return `boolean ${value.value}`
    case 'pattern':
      return `pattern ${JSON.stringify(value.written)} ${value.flags} ${value.whole ?? ''}`
    case 'field':
      return `field ${JSON.stringify(columnOf(value.written))}`
    default:
      return value satisfies never
  }
}

const tokens =
  '(```[^]*?```|@?"(?:[^"\\\\\\n]|\\\\.)*"?|@?\'(?:[^\'\\\\\\n]|\\\\.)*\'?|[\\p{L}\\p{N}_]+|[^\\s\\p{L}\\p{N}_])'

const scanners = {
  kql: new RegExp(`//[^\\n]*|${tokens}`, 'gu'),
  spl: new RegExp(`\`\`\`[^]*?\`\`\`|${tokens}`, 'gu'),
}

/** Words, strings and signs; comments and blanks left out. */
const tokensOf = (text: string, language: Rule['language']): string[] =>
  [...text.matchAll(scanners[language === 'spl' ? 'spl' : 'kql'])].flatMap(([, token]) => token ?? [])
