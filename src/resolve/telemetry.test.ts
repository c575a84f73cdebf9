import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { and, is, not, or, ruleWith, span, use } from '../../test/rules.js'
import { eventKinds, logSources } from '../data/telemetry/index.js'
import type { Filter, Indicator, Operator, Part, Predicate, Read, Rule, Stage } from '../model/rule.js'
import { cover, union } from './telemetry.js'

const like = (field: string, op: Operator, value: string): Indicator => ({ ...is(field, value), op })
const wild = (field: string, ...parts: Part[]): Indicator => ({
  ...is(field),
  values: [{ kind: 'text', parts, written: '', span }],
})

function rule(written: Record<string, string>, where: Predicate): Rule {
  const read: Read = { kind: 'read', source: { kind: 'events', written }, span }
  const filter: Filter = { kind: 'filter', from: 0, where, span }
  return ruleWith({ stages: [read, filter] })
}

const staged = (stages: readonly Stage[]): Rule => ({ ...rule({}, anything), stages })

const primary = (written: Record<string, string>, where: Predicate): string[] =>
  cover(rule(written, where))
    .events.filter((one) => one.role === 'primary')
    .map((one) => one.event.key)

const application = { product: 'windows', service: 'application' }
const security = { product: 'windows', service: 'security' }
const system = { product: 'windows', service: 'system' }
const processes = { product: 'windows', category: 'process_creation' }
const anything = is('User', 'x')

describe('narrowing', () => {
  test('ids pick events of the channel, in and out of lists', () => {
    expect(primary(security, and(is('EventID', 4624, '4625'), anything))).toEqual(['security/4624', 'security/4625'])
    expect(primary(security, or(is('EventID', 4624), and(is('EventID', 4720), anything)))).toEqual([
      'security/4624',
      'security/4720',
    ])
  })

  test('no id is the whole log, and a not says nothing', () => {
    expect(primary(security, anything)).toEqual(['security'])
    expect(primary(security, and(anything, not(is('EventID', 4624))))).toEqual(['security'])
    expect(primary(security, or(is('EventID', 4624), anything)).at(-1)).toBe('security')
  })

  test('an id is of a provider: the same number of another one is another event', () => {
    const found = cover(rule(system, and(is('Provider_Name', 'Service Control Manager'), is('EventID', 7045))))
    expect(found.events.map(({ event }) => [event.provider, event.id])).toEqual([['Service Control Manager', '7045']])
  })

  test('what no table has is shown as what the rule names, unverified', () => {
    const [first] = cover(rule(system, and(is('Provider_Name', 'Acme-Agent'), is('EventID', 9999)))).events
    expect(first?.event).toMatchObject({ provider: 'Acme-Agent', id: '9999', verified: false })
    const [made] = cover(rule({ product: 'aws', service: 'cloudtrail' }, is('eventName', 'NewestCall'))).events
    expect(made?.event).toMatchObject({ label: 'CloudTrail', id: 'NewestCall', verified: false })
  })

  test('several logs of a service: the one that knows an id has it', () => {
    expect(primary({ product: 'windows', service: 'applocker' }, is('EventID', 8004))).toHaveLength(1)
  })

  test('the kind of a registry event picks among its ids', () => {
    expect(primary({ product: 'windows', category: 'registry_event' }, is('EventType', 'SetValue'))).toEqual([
      'sysmon/13',
    ])
  })

  test('extent', () => {
    expect(cover(rule(security, is('EventID', 4624))).extent).toBe('events')
    expect(cover(rule(security, anything)).extent).toBe('logs')
    expect(cover(rule({ product: 'windows' }, anything)).extent).toBe('product')
    expect(cover(rule({ product: 'nothing-known' }, anything))).toEqual({ events: [], extent: 'unknown' })
    expect(cover(rule({ product: 'windows', service: 'nothing-known' }, anything)).extent).toBe('unknown')
  })
})

