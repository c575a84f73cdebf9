/** The tables of ATT&CK, looked up by name and id, and how what a rule wrote is found in them. */
import { type AttackVersion, attackTables } from '../data/attack/index.js'
import type { AttackTable } from '../data/attack/types.js'
import type { Span } from '../model/rule.js'
import type { AttackProblem, PlacedTechnique, TacticRow } from './attack.js'

export interface Tactic {
  readonly id: string
  readonly shortname: string
  readonly name: string
  /** Place in the matrix; a tactic of another version follows the one that now has its id. */
  readonly order: number
}

interface Technique {
  readonly id: string
  readonly name: string
  /** Shortnames in matrix order. */
  readonly tactics: readonly string[]
  /** Present when withdrawn: the id that replaces it, or null. */
  readonly successor?: string | null
}

export interface Version {
  readonly version: AttackVersion
  /** This version's own. */
  readonly tactics: ReadonlyMap<string, Tactic>
  /** Those that only other versions have. */
  readonly foreign: ReadonlyMap<string, Foreign>
  readonly techniques: ReadonlyMap<string, Technique>
}

export interface Foreign extends Tactic {
  /** Tactics of this version which the foreign one's version lacks: what it may have become. */
  readonly became: readonly string[]
}

const index = (table: AttackTable & { version: AttackVersion }): Version => {
  const tactics = new Map<string, Tactic>(
    table.tactics.map(([id, shortname, name], order) => [shortname, { id, shortname, name, order }]),
  )
  const foreign = new Map<string, Foreign>()
  for (const other of attackTables) {
    const theirs = new Set(other.tactics.map(([, shortname]) => shortname))
    const became = [...tactics.keys()].filter((shortname) => !theirs.has(shortname))
    for (const [id, shortname, name] of other.tactics) {
      if (tactics.has(shortname) || foreign.has(shortname)) continue
      const same = table.tactics.findIndex((tactic) => tactic[0] === id)
      foreign.set(shortname, { id, shortname, name, order: same < 0 ? tactics.size : same + 0.5, became })
    }
  }
  const techniques = new Map<string, Technique>(
    table.techniques.map(([id, name, names, , successor]) => [
      id,
      { id, name, tactics: names.split(' '), ...(successor !== undefined && { successor }) },
    ]),
  )
  return { version: table.version, tactics, foreign, techniques }
}

const indexed = new Map<AttackVersion, Version>()

export function indexOf(version: AttackVersion): Version {
  const known = indexed.get(version)
  if (known) return known
  const table = attackTables.find((candidate) => candidate.version === version) ?? attackTables[0]
  const made = index(table)
  indexed.set(version, made)
  return made
}

/** A technique of the rule after revocations were followed; `revoked` is the id that the rule wrote. */
export interface Found extends Technique {
  readonly revoked?: string
}

export function tacticById(name: string, matrix: Version): Tactic | undefined {
  const id = name.toUpperCase()
  for (const tactic of matrix.tactics.values()) if (tactic.id === id) return tactic
  return undefined
}

export function readTechnique(id: string, span: Span, matrix: Version, problems: AttackProblem[]): Found | undefined {
  const technique = follow(id, matrix)
  if (!technique) {
    problems.push({ code: 'attack/unknown-technique', written: id, span, detail: id })
    return undefined
  }
  const detail = `${technique.id} ${technique.name}`
  if (technique.id !== id) {
    problems.push({ code: 'attack/revoked', written: id, span, detail })
    return { ...technique, revoked: id }
  }
  if (technique.successor !== undefined) problems.push({ code: 'attack/deprecated', written: id, span, detail })
  return technique
}

/** The live technique an id has become. One that leads nowhere, or in a circle, stays the last one known. */
function follow(id: string, matrix: Version): Technique | undefined {
  const seen = new Set<string>()
  let technique = matrix.techniques.get(id)
  while (technique?.successor && !seen.has(technique.id)) {
    seen.add(technique.id)
    const next = matrix.techniques.get(technique.successor)
    if (!next) break
    technique = next
  }
  return technique
}

interface Held {
  readonly written: string | undefined
  readonly placed: readonly PlacedTechnique[]
}

/** Rows by shortname, in matrix order. */
export function rowsOf(held: readonly (readonly [string, Held])[], matrix: Version): TacticRow[] {
  return held
    .flatMap(([shortname, row]) => {
      const tactic = matrix.tactics.get(shortname) ?? matrix.foreign.get(shortname)
      return tactic ? [{ tactic, row }] : []
    })
    .sort((a, b) => a.tactic.order - b.tactic.order)
    .map(({ tactic: { id, shortname, name }, row: { written, placed } }) => ({
      id,
      shortname,
      name,
      ...(written && { written }),
      techniques: placed,
    }))
}
