/**
 * Runs cases/*.txt: a line `# what is shown`, lines `macro name(args) = definition`, a search, `==>`, then its stages,
 * and diagnostics as `code @ the text it points at`. Tests that the language implies and nobody wrote are marked with `~`,
 * and predicates that are a macro's with `{its name}`.
 */

import { expect } from 'vitest'
import { testCases, withMarks } from '../../../test/case-files.js'
import type { Diagnostic, Predicate, Span } from '../../model/rule.js'
import { showStage } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import type { Macro, MacroLibrary } from './macros.js'
import { readSpl } from './read.js'

const named = /^macro ([\w.]+)(?:\(([\w, ]*)\))? = (.*)\n/

function split(input: string): { search: string; macros: MacroLibrary } {
  const found: Macro[] = []
  let search = input
  for (let match = named.exec(search); match; match = named.exec(search)) {
    const [line, name = '', args, definition = ''] = match
    found.push({ name, args: args?.split(/,\s*/) ?? [], definition, path: `${name}.yml` })
    search = search.slice(line.length)
  }
  return { search, macros: (name, arity) => found.find((one) => one.name === name && one.args.length === arity) }
}

function labels(predicate: Predicate, found: string[] = []): string[] {
  if (predicate.label) found.push(predicate.label)
  if (predicate.kind === 'and' || predicate.kind === 'or') for (const part of predicate.of) labels(part, found)
  if (predicate.kind === 'not') labels(predicate.of, found)
  return found
}

function meaning(input: string): string {
  const { search, macros } = split(input)
  const { stages, inserts, diagnostics } = readSpl(plainFragment(search), macros)
  const text = ({ from, to, in: within }: Span) =>
    within === undefined ? search.slice(from, to) : `${inserts[within]?.name}: ${inserts[within]?.text.slice(from, to)}`
  const said = ({ code, span }: Diagnostic) => `${code} @ ${text(span).replace(/\s+/g, ' ').trim()}`.trimEnd()
  return [
    ...stages.map((stage) => {
      const names = stage.kind === 'filter' ? labels(stage.where) : stage.label ? [stage.label] : []
      return `${showStage(withMarks(stage)).trimEnd()}${names.length > 0 ? ` {${names.join(', ')}}` : ''}`
    }),
    ...diagnostics.map(said),
  ].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))
