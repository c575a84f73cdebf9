/**
 * Runs cases/*.txt: a line `# what is shown`, an EQL query, `==>`, then what it means: its stages, and diagnostics as
 * `code @ the text it points at`. A query without an error is also printed and read again, to the same stages.
 */

import { expect } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import { showStage } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { printEql } from './print.js'
import { readEql } from './read.js'
import { bare } from './testing.js'

function meaning(text: string): string {
  const { stages, diagnostics } = readEql(plainFragment(text), {})
  return [...stages.map((stage) => showStage(stage)), ...diagnostics.map((one) => placed(one, text))].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => {
  expect(meaning(input)).toBe(expected)
  const { stages, diagnostics } = readEql(plainFragment(input), {})
  if (diagnostics.some(({ severity }) => severity === 'error') || JSON.stringify(stages).includes('"opaque"')) return
  const printed = printEql(stages)
  if (typeof printed !== 'string') throw new Error(printed.cannot)
  expect(bare(readEql(plainFragment(printed), {}).stages)).toBe(bare(stages))
})
