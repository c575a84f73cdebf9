/**
 * Places a rule's ATT&CK tags in the matrix.
 *
 * A technique stands under every tactic that the rule lists and that ATT&CK gives the technique: authors list all tactics
 * of their techniques, so the tags state no preference. When the rule lists none, ATT&CK decides and the place is marked
 * inferred. A tactic that only another version has (`defense-evasion`) is read as those tactics new in this version
 * that the rule's own techniques have.
 */
import { type AttackVersion, attackTables } from '../data/attack/index.js'
import type { AttackTable } from '../data/attack/types.js'
import type { Tag } from '../model/rule.js'

/** The version in which rules are placed. */
export const attackVersion: AttackVersion = attackTables[0].version

export interface TacticRow {
  readonly id: string
  readonly shortname: string
  readonly name: string
  /** Set when the rule named the tactic by an older or other name: `defense-evasion` of v18. */
  readonly written?: string
  readonly techniques: readonly PlacedTechnique[]
}

export interface PlacedTechnique {
  readonly id: string
  readonly name: string
  /** The rule lists no tactic of this technique; its place comes from ATT&CK. */
  readonly inferred?: true
  /** The id the rule wrote, when ATT&CK has since revoked it in favour of `id`. */
  readonly revoked?: string
}

export interface AttackProblem {
  readonly code: 'attack/unknown-tactic' | 'attack/unknown-technique' | 'attack/revoked' | 'attack/deprecated'
  readonly tag: Tag
  /** Words for the message: id and name of the successor or of the withdrawn technique, or what is unknown. */
  readonly detail: string
}

export interface AttackPlacing {
  readonly rows: readonly TacticRow[]
  /** The version of ATT&CK that `rows` are of. */
  readonly version: AttackVersion
  readonly problems: readonly AttackProblem[]
}

