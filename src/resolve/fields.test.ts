import { describe, expect, test } from 'vitest'
import { fieldRows, nameRules, relations } from '../data/fields/index.js'
import {
  type Family,
  type Filter,
  families,
  type Language,
  type Predicate,
  type Rule,
  type Stage,
} from '../model/rule.js'
import { fieldTables, namesOf } from './field-table.js'
import { canonical, fieldContexts } from './fields.js'
import { isRouting } from './routing.js'

const span = { from: 0, to: 0 }

const is = (written: string, ...values: string[]): Predicate => ({
  kind: 'indicator',
  span,
  field: { span, written },
  op: 'eq',
  values: values.map((value) => ({ kind: 'text', span, parts: [value], written: value })),
  need: 'one',
  cased: false,
  via: [],
})

const read = (written: Record<string, string>): Stage => ({ kind: 'read', span, source: { kind: 'events', written } })
const filter = (from: number, where: Predicate): Filter => ({ kind: 'filter', span, from, where })

const ruleOf = (family: Family, language: Language, stages: readonly Stage[], tags: readonly string[] = []): Rule => ({
  kind: 'detection',
  id: '',
  title: '',
  family,
  language,
  path: '',
  text: '',
  span,
  inserts: [],
  meta: {
    authors: [],
    references: [],
    falsepositives: [],
    tags: tags.map((name) => ({ namespace: '', name, span })),
    related: [],
    fields: [],
    scope: [],
    other: [],
  },
  targets: [],
  definitions: [],
  stages,
  diagnostics: [],
})

const anything = is('x', 'y')

/** A rule over one kind of records, and what else it asks. */
const contextOf = (family: Family, language: Language, written: Record<string, string>, where = anything) =>
  fieldContexts(ruleOf(family, language, [read(written), filter(0, where)]))(1)

const say = (written: string, ...context: Parameters<typeof contextOf>): string => {
  const { name, relation } = canonical(written, contextOf(...context))
  return relation === 'exact' ? name : `${name} ${relation}`
}

const elastic = (written: string, index = 'logs-endpoint.events.*', where = anything, language: Language = 'eql') =>
  say(written, 'elastic', language, { index }, where)
const sigma = (written: string, logsource: Record<string, string>) => say(written, 'sigma', 'sigma', logsource)
const kusto = (written: string, table: string) => say(written, 'kusto', 'kql', { table })

describe('the tables', () => {
  test('each field has one row with a sample, and each name of a family one meaning', () => {
    const rows = fieldRows.map(({ name }) => name)
    expect(rows).toEqual([...new Set(rows)])
    for (const row of fieldRows) expect(row.sample.trim(), row.name).not.toBe('')
    for (const family of families) {
      const names = fieldRows.flatMap((row) =>
        namesOf(row, family).map(({ written, log }) => (log ? `${written}@${log}` : written)),
      )
      expect(
        names.filter((name, i) => names.indexOf(name) !== i),
        family,
      ).toEqual([])
    }
  })

  test('names are spelled as names, relations are known, and maps have values', () => {
    for (const row of fieldRows)
      for (const family of families)
        for (const { written, log, relation } of namesOf(row, family)) {
          expect(written, row.name).toMatch(/^[@\w][\w.$ /-]*$/)
          if (log !== undefined) expect(log, row.name).toMatch(/^\w[\w.-]*$/)
          expect(relations, row.name).toContain(relation)
          if (relation === 'map') expect(Object.keys(row.values ?? {}).length, row.name).toBeGreaterThan(0)
          for (const value of Object.keys(row.values ?? {})) expect(value).toBe(value.toLowerCase())
        }
  })

  test('no name leads to a field that itself leads on', () => {
    for (const family of families) {
      const { names } = fieldTables[family]
      for (const found of names.values())
        if (family !== 'elastic') expect(names.get(found.name)?.name, found.name).toBe(found.name)
    }
  })

  test('no rule of names hides another', () => {
    for (const family of families)
      nameRules[family].forEach(({ prefix, within }, i) => {
        const hiding = nameRules[family]
          .slice(0, i)
          .filter((before) => prefix.startsWith(before.prefix) && (!before.within || before.within === within))
        expect(hiding).toEqual([])
      })
  })
})

