import { describe, expect, test } from 'vitest'
import { and, is, ruleWith, span } from '../../test/rules.js'
import type { Scalar } from '../model/record.js'
import type { Family, Predicate, Rule } from '../model/rule.js'
import { concerns, createRoutes } from './concerns.js'
import { createSources, type RecordSource } from './record-source.js'
import { type Place, placeOf } from './record-view.js'
import { take } from './take.js'

type Fields = Readonly<Record<string, Scalar>>

const sources = createSources()
const sourceOf = (fields: Fields): RecordSource =>
  sources(
    (name) => fields[name],
    () => Object.keys(fields),
  )

const languages = { sigma: 'sigma', elastic: 'eql', splunk: 'spl', kusto: 'kql' } as const

const ruleOf = (family: Family, written: Readonly<Record<string, string>>, where: Predicate = is('x', 'y')): Rule =>
  ruleWith({
    family,
    language: languages[family],
    stages: [
      { kind: 'read', source: { kind: 'events', written }, span },
      { kind: 'filter', from: 0, where, span },
    ],
  })

/** What stands in a record where a rule asks for a field. */
function seen(rule: Rule, field: string, fields: Fields): readonly Scalar[] {
  const at = (place: Place): readonly Scalar[] => {
    if (place.kind === 'none') return []
    if (place.kind === 'told') return place.values
    const found = place.names.flatMap((name) => fields[name] ?? [])
    const values = [...new Set(found.flatMap((value) => take(value, place.take ?? [])))]
    return values.length > 0 || !place.otherwise ? values : at(place.otherwise)
  }
  return at(placeOf(rule, 1, field, sourceOf(fields)))
}

const created: Fields = {
  EventID: 1,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  Provider_Name: 'Microsoft-Windows-Sysmon',
  Image: 'C:\\Windows\\System32\\cmd.exe',
  CommandLine: 'cmd.exe /c "echo a b"',
  User: 'CORP\\a.reyes',
  Hashes: 'MD5=AA,SHA256=BB,IMPHASH=CC',
  ParentImage: 'C:\\Windows\\explorer.exe',
  ProcessId: 41,
  IntegrityLevel: 'High',
  OriginalFileName: 'Cmd.Exe',
}

const audited: Fields = {
  EventID: 4688,
  Channel: 'Security',
  Provider_Name: 'Microsoft-Windows-Security-Auditing',
  NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
  NewProcessId: '0x29',
  ProcessId: '0x1',
  CommandLine: 'cmd.exe',
  SubjectUserName: 'a.reyes',
  SubjectDomainName: 'CORP',
  SubjectUserSid: 'S-1-5-21-1-2-3-1108',
  MandatoryLabel: 'S-1-16-12288',
  ParentProcessName: 'C:\\Windows\\explorer.exe',
}

const defend: Fields = {
  'data_stream.dataset': 'endpoint.events.process',
  'event.category': 'process',
  'event.type': 'start',
  'event.action': 'start',
  'host.os.type': 'windows',
  'process.executable': 'C:\\Windows\\System32\\cmd.exe',
  'process.name': 'cmd.exe',
  'process.command_line': 'cmd.exe /c whoami',
  'user.name': 'a.reyes',
  'process.hash.sha256': 'BB',
}

const hunted: Fields = {
  Timestamp: '2025-03-11T09:24:17Z',
  ActionType: 'ProcessCreated',
  DeviceName: 'ws',
  FileName: 'cmd.exe',
  FolderPath: 'C:\\Windows\\System32\\cmd.exe',
  ProcessCommandLine: 'cmd.exe /c whoami',
  InitiatingProcessFileName: 'explorer.exe',
  InitiatingProcessCommandLine: 'explorer.exe',
  SHA256: 'BB',
}

const creation = ruleOf('sigma', { product: 'windows', category: 'process_creation' }, is('Image', 'y'))
const endpoint = (where?: Predicate): Rule =>
  ruleOf(
    'elastic',
    { index: 'logs-endpoint.events.process-*, winlogbeat-*, logs-windows.*', category: 'process' },
    where,
  )
