/**
 * Runs cases/*.txt: a line `# what is shown`, a query, `==>`, then its stages, and diagnostics as `code @ the text it
 * points at`. What can be printed is printed and read again, to the same stages.
 */
import { expect } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import { showStage } from '../../model/show.js'
import { parseKql } from '../../node/kusto.js'
import { plainFragment } from '../../text/fragment.js'
import { printKql } from './print.js'
import { readKql } from './read.js'
import { bare } from './testing.js'

const read = (query: string) => readKql(plainFragment(query), parseKql)

function meaning(query: string): string {
  const { stages, diagnostics } = read(query)
  return [...stages.map((stage) => showStage(stage).trimEnd()), ...diagnostics.map((one) => placed(one, query))].join(
    '\n',
  )
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => {
  expect(meaning(input)).toBe(expected)
  const { stages } = read(input)
  const printed = printKql(stages)
  if (typeof printed === 'string' && stages.length > 0) expect(bare(read(printed).stages)).toBe(bare(stages))
})
