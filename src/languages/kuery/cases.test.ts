/**
 * Runs cases/*.txt: a line `# what is shown`, a query, `==>`, then the predicate, or `nothing` for an empty query, and
 * diagnostics as `code @ the text it points at`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { show } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { readKuery } from './read.js'

const folder = new URL('./cases/', import.meta.url)

function meaning(text: string): string {
  const { where, diagnostics } = readKuery(plainFragment(text))
  return [
    where ? show(where) : 'nothing',
    ...diagnostics.map(({ code, span }) => `${code} @ ${text.slice(span.from, span.to)}`),
  ].join('\n')
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt')))
  for (const paragraph of readFileSync(new URL(file, folder), 'utf8').split(/\n(?=# )/)) {
    const [, title, input, expected] = /^# (.*)\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(paragraph.trim()) ?? []
    if (title === undefined || input === undefined) throw new Error(`${file}: not a case: ${paragraph.slice(0, 80)}`)
    test(`${file}: ${title}`, () => expect(meaning(input)).toBe(expected?.trim()))
  }
