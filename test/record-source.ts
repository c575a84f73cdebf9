import type { FlatRecord } from '../src/match/record.js'
import { createSources, type RecordSource, sourceIn } from '../src/resolve/record-source.js'

const sources = createSources()

/** Where a record of a test comes from. */
export const sourceOf = (record: FlatRecord): RecordSource => sourceIn(sources, record)
