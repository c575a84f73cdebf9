import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { eventKinds, logSources } from '../data/telemetry/index.js'
import type { Filter, Indicator, Predicate, Read, Rule } from '../model/rule.js'
import { cover, union } from './telemetry.js'

const span = { from: 0, to: 0 }

const is = (field: string, ...values: (string | number)[]): Indicator => ({
  kind: 'indicator',
  field: { written: field, span },
  op: 'eq',
  values: values.map((value) =>
    typeof value === 'number'
      ? { kind: 'number', value, written: String(value), span }
      : { kind: 'text', parts: [value], written: value, span },
  ),
  need: 'one',
  cased: false,
  via: [],
  span,
})
const and = (...of: Predicate[]): Predicate => ({ kind: 'and', of, span })
const or = (...of: Predicate[]): Predicate => ({ kind: 'or', of, span })
const not = (of: Predicate): Predicate => ({ kind: 'not', of, span })

function rule(written: Record<string, string>, where: Predicate): Rule {
  const read: Read = { kind: 'read', source: { kind: 'events', written }, span }
  const filter: Filter = { kind: 'filter', from: 0, where, span }
  return {
    kind: 'detection',
    id: '',
    title: '',
    family: 'sigma',
    language: 'sigma',
    path: '',
    text: '',
    span,
    inserts: [],
    meta: {
      authors: [],
      references: [],
      falsepositives: [],
      tags: [],
      related: [],
      fields: [],
      scope: [],
      other: [],
    },
    targets: [],
    definitions: [],
    stages: [read, filter],
    diagnostics: [],
  }
}

const primary = (written: Record<string, string>, where: Predicate): string[] =>
  cover(rule(written, where))
    .events.filter((one) => one.role === 'primary')
    .map((one) => one.event.key)

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
