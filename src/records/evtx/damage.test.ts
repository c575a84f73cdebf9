import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ChunkWriter,
  type ElementSpec,
  file,
  type Instance,
  log,
  read,
  text,
  tokens,
  type Value,
  xml,
} from './testing.js'

const chunkSize = 0x10000
const headerSize = 4096
const element = (name: string, ...content: (ElementSpec | ReturnType<typeof tokens.raw>)[]): ElementSpec => ({
  name,
  content,
})

const data = element('EventData', element('A', tokens.substitution(0)), element('B', tokens.substitution(1)))
const template = element('Event', element('System', element('EventID', tokens.substitution(0))), tokens.substitution(1))
const event = (name: string): Instance => ({
  template,
  values: [text(name), xml({ template: data, values: [text(`a ${name}`), text(`b ${name}`.repeat(3))] })],
})
const jsonOf = (name: string) => ({
  Event: { System: { EventID: name }, EventData: { A: `a ${name}`, B: `b ${name}`.repeat(3) } },
})

/** A chunk of ten events. The first one holds the templates. */
function chunkOf(letter: string, firstId = 1): ChunkWriter {
  const chunk = new ChunkWriter(firstId)
  for (let i = 0; i < 10; i++) chunk.record(event(`${letter}${i}`))
  return chunk
}

const names = (bytes: Uint8Array): string[] =>
  read(bytes).records.map(({ value }) => (value as { Event: { System: { EventID: string } } }).Event.System.EventID)
const codes = (bytes: Uint8Array): string[] => read(bytes).faults.map((fault) => fault.code)
const ten = (letter: string, without: readonly number[] = []): string[] =>
  Array.from({ length: 10 }, (_, i) => `${letter}${i}`).filter((_, i) => !without.includes(i))

/** A file of one chunk, changed at the offsets of the chunk that are given. Its checksums are wrong then. */
function changed(change: (view: DataView, records: ChunkWriter['records']) => void): Uint8Array {
  const chunk = chunkOf('a')
  const bytes = file([chunk.finish()])
  change(new DataView(bytes.buffer, headerSize), chunk.records)
  return bytes
}

const place = (records: ChunkWriter['records'], i: number) => records[i] ?? { start: 0, end: 0 }

describe('a damaged record costs itself only', () => {
  test.each<[string, (view: DataView, start: number, end: number) => void, readonly number[]]>([
    ['its magic', (view, start) => view.setUint8(start, 0), [4]],
    ['its size, too large', (view, start) => view.setUint32(start + 4, 0xffff, true), []],
    ['its size, too large for the chunk', (view, start) => view.setUint32(start + 4, 0x7fffffff, true), []],
    ['its size, too small', (view, start) => view.setUint32(start + 4, 3, true), []],
    ['its size, zero', (view, start) => view.setUint32(start + 4, 0, true), []],
    ['the copy of its size', (view, _, end) => view.setUint32(end - 4, 0, true), []],
    ['its template', (view, start) => view.setUint32(start + 34, 0xffffff, true), [4]],
    ['its template, another place', (view, start) => view.setUint32(start + 34, 16, true), [4]],
    ['the number of its values', (view, start) => view.setUint32(start + 38, 0xffffffff, true), [4]],
    ['its first token', (view, start) => view.setUint8(start + 28, 0x33), [4]],
    ['all of it', (view, start, end) => new Uint8Array(view.buffer, view.byteOffset + start, end - start).fill(0), [4]],
  ])('%s', (_, change, lost) => {
    const bytes = changed((view, records) => change(view, place(records, 4).start, place(records, 4).end))
    expect(names(bytes)).toEqual(ten('a', lost))
    const { records, faults } = read(bytes)
    for (const { number, value } of records) expect(value).toEqual(jsonOf(`a${number - 1}`))
    expect(faults.map((fault) => fault.code)).toEqual(['evtx-checksum', 'evtx-record'])
    const { start, end } = place(chunkOf('a').records, 4)
    expect(faults[1]?.offset).toBeGreaterThanOrEqual(headerSize + start)
    expect(faults[1]?.offset).toBeLessThan(headerSize + end)
  })

  test('the definitions in it are still there', () => {
    const bytes = changed((view, records) => view.setUint8(place(records, 0).start, 0))
    expect(names(bytes)).toEqual(ten('a', [0]))
  })

  test('several in a row', () => {
    const bytes = changed((view, records) => {
      for (const i of [3, 4, 5]) view.setUint32(place(records, i).start + 4, 7, true)
      view.setUint32(place(records, 7).end - 4, 7, true)
    })
    expect(names(bytes)).toEqual(ten('a'))
  })

  test('values that go on after it are missing, those before are there', () => {
    const bytes = changed((view, records) => view.setUint16(place(records, 4).start + 46, 0xfff0, true))
    const { records, faults } = read(bytes)
    expect(records[4]?.value).toEqual({ Event: { System: { EventID: 'a4' } } })
    expect(faults.map((fault) => fault.code)).toEqual(['evtx-checksum', 'evtx-value'])
  })
})

