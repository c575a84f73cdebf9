/**
 * Runs cases/*.txt: a line `# what is shown`, a query, `==>`, then its stages, and diagnostics as `code @ the text it
 * points at`. Tests that the language implies and nobody wrote are marked with `~`.
 */

import { expect } from 'vitest'
import { placed, testCases, withMarks } from '../../../test/case-files.js'
import { showStage } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { readEsql } from './read.js'

function meaning(query: string): string {
  const { stages, diagnostics } = readEsql(plainFragment(query))
  return [
    ...stages.map((stage) => showStage(withMarks(stage)).trimEnd()),
    ...diagnostics.map((one) => placed(one, query)),
  ].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))
