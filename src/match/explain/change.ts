/** The fewest fields of a record that have to change for a condition to hold. */
import type { Predicate, Rule, StageId } from '../../model/rule.js'
import { show } from '../../model/show.js'
import { likelyIn } from '../../resolve/likely.js'
import { cover } from '../../resolve/telemetry.js'
import type { Cause } from '../condition/cause.js'
import { type Condition, type Term, type Test, testHolds } from '../condition/term.js'
import type { FlatRecord, Scalar } from '../record.js'
import { type Solved, solve, type Tools } from '../solve/search.js'
import type { Change, Edit } from './explanation.js'

/** How many values are tried for each number of fields. */
const triesPerSize = 3000
/** Beyond so many fields it is not asked whether fewer would do. */
const mostExact = 4

/** `isThrough` says of a changed record whether it gets through the stage that the term stands for. */
export function changeFor(
  term: Term,
  record: FlatRecord,
  condition: Condition,
  stage: StageId,
  isThrough: (record: FlatRecord) => boolean,
): Change {
  const tools = toolsFor(condition, record, stage)
  let cause: Cause = 'contradiction'
  let least = true
  for (const changes of [...Array.from({ length: mostExact }, (_, i) => i + 1), record.size + 1000]) {
    const found = solve([{ term, wanted: true }], record, tools, { changes, tries: triesPerSize })
    cause = found.cause
    if (found.solved && isThrough(found.solved.record)) {
      const solved = withoutNeedless(found.solved, record, isThrough)
      return { edits: editsOf(solved, record, condition), least: least && changes <= mostExact }
    }
    if (found.cause === 'limit') least = false
    // Nothing that may change stands in the way.
    if (found.tries === 0 && changes > 1 && found.cause !== 'contradiction') break
  }
  return { cause }
}

function toolsFor({ rule, lists }: Condition, record: FlatRecord, stage: StageId): Tools {
  const likely = likelyIn(rule, cover(rule).events[0]?.event)
  return {
    lists,
    likely: (test) => likely(stage, fieldOf(test)),
    carrier: carrierIn(record, rule),
    keeps: true,
    several: hasLists(rule),
  }
}

/** A field that a test is about, as the rule writes it; of what is computed the record's name. */
export function fieldOf({ from, place }: Test): string {
  if (from.kind === 'indicator') return from.field?.written ?? ''
  return place.kind === 'named' ? (place.names[0] ?? '') : ''
}

const messages = ['Message', 'message', 'ScriptBlockText', 'Payload', 'msg', '_raw', 'Data', 'CommandLine']

/** The field that is given a text that may stand anywhere. */
export const carrierIn = (record: FlatRecord, { family }: Rule): string =>
  messages.find((name) => record.has(name)) ?? (family === 'elastic' ? 'message' : 'Message')

/** Fields that were changed on the way and need not be get back what they had. */
function withoutNeedless(solved: Solved, before: FlatRecord, isThrough: (record: FlatRecord) => boolean): Solved {
  let { record } = solved
  for (const name of solved.demands.size > 1 ? solved.demands.keys() : []) {
    const had = before.get(name)
    const back = new Map(record)
    if (had) back.set(name, had)
    else back.delete(name)
    if (isThrough(back)) record = back
  }
  return { ...solved, record }
}

/** In the logs that Sigma's rules are written for a field has one value; lists of them are a thing of search engines. */
export const hasLists = ({ family }: Rule): boolean => family !== 'sigma'

function editsOf({ record: after, demands }: Solved, before: FlatRecord, { rule, lists }: Condition): readonly Edit[] {
  return [...demands].flatMap(([field, asked]): readonly Edit[] => {
    const [had, to] = [before.get(field) ?? [], after.get(field) ?? []]
    if (isSame(had, to)) return []
    const changing = asked.filter(
      ({ leaf, holds: mustHold }) => testHolds(leaf, before, lists) !== (mustHold ? 'true' : 'false'),
    )
    // A field that only follows another one still has to be what its tests ask for.
    const meant = changing.length > 0 ? changing : asked
    const tests = meant.map(({ leaf, holds: mustHold }) => ({ ...told(leaf.from, rule), mustHold }))
    return [
      { field, had, to, tests: [...new Map(tests.map((test) => [`${test.mustHold} ${test.text}`, test])).values()] },
    ]
  })
}

const isSame = (a: readonly Scalar[], b: readonly Scalar[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i])

const told = (predicate: Predicate, { definitions }: Rule) => ({
  text: show(predicate, definitions),
  span: predicate.span,
})