describe('chunks', () => {
  test('wrong checksums are told and the records are read', () => {
    const inHeader = changed((view) => view.setUint32(60, 1, true))
    expect([names(inHeader), codes(inHeader)]).toEqual([ten('a'), ['evtx-checksum']])
    const inRecords = changed((view, records) => view.setUint8(place(records, 4).start + 9, 1))
    expect([names(inRecords), codes(inRecords)]).toEqual([ten('a'), ['evtx-checksum']])
    expect(read(inRecords).faults[0]?.offset).toBe(headerSize + 52)
  })

  test('without its magic a chunk is read too', () => {
    const bytes = changed((view) => view.setUint8(0, 0))
    expect(names(bytes)).toEqual(ten('a'))
    expect(codes(bytes)).toContain('evtx-chunk')
  })

  test('one that was never used is none', () => {
    const bytes = file([chunkOf('a').finish(), new Uint8Array(chunkSize), chunkOf('b', 11).finish()], { told: 2 })
    expect([names(bytes), codes(bytes)]).toEqual([[...ten('a'), ...ten('b')], []])
  })

  test('records behind the end are old, unless their ids go on', () => {
    const withTail = (id: number): Uint8Array => {
      const chunk = chunkOf('a')
      const bytes = file([chunk.finish()])
      const [last, free] = [place(chunk.records, 9), chunk.at]
      const copy = bytes.slice(headerSize + last.start, headerSize + last.end)
      new DataView(copy.buffer).setUint32(8, id, true)
      bytes.set(copy, headerSize + free)
      return bytes
    }
    expect(names(withTail(11))).toEqual([...ten('a'), 'a9'])
    expect(names(withTail(9))).toEqual(ten('a'))
  })

  test('bytes that are missing, or too many, cost what they are in', () => {
    const bytes = file([chunkOf('a').finish(), chunkOf('b', 11).finish(), chunkOf('c', 21).finish()])
    const at = headerSize + place(chunkOf('a').records, 4).start
    const others = expect.arrayContaining([...ten('a').slice(0, 4), ...ten('b'), ...ten('c')])
    for (const count of [1, 2, 5, 8, 101, 600, 60_000]) {
      const cut = new Uint8Array(bytes.length - count)
      cut.set(bytes.subarray(0, at))
      cut.set(bytes.subarray(at + count), at)
      expect(names(cut)).toEqual(others)
      const longer = new Uint8Array(bytes.length + count)
      longer.set(bytes.subarray(0, at))
      longer.set(bytes.subarray(at), at + count)
      expect(names(longer)).toEqual(others)
    }
  })
})

