import type { And, Indicator, Not, Or, Predicate, Rule, Span, Use } from '../model/rule.js'
import { walk, ways } from '../model/walk.js'
import {
  type Block,
  factors,
  lineRoom,
  type Parallel,
  type Part,
  partWays,
  room,
  series,
  type Target,
  width,
} from './circuit-model.js'
import { comparisonWords, fieldWords, operatorText, quantity, valueText } from './indicator-text.js'
import { figure, plural } from './marks.js'
import { textAt } from './places.js'
import { fieldsOf, indicatorsIn, summary } from './summary.js'
import { inCode, oneLine, shorten, type Words } from './words.js'

/** How far a drawing is opened: `all of x*` as one block, a block for each name, the fields in it, or every value. */
type Detail = 'folded' | 'names' | 'fields' | 'values'

/** Where a definition's stage is on the page. */
export type StageOf = (definition: number) => number | undefined

interface Pen {
  readonly rule: Rule
  readonly stageOf: StageOf
  readonly detail: Detail
}

const mostValues = 12
const mostBranches = 24

/** Draws a predicate as open as its size allows: a rule with one name and at most a dozen values opens down to them. */
export function draw(where: Predicate, rule: Rule, stageOf: StageOf, space = room): Part {
  const names = countUses(where, rule)
  const pen = (detail: Detail): Pen => ({ rule, stageOf, detail })
  if (names <= 1) {
    const indicators = indicatorsIn(where, rule)
    const values = indicators.reduce((n, indicator) => n + Math.max(1, indicator.values.length), 0)
    if (values <= mostValues) {
      const open = part(where, pen('values'))
      if (width(open) <= space) return open
    }
    if (indicators.length > 1 && indicators.length <= mostValues) {
      const open = part(where, pen('fields'))
      if (width(open) <= space) return open
    }
  }
  const named = part(where, pen('names'))
  if (fits(named)) return named
  const folded = part(where, pen('folded'))
  return width(folded) < width(named) ? folded : named
}

/** A row that is too long for one line may be broken into several, as long as each of its parts fits. */
const fits = (body: Part): boolean =>
  width(body) <= room || (body.kind === 'series' && body.of.every((one) => width(one) <= lineRoom))

function part(predicate: Predicate, pen: Pen): Part {
  switch (predicate.kind) {
    case 'and':
      return group(predicate, pen) ?? series(predicate.of.map((inner) => part(inner, pen)))
    case 'or':
      return (
        several(predicate, pen) ??
        group(predicate, pen) ??
        parallel(flatten(predicate).map((inner) => part(inner, pen)))
      )
    case 'not':
      return absence(predicate) ?? gate(predicate, pen)
    case 'use':
      return use(predicate, pen)
    case 'indicator':
      return pen.detail === 'values' ? open(predicate) : field(predicate)
    case 'compare':
      return leaf(comparisonWords(predicate), predicate.span, predicate.span)
    case 'opaque':
      return {
        kind: 'block',
        look: 'lost',
        name: ['not read'],
        note: [inCode(shorten(textAt(predicate.span, pen.rule), 40))],
        span: predicate.span,
        ways: 1,
      }
    default:
      return predicate satisfies never
  }
}

/** `2 of selection_*` is spelled out in the model; here it stays one block. */
function several({ label = '', of, span }: Or, pen: Pen): Block | undefined {
  const [, amount, pattern] = /^(\d+) of (\S+)$/.exec(label) ?? []
  if (!amount || !pattern || Number(amount) < 2) return undefined
  const total = of.reduce((n, set) => n + ways(set, pen.rule.definitions), 0)
  const name: Words = [`any ${amount} of ${pattern === 'them' ? 'all identifiers' : pattern}`]
  return { kind: 'block', look: 'block', name, note: [plural(of.length, 'combination')], span, ways: total }
}

