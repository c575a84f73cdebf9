/** What a text must look like for a test to hold, in pieces that may be put together with those of other tests. */
import type { Indicator, Part, Value } from '../../model/rule.js'
import { aroundOf, type Leaf } from '../condition/term.js'
import type { FlatRecord, Scalar } from '../record.js'
import type { Lists } from '../text.js'
import { textsFor } from './regex-text.js'

export interface Shape {
  /** In this order, anything between them. */
  readonly chunks: readonly string[]
  /** The value begins with the first, ends with the last chunk. */
  readonly start: boolean
  readonly end: boolean
  /** The value itself, where it is no text. */
  readonly exact?: Scalar
}

/** All shapes of one must hold together; any of the lists will do. */
export type Ways = readonly (readonly Shape[])[]

const mostWays = 400

/** How a text can satisfy an indicator that compares texts. Empty when it is of another kind, or nothing is known. */
export function waysOf(leaf: Leaf, record: FlatRecord, lists: Lists): Ways {
  const { from } = leaf
  const beside = aroundOf(leaf, record, lists).row.record
  const each = from.values.map((value) => shapesOf(from, value, beside, lists))
  if (from.need === 'one') {
    // The first way of every value before the second of any.
    const longest = each.reduce((most, { length }) => Math.max(most, length), 0)
    const found: Shape[][] = []
    for (let i = 0; i < longest; i++) for (const shapes of each) if (shapes[i]) found.push([shapes[i] as Shape])
    return found
  }
  if (each.some(({ length }) => length === 0)) return []
  const first = each.map(([shape]) => shape as Shape)
  const varied = each.flatMap((shapes, at) =>
    shapes.slice(1).map((shape) => first.map((other, i) => (i === at ? shape : other))),
  )
  return [first, ...varied].slice(0, mostWays)
}

function shapesOf(indicator: Indicator, value: Value, record: FlatRecord, lists: Lists): readonly Shape[] {
  const { op } = indicator
  switch (value.kind) {
    case 'text':
      return isOfText(op) ? partsShapes(value.parts, op, lists).map((shape) => anchored(shape, indicator)) : []
    case 'number':
      return isOfText(op) ? [shapeOf(value.written, op, op === 'eq' ? value.value : undefined)] : []
    case 'boolean':
      return isOfText(op) ? [shapeOf(String(value.value), op, op === 'eq' ? value.value : undefined)] : []
    case 'field':
      return isOfText(op) ? (record.get(value.written) ?? []).map((one) => shapeOf(String(one), op, one)) : []
    case 'pattern': {
      if (op !== 'regex') return []
      const isOfLines = value.flags.includes('m') || /\(\?[a-z]*m/.test(value.written)
      return textsFor(value.written).map(({ text, start, end }) => ({
        chunks: [text],
        start: (start && !isOfLines) || value.whole === true,
        end: (end && !isOfLines) || value.whole === true,
      }))
    }
    default:
      return value satisfies never
  }
}

type TextOperator = 'eq' | 'contains' | 'starts_with' | 'ends_with'

const isOfText = (op: Indicator['op']): op is TextOperator =>
  op === 'eq' || op === 'contains' || op === 'starts_with' || op === 'ends_with'

const shapeOf = (text: string, op: TextOperator, exact?: Scalar): Shape => ({
  chunks: [text],
  start: op === 'eq' || op === 'starts_with',
  end: op === 'eq' || op === 'ends_with',
  ...(exact !== undefined && op === 'eq' && { exact }),
})

/** Words may stand anywhere. */
const anchored = (shape: Shape, { via }: Indicator): Shape =>
  via.includes('word') ? { ...shape, start: false, end: false } : shape

const mostTexts = 40

function partsShapes(parts: readonly Part[], op: TextOperator, lists: Lists): readonly Shape[] {
  const choices = parts.map((part) => textsOf(part, lists))
  if (choices.some((texts) => texts.length === 0)) return []
  const stands = shapeOf('', op)
  const at = (picked: (part: number) => number): Shape => {
    const chunks = ['']
    parts.forEach((part, i) => {
      if (typeof part === 'object' && 'wild' in part && part.wild === '*') chunks.push('')
      else chunks[chunks.length - 1] += choices[i]?.[picked(i)] ?? ''
    })
    return {
      chunks: chunks.filter((chunk) => chunk !== ''),
      start: stands.start && chunks[0] !== '',
      end: stands.end && chunks.at(-1) !== '',
    }
  }
  const found = [at(() => 0)]
  choices.forEach((texts, part) => {
    for (let text = 1; text < texts.length && found.length < mostTexts; text++)
      found.push(at((other) => (other === part ? text : 0)))
  })
  return found
}

/** Texts for a part; none when its list was not given. */
function textsOf(part: Part, lists: Lists): readonly string[] {
  if (typeof part === 'string') return [part]
  if ('any' in part) return part.any
  if ('placeholder' in part) return lists.get(part.placeholder) ?? []
  return part.wild === '*' ? [''] : ['x', '1', ' ']
}
