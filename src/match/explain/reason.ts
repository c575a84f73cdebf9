/** The predicates of a rule over one record, as the rule has them. */
import type { Predicate, Value } from '../../model/rule.js'
import { exprText, show } from '../../model/show.js'
import { flip, type Polarity } from '../../model/walk.js'
import { compare } from '../compare.js'
import { type Cause, causeOf } from '../condition/cause.js'
import { type Standing, standing } from '../condition/place.js'
import {
  type Asked,
  aroundOf,
  type Condition,
  holds,
  type Leaf,
  type Term,
  testHolds,
  type Unknown,
} from '../condition/term.js'
import type { FlatRecord } from '../record.js'
import type { Lists } from '../text.js'
import type { Verdict } from '../verdict.js'
import type { Found, Gathered, Reason, Sought, Tested } from './explanation.js'
import { locate } from './locate.js'

/** Definitions that are used inside others multiply; what is told of a rule is bounded. */
const mostNodes = 20_000

export function reasonOf(term: Term, record: FlatRecord, { rule, lists }: Condition): Reason | undefined {
  return new Telling(record, lists, rule.definitions).tell(term, 'required')
}

class Telling {
  private told = 0
  private readonly verdicts = new Map<Term, Verdict>()

  constructor(
    private readonly record: FlatRecord,
    private readonly lists: Lists,
    private readonly definitions: Parameters<typeof show>[1],
  ) {}

  /** Undefined for what no predicate of the rule says. */
  tell(term: Term, polarity: Polarity): Reason | undefined {
    this.told++
    switch (term.kind) {
      case 'and':
      case 'or':
        return term.from && this.gathered(term.kind, term.from, term, term.of, polarity)
      case 'not':
        return this.gathered('not', term.from, term, [term.of], polarity)
      case 'use': {
        const of = this.told < mostNodes ? [term.of] : []
        return { ...this.gathered('use', term.from, term, of, polarity), name: term.name }
      }
      case 'leaf':
        return this.tested(term, polarity)
      case 'asked':
        return this.computed(term, polarity)
      case 'unknown':
        return term.from && this.unread(term.from, term.cause, polarity)
      case 'constant':
        return undefined
      default:
        return term satisfies never
    }
  }

  private verdict(term: Term): Verdict {
    const known = this.verdicts.get(term)
    if (known) return known
    const verdict = holds(term, this.record, this.lists)
    this.verdicts.set(term, verdict)
    return verdict
  }

  private gathered(
    kind: Gathered['kind'],
    from: Predicate,
    term: Term,
    parts: readonly Term[],
    polarity: Polarity,
  ): Gathered {
    const inner = kind === 'not' ? flip(polarity) : polarity
    const of = parts.flatMap((part) => this.tell(part, inner) ?? [])
    return { kind, ...told(from, this.verdict(term), polarity), of }
  }

  private unread(from: NonNullable<Unknown['from']>, cause: Cause, polarity: Polarity): Reason {
    return { kind: 'unread', ...told(from, 'unsure', polarity), cause, text: show(from, this.definitions) }
  }

  private tested(leaf: Leaf, polarity: Polarity): Tested {
    const { from } = leaf
    const verdict = testHolds(leaf, this.record, this.lists)
    const all = standing(leaf.place, this.record)
    const fitting = verdict === 'false' ? [] : this.fitting(leaf, all)
    const shown = fitting.length > 0 ? fitting : from.field === null ? [] : all.map(plainly)
    const lacking = from.need === 'every' && from.values.length > 1 ? this.lacking(leaf, all) : []
    const found = shown.slice(0, mostFound)
    return {
      kind: 'test',
      ...told(from, verdict, polarity),
      field: from.field?.written ?? null,
      op: from.op,
      text: show(from, this.definitions),
      found,
      more: shown.length - found.length,
      lacking,
      ...(verdict === 'unsure' && { cause: causeOf(leaf, this.lists) }),
    }
  }

  /** What is computed is told with the fields that it hangs on. */
  private computed(test: Asked, polarity: Polarity): Tested {
    const { from } = test
    const verdict = test.ask(this.record)
    const all = standing(test.place, this.record).map(plainly)
    const found = all.slice(0, mostFound)
    return {
      kind: 'test',
      ...told(from, verdict, polarity),
      field: from.kind === 'compare' ? exprText(from.left) : (from.field?.written ?? null),
      op: from.op,
      text: show(from, this.definitions),
      found,
      more: all.length - found.length,
      lacking: [],
      ...(verdict === 'unsure' && { cause: 'computed' }),
    }
  }

  /** The values of the record that satisfy a value of the test, each with the first that it does. */
  private fitting(leaf: Leaf, all: readonly Standing[]): readonly Found[] {
    const { from } = leaf
    if (from.op === 'exists') return all.map(plainly)
    const around = aroundOf(leaf, this.record, this.lists)
    return all.flatMap((one) => {
      const by = from.values.find((value) => compare(one.value, from, value, around) === 'true')
      if (!by) return []
      const at = placed(one, by, leaf, this.lists)
      return [{ ...plainly(one), ...(at && { at }), by: soughtOf(by) }]
    })
  }

  private lacking(leaf: Leaf, all: readonly Standing[]): readonly Sought[] {
    const around = aroundOf(leaf, this.record, this.lists)
    const has = (value: Value): boolean => all.some((one) => compare(one.value, leaf.from, value, around) === 'true')
    return leaf.from.values.filter((value) => !has(value)).map(soughtOf)
  }
}

const mostFound = 10

const soughtOf = ({ written, span }: Value): Sought => ({ written, span })

const plainly = ({ name, stands, value }: Standing): Found => ({
  name,
  value: stands,
  ...(value !== stands && { made: value }),
})

/** The place of the part in what the record has, where that holds what was compared as it is. */
function placed({ stands, value }: Standing, by: Value, { from }: Leaf, lists: Lists): Found['at'] {
  if (from.field?.part) return undefined
  const [text, compared] = [String(stands), String(value)]
  const offset = text === compared ? 0 : text.lastIndexOf(compared)
  const at = offset < 0 ? undefined : locate(compared, from, by, lists)
  return at && { from: at.from + offset, to: at.to + offset }
}

function told({ span, label }: Predicate, verdict: Verdict, polarity: Polarity) {
  const wanted = polarity === 'required' ? 'true' : 'false'
  const answer = verdict === 'unsure' ? 'unsure' : verdict === wanted ? 'pass' : 'fail'
  return { span, ...(label !== undefined && { label }), verdict, polarity, answer } as const
}