/** `all of selection_*` as one block, when there is no room for each. */
function group(predicate: And | Or, pen: Pen): Block | undefined {
  const { kind, of, label, span } = predicate
  if (pen.detail !== 'folded' || !label || of.length < 2 || !of.every((inner) => inner.kind === 'use')) return undefined
  const [first] = of
  const names = of.map((inner) => pen.rule.definitions[inner.of]?.name ?? '?')
  return {
    kind: 'block',
    look: 'block',
    name: [groupName(kind, of.length, label, names)],
    note: sizeOf(of, pen.rule),
    ...(first && { to: target(first.of, span, pen) }),
    span,
    ways: ways(predicate, pen.rule.definitions),
  }
}

/** `not exists` is how a field is asked to be missing; that reads better on the wire than as a gate. */
function absence({ of: inner, span }: Not): Block | undefined {
  if (inner.kind !== 'indicator' || inner.op !== 'exists') return undefined
  return leaf([...fieldWords(inner), ' is absent'], inner.span, span)
}

const flatten = (or: Or): readonly Predicate[] => or.of.flatMap((part) => (part.kind === 'or' ? flatten(part) : [part]))

/** Side by side, each branch with its number of ways; what is beyond two dozen becomes one branch that says so. */
export function parallel(parts: readonly Part[]): Part {
  const [only] = parts
  if (only && parts.length === 1) return only
  const shown = parts.length > mostBranches ? parts.slice(0, mostBranches - 4) : parts
  const hidden = parts.slice(shown.length)
  const bodies = hidden.length > 0 ? [...shown, rest(hidden)] : shown
  // Where every branch is one way, saying so on each is noise.
  const plain = bodies.every((body) => partWays(body) === 1)
  return { kind: 'parallel', of: bodies.map((body) => (plain ? { body } : { body, ways: waysText(body) })) }
}

const rest = (parts: readonly Part[]): Block => ({
  kind: 'block',
  look: 'rest',
  name: [`${parts.length} more branches`],
  note: ['not drawn; the stages list them'],
  ways: parts.reduce((n, hidden) => n + partWays(hidden), 0),
})

/** `2 × 5 = 10`, `3`. */
export function waysText(body: Part): string {
  const parts = factors(body)
  const total = figure(partWays(body))
  return parts.length > 1 && parts.length < 6 ? `${parts.map(figure).join(' × ')} = ${total}` : total
}

function use({ of, span }: Use, pen: Pen): Part {
  const definition = pen.rule.definitions[of]
  if (!definition) return { kind: 'block', look: 'lost', name: ['not read'], span, ways: 1 }
  const to = target(of, definition.span, pen)
  const name: Words = [definition.name]
  if (pen.detail === 'values' || pen.detail === 'fields')
    return { kind: 'frame', name, to, span: definition.span, body: part(definition.predicate, pen) }
  return {
    kind: 'block',
    look: 'block',
    name,
    note: summary(definition.predicate, pen.rule),
    to,
    span: definition.span,
    ways: ways(definition.predicate, pen.rule.definitions),
  }
}

function target(definition: number, span: Span, pen: Pen): Target {
  const stage = pen.stageOf(definition)
  return stage === undefined ? { place: span } : { stage }
}

/** What is under `not` is one thing, however much it stands for: `not any of 5 filter_main_*`. */
function gate({ of: inner, span }: Not, pen: Pen): Part {
  const base = { kind: 'block', look: 'gate', ways: 1 } as const
  if (inner.kind === 'use') {
    const definition = pen.rule.definitions[inner.of]
    if (definition)
      return {
        ...base,
        name: [definition.name],
        note: gateNote(definition.predicate, pen.rule),
        to: target(inner.of, definition.span, pen),
        span: definition.span,
      }
  }
  if ((inner.kind === 'or' || inner.kind === 'and') && inner.of.every((part) => part.kind === 'use')) {
    const [only] = inner.of
    if (only && inner.of.length === 1) return gate({ kind: 'not', of: only, span }, pen)
    const [first] = inner.of
    return {
      ...base,
      name: [
        groupName(
          inner.kind,
          inner.of.length,
          inner.label,
          inner.of.map((part) => pen.rule.definitions[part.of]?.name ?? '?'),
        ),
      ],
      note: sizeOf(inner.of, pen.rule),
      ...(first?.kind === 'use' && { to: target(first.of, span, pen) }),
      span: inner.span,
    }
  }
  if (inner.kind === 'indicator') {
    const { name, note } = field(inner)
    return { ...base, name, ...(note && { note }), to: { place: placeOf(inner) }, span }
  }
  return { ...base, name: [shorten(oneLine(textAt(inner.span, pen.rule)), 40)], note: summary(inner, pen.rule), span }
}

