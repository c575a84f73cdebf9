import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auditLine } from './auditd.js'
import { CsvReader } from './csv.js'
import { JsonLinesReader } from './json-lines.js'
import { JsonValuesReader } from './json-values.js'
import { LineRecordsReader } from './line-records.js'
import { syslogLine } from './syslog.js'
import { bytesOf, cut, readWith } from './testing.js'
import type { Reader } from './types.js'
import { XmlEventsReader } from './xml-events.js'

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 })

interface Kind {
  readonly name: string
  /** Short limits, so that they are met. */
  readonly open: () => Reader
  /** Pieces of logs, right and wrong. */
  readonly pieces: readonly string[]
}

const kinds: readonly Kind[] = [
  {
    name: 'JSON lines',
    open: () => new JsonLinesReader({ limit: 24 }),
    pieces: [
      '{"a":1}',
      '{"a":"é€😀"}',
      '\n',
      '\r\n',
      '{',
      '}',
      '[1]',
      '"',
      ' ',
      '\ufeff',
      '{"long":"12345678901234567890"}\n',
      '\0',
    ],
  },
  {
    name: 'JSON values',
    open: () => new JsonValuesReader(32),
    pieces: [
      '{"a":1}',
      '{"é":"€😀"}',
      '\n',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      '\\',
      ':',
      '"a":',
      ' ',
      '1',
      '{"Records":[',
      '"hits":',
      '{"long":"123456789012345678901234567890"}',
      '\ufeff',
    ],
  },
  {
    name: 'CSV',
    open: () => new CsvReader(',', 16),
    pieces: ['a,b', 'x', '"', '""', ',', '\n', '\r\n', '\r', '"y",', '"é€\n😀"', '01234567890123456789\n'],
  },
  {
    name: 'XML',
    open: () => new XmlEventsReader(80),
    pieces: [
      '<Event>',
      '</Event>',
      '<Event x="1">',
      '<System>',
      '</System>',
      '<EventID>1</EventID>',
      'é€😀',
      '&amp;',
      '&',
      '<',
      '\n',
      '<EventData><Data Name="a">',
      '</Data></EventData>',
      '<Event><System><EventID>7</EventID></System></Event>',
      '<!--',
      '-->',
      '<Events>',
    ],
  },
  {
    name: 'audit lines',
    open: () => new LineRecordsReader(auditLine, 'auditd/line', 100),
    pieces: [
      'type=A msg=audit(1364481363.243:1): ',
      'a="b c"',
      ' name=6162',
      ' msg=\'x=1 y="2"\'',
      '\x1dUID="é"',
      '\n',
      'type=',
      '0'.repeat(90),
    ],
  },
  {
    name: 'syslog',
    open: () => new LineRecordsReader(syslogLine, 'syslog/line', 100),
    pieces: [
      'Oct  1 02:04:05 a b[1]: ',
      '<34>1 - - - - - - ',
      '[a b="c"]',
      'é',
      '\n',
      '<Event><System/></Event>',
      '0'.repeat(90),
    ],
  },
]

describe.each(kinds)('$name', ({ open, pieces }) => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''))

  test('where the bytes are cut never matters', () => {
    fc.assert(
      fc.property(text, places, (log, ends) => {
        const bytes = bytesOf(log)
        expect(readWith(open(), cut(bytes, ends))).toEqual(readWith(open(), [bytes]))
      }),
      { numRuns: 800 },
    )
  })

  test('records are numbered from 1, and lines only grow', () => {
    fc.assert(
      fc.property(text, (log) => {
        const { records } = readWith(open(), [bytesOf(log)])
        expect(records.map(({ number }) => number)).toEqual(records.map((_, index) => index + 1))
        const lines = records.flatMap(({ line }) => line ?? [])
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b))
      }),
    )
  })
})

const values = ({ records }: ReturnType<typeof readWith>): unknown[] => records.map(({ value }) => value)

