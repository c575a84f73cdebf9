import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Choice, chosen, everything, fromAddress, isNarrowed, toAddress, toggled } from './attack-address.js'
import { facetNames } from './attack-format.js'

const versions = ['19.1', '18.1']
const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
const choices: fc.Arbitrary<Choice> = fc.record({
  version: fc.constantFrom('', '18.1'),
  holes: fc.boolean(),
  moved: fc.boolean(),
  facets: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...facetNames), fc.uniqueArray(key, { minLength: 1, maxLength: 3 })), {
      selector: ([name]) => name,
    })
    .map((pairs) => Object.fromEntries(pairs)),
})

test('every choice comes back from its address', () => {
  fc.assert(
    fc.property(choices, (choice) => {
      expect(fromAddress(toAddress(choice), versions)).toEqual(choice)
    }),
  )
})

test('any text is read without an error, and what is read stays so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (search) => {
      const choice = fromAddress(search, versions)
      expect(fromAddress(toAddress(choice), versions)).toEqual(choice)
    }),
  )
})

test('addresses as people write them', () => {
  expect(toAddress(everything)).toBe('')
  expect(fromAddress('?version=19.1&level=high&level=high&level=&x=y&show=all', versions)).toEqual({
    ...everything,
    facets: { level: ['high'] },
  })
})

test('a value is added and taken back', () => {
  const high = toggled(everything, 'level', 'high')
  expect(high.facets).toEqual({ level: ['high'] })
  expect(isNarrowed(high)).toBe(true)
  expect(toggled(high, 'level', 'high')).toEqual(everything)
  expect(chosen(high, 'level', ['low']).facets).toEqual({ level: ['low'] })
  expect(isNarrowed({ ...everything, holes: true })).toBe(false)
})
