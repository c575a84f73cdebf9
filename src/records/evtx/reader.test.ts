import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.js'
import { EvtxReader, isEvtx } from './reader.js'
import {
  type Content,
  type ElementSpec,
  type Instance,
  integer,
  log,
  nothing,
  read,
  text,
  tokens,
  utf16,
  type Value,
  xml,
} from './testing.js'

/** The values of events that have no faults. */
function values(...events: readonly (Instance | ElementSpec)[]): unknown[] {
  const { records, faults } = read(log(...events))
  expect(faults).toEqual([])
  expect(records.map((record) => record.number)).toEqual(events.map((_, i) => i + 1))
  return records.map((record) => record.value)
}

const element = (name: string, ...content: Content[]): ElementSpec => ({ name, content })
const empty = (name: string): ElementSpec => ({ name })

/** What `<E>` with this content is, written without a template. */
const contentOf = (...content: Content[]): unknown => (values(element('E', ...content))[0] as { E: unknown }).E

/** What `<E>%0</E>` is for a value. */
const jsonOf = (value: Value): unknown =>
  (values({ template: element('E', tokens.substitution(0, value.type)), values: [value] })[0] as { E: unknown }).E

const bytes = (type: number, ...list: number[]): Value => ({ type, bytes: Uint8Array.from(list) })

test('the magic tells a log', () => {
  expect(isEvtx(log(empty('E')))).toBe(true)
  expect(isEvtx(new TextEncoder().encode('ElfChnk\0'))).toBe(false)
  expect(isEvtx(new Uint8Array(0))).toBe(false)
})

test('CRC-32 is that of RFC 1952, whole and in parts', () => {
  const view = new DataView(new TextEncoder().encode('123456789123456789').buffer)
  expect(crc32(view, 0, 9)).toBe(0xcbf43926)
  expect(crc32(view, 9, 18)).toBe(0xcbf43926)
  for (let i = 0; i <= 18; i++) expect(crc32(view, i, 18, crc32(view, 0, i))).toBe(crc32(view, 0, 18))
})

test('elements, attributes and text', () => {
  expect(values(empty('E'))).toEqual([{ E: null }])
  expect(contentOf()).toBe(null)
  expect(contentOf('a')).toBe('a')
  expect(contentOf(element('A', 'x'), empty('B'), element('C', element('D', 'y')))).toEqual({
    A: 'x',
    B: null,
    C: { D: 'y' },
  })
  expect(values({ name: 'E', attributes: { a: ['1'], b: ['2', '3'], c: [] }, content: ['t'] })).toEqual([
    { E: { '#attributes': { a: '1', b: '23', c: '' }, '#text': 't' } },
  ])
  expect(contentOf('t', empty('A'))).toEqual({ A: null, '#text': 't' })
  expect(contentOf('\r\n ', empty('A'), ' ')).toEqual({ A: null })
})

test('an element that is there again makes a list', () => {
  expect(contentOf(element('A', 'x'), element('A', 'y'), empty('B'), empty('A'))).toEqual({
    A: ['x', 'y', null],
    B: null,
  })
})

test('named data are keys', () => {
  const data = (name: string, ...content: Content[]): ElementSpec => ({
    name: 'Data',
    attributes: { Name: [name] },
    content,
  })
  expect(contentOf(data('a', 'x'), data('b'), data('a', 'y'))).toEqual({ a: ['x', 'y'], b: null })
  expect(contentOf(element('Data', 'x'), element('Data', 'y'))).toEqual({ Data: ['x', 'y'] })
  const template = element('E', {
    name: 'Data',
    attributes: { Name: [tokens.substitution(0)] },
    content: [tokens.substitution(1)],
  })
  expect(values({ template, values: [text('n'), text('v')] }, { template, values: [nothing, text('w')] })).toEqual([
    { E: { n: 'v' } },
    { E: { Data: 'w' } },
  ])
})

