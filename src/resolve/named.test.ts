import { describe, expect, test } from 'vitest'
import { and, is, not, or, ruleWith, span } from '../../test/rules.js'
import type { Family, Filter, Predicate, Read, Rule, Stage } from '../model/rule.js'
import { type Coverage, cover } from './telemetry.js'

type Written = Readonly<Record<string, string>>

const read = (written: Written): Read => ({ kind: 'read', source: { kind: 'events', written }, span })
const filter = (from: number, where: Predicate): Filter => ({ kind: 'filter', from, where, span })

const staged = (family: Family, stages: readonly Stage[], said: readonly string[] = []): Rule => ({
  ...ruleWith({ family, language: family === 'splunk' ? 'spl' : 'kql', stages }),
  meta: {
    ...ruleWith({}).meta,
    other: [{ key: 'version', text: '3', span }, ...said.map((text) => ({ key: 'data_source', text, span }))],
  },
})

/** Keys; `?` behind one that is inferred, `~` behind an alternative. */
const told = ({ events }: Coverage): string[] =>
  events.map(({ event, role, inferred }) => `${event.key}${role === 'alternative' ? '~' : ''}${inferred ? '?' : ''}`)

const anything = is('process_name', 'x')

const splunk = (written: Written, where: Predicate = anything, ...said: string[]): string[] =>
  told(cover(staged('splunk', [read(written), filter(0, where)], said)))
const saying = (...said: string[]): string[] => splunk({ datamodel: 'Endpoint.Processes' }, anything, ...said)
const kusto = (table: string, where: Predicate = anything): string[] =>
  told(cover(staged('kusto', [read({ table }), filter(0, where)])))

describe('data sources of Splunk', () => {
  test('are events by their names, and count before what the search says', () => {
    expect(saying('Sysmon EventID 1', 'Windows Event Log Security 4688', 'CrowdStrike ProcessRollup2')).toEqual([
      'sysmon/1',
      'security/4688',
      'crowdstrike/processrollup2',
    ])
    expect(saying('Windows Security 5136')).toEqual(['security/5136'])
    expect(saying('Powershell Script Block Logging 4104')).toEqual(['powershell/4104'])
    expect(saying('Sysmon for Linux EventID 11')).toEqual(['linux-sysmon/11'])
    expect(saying('Windows Event Log Defender 5007')).toEqual(['defender/5007'])
  })

  test('name operations as their products do, or nearly', () => {
    expect(saying('AWS CloudTrail ConsoleLogin')).toEqual(['aws-signin/consolelogin'])
    expect(saying('O365 Consent to application.', 'Azure Active Directory Add member to role.')).toEqual([
      'm365-audit/consent-to-application.',
      'entra-audit/add-member-to-role',
    ])
    expect(saying('Linux Auditd Execve', 'Linux Auditd Service Stop')).toEqual(['auditd/execve', 'auditd/service_stop'])
    expect(saying('Azure Active Directory Sign-in activity')).toEqual(['entra-signin'])
    expect(saying('Google Workspace login_failure')).toEqual(['workspace-login/login_failure'])
  })

  test('may be several in one text', () => {
    expect(saying('Sysmon EventID 1 AND Sysmon EventID 11')).toEqual(['sysmon/1', 'sysmon/11'])
    expect(saying('NTLM Operational 8004,8005')).toEqual(['ntlm/8004', 'ntlm/8005'])
  })

  test('that no table has are shown as the rule names them', () => {
    const rule = staged('splunk', [read({ macro: 'x' })], ['Acme Sensor Alerts', 'Windows Event Log Acme Agent 17'])
    const events = cover(rule).events.map(({ event }) => [event.key, event.label, event.id, event.verified])
    expect(events).toEqual([
      ['splunk/acme-sensor-alerts', 'Acme Sensor Alerts', null, false],
      ['windows/acme-agent/17', 'Acme Agent', '17', false],
    ])
  })

  test('of a whole log are narrowed by what the search asks of it', () => {
    const cloudtrail = { macro: 'cloudtrail', sourcetype: 'aws:cloudtrail' }
    const call = and(is('eventName', 'CreateUser'), anything)
    expect(splunk(cloudtrail, call, 'AWS CloudTrail')).toEqual(['aws-iam/createuser'])
    expect(splunk(cloudtrail, anything, 'AWS CloudTrail')).toEqual(['cloudtrail'])
    expect(splunk(cloudtrail, call, 'Okta')).toEqual(['okta'])
  })
})

