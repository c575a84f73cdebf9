import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Part } from '../model/rule.js'
import type { Catalog } from './build.js'
import { build } from './build.js'
import { printWild, stretches } from './wild.js'

const sources = [{ name: 'test', root: '/test' }]

const windows = '{category: process_creation, product: windows}'

const sigma = (detection: string, logsource = windows): string =>
  `title: sigma\nlogsource: ${logsource}\ndetection:\n  s: {${detection}}\n  condition: s\n`

const elastic = (query: string, language = 'eql', index = 'logs-endpoint.events.*'): string =>
  `[rule]\nname = "elastic"\nrule_id = "e"\ntype = "${language === 'kuery' ? 'query' : language}"\nlanguage = "${language}"\nindex = ["${index}"]\nquery = '''\n${query}\n'''\n`

const eql = (where: string, os = 'windows'): string => elastic(`any where host.os.type == "${os}" and ${where}`)

const catalog = (...texts: string[]): Catalog =>
  build(
    sources,
    texts.map((text, i) => ({ source: 0, path: `${i}.${text.startsWith('[') ? 'toml' : 'yml'}`, text })),
  )

/** Every indicator of a rule by itself: field, kind and modifiers, value. */
function rows(text: string): string[] {
  const built = catalog(text)
  return built.entries.flatMap((entry) =>
    built
      .view(entry)
      .indicators.flatMap(({ field, kind, modifiers, values }) =>
        values.map(({ value, cased }) =>
          [field ?? 'anywhere', [kind, ...modifiers].join('|'), value, ...(cased ? ['(cased)'] : [])].join(' '),
        ),
      ),
  )
}

/** Whether all indicators of two rules are counted as the same. */
function meet(a: string, b: string): boolean {
  const built = catalog(a, b)
  const counts = built.entries.flatMap((entry) =>
    built.view(entry).indicators.flatMap(({ values }) => values.map(({ families }) => Object.keys(families).length)),
  )
  expect(counts.length).toBeGreaterThan(1)
  return counts.every((count) => count === 2)
}

const security = '{product: windows, service: security}'
const cloudtrail = '{product: aws, service: cloudtrail}'

const twins: readonly (readonly [string, string])[] = [
  [sigma("Image|endswith: '\\cmd.exe'"), eql('process.name : "CMD.exe"')],
  [sigma("Image: '*\\cmd.exe'"), eql('process.name == "cmd.exe"')],
  [sigma("Image|endswith: '\\cmd.exe'"), eql('process.executable : "*\\\\cmd.exe"')],
  [sigma("Image|endswith: '\\cmd.exe'"), eql('process.name.caseless == "cmd.exe"')],
  [sigma("Image|endswith: 'cmd.exe'"), eql('process.name : "*cmd.exe"')],
  [sigma("Image: 'C:\\Windows\\cmd.exe'"), eql('process.executable : "C:\\\\Windows\\\\cmd.exe"')],
  [
    sigma('Image|endswith: /cmd', '{category: process_creation, product: linux}'),
    eql('process.name == "cmd"', 'linux'),
  ],
  [sigma("Image|endswith: '\\cmd.exe'"), elastic('process.name : cmd.exe', 'kuery')],
  [sigma('Image|endswith: /bash', '{product: linux}'), elastic('process.name : bash', 'kuery')],
  [sigma("NewProcessName|endswith: '\\a.exe'", security), eql('winlog.event_data.NewProcessName : "*\\\\a.exe"')],
  [sigma("ImageLoaded|endswith: '\\amsi.dll'"), eql('dll.name : "amsi.dll"')],
  [sigma("TargetFilename|endswith: '.lnk'"), eql('file.extension : "lnk"')],
  [sigma("CommandLine|contains: ' -enc '"), eql('process.command_line : "* -enc *"')],
  [sigma("Imphash: 'aa'"), eql('process.pe.imphash == "AA"')],
  [sigma(`Hashes|contains: 'SHA256=${'0A'.repeat(32)}'`), eql(`process.hash.sha256 == "${'0a'.repeat(32)}"`)],
  [sigma("TargetObject|contains: 'HKLM\\Software\\X'"), eql('registry.path : "*HKEY_LOCAL_MACHINE\\\\Software\\\\X*"')],
  [sigma("TargetObject|startswith: 'HKLM\\Software'"), eql('registry.path : "\\\\REGISTRY\\\\MACHINE\\\\Software*"')],
  [sigma("Details: 'DWORD (0x00000001)'"), eql('registry.data.strings : "0x00000001"')],
  [sigma('DestinationPort: 4444'), eql('destination.port == 4444')],
  [sigma("Signed: 'True'"), eql('dll.code_signature.exists == true')],
  [sigma('Initiated: true'), eql('network.direction : "egress"')],
  [sigma('LogonType: 3', security), eql('winlog.logon.type : "Network"')],
  [sigma('CallTrace|contains: UNKNOWN'), eql('winlog.event_data.CallTrace : "*UNKNOWN*"')],
  [sigma('eventName: CreateUser', cloudtrail), elastic('event.action : CreateUser', 'kuery', 'logs-aws.cloudtrail-*')],
  [
    sigma('eventSource: iam.amazonaws.com', cloudtrail),
    elastic('event.dataset : aws.cloudtrail and event.provider : iam.amazonaws.com', 'kuery', 'filebeat-*'),
  ],
  [
    sigma('properties.message: Add user', '{product: azure, service: auditlogs}'),
    elastic('azure.auditlogs.operation_name : "Add user"', 'kuery', 'logs-azure.auditlogs-*'),
  ],
]