describe('ECS', () => {
  test('names of the host', () => {
    expect(elastic('process.executable')).toBe('Image')
    expect(elastic('process.name')).toBe('Image basename')
    expect(elastic('process.name.caseless')).toBe('Image basename')
    expect(elastic('process.command_line.text')).toBe('CommandLine word')
    expect(elastic('process.args')).toBe('CommandLine token')
    expect(elastic('process.parent.name')).toBe('ParentImage basename')
    expect(elastic('process.entry_leader.name')).toBe('process.entry_leader.executable basename')
    expect(elastic('file.extension')).toBe('TargetFilename ext')
    expect(elastic('registry.value')).toBe('TargetObject leaf')
    expect(elastic('user.name')).toBe('User leaf')
    expect(elastic('user.id')).toBe('User sid')
  })

  test('names by rule, for any field of the product', () => {
    expect(elastic('winlog.event_data.SomethingNew')).toBe('SomethingNew')
    expect(elastic('winlog.event_data.NewProcessName')).toBe('Image')
    expect(elastic('o365.audit.Parameters.ForwardTo')).toBe('Parameters.ForwardTo')
    expect(elastic('okta.debug_context.debug_data.request_uri')).toBe('debugContext.debugData.requestUri')
    expect(elastic('aws.cloudtrail.user_identity.session_context.session_issuer.type')).toBe(
      'userIdentity.sessionContext.sessionIssuer.type',
    )
    expect(elastic('aws.cloudtrail.flattened.request_parameters.x-amz-acl')).toBe('requestParameters.x-amz-acl')
    expect(elastic('azure.signinlogs.properties.conditional_access_status')).toBe('ConditionalAccessStatus')
    expect(elastic('kubernetes.audit.objectRef.resource')).toBe('objectRef.resource')
    expect(elastic('zeek.dns.query')).toBe('QueryName')
    expect(elastic('zeek.smb_files.path')).toBe('path')
  })

  test('what nobody knows keeps its name', () => {
    for (const name of [
      'Esql.count',
      'process.thread.capabilities.effective',
      'winlog.event_data.',
      '__proto__',
      'zeek.x',
    ])
      expect(elastic(name)).toBe(name)
  })

  test('an action is the operation in an audit log of the cloud, and elsewhere tells the event', () => {
    const action = (index: string, where?: Predicate): string => elastic('event.action', index, where, 'kuery')
    expect(action('filebeat-*,logs-aws.cloudtrail-*')).toBe('eventName')
    expect(action('logs-o365.audit-*')).toBe('Operation')
    expect(action('logs-okta.system-*')).toBe('eventType')
    expect(action('logs-azure.auditlogs-*')).toBe('operationName')
    expect(action('logs-gcp.audit-default')).toBe('gcp.audit.method_name')
    expect(action('logs-github.audit-*')).toBe('action')
    expect(action('logs-endpoint.events.file-*')).toBe('event.action')
    expect(action('filebeat-*', is('event.dataset', 'aws.cloudtrail'))).toBe('eventName')
    expect(action('filebeat-*', is('event.module', 'okta'))).toBe('eventType')
    const where: Predicate = { kind: 'not', span, of: is('event.dataset', 'aws.cloudtrail') }
    expect(action('filebeat-*', where)).toBe('event.action')
  })

  test('where several logs are read, only what is so in all of them', () => {
    expect(elastic('source.ip', 'logs-system.security*,logs-windows.forwarded*,winlogbeat-*')).toBe('IpAddress')
    expect(elastic('source.ip', 'logs-system.security*,logs-endpoint.events.network-*')).toBe('SourceIp')
    expect(elastic('event.action', 'logs-aws.cloudtrail-*,logs-okta.system-*')).toBe('event.action')
  })

  test('a full-text field holds words for kuery and text for the others', () => {
    const field = 'powershell.file.script_block_text'
    expect(elastic(field, 'winlogbeat-*', anything, 'kuery')).toBe('ScriptBlockText word')
    expect(elastic(field, 'winlogbeat-*', anything, 'esql')).toBe('ScriptBlockText')
  })

  test('steps of a sequence have contexts of their own, stages in a row share one', () => {
    const stages: Stage[] = [
      read({ index: 'logs-aws.cloudtrail-*' }),
      filter(0, anything),
      read({ index: 'logs-okta.system-*' }),
      filter(2, anything),
      filter(3, anything),
      {
        kind: 'sequence',
        span,
        ordered: true,
        steps: [1, 4].map((from) => ({ span, from, by: [], absent: false })),
      },
    ]
    const at = fieldContexts(ruleOf('elastic', 'eql', stages))
    expect([1, 3, 4, 5].map((stage) => canonical('event.action', at(stage)).name)).toEqual([
      'eventName',
      'eventType',
      'eventType',
      'event.action',
    ])
  })
})

