/** Case files: paragraphs of a line `# what is shown`, an input, a line `==>`, and what is expected of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'vitest'
import type { Diagnostic, Predicate, Stage } from '../src/model/rule.js'

/** A test for each paragraph of the `.txt` files of a folder whose name begins so. */
export function testCases(folder: URL, check: (input: string, expected: string) => void, beginning = ''): void {
  for (const file of readdirSync(folder).filter((name) => name.startsWith(beginning) && name.endsWith('.txt')))
    for (const paragraph of readFileSync(new URL(file, folder), 'utf8').split(/\n(?=# )/)) {
      const [, title, input, expected] = /^# (.*)\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(paragraph.trim()) ?? []
      if (title === undefined || input === undefined || expected === undefined)
        throw new Error(`${file}: not a case: ${paragraph.slice(0, 80)}`)
      test(`${file}: ${title}`, () => check(input, expected.trim()))
    }
}

/** `code @ the text it points at`, on one line. */
export const placed = ({ code, span }: Diagnostic, text: string): string =>
  `${code} @ ${text.slice(span.from, span.to).replace(/\s+/g, ' ').trim()}`.trimEnd()

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

/** Tests that the language implies and nobody wrote, marked with `~`. */
export const withMarks = (stage: Stage): Stage => {
  if (stage.kind === 'filter') return { ...stage, where: marked(stage.where) }
  if (stage.kind !== 'group') return stage
  return { ...stage, make: stage.make.map((one) => (one.where ? { ...one, where: marked(one.where) } : one)) }
}
