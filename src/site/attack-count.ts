import type { Choice } from './attack-address.js'
import type { AttackData, FacetData, MatrixData } from './attack-format.js'
import { undistanced } from './distances.js'

/** A technique in one place of the matrix. */
export interface Cell {
  readonly id: string
  readonly name: string
  /** Rules of the choice that name it or a sub-technique of it. */
  readonly rules: number
  readonly subs: readonly Cell[]
}

export interface Column {
  readonly id: string
  readonly shortname: string
  readonly name: string
  /** Those of most rules first, whatever is chosen, so that a cell keeps its place. */
  readonly cells: readonly Cell[]
}

/** The matrix of one choice. */
export interface Shown {
  readonly version: string
  readonly columns: readonly Column[]
  /** Rules that hold the choice, and those of them that name a technique of this version. */
  readonly rules: number
  readonly naming: number
  /** Places of the matrix, sub-techniques aside, and those that have a rule. */
  readonly places: number
  readonly held: number
  /** By technique, those with rules only. */
  readonly counts: ReadonlyMap<string, number>
}

export type Counting = (choice: Choice) => Shown

/** Answers choices over loaded data: a pure function of it. */
export function counting(data: AttackData): Counting {
  const [newest] = data.versions
  const ready = new Map<string, Ready>()
  const all = new Uint8Array(data.rules).fill(1)
  return (choice) => {
    const matrix = data.versions.find(({ version }) => version === choice.version) ?? newest
    if (!matrix || !newest) throw new Error('There is no version of ATT&CK')
    let known = ready.get(matrix.version)
    if (!known) {
      known = prepare(matrix, newest, all)
      ready.set(matrix.version, known)
    }
    return answer(known, keptBy(data, choice))
  }
}

/** A version with what does not hang on the choice. */
interface Ready {
  readonly matrix: MatrixData
  /** By technique: the rules that name it or a part of it, ascending. */
  readonly rules: ReadonlyMap<string, Uint32Array>
  readonly subs: ReadonlyMap<string, readonly MatrixData['techniques'][number][]>
  /** By technique, over all rules. */
  readonly order: ReadonlyMap<string, number>
}

function prepare(matrix: MatrixData, newest: MatrixData, all: Uint8Array): Ready {
  const latest = new Map(newest.techniques.map(([id], i) => [id, newest.posts[i] ?? []]))
  const sets = new Map<string, Set<number>>()
  const subs = new Map<string, MatrixData['techniques'][number][]>()
  for (const [i, technique] of matrix.techniques.entries()) {
    const [id] = technique
    const post = matrix.posts[i] || latest.get(id) || []
    const rules = new Set(undistanced(post))
    sets.set(id, rules)
    const [parent = id] = id.split('.')
    if (parent === id) continue
    for (const rule of rules) sets.get(parent)?.add(rule)
    subs.set(parent, [...(subs.get(parent) ?? []), technique])
  }
  const rules = new Map([...sets].map(([id, set]) => [id, Uint32Array.from(set).sort()]))
  return { matrix, rules, subs, order: new Map([...rules].map(([id, list]) => [id, countIn(list, all)])) }
}

function countIn(rules: Uint32Array, kept: Uint8Array): number {
  let n = 0
  for (const rule of rules) n += kept[rule] ?? 0
  return n
}

function answer({ matrix, rules, subs, order }: Ready, kept: Uint8Array): Shown {
  const counts = new Map<string, number>()
  const naming = new Uint8Array(kept.length)
  for (const [id, list] of rules) {
    const n = countIn(list, kept)
    if (n > 0) counts.set(id, n)
    for (const rule of list) naming[rule] = kept[rule] ?? 0
  }
  const cell = ([id, name]: MatrixData['techniques'][number], shortname: string): Cell => ({
    id,
    name,
    rules: counts.get(id) ?? 0,
    subs: (subs.get(id) ?? []).filter((sub) => isUnder(sub, shortname)).map((sub) => cell(sub, shortname)),
  })
  const first = (a: Cell, b: Cell): number =>
    (order.get(b.id) ?? 0) - (order.get(a.id) ?? 0) || (a.name < b.name ? -1 : 1)
  const columns = matrix.tactics.map(([id, shortname, name]) => ({
    id,
    shortname,
    name,
    cells: matrix.techniques
      .filter((technique) => !technique[0].includes('.') && isUnder(technique, shortname))
      .map((technique) => cell(technique, shortname))
      .sort(first),
  }))
  const cells = columns.flatMap((column) => column.cells)
  return {
    version: matrix.version,
    columns,
    rules: sum(kept),
    naming: sum(naming),
    places: cells.length,
    held: cells.filter((one) => one.rules > 0).length,
    counts,
  }
}

const isUnder = ([, , tactics]: MatrixData['techniques'][number], shortname: string): boolean =>
  tactics.split(' ').includes(shortname)

const sum = (flags: Uint8Array): number => flags.reduce((n, flag) => n + flag, 0)

/** By rule: 1 when it holds the choice. */
function keptBy({ rules, facets }: AttackData, choice: Choice): Uint8Array {
  const kept = new Uint8Array(rules).fill(1)
  for (const facet of facets) {
    const keys = choice.facets[facet.name] ?? []
    if (keys.length === 0) continue
    const wanted = new Set(keys.flatMap((key) => fitting(facet, key)))
    const holds = facet.sets.map((set) => set.some((id) => wanted.has(id)))
    for (let rule = 0; rule < rules; rule++) if (!holds[facet.of[rule] ?? -1]) kept[rule] = 0
  }
  return kept
}

/**
 * The values that a key of an address means, as places in the facet. An event's key means the events below it too:
 * `sysmon` is all of Sysmon, `sysmon/1` one event.
 */
export function fitting({ name, keys }: FacetData, key: string): number[] {
  const below = `${key}/`
  return keys.flatMap((one, id) => (one === key || (name === 'event' && one.startsWith(below)) ? [id] : []))
}
