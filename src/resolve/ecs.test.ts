import { describe, expect, test } from 'vitest'
import { and, not, or, ruleWith, span } from '../../test/rules.js'
import type { Filter, Indicator, Predicate, Read, Rule, Source, Stage } from '../model/rule.js'
import { type Coverage, cover } from './telemetry.js'

const is = (field: string, ...values: string[]): Indicator => ({
  kind: 'indicator',
  field: { written: field, span },
  op: 'eq',
  values: values.map((written) => ({
    kind: 'text',
    parts: written.split(/(?=\*)|(?<=\*)/).map((part) => (part === '*' ? { wild: '*' as const } : part)),
    written,
    span,
  })),
  need: 'one',
  cased: true,
  via: [],
  span,
})
const has = (field: string): Indicator => ({ ...is(field), op: 'exists' })

const read = (source: Source): Read => ({ kind: 'read', source, span })
const from = (index: string, category?: string): Source => ({
  kind: 'events',
  written: { index, ...(category && { category }) },
})
const keep = (source: Source, where: Predicate): Rule =>
  staged([read(source), { kind: 'filter', from: 0, where, span } satisfies Filter])
const staged = (stages: readonly Stage[]): Rule => ruleWith({ family: 'elastic', language: 'eql', stages })

/** Keys; `?` behind one that is inferred, `~` behind an alternative. */
const told = ({ events }: Coverage): string[] =>
  events.map(({ event, role, inferred }) => `${event.key}${role === 'alternative' ? '~' : ''}${inferred ? '?' : ''}`)
const of = (index: string, where: Predicate, category?: string): string[] =>
  told(cover(keep(from(index, category), where)))

const anything = is('user.name', 'x')
const started = is('event.type', 'start')
const windows = 'winlogbeat-*, logs-system.security*, logs-windows.forwarded*'

describe('a code of an event', () => {
  test('is an event of the logs that the indices name, as Sigma rules know it', () => {
    expect(of(windows, is('event.code', '4624', '4625'))).toEqual(['security/4624', 'security/4625'])
    expect(of('logs-windows.sysmon_operational-*, winlogbeat-*', is('event.code', '10'))).toEqual(['sysmon/10'])
    expect(of('logs-windows.powershell_operational*', is('event.code', '4104'))).toEqual(['powershell/4104'])
  })

  test('is found in the likeliest log where an index gathers all', () => {
    expect(of('winlogbeat-*', is('event.code', '7045'))).toEqual(['service-control-manager/7045'])
    expect(of('winlogbeat-*', is('event.code', '1'))).toEqual(['sysmon/1'])
  })

  test('of a provider or a channel is theirs', () => {
    const code = (id: string) =>
      and(is('winlog.channel', 'Application'), is('event.provider', 'Acme'), is('event.code', id))
    expect(of('logs-system.application*, winlogbeat-*', code('7'))).toEqual(['application/acme/7'])
    expect(of(windows, and(is('event.provider', 'ESENT'), is('event.code', '325')))).toEqual(['esent/325'])
  })

  test('that no table has is shown as the rule names it, beside those that are known', () => {
    expect(of('logs-system.security*', is('event.code', '4624', '64999'))).toEqual(['security/4624', 'security/64999'])
  })

  test('is each branch its own', () => {
    const where = or(is('event.code', '4697'), and(is('event.code', '7045'), anything))
    expect(of('logs-system.security*, logs-system.system*', where)).toEqual([
      'security/4697',
      'service-control-manager/7045',
    ])
  })

  test('names alerts of Elastic Defend', () => {
    const where = and(is('event.kind', 'alert'), is('event.code', 'ransomware'))
    expect(of('logs-endpoint.alerts-*', where)).toEqual(['elastic-defend-alert/ransomware'])
    expect(of('logs-endpoint.alerts-*', anything)).toEqual(['elastic-defend-alert'])
  })
})

