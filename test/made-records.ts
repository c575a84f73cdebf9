/** Checks records that were made for a rule, with nothing but the reference. */
import { expect } from 'vitest'
import { type FlatRecord, flatten } from '../src/match/record.js'
import { canScan, scan } from '../src/match/scan.js'
import type { MadeRecord, Synthesis } from '../src/match/synthesis/synthesis.js'
import { synthesise } from '../src/match/synthesis/synthesise.js'
import type { Rule } from '../src/model/rule.js'

/** What was wanted and made of some rules, and what was not made: `cause path: what`. */
export interface Tally {
  readonly rules: number
  readonly matches: number
  readonly missesWanted: number
  readonly misses: number
  readonly exclusionsWanted: number
  readonly exclusions: number
  readonly unmade: readonly string[]
}

/** As it would come from a log. */
const logged = (record: MadeRecord): FlatRecord => flatten(JSON.parse(JSON.stringify(record)))

const differing = (a: FlatRecord, b: FlatRecord): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((name) => JSON.stringify(a.get(name)) !== JSON.stringify(b.get(name)))

/** Fails where a record is not what it is said to be. */
export function checked(rule: Rule): Synthesis {
  const made = synthesise(rule)
  if (made.match.record) expect(scan(rule, logged(made.match.record)), rule.path).toBe('true')
  for (const miss of made.nearMisses) {
    if (miss.record === undefined) continue
    const where = `${rule.path}: ${miss.of.text}`
    const [match, record] = [logged(miss.match), logged(miss.record)]
    expect(scan(rule, match), where).toBe('true')
    expect(scan(rule, record), where).toBe('false')
    const fields = differing(match, record)
    expect(fields.length, where).toBeGreaterThan(0)
    expect(fields.length, where).toBeLessThanOrEqual(3)
  }
  for (const { of, record } of made.exclusions)
    if (record) expect(scan(rule, logged(record)), `${rule.path}: ${of.text}`).toBe('false')
  return made
}

export function tally(all: readonly Rule[]): Tally {
  const rules = all.filter(canScan)
  const made = rules.map((rule) => [rule, checked(rule)] as const)
  const misses = made.flatMap(([, { nearMisses }]) => nearMisses)
  const exclusions = made.flatMap(([, one]) => one.exclusions)
  return {
    rules: rules.length,
    matches: made.filter(([, { match }]) => match.record).length,
    missesWanted: misses.length,
    misses: misses.filter(({ record }) => record).length,
    exclusionsWanted: exclusions.length,
    exclusions: exclusions.filter(({ record }) => record).length,
    unmade: made.flatMap(([{ path }, { match, nearMisses, exclusions: kept }]) =>
      [match, ...nearMisses, ...kept].flatMap((one) =>
        one.record === undefined ? [`${one.cause} ${path}: ${one.of.text}`] : [],
      ),
    ),
  }
}