describe('other families', () => {
  test('Sigma keeps its names, but for those that say the same in one log', () => {
    expect(sigma('Image', { product: 'windows', category: 'process_creation' })).toBe('Image')
    expect(sigma('NewProcessName', { product: 'windows', service: 'security' })).toBe('Image')
    expect(sigma('ProcessName', { product: 'windows', service: 'security' })).toBe('Image')
    expect(sigma('ProcessName', { product: 'windows', service: 'windefend' })).toBe('ProcessName')
    expect(sigma('query', { category: 'dns' })).toBe('QueryName')
    expect(sigma('query', { product: 'sql', service: 'server' })).toBe('query')
    expect(sigma('Imphash', {})).toBe('IMPHASH')
  })

  test('columns mean what their table says', () => {
    expect(kusto('InitiatingProcessFileName', 'DeviceProcessEvents')).toBe('ParentImage basename')
    expect(kusto('InitiatingProcessFileName', 'DeviceNetworkEvents')).toBe('Image basename')
    expect(kusto('InitiatingProcessParentFileName', 'DeviceProcessEvents')).toBe('GrandParentImage basename')
    expect(kusto('InitiatingProcessParentFileName', 'DeviceFileEvents')).toBe('ParentImage basename')
    expect(kusto('InitiatingProcessCommandLine', 'DeviceProcessEvents')).toBe('ParentCommandLine')
    expect(kusto('InitiatingProcessCommandLine', 'DeviceRegistryEvents')).toBe('CommandLine')
    // A folder's path ends with the name of the file.
    expect(kusto('FolderPath', 'DeviceProcessEvents')).toBe('Image')
    expect(kusto('FileName', 'DeviceProcessEvents')).toBe('Image basename')
    expect(kusto('FileName', 'DeviceFileEvents')).toBe('TargetFilename basename')
    expect(kusto('FileName', 'DeviceImageLoadEvents')).toBe('ImageLoaded basename')
    expect(kusto('FileName', 'EmailAttachmentInfo')).toBe('email.attachments.file.name')
    expect(kusto('FileName', 'DeviceFileCertificateInfo')).toBe('FileName')
    expect(kusto('AccountName', 'DeviceLogonEvents')).toBe('TargetUserName')
    expect(kusto('RemoteIP', 'DeviceLogonEvents')).toBe('IpAddress')
    expect(kusto('RemoteIP', 'DeviceNetworkEvents')).toBe('DestinationIp')
    expect(kusto('ActionType', 'CloudAppEvents')).toBe('Operation')
    expect(kusto('OperationNameValue', 'AzureActivity')).toBe('operationName')
  })

  test('a column of many happenings is told by the action', () => {
    const fileName = (...actions: string[]) =>
      say('FileName', 'kusto', 'kql', { table: 'DeviceEvents' }, is('ActionType', ...actions))
    expect(fileName('DriverLoad')).toBe('ImageLoaded basename')
    expect(fileName('OpenProcessApiCall', 'ReadProcessMemoryApiCall')).toBe('TargetImage basename')
    expect(fileName('PnpDeviceConnected')).toBe('TargetFilename basename')
    expect(fileName('DriverLoad', 'OpenProcessApiCall')).toBe('FileName')
  })

  test('a table without a column has no say in what it means beside one that has it', () => {
    const at = (...tables: string[]) => {
      const reads = tables.map((table) => read({ table }))
      const stages: Stage[] = [
        ...reads,
        { kind: 'join', span, from: 0, other: 1, how: 'inner', on: [] },
        filter(tables.length, anything),
      ]
      const { name, relation } = canonical('FileName', fieldContexts(ruleOf('kusto', 'kql', stages))(stages.length - 1))
      return `${name} ${relation}`
    }
    expect(at('DeviceProcessEvents', 'IdentityInfo')).toBe('Image basename')
    expect(at('IdentityInfo', 'DeviceFileEvents')).toBe('TargetFilename basename')
    expect(at('DeviceProcessEvents', 'DeviceFileEvents')).toBe('FileName exact')
  })

  test('parsers of ASIM share the names of their schema', () => {
    for (const parser of [
      '_Im_ProcessCreate',
      'imProcessCreate',
      'vimProcessEventMicrosoft365D',
      'ASimProcessEventLogs',
    ]) {
      expect(kusto('TargetProcessName', parser)).toBe('Image')
      expect(kusto('ActingProcessName', parser)).toBe('ParentImage')
      expect(kusto('ParentProcessName', parser)).toBe('GrandParentImage')
    }
    expect(kusto('ActingProcessName', '_Im_RegistryEvent')).toBe('Image')
    expect(kusto('RegistryValue', 'imRegistry')).toBe('TargetObject leaf')
    expect(kusto('TargetFilePath', '_Im_FileEvent')).toBe('TargetFilename')
    expect(kusto('DstPortNumber', '_Im_NetworkSession')).toBe('DestinationPort')
    expect(kusto('HttpUserAgent', '_Im_WebSession')).toBe('c-useragent')
    expect(kusto('TargetProcessName', 'SecurityEvent')).toBe('TargetProcessName')
  })

  test('paths into what a column holds are names of the product', () => {
    expect(kusto('EventData.NewProcessName', 'WindowsEvent')).toBe('Image')
    expect(kusto('EventData.AccessMask', 'WindowsEvent')).toBe('AccessMask')
    expect(kusto('RawEventData.Parameters.ForwardTo', 'CloudAppEvents')).toBe('Parameters.ForwardTo')
    expect(kusto('RawEventData.x', 'SigninLogs')).toBe('RawEventData.x')
    expect(kusto('RequestParameters.userName', 'AWSCloudTrail')).toBe('requestParameters.userName')
    expect(kusto('AdditionalFields.PipeName', 'DeviceEvents')).toBe('PipeName approx')
  })

  const splunk = (written: string, source: Record<string, string>) => say(written, 'splunk', 'spl', source)

  test('data models of Splunk, with and without the name of their node', () => {
    const processes = { datamodel: 'Endpoint.Processes' }
    expect(splunk('Processes.process_name', processes)).toBe('Image basename')
    expect(splunk('process_name', processes)).toBe('Image basename')
    expect(splunk('Processes.process', processes)).toBe('CommandLine')
    expect(splunk('Processes.parent_process_path', processes)).toBe('ParentImage')
    expect(splunk('Processes.original_file_name', processes)).toBe('OriginalFileName')
    expect(splunk('Registry.registry_value_name', {})).toBe('TargetObject leaf')
    expect(splunk('Registry.registry_path', {})).toBe('TargetObject')
    expect(splunk('Filesystem.file_name', {})).toBe('TargetFilename basename')
    expect(splunk('All_Traffic.dest_port', {})).toBe('DestinationPort')
    expect(splunk('DNS.query', {})).toBe('QueryName')
    expect(splunk('Web.http_user_agent', {})).toBe('c-useragent')
  })

  test('fields of add-ons mean what their log says', () => {
    expect(splunk('New_Process_Name', { macro: 'wineventlog_security' })).toBe('Image')
    expect(splunk('Process_Command_Line', { source: 'WinEventLog:Security' })).toBe('CommandLine')
    expect(splunk('src_ip', { source: 'XmlWinEventLog:Security' })).toBe('IpAddress')
    expect(splunk('src_ip', { sourcetype: 'aws:cloudtrail' })).toBe('sourceIPAddress')
    expect(splunk('src_ip', { sourcetype: 'pan:traffic' })).toBe('SourceIp')
    expect(splunk('properties.userPrincipalName', { macro: 'azure_monitor_aad' })).toBe('UserPrincipalName')
    expect(splunk('properties.userPrincipalName', { macro: 'okta' })).toBe('properties.userPrincipalName')
    expect(splunk('ScriptBlockText', { macro: 'powershell' })).toBe('ScriptBlockText')
  })

  test('where a search does not tell its log, the data sources of the rule do', () => {
    const rule = (said: string): Rule => {
      const plain = ruleOf('splunk', 'spl', [read({ macro: 'my_logs' }), filter(0, anything)])
      return { ...plain, meta: { ...plain.meta, other: [{ key: 'data_source', text: said, span }] } }
    }
    const srcIp = (said: string) => canonical('src_ip', fieldContexts(rule(said))(1)).name
    expect(srcIp('Windows Event Log Security 4624')).toBe('IpAddress')
    expect(srcIp('Palo Alto Network Traffic')).toBe('SourceIp')
    const separator = (said: string) => fieldContexts(rule(said))(1).separator
    expect(separator('Sysmon EventID 1')).toBe('\\')
    expect(separator('Sysmon for Linux EventID 1')).toBe('/')
    expect(separator('CrowdStrike ProcessRollup2')).toBeUndefined()
  })
})