describe('a data set with an action', () => {
  test('is an operation of the log, by its provider', () => {
    const call = and(is('event.provider', 'iam.amazonaws.com'), is('event.action', 'CreateUser', 'NewestCall'))
    const dataset = is('data_stream.dataset', 'aws.cloudtrail')
    expect(of('filebeat-*, logs-aws.cloudtrail-*', and(dataset, call))).toEqual([
      'aws-iam/createuser',
      'aws-iam/newestcall',
    ])
    // The data set says it, whatever the index.
    expect(of('filebeat-*', and(is('event.dataset', 'aws.cloudtrail'), call))).toEqual([
      'aws-iam/createuser',
      'aws-iam/newestcall',
    ])
  })

  test('of several providers no pairs are made up', () => {
    const where = and(
      is('event.provider', 'iam.amazonaws.com', 's3.amazonaws.com'),
      is('event.action', 'CreateUser', 'ListBuckets', 'NewestCall'),
    )
    expect(of('logs-aws.cloudtrail-*', where)).toEqual([
      'aws-iam/createuser',
      'aws-s3/listbuckets',
      'cloudtrail/newestcall',
    ])
  })

  test('has names of its own in some integrations', () => {
    expect(of('logs-azure.auditlogs-*', is('azure.auditlogs.operation_name', 'Add service principal'))).toEqual([
      'entra-audit/add-service-principal',
    ])
    expect(of('logs-kubernetes.audit_logs-*', is('kubernetes.audit.verb', 'create'))).toEqual([
      'kubernetes-audit/create',
    ])
    expect(of('logs-okta*', is('okta.event_type', 'user.session.start'))).toEqual(['okta/user.session.start'])
  })

  test('is told apart by branch', () => {
    const where = or(
      and(is('data_stream.dataset', 'o365.audit'), is('event.action', 'UserLoggedIn')),
      and(is('data_stream.dataset', 'azure.signinlogs'), anything),
    )
    expect(of('logs-o365.audit-*, logs-azure.signinlogs-*', where)).toEqual(['m365-audit/userloggedin', 'entra-signin'])
  })

  test('alone is the whole log', () => {
    expect(of('logs-github.audit-*', anything)).toEqual(['github-audit'])
    expect(cover(keep(from('logs-github.audit-*'), anything)).extent).toBe('logs')
  })

  test('may be of old Beats, which name it without its module', () => {
    expect(of('filebeat-*', and(is('event.module', 'zeek'), is('event.dataset', 'dns')))).toEqual(['zeek-dns'])
  })

  test('that no table has is still a row, by its name', () => {
    expect(of('logs-acme_vpn.session-*', anything)).toEqual(['elastic/acme_vpn.session?'])
    const [only] = cover(keep(from('logs-acme_vpn.session-*'), is('event.action', 'Log On'))).events
    expect(only).toMatchObject({
      inferred: true,
      event: { key: 'elastic/acme_vpn.session/log-on', label: 'acme_vpn.session', id: 'Log On', verified: false },
    })
    expect(of('filebeat-*', is('event.dataset', 'acme.audit'))).toEqual(['elastic/acme.audit?'])
  })
})

const vendors =
  'endgame-*, logs-crowdstrike.fdr*, logs-endpoint.events.process-*, logs-m365_defender.event-*, logs-sentinel_one_cloud_funnel.*, logs-windows.sysmon_operational-*'

