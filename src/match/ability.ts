/**
 * Whether a rule can run, told from the rule alone: what each predicate can come to for some record. Where `true` is not
 * among that the rule never fires; where `unsure` is not, it is decided for every record.
 */
import type {
  Comparison,
  Expr,
  Field,
  Indicator,
  Millis,
  Predicate,
  Rule,
  Span,
  Stage,
  StageId,
  Value,
} from '../model/rule.js'
import { inputsOf, stagesBehind } from '../model/walk.js'
import { parseCidr } from '../text/cidr.js'
import { regexProblem } from '../text/regex.js'
import type { Cause } from './causes.js'
import { asksTime, functionOf } from './functions/evaluate.js'
import { canScan } from './scan.js'
import { gaugeOf } from './series/gauges.js'
import { keepsFirst } from './series/limit.js'
import { type Lists, literal } from './text.js'
import { asksPresent, timeBound } from './time.js'
import type { Verdict } from './verdict.js'

export interface Given {
  readonly lists?: Lists
  /** Names of the tables that are at hand: lookups, enrichment policies, watchlists. */
  readonly tables?: ReadonlySet<string>
  /** The present; without it records are looked at in their own time, which not each of them may tell. */
  readonly now?: Millis
}

export interface Ability {
  /** On single records, on series of them, or not at all: no record makes it fire. */
  readonly runs: 'single' | 'series' | 'no'
  /** Whether it is never unsure of a record. */
  readonly decided: boolean
  /** What it is unsure of, or why it does not run, each once, in the order of the rule; that it needs several records too. */
  readonly causes: readonly Cause[]
}

export function ability(rule: Rule, given: Given = {}): Ability {
  const last = rule.stages.length - 1
  if (last < 0) return { runs: 'no', decided: false, causes: [{ kind: 'unread', what: '', span: rule.span }] }
  const search = new Search(rule, given)
  const can = search.stage(last)
  const causes = search.causes()
  return { runs: !can.true ? 'no' : canScan(rule) ? 'single' : 'series', decided: can.true && !can.unsure, causes }
}

/** A stage over several records. */
type Gathering = Extract<Stage, { kind: 'group' | 'novel' | 'sequence' | 'join' }>

/** Which verdicts are possible. */
type Possible = Readonly<Record<Verdict, boolean>>

const either: Possible = { true: true, false: true, unsure: false }
const always: Possible = { true: true, false: false, unsure: false }
const anything: Possible = { true: true, false: true, unsure: true }
/** Unsure at the best; false when what is asked about is missing. */
const never: Possible = { true: false, false: true, unsure: true }

const both = (all: readonly Possible[]): Possible => ({
  true: all.every((one) => one.true),
  false: all.some((one) => one.false),
  unsure: all.some((one) => one.unsure),
})

const contrary = (of: Possible): Possible => ({ true: of.false, false: of.true, unsure: of.unsure })

const any = (all: readonly Possible[]): Possible => contrary(both(all.map(contrary)))

/** What is known of a value: always, only for some records, never. */
type Known = 'yes' | 'maybe' | 'no'

/** What a field is made of: of a row, or of what a group gathers. */
interface Origin {
  readonly of: Expr
  readonly gathers: boolean
}

const least = (all: readonly Known[]): Known => (all.includes('no') ? 'no' : all.includes('maybe') ? 'maybe' : 'yes')

class Search {
  private readonly found = new Map<string, Cause>()
  private readonly stages = new Map<StageId, Possible>()
  private readonly columns: ReadonlyMap<string, readonly Origin[]>
  private readonly known = new Map<string, Known>()

  constructor(
    private readonly rule: Rule,
    private readonly given: Given,
  ) {
    this.columns = columnsOf(rule)
  }

  causes(): readonly Cause[] {
    return [...this.found.values()].sort((a, b) => a.span.from - b.span.from)
  }

  private because(kind: Cause['kind'], what: string, span: Span): void {
    const key = `${kind} ${what}`
    if (!this.found.has(key)) this.found.set(key, { kind, what, span })
  }

  /** Whether a row can get through a stage. Those before it are seen to first: there may be thousands. */
  stage(last: StageId): Possible {
    for (const id of stagesBehind(this.rule, last)) {
      const stage = this.rule.stages[id]
      if (stage) this.stages.set(id, this.through(stage))
    }
    return this.stages.get(last) ?? never
  }

