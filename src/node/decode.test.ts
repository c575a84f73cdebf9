import { expect, it } from 'vitest'
import { decode } from './decode.js'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))))

it('keeps UTF-8 to the character', () => {
  const text = 'title: \u00e9\u00df \u{1f600}\r\n\ttab  \n'
  expect(decode(bytes(text))).toEqual({ text, diagnostics: [] })
})

it('leaves out a byte order mark', () => {
  expect(decode(bytes([0xef, 0xbb, 0xbf], 'a: 1')).text).toBe('a: 1')
})

it('reads UTF-16 that announces itself', () => {
  expect(decode(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0xe9, 0])).text).toBe('a\u00e9')
  expect(decode(Uint8Array.from([0xfe, 0xff, 0, 0x61, 0, 0xe9])).text).toBe('a\u00e9')
})

it.each([
  ['a lone continuation', [0x80]],
  ['Latin-1', [0xe9]],
  ['an overlong slash', [0xc0, 0xaf]],
  ['half a surrogate pair', [0xed, 0xa0, 0x80]],
  ['beyond the last character', [0xf4, 0x90, 0x80, 0x80]],
  ['a sequence cut short', [0xe2, 0x82]],
])('reports the place of %s', (_, bad) => {
  const before = 'title: \u00e9\u{1f600}\nauthor: J'
  const { text, diagnostics } = decode(bytes(before, bad, '\nlevel: low\n'))
  expect(diagnostics.map(({ code, span }) => ({ code, at: span.from }))).toEqual([
    { code: 'file/encoding', at: before.length },
  ])
  expect(text.startsWith(`${before}\ufffd`)).toBe(true)
  expect(text.endsWith('\nlevel: low\n')).toBe(true)
})

it('takes a replacement character that was written for what it is', () => {
  expect(decode(bytes('a: \ufffd')).diagnostics).toEqual([])
})

it('does not read a binary file', () => {
  const { text, diagnostics } = decode(bytes('\u007fELF', [0, 1, 0xff]))
  expect(text).toBe('')
  expect(diagnostics.map(({ code }) => code)).toEqual(['file/binary'])
})