describe('names of telemetry', () => {
  test('one id of several providers is each of their events, a provider picks its own', () => {
    expect(primary(system, is('EventID', 16)).sort()).toEqual([
      'kdc/16',
      'kernel-general/16',
      'windows-update-client/16',
    ])
    const update = is('Provider_Name', 'Microsoft-Windows-WindowsUpdateClient')
    expect(primary(system, and(update, is('EventID', 16, 20)))).toEqual([
      'windows-update-client/16',
      'windows-update-client/20',
    ])
  })

  test('pairs of providers and ids that no table has are left out when another provider has the id', () => {
    expect(primary(application, and(is('Provider_Name', 'ESENT', 'MsiInstaller'), is('EventID', 325, 1040)))).toEqual([
      'esent/325',
      'msi-installer/1040',
    ])
  })

  test('another name of a provider, in any case, is the provider', () => {
    expect(primary(system, and(is('Provider_Name', 'kerberos-key-distribution-center'), is('EventID', 42)))).toEqual([
      'kdc/42',
    ])
  })

  test('a provider may be given in part, and without an id', () => {
    const sql = like('Provider_Name', 'contains', 'MSSQL')
    expect(primary(application, and(sql, is('EventID', 15457, 33205)))).toEqual(['mssql/15457', 'mssql-audit/33205'])
    expect(primary(application, is('Provider_Name', 'Microsoft-Windows-RestartManager'))).toEqual(['restart-manager'])
    const esent = cover(rule(application, is('Provider_Name', 'ESENT')))
    expect(esent).toMatchObject({
      extent: 'logs',
      events: [{ event: { provider: 'ESENT', id: null, verified: false } }],
    })
  })

  test('ids may be compared, and written with wildcards', () => {
    const above = and(like('EventID', 'ge', '5156'), like('EventID', 'lt', '5158'))
    expect(primary(security, above)).toEqual(['security/5156', 'security/5157'])
    const cloudtrail = { product: 'aws', service: 'cloudtrail' }
    // The calls that a pattern means are more than the table has.
    expect(primary(cloudtrail, wild('eventName', 'CreateU', { wild: '*' }))).toEqual([
      'aws-iam/createuser',
      'cloudtrail',
    ])
  })

  test('a placeholder, a regular expression and an opaque part say nothing', () => {
    expect(primary(security, wild('EventID', { placeholder: 'ids' }))).toEqual(['security'])
    expect(primary(security, and(is('EventID', 4624), wild('EventID', { placeholder: 'ids' })))).toEqual([
      'security/4624',
    ])
    expect(primary(security, { kind: 'opaque', span })).toEqual(['security'])
  })

  test('a channel narrows, unless it is a field of the event itself', () => {
    const service = { product: 'windows', service: 'powershell' }
    const core = is('Channel', 'PowerShellCore/Operational')
    expect(primary(service, and(core, is('EventID', 4104)))).toEqual(['powershell-core/4104'])
    expect(primary(system, and(is('EventID', 104), is('Channel', 'Security')))).toEqual(['eventlog/104'])
  })

  test('a source has its own names for ids and providers', () => {
    const call = and(is('eventSource', 'iam.amazonaws.com'), is('eventName', 'CreateUser', 'NewestCall'))
    expect(primary({ product: 'aws', service: 'cloudtrail' }, call)).toEqual([
      'aws-iam/createuser',
      'aws-iam/newestcall',
    ])
    expect(primary({ product: 'linux', service: 'auditd' }, is('type', 'execve'))).toEqual(['auditd/execve'])
    // EventID is no name of an event there.
    expect(primary({ product: 'linux', service: 'auditd' }, is('EventID', 1))).toEqual(['auditd'])
  })

  test('two names of one event do not contradict each other', () => {
    const both = and(is('operationName', 'Add user'), is('properties.message', 'Delete user'))
    expect(primary({ product: 'azure', service: 'auditlogs' }, both)).toEqual([
      'entra-audit/add-user',
      'entra-audit/delete-user',
    ])
  })

  test('a rule that contradicts itself is still about its log source', () => {
    expect(primary(security, and(is('EventID', 4624), is('EventID', 4625)))).toEqual(['security/4624', 'security/4625'])
    const set = and(is('EventType', 'CreateKey'), anything)
    expect(primary({ product: 'windows', category: 'registry_set' }, set)).toEqual(['sysmon/13'])
  })

  test('what a category does not mean is found in its product', () => {
    const driver = { product: 'windows', category: 'driver_load' }
    expect(primary(driver, and(is('Provider_Name', 'Service Control Manager'), is('EventID', 7045)))).toEqual([
      'service-control-manager/7045',
    ])
    expect(primary(driver, is('EventID', 60000))).toEqual(['sysmon/60000'])
  })

  test('definitions are opened where they are used', () => {
    const made: Rule = {
      ...rule(security, or(use(0), and(use(1), not(use(0))))),
      definitions: [
        { name: 'a', span, predicate: is('EventID', 4624) },
        { name: 'b', span, predicate: is('EventID', 4720) },
      ],
    }
    expect(cover(made).events.map(({ event }) => event.key)).toEqual(['security/4624', 'security/4720'])
  })

  test('more alternatives than fit are merged, not lost', () => {
    const ids = Array.from({ length: 90 }, (_, i) => 4700 + i)
    const many = or(...ids.map((id) => and(is('EventID', id), anything)))
    const found = cover(rule(security, many)).events.map(({ event }) => event.id)
    expect(new Set(found)).toEqual(new Set(ids.map(String)))
  })

  test('a hostile pattern costs no time that matters', () => {
    const stars = Array.from({ length: 2000 }, (): Part[] => ['a', { wild: '*' }]).flat()
    expect(primary(security, wild('EventID', ...stars))).toEqual(['security'])
  })
})

