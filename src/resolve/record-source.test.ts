import { describe, expect, test } from 'vitest'
import type { Scalar } from '../model/record.js'
import { createSources, nowhere, type RecordSource } from './record-source.js'

type Fields = Readonly<Record<string, Scalar>>

const sources = createSources()
const sourceOf = (fields: Fields, of = sources): RecordSource =>
  of(
    (name) => fields[name],
    () => Object.keys(fields),
  )
const eventOf = (fields: Fields): string | undefined => sourceOf(fields).event?.key

const sysmon = 'Microsoft-Windows-Sysmon'
const header = (EventID: Scalar, Channel: string, Provider_Name: string): Fields => ({
  EventID,
  Channel,
  Provider_Name,
})

describe('events of Windows', () => {
  test('are told by id, channel and provider', () => {
    expect(eventOf(header(1, `${sysmon}/Operational`, sysmon))).toBe('sysmon/1')
    expect(eventOf(header('1', `${sysmon}/Operational`, sysmon))).toBe('sysmon/1')
    expect(eventOf(header(4688, 'Security', 'Microsoft-Windows-Security-Auditing'))).toBe('security/4688')
    expect(eventOf(header(1102, 'Security', 'Microsoft-Windows-Eventlog'))).toBe('eventlog/1102')
  })

  test('of other providers are none of theirs, whatever their id', () => {
    expect(eventOf(header(1, 'Microsoft-Windows-Kernel-IO/Operational', 'Microsoft-Windows-Kernel-IO'))).not.toBe(
      'sysmon/1',
    )
    expect(eventOf(header(7045, 'System', 'Some-Driver'))).not.toBe('service-control-manager/7045')
    const other = sourceOf(header(1, 'Application', 'Acme'))
    expect(other.product).toBe('windows')
    expect(other.event?.key).toBe('application/acme/1')
    expect(other.events.map(({ key }) => key)).toEqual(expect.arrayContaining(['application', 'windows']))
  })

  test('are told where a part of the header is missing and what is there leaves one', () => {
    expect(eventOf({ EventID: 4688 })).toBe('security/4688')
    expect(eventOf({ EventID: 4688, Channel: 'Security' })).toBe('security/4688')
    expect(eventOf({ EventID: 1, Provider_Name: sysmon })).toBe('sysmon/1')
    expect(eventOf({ EventID: 1, Channel: 'ForwardedEvents', Provider_Name: sysmon })).toBe('sysmon/1')
    expect(eventOf({ EventID: 3, SourceName: sysmon, Channel: `${sysmon}/Operational` })).toBe('sysmon/3')
  })

  test('are told by their fields where several events have the id, record by record', () => {
    const own = { EventID: 1, Image: 'a.exe', CommandLine: 'a', ParentImage: 'b.exe', Hashes: '' }
    expect(eventOf(own)).toBe('sysmon/1')
    expect(eventOf({ EventID: 1, Nothing: 'known' })).toBeUndefined()
    expect(eventOf(own)).toBe('sysmon/1')
  })

  test('with a field of their own that is called Channel are still theirs', () => {
    expect(eventOf(header(104, 'Security', 'Microsoft-Windows-Eventlog'))).toBe('eventlog/104')
  })
})

test('records of one source give one object, whatever the type of the id', () => {
  const a = sourceOf(header(1, `${sysmon}/Operational`, sysmon))
  expect(sourceOf(header('1', `${sysmon}/Operational`, sysmon))).toBe(a)
  expect(sourceOf({ EventID: 1, Provider_Name: sysmon })).toBe(a)
  expect(sourceOf(header(3, `${sysmon}/Operational`, sysmon))).not.toBe(a)
})

test('hostile ids do not grow what is kept without end, and known ones are still found', () => {
  const own = createSources(100)
  for (let id = 0; id < 300; id++) sourceOf(header(`x${id}`, 'Security', 'y'), own)
  expect(sourceOf(header('another', 'Security', 'y'), own)).toBe(nowhere)
  expect(sourceOf(header('x1', 'Security', 'y'), own).product).toBe('windows')
})