describe('a category', () => {
  test('is one row a product, Elastic Defend first', () => {
    expect(of(`${vendors}, ${windows}`, started, 'process')).toEqual([
      'elastic-defend/process',
      'sysmon/1~?',
      'security/4688~?',
      'endgame/process~?',
      'sentinelone/process~?',
      'crowdstrike/processrollup2~?',
      'defender-xdr/deviceprocessevents~?',
    ])
  })

  test('in the condition says the same as that of an EQL query', () => {
    const where = and(is('event.category', 'process'), started)
    expect(of(vendors, where)).toEqual(of(vendors, started, 'process'))
    expect(of(vendors, where, 'any')).toEqual(of(vendors, where))
  })

  test('without Elastic Defend has several first events; what only a gathering index holds is an alternative', () => {
    expect(of('logs-windows.sysmon_operational-*, winlogbeat-*', started, 'process')).toEqual([
      'sysmon/1?',
      'security/4688~?',
    ])
    expect(of('winlogbeat-*', started, 'process')).toEqual(['sysmon/1?', 'security/4688?'])
  })

  test('is refined by type', () => {
    const sysmon = (type: string, category: string) =>
      of('logs-windows.sysmon_operational-*', is('event.type', type), category)
    expect(sysmon('end', 'process')).toEqual(['sysmon/5?'])
    expect(sysmon('creation', 'file')).toEqual(['sysmon/11?'])
    expect(sysmon('deletion', 'file')).toEqual(['sysmon/23?', 'sysmon/26?'])
    expect(sysmon('change', 'registry')).toEqual(['sysmon/13?', 'sysmon/14?'])
    // A type that no event has says nothing.
    expect(sysmon('odd', 'process')).toEqual(['sysmon/1?'])
  })

  test('is refined by an action, which names the event', () => {
    expect(of(windows, is('event.action', 'logged-in'), 'authentication')).toEqual(['security/4624'])
    expect(of(windows, is('event.action', 'scheduled-task-created'))).toEqual(['security/4698'])
    expect(of('logs-crowdstrike.fdr*', is('event.action', 'exec', 'ProcessRollup2'), 'process')).toEqual([
      'crowdstrike/processrollup2',
    ])
  })

  test('with an action of one product leaves out those whose actions differ', () => {
    const where = and(is('event.category', 'process'), is('event.action', 'Image loaded*'))
    expect(of('winlogbeat-*, logs-windows.sysmon_operational-*', where)).toEqual(['sysmon/7'])
  })

  test('is refined by fields that only some records have', () => {
    const both = 'logs-endpoint.events.network-*, logs-windows.sysmon_operational-*'
    expect(of(both, anything, 'network')).toEqual(['elastic-defend/network', 'sysmon/3~?'])
    expect(of(both, is('dns.question.name', '*.example.com'), 'network')).toEqual(['elastic-defend/dns', 'sysmon/22~?'])
    expect(of(both, or(has('dns.question.name'), is('destination.port', '443')), 'network')).toEqual([
      'elastic-defend/dns',
      'elastic-defend/network',
      'sysmon/22~?',
      'sysmon/3~?',
    ])
    expect(of('winlogbeat-*', is('registry.data.strings', '1'), 'registry')).toEqual(['sysmon/13?', 'security/4657?'])
    const script = and(is('event.category', 'process'), is('powershell.file.script_block_text', '*iex*'))
    expect(of('winlogbeat-*, logs-windows.powershell*', script)).toEqual(['powershell/4104?'])
  })

  test('is refined by the outcome', () => {
    expect(of(windows, is('event.outcome', 'failure'), 'authentication')).toEqual(['security/4625?'])
  })

  test('a not says nothing', () => {
    const where = and(started, not(is('event.category', 'file')), not(has('dns.question.name')))
    expect(of(vendors, where, 'process')).toEqual(of(vendors, started, 'process'))
  })

  test('that no product of a rule has leaves the rule its logs', () => {
    expect(of('logs-crowdstrike.fdr*', anything, 'email')).toEqual(['crowdstrike'])
  })

  test('of hosts is not one of logs that know no categories', () => {
    const indices = 'logs-cloud_defend.process*, logs-kubernetes.audit_logs-*'
    expect(of(indices, is('event.action', 'exec'), 'process')).toEqual(['elastic-containers/process'])
    expect(of('logs-endpoint.events.network-*, logs-panw.panos*', anything, 'network')).toEqual([
      'elastic-defend/network',
      'panw-panos',
    ])
  })

  test('is of the system that the rule asks for', () => {
    const indices = 'auditbeat-*, winlogbeat-*, logs-endpoint.events.*'
    expect(of(indices, and(is('host.os.type', 'linux'), started), 'process')).toEqual([
      'elastic-defend/process',
      'auditd/execve~?',
    ])
    expect(of(indices, and(is('host.os.type', 'windows'), started), 'process')).toEqual([
      'elastic-defend/process',
      'sysmon/1~?',
      'security/4688~?',
    ])
  })
})

