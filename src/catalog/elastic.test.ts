/**
 * Runs cases/elastic-*.txt: a line `# what is shown`, an Elastic rule file, `==>`, then its stages and its diagnostics
 * as `code @ the text it points at`. Beside them: the metadata, and files that are none.
 */

import { describe, expect, test } from 'vitest'
import { placed, testCases } from '../../test/case-files.js'
import type { Rule, Span } from '../model/rule.js'
import { showStage } from '../model/show.js'
import { readElastic } from './elastic.js'

function only(text: string): Rule {
  const { rules } = readElastic('x.toml', text)
  const [rule] = rules
  if (!rule) throw new Error('no rule')
  return rule
}

const at = (text: string, { from, to }: Span): string => text.slice(from, to)

function meaning(text: string): string {
  const { stages, diagnostics } = only(text)
  return [...stages.map((stage) => showStage(stage)), ...diagnostics.map((one) => placed(one, text))].join('\n')
}

testCases(
  new URL('./cases/', import.meta.url),
  (input, expected) =>
    expect(
      meaning(`[rule]
name = "N"
rule_id = "I"
${input}`),
    ).toBe(expected),
  'elastic-',
)

const whole = `[metadata]
creation_date = "2024/3/09"
integration = ["endpoint", "windows"]
maturity = "deprecated"
updated_date = "2025/01/02"

[transform]
[[transform.osquery]]
label = "L"

[rule]
author = ["Ann", "Bob, the second"]
building_block_type = "default"
description = """
Two
lines.
"""
false_positives = ["""
Often.
""", " "]
from = "now-9m"
index = ["a-*", "b-*"]
language = "kuery"
license = "Some License v9"
name = "A rule"
note = "## Look"
references = ["https://example.com/a"]
risk_score = 21
rule_id = "0d4d0b1a-0000-4000-8000-000000000001"
setup = "Turn it on."
severity = "Low"
tags = ["Domain: Endpoint", "Data Source: A: B", "plain"]
type = "query"
query = '''
x : 1
'''

[rule.investigation_fields]
field_names = ["f.g", "h"]

[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1059"
[[rule.threat.technique.subtechnique]]
id = "T1059.001"
[[rule.threat.technique]]
id = "T1047"
[rule.threat.tactic]
id = "TA0002"
name = "Execution"
[[rule.threat]]
framework = "MITRE ATT&CK"
[rule.threat.tactic]
id = "TA0040"
`

describe('metadata', () => {
  const rule = only(whole)

  test('has a place for each key', () => {
    const { tags, threats, guides, other, ...meta } = rule.meta
    expect(rule).toMatchObject({
      kind: 'detection',
      family: 'elastic',
      language: 'kuery',
      title: 'A rule',
      id: '0d4d0b1a-0000-4000-8000-000000000001',
      path: 'x.toml',
      text: whole,
      span: { from: 0, to: whole.length },
      diagnostics: [],
    })
    expect(meta).toEqual({
      status: 'deprecated',
      level: 'low',
      description: 'Two\nlines.',
      authors: ['Ann', 'Bob, the second'],
      date: '2024-03-09',
      modified: '2025-01-02',
      license: 'Some License v9',
      references: ['https://example.com/a'],
      falsepositives: ['Often.'],
      related: [],
      fields: ['f.g', 'h'],
      scope: [],
    })
    expect(tags.map(({ namespace, name, span }) => [namespace, name, at(whole, span)])).toEqual([
      ['Domain', 'Endpoint', '"Domain: Endpoint"'],
      ['Data Source', 'A: B', '"Data Source: A: B"'],
      ['', 'plain', '"plain"'],
    ])
    expect(guides?.map(({ title, markdown, span }) => [title, markdown, at(whole, span)])).toEqual([
      ['Investigation guide', '## Look', '## Look'],
      ['Setup', 'Turn it on.', 'Turn it on.'],
    ])
    expect(other.map(({ key, text }) => [key, text])).toEqual([
      ['building_block_type', 'default'],
      ['from', 'now-9m'],
      ['risk_score', '21'],
      ['type', 'query'],
      ['integration', 'endpoint, windows'],
      ['transform', 'osquery: label: L'],
    ])
    for (const { key, span } of other) expect(at(whole, span)).toContain(key)
  })

  test('a key that the type of the rule has no use for is listed', () => {
    const { meta } = only(whole.replace('type = "query"', 'type = "machine_learning"'))
    expect(meta.other.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['index', 'query', 'type', 'integration', 'transform']),
    )
  })

  test('threats keep their pairs', () => {
    expect(
      rule.meta.threats?.map(({ tactic, name, techniques }) => [
        tactic,
        name,
        techniques.map(({ id, span }) => [id, at(whole, span)]),
      ]),
    ).toEqual([
      [
        'TA0002',
        'Execution',
        [
          ['T1059', '"T1059"'],
          ['T1059.001', '"T1059.001"'],
          ['T1047', '"T1047"'],
        ],
      ],
      ['TA0040', undefined, []],
    ])
  })

  test('what is wrong with it is told in its place', () => {
    const text =
      '[metadata]\ncreation_date = "soon"\n[rule]\nseverity = "grave"\nquery = "a:1"\nindex = ["i"]\n' +
      '[[rule.threat]]\ntechnique = {id = "T1"}\n[[rule.threat]]\nframework = "MITRE ATLAS"\ntactic = {id = "AML.TA1"}\n'
    const { title, meta, diagnostics } = only(text)
    expect(diagnostics.map(({ code, span }) => `${code} @ ${at(text, span).split('\n')[0]}`)).toEqual([
      'elastic/no-title @ severity',
      'elastic/no-id @ severity',
      'elastic/bad-value @ "grave"',
      'elastic/bad-date @ "soon"',
      'elastic/bad-threat @ [[rule.threat]]',
      'elastic/no-type @ severity',
    ])
    expect(title).toBe('Untitled rule')
    expect(meta.date).toBe('soon')
    expect(meta.threats).toHaveLength(1)
    expect(meta.other.find(({ key }) => key === 'threat')?.text).toContain('AML.TA1')
  })
})

