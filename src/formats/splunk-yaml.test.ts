import { describe, expect, test } from 'vitest'
import type { Diagnostic, Metadata } from '../model/rule.js'
import { parseYaml, type YamlMap } from '../text/yaml.js'
import { kindOf } from './splunk-kinds.js'
import { readMacros, readSplunkFile, type SplunkDetection } from './splunk-yaml.js'

const read = (text: string) => readSplunkFile(text, parseYaml(text))

function only(text: string): SplunkDetection {
  const [detection, ...others] = read(text).detections
  if (!detection || others.length > 0) throw new Error(`not one detection: ${text}`)
  return detection
}

/** What a detection needs, and then some. */
const base = 'name: N\nid: I\nsearch: a=1\n'

const shown = (text: string, diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map(({ code, span }) => `${code} @ ${text.slice(span.from, span.to)}`)

const problems = (text: string): string[] => shown(text, only(text).diagnostics)

const tags = ({ tags }: Metadata): string[] => tags.map(({ namespace, name }) => `${namespace}=${name}`)

const tagged = `name: Odd Child of a Service
id: 5d6ad1c6-5a9c-4c0a-9f00-0d2b0e8b1a01
version: 3
date: '2024-10-17'
author: Ann Example, Bob Sample
status: production
type: TTP
description: One line
  and another.
data_source:
- Sysmon EventID 1
- CrowdStrike ProcessRollup2
search: '| tstats count from datamodel=Endpoint.Processes
  where Processes.process_name="it''s.exe"'
how_to_implement: |
  Turn it on.
known_false_positives: Updates.
references:
- https://example.com/a
drilldown_searches:
- name: 'Results *for* "$dest$"'
  search: '%original_detection_search% | search dest = "$dest$"'
  earliest_offset: $info_min_time$
  latest_offset: $info_max_time$
- search: |-
    index=x \`\`\`comment\`\`\`
tags:
  analytic_story:
  - Story One
  asset_type: Endpoint
  confidence: 80
  cve:
  - CVE-2024-0001
  impact: 90
  message: A child on $dest$.
  mitre_attack_id:
  - T1059
  - T1543.003
  observable:
  - name: dest
    type: Hostname
    role:
    - Victim
  - name: user
    type: User
    role: [Victim]
  product:
  - Splunk Enterprise
  - Splunk Cloud
  risk_score: 72
  security_domain: endpoint
tests:
- name: True Positive Test
  attack_data:
  - data: https://example.com/log
    sourcetype: x
`

describe('a detection', () => {
  test('that keeps all but the search among the tags', () => {
    const { id, title, meta, search, span, diagnostics } = only(tagged)
    expect(diagnostics).toEqual([])
    expect([id, title]).toEqual(['5d6ad1c6-5a9c-4c0a-9f00-0d2b0e8b1a01', 'Odd Child of a Service'])
    expect(span).toEqual({ from: 0, to: tagged.length })
    expect(search?.text).toBe(
      '| tstats count from datamodel=Endpoint.Processes where Processes.process_name="it\'s.exe"',
    )
    const at = search?.place(search.text.indexOf('"it'), search.text.length)
    expect(tagged.slice(at?.from, at?.to)).toBe('"it\'\'s.exe"')
    expect({ ...meta, tags: tags(meta), guides: meta.guides?.map(({ title }) => title), other: [] }).toEqual({
      status: 'production',
      level: 'high',
      description: 'One line and another.',
      date: '2024-10-17',
      authors: ['Ann Example', 'Bob Sample'],
      references: ['https://example.com/a'],
      falsepositives: ['Updates.'],
      tags: [
        'type=TTP',
        'analytic_story=Story One',
        'asset_type=Endpoint',
        'cve=CVE-2024-0001',
        'attack=t1059',
        'attack=t1543.003',
        'product=Splunk Enterprise',
        'product=Splunk Cloud',
        'security_domain=endpoint',
      ],
      related: [],
      fields: ['dest', 'user'],
      scope: [],
      guides: ['Setup', 'Drill-down searches'],
      other: [],
    })
  })

  test('has an entry for each source of data, and one for whatever else it says', () => {
    const { other } = only(tagged).meta
    expect(other.map(({ key, text }) => `${key}: ${text}`)).toEqual([
      'version: 3',
      'data_source: Sysmon EventID 1',
      'data_source: CrowdStrike ProcessRollup2',
      'confidence: 80',
      'impact: 90',
      'message: A child on $dest$.',
      'observable: name: dest; type: Hostname; role: Victim\nname: user; type: User; role: Victim',
      'risk_score: 72',
      'tests: name: True Positive Test; attack_data: data: https://example.com/log; sourcetype: x',
    ])
    const source = other.find(({ text }) => text.startsWith('Crowd'))?.span
    expect(tagged.slice(source?.from, source?.to)).toBe('CrowdStrike ProcessRollup2')
  })

  test('places its tags', () => {
    const found = only(tagged).meta.tags.find(({ name }) => name === 't1543.003')
    expect(tagged.slice(found?.span.from, found?.span.to)).toBe('T1543.003')
  })

  test('shows its drill-downs as code, whatever is in them', () => {
    const [setup, guide] = only(tagged).meta.guides ?? []
    expect(setup?.markdown).toBe('Turn it on.\n')
    expect(guide?.markdown.split('\n\n')).toEqual([
      '**Results \\*for\\* "$dest$"**',
      '```spl\n%original_detection_search% | search dest = "$dest$"\n```',
      'From `$info_min_time$` to `$info_max_time$`.',
      '````spl\nindex=x ```comment```\n````',
    ])
  })

  test('with risk objects', () => {
    const text = `${base}type: Anomaly
rba:
  message: M
  risk_objects:
  - field: dest
    type: system
    score: 20
  - {field: user, type: user, score: 21}
  threat_objects:
  - {field: process_name, type: process_name}
tags:
  analytic_story: [S]
  mitre_attack_id: [T1105]
  risk_score: 5
`
    const { meta, diagnostics } = only(text)
    expect(diagnostics).toEqual([])
    expect(meta.level).toBe('low')
    expect(meta.fields).toEqual(['dest', 'user', 'process_name'])
    expect(meta.other.map(({ key }) => key)).toEqual([
      'rba.message',
      'rba.risk_objects',
      'rba.threat_objects',
      'risk_score',
    ])
  })

  test('with findings, and without a map of tags', () => {
    const text = `${base}creation_date: '2026-01-02'
modification_date: 2026/2/3
finding:
  title: T
  entity: {field: src, type: system, score: 40}
intermediate_findings:
  entities:
  - {field: host, type: system, score: 61, message: M}
threat_objects:
- {field: Image, type: process}
analytic_story:
- S
mitre_attack_id:
- T1059
category: endpoint
`
    const { meta, diagnostics } = only(text)
    expect(diagnostics).toEqual([])
    expect([meta.date, meta.modified, meta.level]).toEqual(['2026-01-02', '2026-02-03', 'high'])
    expect(meta.fields).toEqual(['src', 'host', 'Image'])
    expect(tags(meta)).toEqual(['analytic_story=S', 'attack=t1059', 'category=endpoint'])
  })

  test.each([
    ['risk_score: 0', 'informational'],
    ['risk_score: 20', 'informational'],
    ['risk_score: 40.5', 'medium'],
    ['risk_score: 100', 'critical'],
    ['confidence: 70\n  impact: 50', 'low'],
    ['confidence: 70', undefined],
    ['risk_severity: Medium\n  risk_score: 1', 'medium'],
    ['message: M', undefined],
  ])('tagged with %s is %s', (text, level) => {
    expect(only(`${base}tags:\n  ${text}\n`).meta.level).toBe(level)
  })

  test('keeps what it says of its status, in small letters', () => {
    expect(only(`${base}status: Deprecated\n`).meta.status).toBe('deprecated')
  })

  test('that is one of several documents', () => {
    const text = `${base}type: TTP\n---\nname: m\ndefinition: b=2\n---\n${base.replace('N', 'O')}type: TTP\ntype: TTP\n`
    const { detections, diagnostics, skipped } = read(text)
    expect(detections.map(({ title, span }) => [title, text.slice(span.from, span.to).split('\n').length])).toEqual([
      ['N', 4],
      ['O', 5],
    ])
    expect(detections.map(({ diagnostics }) => shown(text, diagnostics))).toEqual([[], ['yaml/duplicate-key @ type']])
    expect([diagnostics, skipped]).toEqual([[], false])
  })
})

describe('faults', () => {
  const ofDetection = 'name: N\nid: I\ntype: TTP\nhow_to_implement: x\n'
  test.each([
    ['no search', ofDetection, ['splunk/no-search @ name: N']],
    ['an empty search', `${ofDetection}search:\n`, ['splunk/no-search @ search:']],
    ['a list for a search', `${ofDetection}search:\n- a\n- b\n`, ['splunk/search-not-text @ - a\n- b']],
    ['a map for a search', `${ofDetection}search: {a: 1}\n`, ['splunk/search-not-text @ {a: 1}']],
    ['no name', 'id: I\nsearch: a\ntype: TTP\nrba: {}\n', ['splunk/no-title @ id: I']],
    ['no id', 'name: N\nsearch: a\ntype: TTP\n', ['splunk/no-id @ name: N']],
    ['an unknown type', `${base}type: Tactic\n`, ['splunk/bad-value @ Tactic']],
    ['an unknown status', `${base}status: done\n`, ['splunk/bad-value @ done']],
    ['no date', `${base}date: 17th of May\n`, ['splunk/bad-date @ 17th of May']],
    ['no score', `${base}tags: {risk_score: high}\n`, ['splunk/bad-score @ high']],
    ['a score too high', `${base}rba: {risk_objects: [{score: 101}]}\n`, ['splunk/bad-score @ 101']],
    ['a list as a score', `${base}tags: {risk_score: [1]}\n`, ['splunk/bad-score @ [1]']],
    ['text for a list', `${base}references: https://example.com\n`, ['splunk/ill-typed @ https://example.com']],
    ['a list for text', `${base}author: [A, B]\n`, ['splunk/ill-typed @ [A, B]']],
    ['a list for a map', `${base}type: TTP\ntags: [a]\n`, ['splunk/ill-typed @ [a]']],
  ])('%s', (_, text, expected) => expect(problems(text)).toEqual(expected))

  test('what is given as text where a list belongs is still read', () => {
    const { meta } = only(`${base}references: https://example.com\ndata_source: Sysmon EventID 1\n`)
    expect(meta.references).toEqual(['https://example.com'])
    expect(meta.other.map(({ text }) => text)).toEqual(['Sysmon EventID 1'])
  })
})

describe('macros', () => {
  const macros = (text: string) => readMacros('macros/m.yml', parseYaml(text))

  test('with and without arguments', () => {
    const path = 'macros/m.yml'
    expect(macros('name: sysmon\ndefinition: sourcetype=a OR\n  source=b\n')).toEqual([
      { name: 'sysmon', args: [], definition: 'sourcetype=a OR source=b', path },
    ])
    expect(macros('name: f(2)\narguments: [a, b]\ndefinition: |\n  eval x=$a$+$b$\n')).toEqual([
      { name: 'f', args: ['a', 'b'], definition: 'eval x=$a$+$b$', path },
    ])
    expect(macros('name: f\narguments: a, b\ndefinition: ""\n')).toEqual([
      { name: 'f', args: ['a', 'b'], definition: '', path },
    ])
  })

  test('of other documents there are none', () => {
    expect([base, 'name: x\nfilename: x.csv\n', 'a', ''].flatMap(macros)).toEqual([])
  })

  test('quoted over lines that are not indented', () => {
    const [macro] = macros("arguments:\n- a\ndefinition: 'eval x=$a$\n| where x>1\n| fields x'\nname: m\n")
    expect(macro).toMatchObject({ name: 'm', args: ['a'], definition: 'eval x=$a$ | where x>1 | fields x' })
  })

  test('that cannot be used are told', () => {
    const faults = (text: string) => shown(text, read(text).diagnostics)
    expect(faults('name: m\ndefinition: [a]\n')).toEqual(['splunk/bad-macro @ [a]'])
    expect(faults('name: ""\ndefinition: a\n')).toEqual(['splunk/bad-macro @ name: ""'])
    expect(read('name: m\ndefinition: a\n')).toEqual({ detections: [], diagnostics: [], skipped: true })
  })
})

describe('what else a content repository holds', () => {
  const kind = (text: string) => kindOf(parseYaml(text).documents[0] as YamlMap)

  test.each([
    ['lookup', 'name: l\nfilename: l.csv\ndescription: d'],
    ['lookup', 'name: l\ncollection: l\nfields_list: a, b'],
    ['lookup', 'name: l\nid: i\nlookup_type: mlmodel'],
    ['data source', 'name: d\nid: i\nsource: s\nsourcetype: t\nfields: [a]'],
    ['story', 'name: s\nid: i\nnarrative: n\ntags: {category: [Malware]}'],
    [
      'baseline',
      'name: b\nid: i\ntype: Baseline\nsearch: "| stats count"\nhow_to_implement: h\ntags: {detections: [D]}',
    ],
    ['baseline', 'name: b\nid: i\ntype: batch\nsearch: x\nhow_to_implement: h\ntags: {detections: [D]}'],
    ['investigation', 'name: i\nid: i\ntype: Investigation\nsearch: x\nhow_to_implement: h\nknown_false_positives: n'],
    ['playbook', 'name: p\nid: i\ntype: Response\nplaybook: p\nhow_to_implement: h\napp_list: []'],
    ['deployment', 'name: d\nid: i\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *"}\nalert_action: {}'],
    ['test', 'name: D Unit Test\ntests: [{name: D, file: d.yml, attack_data: []}]'],
    ['macro', 'name: m\ndefinition: a'],
    ['detection', `${base}description: d`],
    ['detection', 'id: i\nsearch: a\nrba: {message: m}'],
    ['detection', 'name: n\ntype: Hunting\nknown_false_positives: none'],
    [undefined, 'name: w\non: push\njobs: {}'],
    [undefined, 'title: T\nlogsource: {product: windows}\ndetection: {condition: a}\nsearch: x\nid: i\nname: n'],
    [undefined, 'name: T\nid: i\nquery: SecurityEvent\nkind: Scheduled\ntactics: [Execution]'],
    [undefined, 'name: n\nsearch: x'],
  ])('%s: %j', (expected, text) => expect(kind(text)).toBe(expected))

  test('is skipped without a word', () => {
    expect(read('name: l\nfilename: l.csv\n')).toEqual({ detections: [], diagnostics: [], skipped: true })
  })
})
