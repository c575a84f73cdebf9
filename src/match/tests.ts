/** Tests of what is computed: comparisons of a rule, and the operators inside expressions. */
import type { Comparison, Operator, Pattern, Text } from '../model/rule.js'
import { type Computed, type Datum, isList, listOf, unknown } from './functions/datum.js'
import type { Argument } from './functions/fn.js'
import { equal, mannerOf, order, textOf } from './functions/manner.js'
import type { Place } from './functions/place.js'
import { regexOf } from './functions/regex.js'
import { inNetwork } from './network.js'
import { matches } from './pattern.js'
import { fits, literal } from './text.js'
import { and, or, type Verdict, verdict } from './verdict.js'

export interface How {
  readonly op: Operator
  readonly cased: boolean
  /** Whole words: see `fits`. */
  readonly words?: boolean
  /** All of the values on the right have to hold. */
  readonly every?: boolean
}

/** A comparison of a rule; it is false when anything it needs is missing. */
export function compares({ op, cased }: Comparison, left: Argument, right: readonly Argument[], place: Place): Verdict {
  const found = left.value()
  if (found === unknown) return 'unsure'
  if (op === 'exists')
    return verdict(found !== undefined && !(found === '' && mannerOf(place.row.language).emptyTexts === true))
  return testOf(found, { op, cased }, right, place) ?? 'false'
}

/** Undefined when the test is null: what is tested is missing, or everything on the right and nothing holds. */
export function testOf(
  left: Datum | undefined,
  how: How,
  right: readonly Argument[],
  place: Place,
): Verdict | undefined {
  const manner = mannerOf(place.row.language)
  const found = left ?? (manner.emptyTexts ? '' : undefined)
  if (found === undefined || (isList(found) && found.length !== 1 && manner.several === 'none')) return undefined
  const verdicts: Verdict[] = []
  let isNull = false
  for (const one of right) {
    const said = against(found, how, one, place)
    if (said === undefined) isNull = true
    else verdicts.push(said)
  }
  if (how.every) return isNull ? undefined : and(verdicts)
  const any = or(verdicts)
  return isNull && any === 'false' ? undefined : any
}

/** Any of the values that were found against what stands on the right. */
function against(found: Datum, how: How, { expr, value }: Argument, place: Place): Verdict | undefined {
  const one = (wanted: (each: Datum) => Verdict): Verdict => or(listOf(found).map(wanted))
  if (expr.kind === 'pattern') return one((each) => fitsPattern(each, expr, place))
  if (expr.kind === 'text' && (literal(expr) === undefined || how.op === 'cidr'))
    return one((each) => fitsText(each, how, expr, place))
  const right = value()
  if (right === unknown) return 'unsure'
  if (right === undefined) return undefined
  const verdicts = listOf(right).map((wanted) => one((each) => test(each, how, wanted, place)))
  return how.every ? and(verdicts) : or(verdicts)
}

function fitsPattern(found: Datum, pattern: Pattern, { row }: Place): Verdict {
  const text = textOf(found, mannerOf(row.language))
  return text === undefined ? 'false' : matches(text, pattern)
}

function fitsText(found: Datum, { op, cased, words }: How, wanted: Text, { row, lists }: Place): Verdict {
  const text = textOf(found, mannerOf(row.language))
  if (text === undefined) return 'false'
  if (op === 'cidr') return inNetwork(text, wanted, lists)
  if (op !== 'eq' && op !== 'contains' && op !== 'starts_with' && op !== 'ends_with') return 'unsure'
  const fit = fits(wanted.parts, text, op, cased, lists, words)
  return fit === undefined ? 'unsure' : verdict(fit)
}

const noLists = new Map<string, readonly string[]>()

/** One value against another. */
function test(found: Datum, { op, cased, words }: How, wanted: Datum, { row }: Place): Verdict {
  const manner = mannerOf(row.language)
  switch (op) {
    case 'eq':
      return verdict(equal(found, wanted, cased, manner))
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return verdict(inOrder(order(found, wanted), op))
    case 'exists':
      return 'true'
    case 'contains':
    case 'starts_with':
    case 'ends_with':
    case 'regex':
    case 'cidr': {
      const [text, other] = [textOf(found, manner), textOf(wanted, manner)]
      if (text === undefined || other === undefined) return 'false'
      if (op === 'regex') {
        const regex = regexOf(other, cased ? '' : 'i')
        return regex ? verdict(regex.test(text)) : 'unsure'
      }
      if (op === 'cidr') return inNetwork(text, plain(other), noLists)
      return verdict(fits([other], text, op, cased, noLists, words) === true)
    }
    default:
      return op satisfies never
  }
}

const plain = (written: string): Text => ({ kind: 'text', parts: [written], written, span: { from: 0, to: 0 } })

function inOrder(sign: number | undefined, op: 'lt' | 'le' | 'gt' | 'ge'): boolean {
  if (sign === undefined) return false
  switch (op) {
    case 'lt':
      return sign < 0
    case 'le':
      return sign <= 0
    case 'gt':
      return sign > 0
    case 'ge':
      return sign >= 0
    default:
      return op satisfies never
  }
}

export const resultOf = (said: Verdict | undefined): Computed =>
  said === undefined ? undefined : said === 'unsure' ? unknown : said === 'true'