const starts = endpoint(and(is('host.os.type', 'windows'), is('event.type', 'start')))

describe('Sigma on Windows events', () => {
  test('a log source is its own event and those that carry the same', () => {
    expect(concerns(creation, sourceOf(created))).toBe(true)
    expect(concerns(creation, sourceOf(audited))).toBe(true)
    expect(concerns(creation, sourceOf({ ...created, EventID: 3 }))).toBe(false)
    const kernel = {
      EventID: 1,
      Channel: 'Microsoft-Windows-Kernel-IO/Operational',
      Provider_Name: 'Microsoft-Windows-Kernel-IO',
    }
    expect(concerns(creation, sourceOf(kernel))).toBe(false)
  })

  test('the other event has the fields under its own names, and lacks the rest', () => {
    expect(seen(creation, 'Image', created)).toEqual([created.Image])
    expect(seen(creation, 'Image', audited)).toEqual([audited.NewProcessName])
    expect(seen(creation, 'ProcessId', audited)).toEqual(['0x29'])
    expect(seen(creation, 'ParentProcessId', audited)).toEqual(['0x1'])
    expect(seen(creation, 'IntegrityLevel', audited)).toEqual(['High'])
    expect(placeOf(creation, 1, 'OriginalFileName', sourceOf(audited))).toEqual({ kind: 'none' })
  })

  test('a service has its own names as they are', () => {
    const service = ruleOf('sigma', { product: 'windows', service: 'security' }, is('EventID', 4688))
    expect(seen(service, 'ProcessId', audited)).toEqual(['0x1'])
    expect(seen(service, 'EventID', audited)).toEqual([4688])
    expect(concerns(service, sourceOf(audited))).toBe(true)
    expect(concerns(service, sourceOf({ ...audited, EventID: 4624 }))).toBe(false)
  })

  test('a hash is found inside the list of them', () => {
    expect(seen(creation, 'sha256', created)).toEqual(['BB'])
    expect(seen(creation, 'Imphash', created)).toEqual(['CC'])
    expect(seen(creation, 'md5', { ...created, md5: 'own' })).toEqual(['own'])
  })

  test('an id that no provider is said of means every one that has it in the channel', () => {
    const rule = ruleOf('sigma', { product: 'windows', service: 'application' }, is('EventID', 1000))
    const crash = { EventID: 1000, Channel: 'Application', Provider_Name: 'Application Error' }
    expect(concerns(rule, sourceOf(crash))).toBe(true)
    expect(concerns(rule, sourceOf({ ...crash, Provider_Name: 'Another' }))).toBe(true)
    expect(concerns(rule, sourceOf({ ...crash, Channel: 'System', Provider_Name: 'Another' }))).toBe(false)
  })

  test('a product alone means all of its logs', () => {
    const any = ruleOf('sigma', { product: 'windows' })
    expect(concerns(any, sourceOf(created))).toBe(true)
    expect(concerns(any, sourceOf({ EventID: 9, Channel: 'Acme', Provider_Name: 'Acme' }))).toBe(true)
    expect(concerns(any, sourceOf({ eventSource: 'a', eventName: 'b', awsRegion: 'c' }))).toBe(false)
  })

  test('a log source that no table knows means records of its product, and unknown records any rule', () => {
    const odd = ruleOf('sigma', { product: 'windows', service: 'no-such-service' })
    expect(concerns(odd, sourceOf(created))).toBe(true)
    expect(concerns(odd, sourceOf({ eventSource: 'a', eventName: 'b', awsRegion: 'c' }))).toBe(false)
    const nameless = ruleOf('sigma', { category: 'no-such-category' })
    expect(concerns(nameless, sourceOf(created))).toBe(false)
    for (const rule of [odd, nameless, creation]) expect(concerns(rule, sourceOf({ message: 'x' }))).toBe(true)
  })
})

