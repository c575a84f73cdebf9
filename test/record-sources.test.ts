/** Real Windows records, told apart by their headers. Skipped without ../shared. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { flatten } from '../src/match/record.js'
import type { FlatRecord } from '../src/model/record.js'
import { sourceOf } from './record-source.js'

const file = join(import.meta.dirname, '../../shared/logs/records-20k.jsonl.gz')

describe.skipIf(!existsSync(file))('20,000 records of Windows (need ../shared/logs)', () => {
  const records = gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): FlatRecord => flatten(JSON.parse(line)))
  const text = (record: FlatRecord, name: string) => String(record.get(name)?.[0] ?? '').toLowerCase()

  test('each is an event of its own id, channel and provider', () => {
    const wrong = records.filter((record) => {
      const { event, product, names } = sourceOf(record)
      // Some were taken out of a table of Sentinel.
      const isTable = names === 'kusto' && ['securityevent', 'windowsevent'].includes(text(record, 'Type'))
      if (!event || product !== 'windows' || !(isTable || names === 'sigma')) return true
      const providers = [event.provider, ...event.also].map((name) => name.toLowerCase())
      const provider = text(record, 'Provider_Name')
      // Event 104 has a channel of its own: the log that was cleared.
      const isOfChannel = event.channel.toLowerCase() === text(record, 'Channel') || event.key === 'eventlog/104'
      return event.id !== text(record, 'EventID') || !isOfChannel || !(provider === '' || providers.includes(provider))
    })
    expect(wrong.map((record) => [...record.entries()].slice(0, 4))).toEqual([])
  })

  test('records of one header are of one source, and there are few', () => {
    const headers = new Map<string, Set<string>>()
    for (const record of records) {
      const header = ['EventID', 'Channel', 'Provider_Name', 'Type'].map((name) => text(record, name)).join('|')
      headers.set(header, (headers.get(header) ?? new Set()).add(sourceOf(record).key))
    }
    expect([...headers.values()].every(({ size }) => size === 1)).toBe(true)
    expect(new Set(records.map(sourceOf)).size).toBeLessThanOrEqual(headers.size)
    expect(headers.size).toBeGreaterThan(100)
  })
})
