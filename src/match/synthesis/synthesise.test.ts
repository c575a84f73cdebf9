/** What the records that are made for a rule look like. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../../test/catalogs.js'
import { checked } from '../../../test/made-records.js'
import { randomRule } from '../../../test/random-rules.js'
import type { Rule } from '../../model/rule.js'
import type { MadeRecord } from './synthesis.js'
import { synthesise } from './synthesise.js'

const processes = '  product: windows\n  category: process_creation'

function ruleOf(detection: string, logsource = processes): Rule {
  const text = `title: x\nid: 5a1d1ed5-2f0e-4b8e-8f58-7a3f4f3c9a15\nlogsource:\n${logsource}\ndetection:\n${detection}\n`
  const [entry] = sigmaCatalog([text]).entries
  if (!entry) throw new Error(`no rule: ${text}`)
  return entry.rule
}

function selecting(selection: string, logsource?: string): MadeRecord {
  const { match } = checked(
    ruleOf(`  selection:\n    ${selection.replaceAll('\n', '\n    ')}\n  condition: selection`, logsource),
  )
  if (!match.record) throw new Error(`not made: ${match.cause}`)
  return match.record
}

describe('a record', () => {
  test('is the sample of the event with what the rule asks for, which agrees with itself', () => {
    const record = selecting('Image|endswith: \\wmic.exe')
    expect(record).toMatchObject({
      EventID: '1',
      Provider_Name: 'Microsoft-Windows-Sysmon',
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Image: 'C:\\Windows\\System32\\wbem\\wmic.exe',
      CommandLine: 'C:\\Windows\\System32\\wbem\\wmic.exe',
    })
    expect(record).not.toHaveProperty('OriginalFileName')
  })

  test.each<[what: string, selection: string, field: string, value: unknown]>([
    ['a program', 'Image|endswith: \\cmd.exe', 'Image', 'C:\\Windows\\System32\\cmd.exe'],
    ['a folder', "Image|contains: '\\Temp\\'", 'Image', 'C:\\Windows\\System32\\Temp\\update.exe'],
    ['a drive', "Image|contains: ':\\Perflogs\\'", 'Image', 'C:\\Perflogs\\update.exe'],
    ['a beginning and an end', "Image|startswith: 'C:\\Users\\'\nImage|endswith: \\a.exe", 'Image', 'C:\\Users\\a.exe'],
    [
      'a key of the registry',
      "TargetObject|contains: '\\CurrentVersion\\Run\\'",
      'TargetObject',
      'HKLM\\SOFTWARE\\CurrentVersion\\Run\\Updater',
    ],
    [
      'a command line begins with its program',
      "Image|endswith: \\powershell.exe\nCommandLine|contains|all:\n  - ' -enc '\n  - ' -nop '",
      'CommandLine',
      'powershell.exe -enc -nop C:\\Users\\Public\\report.txt',
    ],
    [
      'an option with any dash',
      "CommandLine|windash|contains: ' -x '",
      'CommandLine',
      'cmd.exe -x C:\\Users\\Public\\report.txt',
    ],
    ['wildcards', "CommandLine: 'net*user ?'", 'CommandLine', 'net user x'],
    ['an expression', "CommandLine|re: '^net1?\\s+(group|user)\\s.{2,}$'", 'CommandLine', 'net group aa'],
    ['an expression inside', "Image|re: '\\\\[a-z]{4}\\.exe$'", 'Image', 'C:\\Windows\\System32\\aaaa.exe'],
    ['numbers', 'ProcessId|gt: 5\nProcessId|lte: 6', 'ProcessId', '6'],
    ['a network', 'DestinationIp|cidr: 10.1.0.0/16', 'DestinationIp', '10.1.0.1'],
    ['a network of version 6', 'DestinationIp|cidr: 2001:db8:1::/48', 'DestinationIp', '2001:db8:1::1'],
    ['a hash', 'Hashes|contains:\n  - IMPHASH=0A', 'Hashes', 'IMPHASH=0A'],
    [
      'a text in some encoding',
      "CommandLine|base64offset|contains: 'secret'",
      'CommandLine',
      expect.stringContaining('c2VjcmV0'),
    ],
    ['a name of the domain', "QueryName|endswith: '.onion'", 'QueryName', 'files.onion'],
    ['a field that is there', 'Signature|exists: true', 'Signature', expect.anything()],
  ])('with %s', (_, selection, field, value) => expect(selecting(selection)[field]).toEqual(value))

  test('of an event that has no such field leaves it out', () => {
    expect(selecting('ParentImage: null')).not.toHaveProperty('ParentImage')
  })

  test('with a text that may stand anywhere has it in its message', () => {
    const detection = "  keywords:\n    - 'mimikatz'\n  condition: keywords"
    const { match } = checked(ruleOf(detection, '  product: linux'))
    expect(Object.values(match.record ?? {})).toContain('mimikatz')
  })

  test('avoids what is excluded', () => {
    const detection = `
  selection:
    Image|endswith: '\\a.exe'
  filter:
    Image|startswith:
      - 'C:\\Windows\\'
      - 'C:\\Program Files\\'
  condition: selection and not filter`
    const { match, exclusions } = checked(ruleOf(detection))
    expect(match.record?.Image).toBe('C:\\Users\\a.reyes\\Downloads\\a.exe')
    expect(exclusions.map(({ record }) => record?.Image)).toEqual(['C:\\Windows\\a.exe'])
  })
})

describe('near misses and exclusions', () => {
  const detection = `
  selection:
    Image|endswith: '\\net.exe'
    CommandLine|contains|all:
      - ' user '
      - ' /add'
  other:
    OriginalFileName: net.exe
    CommandLine|contains: ' group '
  filter_main_a:
    ParentImage|endswith: '\\a.exe'
  filter_main_b:
    User: root
    ParentImage: null
  condition: (selection or other) and not 1 of filter_main_*`

  test('each test that must hold misses alone, in the way of firing that it is part of', () => {
    const { nearMisses } = checked(ruleOf(detection))
    const told = nearMisses.map(({ of, ...miss }) => {
      if (miss.record === undefined) return [of.text, miss.cause]
      const { record, match } = miss
      return [of.text, ...Object.keys({ ...match, ...record }).filter((name) => record[name] !== match[name])]
    })
    expect(told).toEqual([
      ["Image ends_with '\\net.exe'", 'Image'],
      ["CommandLine contains all [' user ', ' /add']", 'CommandLine'],
      ["OriginalFileName eq 'net.exe'", 'OriginalFileName'],
      ["CommandLine contains ' group '", 'CommandLine'],
      ['ParentImage exists', 'ParentImage'],
    ])
  })

  test('each exclusion keeps a record out that would fire the rule', () => {
    const { exclusions } = checked(ruleOf(detection))
    expect(exclusions.map(({ of, record }) => [of.text, record?.ParentImage, record?.User])).toEqual([
      ['filter_main_a', 'C:\\Windows\\System32\\a.exe', 'CORP\\a.reyes'],
      ['filter_main_b', undefined, 'root'],
    ])
  })

  test('what is said elsewhere already misses nothing alone', () => {
    const said = `
  selection:
    CommandLine|contains: abc
  also:
    CommandLine|contains: ab
  condition: selection and also`
    const { nearMisses } = checked(ruleOf(said))
    expect(nearMisses.map(({ of, record, ...rest }) => [of.text, record !== undefined, rest])).toMatchObject([
      ["CommandLine contains 'abc'", true, {}],
      ["CommandLine contains 'ab'", true, {}],
    ])
  })
})

describe('what is not made', () => {
  test.each([
    ['contradiction', '  a:\n    Image: x\n  b:\n    Image: y\n  condition: a and b'],
    ['contradiction', '  a:\n    Image: x\n  condition: a and not a'],
    ['list', "  a:\n    User|expand: '%admins%'\n  condition: a"],
    ['opaque', "  a:\n    CommandLine|re: '(?=a)b'\n  condition: a"],
    ['regex', "  a:\n    CommandLine|re: 'a\\bb'\n  condition: a"],
  ])('says %s', (cause, detection) => {
    const { match } = synthesise(ruleOf(detection))
    expect(match).toMatchObject({ cause })
  })

  test('a given list is used', () => {
    const lists = new Map([['admins', ['alice']]])
    const { match } = synthesise(ruleOf("  a:\n    User|expand: '%admins%'\n  condition: a"), { lists })
    expect(match.record?.User).toBe('alice')
  })

  test('a rule over several records has none', () => {
    const series = '  a:\n    EventID: 4625\n  condition: a | count() by User > 5\n  timeframe: 5m'
    expect(synthesise(ruleOf(series))).toMatchObject({ match: { cause: 'records' }, nearMisses: [], exclusions: [] })
  })
})

test('what is made of random rules is what it is said to be, and the same each time', () => {
  fc.assert(
    fc.property(randomRule, (rule) => {
      expect(checked(rule)).toEqual(synthesise(rule))
    }),
    { numRuns: 60 },
  )
})

test('a rule of many alternatives that exclude each other ends', () => {
  const many = Array.from(
    { length: 60 },
    (_, i) => `  s${i}:\n    Image: a${i}\n    User: b${i}\n  t${i}:\n    Image: c${i}`,
  ).join('\n')
  const condition = Array.from({ length: 60 }, (_, i) => `(s${i} or t${i})`).join(' and ')
  expect(synthesise(ruleOf(`${many}\n  condition: ${condition}`)).match.record).toBeUndefined()
})
