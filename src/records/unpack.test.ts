import { deflateRawSync, gzipSync } from 'node:zlib'
import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Allowance } from './allowance.js'
import { OpenLog } from './open-log.js'
import { bytesOf, cut, type Everything, readAll, shown } from './testing.js'
import { joined } from './text-lines.js'

const log = Array.from({ length: 3000 }, (_, i) => `{"n":${i},"text":"${'x'.repeat(i % 50)}"}\n`).join('')
const two = '{"a":1}\n{"a":2}\n'
const both = '1@1 {"a":1}\n2@2 {"a":2}'
const together = (...parts: Uint8Array[]): Uint8Array =>
  joined(
    parts,
    parts.reduce((sum, part) => sum + part.length, 0),
  )
const everywhere = Array.from({ length: 40 }, (_, i) => i / 40)
const numbers = ({ records }: Everything): unknown[] => records.map(({ value }) => (value as { readonly n: number }).n)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

describe('gzip', () => {
  test('whole, in pieces, several behind each other, and gzip in gzip', async () => {
    const packed = gzipSync(log)
    expect(numbers(await readAll([packed]))).toEqual(upTo(3000))
    expect(numbers(await readAll(cut(packed, everywhere)))).toEqual(upTo(3000))
    expect(shown(await readAll(cut(together(gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')), everywhere)))).toBe(both)
    expect(shown(await readAll([gzipSync(gzipSync(two))]))).toBe(both)
  })

  test('what is packed more than twice is not unpacked', async () => {
    expect(shown(await readAll([gzipSync(gzipSync(gzipSync(two)))]))).toBe('! log/packed-deeper')
  })

  test('what stands before the end or the damage is read', async () => {
    const packed = gzipSync(log, { level: 1 })
    const short = await readAll([packed.subarray(0, packed.length - 100)])
    expect(short.records.length).toBeGreaterThan(2000)
    expect(numbers(short)).toEqual(upTo(short.records.length))
    expect(short.faults.at(-1)?.code).toBe('log/damaged')
  })
})

/** A frame of Zstandard with blocks as they are given: kind 0 holds its bytes, kind 1 one byte many times. */
function frame(blocks: readonly { kind: 0 | 1; size: number; bytes: Uint8Array }[], window = 0x58): Uint8Array {
  const head = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, window)
  const parts = blocks.map(({ kind, size, bytes }, index) => {
    const number = (size << 3) | (kind << 1) | (index === blocks.length - 1 ? 1 : 0)
    return together(Uint8Array.of(number & 255, (number >> 8) & 255, number >> 16), bytes)
  })
  return together(head, ...parts)
}
const plain = (text: string): { kind: 0; size: number; bytes: Uint8Array } => ({
  kind: 0,
  size: bytesOf(text).length,
  bytes: bytesOf(text),
})

describe('Zstandard', () => {
  // Made by zstd 1.5.4: 6,000 lines with a checksum, and one line without.
  const lines =
    'KLUv/aQw2gQAfAIAUoMMEZB9YwFGSvneXcIOsXsytogZ6JhCBtjPpHIJlVNeGZ3YW1TV27Of3uZmP4j0tK145esJAIr+diuHALqAkwWcEnBewMkCjsAKDhYrZVQAAAABAP3/lv+5BgJFAAAAAQAtWh0AATBN8J0='
  const one = 'KLUv/QBYgQAAeyJhIjoxLCJiIjoieCJ9Cg=='
  const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

  test('frames, behind each other and with others that are skipped', async () => {
    const { records, faults } = await readAll(cut(bytes(lines), everywhere))
    expect(faults).toEqual([])
    expect(records.map(({ value }) => value)).toEqual(
      upTo(6000).map((i) => ({ number: i % 7, text: 'the same words again and again' })),
    )
    expect(shown(await readAll([bytes(one)]))).toBe('1@1 {"a":1,"b":"x"}')
    const skipped = Uint8Array.of(0x53, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9)
    const all = together(skipped, bytes(one), skipped, frame([plain('{"a":'), plain('2}\n')]), bytes(one), skipped)
    const expected = '1@1 {"a":1,"b":"x"}\n2@2 {"a":2}\n3@3 {"a":1,"b":"x"}'
    expect(shown(await readAll([all]))).toBe(expected)
    expect(shown(await readAll(Array.from(all, (byte) => Uint8Array.of(byte))))).toBe(expected)
  })

  test('what is cut or damaged', async () => {
    const whole = frame([plain('{"a":1}         \n'), plain('{"a":2}\n')])
    expect(shown(await readAll([whole.subarray(0, -1)]))).toBe('1@1 {"a":1}\n! log/damaged')
    expect(shown(await readAll([together(whole, Uint8Array.of(1, 2, 3, 4, 5))]))).toBe(`${both}\n! log/damaged`)
  })

  test('a window that would take too much memory is refused', async () => {
    expect(shown(await readAll([frame([plain(two)], 0x8f)]))).toMatch('log/damaged')
    expect(shown(await readAll([frame([plain(two)], 0x88)]))).toBe(both)
    expect(shown(await readAll([frame([plain(two)], 0xff)]))).toMatch('log/damaged')
  })
})

describe('zip', () => {
  test('each file inside is a log of its own, and may be packed once more', async () => {
    const packed = zipSync({
      'a.jsonl': bytesOf(two),
      'folder/b.csv': [bytesOf('a,b\n1,2\n'), { level: 0 }],
      'c.jsonl.gz': new Uint8Array(gzipSync(two)),
      'note.txt': bytesOf('nothing of interest'),
      'd.zip': zipSync({ 'e.jsonl': bytesOf(two) }),
      empty: new Uint8Array(0),
    })
    for (const places of [[], everywhere]) {
      const found = await readAll(cut(packed, places))
      expect(shown(found)).toBe([both, '1@2 {"a":"1","b":"2"}', both, both, '! log/unknown'].join('\n'))
    }
  })

  test('says in which file', async () => {
    const pipe = new OpenLog({ depth: 0, name: 'a.zip', allowance: new Allowance() })
    const packed = zipSync({ 'a.jsonl': bytesOf(two), 'b.txt': bytesOf('?') })
    const batches = [...pipe.push(packed), ...pipe.end()]
    expect(batches.map(({ member, records, faults }) => [member, records.length, faults.length])).toEqual([
      ['a.jsonl', 2, 0],
      ['b.txt', 0, 1],
    ])
  })

  test('archives that were written as a stream', async () => {
    const parts: Uint8Array[] = []
    const zip = new Zip((_, bytes) => parts.push(bytes))
    for (const file of [new ZipDeflate('a.jsonl'), new ZipPassThrough('b.jsonl')]) {
      zip.add(file)
      file.push(strToU8(two.slice(0, 5)))
      file.push(strToU8(two.slice(5)), true)
    }
    zip.end()
    expect(shown(await readAll(cut(together(...parts), everywhere)))).toBe(`${both}\n${both}`)
  })

  test('a file that is packed in an unknown way, or damaged, costs no other', async () => {
    const unknown = member('x.bz2', 12, bytesOf('BZh9'))
    const damaged = member('y', 8, Uint8Array.of(255, 255, 255, 255))
    const good = member('z', 8, deflateRawSync(two))
    const archive = together(unknown, damaged, good)
    expect(shown(await readAll([archive]))).toBe(`${both}\n! log/method\n! log/damaged`)
  })
})

/** A file in an archive, its header before it; the library does not look at the directory. */
function member(name: string, method: number, bytes: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(30))
  head.setUint32(0, 0x04034b50, true)
  head.setUint16(4, 20, true)
  head.setUint16(8, method, true)
  head.setUint32(18, bytes.length, true)
  head.setUint32(22, bytes.length, true)
  head.setUint16(26, name.length, true)
  return together(new Uint8Array(head.buffer), bytesOf(name), bytes)
}

describe('bombs', () => {
  const small = (): OpenLog => new OpenLog({ depth: 0, name: 'bomb', allowance: new Allowance(1 << 20) })
  const faultsOf = (pipe: OpenLog, bytes: Uint8Array): string[] =>
    [...pipe.push(bytes), ...pipe.end()].flatMap(({ faults }) => faults.map(({ code }) => code))
  const blanks = new Uint8Array(1 << 20).fill(32)

  test.each([
    ['gzip', () => gzipSync(together(bytesOf(two), blanks, blanks))],
    ['gzip in gzip', () => gzipSync(gzipSync(together(bytesOf(two), blanks, blanks)))],
    ['zip', () => zipSync({ a: together(bytesOf(two), blanks, blanks) })],
    ['many files in a zip', () => zipSync({ a: together(bytesOf(two), blanks), b: together(bytesOf(two), blanks) })],
    [
      'Zstandard',
      () => frame([plain(two), ...upTo(20).map(() => ({ kind: 1, size: 131_072, bytes: Uint8Array.of(32) }) as const)]),
    ],
  ] as const)('%s', (_, make) => {
    const pipe = small()
    expect(faultsOf(pipe, make())).toContain('log/bomb')
    expect(pipe.done).toBe(true)
  })

  test('a file that is large is none', () => {
    const text = together(
      bytesOf(two),
      blanks.map((_, i) => (i % 100 === 0 ? 10 : 32)),
      blanks.map(() => 10),
    )
    expect(faultsOf(new OpenLog({ depth: 0, name: 'log', allowance: new Allowance() }), gzipSync(text))).toEqual([])
  })
})

test('UTF-16, a byte order mark, nothing at all', async () => {
  const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
  expect(shown(await readAll(cut(utf16('{"a":"é😀"}\r\n{"a":2}\r\n'), everywhere)))).toBe(
    '1@1 {"a":"é😀"}\n2@2 {"a":2}',
  )
  expect(shown(await readAll([gzipSync(utf16(two))]))).toBe(both)
  expect(shown(await readAll([utf16(two).map((_, i, all) => all[i ^ 1] ?? 0)]))).toBe(both)
  expect(shown(await readAll([bytesOf(`\ufeff${two}`)]))).toBe(both)
  expect(shown(await readAll([bytesOf('\ufeffa,b\n1,2\n')]))).toBe('1@2 {"a":"1","b":"2"}')
  expect(shown(await readAll([]))).toBe('')
  expect(shown(await readAll([new Uint8Array(0)]))).toBe('')
})