describe('an index alone', () => {
  test('is what it holds', () => {
    expect(of('logs-endpoint.events.file-*', anything)).toEqual(['elastic-defend/file'])
    expect(of('logs-endpoint.events.*', anything)).toEqual(['elastic-defend'])
    expect(of('.alerts-security.*', anything)).toEqual(['elastic-alerts'])
    expect(of('traces-apm*, apm-*-transaction*', anything)).toEqual(['elastic-apm'])
    expect(of('logs-zeek.*', anything)).toEqual(['zeek'])
    expect(of('logs-zeek.http*', anything)).toEqual(['zeek-http'])
  })

  test('that gathers many is that as a whole', () => {
    expect(of('logs-*', anything)).toEqual(['elastic?'])
    expect(cover(keep(from('logs-*'), anything)).extent).toBe('product')
    expect(of('winlogbeat-*, auditbeat-*', anything)).toEqual(['windows?', 'auditbeat?'])
  })

  test('is left to the modules that the condition names', () => {
    expect(of('endgame-*, filebeat-*, logs-*', is('event.module', 'endgame'))).toEqual(['endgame'])
    expect(of('auditbeat-*', is('event.module', 'auditd'))).toEqual(['auditd'])
  })

  test('by the provider of Windows events is theirs', () => {
    expect(
      of('logs-windows.sysmon_operational-*, logs-system.security*', is('event.provider', 'Microsoft-Windows-Sysmon')),
    ).toEqual(['sysmon'])
  })
})

describe('the way of the records', () => {
  test('each step of a sequence has its own', () => {
    const steps = [0, 1].map((id) => ({ from: id, by: [], absent: false, span }))
    const made = staged([
      read(from('logs-endpoint.events.*', 'process')),
      read(from('logs-endpoint.events.*', 'network')),
      { kind: 'sequence', steps, ordered: true, span },
    ])
    expect(told(cover(made))).toEqual(['elastic-defend/process', 'elastic-defend/network'])
  })

  test('stages that decide about no single record change nothing', () => {
    const where: Filter = { kind: 'filter', from: 0, where: is('event.code', '4624'), span }
    const made = staged([
      read(from('logs-system.security*')),
      where,
      {
        kind: 'derive',
        from: 1,
        make: [{ as: 'event.code', of: { kind: 'text', parts: ['1'], written: '1', span }, span }],
        span,
      },
      {
        kind: 'filter',
        from: 2,
        where: { ...is('event.code', '1'), field: { written: 'event.code', span, made: 2 } },
        span,
      },
      { kind: 'shape', from: 3, verb: 'keep', fields: [], span },
      { kind: 'novel', from: 4, by: [], lookback: 1, span },
    ])
    expect(told(cover(made))).toEqual(['security/4624'])
  })

  test('both sides of a join are read, a list is none', () => {
    const join = (other: Source): Rule =>
      staged([
        read(from('logs-okta.system-*')),
        read(other),
        { kind: 'join', from: 0, other: 1, how: 'semi', on: [], span },
      ])
    expect(told(cover(join(from('filebeat-*, logs-ti_*'))))).toContain('elastic-threat-intel')
    expect(told(cover(join({ kind: 'list', name: 'assets' })))).toEqual(['okta'])
  })

  test('anomalies are told by their jobs', () => {
    const made = staged([read({ kind: 'jobs', ids: ['rare_logon', 'rare_process'] })])
    expect(told(cover(made))).toEqual(['elastic-ml/rare_logon', 'elastic-ml/rare_process'])
    expect(told(cover(staged([read({ kind: 'jobs', ids: [] })])))).toEqual(['elastic-ml'])
  })

  test('nothing is said of what events lack', () => {
    const { events } = cover(keep(from(vendors, 'process'), is('process.Ext.odd', 'x')))
    expect(events.every(({ missing, blind }) => missing.length === 0 && !blind)).toBe(true)
  })

  test('a rule that contradicts itself is still about its indices', () => {
    expect(of('logs-system.security*', and(is('host.os.type', 'linux'), is('event.code', '4624')))).toEqual([
      'security/4624',
    ])
    expect(of('logs-okta*', and(is('event.action', 'a'), is('event.action', 'b')))).toEqual(['okta/a', 'okta/b'])
  })

  test('without an index nothing is known', () => {
    expect(cover(keep({ kind: 'events', written: {} }, anything))).toEqual({ events: [], extent: 'unknown' })
    expect(of(' , -logs-okta*', anything)).toEqual([])
  })
})