test('CDATA, characters, entities and processing instructions', () => {
  expect(contentOf(tokens.cdata('<a>'), tokens.character(0x21), tokens.entity('amp'), tokens.entity('lt'))).toBe(
    '<a>!&<',
  )
  expect(contentOf(tokens.entity('unknown'))).toBe('&unknown;')
  expect(contentOf(tokens.instruction('target', 'data'), 'x')).toBe('x')
  expect(contentOf(tokens.raw(0x0f, 1, 1, 0), 'x')).toBe('x')
  expect(contentOf(tokens.raw(0x45, 0x01, 1, 0, 0x61, 0), 'x')).toBe('ax')
})

test('substitutions: values, their absence, and text around them', () => {
  const template = element('E', element('A', tokens.optional(0)), element('B', 'x', tokens.substitution(1), 'y'), {
    name: 'C',
    attributes: { n: [tokens.optional(2)] },
  })
  expect(
    values(
      { template, values: [text('a'), integer(0x08, 4, 7), integer(0x08, 4, 9)] },
      { template, values: [nothing, nothing, nothing] },
      { template, values: [] },
    ),
  ).toEqual([
    { E: { A: 'a', B: 'x7y', C: { '#attributes': { n: 9 } } } },
    { E: { A: null, B: 'xy', C: null } },
    { E: { A: null, B: 'xy', C: null } },
  ])
})

test('XML in values: templates in templates, shared and not', () => {
  const data = element('EventData', element('A', tokens.substitution(0)))
  const template: ElementSpec = {
    name: 'Event',
    attributes: { xmlns: ['urn:x'] },
    content: [element('System', element('EventID', tokens.substitution(0))), tokens.optional(1, 0x21)],
  }
  const event = (id: number, inner: Value) => ({ template, values: [integer(0x06, 2, id), inner] })
  const inData = (value: string) => xml({ template: data, values: [text(value)] })
  const expected = (id: number, rest: object) => ({
    Event: { '#attributes': { xmlns: 'urn:x' }, System: { EventID: id }, ...rest },
  })
  expect(
    values(
      event(1, inData('p')),
      event(2, inData('q')),
      event(3, nothing),
      event(4, xml(element('UserData', element('X', { name: 'Y', attributes: { z: ['1'] } })))),
      event(
        5,
        xml({
          template: element('ProcessingErrorData', element('ErrorCode', tokens.substitution(0))),
          values: [integer(0x08, 4, 15003)],
        }),
      ),
    ),
  ).toEqual([
    expected(1, { EventData: { A: 'p' } }),
    expected(2, { EventData: { A: 'q' } }),
    expected(3, {}),
    expected(4, { UserData: { X: { Y: { '#attributes': { z: '1' } } } } }),
    expected(5, { ProcessingErrorData: { ErrorCode: 15003 } }),
  ])
  expect(jsonOf(xml(element('X', 'y')))).toEqual({ X: 'y' })
})

test('names that are special in JavaScript are only names', () => {
  const [value] = values(
    element('E', element('__proto__', 'x'), element('constructor', 'y'), element('__proto__', 'z')),
  )
  expect(JSON.stringify(value)).toBe('{"E":{"__proto__":["x","z"],"constructor":"y"}}')
  expect(Object.getPrototypeOf((value as { E: object }).E)).toBe(Object.prototype)
  expect({}).not.toHaveProperty('x')
})

test('text: any length, at even and odd places, what follows a NUL is not text', () => {
  for (const length of [1, 2, 15, 31, 32, 33, 95, 96, 97, 200, 5000]) {
    const long = Array.from({ length }, (_, i) => String.fromCharCode(0x21 + ((i * 7) % 0x300))).join('')
    for (const pad of ['', '!'.repeat(1)]) {
      const template = element('E', element('P', tokens.substitution(0)), element('T', tokens.substitution(1)))
      const odd = bytes(0x0e, ...utf16(pad).subarray(0, pad.length))
      for (let again = 0; again < 2; again++)
        expect(values({ template, values: [odd, text(long)] })).toMatchObject([{ E: { T: long } }])
    }
    expect(jsonOf(text(`${long}\0${long}`))).toBe(long)
    expect(jsonOf(text(`${long}\0`))).toBe(long)
  }
  expect(jsonOf(text(''))).toBe('')
  expect(jsonOf(text('\0a'))).toBe('')
  expect(jsonOf(text('\u{1F600} \uD800.'))).toBe('\u{1F600} \uFFFD.')
  expect(jsonOf(text(`${'x'.repeat(100)}\uDC00`))).toBe(`${'x'.repeat(100)}\uFFFD`)
  expect(jsonOf(text('\uFEFFx'))).toBe('\uFEFFx')
})