test('fields that only say which telemetry is meant', () => {
  const routes = (family: Family, language: Language, written: Record<string, string>, ...names: string[]) => {
    const context = contextOf(family, language, written)
    return names.map((name) => isRouting(name, context))
  }
  const host = { index: 'logs-endpoint.events.*' }
  expect(
    routes('elastic', 'eql', host, 'host.os.type', 'event.code', 'event.category', 'data_stream.type', 'event.action'),
  ).toEqual([true, true, true, true, true])
  expect(routes('elastic', 'eql', host, 'host.name', 'event.outcome', 'process.name', 'agents.x')).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(routes('elastic', 'kuery', { index: 'logs-aws.cloudtrail-*' }, 'event.action', 'event.provider')).toEqual([
    false,
    false,
  ])
  expect(routes('sigma', 'sigma', {}, 'EventID', 'Provider_Name', 'Channel', 'Image', '')).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(routes('kusto', 'kql', { table: 'DeviceEvents' }, 'ActionType', 'DeviceName')).toEqual([true, false])
  expect(routes('kusto', 'kql', { table: 'CloudAppEvents' }, 'ActionType', 'TimeGenerated')).toEqual([false, true])
  expect(routes('splunk', 'spl', { macro: 'sysmon' }, 'EventCode', 'sourcetype', '_time', 'tag::x', 'Image')).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
})

describe('the separator of paths', () => {
  const separator = (index: string, where: Predicate, ...tags: string[]) =>
    fieldContexts(ruleOf('elastic', 'eql', [read({ index }), filter(0, where)], tags))(1).separator

  test('is what the rule asks of the system, else what its indices or its tags say', () => {
    expect(separator('winlogbeat-*', is('host.os.type', 'linux', 'macos'))).toBe('/')
    expect(separator('logs-endpoint.*', is('host.os.type', 'Windows'))).toBe('\\')
    expect(separator('winlogbeat-*', is('host.os.type', 'linux', 'windows'))).toBeUndefined()
    expect(separator('logs-endpoint.*,logs-windows.sysmon_operational-*', anything)).toBe('\\')
    expect(separator('auditbeat-*,winlogbeat-*', anything)).toBeUndefined()
    expect(separator('logs-endpoint.*', anything, 'Domain: Endpoint', 'OS: macOS', 'OS: Linux')).toBe('/')
    expect(separator('logs-endpoint.*', anything, 'OS: Windows', 'OS: Linux')).toBeUndefined()
  })
})
