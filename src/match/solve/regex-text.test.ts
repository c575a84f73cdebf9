import fc from 'fast-check'
import { expect, test } from 'vitest'
import { span } from '../../../test/rules.js'
import { matches } from '../pattern.js'
import { textsFor } from './regex-text.js'

const fits = (source: string, { text }: { readonly text: string }): boolean =>
  matches(text, { kind: 'pattern', written: source, flags: '', span }) === 'true'

test.each([
  ['abc', 'abc'],
  ['a|b', 'a'],
  ['^cmd(\\.exe)?\\s+/c', 'cmd /c'],
  ['[0-9a-f]{8}-x', 'aaaaaaaa-x'],
  ['[^a-z]', '0'],
  ['\\d+\\.\\w*$', '0.'],
  ['(?i)Power(?:Shell|Point)', 'PowerShell'],
  ['(?P<name>x{2,5})', 'xx'],
  ['\\x41\\x{42}\\Qa.b\\E\\t', 'ABa.b\t'],
  ['[[:upper:]]\\p{L}', 'Ka'],
  ['[]a]', 'a'],
])('the first text for %j', (source, text) => {
  const [first] = textsFor(source)
  expect(first?.text).toBe(text)
  expect(first && fits(source, first)).toBe(true)
})

test.each(['(a', '[a', 'a)', '(?=a)b', '(a)\\1', 'x{9999999}', '((('.repeat(200), '[[:odd:]]', '\\p{Nothing}'])(
  'nothing is made for %j, and nothing is thrown',
  (source) => expect(textsFor(source)).toEqual([]),
)

test('anchors say where a text must stand', () => {
  expect(textsFor('^a$')[0]).toEqual({ text: 'a', start: true, end: true })
  expect(textsFor('a|^b')).toContainEqual({ text: 'b', start: true, end: false })
})

const atom = fc.constantFrom('a', 'Z', '7', '\\.', '.', '\\d', '\\W', '[a-f0]', '[^abc]', '\\\\', ' ', '\\s', '\\x2d')
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((all) => `(${all.join('|')})`),
    fc
      .tuple(tie('any'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}?', '+?'))
      .map(([one, times]) => `(?:${one})${times}`),
  ),
})).any

test('every text that is made for an expression fits it', () => {
  fc.assert(
    fc.property(expression, fc.boolean(), (source, whole) => {
      const anchored = whole ? `^(?:${source})$` : source
      const texts = textsFor(anchored)
      expect(texts.length).toBeGreaterThan(0)
      expect(texts.filter((text) => !fits(anchored, text))).toEqual([])
    }),
    { numRuns: 500 },
  )
})