const guid = [0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff]
const fileTime = (value: bigint): Value => integer(0x11, 8, value)
const someTime = BigInt(Date.UTC(2026, 10, 24, 1, 2, 3) - Date.UTC(1601, 0, 1)) * 10_000n

test.each<[string, Value, unknown]>([
  ['null', nothing, null],
  ['ANSI text', bytes(0x02, 0x61, 0x80, 0xe9, 0), 'a€é'],
  ['int8', integer(0x03, 1, -5), -5],
  ['uint8', integer(0x04, 1, 251), 251],
  ['int16', integer(0x05, 2, -300), -300],
  ['uint16', integer(0x06, 2, 65000), 65000],
  ['int32', integer(0x07, 4, -70000), -70000],
  ['uint32', integer(0x08, 4, 4_000_000_000), 4_000_000_000],
  ['int64', integer(0x09, 8, -5), -5],
  ['int64 that no number holds', integer(0x09, 8, -(2n ** 63n)), '-9223372036854775808'],
  ['uint64', integer(0x0a, 8, 2n ** 53n - 1n), 2 ** 53 - 1],
  ['uint64 that no number holds', integer(0x0a, 8, 2n ** 53n + 1n), '9007199254740993'],
  ['uint64, largest', integer(0x0a, 8, -1), '18446744073709551615'],
  ['real32', bytes(0x0b, 0xcd, 0xcc, 0xcc, 0x3d), 0.1],
  ['real64', bytes(0x0c, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf), -1.5],
  ['real64, infinite', bytes(0x0c, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f), 'Infinity'],
  ['true', integer(0x0d, 4, 1), true],
  ['false', integer(0x0d, 4, 0), false],
  ['binary', bytes(0x0e, 0, 0x0a, 0xff), '000AFF'],
  ['GUID', bytes(0x0f, ...guid), '00112233-4455-6677-8899-AABBCCDDEEFF'],
  ['size of 4 bytes', integer(0x10, 4, 0x1234), '0x1234'],
  ['size of 8 bytes', integer(0x10, 8, 0x1_0000_0002n), '0x100000002'],
  ['file time', fileTime(someTime + 1_234_567n), '2026-11-24T01:02:03.1234567Z'],
  ['file time, first', fileTime(0n), '1601-01-01T00:00:00.0000000Z'],
  ['file time, never', integer(0x11, 8, 2n ** 63n - 1n), '9223372036854775807'],
  ['system time', bytes(0x12, 0xea, 7, 11, 0, 2, 0, 24, 0, 1, 0, 2, 0, 3, 0, 45, 0), '2026-11-24T01:02:03.045Z'],
  ['security id', bytes(0x13, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0), 'S-1-5-32-544'],
  ['hex32', integer(0x14, 4, 0xffff_ffff), '0xffffffff'],
  ['hex64', integer(0x15, 8, -(2n ** 63n)), '0x8000000000000000'],
  ['hex64, zero', integer(0x15, 8, 0), '0x0'],
  ['integer of another size', integer(0x08, 2, 513), 513],
  ['negative integer of another size', integer(0x07, 2, -2), -2],
  ['integer of no bytes', integer(0x08, 0, 0), null],
  ['boolean of one byte', integer(0x0d, 1, 1), true],
  ['texts', { type: 0x81, bytes: utf16('a\0\0bc\0') }, ['a', '', 'bc']],
  ['texts without the last NUL', { type: 0x81, bytes: utf16('a\0b') }, ['a', 'b']],
  ['one text', { type: 0x81, bytes: utf16('a\0') }, 'a'],
  ['no texts', { type: 0x81, bytes: utf16('') }, null],
  ['ANSI texts', bytes(0x82, 0x61, 0, 0x62, 0), ['a', 'b']],
  ['int8s', bytes(0x83, 1, 0xff), [1, -1]],
  ['uint8s', bytes(0x84, 1, 0xff), [1, 255]],
  ['int16s', bytes(0x85, 1, 0, 0xff, 0xff), [1, -1]],
  ['uint16s', bytes(0x86, 1, 0, 0xff, 0xff), [1, 65535]],
  ['int32s', bytes(0x87, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff), [1, -1]],
  ['uint32s', bytes(0x88, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff), [1, 4294967295]],
  ['int64s', bytes(0x89, ...new Array(8).fill(0xff), 1, ...new Array(7).fill(0)), [-1, 1]],
  ['uint64s', bytes(0x8a, ...new Array(8).fill(0xff), 1, ...new Array(7).fill(0)), ['18446744073709551615', 1]],
  ['real32s', bytes(0x8b, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0), [1, -2]],
  ['real64s', bytes(0x8c, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0), [1, 0]],
  ['booleans', bytes(0x8d, 1, 0, 0, 0, 0, 0, 0, 0), [true, false]],
  [
    'GUIDs',
    bytes(0x8f, ...guid, ...new Array(16).fill(0)),
    ['00112233-4455-6677-8899-AABBCCDDEEFF', '00000000-0000-0000-0000-000000000000'],
  ],
  [
    'file times',
    bytes(0x91, ...new Array(16).fill(0)),
    ['1601-01-01T00:00:00.0000000Z', '1601-01-01T00:00:00.0000000Z'],
  ],
  ['security ids', bytes(0x93, 1, 0, 0, 0, 0, 0, 0, 5, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0), ['S-1-5', 'S-1-1-0']],
  ['hex32s', bytes(0x94, 1, 0, 0, 0, 0xff, 0, 0, 0), ['0x1', '0xff']],
  ['hex64s', bytes(0x95, ...new Array(7).fill(0), 1, 1, ...new Array(7).fill(0)), ['0x100000000000000', '0x1']],
])('value: %s', (_, value, expected) => {
  expect(jsonOf(value)).toEqual(expected)
})

