import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { KeptHits } from './kept.js'
import { Reading } from './reading.js'

const lines = (...values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('')

test('records of several files and members are numbered through, and found again', async () => {
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
  const zip = zipSync({ 'a.jsonl': utf8(lines({ n: 3 }, { n: 4 })), 'b.jsonl': utf8(lines({ n: 5 })) })
  const reading = new Reading([
    { name: 'empty', blob: new Blob([]) },
    { name: 'one.jsonl', blob: new Blob([lines({ n: 1 }), '{broken\n', lines({ n: 2 })]) },
    { name: 'two.zip', blob: new Blob([Uint8Array.from(zip)]) },
    { name: 'three.json', blob: new Blob([lines({ n: 6 })]) },
  ])
  const found: unknown[] = []
  const faults: unknown[] = []
  for await (const { records, base, faults: said } of reading.batches()) {
    for (const { number, value } of records) found.push([value, reading.place(base + number)])
    faults.push(...said)
  }
  expect(found).toEqual([
    [{ n: 1 }, { file: 'one.jsonl', record: 1 }],
    [{ n: 2 }, { file: 'one.jsonl', record: expect.any(Number) }],
    [{ n: 3 }, { file: 'two.zip', member: 'a.jsonl', record: 1 }],
    [{ n: 4 }, { file: 'two.zip', member: 'a.jsonl', record: 2 }],
    [{ n: 5 }, { file: 'two.zip', member: 'b.jsonl', record: 1 }],
    [{ n: 6 }, { file: 'three.json', record: 1 }],
  ])
  expect(faults).toEqual([expect.objectContaining({ file: 'one.jsonl', line: 2 })])
  expect(reading.bytes).toBe(reading.of)
})

test('a file that cannot be read is told, and the next one is read', async () => {
  const blob = new Blob([])
  Object.assign(blob, {
    stream: () =>
      new ReadableStream({
        start: (controller) => controller.error(new Error('gone')),
      }),
  })
  const reading = new Reading([
    { name: 'gone.json', blob },
    { name: 'here.json', blob: new Blob([lines({ n: 1 })]) },
  ])
  const seen: unknown[] = []
  for await (const { records, faults } of reading.batches())
    seen.push(...faults.map(({ file, message }) => [file, message]), ...records.map(({ value }) => value))
  expect(seen).toEqual([['gone.json', 'it could not be read: gone'], { n: 1 }])
})

test('hits are counted without end and kept within bounds', () => {
  const kept = new KeptHits()
  const record = new Map([['Text', ['x'.repeat(50_000)]]])
  for (let i = 0; i < 30_000; i++)
    kept.add({ rule: i % 1000, verdict: i < 1000 ? 'unsure' : 'true', from: i, to: i, records: [i], fields: record })
  expect(kept.total).toBe(30_000)
  expect(kept.kept).toBeLessThan(8000)
  expect(kept.byRule.get(7)).toMatchObject({ sure: 29, unsure: 1, from: 7, to: 29_007 })
  const [first] = kept.byRule.get(0)?.kept ?? []
  expect(first?.cut).toBe(1)
  expect(String(first?.fields[0]?.[1][0]).length).toBe(4001)
  for (let i = 0; i < 100; i++)
    kept.add({ rule: 5000, verdict: 'true', from: undefined, to: undefined, records: [i], fields: new Map() })
  expect(kept.byRule.get(5000)?.kept.length).toBeLessThanOrEqual(50)
})

test('a name with blanks is shown once', () => {
  const kept = new KeptHits()
  const fields = new Map([
    ['Process Name', ['a']],
    ['Other', ['b']],
    ['ProcessName', ['a']],
  ])
  kept.add({ rule: 0, verdict: 'true', from: 0, to: 0, records: [1], fields })
  expect(kept.byRule.get(0)?.kept[0]?.fields.map(([name]) => name)).toEqual(['Process Name', 'Other'])
})
