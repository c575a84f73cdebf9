/** What the catalog has for each technique and tactic of ATT&CK: the rules, and the telemetry that feeds them. */
import { type Family, type Level, levels } from '../model/rule.js'
import type { CoveredEvent } from '../resolve/telemetry.js'
import { attackMatrix, type MatrixTactic, type MatrixTechnique, namedTechniques, parentOf } from './attack-tables.js'
import type { Entry } from './build.js'
import { grouped, groupedBy } from './grouped.js'

/** A technique that some rule names, itself or one of its sub-techniques. */
export interface TechniqueCoverage {
  readonly technique: MatrixTechnique
  /** The tactics that ATT&CK gives it. */
  readonly tactics: readonly MatrixTactic[]
  readonly parent?: MatrixTechnique
  /** The rules that name it or a sub-technique of it, in the catalog's order. */
  readonly entries: readonly Entry[]
  /** How many of them name it by its own id. */
  readonly own: number
  /** Every sub-technique that ATT&CK has, or that a rule names, with its rules. */
  readonly subs: readonly { readonly technique: MatrixTechnique; readonly entries: readonly Entry[] }[]
}

/** Every technique with a rule, by id. */
export function techniqueCoverage(entries: readonly Entry[]): TechniqueCoverage[] {
  const { tactics, techniques } = attackMatrix()
  const named = namedTechniques(entries)
  const families = grouped(techniques.keys(), (id) => parentOf(id) ?? id)
  return [...techniques.values()].flatMap((technique): TechniqueCoverage[] => {
    const { id } = technique
    const below = (families.get(id) ?? []).filter((one) => one !== id)
    const places = new Set([id, ...below].flatMap((one) => named.get(one) ?? []))
    if (places.size === 0) return []
    const parent = techniques.get(parentOf(id) ?? '')
    return [
      {
        technique,
        tactics: tactics.filter(({ shortname }) => technique.tactics.includes(shortname)),
        ...(parent && { parent }),
        entries: [...places].sort((a, b) => a - b).flatMap((place) => entries[place] ?? []),
        own: named.get(id)?.length ?? 0,
        subs: below.flatMap((one) => {
          const sub = techniques.get(one)
          const held = (named.get(one) ?? []).flatMap((place) => entries[place] ?? [])
          return sub && (sub.successor === undefined || held.length > 0) ? [{ technique: sub, entries: held }] : []
        }),
      },
    ]
  })
}

/** A tactic of the matrix, or one of another version that some rule names and nothing else says what it became. */
export interface TacticCoverage {
  readonly tactic: MatrixTactic
  /** False for a tactic of another version. */
  readonly current: boolean
  readonly entries: readonly Entry[]
  /** Its techniques without sub-techniques, in the order of ids. */
  readonly techniques: readonly MatrixTechnique[]
}

export function tacticCoverage(entries: readonly Entry[]): TacticCoverage[] {
  const { tactics, techniques } = attackMatrix()
  const named = groupedBy(entries, ({ attack }) => attack.map(({ shortname }) => shortname))
  const foreign = new Map<string, MatrixTactic>()
  for (const { attack } of entries)
    for (const { id, shortname, name } of attack)
      if (!tactics.some((tactic) => tactic.shortname === shortname)) foreign.set(shortname, { id, shortname, name })
  const coverage = (tactic: MatrixTactic, current: boolean): TacticCoverage => ({
    tactic,
    current,
    entries: named.get(tactic.shortname) ?? [],
    techniques: [...techniques.values()].filter(
      ({ id, successor, tactics: of }) =>
        current && successor === undefined && !parentOf(id) && of.includes(tactic.shortname),
    ),
  })
  return [
    ...tactics.map((tactic) => coverage(tactic, true)),
    ...[...foreign.values()].map((one) => coverage(one, false)),
  ]
}

/** A technique with the rules of a set that name it by its own id. */
export interface NamedTechnique {
  readonly id: string
  readonly name: string
  readonly rules: readonly Entry[]
}

/** Those of most rules first. */
export function techniquesNamed(entries: readonly Entry[]): NamedTechnique[] {
  const names = new Map<string, string>()
  const found = groupedBy(entries, ({ attack }) =>
    attack.flatMap(({ techniques }) =>
      techniques.map(({ id, name }) => {
        names.set(id, name)
        return id
      }),
    ),
  )
  return [...found]
    .map(([id, rules]) => ({ id, name: names.get(id) ?? id, rules }))
    .sort((a, b) => b.rules.length - a.rules.length || (a.id < b.id ? -1 : 1))
}

/** An event with the rules of a set that it can feed: they do not need a field that it lacks. */
export interface FedBy {
  readonly event: CoveredEvent['event']
  readonly rules: readonly Entry[]
}

/** Events of a set of rules, those of most rules first. */
export function feeding(entries: readonly Entry[]): FedBy[] {
  const found = new Map<string, { event: CoveredEvent['event']; rules: Entry[] }>()
  for (const entry of entries)
    for (const { event, blind } of entry.coverage.events) {
      if (blind) continue
      const known = found.get(event.key)
      if (known) known.rules.push(entry)
      else found.set(event.key, { event, rules: [entry] })
    }
  return [...found.values()].sort((a, b) => b.rules.length - a.rules.length || (a.event.key < b.event.key ? -1 : 1))
}

/** Rules by family and level: a level is asked for by its name, or `none`. */
export function byFamilyAndLevel(entries: readonly Entry[]): ReadonlyMap<Family, ReadonlyMap<Level | 'none', number>> {
  const found = new Map<Family, Map<Level | 'none', number>>()
  for (const { rule } of entries) {
    const row = found.get(rule.family) ?? new Map<Level | 'none', number>()
    const level = rule.meta.level ?? 'none'
    row.set(level, (row.get(level) ?? 0) + 1)
    found.set(rule.family, row)
  }
  return found
}

/** The levels that some rule has, most severe first. */
export const levelsOf = (found: ReturnType<typeof byFamilyAndLevel>): (Level | 'none')[] =>
  [...[...levels].reverse(), 'none' as const].filter((level) => [...found.values()].some((row) => row.has(level)))

/** The rules of a family. */
export const allLevels = (row: ReadonlyMap<string, number> | undefined): number =>
  [...(row?.values() ?? [])].reduce((n, one) => n + one, 0)

/** Of a rule's level, least 0; -1 without one. */
export const severity = ({ rule }: Entry): number => (rule.meta.level ? levels.indexOf(rule.meta.level) : -1)

/** Most severe first; the catalog's order, which is by title, within a level. */
export const bySeverity = (entries: readonly Entry[]): Entry[] => [...entries].sort((a, b) => severity(b) - severity(a))
