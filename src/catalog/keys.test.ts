/** Keys of the families whose readers need more than a text: indicators by hand. */
import { describe, expect, test } from 'vitest'
import { ruleWith, span } from '../../test/rules.js'
import type { Family, Indicator, Operator, Rule } from '../model/rule.js'
import { Corpus, type Tally } from './corpus.js'
import { type Held, held } from './indicators.js'
import { looser } from './keys.js'

interface Asked {
  readonly family: Family
  readonly written: Readonly<Record<string, string>>
  readonly field: string
  readonly op: Operator
  readonly value: string
  readonly via?: readonly string[]
  readonly said?: string
}

function ruleOf({ family, written, field, op, value, via = [], said }: Asked): Rule {
  const where: Indicator = {
    kind: 'indicator',
    span,
    field: { span, written: field },
    op,
    values: [{ kind: 'text', span, parts: [value], written: value }],
    need: 'one',
    cased: false,
    via,
  }
  const { meta } = ruleWith({})
  return ruleWith({
    family,
    meta: { ...meta, other: said === undefined ? [] : [{ key: 'data_source', text: said, span }] },
    stages: [
      { kind: 'read', span, source: { kind: 'events', written } },
      { kind: 'filter', span, from: 0, where },
    ],
  })
}

const only = (asked: Asked): Held => {
  const [one, ...others] = held(ruleOf(asked))
  if (!one || others.length > 0) throw new Error('not one indicator')
  return one
}

const told = ({ key }: Held): string => `${key.field} ${[key.kind, ...key.modifiers].join('|')} ${key.folded}`

type Test = readonly [op: Operator, value: string, via?: readonly string[]]

const sigma = (field: string, [op, value, via = []]: Test): Asked => ({
  family: 'sigma',
  written: { product: 'windows' },
  field,
  op,
  value,
  via,
})
const elastic = (field: string, [op, value, via = []]: Test): Asked => ({
  ...sigma(field, [op, value, via]),
  family: 'elastic',
  written: { index: 'winlogbeat-*' },
})
const splunk = (datamodel: string, field: string, [op, value, via = []]: Test): Asked => ({
  ...sigma(field, [op, value, via]),
  family: 'splunk',
  written: { datamodel },
})
const kusto = (table: string, field: string, [op, value, via = []]: Test): Asked => ({
  ...sigma(field, [op, value, via]),
  family: 'kusto',
  written: { table },
})

const word = ['word']

describe('four families', () => {
  test('have one key for what starts a program', () => {
    const all = [
      sigma('Image', ['ends_with', '\\cmd.exe']),
      elastic('process.name', ['eq', 'cmd.exe']),
      splunk('Endpoint.Processes', 'Processes.process_name', ['eq', 'CMD.exe']),
      kusto('DeviceProcessEvents', 'FileName', ['eq', 'cmd.exe']),
      kusto('DeviceProcessEvents', 'FolderPath', ['ends_with', '\\cmd.exe']),
      kusto('DeviceNetworkEvents', 'InitiatingProcessFileName', ['eq', 'cmd.exe']),
      kusto('SecurityEvent', 'NewProcessName', ['ends_with', '\\cmd.exe']),
      kusto('_Im_ProcessCreate', 'TargetProcessName', ['ends_with', '\\cmd.exe']),
    ].map(only)
    expect(new Set(all.map(told))).toEqual(new Set(['Image ends_with \\cmd.exe']))
    expect(told(only(kusto('DeviceProcessEvents', 'InitiatingProcessFileName', ['eq', 'cmd.exe'])))).toBe(
      'ParentImage ends_with \\cmd.exe',
    )
  })

  test('have one key for the text of a command line, and of a registry path with its hive', () => {
    const lines = [
      sigma('CommandLine', ['contains', ' -enc ']),
      elastic('process.command_line', ['contains', ' -enc ']),
      splunk('Endpoint.Processes', 'Processes.process', ['contains', ' -ENC ']),
      kusto('DeviceProcessEvents', 'ProcessCommandLine', ['contains', ' -enc ']),
    ].map(only)
    expect(new Set(lines.map(told)).size).toBe(1)
    const paths = [
      sigma('TargetObject', ['starts_with', 'HKLM\\SOFTWARE']),
      splunk('Endpoint.Registry', 'Registry.registry_path', ['starts_with', 'HKEY_LOCAL_MACHINE\\Software']),
    ].map(only)
    expect(new Set(paths.map(told))).toEqual(new Set(['TargetObject starts_with hklm\\software']))
    // A key without its value's name is not the path.
    expect(told(only(kusto('DeviceRegistryEvents', 'RegistryKey', ['contains', '\\Run'])))).toBe(
      'TargetObject contains|key \\run',
    )
  })

  test('know the system of a name without an ending by the data sources of the rule', () => {
    const name: Asked = splunk('Endpoint.Processes', 'Processes.process_name', ['eq', 'curl'])
    expect(told(only({ ...name, said: 'Sysmon for Linux EventID 1' }))).toBe('Image ends_with /curl')
    expect(told(only({ ...name, said: 'Sysmon EventID 1' }))).toBe('Image ends_with \\curl')
  })
})