/** Of a gate with several conditions the fields are enough; a single one is told in full. */
const gateNote = (predicate: Predicate, rule: Rule): Words =>
  predicate.kind === 'and' || predicate.kind === 'or' ? fieldsOf([predicate], rule) : summary(predicate, rule)

/** The quantifier's pattern with the number of names that it stands for: `any of 5 filter_*`. */
function groupName(kind: 'and' | 'or', count: number, label: string | undefined, names: readonly string[]): string {
  const quantifier = kind === 'or' ? 'any of' : count === 2 ? 'both of' : 'all of'
  const pattern = /\bof\s+(\S+)$/.exec(label ?? '')?.[1]
  if (pattern) return `${quantifier} ${count} ${pattern === 'them' ? 'identifiers' : pattern}`
  return shorten(names.join(kind === 'or' ? ' or ' : ' and '), 44)
}

/** `9 values in Image and ImageLoaded`. */
function sizeOf(parts: readonly Predicate[], rule: Rule): Words {
  const values = parts
    .flatMap((part) => indicatorsIn(part, rule))
    .reduce((n, { values }) => n + Math.max(1, values.length), 0)
  return [values === 1 ? '1 value in ' : `${figure(values)} values in `, ...fieldsOf(parts, rule, 2)]
}

/** A field as one block. */
function field(indicator: Indicator): Block {
  const several = indicator.values.length > 1
  return {
    kind: 'block',
    look: 'block',
    name: fieldWords(indicator),
    note: several
      ? [`${operatorText({ ...indicator, need: 'one' })} ${quantity(indicator)}`]
      : [operatorText(indicator), ' ', ...indicator.values.map((value) => inCode(shorten(valueText(value), 30)))],
    to: { place: placeOf(indicator) },
    span: indicator.span,
    ways: ways(indicator, []),
  }
}

/** A field with all its values on the wire: alternatives side by side, values that must all hold in a row. */
function open(indicator: Indicator): Part {
  const [first] = indicator.values
  if (!first || indicator.values.length === 1) return leaf(inFull(indicator), placeOf(indicator), indicator.span)
  const leaves = indicator.values.map((value) => leaf([inCode(shorten(valueText(value), 60))], value.span, value.span))
  const above: Words = [...fieldWords(indicator), ` ${operatorText({ ...indicator, need: 'one' })}`]
  if (indicator.need === 'every')
    return { kind: 'parallel', of: [{ body: series(leaves) }], above, below: quantity(indicator) }
  return {
    kind: 'parallel',
    of: leaves.map((body) => ({ body })),
    above,
    below: quantity(indicator),
  } satisfies Parallel
}

/** `Initiated eq true`. */
const inFull = (indicator: Indicator): Words => [
  ...fieldWords(indicator),
  ` ${operatorText(indicator)} `,
  ...indicator.values.map((value) => inCode(shorten(valueText(value), 60))),
]

const leaf = (name: Words, place: Span, span: Span): Block => ({
  kind: 'block',
  look: 'leaf',
  name,
  to: { place },
  span,
  ways: 1,
})

const placeOf = (indicator: Indicator): Span => indicator.values[0]?.span ?? indicator.span

function countUses(predicate: Predicate, rule: Rule): number {
  let uses = 0
  walk(predicate, rule.definitions, ({ kind }) => {
    if (kind === 'use') uses++
  })
  return uses
}