describe('Elastic on Windows events', () => {
  test('concerns what tells of the same', () => {
    expect(concerns(starts, sourceOf(created))).toBe(true)
    expect(concerns(starts, sourceOf(audited))).toBe(true)
    // Elastic tells the end of a process as its start; the type is what the rule tests.
    expect(seen(starts, 'event.type', { ...created, EventID: 5 })).toEqual(['end'])
    expect(concerns(starts, sourceOf({ ...created, EventID: 3 }))).toBe(false)
    expect(concerns(starts, sourceOf({ ...created, EventID: 7 }))).toBe(false)
  })

  test('finds parts in wholes', () => {
    expect(seen(starts, 'process.name', created)).toEqual(['cmd.exe'])
    expect(seen(starts, 'process.executable', created)).toEqual([created.Image])
    expect(seen(starts, 'process.args', created)).toEqual(['cmd.exe', '/c', 'echo a b'])
    expect(seen(starts, 'process.hash.sha256', created)).toEqual(['BB'])
    expect(seen(starts, 'user.name', created)).toEqual(['a.reyes'])
    expect(seen(starts, 'user.domain', created)).toEqual(['CORP'])
    expect(seen(starts, 'user.id', { ...created, User: 'NT AUTHORITY\\SYSTEM' })).toEqual(['S-1-5-18'])
    expect(seen(starts, 'process.parent.name', audited)).toEqual(['explorer.exe'])
    expect(seen(starts, 'user.name', audited)).toEqual(['a.reyes'])
    expect(seen(starts, 'user.id', audited)).toEqual([audited.SubjectUserSid])
    expect(seen(starts, 'process.pid', audited)).toEqual(['0x29'])
    expect(seen(starts, 'winlog.event_data.ProcessId', audited)).toEqual(['0x1'])
  })

  test('what is of a library is not of the process that loads it', () => {
    const loaded = { ...created, EventID: 7, ImageLoaded: 'C:\\a.dll' }
    const library = ruleOf('elastic', { index: 'logs-endpoint.events.library-*', category: 'library' })
    expect(seen(library, 'dll.hash.sha256', loaded)).toEqual(['BB'])
    expect(seen(library, 'process.hash.sha256', loaded)).toEqual([])
    expect(seen(library, 'process.name', loaded)).toEqual(['cmd.exe'])
  })

  test('the source answers what only says which telemetry is meant', () => {
    expect(seen(starts, 'host.os.type', created)).toEqual(['windows'])
    expect(seen(starts, 'event.category', created)).toEqual(['process'])
    expect(seen(starts, 'event.type', created)).toEqual(['start'])
    expect(seen(starts, 'event.code', created)).toEqual([1])
    expect(seen(starts, 'event.dataset', created)).toContain('windows.sysmon_operational')
    expect(seen(starts, 'event.module', audited)).toContain('security')
    expect(seen(starts, 'event.kind', created)).toEqual(['event'])
  })

  test('and nothing that it does not decide', () => {
    for (const field of ['agent.type', '_index', 'data_stream.namespace', 'service.type', 'event.nothing'])
      expect(placeOf(starts, 1, field, sourceOf(created))).toEqual({ kind: 'none' })
  })

  test('types are those of the happening', () => {
    const removed = (EventType: string): readonly Scalar[] =>
      seen(starts, 'event.type', { ...created, EventID: 12, EventType })
    expect(removed('CreateKey')).toEqual(['creation'])
    expect(removed('DeleteValue')).toEqual(['deletion'])
    expect(removed('INFO')).toEqual([])
  })
})

test('a record under ECS names is seen by Sigma, in parts where it has only those', () => {
  expect(concerns(creation, sourceOf(defend))).toBe(true)
  expect(concerns(creation, sourceOf({ ...defend, 'event.type': 'end', 'event.action': 'end' }))).toBe(false)
  expect(concerns(creation, sourceOf({ ...defend, 'host.os.type': 'linux' }))).toBe(false)
  expect(seen(creation, 'Image', defend)).toEqual([defend['process.executable']])
  const { 'process.executable': _, ...partly } = defend
  expect(seen(creation, 'Image', partly)).toEqual(['\\cmd.exe'])
  expect(seen(creation, 'User', defend)).toEqual(['\\a.reyes'])
  expect(seen(creation, 'sha256', defend)).toEqual(['BB'])
})

