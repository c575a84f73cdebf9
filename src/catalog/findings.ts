/** What is worth a second look in a corpus: each kind of finding by its own rules, and all of them together. */
import { type DeadPart, deadParts } from './findings-dead.js'
import { type NearMiss, nearMisses } from './findings-near.js'
import { type SameLogic, sameLogic } from './findings-same.js'
import { type WithdrawnTechnique, withdrawnTechniques } from './findings-techniques.js'
import { perCatalog } from './per-catalog.js'

export interface Findings {
  readonly near: readonly NearMiss[]
  readonly same: readonly SameLogic[]
  readonly dead: readonly DeadPart[]
  readonly techniques: readonly WithdrawnTechnique[]
}

/** Worked out once for a catalog: rule pages ask for it as well as the pages of findings. */
export const findings = perCatalog(
  (catalog): Findings => ({
    near: nearMisses(catalog),
    same: sameLogic(catalog),
    dead: deadParts(catalog),
    techniques: withdrawnTechniques(catalog),
  }),
)
