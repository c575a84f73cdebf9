import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as yaml from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { eventKinds, logSources } from './index.js'
import { expand, slug, unlisted } from './table.js'
import type { EventKind, Source } from './types.js'

const byKey = new Map(eventKinds.map((event) => [event.key, event]))
const named = (event: EventKind): ReadonlySet<string> => new Set(event.fields.map((field) => field.name))

describe('every row', () => {
  test('has a key of its own that an address can hold', () => {
    expect(byKey.size).toBe(eventKinds.length)
    expect(eventKinds.filter(({ key }) => !/^[a-z0-9][a-z0-9._/-]*$/.test(key))).toEqual([])
  })

  test('has words: a provider, a label, a channel and a title', () => {
    const empty = eventKinds.filter((event) =>
      [event.provider, event.label, event.channel, event.title].some((text) => text.trim() === ''),
    )
    expect(empty).toEqual([])
  })

  test('has a record that holds something, and only fields that it lists', () => {
    for (const event of eventKinds) {
      expect(Object.keys(event.sample).length, event.key).toBeGreaterThan(0)
      if (event.fields.length === 0) continue
      const strange = Object.keys(event.sample).filter((name) => !named(event).has(name))
      expect(strange, event.key).toEqual([])
    }
  })

  test('has a record that agrees with what sets the event apart', () => {
    for (const event of eventKinds)
      for (const [name, values] of Object.entries(event.when)) {
        expect(named(event).has(name), event.key).toBe(true)
        expect(values, event.key).toContain(event.sample[name])
      }
  })

  test('of Windows has a record with its own id, provider and channel', () => {
    for (const event of eventKinds.filter(({ product }) => product === 'windows')) {
      expect(event.sample.EventID, event.key).toBe(event.id ?? undefined)
      expect(event.sample.Provider_Name, event.key).toBe(event.provider)
      // In some events Channel is the log that the event is about.
      if (event.id !== '104') expect(event.sample.Channel, event.key).toBe(event.channel)
    }
  })

  test('no two rows of a channel are the same provider and id', () => {
    const pairs = eventKinds.map((event) => [event.channel, event.provider, event.id].join('\n').toLowerCase())
    expect(new Set(pairs).size).toBe(pairs.length)
  })
})

describe('log sources', () => {
  test('stand for known events, each name once', () => {
    const keys = logSources.flatMap((row) => [...row.primary, ...(row.alternatives ?? [])])
    expect(keys.filter((key) => !byKey.has(key))).toEqual([])
    expect(logSources.filter((row) => row.primary.length === 0)).toEqual([])
    const names = logSources.map((row) => [row.product, row.category, row.service].join('|'))
    expect(new Set(names).size).toBe(names.length)
  })

  test('rename fields of their own events to fields that these have', () => {
    for (const row of logSources)
      for (const [key, renames] of Object.entries(row.renames ?? {})) {
        expect([...row.primary, ...(row.alternatives ?? [])]).toContain(key)
        const event = byKey.get(key)
        const lacking = Object.values(renames).filter((name) => event && !named(event).has(name))
        expect(lacking, key).toEqual([])
      }
  })

  test('route by fields that the records of their logs have', () => {
    for (const { route, primary } of logSources) {
      if (!route) continue
      for (const key of primary) {
        const event = byKey.get(key)
        expect(
          route.id.some((name) => event && named(event).has(name)),
          key,
        ).toBe(true)
      }
    }
  })
})

