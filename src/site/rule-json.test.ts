import { expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { ruleJson } from './rule-json.js'

const text = `title: Tunnel Client
id: 11111111-2222-4333-8444-555555555555
status: test
level: medium
tags: [attack.exfiltration, attack.t1567]
logsource: {category: network_connection, product: windows}
detection:
  selection:
    DestinationHostname|endswith: [.tunnel.example, b]
  filter: {Image: null}
  condition: selection and not filter
`

const twin = (...texts: string[]): Record<string, unknown> => {
  const catalog = build(
    [{ name: 'test', root: '/', revision: 'abc', license: 'CC0' }],
    texts.map((one, i) => ({ source: 0, path: `r${i}.yml`, text: one })),
  )
  const entry = catalog.entries.find(({ rule }) => rule.path === 'r0.yml')
  if (!entry) throw new Error('the first text is not a rule')
  return JSON.parse(JSON.stringify(ruleJson(catalog.view(entry))))
}

test('says what the page says', () => {
  const from = text.indexOf('.tunnel.example')
  expect(twin(text)).toMatchObject({
    id: '11111111-2222-4333-8444-555555555555',
    family: 'sigma',
    title: 'Tunnel Client',
    level: 'medium',
    status: 'test',
    path: 'r0.yml',
    source: { name: 'test', revision: 'abc', license: 'CC0' },
    attack: [
      {
        tactic: { id: 'TA0010', shortname: 'exfiltration', name: 'Exfiltration' },
        techniques: [{ id: 'T1567', name: 'Exfiltration Over Web Service' }],
      },
    ],
    stages: [
      {
        index: 0,
        name: 'condition',
        role: 'condition',
        text: 'selection and not filter',
        line: 11,
        predicate: { kind: 'and' },
      },
      {
        index: 1,
        name: 'selection',
        role: 'required',
        line: 8,
        ways: 2,
        predicate: { kind: 'indicator', op: 'ends_with' },
      },
      { index: 2, name: 'filter', role: 'exclusion' },
    ],
    indicators: [
      {
        field: 'DestinationHostname',
        written: 'DestinationHostname',
        kind: 'ends_with',
        values: [
          { value: '.tunnel.example', count: 1, families: { sigma: 1 }, span: { from, to: from + 15 }, line: 9 },
          { value: 'b', count: 1 },
        ],
      },
    ],
    exclusions: [{ field: 'Image', kind: 'eq', values: [{ value: null, count: 1 }] }],
    diagnostics: [],
  })
})

test('a span of a stage cuts its text out of the rule', () => {
  const { stages } = twin(text)
  for (const stage of stages as { text: string; span: { from: number; to: number } }[])
    expect(text.slice(stage.span.from, stage.span.to)).toBe(stage.text)
})

test('counts over several rules include this one', () => {
  const other = text.replace('11111111', '22222222').replace(', b]', ', c]')
  expect(twin(text, other)).toMatchObject({
    indicators: [{ values: [{ count: 2, families: { sigma: 2 } }, { count: 1 }] }],
  })
})

test('a diagnostic has its line and column', () => {
  const broken = text.replace('not filter', 'not filtre')
  expect(twin(broken)).toMatchObject({
    extent: 'partial',
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ code: 'sigma/unknown-identifier', severity: 'error', line: 11, column: 32 }),
    ]),
  })
})

test('a rule that could not be read has a twin too', () =>
  expect(twin('title: t\nlogsource: {product: x}\n')).toMatchObject({
    extent: 'unread',
    level: null,
    status: null,
    stages: [],
    indicators: [],
  }))