interface Tactic {
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

interface Version {
  readonly version: AttackVersion
  /** This version's own. */
  readonly tactics: ReadonlyMap<string, Tactic>
  /** Those that only other versions have. */
  readonly foreign: ReadonlyMap<string, Foreign>
  readonly techniques: ReadonlyMap<string, Technique>
}

interface Foreign extends Tactic {
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

function indexOf(version: AttackVersion): Version {
  const known = indexed.get(version)
  if (known) return known
  const table = attackTables.find((candidate) => candidate.version === version) ?? attackTables[0]
  const made = index(table)
  indexed.set(version, made)
  return made
}

/**
 * The rows of the matrix that a rule's tags mean, in matrix order, techniques by id, neither twice. Tags of other
 * namespaces, and groups, software, campaigns and data sources of ATT&CK's own, are left alone. Never throws.
 */
export function attackRows(tags: readonly Tag[], version: AttackVersion = attackVersion): AttackPlacing {
  const matrix = indexOf(version)
  const { tactics, techniques, problems } = readTags(tags, matrix)
  const listed = listTactics(tactics, techniques, matrix)
  return { rows: place(listed, techniques, matrix), version: matrix.version, problems }
}

/** A technique of the rule after revocations were followed; `revoked` is the id that the rule wrote. */
interface Found extends Technique {
  readonly revoked?: string
}

interface Tags {
  /** Shortnames of this version's and of foreign tactics. */
  readonly tactics: ReadonlySet<string>
  readonly techniques: ReadonlyMap<string, Found>
  readonly problems: readonly AttackProblem[]
}

/** Ids of what ATT&CK describes besides tactics and techniques: group, software, campaign, data source, mitigation. */
const otherObject = /^(?:g|s|c|ds|dc|m|det|an)\d{4}$/
const techniqueId = /^t\d{4}(?:\.\d{3})?$/

function readTags(tags: readonly Tag[], matrix: Version): Tags {
  const tactics = new Set<string>()
  const techniques = new Map<string, Found>()
  const problems: AttackProblem[] = []
  for (const tag of tags) {
    if (tag.namespace.toLowerCase() !== 'attack') continue
    const name = tag.name.trim().toLowerCase().replaceAll('_', '-')
    const tactic = matrix.tactics.get(name) ?? matrix.foreign.get(name) ?? tacticById(name, matrix)
    if (tactic) tactics.add(tactic.shortname)
    else if (techniqueId.test(name)) readTechnique(tag, name.toUpperCase(), matrix, techniques, problems)
    else if (!otherObject.test(name)) problems.push({ code: 'attack/unknown-tactic', tag, detail: tag.name })
  }
  return { tactics, techniques, problems }
}

function tacticById(name: string, matrix: Version): Tactic | undefined {
  const id = name.toUpperCase()
  for (const tactic of matrix.tactics.values()) if (tactic.id === id) return tactic
  return undefined
}

function readTechnique(
  tag: Tag,
  id: string,
  matrix: Version,
  into: Map<string, Found>,
  problems: AttackProblem[],
): void {
  const technique = follow(id, matrix)
  if (!technique) {
    problems.push({ code: 'attack/unknown-technique', tag, detail: id })
    return
  }
  const revoked = technique.id !== id
  if (revoked) problems.push({ code: 'attack/revoked', tag, detail: `${technique.id} ${technique.name}` })
  else if (technique.successor !== undefined)
    problems.push({ code: 'attack/deprecated', tag, detail: `${technique.id} ${technique.name}` })
  // An id that the rule writes itself outweighs the same one reached from a revoked id.
  if (!revoked || !into.has(technique.id)) into.set(technique.id, revoked ? { ...technique, revoked: id } : technique)
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

/** What the rule lists, as tactics that have a row: shortname to the name that the rule wrote, if it differs. */
function listTactics(
  names: ReadonlySet<string>,
  techniques: ReadonlyMap<string, Found>,
  matrix: Version,
): ReadonlyMap<string, string | undefined> {
  const listed = new Map<string, string | undefined>()
  for (const name of names) if (matrix.tactics.has(name)) listed.set(name, undefined)
  const had = new Set([...techniques.values()].flatMap((technique) => technique.tactics))
  for (const name of names) {
    const foreign = matrix.foreign.get(name)
    if (!foreign) continue
    const meant = foreign.became.filter((shortname) => had.has(shortname))
    for (const shortname of meant) if (!listed.has(shortname)) listed.set(shortname, name)
    // Its own row is left only for what nothing else says: no technique decides and the rule names no newer tactic,
    // or a withdrawn technique still belongs to it.
    const said = meant.length > 0 || foreign.became.some((shortname) => names.has(shortname))
    if (!said || had.has(name)) listed.set(name, name)
  }
  return listed
}

function place(
  listed: ReadonlyMap<string, string | undefined>,
  techniques: ReadonlyMap<string, Found>,
  matrix: Version,
): TacticRow[] {
  const held = new Map<string, PlacedTechnique[]>([...listed.keys()].map((shortname) => [shortname, []]))
  const ordered = [...techniques.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, name, tactics, revoked } of ordered) {
    const shared = tactics.filter((shortname) => listed.has(shortname))
    const inferred = shared.length === 0
    const placed: PlacedTechnique = { id, name, ...(inferred && { inferred }), ...(revoked && { revoked }) }
    for (const shortname of inferred ? tactics.slice(0, 1) : shared) {
      const row = held.get(shortname)
      if (row) row.push(placed)
      else held.set(shortname, [placed])
    }
  }
  return [...held]
    .flatMap(([shortname, placed]) => {
      const tactic = matrix.tactics.get(shortname) ?? matrix.foreign.get(shortname)
      return tactic ? [{ tactic, placed }] : []
    })
    .sort((a, b) => a.tactic.order - b.tactic.order)
    .map(({ tactic: { id, shortname, name }, placed }) => {
      const written = listed.get(shortname)
      return { id, shortname, name, ...(written && { written }), techniques: placed }
    })
}
