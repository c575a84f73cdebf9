import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../text/fold.js'
import { Hits } from './hits.js'
import { canSearch, type Literal, LiteralSearch } from './literal-search.js'

/** Few letters, so that literals overlap and repeat; some that fold to other lengths or out of ASCII. */
const letters = fc.constantFrom(...'aAbBcC\\[_@{ .', 'ς', 'Σ', 'İ', 'K', 'ſ', '😀', 'ý')
const word = (most: number) => fc.string({ unit: letters, minLength: 1, maxLength: most })
const places = ['inside', 'start', 'end', 'whole'] as const

const plain = ({ text, at }: Literal, seen: string): boolean => {
  switch (at) {
    case 'inside':
      return seen.includes(text)
    case 'start':
      return seen.startsWith(text)
    case 'end':
      return seen.endsWith(text)
    case 'whole':
      return seen === text
    default:
      return at satisfies never
  }
}

function found(literals: readonly Literal[], text: string, cased: boolean): number[] {
  const search = new LiteralSearch(literals, cased)
  const hits = new Hits(40)
  search.find(text, hits)
  return [...hits.list.subarray(0, hits.count)].sort((a, b) => a - b)
}

test.each([false, true])('finds what a search for each alone finds (cased: %s)', (cased) => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word(12), fc.constantFrom(...places)), { maxLength: 40 }),
      fc.array(fc.oneof(word(30), fc.nat(39)), { maxLength: 6 }),
      (given, pieces) => {
        const literals = given
          .map(([text, at], id): Literal => ({ text: cased ? text : fold(text), at, id }))
          .filter(({ text, at }) => at !== 'inside' || canSearch(text))
        // Texts are made of literals too, or most would hold none.
        const text = pieces.map((piece) => (typeof piece === 'number' ? (given[piece]?.[0] ?? '') : piece)).join('')
        const seen = cased ? text : fold(text)
        const expected = literals.filter((literal) => plain(literal, seen)).map(({ id }) => id)
        expect(found(literals, text, cased)).toEqual(expected)
      },
    ),
    { numRuns: 3000 },
  )
})

test('finds a literal wherever it stands', () => {
  const wanted = ['mimi', 'mimik', 'mimika', 'mimikat', 'mimikatz', 'sekurlsa::logonpasswords']
  for (const text of wanted)
    for (let before = 0; before < 9; before++)
      for (let after = 0; after < 9; after++) {
        const literals: Literal[] = [{ text, at: 'inside', id: 0 }]
        expect(found(literals, `${'x'.repeat(before)}${text.toUpperCase()}${'x'.repeat(after)}`, false)).toEqual([0])
        expect(found(literals, `${'x'.repeat(before)}${text.slice(1)}${'x'.repeat(after)}`, false)).toEqual([])
      }
})

test('a thing that was found stays found once, and is forgotten for the next text', () => {
  const hits = new Hits(2)
  hits.add(1)
  hits.add(1)
  expect([hits.count, hits.has(1), hits.has(0)]).toEqual([1, true, false])
  hits.clear()
  expect([hits.count, hits.has(1)]).toEqual([0, false])
})
