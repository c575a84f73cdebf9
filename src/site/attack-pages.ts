import { tacticCoverage, techniqueCoverage } from '../catalog/attack-survey.js'
import type { Catalog } from '../catalog/build.js'
import { attackData } from './attack-data.js'
import { movedPage } from './attack-moved.js'
import { matrixPages } from './attack-page.js'
import { tacticPage } from './attack-tactic.js'
import { techniquePage } from './attack-technique.js'
import type { SitePage } from './rules-index.js'

/**
 * Everything below `attack/`: the matrix with its data and layer, what versions changed, a page for each tactic, and one
 * for each technique that a rule names.
 */
export function* attackPages(catalog: Catalog): Generator<SitePage> {
  const techniques = techniqueCoverage(catalog.entries)
  const tactics = tacticCoverage(catalog.entries)
  const found = new Map(techniques.map((one) => [one.technique.id, one]))
  yield* matrixPages(catalog, attackData(catalog, tactics), techniques)
  yield* movedPage(catalog)
  for (const coverage of tactics) yield tacticPage(coverage, found, catalog)
  for (const coverage of techniques) yield techniquePage(coverage, catalog)
}