const others: readonly (readonly [string, string])[] = [
  [sigma("Image|endswith: 'cmd.exe'"), eql('process.name : "cmd.exe"')],
  [sigma("Image|endswith: '\\cmd.exe'"), eql('process.name : "cmd.exe"', 'linux')],
  [sigma("Image|startswith: 'cmd'"), eql('process.name : "cmd*"')],
  [sigma("Image|contains: 'cmd'"), eql('process.name : "*cmd*"')],
  [sigma('Image: cmd.exe'), eql('process.name : "cmd.exe"')],
  [sigma("ParentImage|endswith: '\\cmd.exe'"), eql('process.name : "cmd.exe"')],
  [sigma("CommandLine|contains: '-enc'"), eql('process.args : "-enc"')],
  [sigma("CommandLine: '-enc'"), eql('process.args : "-enc"')],
  [sigma('CommandLine|contains: enc'), eql('process.args : "*enc*"')],
  [sigma('User: SYSTEM'), eql('user.name : "SYSTEM"')],
  [sigma('User: S-1-5-18'), eql('user.id : "S-1-5-18"')],
  [sigma("TargetObject|endswith: '\\Run'"), eql('registry.value : "Run"')],
  [sigma('ScriptBlockText|contains: Mimikatz'), elastic('powershell.file.script_block_text : Mimikatz', 'kuery')],
  [sigma("Hashes|contains: 'SHA256=0a'"), eql('process.hash.sha256 == "0a"')],
  [sigma("Details: 'DWORD (0x00000001)'"), eql('registry.data.strings : "1"')],
  [sigma('Image|re: cmd'), eql('process.executable regex~ "cmd"')],
  [sigma('eventName: CreateUser', cloudtrail), elastic('event.action : CreateUser', 'kuery', 'logs-okta.system-*')],
]

describe('rules of two families', () => {
  test.each(twins)('say the same: %#', (a, b) => {
    expect(meet(a, b)).toBe(true)
  })

  test.each(others)('say something else: %#', (a, b) => {
    expect(meet(a, b)).toBe(false)
  })
})