describe('records under ECS names', () => {
  test('are what their data set, code and channel say', () => {
    const agent = { 'data_stream.dataset': 'windows.sysmon_operational', 'event.code': '1', 'event.provider': sysmon }
    expect(sourceOf(agent)).toMatchObject({ names: 'elastic', event: { key: 'sysmon/1' }, os: 'windows' })
    const beat = { 'winlog.channel': 'Security', 'winlog.event_id': 4688, 'ecs.version': '8' }
    expect(sourceOf(beat)).toMatchObject({ event: { key: 'security/4688' }, logs: ['system.security', 'system'] })
    expect(sourceOf({ 'event.dataset': 'aws.cloudtrail' })).toMatchObject({ product: 'aws', event: undefined })
  })

  test('are what category, type and action say', () => {
    const defend = (...[category, type, action]: string[]): RecordSource =>
      sourceOf({
        'event.dataset': `endpoint.events.${category}`,
        'event.category': category ?? '',
        'event.type': type ?? '',
        'event.action': action ?? '',
        'host.os.type': 'linux',
      })
    expect(defend('process', 'start', 'exec')).toMatchObject({ event: { key: 'elastic-defend/process' }, os: 'linux' })
    expect([...defend('process', 'start', 'exec').happenings]).toEqual(['process start'])
    expect([...defend('process', 'end', 'end').happenings]).toEqual(['process end'])
    expect([...defend('file', 'deletion', 'deletion').happenings]).toEqual(['file deletion'])
    expect(defend('network', 'protocol', 'lookup_requested').event?.key).toBe('elastic-defend/dns')
  })
})

test('rows of tables are known by their table or action, also where a service wraps them', () => {
  expect(eventOf({ Timestamp: 't', DeviceName: 'd', ActionType: 'ProcessCreated' })).toBe(
    'defender-xdr/deviceprocessevents/processcreated',
  )
  const streamed = { category: 'AdvancedHunting-DeviceFileEvents', 'properties.ActionType': 'FileCreated' }
  expect(sourceOf(streamed)).toMatchObject({
    names: 'kusto',
    prefix: 'properties.',
    event: { key: 'defender-xdr/devicefileevents/filecreated' },
  })
  expect(sourceOf({ Type: 'SecurityEvent', EventID: 4688 })).toMatchObject({
    names: 'kusto',
    event: { key: 'security/4688' },
    logs: ['SecurityEvent'],
  })
  expect(sourceOf({ Type: 'AWSCloudTrail', EventName: 'x' })).toMatchObject({ names: 'kusto', product: 'aws' })
})

test('records of Splunk are known by their source type', () => {
  expect(sourceOf({ sourcetype: 'aws:cloudtrail', eventName: 'x' })).toMatchObject({ names: 'splunk', product: 'aws' })
  expect(
    sourceOf({ sourcetype: 'XmlWinEventLog', source: `XmlWinEventLog:${sysmon}/Operational`, EventCode: 1 }),
  ).toMatchObject({ names: 'splunk', event: { key: 'sysmon/1' } })
})

test('a product’s own JSON is known by its fields; what is not known is nowhere', () => {
  expect(sourceOf({ eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', awsRegion: 'x' })).toMatchObject({
    names: 'sigma',
    product: 'aws',
  })
  expect(eventOf({ type: 'EXECVE', a0: 'ls', pid: 4 })).toBe('auditd/execve')
  expect(sourceOf({ 'cs-uri-stem': '/', 's-ip': '192.0.2.1' }).product).toBe('webserver')
  expect(sourceOf({ 'c-uri': 'http://a/', 'cs-host': 'a' }).product).toBe('proxy')
  expect(sourceOf({ message: 'x' })).toBe(nowhere)
})
