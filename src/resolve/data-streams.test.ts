import { expect, test } from 'vitest'
import { nameOf, reachOf, streamOf, streamsLike } from './data-streams.js'

const named = (indices: string): string[] => reachOf(indices).named.map(({ row }) => row.name)

test.each([
  ['logs-aws.cloudtrail-*', 'aws.cloudtrail'],
  ['logs-aws.cloudtrail*', 'aws.cloudtrail*'],
  ['logs-endpoint.events.process-default', 'endpoint.events.process'],
  ['.ds-logs-okta.system-default-2026.01.01-000001', 'okta.system'],
  ['eu:logs-okta.system-*', 'okta.system'],
  ['LOGS-*', '*'],
  ['logs*', '*'],
  ['*', '*'],
  ['winlogbeat-8*', 'winlogbeat'],
  ['apm-*-transaction*', 'apm'],
  ['.alerts-security.alerts-default', '.alerts'],
  ['ml_beaconing.all', 'ml_beaconing.all'],
  ['"logs-okta.system-*"', 'okta.system'],
  ['-logs-okta*', ''],
  ['', ''],
])('%s speaks of %s', (pattern, name) => {
  expect(nameOf(pattern)).toBe(name)
})

test('a pattern is every data set that it fits, in the order of the table', () => {
  expect(named('logs-windows.powershell*')).toEqual(['windows.powershell_operational', 'windows.powershell'])
  expect(named('logs-o*.audit-*')).toEqual(['o365.audit'])
  expect(named('logs-okta.system-*, logs-endpoint.events.file-*, logs-okta*')).toEqual([
    'endpoint.events.file',
    'okta.system',
  ])
})

test('one row for an integration stands for all of it, but not for what is named', () => {
  expect(named('logs-network_traffic.*')).toEqual(['network_traffic.*'])
  expect(named('logs-network_traffic.http*')).toEqual(['network_traffic.http'])
  expect(named('logs-endpoint.events.*')).not.toContain('endpoint.*')
  expect(streamOf('zeek.socks').row.name).toBe('zeek.*')
  expect(streamOf('zeek.http').row.name).toBe('zeek.http')
})

test('an index that gathers many names none of them', () => {
  const { gathered, wholes } = reachOf('winlogbeat-*')
  expect(named('winlogbeat-*')).toEqual([])
  expect(gathered.map(({ row }) => row.name)).toContain('system.security')
  expect(wholes.map(({ key }) => key)).toEqual(['windows'])
})

test('what no table has is made once, by its name', () => {
  expect(named('logs-acme.audit-*, logs-acme.audit-prod')).toEqual(['acme.audit'])
  expect(streamOf('acme.audit')).toBe(streamOf('ACME.audit'))
  expect(named('logs-acme*')).toEqual(['acme'])
  expect(streamsLike('acme.*')).toEqual([])
})

test('a hostile pattern costs no time that matters', () => {
  const stars = `logs-${'a*'.repeat(5000)}`
  expect(named(stars)).toHaveLength(1)
})
