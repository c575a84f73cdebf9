/** Techniques under the tactics that a rule pairs them with. */
import type { Threat } from '../model/rule.js'
import type { AttackPlacing, AttackProblem, PlacedTechnique } from './attack.js'
import type { Foreign, Found, Tactic, Version } from './attack-matrix.js'
import { readTechnique, rowsOf, tacticById } from './attack-matrix.js'

/** The tactic of a threat: this version's, or one that only another version has. */
interface Meant {
  readonly own?: Tactic
  readonly foreign?: Foreign
}

interface Row {
  /** The other version's name of the tactic; undefined once a threat names it as it is called here. */
  written: string | undefined
  readonly placed: Map<string, PlacedTechnique>
}

export function placeThreats(threats: readonly Threat[], matrix: Version): AttackPlacing {
  const rows = new Map<string, Row>()
  const problems: AttackProblem[] = []
  for (const threat of threats) {
    const meant = meaning(threat, matrix)
    if (!meant)
      problems.push({ code: 'attack/unknown-tactic', written: threat.tactic, span: threat.span, detail: threat.tactic })
    const techniques = threat.techniques.flatMap(({ id, span }) => {
      const found = readTechnique(id.trim().toUpperCase(), span, matrix, problems)
      return found ? [found] : []
    })
    // Here a tactic of this version says its name; one of another version does so only by what it has become.
    if (meant?.own) rowFor(meant.own.shortname, undefined, rows)
    for (const technique of techniques) placeTechnique(technique, meant, rows)
    if (meant?.foreign && techniques.length === 0) rowFor(meant.foreign.shortname, meant.foreign.shortname, rows)
  }
  const held = [...rows].map(
    ([shortname, { written, placed }]) =>
      [shortname, { written, placed: [...placed.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) }] as const,
  )
  return { rows: rowsOf(held, matrix), version: matrix.version, problems }
}

/** Versions give one id to different tactics; the name beside it, if there is one, tells which is meant. */
function meaning({ tactic, name }: Threat, matrix: Version): Meant | undefined {
  const id = tactic.trim().toUpperCase()
  const own = tacticById(id, matrix)
  const called = name?.trim().toLowerCase()
  const foreign = [...matrix.foreign.values()].find((one) => one.id === id)
  if (foreign && (!own || called === foreign.name.toLowerCase())) return { foreign }
  return own && { own }
}

function placeTechnique(technique: Found, meant: Meant | undefined, rows: Map<string, Row>): void {
  if (!meant) {
    const [first] = technique.tactics
    if (first) put(technique, rowFor(first, undefined, rows), { inferred: true })
    return
  }
  const { own, foreign } = meant
  const became = foreign?.became.filter((shortname) => technique.tactics.includes(shortname)) ?? []
  for (const shortname of became) put(technique, rowFor(shortname, foreign?.shortname, rows), {})
  const tactic = own ?? foreign
  if (became.length > 0 || !tactic) return
  const has = technique.tactics.includes(tactic.shortname)
  put(technique, rowFor(tactic.shortname, foreign?.shortname, rows), has ? {} : { elsewhere: true })
}

function rowFor(shortname: string, written: string | undefined, rows: Map<string, Row>): Row {
  const known = rows.get(shortname)
  if (known) {
    if (written === undefined) known.written = undefined
    return known
  }
  const row: Row = { written, placed: new Map() }
  rows.set(shortname, row)
  return row
}

/** An id that the rule writes itself outweighs the same one reached from a revoked id. */
function put(
  { id, name, revoked }: Found,
  { placed }: Row,
  marks: Pick<PlacedTechnique, 'inferred' | 'elsewhere'>,
): void {
  const known = placed.get(id)
  if (known && (revoked || !known.revoked)) return
  placed.set(id, { id, name, ...marks, ...(revoked && { revoked }) })
}