test('Windows events under ECS names are seen by Sigma by what they are', () => {
  const beat: Fields = {
    'winlog.channel': 'Security',
    'event.code': '4688',
    'winlog.provider_name': 'Microsoft-Windows-Security-Auditing',
    'winlog.event_data.NewProcessName': 'C:\\a.exe',
    'winlog.event_data.ProcessId': '0x1',
  }
  expect(concerns(creation, sourceOf(beat))).toBe(true)
  expect(seen(creation, 'Image', beat)).toEqual(['C:\\a.exe'])
  const service = ruleOf('sigma', { product: 'windows', service: 'security' }, is('EventID', 4688))
  expect(seen(service, 'EventID', beat)).toEqual(['4688'])
  expect(seen(service, 'ProcessId', beat)).toEqual(['0x1'])
  expect(seen(service, 'Channel', beat)).toEqual(['Security'])
})

test('a rule in the record’s own names asks for them first', () => {
  expect(seen(starts, 'process.name', { ...defend, 'process.name': 'renamed.exe' })).toEqual(['renamed.exe'])
  expect(seen(starts, 'process.name.caseless', defend)).toEqual(['cmd.exe'])
  expect(seen(starts, 'event.action', defend)).toEqual(['start'])
})

describe('Splunk and Kusto', () => {
  const processes = ruleOf('splunk', { datamodel: 'Endpoint.Processes' })
  const table = ruleOf('kusto', { table: 'DeviceProcessEvents' }, is('ActionType', 'ProcessCreated'))

  test('on Windows events', () => {
    for (const rule of [processes, table])
      for (const record of [created, audited]) expect(concerns(rule, sourceOf(record))).toBe(true)
    expect(seen(processes, 'Processes.process_name', audited)).toEqual(['cmd.exe'])
    expect(seen(processes, 'Processes.process', created)).toEqual([created.CommandLine])
    expect(seen(table, 'FileName', created)).toEqual(['cmd.exe'])
    expect(seen(table, 'InitiatingProcessFileName', created)).toEqual(['explorer.exe'])
    expect(seen(table, 'ActionType', created)).toEqual(['ProcessCreated'])
  })

  test('source types are those of the channel', () => {
    const search = ruleOf('splunk', { source: 'XmlWinEventLog:Security' }, is('EventCode', 4688))
    expect(seen(search, 'EventCode', audited)).toEqual([4688])
    expect(seen(search, 'source', audited)).toContain('XmlWinEventLog:Security')
    expect(placeOf(search, 1, 'index', sourceOf(audited))).toEqual({ kind: 'none' })
  })

  test('rows of tables are seen by others', () => {
    for (const rule of [creation, starts, processes]) expect(concerns(rule, sourceOf(hunted))).toBe(true)
    expect(seen(creation, 'Image', hunted)).toEqual([hunted.FolderPath])
    expect(seen(creation, 'ParentImage', hunted)).toEqual(['\\explorer.exe'])
    expect(seen(creation, 'ParentCommandLine', hunted)).toEqual(['explorer.exe'])
    expect(seen(starts, 'process.name', hunted)).toEqual(['cmd.exe'])
    expect(seen(starts, 'process.hash.sha256', hunted)).toEqual(['BB'])
  })

  test('what a table has as the text of an object is found in it', () => {
    const row: Fields = {
      Type: 'WindowsEvent',
      EventID: 1,
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Provider: 'Microsoft-Windows-Sysmon',
      EventData: JSON.stringify({ Image: created.Image, ProcessId: 41 }),
    }
    expect(sourceOf(row).event?.key).toBe('sysmon/1')
    expect(seen(creation, 'Image', row)).toEqual([created.Image])
    expect(seen(starts, 'process.name', row)).toEqual(['cmd.exe'])
    expect(seen(ruleOf('kusto', { table: 'WindowsEvent' }), 'EventData.ProcessId', row)).toEqual([41])
    for (const EventData of ['{', '[1]', 'null', '{"Image":{}}', ''])
      expect(seen(creation, 'Image', { ...row, EventData })).toEqual([])
  })

  test('hives and values of the registry are spelled as the rule’s family does', () => {
    const set: Fields = {
      ...created,
      EventID: 13,
      EventType: 'SetValue',
      TargetObject: 'HKLM\\SOFTWARE\\Acme\\Run\\Notes',
      Details: 'DWORD (0x00000001)',
    }
    const values = ruleOf('kusto', { table: 'DeviceRegistryEvents' })
    expect(concerns(values, sourceOf(set))).toBe(true)
    expect(seen(values, 'RegistryKey', set)).toEqual(['HKEY_LOCAL_MACHINE\\SOFTWARE\\Acme\\Run'])
    expect(seen(values, 'RegistryValueName', set)).toEqual(['Notes'])
    expect(seen(values, 'RegistryValueData', set)).toEqual(['DWORD (0x00000001)', '1', '0x00000001'])
    const changes = ruleOf('elastic', { index: 'logs-endpoint.events.registry-*', category: 'registry' })
    expect(seen(changes, 'registry.key', set)).toEqual(['SOFTWARE\\Acme\\Run'])
    expect(seen(changes, 'registry.value', set)).toEqual(['Notes'])
    expect(seen(changes, 'registry.data.strings', set)).toContain('1')
  })
})

