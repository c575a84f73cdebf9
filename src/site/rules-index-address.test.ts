import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Choice, everything, fromAddress, sorts, toAddress } from './rules-index-address.js'
import { facetNames } from './rules-index-format.js'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const choices: fc.Arbitrary<Choice> = fc.record({
  q: text,
  sort: fc.constantFrom(...sorts),
  facets: fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom(...facetNames),
        fc.uniqueArray(
          text.filter((key) => key !== ''),
          { minLength: 1, maxLength: 4 },
        ),
      ),
      { selector: ([name]) => name },
    )
    .map((pairs) => Object.fromEntries(pairs)),
})

test('every choice comes back from its address', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      expect(fromAddress(toAddress(choice))).toEqual(choice)
    }),
  )
})

test('an address is one that a browser keeps as it is', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      const url = new URL(`http://host.invalid/rules/${toAddress(choice)}`)
      expect(url.search).toBe(toAddress(choice))
    }),
  )
})

test('any text is read without an error, and what is read stays so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (search) => {
      const choice = fromAddress(search)
      expect(fromAddress(toAddress(choice))).toEqual({ ...choice, q: choice.q.replace(/\p{Surrogate}/gu, '\ufffd') })
    }),
  )
})

test('addresses as people write them', () => {
  expect(toAddress(everything)).toBe('')
  expect(toAddress({ q: 'a b', sort: 'newest', facets: { level: ['high', 'critical'], event: ['sysmon/1'] } })).toBe(
    '?q=a+b&level=high,critical&event=sysmon%2F1&sort=newest',
  )
  expect(fromAddress('?q=50%&level=&tactic=x,,y&sort=no&other=1')).toEqual({
    q: '50%',
    sort: 'match',
    facets: { tactic: ['x', 'y'] },
  })
})
