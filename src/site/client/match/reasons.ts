/** What the page shows of a record's way through a rule. */
import { compare } from '../../../match/compare.js'
import { scalarsOf, unknown } from '../../../match/functions/datum.js'
import { evaluate } from '../../../match/functions/evaluate.js'
import type { Place } from '../../../match/functions/place.js'
import { type Scalar, valuesOf } from '../../../match/record.js'
import { valuesIn } from '../../../match/row.js'
import type { Comparison, Indicator, Part, Rule, Value } from '../../../model/rule.js'
import { comparisonText } from '../../../model/show.js'
import { placeOf as seatOf } from '../../../resolve/record-view.js'
import { take } from '../../../resolve/take.js'
import { globMatches } from '../../../text/glob.js'
import { operatorText } from '../../indicator-text.js'
import type { ShownStep, ShownTest, ShownValue, Stretch } from '../../match-protocol.js'
import { cutValue, merged } from '../../record-fields.js'
import { type Leg, routeOf, type Sighting, type Test, type Unread } from './route.js'

/** Of a test that are shown: values that are asked for, and that stand in the record. */
const mostValues = 3
const mostFound = 3

/** The steps of a record through a rule that one record decides. */
export const reasonsOf = (rule: Rule, sighting: Sighting): readonly ShownStep[] =>
  shownSteps(routeOf(rule, sighting), rule, sighting)

export function shownSteps({ steps }: Leg, rule: Rule, sighting: Sighting): readonly ShownStep[] {
  return steps.map((step) => {
    if (step.kind !== 'gate') return shownTest(step, rule, sighting)
    const { name, verdict, inside } = step
    const tests = testsIn(inside).map((test) => shownTest(test, rule, sighting))
    return {
      kind: 'gate',
      name: name || named(tests),
      answer: answers[verdict],
      because: verdict === 'true' ? [] : tests,
    }
  })
}

/** What a gate is called that its author did not name. */
const named = (tests: readonly ShownTest[]): string => {
  const [first] = tests
  if (!first) return 'what is excluded'
  if (tests.length > 1) return `${tests.length} tests together`
  return [first.field ?? 'anywhere', first.how, first.values.join(first.all ? ' and ' : ' or ')]
    .filter(Boolean)
    .join(' ')
}

const answers = { true: 'pass', false: 'fail', unsure: 'unsure' } as const

const testsIn = ({ steps }: Leg): readonly (Test | Unread)[] =>
  steps.flatMap((step) => (step.kind === 'gate' ? testsIn(step.inside) : [step]))

function shownTest(step: Test | Unread, rule: Rule, sighting: Sighting): ShownTest {
  const answer = answers[step.verdict]
  const bare = { kind: 'test', answer, all: false, values: [], more: 0, found: [] } as const
  if (step.kind === 'unread') return { ...bare, field: '', how: step.name }
  const { of, verdict, place } = step
  if (of.kind === 'compare') return { ...bare, field: '', how: comparisonText(of), found: computed(of, place) }
  const standing = standingAt(of, place, rule, sighting)
  const fits = standing.filter(({ by }) => by.length > 0)
  const first = fits[0]?.by[0]
  const wanted = verdict === 'true' && of.need === 'one' && first ? [first] : of.values
  return {
    ...bare,
    field: of.field?.written ?? null,
    how: operatorText(of),
    all: of.need === 'every',
    values: wanted.slice(0, mostValues).map(({ written }) => cutValue(written)),
    more: of.values.length - Math.min(wanted.length, mostValues),
    found: (verdict === 'true' && fits.length > 0 ? fits : standing)
      .slice(0, mostFound)
      .map(({ name, value, by }) => shownValue(of, name, value, by)),
  }
}

/** What is compared, as it was worked out. */
function computed({ left }: Comparison, place: Place): readonly ShownValue[] {
  const value = evaluate(left, place)
  if (value === unknown) return []
  const worked = scalarsOf(value).slice(0, mostFound)
  return worked.map((one) => ({ name: '', value: cutValue(String(one)) }))
}

interface Standing {
  /** Undefined where the source of the record tells the value. */
  readonly name: string | undefined
  readonly value: Scalar
  /** The values of the test that it satisfies. */
  readonly by: readonly Value[]
}

/** What stands where an indicator looks. Of a keyword only what satisfies it. */
function standingAt(of: Indicator, place: Place, rule: Rule, { record, source }: Sighting): readonly Standing[] {
  const by = (value: Scalar): readonly Value[] => of.values.filter((one) => compare(value, of, one, place) === 'true')
  const all = (names: Iterable<string>): Standing[] =>
    [...names].flatMap((name) => valuesOf(record, name).map((value) => ({ name, value, by: by(value) })))
  if (!of.field) return all(record.keys()).filter((one) => one.by.length > 0)
  const { written, wild, made } = of.field
  if (made !== undefined) {
    const values = valuesIn(of.field, place.row)
    return values === unknown ? [] : values.map((value) => ({ name: written, value, by: by(value) }))
  }
  if (wild) return all([...record.keys()].filter((name) => globMatches(written, name)))
  let seat = seatOf(rule, rule.stages.length - 1, written, source)
  for (;;) {
    if (seat.kind === 'none') return []
    if (seat.kind === 'told') return seat.values.map((value) => ({ name: undefined, value, by: by(value) }))
    const { names, take: steps } = seat
    const found = names.flatMap((name) =>
      valuesOf(record, name).map((value) => ({
        name,
        value,
        by: (steps ? take(value, steps) : [value]).flatMap(by),
      })),
    )
    if (found.length > 0 || !seat.otherwise) return found
    seat = seat.otherwise
  }
}

function shownValue(of: Indicator, name: string | undefined, value: Scalar, by: readonly Value[]): ShownValue {
  const text = cutValue(String(value))
  return { name, value: text, at: merged(by.slice(0, mostValues).map((one) => stretchOf(text, of, one))) }
}

/** Where the text stands that a value asks for; of what has wildcards its longest part. */
function stretchOf(text: string, { op, cased }: Indicator, value: Value): Stretch {
  const seen = cased ? text : text.toLowerCase()
  // Some letters become two in the other case: then no place would be right.
  if (value.kind !== 'text' || seen.length !== text.length) return { from: 0, to: text.length }
  const isLast = op === 'ends_with' || op === 'eq'
  for (const literal of literalsOf(value.parts)) {
    const sought = cased ? literal : literal.toLowerCase()
    const from = isLast ? seen.lastIndexOf(sought) : seen.indexOf(sought)
    if (sought !== '' && from >= 0) return { from, to: from + sought.length }
  }
  return { from: 0, to: text.length }
}

/** Texts that a value with holes may stand for are tried up to so many. */
const mostTexts = 200

/** The texts that the longest stretch without wildcards stands for. */
function literalsOf(parts: readonly Part[]): readonly string[] {
  const stretches: string[][] = [['']]
  for (const part of parts) {
    const choices = typeof part === 'string' ? [part] : 'any' in part ? part.any : undefined
    const last = stretches.at(-1) ?? []
    if (!choices || last.length * choices.length > mostTexts) stretches.push([''])
    else stretches[stretches.length - 1] = last.flatMap((begin) => choices.map((one) => begin + one))
  }
  const long = ([text = '']: readonly string[]): number => text.length
  return stretches.reduce((longest, one) => (long(one) > long(longest) ? one : longest))
}
