/**
 * The distinct tests of many rules. Each is looked for or worked out once a record at most, however many rules ask it.
 * Tests of literal text are found by search, all of a field at once; the others are worked out late, when a rule asks.
 */
import type { Indicator, Part, Pattern, Text, Value } from '../../model/rule.js'
import { fold } from '../../text/fold.js'
import { compare, compareAll, isExact } from '../compare.js'
import { matches } from '../pattern.js'
import type { Scalar } from '../record.js'
import { rowOf } from '../row.js'
import type { Lists } from '../text.js'
import { or as either, type Verdict } from '../verdict.js'
import type { Fields } from './fields.js'
import { globTest } from './glob-test.js'
import { canSearch, isShort, type Literal } from './literal-search.js'
import { type Answer, and, answerOf, constant, type Node, no, or, searched, yes } from './node.js'
import { requiredTexts } from './required-text.js'
import type { Seat } from './seen.js'
import { Slot } from './slot.js'
import { isAscii } from './text-bytes.js'

/** Works a test out of the values that stand in its slot. */
export interface Late {
  readonly slot: Slot
  readonly of: (values: readonly Scalar[], fields: Fields) => Answer
}

/** Where there are no other fields. */
export const nothing = rowOf(new Map(), { language: 'none', stages: [] })

export class Tests {
  readonly slots: Slot[] = []
  readonly late: Late[] = []
  /** How many tests are found by search. */
  found = 0
  private readonly bySeat = new Map<string, Slot>()
  private readonly known = new Map<string, Node>()
  /** By test that is found, how often it is expected to hold. */
  readonly rates: number[] = []
  /** Short texts that may stand anywhere, by their tests: they slow the search of a slot, so they can be worked out instead. */
  readonly short = new Map<number, { readonly slot: Slot; readonly late: number }>()

  constructor(private readonly lists: Lists) {}

  /** Whether the values of a seat satisfy an indicator that compares a plain field of the record. */
  node(indicator: Indicator, seat: Seat): Node {
    const slot = this.slot(seat)
    if (indicator.op === 'exists')
      return this.once(`${seat.key} exists`, () => this.lateNode(slot, (values) => (values.length > 0 ? yes : no), 1))
    const nodes = indicator.values.map((value) => this.value(indicator, value, slot, seat.key))
    return indicator.need === 'every' ? and(nodes) : or(nodes)
  }

  /** Whether the values of a seat satisfy an indicator against fields that stand in others, by the names that it writes. */
  againstFields(indicator: Indicator, seat: Seat, others: ReadonlyMap<string, Seat>): Node {
    const slots = [...others].map(([name, other]) => [name, this.slot(other)] as const)
    return this.lateNode(
      this.slot(seat),
      (found, fields) => {
        const record = new Map(slots.map(([name, slot]) => [name, slot.values(fields)]))
        return answerOf(compareAll(found, indicator, { row: { ...nothing, record }, lists: this.lists }))
      },
      10,
    )
  }

  private slot(seat: Seat): Slot {
    const known = this.bySeat.get(seat.key)
    if (known) return known
    const slot = new Slot(seat)
    this.bySeat.set(seat.key, slot)
    this.slots.push(slot)
    return slot
  }

  private once(key: string, make: () => Node): Node {
    const known = this.known.get(key)
    if (known) return known
    const node = make()
    this.known.set(key, node)
    return node
  }

  private value(indicator: Indicator, value: Value, slot: Slot, seat: string): Node {
    const { op, cased, via, field } = indicator
    const meant = value.kind === 'text' ? value.parts : { ...value, span: null }
    const key = JSON.stringify([seat, op, cased, via.includes('word'), field?.part, meant])
    return this.once(key, () => this.literal(indicator, value, slot) ?? this.worked(indicator, value, slot))
  }

  /** A test of nothing but literal texts, which search finds. */
  private literal({ op, cased, via, field }: Indicator, value: Value, slot: Slot): Node | undefined {
    const at = places[op]
    if (!at || via.includes('word') || field?.part) return undefined
    switch (value.kind) {
      case 'text': {
        const texts = spelled(value.parts, this.lists)
        if (!texts) return undefined
        // Every text holds the empty one; only its own equal is hard to search for.
        if (texts.includes('')) return undefined
        if (texts.length === 0) return constant(no)
        if (at === 'inside' && !texts.every((text) => canSearch(text))) {
          const late = this.lateText(slot, cased ? texts : texts.map(fold), cased)
          return { evaluate: (known) => known.late(late), cost: searched + 3 }
        }
        return this.search(slot, texts, at, cased)
      }
      case 'boolean':
        return this.search(slot, [String(value.value)], at, false)
      case 'number': {
        if (at === 'inside' && !canSearch(value.written)) return undefined
        const test = this.found
        const node = this.search(slot, [value.written], at, cased)
        if (op === 'eq' && isExact(value.value))
          slot.numbers.set(value.value, [...(slot.numbers.get(value.value) ?? []), test])
        return node
      }
      case 'pattern':
      case 'field':
        return undefined
      default:
        return value satisfies never
    }
  }

