/** What is worth a second look in a corpus: each kind of finding by its own rules, and all of them together. */
import type { Catalog } from './build.js'
import { type DeadPart, deadParts } from './findings-dead.js'
import { type NearMiss, nearMisses } from './findings-near.js'
import { type SameLogic, sameLogic } from './findings-same.js'
import { type WithdrawnTechnique, withdrawnTechniques } from './findings-techniques.js'

export interface Findings {
  readonly near: readonly NearMiss[]
  readonly same: readonly SameLogic[]
  readonly dead: readonly DeadPart[]
  readonly techniques: readonly WithdrawnTechnique[]
}

export const findings = (catalog: Catalog): Findings => ({
  near: nearMisses(catalog),
  same: sameLogic(catalog),
  dead: deadParts(catalog),
  techniques: withdrawnTechniques(catalog),
})
