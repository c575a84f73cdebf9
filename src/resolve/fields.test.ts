import { describe, expect, test } from 'vitest'
import { elasticNames, fieldRows, relations } from '../data/fields/index.js'
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
          if (log !== undefined) expect(log, row.name).toMatch(/^\w[\w.]*$/)
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
    elasticNames.forEach(({ prefix }, i) => {
      expect(elasticNames.slice(0, i).filter((before) => prefix.startsWith(before.prefix))).toEqual([])
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
    expect(kusto('FileName', 'DeviceProcessEvents')).toBe('Image basename')
    expect(kusto('FileName', 'DeviceFileEvents')).toBe('TargetFilename basename')
    expect(kusto('FileName', 'EmailAttachmentInfo')).toBe('FileName')
    expect(kusto('ActionType', 'CloudAppEvents')).toBe('Operation')
  })

  test('data models of Splunk', () => {
    expect(say('Processes.process_name', 'splunk', 'spl', { datamodel: 'Endpoint.Processes' })).toBe('Image basename')
    expect(say('Registry.registry_value_name', 'splunk', 'spl', {})).toBe('TargetObject leaf')
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