test.each<[string, Value]>([
  ['an unknown type', bytes(0x77, 1, 2)],
  ['a short GUID', bytes(0x0f, 1, 2)],
  ['a short security id', bytes(0x13, 1, 9, 0, 0, 0, 0, 0, 5)],
  ['an array that is cut', bytes(0x88, 1, 2, 3, 4, 5)],
  ['an array of an unknown type', bytes(0xf7, 1, 2)],
  ['XML that is none', bytes(0x21, 0x01, 2, 3)],
  ['XML with an instance that is cut', bytes(0x21, 0x0c, 2, 3)],
])('a value that cannot be read costs itself: %s', (_, value) => {
  const template = element('E', element('A', tokens.substitution(0)), element('B', tokens.substitution(1)))
  const { records, faults } = read(log({ template, values: [value, text('b')] }))
  expect(records).toEqual([{ number: 1, value: { E: { A: null, B: 'b' } } }])
  expect(faults).toHaveLength(1)
  expect(faults[0]?.offset).toBeGreaterThan(4096 + 512)
})

test('pieces of any size give the same', () => {
  const bytes = log(...Array.from({ length: 20 }, (_, i) => element('E', `text ${i}`)))
  const whole = read(bytes)
  for (const size of [1, 7, 4096, 5000, 65536]) {
    if (size === 1 && bytes.length > 100_000) continue
    const reader = new EvtxReader()
    const records = []
    for (let at = 0; at < bytes.length; at += size) records.push(...reader.push(bytes.subarray(at, at + size)).records)
    const last = reader.end()
    expect(last.faults).toEqual([])
    expect([...records, ...last.records]).toEqual(whole.records)
  }
})

test('file times are those of Date, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1601-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.nat(9999),
      (date, steps) => {
        const value = fileTime(BigInt(date.getTime() - Date.UTC(1601, 0, 1)) * 10_000n + BigInt(steps))
        expect(jsonOf(value)).toBe(`${date.toISOString().slice(0, -1)}${String(steps).padStart(4, '0')}Z`)
      },
    ),
  )
})
