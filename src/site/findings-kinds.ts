import type { Catalog } from '../catalog/build.js'
import { findings } from '../catalog/findings.js'
import { deadKind } from './findings-dead-page.js'
import { nearKind } from './findings-near-page.js'
import type { FindingKind } from './findings-paging.js'
import { sameKind } from './findings-same-page.js'
import { techniquesKind } from './findings-techniques-page.js'

/** What was found of each kind, in the order in which it is shown. */
export function findingKinds(catalog: Catalog): FindingKind[] {
  const { near, dead, same, techniques } = findings(catalog)
  return [nearKind(near), deadKind(dead), sameKind(same), techniquesKind(techniques)]
}