test('records of the cloud', () => {
  const call: Fields = {
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    awsRegion: 'x',
    'userIdentity.userName': 'a',
  }
  const rule = ruleOf(
    'elastic',
    { index: 'logs-aws.cloudtrail-*' },
    and(is('event.dataset', 'aws.cloudtrail'), is('event.action', 'CreateUser')),
  )
  expect(concerns(rule, sourceOf(call))).toBe(true)
  expect(seen(rule, 'event.action', call)).toEqual(['CreateUser'])
  expect(seen(rule, 'event.provider', call)).toEqual(['iam.amazonaws.com'])
  expect(seen(rule, 'event.outcome', call)).toEqual(['success'])
  expect(seen(rule, 'event.outcome', { ...call, errorCode: 'AccessDenied' })).toEqual(['failure'])
  expect(seen(rule, 'event.dataset', call)).toEqual(['aws.cloudtrail'])
  expect(seen(rule, 'aws.cloudtrail.user_identity.user_name', call)).toEqual(['a'])
  const own = ruleOf('sigma', { product: 'aws', service: 'cloudtrail' })
  const shipped = {
    'event.dataset': 'aws.cloudtrail',
    'event.action': 'CreateUser',
    'aws.cloudtrail.user_identity.user_name': 'a',
  }
  expect(concerns(own, sourceOf(shipped))).toBe(true)
  expect(seen(own, 'eventName', shipped)).toEqual(['CreateUser'])
  expect(seen(own, 'userIdentity.userName', shipped)).toEqual(['a'])
})

test('routes are what concerns says of each', () => {
  const tables = ['DeviceFileEvents', 'SecurityEvent', 'AWSCloudTrail', 'DeviceProcessEvents']
  const sigma = ['security', 'sysmon', 'no-such'].map((service) => ruleOf('sigma', { product: 'windows', service }))
  const rules = [
    creation,
    starts,
    ruleOf('sigma', { category: 'proxy' }),
    ruleOf('elastic', { index: 'logs-*' }),
    ruleOf('splunk', { datamodel: 'Endpoint.Registry' }),
    ruleWith({}),
    ...sigma,
    ...tables.map((table) => ruleOf('kusto', { table })),
  ]
  const routes = createRoutes(rules.map((rule) => ({ rule })))
  const records: Fields[] = [
    created,
    audited,
    defend,
    hunted,
    { 'c-uri': 'x' },
    { message: 'x' },
    { ...created, EventID: 13 },
  ]
  const found = records.map((record) => [...routes(sourceOf(record))])
  expect(found).toEqual(
    records.map((record) => rules.flatMap((rule, i) => (concerns(rule, sourceOf(record)) ? [i] : []))),
  )
  expect(found.every((indices) => indices.length > 0 && !indices.includes(5))).toBe(true)
})