  private search(slot: Slot, texts: readonly string[], at: Literal['at'], cased: boolean): Node {
    const id = this.found++
    const seen = [...new Set(texts.map((text) => (cased ? text : fold(text))))]
    for (const text of seen) (cased ? slot.cased : slot.literals).push({ text, at, id })
    this.rates[id] = Math.max(...seen.map((text) => rateOf(text, at)))
    if (at === 'inside' && seen.some(isShort)) this.short.set(id, { slot, late: this.lateText(slot, seen, cased) })
    return {
      evaluate: (known) => (known.has(id) ? yes : no),
      witness: (rates) => {
        const rate = rates(id)
        return rate === undefined ? undefined : { tests: [id], rate }
      },
      cost: searched,
    }
  }

  /** Any other test, worked out only where a text that it needs was found. */
  private worked(indicator: Indicator, value: Value, slot: Slot): Node {
    const glob = globOf(indicator, value)
    if (glob)
      return this.gated(indicator, value, slot, this.lateNode(slot, this.anyText(slot, indicator.cased, glob), 4))
    const around = { row: nothing, lists: this.lists }
    const one = (values: readonly Scalar[]): Verdict =>
      either(values.map((found) => compare(found, indicator, value, around)))
    return this.gated(
      indicator,
      value,
      slot,
      this.lateNode(slot, (values) => answerOf(one(values)), 20),
    )
  }

  private gated(indicator: Indicator, value: Value, slot: Slot, node: Node): Node {
    const gate = this.gate(indicator, value, slot)
    return gate ? and([gate, node]) : node
  }

  private anyText(slot: Slot, cased: boolean, fits: (text: string) => boolean): Late['of'] {
    return (values) => ((cased ? values.map(String) : slot.folded(values)).some(fits) ? yes : no)
  }

  private gate(indicator: Indicator, value: Value, slot: Slot): Node | undefined {
    if (indicator.field?.part) return undefined
    if (value.kind === 'pattern' && indicator.op === 'regex') return this.gateOfPattern(value, slot)
    if (value.kind !== 'text' || !places[indicator.op]) return undefined
    const longest = value.parts.reduce<string>((a, b) => (typeof b === 'string' && b.length > a.length ? b : a), '')
    return !canSearch(longest) ? undefined : this.search(slot, [longest], 'inside', indicator.cased)
  }

  private gateOfPattern(pattern: Pattern, slot: Slot): Node | undefined {
    // What cannot run is unsure of every text.
    if (matches('', pattern) === 'unsure') return undefined
    const texts = requiredTexts(pattern.written).filter((text) => /^[\x20-\x7e]+$/.test(text))
    return texts.length === 0 ? undefined : and(texts.slice(0, 3).map((text) => this.required(text, slot)))
  }

  private required(text: string, slot: Slot): Node {
    if (!canSearch(text)) return this.tinyGate(text, slot)
    // The engine folds some letters beyond ASCII that `fold` does not.
    slot.beyondAscii.push(this.found)
    return this.search(slot, [text], 'inside', false)
  }

  /** Whether one of a few texts stands in a value. */
  private lateText(slot: Slot, texts: readonly string[], cased: boolean): number {
    return this.addLate(
      slot,
      this.anyText(slot, cased, (text) => texts.some((one) => text.includes(one))),
    )
  }

  private addLate(slot: Slot, of: Late['of']): number {
    this.late.push({ slot, of })
    return this.late.length - 1
  }

  /** Cheaper than the engine, where the text is too short to be searched for. */
  private tinyGate(text: string, slot: Slot): Node {
    const wanted = fold(text)
    return this.lateNode(
      slot,
      (values) => (slot.folded(values).some((one) => one.includes(wanted) || !isAscii(one)) ? yes : no),
      3,
    )
  }

  private lateNode(slot: Slot, of: Late['of'], cost: number): Node {
    const id = this.addLate(slot, of)
    return { evaluate: (known) => known.late(id), cost: searched + cost }
  }
}

const places: Partial<Readonly<Record<Indicator['op'], Literal['at']>>> = {
  eq: 'whole',
  contains: 'inside',
  starts_with: 'start',
  ends_with: 'end',
}

function globOf({ op, cased, via, field }: Indicator, value: Value): ((text: string) => boolean) | undefined {
  if (value.kind !== 'text' || via.includes('word') || field?.part) return undefined
  return op === 'eq' || op === 'contains' || op === 'starts_with' || op === 'ends_with'
    ? globTest(value.parts, op, cased)
    : undefined
}

const mostTexts = 64

/** All texts that parts without wildcards can be; undefined when they are too many or not known. */
function spelled(parts: Text['parts'], lists: Lists): readonly string[] | undefined {
  let texts = ['']
  for (const part of parts) {
    const choices = choicesOf(part, lists)
    if (!choices || texts.length * choices.length > mostTexts) return undefined
    texts = texts.flatMap((text) => choices.map((choice) => text + choice))
  }
  return texts
}

function choicesOf(part: Part, lists: Lists): readonly string[] | undefined {
  if (typeof part === 'string') return [part]
  if ('any' in part) return part.any
  return 'placeholder' in part ? lists.get(part.placeholder) : undefined
}

/** How often a text is expected, going by its length alone. */
const rateOf = (text: string, at: Literal['at']): number =>
  at === 'inside' ? Math.max(0.002, 0.7 ** text.length) : Math.max(0.004, 0.3 * 0.75 ** text.length)
