import { cloudFields } from './cloud.js'
import { fileFields } from './files.js'
import { metaFields, routingNames } from './meta.js'
import { nameRules } from './name-rules.js'
import { networkFields } from './network.js'
import { processFields } from './process.js'
import type { FieldRow } from './types.js'
import { windowsFields } from './windows.js'

export { eventNames, eventTells, eventWords, type Tell, wellKnownSids } from './event-names.js'
export type { FieldRow, FieldType, NameRule, Relation } from './types.js'
export { relations, stands } from './types.js'
export { nameRules, routingNames }

/** Every field that has a name across families. */
export const fieldRows: readonly FieldRow[] = [
  ...metaFields,
  ...processFields,
  ...fileFields,
  ...networkFields,
  ...windowsFields,
  ...cloudFields,
]