describe('files', () => {
  test('that are none', () => {
    expect(read(new Uint8Array(0))).toEqual({
      records: [],
      faults: [{ code: 'evtx-header', offset: 0, message: 'not a Windows event log: the magic is missing' }],
    })
    expect(codes(new TextEncoder().encode('{"a": 1}\n'.repeat(10_000)))).toContain('evtx-header')
  })

  test('with a damaged header', () => {
    const bytes = file([chunkOf('a').finish()])
    bytes[3] = 0
    expect([names(bytes), codes(bytes)]).toEqual([ten('a'), ['evtx-header']])
    const other = file([chunkOf('a').finish()])
    other[40] = 77
    expect([names(other), codes(other)]).toEqual([ten('a'), ['evtx-checksum']])
  })

  test('without a header', () => {
    const bytes = file([chunkOf('a').finish(), chunkOf('b', 11).finish()]).subarray(headerSize)
    expect([names(bytes), codes(bytes)]).toEqual([[...ten('a'), ...ten('b')], ['evtx-header']])
  })

  test('whose header knows too few chunks, as that of a log in use, or too many', () => {
    const chunks = [chunkOf('a').finish(), chunkOf('b', 11).finish()]
    for (const [options, expected] of [
      [{ told: 1, flags: 1 }, []],
      [{ told: 1 }, ['evtx-header']],
      [{ told: 3 }, ['evtx-header']],
    ] as const)
      expect([names(file(chunks, options)), codes(file(chunks, options))]).toEqual([
        [...ten('a'), ...ten('b')],
        expected,
      ])
  })

  test('that are cut anywhere', () => {
    const chunk = chunkOf('b', 11)
    const bytes = file([chunkOf('a').finish(), chunk.finish()])
    const from = headerSize + chunkSize
    for (let end = 0; end <= chunk.at; end += 13) {
      const whole = chunk.records.filter((record) => record.end <= end).length
      const { records, faults } = read(bytes.subarray(0, from + end))
      expect(records.slice(0, 10 + whole).map(({ value }) => value)).toEqual(
        [...ten('a'), ...ten('b').slice(0, whole)].map(jsonOf),
      )
      expect(faults.length).toBeGreaterThan(0)
    }
  })
})

describe('what would grow without end is bounded', () => {
  const limited = (event: Instance | ElementSpec): void => {
    const { records, faults } = read(log(event, element('After')))
    expect(records).toEqual([{ number: 2, value: { After: null } }])
    expect(faults.map((fault) => fault.code)).toEqual(['evtx-limit'])
  }

  test('depth of elements', () => {
    const nested = (depth: number): ElementSpec => (depth === 0 ? element('X') : element('X', nested(depth - 1)))
    expect(read(log(nested(60))).faults).toEqual([])
    limited(nested(100))
  })

  test('templates in templates', () => {
    const shell = element('X', tokens.substitution(0))
    const nested = (depth: number): Value =>
      depth === 0 ? text('x') : xml({ template: shell, values: [nested(depth - 1)] })
    expect(read(log({ template: shell, values: [nested(10)] })).faults).toEqual([])
    limited({ template: shell, values: [nested(40)] })
  })

  test('one value that is meant a thousand times, whose template means its own a thousand times', () => {
    const many = element('X', ...Array.from({ length: 1000 }, () => tokens.substitution(0)))
    const nested = (depth: number): Value =>
      depth === 0 ? text('x'.repeat(1000)) : xml({ template: many, values: [nested(depth - 1)] })
    limited({ template: many, values: [nested(4)] })
  })

  test('names', () => {
    expect(read(log(element('n'.repeat(1000)))).faults).toEqual([])
    expect(read(log(element('n'.repeat(1001)))).faults.map((fault) => fault.code)).toEqual(['evtx-record'])
  })
})

test('property: whatever happens inside records that hold no templates, all others are the same', () => {
  const chunk = chunkOf('a')
  const whole = file([chunk.finish()])
  const expected = ten('a').map((name) => JSON.stringify(jsonOf(name)))
  const change = fc.record({ record: fc.integer({ min: 1, max: 9 }), at: fc.nat(10_000), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = whole.slice()
      for (const { record, at, byte } of changes) {
        const { start, end } = place(chunk.records, record)
        bytes[headerSize + start + (at % (end - start))] = byte
      }
      const touched = new Set(changes.map(({ record }) => record))
      const found = new Set(read(bytes).records.map(({ value }) => JSON.stringify(value)))
      expect(expected.filter((json, i) => !touched.has(i) && !found.has(json))).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('property: whatever happens to a chunk, the others are the same and reading ends', () => {
  const whole = file([chunkOf('a').finish(), chunkOf('b', 11).finish(), chunkOf('c', 21).finish()])
  const used = chunkOf('b').at
  const change = fc.record({ at: fc.oneof(fc.nat(511), fc.nat(used), fc.nat(chunkSize - 1)), byte: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), (changes) => {
      const bytes = whole.slice()
      for (const { at, byte } of changes) bytes[headerSize + chunkSize + at] = byte
      const values = read(bytes).records.map(({ value }) => value)
      expect(values.slice(0, 10)).toEqual(ten('a').map(jsonOf))
      expect(values.slice(-10)).toEqual(ten('c').map(jsonOf))
    }),
    { numRuns: 500 },
  )
})
