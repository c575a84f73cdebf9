/** Predicates and stages as one line of text: for tests, logs and the terminal. Not a rule language. */
import type { Definition, Field, Indicator, Part, Predicate, Stage, Value } from './rule.js'

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

const showField = ({ written, part, made }: Field): string =>
  `${part ? `${part}(${written})` : written}${made === undefined ? '' : `#${made}`}`

function showValue(value: Value): string {
  switch (value.kind) {
    case 'text':
      return `'${value.parts.map(showPart).join('')}'`
    case 'number':
      return value.written
    case 'boolean':
      return String(value.value)
    case 'pattern':
      return `/${value.written}/${value.flags}`
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
      return stage.source.kind === 'rule'
        ? `read rule ${stage.source.ref}`
        : `read ${Object.entries(stage.source.written)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ')}`.trimEnd()
    case 'filter':
      return `filter ${stage.from}: ${show(stage.where, definitions)}`
    case 'group': {
      const made = stage.make.map(
        ({ as, fn, of, percentile, only }) =>
          `${as} = ${fn}(${[of?.written, percentile, only === undefined ? undefined : `only ${only}`].filter((x) => x !== undefined).join(', ')})`,
      )
      return `group ${stage.from} by [${stage.by.map(showField).join(', ')}]${within(stage.within)}: ${made.join(', ')}`
    }
    case 'sequence':
      return `sequence ${stage.ordered ? 'ordered' : 'any order'}${within(stage.within)}: ${stage.steps
        .map(({ from, by, absent }) => `${absent ? 'not ' : ''}${from} by [${by.map(showField).join(', ')}]`)
        .join(', ')}`
    case 'union':
      return `union ${stage.from.join(', ')}`
    case 'opaque':
      return `opaque ${stage.from.join(', ')}: ${stage.verb}`
    default:
      return stage satisfies never
  }
}

const within = (millis: number | undefined): string => (millis === undefined ? '' : ` within ${millis / 1000}s`)