describe('against a plain reference', () => {
  test('JSON objects, however they are written', () => {
    const object = fc.dictionary(
      fc.string({ maxLength: 5 }).filter((name) => name !== '__proto__'),
      fc.jsonValue({ maxDepth: 3 }),
    )
    const indent = fc.constantFrom(0, 2, '\t')
    fc.assert(
      fc.property(fc.array(object, { minLength: 1 }), indent, places, (objects, space, ends) => {
        const plain: unknown[] = JSON.parse(JSON.stringify(objects))
        const read = (text: string): unknown => {
          const found = readWith(new JsonValuesReader(), cut(bytesOf(text), ends))
          expect(found.faults).toEqual([])
          return values(found)
        }
        expect(read(JSON.stringify(objects, null, space))).toEqual(plain)
        expect(read(JSON.stringify({ Records: objects }, null, space))).toEqual(plain)
        expect(read(JSON.stringify({ hits: { total: [{}], hits: objects } }, null, space))).toEqual(plain)
        const lines = objects.map((one) => JSON.stringify(one)).join('\n')
        expect(values(readWith(new JsonLinesReader(), cut(bytesOf(lines), ends)))).toEqual(plain)
      }),
      { numRuns: 120 },
    )
  })

  test('rows of CSV', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), minLength: 1, maxLength: 6 })
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), places, (rows, ends) => {
        const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n')
        const read = readWith(new CsvReader(','), cut(bytesOf(text), ends))
        expect(read.faults).toEqual([])
        expect(values(read)).toEqual(rows.map(([a, b]) => ({ a, b })))
      }),
    )
  })

  test('one line that is broken costs no other', () => {
    const lines = Array.from({ length: 100 }, (_, i) => JSON.stringify({ i }))
    fc.assert(
      fc.property(fc.nat(99), fc.constantFrom('{', '"', '{"i":', '\\', '}'), (at, broken) => {
        const { records, faults } = readWith(new JsonLinesReader(), [bytesOf(lines.with(at, broken).join('\n'))])
        expect(records.map(({ line }) => line)).toEqual(lines.map((_, i) => i + 1).filter((line) => line !== at + 1))
        expect(faults).toMatchObject([{ code: 'json/syntax', line: at + 1 }])
      }),
    )
  })
})

describe('hostile logs', () => {
  test('entries that nest too deep are left out', () => {
    const deep = `{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`
    const codes = (reader: Reader, text: string): string[] =>
      readWith(reader, [bytesOf(text)]).faults.map(({ code }) => code)
    expect(codes(new JsonLinesReader(), `${deep}\n{"a":1}`)).toEqual(['json/too-deep'])
    expect(codes(new JsonValuesReader(), `${deep}{"a":1}`)).toEqual(['json/too-deep'])
    expect(codes(new XmlEventsReader(), `<Event>${'<a>'.repeat(200)}</Event>`)).toEqual(['xml/event'])
  })

  // Each of these would take minutes if its cost grew with the square of its length.
  test.each([
    ['quotes that open again and again', () => new CsvReader(','), `a,b,c\n${'a",,"c\n'.repeat(80_000)}`],
    ['one quote', () => new CsvReader(','), `a,b\n"${'x,y\n'.repeat(150_000)}`],
    ['events that do not end', () => new XmlEventsReader(), '<Event>'.repeat(150_000)],
    ['an event that does not end', () => new XmlEventsReader(), `<Event>${'<EventData>'.repeat(200_000)}`],
    [
      'words without values',
      () => new LineRecordsReader(auditLine, 'auditd/line'),
      `type=A msg=audit(1.000:1): ${'a'.repeat(900_000)}`,
    ],
    [
      'open quotes',
      () => new LineRecordsReader(auditLine, 'auditd/line'),
      `type=A msg=audit(1.000:1): ${'a="\''.repeat(200_000)}`,
    ],
    [
      'structured data',
      () => new LineRecordsReader(syslogLine, 'syslog/line'),
      `<1>1 - - - - - [a ${'b'.repeat(400_000)}] x\n<1>1 - - - - - ${'[a b="'.repeat(100_000)}`,
    ],
    ['objects that lost their ends', () => new JsonValuesReader(), '{"a":{'.repeat(100_000)],
    ['entries in entries', () => new JsonValuesReader(), '{"a"{'.repeat(100_000)],
  ] as const)('%s', (_, open, text) => {
    const bytes = bytesOf(text)
    const pieces = Array.from({ length: 100 }, (_, i) => i / 100)
    expect(readWith(open(), cut(bytes, pieces)).faults.length).toBeLessThan(250_000)
  })
})
