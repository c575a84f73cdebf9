/**
 * Runs cases/splunk-*.txt: a line `# what is shown`, a Splunk content file (a name and an id are put before it), `==>`,
 * then the stages of its detection and its diagnostics as `code @ the text it points at`, or `code @ in a macro`.
 */
import { describe, expect, test } from 'vitest'
import { placed, testCases } from '../../test/case-files.js'
import { readMacros } from '../formats/splunk-yaml.js'
import { showStage } from '../model/show.js'
import { parseYaml } from '../text/yaml.js'
import { readSplunk } from './splunk.js'

function read(text: string) {
  const file = parseYaml(text)
  const macros = readMacros('macros/m.yml', file)
  return readSplunk('x.yml', text, file, {
    macros: (name, arity) => macros.find((macro) => macro.name === name && macro.args.length === arity),
  })
}

function meaning(text: string): string {
  const [rule, ...others] = read(text).rules
  if (!rule || others.length > 0) throw new Error('not one rule')
  const said = rule.diagnostics.map((one) =>
    one.span.in === undefined ? placed(one, text) : `${one.code} @ in ${rule.inserts[one.span.in]?.name}`,
  )
  return [...rule.stages.map((stage) => showStage(stage)), ...said].join('\n')
}

testCases(
  new URL('./cases/', import.meta.url),
  (input, expected) => expect(meaning(`name: N\nid: I\n${input}\n`)).toBe(expected),
  'splunk-',
)

describe('a rule', () => {
  const text = `name: N
id: I
type: TTP
search: '\`src\` a="it''s" | where b="x"'
---
name: src
definition: sourcetype=y
---
name: O
id: J
type: Hunting
search: a=2
`
  const { rules, diagnostics, skipped } = read(text)

  test('for each detection of a file, with the part that it is', () => {
    expect([diagnostics, skipped]).toEqual([[], false])
    expect(rules.map(({ id, title, family, language, kind }) => [id, title, family, language, kind])).toEqual([
      ['I', 'N', 'splunk', 'spl', 'detection'],
      ['J', 'O', 'splunk', 'spl', 'detection'],
    ])
    expect(rules.map(({ span }) => text.slice(span.from, span.to).trim().split('\n')[0])).toEqual([
      'name: N',
      'name: O',
    ])
  })

  test('points into its file, and into its macro', () => {
    const [rule] = rules
    const where = rule?.stages.find((stage) => stage.kind === 'filter')?.where
    const parts = where?.kind === 'and' ? where.of : []
    const [first, second] = parts.map(({ span }) =>
      (span.in === undefined ? text : (rule?.inserts[span.in]?.text ?? '')).slice(span.from, span.to),
    )
    expect(rule?.inserts).toEqual([{ kind: 'macro', name: 'src', path: 'macros/m.yml', text: 'sourcetype=y' }])
    expect(parts[0]?.span.in).toBe(0)
    expect([first, second]).toEqual(['sourcetype=y', 'a="it\'\'s"'])
  })

  test('of a file without detections there is none', () => {
    for (const other of ['name: src\ndefinition: sourcetype=y\n', 'name: l\nfilename: l.csv\n'])
      expect(read(other)).toEqual({ rules: [], diagnostics: [], skipped: true })
  })
})
