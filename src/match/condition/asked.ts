/** Tests that only the reference can decide: of what is computed, or of fields that stages made. */
import type { Comparison, Expr, Indicator, Language, Millis, Rule, StageId } from '../../model/rule.js'
import { inputsOf, stagesBehind } from '../../model/walk.js'
import { placeOf as computing } from '../functions/place.js'
import type { Seeing } from '../plan/seen.js'
import type { FlatRecord, Scalar } from '../record.js'
import { recordTime } from '../record-time.js'
import { isWorkedOut } from '../row.js'
import { holdsInRow, rowsAt } from '../scan.js'
import { textsFor } from '../solve/regex-text.js'
import { type Lists, literal } from '../text.js'
import { asksPresent } from '../time.js'
import { or, type Verdict } from '../verdict.js'
import { placeOf, valuesAt } from './place.js'

/** Whether an indicator asks for more than the values of fields as they stand in the record. */
export function isWorked({ field, values }: Indicator, language: Language): boolean {
  if (field && (field.made !== undefined || (!field.wild && isWorkedOut(field, language)))) return true
  return values.some((value) => {
    if (value.kind === 'text') return asksPresent(literal(value) ?? '')
    if (value.kind !== 'field') return false
    return value.made !== undefined || language === 'kql' || isWorkedOut(value, language)
  })
}

interface Asking {
  readonly lists?: Lists
  readonly seeing?: Seeing
  readonly now?: Millis
}

/** What the reference says of a test in a stage, in any of the rows that a record has become by then. */
export function asking(
  test: Indicator | Comparison,
  rule: Rule,
  stage: StageId,
  { lists = new Map(), seeing, now }: Asking,
): (record: FlatRecord) => Verdict {
  const [before = stage] = rule.stages[stage] ? inputsOf(rule.stages[stage]) : []
  return (record) => {
    const seen = seeing ? new Seen(record, seeing, stage) : record
    const present = now ?? recordTime(seen)
    const options = { lists, ...(present !== undefined && { now: present }) }
    const rows = rowsAt(rule, before, seen, { ...options, through: true })
    return or(rows.map(({ row, rest }) => (rest ? 'unsure' : holdsInRow(test, rule, computing(row, options)))))
  }
}

/** A record that gives the fields under the names that a rule has for them. Its own names are what it lists. */
class Seen extends Map<string, readonly Scalar[]> {
  private readonly find: ((name: string) => readonly Scalar[]) | undefined

  constructor(record: FlatRecord, seeing: Seeing, stage: StageId) {
    super(record)
    this.find = (written) => valuesAt(placeOf({ written, span: nowhere }, stage, seeing, false), record)
  }

  override get(name: string): readonly Scalar[] | undefined {
    // The constructor of a map may ask before there is anything to find.
    if (!this.find) return super.get(name)
    const values = this.find(name)
    return values.length > 0 ? values : undefined
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined
  }
}

const nowhere = { from: 0, to: 0 }

/** The record's fields that a test hangs on, by written names, by way of what stages made of them. */
export function fieldsBehind(test: Indicator | Comparison, rule: Rule, stage: StageId): readonly string[] {
  const columns = stagesBehind(rule, stage).flatMap((id) => {
    const one = rule.stages[id]
    return one?.kind === 'derive' ? one.make : []
  })
  const found = new Set<string>()
  const followed = new Set<string>()
  const left: Expr[] = partsOf(test)
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.kind === 'call') left.push(...next.args.toReversed())
    if (next.kind !== 'field') continue
    const { written, made } = next
    if (made === undefined) found.add(written)
    else if (!followed.has(written)) {
      followed.add(written)
      left.push(...columns.flatMap(({ as, of }) => (as === written ? [of] : [])))
    }
  }
  return [...found]
}

/** The constants of a test, and of what the fields are made of that it asks for. */
export function constantsOf(test: Indicator | Comparison, rule: Rule): readonly Expr[] {
  const made = rule.stages.flatMap((stage) => (stage.kind === 'derive' ? stage.make.map(({ of }) => of) : []))
  const left: Expr[] = [...made, ...partsOf(test)]
  const found: Expr[] = []
  for (let next = left.pop(); next; next = left.pop())
    if (next.kind === 'call') left.push(...next.args)
    else if (next.kind !== 'field') found.push(next)
  return found
}

export function constantOf(expr: Expr): readonly Scalar[] {
  switch (expr.kind) {
    case 'text': {
      const text = literal(expr)
      return text === undefined ? [] : [text]
    }
    case 'number':
    case 'boolean':
      return [expr.value]
    case 'pattern':
      return textsFor(expr.written).map(({ text }) => text)
    case 'field':
    case 'call':
      return []
    default:
      return expr satisfies never
  }
}

function partsOf(test: Indicator | Comparison): Expr[] {
  if (test.kind === 'compare') return [...test.right.toReversed(), test.left]
  const { field } = test
  const own: Expr[] = field ? [{ kind: 'field', ...field }] : []
  return [...test.values.toReversed(), ...own]
}