describe('sources of Splunk', () => {
  const sysmon = { macro: 'sysmon', source: 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational' }

  test('are narrowed by codes of events, in each branch by its own', () => {
    expect(splunk(sysmon, and(is('EventCode', 7), anything))).toEqual(['sysmon/7'])
    expect(splunk(sysmon, is('EventCode', '1', '11'))).toEqual([
      'sysmon/1',
      'sysmon/11',
      'linux-sysmon/1~?',
      'linux-sysmon/11~?',
    ])
    const security = { source: 'XmlWinEventLog:Security', sourcetype: 'XmlWinEventLog' }
    expect(splunk(security, or(and(is('EventCode', 4624), anything), is('EventID', 4625)))).toEqual([
      'security/4624',
      'security/4625',
    ])
    expect(splunk(security, not(is('EventCode', 4624)))).toEqual(['security'])
  })

  test('are told by the macro, else by source and source type', () => {
    expect(splunk({ macro: 'my_search, okta' })).toEqual(['okta'])
    expect(splunk({ sourcetype: 'aws:cloudtrail' }, is('eventName', 'StopLogging'))).toEqual([
      'aws-cloudtrail/stoplogging',
    ])
    expect(splunk({ source: 'WinEventLog:Microsoft-Windows-TaskScheduler/Operational' }, is('EventCode', 200))).toEqual(
      ['task-scheduler/200'],
    )
    expect(splunk({ source: 'XmlWinEventLog:Microsoft-Windows-AppLocker/*' }, is('EventCode', 8004))).toEqual([
      'applocker-exe/8004',
    ])
    expect(splunk({ sourcetype: 'zeek:*' }).every((key) => key.startsWith('zeek-'))).toBe(true)
  })

  test('that no table has are shown by their names, and no source at all is any of them', () => {
    expect(splunk({ index: 'main', sourcetype: 'acme:vpn' })).toEqual(['splunk/acme-vpn'])
    expect(splunk({ macro: 'acme_logs' })).toEqual(['splunk/acme_logs?'])
    expect(splunk({ source: 'XmlWinEventLog:Acme/Operational' }, is('EventCode', 3))).toEqual([
      'windows/acme-operational/3',
    ])
    expect(splunk({ index: 'main' })).toEqual(['splunk?'])
    expect(splunk({ command: 'makeresults' })).toEqual([])
  })

  test('of an operation that is kept elsewhere are the other log', () => {
    const directory = { macro: 'azure_monitor_aad' }
    expect(splunk(directory, is('operationName', 'Sign-in activity'))).toEqual(['entra-signin'])
    expect(splunk(directory, is('operationName', 'Add user', 'Sign-in activity'))).toEqual([
      'entra-audit/add-user',
      'entra-signin',
    ])
  })

  test('of a data model are what feeds its node, which is our conclusion', () => {
    expect(splunk({ datamodel: 'Endpoint.Processes' })).toEqual([
      'sysmon/1?',
      'security/4688?',
      'crowdstrike/processrollup2?',
      'linux-sysmon/1~?',
      'auditd/execve~?',
      'defender-xdr/deviceprocessevents~?',
    ])
    expect(splunk({ datamodel: 'Risk.All_Risk' })).toEqual(['splunk-risk?'])
    expect(splunk({ datamodel: 'Network_Resolution' })).toEqual(splunk({ datamodel: 'DNS' }))
    expect(splunk({ datamodel: 'Authentication.Unheard_Of' })).toEqual(splunk({ datamodel: 'Authentication' }))
    expect(splunk({ datamodel: 'Acme.Things' })).toEqual(['splunk/acme.things'])
  })
})

describe('tables of Kusto', () => {
  test('of Defender are rows of their own, and their actions events', () => {
    expect(kusto('DeviceProcessEvents')).toEqual(['defender-xdr/deviceprocessevents'])
    expect(kusto('DeviceFileEvents', is('ActionType', 'FileCreated', 'FileRenamed'))).toEqual([
      'defender-xdr/devicefileevents/filecreated',
      'defender-xdr/devicefileevents/filerenamed',
    ])
    const [made] = cover(
      staged('kusto', [read({ table: 'DeviceEvents' }), filter(0, is('ActionType', 'Newest'))]),
    ).events
    expect(made?.event).toMatchObject({
      key: 'defender-xdr/deviceevents/newest',
      channel: 'DeviceEvents',
      verified: false,
    })
    // It has no such column: the test is of the table that it is joined with.
    expect(kusto('DeviceTvmSoftwareInventory', is('ActionType', 'ConnectionSuccess'))).toEqual([
      'defender-xdr/devicetvmsoftwareinventory',
    ])
  })

  test('of Windows events are narrowed by id and provider', () => {
    expect(kusto('SecurityEvent', and(is('EventID', 4688), anything))).toEqual(['security/4688'])
    expect(kusto('Event', and(is('Source', 'Microsoft-Windows-Sysmon'), is('EventID', 1)))).toEqual(['sysmon/1'])
    expect(kusto('SecurityEvent')).toEqual(['security'])
    expect(kusto('Syslog', is('ProcessName', 'sshd'))).toEqual(['linux-sshd'])
  })

  test('of clouds are narrowed by operation', () => {
    expect(kusto('AuditLogs', is('OperationName', 'Add service principal'))).toEqual([
      'entra-audit/add-service-principal',
    ])
    expect(kusto('AWSCloudTrail', is('EventName', 'CreateUser'))).toEqual(['aws-iam/createuser'])
    expect(kusto('OfficeActivity', is('Operation', 'New-InboxRule'))).toEqual(['m365-audit/new-inboxrule'])
    expect(kusto('SigninLogs', is('ResultType', 0))).toEqual(['entra-signin/0'])
    expect(kusto('CloudAppEvents', is('ActionType', 'Add member to role.'))).toEqual([
      'defender-xdr/cloudappevents/add-member-to-role.',
    ])
  })

  test('read through parsers of ASIM are a conclusion of ours', () => {
    const processes = kusto('_Im_ProcessCreate')
    expect(processes).toContain('sysmon/1?')
    expect(processes.every((key) => key.endsWith('?'))).toBe(true)
    expect(kusto('imProcessCreate')).toEqual(processes)
    expect(kusto('vimProcessCreateMicrosoftSysmon')).toEqual(processes)
    expect(kusto('imRegistry')).toContain('sysmon/13?')
    expect(kusto('Imports_CL')).toEqual(['kusto/imports_cl'])
  })

  test('that no table here has are shown by their names', () => {
    expect(kusto('AcmeVpn_CL')).toEqual(['kusto/acmevpn_cl'])
    expect(kusto('Device*').every((key) => key.startsWith('defender-xdr/device'))).toBe(true)
    expect(kusto('*')).toEqual(['kusto?'])
  })

  test('that are joined have each their own events', () => {
    const stages: Stage[] = [
      read({ table: 'DeviceFileEvents' }),
      filter(0, is('ActionType', 'FileCreated')),
      read({ table: 'DeviceNetworkEvents' }),
      filter(2, is('ActionType', 'ConnectionSuccess')),
      { kind: 'join', span, from: 1, other: 3, how: 'inner', on: [] },
    ]
    expect(told(cover(staged('kusto', stages)))).toEqual([
      'defender-xdr/devicefileevents/filecreated',
      'defender-xdr/devicenetworkevents/connectionsuccess',
    ])
  })
})
