import { expect, test } from 'vitest'
import { build, type Catalog, type Entry } from './build.js'
import { eventReport } from './event-report.js'
import { eventSets, providersOf } from './event-survey.js'

const sigma = (title: string, logsource: string, selection: string): [string, string] => [
  `${title}.yml`,
  `title: ${title}\nlevel: high\ntags: [attack.execution, attack.t1059]\nlogsource: {product: windows, ${logsource}}\ndetection:\n  s: ${selection}\n  condition: s\n`,
]

const sequence: [string, string] = [
  'pair.toml',
  `[rule]
name = "Pair"
type = "eql"
language = "eql"
rule_id = "11111111-2222-4333-8444-555555555555"
index = ["logs-windows.sysmon_operational-*"]
query = '''
sequence by process.entity_id with maxspan=1m
  [process where event.code == "1" and process.name == "x.exe"]
  [network where event.code == "3"]
'''
`,
]

const files: readonly [string, string][] = [
  sigma('A', 'category: process_creation', '{Image|endswith: \\x.exe, User: SYSTEM}'),
  sigma('B', 'category: process_creation', '{Image|endswith: \\x.exe, CommandLine|contains: run}'),
  sigma('C', 'category: process_creation', '{OriginalFileName: x.exe}'),
  sigma('D', 'service: security', '{EventID: 4688, NewProcessName|endswith: \\y.exe}'),
  sigma('E', 'service: security', '{EventID: 9999, Odd: 1}'),
  sigma('F', 'service: security', '{SubjectUserName: a}'),
  sequence,
]

const catalogOf = (texts: readonly [string, string][]): Catalog =>
  build(
    [{ name: 'test', root: '/' }],
    texts.map(([path, text]) => ({ source: 0, path, text })),
  )

const catalog = catalogOf(files)
const providers = providersOf(catalog.entries)
const titles = (entries: Iterable<Entry>): string[] => [...entries].map(({ rule }) => rule.title)

function coverageOf(key: string) {
  const found = providers.flatMap(({ events }) => events).find(({ event }) => event.key === key)
  if (!found) throw new Error(`no rule covers ${key}`)
  return found
}

test('an event has the rules that it can fire, apart from those that need what it lacks', () => {
  const audit = coverageOf('security/4688')
  expect(titles(audit.rules)).toEqual(['A', 'B', 'D'])
  expect(titles(audit.alternative)).toEqual(['A', 'B'])
  expect(titles(audit.blind)).toEqual(['C'])
  expect(titles(coverageOf('sysmon/1').rules)).toEqual(['A', 'B', 'C', 'Pair'])
})

test('providers hold their whole log first, then numbers by size; what no table has is marked', () => {
  const security = providers.find(({ key }) => key === 'security')
  expect(security?.events.map(({ event }) => event.key)).toEqual(['security', 'security/4688', 'security/9999'])
  expect(security?.events.map(({ listed }) => listed)).toEqual([true, true, false])
  expect(security?.label).toBe(coverageOf('security/4688').event.label)
  expect(titles(security?.rules ?? [])).toEqual(['A', 'B', 'D', 'E', 'F'])
})

test('every event of every rule is in one place', () => {
  const all = providers.flatMap(({ events }) => events)
  expect(new Set(all.map(({ event }) => event.key)).size).toBe(all.length)
  expect(all.length).toBe(catalog.totals.events)
  for (const { event, rules, blind } of all) {
    const covering = catalog.entries.filter(({ coverage }) =>
      coverage.events.some((one) => one.event.key === event.key),
    )
    expect(new Set([...rules, ...blind])).toEqual(new Set(covering))
    expect(rules.length + blind.length).toBe(covering.length)
  }
})

test('sets of events are counted by how a rule uses them', () => {
  const sets = eventSets(catalog.entries).map(({ how, events, rules }) => ({
    how,
    events: events.map(({ event, role }) => `${role} ${event.key}`),
    rules: titles(rules),
  }))
  expect(sets).toContainEqual({
    how: 'any',
    events: ['primary sysmon/1', 'alternative security/4688'],
    rules: ['A', 'B'],
  })
  expect(sets).toContainEqual({ how: 'sequence', events: ['primary sysmon/1', 'primary sysmon/3'], rules: ['Pair'] })
  // The other event cannot fire C, so C reads one alone.
  expect(sets.flatMap(({ rules }) => rules)).not.toContain('C')
})

test('a field is counted under the name that the event has for it', () => {
  const { fields } = eventReport(catalog, coverageOf('security/4688'))
  expect(fields.listed[0]).toEqual({
    name: 'NewProcessName',
    type: 'path',
    as: ['Image'],
    rules: 3,
    kinds: [['ends_with', 3]],
  })
  expect(fields.listed.find(({ name }) => name === 'SubjectUserName')).toMatchObject({ as: ['User'], rules: 1 })
  expect(fields.listed.find(({ name }) => name === 'CommandLine')).toMatchObject({ as: [], rules: 1 })
  expect(fields.listed.filter(({ rules }) => rules === 0).length).toBeGreaterThan(3)
  expect(fields.others).toEqual([])
  const { fields: unlisted } = eventReport(catalog, coverageOf('security/9999'))
  expect(unlisted.others).toEqual([{ name: 'Odd', as: [], rules: 1, kinds: [['eq', 1]] }])
})

test('what two rules of the event hold is told with its reach in the corpus', () => {
  const { indicators, techniques, exclusions } = eventReport(catalog, coverageOf('security/4688'))
  expect(indicators.map(({ key, here, corpus }) => [key.field, key.value, here, titles(corpus)])).toEqual([
    ['Image', '\\x.exe', 2, ['A', 'B', 'Pair']],
  ])
  expect(exclusions).toEqual([])
  expect(techniques.map(({ id, rules }) => [id, rules.length])).toEqual([['T1059', 3]])
})

test('log sources of Sigma that stand for an event, and how it is turned on', () => {
  const { logSources, enabling } = eventReport(catalog, coverageOf('security/4688'))
  expect(logSources.map(({ source, role }) => [source.category, role])).toEqual([['process_creation', 'alternative']])
  expect(enabling?.lines?.[0]).toContain('Process Creation')
})
