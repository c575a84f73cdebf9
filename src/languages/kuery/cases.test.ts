/**
 * Runs cases/*.txt: a line `# what is shown`, a query, `==>`, then the predicate, or `nothing` for an empty query, and
 * diagnostics as `code @ the text it points at`.
 */

import { expect } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import { show } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { readKuery } from './read.js'

function meaning(text: string): string {
  const { where, diagnostics } = readKuery(plainFragment(text))
  return [where ? show(where) : 'nothing', ...diagnostics.map((one) => placed(one, text))].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))
