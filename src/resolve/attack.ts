/**
 * Places a rule's ATT&CK in the matrix: its threats, which pair tactics with techniques, or else its tags.
 *
 * Tags: a technique stands under every tactic that the rule lists and that ATT&CK gives the technique: authors list all tactics
 * of their techniques, so the tags state no preference. When the rule lists none, ATT&CK decides and the place is marked
 * inferred. A tactic that only another version has (`defense-evasion`) is read as those tactics new in this version
 * that the rule's own techniques have.
 *
 * Threats: a technique stands under the tactic it is paired with, also where ATT&CK has it under others; then it is
 * marked. A tactic that only another version has is read as above, for each technique by itself.
 */
import { type AttackVersion, attackTables } from '../data/attack/index.js'
import type { Metadata, Span, Tag } from '../model/rule.js'
import type { Found, Version } from './attack-matrix.js'
import { indexOf, readTechnique, rowsOf, tacticById } from './attack-matrix.js'
import { placeThreats } from './attack-threats.js'

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
  /** The rule pairs it with this tactic; ATT&CK has it under others only. */
  readonly elsewhere?: true
  /** The id the rule wrote, when ATT&CK has since revoked it in favour of `id`. */
  readonly revoked?: string
}

export interface AttackProblem {
  readonly code: 'attack/unknown-tactic' | 'attack/unknown-technique' | 'attack/revoked' | 'attack/deprecated'
  /** The name or id that the rule wrote, upper case for an id. */
  readonly written: string
  readonly span: Span
  /** Words for the message: id and name of the successor or of the withdrawn technique, or what is unknown. */
  readonly detail: string
}

export interface AttackPlacing {
  readonly rows: readonly TacticRow[]
  /** The version of ATT&CK that `rows` are of. */
  readonly version: AttackVersion
  readonly problems: readonly AttackProblem[]
}

/**
 * The rows of the matrix that a rule means, in matrix order, techniques by id, neither twice. With threats, tags say
 * nothing. Tags of other namespaces, and groups, software, campaigns and data sources of ATT&CK's own, are left alone.
 * Never throws.
 */
export function attackRows(
  { tags, threats }: Pick<Metadata, 'tags' | 'threats'>,
  version: AttackVersion = attackVersion,
): AttackPlacing {
  const matrix = indexOf(version)
  return threats ? placeThreats(threats, matrix) : placeTags(tags, matrix)
}

function placeTags(tags: readonly Tag[], matrix: Version): AttackPlacing {
  const { tactics, techniques, problems } = readTags(tags, matrix)
  const listed = listTactics(tactics, techniques, matrix)
  return { rows: place(listed, techniques, matrix), version: matrix.version, problems }
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
    else if (techniqueId.test(name)) {
      const found = readTechnique(name.toUpperCase(), tag.span, matrix, problems)
      // An id that the rule writes itself outweighs the same one reached from a revoked id.
      if (found && !(found.revoked && techniques.has(found.id))) techniques.set(found.id, found)
    } else if (!otherObject.test(name))
      problems.push({ code: 'attack/unknown-tactic', written: tag.name, span: tag.span, detail: tag.name })
  }
  return { tactics, techniques, problems }
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
  return rowsOf(
    [...held].map(([shortname, placed]) => [shortname, { written: listed.get(shortname), placed }]),
    matrix,
  )
}
