import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relations } from '../data/fields/index.js'
import { between, type Step, take } from './take.js'
import { tokens } from './tokens.js'

const of = (
  value: string,
  how: Step['how'] & ('basename' | 'dirname' | 'ext' | 'leaf' | 'key' | 'subkey' | 'domain' | 'host'),
) => take(value, [{ how }])

test('parts of paths', () => {
  expect(of('C:\\a\\b.exe', 'basename')).toEqual(['b.exe'])
  expect(of('/usr/bin/ls', 'basename')).toEqual(['ls'])
  expect(of('ls', 'basename')).toEqual(['ls'])
  expect(of('C:\\a\\b.exe', 'dirname')).toEqual(['C:\\a'])
  expect(of('C:\\a.b\\c', 'ext')).toEqual([])
  expect(of('C:\\a\\b.tar.gz', 'ext')).toEqual(['gz'])
  expect(of('C:\\a\\', 'basename')).toEqual([])
})

test('parts of registry paths and accounts', () => {
  expect(of('HKLM\\A\\B\\v', 'key')).toEqual(['HKLM\\A\\B'])
  expect(of('HKLM\\A\\B\\v', 'subkey')).toEqual(['A\\B'])
  expect(of('\\REGISTRY\\MACHINE\\A\\B\\v', 'subkey')).toEqual(['A\\B'])
  expect(of('CORP\\a', 'domain')).toEqual(['CORP'])
  expect(of('a', 'domain')).toEqual([])
})

test('hosts of URLs', () => {
  expect(of('https://a:b@example.org:8443/x?y=@z', 'host')).toEqual(['example.org'])
  expect(of('example.org', 'host')).toEqual(['example.org'])
  expect(of('http://[2001:db8::1]:80/', 'host')).toEqual(['2001:db8::1'])
})

test('words that every object knows are no words of a map', () => {
  const how = [{ how: 'map', words: new Map([['a', ['b']]]), else: 'none' }] as const
  for (const word of ['constructor', '__proto__', 'toString']) expect(take(word, how)).toEqual([])
  expect(take('A', how)).toEqual(['b'])
})

test('a whole that is made of a part has this part', () => {
  const name = fc.stringMatching(/^[a-z0-9 ]{1,8}(?:\.[a-z]{1,3})?$/)
  for (const relation of ['basename', 'leaf', 'domain', 'key', 'subkey'] as const)
    for (const separator of ['\\', '/'])
      fc.assert(
        fc.property(name, (part) => {
          const made = between({ relation: 'exact' }, { relation }, separator) ?? []
          const back = between({ relation }, { relation: 'exact' }, separator) ?? []
          expect(take(part, made).flatMap((whole) => take(whole, back))).toEqual([part])
        }),
      )
})

test('a part of itself is itself, and nothing throws whatever stands there', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(...relations),
      fc.constantFrom(...relations),
      (text, a, b) => {
        expect(take(text, between({ relation: a }, { relation: a }, '\\') ?? [])).toEqual(a === 'map' ? [text] : [text])
        expect(Array.isArray(take(text, between({ relation: a }, { relation: b }, '/') ?? []))).toBe(true)
      },
    ),
  )
})

test('arguments', () => {
  expect(tokens('a  "b c"\t"d""e" f\\"g', false)).toEqual(['a', 'b c', 'de', 'f"g'])
  expect(tokens('sh -c \'a \\b\' c\\ d "e \\" f"', true)).toEqual(['sh', '-c', 'a \\b', 'c d', 'e " f'])
  expect(tokens('a "" b', false)).toEqual(['a', '', 'b'])
  expect(tokens('  ', true)).toEqual([])
})

test('arguments without quotes are what blanks set apart', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[^\s"'\\]{1,9}$/)), fc.boolean(), (list, shell) => {
      expect(tokens(list.join(' '), shell)).toEqual(list)
    }),
  )
})

test('a long line is read in one pass', () => {
  const line = 'a '.repeat(200_000)
  expect(tokens(line, false).length).toBeLessThan(5000)
  expect(tokens('"'.repeat(100_000), true)).toEqual([''])
})
