/** ATT&CK's own matrix for whoever shows it: tactics with their techniques, what versions changed, and who names what. */
import { type AttackVersion, attackTables } from '../data/attack/index.js'
import { attackRows, attackVersion } from '../resolve/attack.js'
import type { Entry } from './build.js'

/** The versions that the catalog can be seen in, newest first, which is the one that rules are placed in. */
export const attackVersions: readonly AttackVersion[] = attackTables.map(({ version }) => version)

export interface MatrixTactic {
  readonly id: string
  readonly shortname: string
  readonly name: string
}

export interface MatrixTechnique {
  readonly id: string
  readonly name: string
  /** Shortnames in matrix order. */
  readonly tactics: readonly string[]
  readonly platforms: readonly string[]
  /** Present when ATT&CK has withdrawn it: the id that replaces it, or null. */
  readonly successor?: string | null
}

export interface AttackMatrix {
  readonly version: AttackVersion
  /** In matrix order. */
  readonly tactics: readonly MatrixTactic[]
  /** By id, in the order of ids; sub-techniques beside their parents, withdrawn ones too. */
  readonly techniques: ReadonlyMap<string, MatrixTechnique>
}

export function attackMatrix(version: AttackVersion = attackVersion): AttackMatrix {
  const table = attackTables.find((one) => one.version === version) ?? attackTables[0]
  return {
    version: table.version,
    tactics: table.tactics.map(([id, shortname, name]) => ({ id, shortname, name })),
    techniques: new Map(
      table.techniques.map(([id, name, tactics, platforms, successor]) => [
        id,
        {
          id,
          name,
          tactics: tactics.split(' '),
          platforms: platforms.split(', ').filter(Boolean),
          ...(successor !== undefined && { successor }),
        },
      ]),
    ),
  }
}

export const isLive = ({ successor }: MatrixTechnique): boolean => successor === undefined

/** `T1059` of `T1059.001`; undefined for a technique that is no part of another. */
export const parentOf = (id: string): string | undefined =>
  id.includes('.') ? id.slice(0, id.indexOf('.')) : undefined

/** By technique: the places in `entries` of the rules that name it, a sub-technique not counting for its parent. */
export function namedTechniques(
  entries: readonly Entry[],
  version: AttackVersion = attackVersion,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const [i, { attack, rule }] of entries.entries()) {
    const rows = version === attackVersion ? attack : attackRows(rule.meta, version).rows
    for (const id of new Set(rows.flatMap(({ techniques }) => techniques.map((technique) => technique.id)))) {
      const list = found.get(id)
      if (list) list.push(i)
      else found.set(id, [i])
    }
  }
  return found
}

/** What became of a technique between two versions. */
export interface Move {
  readonly kind: 'new' | 'gone' | 'changed'
  readonly id: string
  /** In the newer version; of one that is gone, in the older. */
  readonly name: string
  /** Its older name, when that changed. */
  readonly was?: string
  /** Names of tactics. One whose id stayed is the same tactic, whatever it is called now. */
  readonly left: readonly string[]
  readonly joined: readonly string[]
  /** The id that replaces one that is gone. */
  readonly became?: string
}

/** Techniques that came, went, or changed their name or their tactics, by id. */
export function movesBetween(older: AttackMatrix, newer: AttackMatrix): Move[] {
  const moves: Move[] = []
  for (const technique of newer.techniques.values()) {
    const before = older.techniques.get(technique.id)
    const move = moveOf(before && isLive(before) ? before : undefined, technique, older, newer)
    if (move) moves.push(move)
  }
  return moves
}

function moveOf(
  before: MatrixTechnique | undefined,
  after: MatrixTechnique,
  older: AttackMatrix,
  newer: AttackMatrix,
): Move | undefined {
  const { id, name, successor } = after
  if (!isLive(after))
    return (
      before && { kind: 'gone', id, name: before.name, left: [], joined: [], ...(successor && { became: successor }) }
    )
  const now = tacticsOf(after, newer)
  if (!before) return { kind: 'new', id, name, left: [], joined: now.map((tactic) => tactic.name) }
  const then = tacticsOf(before, older)
  const left = without(then, now)
  const joined = without(now, then)
  if (left.length + joined.length === 0 && before.name === name) return undefined
  return { kind: 'changed', id, name, left, joined, ...(before.name !== name && { was: before.name }) }
}

const tacticsOf = ({ tactics }: MatrixTechnique, matrix: AttackMatrix): MatrixTactic[] =>
  matrix.tactics.filter(({ shortname }) => tactics.includes(shortname))

const without = (some: readonly MatrixTactic[], others: readonly MatrixTactic[]): string[] =>
  some.filter(({ id }) => !others.some((other) => other.id === id)).map(({ name }) => name)