  private through(stage: Stage): Possible {
    const inputs = inputsOf(stage).map((id) => this.stages.get(id) ?? never)
    const [input = never] = inputs
    switch (stage.kind) {
      case 'read':
        return this.read(stage)
      case 'filter':
        return both([input, this.predicate(stage.where)])
      case 'derive':
        return input
      case 'shape':
        if (stage.limit === undefined) return input
        this.because('records', stage.verb, stage.span)
        return { ...input, unsure: input.unsure || !keepsFirst(stage, this.rule) }
      case 'union':
        return any(inputs)
      case 'opaque':
        this.because('stage', stage.verb, stage.span)
        return never
      case 'group':
      case 'novel':
      case 'sequence':
      case 'join':
        this.because('records', stage.kind, stage.span)
        return this.ofSeveral(stage)
      default:
        return stage satisfies never
    }
  }

  /** What several records come to. A group may be known by its keys alone; what it makes counts where it is asked for. */
  private ofSeveral(stage: Gathering): Possible {
    const of = (ids: readonly StageId[]): Possible[] => ids.map((id) => this.stages.get(id) ?? never)
    const isKnown = keysIn(stage)
      .map(({ written, made, span }) => this.field(written, made, span))
      .every((one) => one === 'yes')
    const isUnsure = !isKnown || of(inputsOf(stage)).some(({ unsure }) => unsure)
    return { ...both([...of(required(stage)), either]), unsure: isUnsure }
  }

  private read({ source, span }: Extract<Stage, { kind: 'read' }>): Possible {
    switch (source.kind) {
      case 'events':
        return always
      case 'rule':
        this.because('rules', source.ref, span)
        return always
      case 'jobs':
        this.because('jobs', source.ids.join(', '), span)
        return never
      case 'list':
        if (this.given.tables?.has(source.name)) return always
        this.because('table', source.name, span)
        return anything
      default:
        return source satisfies never
    }
  }

  private predicate(predicate: Predicate): Possible {
    switch (predicate.kind) {
      case 'and':
        return both(predicate.of.map((part) => this.predicate(part)))
      case 'or':
        return any(predicate.of.map((part) => this.predicate(part)))
      case 'not':
        return contrary(this.predicate(predicate.of))
      case 'use': {
        const definition = this.rule.definitions[predicate.of]
        return definition ? this.predicate(definition.predicate) : never
      }
      case 'indicator':
        return this.indicator(predicate)
      case 'compare':
        return this.comparison(predicate)
      case 'opaque':
        this.because('condition', predicate.label ?? '', predicate.span)
        return { true: false, false: false, unsure: true }
      default:
        return predicate satisfies never
    }
  }

  private indicator({ field, op, values, need, span }: Indicator): Possible {
    const about = field ? this.field(field.written, field.made, span) : 'yes'
    if (op === 'exists') return possible(about)
    const each = values.map((value) => possible(least([about, this.value(value, op)])))
    return need === 'every' ? both(each) : any(each)
  }

  /** What a value is compared with, whether that can be told. */
  private value(value: Value, op: Indicator['op']): Known {
    switch (value.kind) {
      case 'text': {
        const text = literal(value)
        if (text === undefined) return this.holes(value)
        if (op === 'cidr' && !parseCidr(text)) return this.no('network', text, value.span)
        const isOrder = op === 'lt' || op === 'le' || op === 'gt' || op === 'ge'
        return isOrder ? this.bound(text, value.span) : 'yes'
      }
      case 'pattern':
        return regexProblem(value.written, value.flags) === undefined
          ? 'yes'
          : this.no('pattern', value.written, value.span)
      case 'field':
        return this.field(value.written, value.made, value.span)
      case 'number':
      case 'boolean':
        return 'yes'
      default:
        return value satisfies never
    }
  }

