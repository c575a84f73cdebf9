import type { TacticCoverage } from '../catalog/attack-survey.js'
import {
  type AttackMatrix,
  attackMatrix,
  attackVersions,
  isLive,
  movesBetween,
  namedTechniques,
} from '../catalog/attack-tables.js'
import type { Catalog } from '../catalog/build.js'
import { type AttackData, type FacetData, facetNames, type MatrixData } from './attack-format.js'
import { distances } from './distances.js'
import { facetTables } from './rules-index-data.js'
import type { FacetTable } from './rules-index-format.js'

/** What `attack/data.json` holds, and what the page of the matrix is drawn from. */
export function attackData({ entries }: Catalog, tactics: readonly TacticCoverage[]): AttackData {
  const [newest, ...older] = attackVersions.map((version) => ({
    matrix: attackMatrix(version),
    named: namedTechniques(entries, version),
  }))
  if (!newest) return { rules: entries.length, versions: [], moves: [], facets: [], tacticPages: [] }
  const tables = facetTables(entries)
  return {
    rules: entries.length,
    versions: [
      matrixData(newest.matrix, newest.named),
      ...older.map(({ matrix, named }) => matrixData(matrix, named, newest.named)),
    ],
    moves: older[0] ? movesBetween(older[0].matrix, newest.matrix) : [],
    facets: facetNames.flatMap((name) => {
      const table = tables.find((one) => one.name === name)
      return table ? [facetData(name, table)] : []
    }),
    tacticPages: tactics.map(({ tactic }) => tactic.shortname),
  }
}

type Named = ReturnType<typeof namedTechniques>

function matrixData({ version, tactics, techniques }: AttackMatrix, named: Named, newest?: Named): MatrixData {
  const live = [...techniques.values()].filter(isLive)
  return {
    version,
    tactics: tactics.map(({ id, shortname, name }) => [id, shortname, name]),
    techniques: live.map(({ id, name, tactics: of }) => [id, name, of.join(' ')]),
    posts: live.map(({ id }) => {
      const rules = named.get(id) ?? []
      return newest && String(newest.get(id) ?? []) === String(rules) ? 0 : distances(rules)
    }),
  }
}

function facetData(name: FacetData['name'], { keys, labels, of }: FacetTable): FacetData {
  const ids = new Map<string, number>()
  const sets: (readonly number[])[] = []
  const places = of.map((set) => {
    const text = set.join()
    const known = ids.get(text)
    if (known !== undefined) return known
    ids.set(text, sets.length)
    return sets.push(set) - 1
  })
  return { name, keys, labels, sets, of: places }
}