describe('keys of Elastic rules', () => {
  test('the author sees both names, the text as it means, and where case matters', () => {
    expect(rows(eql('process.name == "Cmd.exe" and process.args : "-Enc"'))).toEqual([
      'Image ends_with \\Cmd.exe (cased)',
      'CommandLine eq|token -Enc',
    ])
    expect(rows(eql('registry.path : "HKEY_USERS\\\\S-1-5-18\\\\X"'))).toEqual([
      'TargetObject eq HKEY_USERS\\S-1-5-18\\X',
    ])
  })

  test('relations stand in the kind, and a text without letters minds no case', () => {
    expect(rows(eql('process.name like "c?d*" and user.id == "1-2" and file.directory == "C:\\\\T"'))).toEqual([
      'Image wildcard|basename c?d* (cased)',
      'User eq|sid 1-2',
      'TargetFilename eq|dirname C:\\T (cased)',
    ])
    expect(rows(eql('length(process.name) > 3 and process.name regex~ "a.c"'))).toEqual([
      'Image gt|basename|length 3',
      'Image regex|basename|i|whole a.c (cased)',
    ])
  })

  test('a field that is kept without case minds none', () => {
    expect(rows(eql('process.name.caseless == "Cmd.exe"'))).toEqual(['Image ends_with \\Cmd.exe'])
    expect(rows(elastic('process.command_line.text : Whoami', 'kuery'))).toEqual(['CommandLine eq|word Whoami'])
  })

  test('what tells the telemetry, what nobody wrote and what is computed is left out', () => {
    expect(rows(eql('event.code == "1" and event.type == "start" and length(a) > length(b) and x : "y"'))).toEqual([
      'x eq y',
    ])
    expect(rows(elastic('from logs-* | where process.name != "a" | where x == "y"', 'esql'))).toEqual([
      'x eq y (cased)',
    ])
    expect(rows(elastic('from logs-* | eval a = 1 | where a == 1 and x == "y"', 'esql'))).toEqual(['x eq y (cased)'])
  })

  test('without a word on the system the name tells, if it can', () => {
    expect(rows(elastic('process.name : (a.ps1 or bash)', 'kuery'))).toEqual([
      'Image ends_with \\a.ps1 (cased)',
      'Image ends_with /bash (cased)',
    ])
  })

  test('a step that must be absent is an exclusion', () => {
    const text = elastic('sequence by host.id [any where a : "b"] ![any where c : "d"]')
    const built = catalog(text)
    const [entry] = built.entries
    if (!entry) throw new Error('no rule')
    const { indicators, exclusions } = built.view(entry)
    expect([indicators, exclusions].map((all) => all.map(({ field }) => field))).toEqual([['a'], ['c']])
  })

  test('counts, coverage and other fields span families; a case that is minded is not lost', () => {
    const built = catalog(
      sigma("Image|endswith: '\\cmd.exe'\n    CommandLine|contains: whoami".replace('\n   ', ',')),
      eql('process.name : "cmd.exe" and process.args : "whoami"'),
      eql('process.args == "Whoami" and process.executable like "*Cmd.exe" and user.name : "whoami"'),
    )
    const view = (family: string, i = 0) => {
      const entry = built.entries.filter(({ rule }) => rule.family === family)[i]
      if (!entry) throw new Error('no rule')
      return built.view(entry).indicators.flatMap((row) =>
        row.values.map(({ families, coveredBy, elsewhere }) => ({
          name: `${row.field} ${[row.kind, ...row.modifiers].join('|')}`,
          families,
          coveredBy: coveredBy.map(({ kind, modifiers, value }) => `${[kind, ...modifiers].join('|')} ${value}`),
          elsewhere: elsewhere.map(({ field, kind, modifiers }) => `${field} ${[kind, ...modifiers].join('|')}`),
        })),
      )
    }
    expect(view('sigma')).toEqual([
      { name: 'Image ends_with', families: { sigma: 1, elastic: 1 }, coveredBy: [], elsewhere: [] },
      {
        name: 'CommandLine contains',
        families: { sigma: 1 },
        coveredBy: [],
        elsewhere: ['CommandLine eq|token', 'User eq|leaf'],
      },
    ])
    expect(view('elastic', 0)[1]).toEqual({
      name: 'CommandLine eq|token',
      families: { elastic: 2 },
      coveredBy: ['contains whoami'],
      elsewhere: ['CommandLine contains', 'User eq|leaf'],
    })
  })
})

test('a word is covered by the text that holds it, several words are not', () => {
  const built = catalog(
    sigma('ScriptBlockText|contains: Mimikatz'),
    elastic('powershell.file.script_block_text : (mimikatz or "Invoke-Mimikatz")', 'kuery'),
  )
  const entry = built.entries.find(({ rule }) => rule.family === 'elastic')
  if (!entry) throw new Error('no rule')
  const [row] = built.view(entry).indicators
  expect(row?.values.map(({ coveredBy }) => coveredBy.map(({ kind, value }) => `${kind} ${value}`))).toEqual([
    ['contains Mimikatz'],
    [],
  ])
})

test('a printed pattern reads back', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\\', '*', '?'), minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const parts = texts.flatMap((one, i): Part[] => (i > 0 ? [{ wild: '*' }, one] : [one]))
      expect(stretches(printWild(parts)).map((stretch) => stretch.text)).toEqual(texts)
      expect(printWild(texts)).toBe(printWild([texts.join('')]))
    }),
  )
})

test('the literal stretches of a pattern', () => {
  expect(stretches('a*b?c').map(({ text, start, end }) => [text, start, end])).toEqual([
    ['a', true, false],
    ['b', false, false],
    ['c', false, true],
  ])
  const texts = (printed: string) => stretches(printed).map(({ text }) => text)
  expect(texts('\\\\srv\\x\\\\*y')).toEqual(['\\\\srv\\x\\', 'y'])
  expect(texts('a\\*b*\\?')).toEqual(['a*b', '?'])
  expect(texts('*a\\\\')).toEqual(['a\\'])
  expect(stretches('*a*')).toEqual([{ text: 'a', start: false, end: false }])
})
