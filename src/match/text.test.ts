import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Part } from '../model/rule.js'
import { fold } from '../text/fold.js'
import { fits, type TextOperator } from './text.js'

const quote = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** The same question to the language's own regular expressions. */
function expression(parts: readonly Part[], op: TextOperator, cased: boolean): RegExp {
  const source = parts.map((part) => {
    if (typeof part === 'string') return quote(part)
    if ('any' in part) return `(?:${part.any.map(quote).join('|')})`
    if ('placeholder' in part) return '.*'
    return part.wild === '*' ? '.*' : '.'
  })
  const start = op === 'eq' || op === 'starts_with' ? '^' : ''
  const end = op === 'eq' || op === 'ends_with' ? '$' : ''
  return new RegExp(`${start}(?:${source.join('')})${end}`, cased ? 'su' : 'sui')
}

// Few letters, so that parts fit often and overlap.
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '\\', '*', '\n', '😀', 'é'), maxLength: 8 })
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', '\\', '*', '😀', 'É'), maxLength: 2 }),
  fc.constantFrom<Part>({ wild: '*' }, { wild: '?' }, { any: ['a', 'ab'] }, { any: ['', 'B'] }, { placeholder: 'x' }),
)
const operator = fc.constantFrom<TextOperator>('eq', 'contains', 'starts_with', 'ends_with')

test('parts fit as a regular expression with the same holes does', () => {
  fc.assert(
    fc.property(text, fc.array(part, { maxLength: 5 }), operator, fc.boolean(), (text, parts, op, cased) => {
      const expected = expression(parts, op, cased).test(text)
      const unknown = parts.some((part) => typeof part === 'object' && 'placeholder' in part)
      expect(fits(parts, text, op, cased, new Map())).toBe(expected && unknown ? undefined : expected)
    }),
    { numRuns: 3000 },
  )
})

test('a list stands for its texts', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), operator, (text, list, op) => {
      const filled = fits(['a', { placeholder: 'x' }], text, op, true, new Map([['x', list]]))
      expect(filled).toBe(fits(['a', { any: list }], text, op, true, new Map()))
    }),
  )
})

test('folding a part is a part of the folded whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(fold(a + b)).toBe(fold(a) + fold(b))
    }),
  )
  expect(fold('ΑΣ') + fold('Β')).toBe(fold('ΑΣΒ'))
})
