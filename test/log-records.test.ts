/** Logs of every format through their readers to the fields that rules ask for; real ones where they are at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { flatten } from '../src/match/record.js'
import { logFiles } from '../src/node/log-files.js'
import { JsonLinesReader } from '../src/records/json-lines.js'
import { readLog } from '../src/records/read-log.js'
import { bytesOf, cut, readAll, readWith } from '../src/records/testing.js'
import type { Fault, LogRecord } from '../src/records/types.js'

const fieldsOf = async (text: string): Promise<Record<string, readonly unknown[]>[]> => {
  const { records, faults } = await readAll([bytesOf(text)])
  expect(faults).toEqual([])
  return records.map(({ value }) => Object.fromEntries(flatten(value)))
}

describe('fields, as rules ask for them', () => {
  test('Winlogbeat and Elastic', async () => {
    const event = {
      winlog: { channel: 'Security', event_data: { 'Threat Name': 'x' }, keywords: ['a', 'b'] },
      'event.code': '1',
    }
    const expected = {
      'winlog.channel': ['Security'],
      'winlog.event_data.Threat Name': ['x'],
      'winlog.event_data.ThreatName': ['x'],
      'winlog.keywords': ['a', 'b'],
      'event.code': ['1'],
    }
    expect(await fieldsOf(JSON.stringify(event))).toEqual([expected])
    expect(await fieldsOf(JSON.stringify({ _index: 'w', _id: '1', _source: event }))).toEqual([expected])
  })

  test('NXLog', async () => {
    expect(
      await fieldsOf('{"EventTime":"2026-01-02 03:04:05","Hostname":"a","EventID":4688,"SourceName":"x","Task":null}'),
    ).toEqual([{ EventTime: ['2026-01-02 03:04:05'], Hostname: ['a'], EventID: [4688], SourceName: ['x'] }])
  })

  test('CloudTrail', async () => {
    const record = { eventName: 'A', userIdentity: { type: 'Root' }, resources: [{ ARN: 'x' }, { ARN: 'y' }] }
    expect(await fieldsOf(JSON.stringify({ Records: [record] }, null, 1))).toEqual([
      { eventName: ['A'], 'userIdentity.type': ['Root'], 'resources.ARN': ['x', 'y'] },
    ])
  })

  test('CSV', async () => {
    expect(await fieldsOf('EventID,Threat Name,process.name,Empty\n1116,x,cmd.exe,\n')).toEqual([
      { EventID: ['1116'], 'Threat Name': ['x'], ThreatName: ['x'], 'process.name': ['cmd.exe'] },
    ])
  })

  test('Windows XML', async () => {
    const xml = `<Event><System><Provider Name='P'/><EventID Qualifiers='1'>7045</EventID><TimeCreated SystemTime='t'/></System>
      <EventData><Data Name='ServiceName'>s</Data><Data>one</Data><Data>two</Data><Binary>00</Binary></EventData></Event>`
    expect(await fieldsOf(xml)).toEqual([
      {
        Provider_Name: ['P'],
        EventID: ['7045'],
        EventID_Qualifiers: ['1'],
        SystemTime: ['t'],
        ServiceName: ['s'],
        Data: ['one', 'two'],
        Binary: ['00'],
      },
    ])
  })
})

const logs = join(import.meta.dirname, '../../shared/logs')
const isThere = existsSync(logs)

async function everything(root: string): Promise<{ path: string; records: LogRecord[]; faults: Fault[] }[]> {
  const all: { path: string; records: LogRecord[]; faults: Fault[] }[] = []
  for (const { path, chunks } of logFiles(root).files) {
    const one = { path, records: [] as LogRecord[], faults: [] as Fault[] }
    for await (const { records, faults } of readLog(path, chunks)) {
      one.records.push(...records)
      one.faults.push(...faults)
    }
    all.push(one)
  }
  return all
}

describe.skipIf(!isThere)('real logs (skipped without those beside the checkout)', () => {
  const regression = join(logs, 'sigma-regression')
  const jsonFiles = isThere
    ? readdirSync(regression, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'))
    : []

  test('every JSON file is read whole, as JSON.parse reads its events', async () => {
    expect(jsonFiles.length).toBeGreaterThan(100)
    for (const path of jsonFiles) {
      const text = readFileSync(join(regression, path), 'utf8')
      const { records, faults } = await readAll([bytesOf(text)])
      expect(faults).toEqual([])
      const list = `[${text.trim().replace(/\}\s*\n\s*\{(?=\s*"Event")/g, '},{')}]`
      expect(records.map(({ value }) => value)).toEqual(JSON.parse(list))
    }
  })

  test('an event as XML has the same fields as in JSON', async () => {
    for (const path of jsonFiles) {
      const { records } = await readAll([bytesOf(readFileSync(join(regression, path), 'utf8'))])
      for (const { value } of records) {
        const read = await readAll(
          cut(bytesOf(xmlOf('Event', (value as { readonly Event: unknown }).Event)), [0.3, 0.6]),
        )
        expect(read.faults).toEqual([])
        expect(textual(read.records[0]?.value)).toEqual(textual(value))
      }
    }
  })

  test('JSON lines: every record, from the disk and in memory', async () => {
    for (const name of ['records-20k.jsonl.gz', 'records-process-creation.jsonl.gz']) {
      const bytes = new Uint8Array(gunzipSync(readFileSync(join(logs, name))))
      const lines = new TextDecoder()
        .decode(bytes)
        .split('\n')
        .filter((line) => line !== '')
      const { records, faults } = readWith(new JsonLinesReader(), cut(bytes, [0.123, 0.5, 0.777]))
      expect(faults).toEqual([])
      expect(records.length).toBe(lines.length)
      expect(records.every(({ number, line }, i) => number === i + 1 && line === i + 1)).toBe(true)
      for (const at of [0, 1, 4999, lines.length - 1]) expect(records[at]?.value).toEqual(JSON.parse(lines[at] ?? ''))
      const [file] = await everything(join(logs, name))
      expect(file?.records.length).toBe(lines.length)
    }
  })

  test('a folder: rules and licences beside logs are said to be none', async () => {
    const all = await everything(regression)
    const codes = (ending: string): string[] => [
      ...new Set(
        all.filter(({ path }) => path.endsWith(ending)).flatMap(({ faults }) => faults.map(({ code }) => code)),
      ),
    ]
    expect(codes('.yml')).toEqual(['log/unknown'])
    expect(codes('.json')).toEqual([])
  })
})

/** Fields as text: XML has no numbers. */
const textual = (value: unknown): Record<string, string[]> =>
  Object.fromEntries([...flatten(value)].map(([name, values]) => [name, values.map(String)]))

const escaped = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`)

/** Writes an event's JSON as the XML that Windows has of it. */
function xmlOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => xmlOf(name, one)).join('\n')
  if (typeof value !== 'object' || value === null) return `<${name}>${value === null ? '' : escaped(value)}</${name}>`
  const attributes = Object.entries((value as { readonly '#attributes'?: object })['#attributes'] ?? {})
  const tag = [name, ...attributes.map(([key, inner]) => `${key}='${escaped(inner)}'`)].join(' ')
  const children = Object.entries(value).map(([key, inner]) => {
    if (key === '#attributes') return ''
    if (key === '#text') return escaped(inner)
    const isData = name === 'EventData' && key !== 'Binary' && (typeof inner !== 'object' || inner === null)
    return isData ? `<Data Name='${escaped(key)}'>${escaped(inner)}</Data>` : xmlOf(key, inner)
  })
  return `<${tag}>${children.join('')}</${name}>`
}