  private bound(text: string, span: Span): Known {
    if (/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) || timeBound(text, this.given.now) !== undefined) return 'yes'
    return asksPresent(text) ? this.maybe('time', text, span) : this.no('order', text, span)
  }

  private maybe(kind: Cause['kind'], what: string, span: Span): Known {
    this.because(kind, what, span)
    return 'maybe'
  }

  private no(kind: Cause['kind'], what: string, span: Span): Known {
    this.because(kind, what, span)
    return 'no'
  }

  /** A text with a list in it that is not given says no at most. */
  private holes({ parts, span }: Extract<Value, { kind: 'text' }>): Known {
    const open = parts.flatMap((part) => (typeof part === 'object' && 'placeholder' in part ? part.placeholder : []))
    const missing = open.filter((name) => !this.given.lists?.has(name))
    for (const name of missing) this.because('list', name, span)
    return missing.length > 0 ? 'no' : 'yes'
  }

  private comparison({ left, op, right }: Comparison): Possible {
    const about = this.expr(left)
    if (op === 'exists') return possible(about)
    return any(
      right.map((one) =>
        possible(
          least([about, one.kind === 'text' || one.kind === 'pattern' ? this.value(one, 'eq') : this.expr(one)]),
        ),
      ),
    )
  }

  /** `gathers`: calls inside may gather the values of a group. */
  private expr(expr: Expr, gathers = false): Known {
    switch (expr.kind) {
      case 'text':
        return this.holes(expr)
      case 'number':
      case 'boolean':
      case 'pattern':
        return 'yes'
      case 'field':
        return this.field(expr.written, expr.made, expr.span)
      case 'call': {
        if (gathers && gaugeOf(expr)) return least(expr.args.map((arg) => this.expr(arg)))
        const fn = functionOf(expr, this.rule.language)
        if (!fn || expr.args.length < fn.least || expr.args.length > fn.most)
          return this.no('function', expr.fn, expr.span)
        const time = asksTime.has(expr.fn) && this.given.now === undefined
        const args = least([
          ...(time ? [this.maybe('time', expr.fn, expr.span)] : []),
          ...expr.args.map((arg) => this.expr(arg, gathers)),
        ])
        // It may be that what is not known is not asked for.
        return fn.lazy && args === 'no' ? 'maybe' : args
      }
      default:
        return expr satisfies never
    }
  }

  /** A made field is what any stage makes of that name; one of a path hangs on its beginning. */
  private field(name: string, made: StageId | undefined, span: Span): Known {
    if (made === undefined) return 'yes'
    const known = this.known.get(name)
    if (known !== undefined) return known
    // What a column is made of may have its own name, of an earlier stage.
    this.known.set(name, 'yes')
    const base = [name, ...name.matchAll(/[.[]/g)].map((cut) =>
      typeof cut === 'string' ? cut : name.slice(0, cut.index),
    )
    const columns = base.map((one) => this.columns.get(one)).find((one) => one !== undefined)
    const result = columns
      ? least(columns.map(({ of, gathers }) => this.expr(of, gathers)))
      : this.madeBy(made, name, span)
    const settled = columns && columns.length > 1 && result === 'no' ? 'maybe' : result
    this.known.set(name, settled)
    return settled
  }

  /** A field that no column has: that of a partner is known when the partner is. */
  private madeBy(id: StageId, name: string, span: Span): Known {
    const stage = this.rule.stages[id]
    switch (stage?.kind) {
      case 'join':
        return this.stages.get(stage.other)?.unsure === false ? 'yes' : 'no'
      // It may be a key, or come through from further back.
      case 'group':
      case 'novel':
      case 'sequence':
      case 'union':
      case 'derive':
        return 'yes'
      // What is not known of these has a cause already.
      case 'read':
        if (stage.source.kind !== 'list') return this.no('field', name, span)
        return this.stages.get(id)?.unsure === false ? 'yes' : 'no'
      case 'opaque':
        return 'no'
      default:
        return this.no('field', name, span)
    }
  }
}

const possible = (known: Known): Possible => (known === 'yes' ? either : known === 'maybe' ? anything : never)

/** The stages of which a row has to come for one to get through. */
function required(stage: Gathering): readonly StageId[] {
  switch (stage.kind) {
    case 'group':
    case 'novel':
      return [stage.from]
    case 'sequence':
      return stage.steps.filter(({ absent }) => !absent).map(({ from }) => from)
    case 'join':
      switch (stage.how) {
        case 'inner':
        case 'semi':
          return [stage.from, stage.other]
        case 'left':
        case 'anti':
          return [stage.from]
        case 'right':
          return [stage.other]
        case 'full':
          return []
        default:
          return stage.how satisfies never
      }
    default:
      return stage satisfies never
  }
}

function keysIn(stage: Gathering): readonly Field[] {
  switch (stage.kind) {
    case 'group':
    case 'novel':
      return stage.by
    case 'sequence':
      return stage.steps.flatMap(({ by }) => by)
    case 'join':
      return stage.on.flat(2)
    default:
      return stage satisfies never
  }
}

/** What fields are made of, by name; nothing for those of groups. */
function columnsOf({ stages }: Rule): ReadonlyMap<string, readonly Origin[]> {
  const found = new Map<string, readonly Origin[]>()
  const add = (name: string, of: readonly Origin[]): void => void found.set(name, [...(found.get(name) ?? []), ...of])
  for (const stage of stages) {
    if (stage.kind === 'derive') for (const { as, of } of stage.make) add(as, [{ of, gathers: false }])
    if (stage.kind === 'group') {
      for (const { as, fn, expr } of stage.make) add(as, expr ? [{ of: expr, gathers: fn === 'expression' }] : [])
      for (const { written } of stage.by) add(written, [])
    }
  }
  return found
}