describe('a table', () => {
  const source: Source = {
    key: 'acme',
    product: 'acme',
    provider: 'Acme-Agent',
    label: 'Acme',
    channel: 'Acme/Operational',
    log: 'Acme log',
    fields: 'Host',
    events: `
      1  | Started | ProcessId:integer Host
      2? | Stopped |
    `,
    samples: { 1: { Host: 'a', ProcessId: '4' } },
  }

  test('becomes the row of its log and one for each line', () => {
    const [log, started, stopped] = expand(source)
    expect(log).toMatchObject({ key: 'acme', id: null, title: 'Acme log', open: true })
    expect(started).toMatchObject({ key: 'acme/1', id: '1', title: 'Started', verified: true, open: false })
    expect(started?.fields).toEqual([
      { name: 'Host', type: 'string' },
      { name: 'ProcessId', type: 'integer' },
    ])
    expect(stopped).toMatchObject({ key: 'acme/2', title: 'Stopped', verified: false })
  })

  test('with a type that does not exist is refused', () => {
    expect(() => expand({ ...source, events: '3 | Odd | Size:number' })).toThrow('Size:number')
  })

  test('makes rows for what it does not list, marked as unverified', () => {
    const [log] = expand(source)
    if (!log) throw new Error('no log')
    expect(unlisted(log, '7')).toMatchObject({ key: 'acme/7', id: '7', title: 'Event 7', verified: false, open: true })
    expect(unlisted(log, 'Add Member.', 'Other/Agent')).toMatchObject({
      key: 'acme/other-agent/add-member.',
      provider: 'Other/Agent',
      title: 'Add Member.',
    })
  })

  test('slugs are never empty nor long', () => {
    expect(slug('MICROSOFT.KEYVAULT/VAULTS/WRITE')).toBe('microsoft.keyvault-vaults-write')
    expect(slug('../..')).not.toContain('/')
    expect(slug('???')).toBe('event')
    expect(slug('x'.repeat(5000)).length).toBe(100)
  })
})

const facts = join(import.meta.dirname, '../../../../shared/facts/logsource_events.yaml')

interface FactEvent {
  readonly event_id: number
  readonly provider?: string | readonly string[]
  readonly channel?: string
}

interface Facts {
  readonly windows_categories: Readonly<Record<string, { events: FactEvent[]; alternative_events?: FactEvent[] }>>
  readonly windows_services: Readonly<Record<string, { channels: string[]; events_used_by_active_rules?: FactEvent[] }>>
  readonly antivirus: { readonly events: FactEvent[] }
  readonly security_event_titles: Readonly<Record<string, string>>
}

describe.skipIf(!existsSync(facts))('against the facts of the public corpus (needs ../shared/facts)', () => {
  const table = existsSync(facts) ? (yaml.load(readFileSync(facts, 'utf8')) as Facts) : undefined
  const has = (channel: string, { event_id, provider }: FactEvent): boolean =>
    eventKinds.some(
      (event) =>
        event.channel === channel &&
        event.id === String(event_id) &&
        [provider ?? []]
          .flat()
          .every((name) => [event.provider, ...event.also].some((own) => own.toLowerCase() === name.toLowerCase())),
    )

  test('every event of a category, by provider, channel and id, in the role it has there', () => {
    for (const [category, { events, alternative_events = [] }] of Object.entries(table?.windows_categories ?? {})) {
      const row = logSources.find((one) => one.product === 'windows' && one.category === category)
      const pairs = (keys: readonly string[] = []) =>
        keys.map((key) => `${byKey.get(key)?.channel} ${byKey.get(key)?.id}`)
      const wanted = (list: readonly FactEvent[]) => list.map((event) => `${event.channel} ${event.event_id}`)
      expect(pairs(row?.primary), category).toEqual(wanted(events))
      expect(pairs(row?.alternatives), category).toEqual(wanted(alternative_events))
    }
  })

  test('every channel of a service, and every event that a rule names there', () => {
    let events = 0
    for (const [service, { channels, events_used_by_active_rules = [] }] of Object.entries(
      table?.windows_services ?? {},
    )) {
      const row = logSources.find((one) => one.product === 'windows' && one.service === service)
      const own = row?.primary.map((key) => byKey.get(key)?.channel)
      expect([...(own ?? [])].sort(), service).toEqual([...channels].sort())
      const absent = events_used_by_active_rules.filter((event) => !channels.some((channel) => has(channel, event)))
      expect(absent, service).toEqual([])
      events += events_used_by_active_rules.length
    }
    expect(events).toBeGreaterThan(200)
  })

  test('every title of the Security log', () => {
    const ids = Object.keys(table?.security_event_titles ?? {})
    expect(ids.length).toBeGreaterThanOrEqual(378)
    expect(ids.filter((id) => !has('Security', { event_id: Number(id) }))).toEqual([])
  })

  test('the events that antivirus means', () => {
    for (const event of table?.antivirus.events ?? []) expect(has(event.channel ?? '', event)).toBe(true)
  })
})
