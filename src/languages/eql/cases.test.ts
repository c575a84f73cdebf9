/**
 * Runs cases/*.txt: a line `# what is shown`, an EQL query, `==>`, then what it means: its stages, and diagnostics as
 * `code @ the text it points at`. A query without an error is also printed and read again, to the same stages.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { showStage } from '../../model/show.js'
import { plainFragment } from '../../text/fragment.js'
import { printEql } from './print.js'
import { readEql } from './read.js'
import { bare } from './testing.js'

const folder = new URL('./cases/', import.meta.url)

function meaning(text: string): string {
  const { stages, diagnostics } = readEql(plainFragment(text), {})
  return [
    ...stages.map((stage) => showStage(stage)),
    ...diagnostics.map(({ code, span }) =>
      `${code} @ ${text.slice(span.from, span.to).replace(/\s+/g, ' ').trim()}`.trimEnd(),
    ),
  ].join('\n')
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt')))
  for (const paragraph of readFileSync(new URL(file, folder), 'utf8').split(/\n(?=# )/)) {
    const [, title, input, expected] = /^# (.*)\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(paragraph.trim()) ?? []
    if (title === undefined || input === undefined) throw new Error(`${file}: not a case: ${paragraph.slice(0, 80)}`)
    test(`${file}: ${title}`, () => {
      expect(meaning(input)).toBe(expected?.trim())
      const { stages, diagnostics } = readEql(plainFragment(input), {})
      if (diagnostics.some(({ severity }) => severity === 'error') || JSON.stringify(stages).includes('"opaque"'))
        return
      const printed = printEql(stages)
      if (typeof printed !== 'string') throw new Error(printed.cannot)
      expect(bare(readEql(plainFragment(printed), {}).stages)).toBe(bare(stages))
    })
  }