describe('places', () => {
  test('a query is read where it stands, with escapes and without', () => {
    const text = [
      '[rule]',
      'type = "query"',
      'name = "N"',
      'rule_id = "I"',
      'index = ["i"]',
      'query = "one : \\"\\u00e9\\" and two : 2"',
    ].join('\n')
    const { stages } = only(text)
    const [read, filter] = stages
    expect(read && at(text, read.span)).toBe('index = ["i"]')
    if (filter?.kind !== 'filter' || filter.where.kind !== 'and') throw new Error('no filter')
    expect(filter.where.of.map(({ span }) => at(text, span))).toEqual(['one : \\"\\u00e9\\"', 'two : 2'])
    expect(at(text, filter.span)).toBe('one : \\"\\u00e9\\" and two : 2')
  })

  test('of a threshold: its fields, and what must be reached', () => {
    const text = `[rule]\ntype = "threshold"\nname = "N"\nrule_id = "I"\nindex = ["i"]\nquery = "a:1"
[rule.threshold]\nfield = ["b.c"]\nvalue = 5\n[[rule.threshold.cardinality]]\nfield = "d"\nvalue = 3\n`
    const [, , group, filter] = only(text).stages
    if (group?.kind !== 'group' || filter?.kind !== 'filter') throw new Error('no threshold')
    expect([...group.by, ...group.make.flatMap(({ of }) => of ?? [])].map(({ span }) => at(text, span))).toEqual([
      'b.c',
      'd',
    ])
    const bounds = filter.where.kind === 'and' ? filter.where.of : []
    expect(bounds.map(({ span }) => at(text, span))).toEqual(['value = 5', 'value = 3'])
    const values = bounds.flatMap((one) => (one.kind === 'indicator' ? one.values : []))
    expect(values.map(({ span }) => at(text, span))).toEqual(['5', '3'])
  })
})

describe('files that hold no rule', () => {
  test('are skipped, with a note', () => {
    for (const text of ['[hunt]\nname = "H"\n', 'a = 1', '', '[rule]\nx = 1\n', 'rule = "name"']) {
      const { rules, skipped, diagnostics } = readElastic('x.toml', text)
      expect([rules.length, skipped, diagnostics.map(({ code }) => code)]).toEqual([0, true, ['elastic/not-a-rule']])
    }
  })

  test('are told when they are broken', () => {
    const { rules, skipped, diagnostics } = readElastic('x.toml', '[rule\nname = "x"')
    expect([rules, skipped, diagnostics.map(({ code }) => code)]).toEqual([[], false, ['toml/syntax']])
  })

  test('a broken rule keeps what stands before', () => {
    const text = '[rule]\nname = "N"\nrule_id = "I"\nquery = "\\."\ntype = "query"\n'
    const rule = only(text)
    expect(rule.title).toBe('N')
    expect(rule.stages).toEqual([])
    expect(rule.diagnostics.map(({ code }) => code)).toEqual(['toml/syntax', 'elastic/no-type'])
  })
})