describe('log sources', () => {
  test('are matched in any case, the most specific first', () => {
    expect(primary({ product: 'Windows', category: 'Process_Creation' }, anything)).toEqual(['sysmon/1'])
    expect(primary({ product: 'kubernetes', category: 'application', service: 'audit' }, anything)).toEqual([
      'kubernetes-audit',
    ])
    expect(primary({ product: 'zscaler', category: 'proxy' }, anything)).toEqual(['proxy'])
  })

  test('a category and a service hold together', () => {
    expect(primary({ ...processes, service: 'sysmon' }, anything)).toEqual(['sysmon/1'])
    expect(primary({ ...processes, service: 'security' }, anything)).toEqual(['security/4688'])
    expect(primary({ ...processes, service: 'nothing-known' }, anything)).toEqual(['sysmon/1'])
  })

  test('without a product stand for every product that has them', () => {
    expect(primary({ category: 'process_creation' }, anything)).toEqual([
      'sysmon/1',
      'linux-sysmon/1',
      'macos/notify_exec',
    ])
    expect(primary({ service: 'bgp' }, anything)).toEqual(['cisco-bgp', 'huawei-bgp', 'juniper-bgp'])
    expect(primary({ service: 'security' }, is('EventID', 4624))).toEqual(['security/4624'])
  })

  test('a product alone with an id is what the product has under it', () => {
    expect(primary({ product: 'windows' }, is('EventID', 5861))).toEqual(['wmi-activity/5861'])
  })
})

describe('the way of the records', () => {
  const events = (written: Record<string, string>): Read => ({
    kind: 'read',
    source: { kind: 'events', written },
    span,
  })
  const filter = (from: number, where: Predicate): Filter => ({ kind: 'filter', from, where, span })

  test('a filter behind a group narrows by what is of the record, not by what the group made', () => {
    const made: Indicator = { ...like('count', 'ge', '5'), field: { written: 'count', span, made: 2 } }
    const found = cover(
      staged([
        events(processes),
        filter(0, is('Image', 'a')),
        { kind: 'group', from: 1, by: [], make: [], span },
        filter(2, made),
      ]),
    )
    expect(found.events.map(({ event, missing }) => [event.key, missing])).toEqual([
      ['sysmon/1', []],
      ['security/4688', []],
    ])
  })

  test('several places that records come from are covered together', () => {
    const found = cover(
      staged([
        events(processes),
        events(security),
        filter(1, is('EventID', 4624)),
        { kind: 'union', from: [0, 2], span },
      ]),
    )
    expect(found.events.map(({ event, role }) => [event.key, role])).toEqual([
      ['sysmon/1', 'primary'],
      ['security/4624', 'primary'],
      ['security/4688', 'alternative'],
    ])
  })

  test('the hits of other rules, and no stage at all, are unknown here', () => {
    const hits: Read = { kind: 'read', source: { kind: 'rule', ref: 'x' }, span }
    expect(cover(staged([hits, { kind: 'group', from: 0, by: [], make: [], span }]))).toEqual({
      events: [],
      extent: 'unknown',
    })
    expect(cover(staged([]))).toEqual({ events: [], extent: 'unknown' })
    expect(union([])).toEqual({ events: [], extent: 'unknown' })
  })
})

