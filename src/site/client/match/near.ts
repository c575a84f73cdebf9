/** Which rules a record nearly fires. */
import type { Rule } from '../../../model/rule.js'
import { createRoutes } from '../../../resolve/concerns.js'
import { decidesAlone, type Leg, routeOf, type Sighting, type Test } from './route.js'

export interface Near {
  readonly rule: number
  readonly leg: Leg
  /** How much what holds says: tests that many rules have in common hold of most records. */
  readonly weight: number
}

/** Of one record. */
const most = 15
/** What holds has to say as much as a test that few of the rules that are asked have. */
const enough = 0.4

/** A function that gives the rules one step of which stops a record, nearest first; `fired`: not these. */
export function createNear(rules: readonly Rule[]): (sighting: Sighting, fired: ReadonlySet<number>) => Near[] {
  const alone = rules.flatMap((rule, index) => (decidesAlone(rule) ? [{ rule, index }] : []))
  const routes = createRoutes(alone)
  return (sighting, fired) => {
    const asked = routes(sighting.source).map((at) => alone[at] as (typeof alone)[number])
    const legs = asked.map(({ rule }) => routeOf(rule, sighting))
    const common = new Map<string, number>()
    for (const leg of legs) for (const key of new Set(held(leg))) common.set(key, (common.get(key) ?? 0) + 1)
    const weigh = (leg: Leg): number =>
      held(leg).reduce((sum, key) => sum + rarity(common.get(key) ?? 1, legs.length), 0)
    return legs
      .flatMap((leg, i): Near[] => {
        const rule = asked[i]?.index
        if (rule === undefined || fired.has(rule) || leg.fails !== 1 || leg.unsure > 0 || leg.holds === 0) return []
        return [{ rule, leg, weight: weigh(leg) }]
      })
      .filter(({ weight }) => weight >= enough)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, most)
  }
}

/** 1 for a test of one rule alone, 0 for one of all; several common ones make no rare one. */
const rarity = (n: number, of: number): number => (of < 2 ? 1 : (1 - Math.log(n) / Math.log(of)) ** 2)

const held = ({ steps }: Leg): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'test' && step.verdict === 'true' && !isOfPresence(step) ? [keyOf(step)] : []))

/** That a field is there says nothing of what it holds. */
const isOfPresence = ({ of }: Test): boolean => of.op === 'exists'

const keys = new WeakMap<object, string>()

function keyOf({ of }: Test): string {
  const known = keys.get(of)
  if (known !== undefined) return known
  const made =
    of.kind === 'indicator'
      ? [of.field?.written, of.op, ...of.values.map(({ written }) => written.toLowerCase())].join('\n')
      : ''
  keys.set(of, made)
  return made
}
