/** Predicates and stages as one line of text: for tests, logs and the terminal. Not a rule language. */
import type {
  Aggregate,
  Comparison,
  Definition,
  Expr,
  Field,
  Indicator,
  Part,
  Predicate,
  Source,
  Stage,
  Step,
  Value,
} from './rule.js'

export function show(predicate: Predicate, definitions: readonly Definition[] = []): string {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return `${predicate.kind}(${predicate.of.map((part) => show(part, definitions)).join(', ')})`
    case 'not':
      return `not(${show(predicate.of, definitions)})`
    case 'use':
      return definitions[predicate.of]?.name ?? `definition ${predicate.of}`
    case 'indicator':
      return showIndicator(predicate)
    case 'compare':
      return comparisonText(predicate)
    case 'opaque':
      return predicate.label ? `opaque(${predicate.label})` : 'opaque'
    default:
      return predicate satisfies never
  }
}

function showIndicator({ field, op, values, need, cased, via }: Indicator): string {
  const name = field ? showField(field) : 'anywhere'
  const how = [op, ...via, ...(cased && op !== 'regex' ? ['cased'] : [])].join('|')
  if (values.length === 0) return `${name} ${how}`
  const [first] = values
  if (values.length === 1 && first) return `${name} ${how} ${showValue(first)}`
  return `${name} ${how} ${need === 'every' ? 'all' : 'any'} [${values.map(showValue).join(', ')}]`
}

/** `length(name) gt 5`, `concat(a, 'x') eq any [b, 'y']`. */
export function comparisonText({ left, op, right, cased }: Comparison): string {
  const how = cased && ['eq', 'contains', 'starts_with', 'ends_with'].includes(op) ? `${op}|cased` : op
  const [first] = right
  if (!first) return `${exprText(left)} ${how}`
  const bound = right.length === 1 ? exprText(first) : `any [${right.map(exprText).join(', ')}]`
  return `${exprText(left)} ${how} ${bound}`
}

/** An expression in one line: `to_lower(a)`, `a + 1`, `'text'`; fields by their written names. */
export function exprText(expr: Expr): string {
  switch (expr.kind) {
    case 'field':
      return expr.made === undefined ? expr.written : `${expr.written}#${expr.made}`
    case 'call': {
      const args = expr.args.map((arg) =>
        arg.kind === 'call' && isInfix(arg.fn) ? `(${exprText(arg)})` : exprText(arg),
      )
      return isInfix(expr.fn) && args.length === 2 ? args.join(` ${expr.fn} `) : `${expr.fn}(${args.join(', ')})`
    }
    default:
      return showValue(expr)
  }
}

const isInfix = (fn: string): boolean => !/^\w/.test(fn) || fn === 'and' || fn === 'or'

const showField = ({ written, part, made, optional }: Field): string =>
  `${part ? `${part}(${written})` : written}${made === undefined ? '' : `#${made}`}${optional ? '?' : ''}`

function showValue(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `'${value.parts.map(showPart).join('')}'`
    case 'number':
      return value.written
    case 'boolean':
      return String(value.value)
    case 'pattern':
      return `/${value.written}/${value.flags}${value.whole ? ' whole' : ''}`
    case 'field':
      return `@${value.written}`
    default:
      return value satisfies never
  }
}

/** Holes stand in `{}`; control characters as escapes. */
function showPart(part: Part): string {
  if (typeof part === 'string') return JSON.stringify(part).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')
  if ('wild' in part) return `{${part.wild}}`
  if ('any' in part) return `{${part.any.join('|')}}`
  return `{%${part.placeholder}%}`
}

export function showStage(stage: Stage, definitions: readonly Definition[] = []): string {
  switch (stage.kind) {
    case 'read':
      return `read ${showSource(stage.source)}`.trimEnd()
    case 'filter':
      return `filter ${stage.from}: ${show(stage.where, definitions)}`
    case 'derive':
      return `derive ${stage.from}: ${stage.make.map(({ as, of }) => `${as} = ${exprText(of)}`).join(', ')}`
    case 'group':
      return `group ${stage.from}${stage.inline ? ' inline' : ''} by ${names(stage.by)}${within(stage.within)}: ${stage.make
        .map((made) => showAggregate(made, definitions))
        .join(', ')}`
    case 'novel':
      return `novel ${stage.from} by ${names(stage.by)}${within(stage.lookback)}`
    case 'join':
      return `join ${stage.how} ${stage.from} ${stage.other} on ${stage.on
        .map((pairs) => pairs.map(([a, b]) => `${showField(a)} = ${showField(b)}`).join(' and '))
        .join(' or ')}`
    case 'shape':
      return `${stage.verb} ${stage.from}${stage.fields.length > 0 ? ` ${names(stage.fields)}` : ''}${stage.limit === undefined ? '' : ` ${stage.limit}`}`
    case 'sequence':
      return `sequence ${stage.ordered ? 'ordered' : 'any order'}${within(stage.within)}: ${stage.steps
        .map(showStep)
        .join(', ')}${stage.until ? ` until ${showStep(stage.until)}` : ''}`
    case 'union':
      return `union ${stage.from.join(', ')}`
    case 'opaque':
      return `opaque ${stage.from.join(', ')}: ${stage.verb}`
    default:
      return stage satisfies never
  }
}

function showSource(source: Source): string {
  switch (source.kind) {
    case 'events':
      return Object.entries(source.written)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')
    case 'rule':
      return `rule ${source.ref}`
    case 'jobs':
      return `jobs ${source.ids.join(' ')}`
    case 'list':
      return `list ${source.name}`
    default:
      return source satisfies never
  }
}

const names = (fields: readonly Field[]): string => `[${fields.map(showField).join(', ')}]`

const showStep = ({ from, by, absent, runs }: Step): string =>
  `${absent ? 'not ' : ''}${from}${runs === undefined ? '' : ` x${runs}`} by ${names(by)}`

function showAggregate(
  { as, fn, of, percentile, only, where, expr }: Aggregate,
  definitions: readonly Definition[],
): string {
  const args = [
    of?.written,
    expr && exprText(expr),
    percentile,
    only === undefined ? undefined : `only ${only}`,
    where && `where ${show(where, definitions)}`,
  ]
  return `${as} = ${fn}(${args.filter((arg) => arg !== undefined).join(', ')})`
}

const within = (millis: number | undefined): string => (millis === undefined ? '' : ` within ${millis / 1000}s`)