describe('what an event lacks', () => {
  const of = (written: Record<string, string>, where: Predicate) =>
    cover(rule(written, where)).events.map(({ event, missing, blind }) => [event.key, missing, blind])

  test('is told of primary events too', () => {
    expect(of({ product: 'windows', category: 'file_event' }, is('CommandLine', 'a'))).toEqual([
      ['sysmon/11', ['CommandLine'], true],
    ])
    const details = and(is('TargetObject', 'a'), is('Details', 'b'))
    expect(of({ product: 'windows', category: 'registry_event' }, details)).toEqual([
      ['sysmon/12', ['Details'], true],
      ['sysmon/13', [], false],
      ['sysmon/14', ['Details'], true],
      ['security/4657', [], false],
    ])
  })

  test('is not told of a branch about another event', () => {
    const branches = or(
      and(is('EventID', 4624), is('LogonType', 3)),
      and(is('EventID', 5145), is('ShareName', 'a'), is('Odd', 'b')),
    )
    expect(of(security, branches)).toEqual([
      ['security/4624', [], false],
      ['security/5145', ['Odd'], true],
    ])
  })

  test('is not told where fields are not all known, nor of keywords and of parts of a field', () => {
    expect(
      of({ product: 'okta', service: 'okta' }, and(is('eventType', 'user.session.start'), is('any.thing', 'a'))),
    ).toEqual([['okta/user.session.start', [], false]])
    const keyword: Indicator = { ...like('', 'contains', 'a'), field: null }
    expect(of(processes, and(keyword, is('Imphash', 'b')))[0]).toEqual(['sysmon/1', [], false])
  })

  test('counts an exclusion as missing, but not as needed', () => {
    expect(of(processes, and(is('Image', 'a'), not(is('ParentCommandLine', 'b'))))[1]).toEqual([
      'security/4688',
      ['ParentCommandLine'],
      false,
    ])
  })

  test('is united over rules; an event is blind only when it is so in all', () => {
    const blind = cover(rule(processes, is('Hashes', 'a')))
    const seeing = cover(rule(processes, or(is('Image', 'a'), is('Product', 'b'))))
    expect(union([blind, seeing]).events[1]).toMatchObject({ missing: ['Hashes', 'Product'], blind: false })
    expect(union([blind, blind]).events[1]).toMatchObject({ missing: ['Hashes'], blind: true })
  })
})

describe('alternatives', () => {
  const alternative = (where: Predicate) =>
    cover(rule(processes, where)).events.find((one) => one.event.key === 'security/4688')

  test('4688 carries a rule that needs only what it has, by its own names', () => {
    expect(alternative(and(is('Image', 'a'), is('CommandLine', 'b')))).toMatchObject({ missing: [], blind: false })
  })

  test('4688 carries one way of a rule, and says what the others need', () => {
    expect(alternative(or(is('Image', 'a'), is('OriginalFileName', 'b')))).toMatchObject({
      missing: ['OriginalFileName'],
      blind: false,
    })
  })

  test('4688 is blind when every way needs a field that it lacks; a not needs none', () => {
    expect(alternative(and(is('Image', 'a'), is('OriginalFileName', 'b')))).toMatchObject({ blind: true })
    expect(alternative(and(is('Image', 'a'), not(is('OriginalFileName', 'b'))))).toMatchObject({ blind: false })
  })
})

test('several coverages together name each event once, first as primary', () => {
  const all = union([cover(rule(processes, anything)), cover(rule(security, is('EventID', 4688)))])
  expect(all.events.map((one) => [one.event.key, one.role])).toEqual([
    ['sysmon/1', 'primary'],
    ['security/4688', 'primary'],
  ])
})

describe('the tables', () => {
  test('keys are unique and log sources name known ones', () => {
    const keys = new Set(eventKinds.map((event) => event.key))
    expect(keys.size).toBe(eventKinds.length)
    const named = logSources.flatMap((one) => [...one.primary, ...(one.alternatives ?? [])])
    expect(named.filter((key) => !keys.has(key))).toEqual([])
  })

  test('every event has a sample of fields that it has', () => {
    for (const event of eventKinds) {
      if (event.open) continue
      const names = new Set(event.fields.map((field) => field.name))
      expect(
        Object.keys(event.sample).filter((name) => !names.has(name)),
        event.key,
      ).toEqual([])
      expect(Object.keys(event.sample).length, event.key).toBeGreaterThan(0)
    }
  })

  const facts = join(import.meta.dirname, '../../../shared/facts/logsource_events.yaml')
  test.skipIf(!existsSync(facts))('every log source of the public corpus is known (needs ../shared/facts)', () => {
    const table = yaml.load(readFileSync(facts, 'utf8')) as Record<string, Record<string, unknown>>
    const wanted = [
      ...Object.keys(table.windows_categories ?? {}).map((category) => `windows|${category}|`),
      ...Object.keys(table.windows_services ?? {}).map((service) => `windows||${service}`),
      ...Object.keys(table.non_windows ?? {}),
      'windows||',
      '|antivirus|',
    ]
    expect(wanted.length).toBeGreaterThanOrEqual(142)
    const unknown = wanted.filter((name) => {
      const [product = '', category = '', service = ''] = name.split('|')
      return cover(rule({ product, category, service }, anything)).events.length === 0
    })
    expect(unknown).toEqual([])
  })
})