describe('a test of whole words', () => {
  const has = only(kusto('DeviceProcessEvents', 'ProcessCommandLine', ['contains', 'mimikatz', word]))
  const contains = only(sigma('CommandLine', ['contains', 'mimikatz']))
  const ofIndex = only(elastic('process.command_line.text', ['contains', 'mimikatz']))

  test('is never the test of the text, nor one of the words of a full-text index', () => {
    expect([has, contains, ofIndex].map(told)).toEqual([
      'CommandLine contains|term mimikatz',
      'CommandLine contains mimikatz',
      'CommandLine contains|word mimikatz',
    ])
    expect(new Set([has, contains, ofIndex].map(({ key }) => key.text)).size).toBe(3)
    const hasPrefix = only(kusto('DeviceProcessEvents', 'ProcessCommandLine', ['starts_with', 'mimi', word]))
    expect(told(hasPrefix)).toBe('CommandLine starts_with|term mimi')
  })

  test('of a registry path folds its hive', () => {
    const hive = only(kusto('_Im_RegistryEvent', 'TargetObject', ['contains', 'HKEY_LOCAL_MACHINE\\SAM', word]))
    expect(told(hive)).toBe('TargetObject contains|term hklm\\sam')
  })

  test('is counted with the test of the text where likeness will do', () => {
    const token = only(elastic('process.args', ['eq', 'mimikatz']))
    const others = [has, contains, ofIndex, token].map(({ key }) => looser(key))
    expect(new Set(others)).toEqual(new Set([contains.key.text]))
    const name = only(splunk('Endpoint.Processes', 'Processes.process_name', ['contains', 'mimikatz']))
    const exact = only(sigma('CommandLine', ['eq', 'mimikatz']))
    const parent = only(sigma('ParentCommandLine', ['contains', 'mimikatz']))
    for (const { key } of [name, exact, parent]) expect(looser(key)).toBe(key.text)
  })

  test('is covered by tests of text inside it, and covers none by itself', () => {
    const corpus = new Corpus()
    const all = [
      has,
      contains,
      only(sigma('CommandLine', ['contains', 'katz'])),
      exactly('x mimikatz y'),
      starts('mimi'),
    ]
    all.forEach((one, i) => {
      corpus.add(i, [one])
    })
    const tallyOf = ({ key }: Held): Tally => {
      const tally = corpus.get(key)
      if (!tally) throw new Error(`${key.text} is not counted`)
      return tally
    }
    const { coveredBy, covers } = corpus.relations(tallyOf(has), 'required')
    expect(coveredBy.map(({ key }) => key.folded)).toEqual(['mimikatz', 'katz'])
    expect(covers).toEqual([])
  })
})

const exactly = (value: string): Held => only(sigma('CommandLine', ['eq', value]))
/** Some word begins with it, which says nothing of where the text begins. */
const starts = (value: string): Held => only(sigma('CommandLine', ['starts_with', value]))
