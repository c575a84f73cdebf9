/**
 * Runs cases/kusto-*.txt: a file, `==>`, then for each of its rules a line with its title, id, level, tags and links, its
 * stages, and its diagnostics as `code @ the text it points at`. Beside them: metadata, places, and files that are none.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placed, testCases } from '../../test/case-files.js'
import type { Rule, Span } from '../model/rule.js'
import { showStage } from '../model/show.js'
import { parseKql } from '../node/kusto.js'
import { parseYaml } from '../text/yaml.js'
import type { ReadFile, Tools } from './families.js'
import { readKqlFile, readKustoMarkdown, readSentinel } from './kusto.js'
import { distinctTitles } from './kusto-titles.js'

const tools: Tools = { macros: () => undefined, kql: parseKql }

const sentinel = (text: string): ReadFile => readSentinel('Some_folder/FileName.yaml', text, parseYaml(text), tools)
const markdown = (text: string): ReadFile => readKustoMarkdown('Some_folder/FileName.md', text, tools)
const queries = (text: string): ReadFile => readKqlFile('Some_folder/FileName.kql', text, tools)

function meaning({ rules, diagnostics, skipped }: ReadFile, text: string): string {
  return [
    ...rules.flatMap(({ title, id, meta, stages, diagnostics: problems }) => [
      [
        title,
        ...(id ? [`id ${id}`] : []),
        ...(meta.level ? [meta.level] : []),
        ...(meta.status ? [meta.status] : []),
        ...meta.authors.map((author) => `by ${author}`),
        ...meta.tags.map(({ namespace, name }) => (namespace ? `${namespace}.${name}` : name)),
        ...meta.references,
      ].join(' | '),
      ...stages.map((stage) => `  ${showStage(stage)}`),
      ...problems.map((one) => `  ${placed(one, text)}`),
    ]),
    ...diagnostics.map((one) => placed(one, text)),
    ...(skipped ? ['skipped'] : []),
  ].join('\n')
}

for (const [beginning, read] of [
  ['kusto-sentinel', sentinel],
  ['kusto-markdown', markdown],
  ['kusto-queries', queries],
] as const)
  testCases(
    new URL('./cases/', import.meta.url),
    (input, expected) => expect(meaning(read(input), input)).toBe(expected),
    beginning,
  )

const at = (text: string, { from, to }: Span): string => text.slice(from, to)

function only({ rules }: ReadFile): Rule {
  const [rule] = rules
  if (!rule) throw new Error('no rule')
  return rule
}

describe('metadata of YAML', () => {
  const text = `id: 11111111-0000-4000-8000-000000000001
name: Title
description: |
  'Two
   lines. See https://example.com/a, and (https://example.com/b_(c)).'
description-detailed: |
  More.
severity: High
status: Available
requiredDataConnectors:
  - connectorId: Some
    dataTypes:
      - TableA
      - TableB
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics:
  - CommandAndControl
  - Malware, component
relevantTechniques:
  - T1059.001
  - T0831
query: T | where A == "b"
entityMappings:
  - entityType: Host
    fieldMappings:
      - identifier: FullName
        columnName: Computer
customDetails:
  Program: FileName
tags:
  - Storm
  - Schema: ASimDns
metadata:
  author:
    name: Ann, Bob
  support:
    tier: Community
version: 1.0.0
kind: Scheduled
`
  const rule = only(sentinel(text))

  test('has a place for each key', () => {
    const { tags, guides, other, ...meta } = rule.meta
    expect(rule).toMatchObject({
      kind: 'detection',
      family: 'kusto',
      language: 'kql',
      id: '11111111-0000-4000-8000-000000000001',
      title: 'Title',
      text,
      span: { from: 0, to: text.length },
      diagnostics: [],
    })
    expect(meta).toEqual({
      status: 'available',
      level: 'high',
      description: 'Two\n lines. See https://example.com/a, and (https://example.com/b_(c)).',
      authors: ['Ann', 'Bob'],
      references: ['https://example.com/a', 'https://example.com/b_(c)'],
      falsepositives: [],
      related: [],
      fields: ['Computer', 'FileName'],
      scope: [],
    })
    expect(tags.map(({ namespace, name, span }) => [namespace, name, at(text, span)])).toEqual([
      ['attack', 'command-and-control', 'CommandAndControl'],
      ['category', 'malware-component', 'Malware, component'],
      ['attack', 't1059.001', 'T1059.001'],
      ['attack-ics', 't0831', 'T0831'],
      ['Schema', 'ASimDns', 'ASimDns'],
      ['', 'Storm', 'Storm'],
    ])
    expect(guides?.map(({ title, markdown: words }) => [title, words])).toEqual([['Details', 'More.\n']])
    expect(other.map(({ key, text: words }) => [key, words])).toEqual([
      ['requiredDataConnectors', 'Some: TableA, TableB'],
      ['queryFrequency', '1h'],
      ['queryPeriod', '1d'],
      ['triggerOperator', 'gt'],
      ['triggerThreshold', '0'],
      ['entityMappings', 'entityType: Host; fieldMappings: identifier: FullName; columnName: Computer'],
      ['customDetails', 'Program: FileName'],
      ['version', '1.0.0'],
      ['kind', 'Scheduled'],
      ['support', 'tier: Community'],
    ])
  })

  test('the query is where it stands, quoted, folded or in a block', () => {
    for (const written of [
      'T | where A == "bb"',
      '|\n    T\n    | where A == "bb"',
      '\'T | where A == "bb"\'',
      '"T\\r\\n| where A == \\"bb\\""',
      '>-\n  T |\n  where A == "bb"',
    ]) {
      const whole = `id: 1\nname: N\nkind: NRT\nquery: ${written}\nversion: 1\n`
      const { stages, diagnostics } = only(sentinel(whole))
      expect(diagnostics).toEqual([])
      const [, filter] = stages
      if (filter?.kind !== 'filter') throw new Error(`no filter in ${written}`)
      expect(at(whole, filter.where.span).replaceAll('\\', '')).toBe('A == "bb"')
      const values = filter.where.kind === 'indicator' ? filter.where.values : []
      expect(values.map(({ span }) => at(whole, span).replaceAll('\\', ''))).toEqual(['"bb"'])
    }
  })

  test('a file may list several rules', () => {
    const whole = `resources:
  - type: Microsoft.SecurityInsights/alertRules
    name: one
    kind: Scheduled
    properties: {displayName: First, query: T | where A == "b", severity: Low}
  - type: Microsoft.OperationalInsights/workspaces/savedSearches
    name: two
    properties:
      displayName: Second
      query: U | where C == "d"
      tags:
        - {name: tactics, value: "Execution,Persistence"}
        - {name: techniques, value: T1059}
  - type: Microsoft.Logic/workflows
    name: three
`
    const { rules } = sentinel(whole)
    expect(rules.map(({ id, title, span }) => [id, title, at(whole, span).split('\n')[0]])).toEqual([
      ['one', 'First', 'type: Microsoft.SecurityInsights/alertRules'],
      ['two', 'Second', 'type: Microsoft.OperationalInsights/workspaces/savedSearches'],
    ])
    expect(rules[1]?.meta.tags.map(({ name }) => name)).toEqual(['execution', 'persistence', 't1059'])
  })
})

describe('metadata of Markdown', () => {
  const text = `\uFEFF# A *page* of [queries](x)
**ID:** HUNT-1
**Severity:** Medium
**Last Modified:** 27/08/2024
**OS:** Windows

## Detection description
What it looks for.

## ATT&CK Tags
| Tactic | Technique | Sub |
|---|---|---|
| TA0005 - Evasion | T1562 | 001 |

## False Positives
Sometimes.

## References
* https://example.com/a
* [b](https://example.com/b)

## Detection
\`\`\`C#
T | where A == "b"
\`\`\`

## Version History
| 1.1 | 2025-05-19 |
| 1.0 | 2021-02-20 |
`
  const rule = only(markdown(text))

  test('has a place for each section', () => {
    const { tags, other, ...meta } = rule.meta
    expect([rule.id, rule.title]).toEqual(['HUNT-1', 'A page of queries'])
    expect(meta).toEqual({
      level: 'medium',
      description: 'What it looks for.',
      date: '2021-02-20',
      modified: '2024-08-27',
      authors: [],
      references: ['https://example.com/a', 'https://example.com/b'],
      falsepositives: ['Sometimes.'],
      related: [],
      fields: [],
      scope: [],
    })
    expect(tags.map(({ name, span }) => [name, at(text, span)])).toEqual([
      ['ta0005', 'TA0005'],
      ['t1562.001', 'T1562 | 001'],
    ])
    expect(other.map(({ key, text: words, span }) => [key, words, at(text, span)])).toEqual([
      ['OS', 'Windows', '**OS:** Windows'],
    ])
  })

  test('the query is where it stands', () => {
    expect(rule.stages.map(({ span }) => at(text, span))).toEqual(['T', expect.stringContaining('A == "b"')])
  })
})

test('each query of a file has its part of it', () => {
  const text =
    ' # P\n\n## Sentinel\n```kql\nT | where A == "b"\n```\nbetween\n## Defender XDR\n```kql\nU | where C == "d"\n```\n'
  expect(markdown(text).rules.map(({ span }) => at(text, span))).toEqual([
    '## Sentinel\n```kql\nT | where A == "b"\n```',
    '## Defender XDR\n```kql\nU | where C == "d"\n```',
  ])
  const file = '// one\nT | where A == "b";\n\n// two\nU\n| where C == "d" |\n\nwhere E == "f"\n'
  const two = queries('// one\nT | where A == "b"\n\n// two\nU\n| where C == "d"\n')
  expect(two.rules.map(({ title }) => title)).toEqual(['File Name (one)', 'File Name (two)'])
  expect(two.rules.map(({ text: whole, span }) => at(whole, span).trim())).toEqual([
    '// one\nT | where A == "b"',
    '// two\nU\n| where C == "d"',
  ])
  expect(queries(file).rules.length).toBeGreaterThan(0)
})

test('without a parser rules say that they are not read', () => {
  const bare: Tools = { macros: () => undefined }
  const yaml = 'id: 1\nname: N\nkind: NRT\nquery: T | where A == "b"\n'
  for (const { rules } of [
    readSentinel('x.yaml', yaml, parseYaml(yaml), bare),
    readKustoMarkdown('x.md', '```kql\nT | where A == "b"\n```\n', bare),
    readKqlFile('x.kql', 'T | where A == "b"', bare),
  ]) {
    expect(rules.map(({ stages, diagnostics }) => [stages.length, diagnostics.map(({ code }) => code)])).toEqual([
      [0, ['kusto/no-parser']],
    ])
  }
})

describe('titles', () => {
  const group = {}

  test('say as little as is enough', () => {
    const named = (...names: string[]) => ({ group, title: 'P', names })
    expect(distinctTitles([named('Sentinel')])).toEqual(['P'])
    expect(distinctTitles([named('Sentinel'), named('XDR')])).toEqual(['P (Sentinel)', 'P (XDR)'])
    expect(distinctTitles([named('S', 'One, S'), named('S', 'Two, S'), named()])).toEqual([
      'P (One, S)',
      'P (Two, S)',
      'P',
    ])
    expect(distinctTitles([named('S'), named('S'), named(), named()])).toEqual(['P (S)', 'P (S, 2)', 'P', 'P (2)'])
  })

  test('are as many as there are queries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ group: fc.constantFrom(1, 2), title: fc.string(), names: fc.array(fc.string()) })),
        (all) => {
          expect(distinctTitles(all)).toHaveLength(all.length)
        },
      ),
    )
  })
})

describe('whatever the text', () => {
  const piece = fc.constantFrom(
    ...[
      '# ',
      '## Sentinel',
      '\n',
      '\r\n',
      '```',
      '```kql',
      '~~~~',
      '---',
      '===',
      'T | where A == "b"',
      'let x = 1;',
      '// c',
      '"',
      '\t',
    ],
    ...[
      'query: ',
      'query: |\n  ',
      'tactics:\n',
      '  - Execution',
      '**ID:** 1',
      '| T1059 | 001 |',
      '(',
      ')',
      '\uFEFF',
      'kind: NRT\n',
      'T1059',
      ':',
    ],
  )
  const anyText = fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }).map((parts) => parts.join(''))

  test('nothing is thrown, and all places lie in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const file of [sentinel(text), markdown(text), queries(text)])
          for (const { span, meta, diagnostics } of file.rules)
            for (const one of [
              span,
              ...meta.tags.map((tag) => tag.span),
              ...meta.other.map((other) => other.span),
              ...diagnostics.map((each) => each.span),
            ]) {
              expect(one.from).toBeGreaterThanOrEqual(0)
              expect(one.to).toBeGreaterThanOrEqual(one.from)
              expect(one.to).toBeLessThanOrEqual(text.length)
            }
      }),
      { numRuns: 300 },
    )
  })

  test('large texts of one sign are read to their end', () => {
    const bare: Tools = { macros: () => undefined }
    const signs = [
      '#',
      '`',
      '```\n',
      '"',
      '(',
      '-',
      ' ',
      '\n',
      '\n\n',
      '// a\n\n',
      '*',
      'a: |\n',
      '|',
      '.',
      ';',
      '[',
      "'",
    ]
    for (const sign of [...signs, 'https://a.)', 'T1059', '**a', 'a b\n\n', '# a\n', '(c)', '!', '<!--']) {
      const text = sign.repeat(100_000 / sign.length)
      for (const file of [
        readSentinel('x.yaml', text, parseYaml(text), bare),
        readKustoMarkdown('x.md', `\`\`\`kql\n${text}\n\`\`\`\n${text}\n\`\`\`kql\nT | where A == "b"\n\`\`\``, bare),
        readKqlFile('x.kql', `T | where A == "b"\n${text}`, bare),
      ])
        expect(file.rules.length).toBeLessThan(4)
    }
  })
})
