/**
 * Runs cases/*.txt: a line `# what is shown`, a query, `==>`, then its stages, and diagnostics as `code @ the text it
 * points at`. Tests that the language implies and nobody wrote are marked with `~`.
 */

import { expect } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import type { Predicate, Stage } from '../../model/rule.js'
import { showStage } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { readEsql } from './read.js'

function marked(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, of: predicate.of.map(marked) }
    case 'not':
      return { ...predicate, of: marked(predicate.of) }
    case 'indicator': {
      const { implied, field } = predicate
      return implied && field ? { ...predicate, field: { ...field, written: `~${field.written}` } } : predicate
    }
    default:
      return predicate
  }
}

const withMarks = (stage: Stage): Stage => {
  if (stage.kind === 'filter') return { ...stage, where: marked(stage.where) }
  if (stage.kind !== 'group') return stage
  return { ...stage, make: stage.make.map((one) => (one.where ? { ...one, where: marked(one.where) } : one)) }
}

function meaning(query: string): string {
  const { stages, diagnostics } = readEsql(plainFragment(query))
  return [
    ...stages.map((stage) => showStage(withMarks(stage)).trimEnd()),
    ...diagnostics.map((one) => placed(one, query)),
  ].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))
