import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byTitle } from './title-order.js'

test('titles go by their first letter or digit, words before longer words, case and marks last', () => {
  const sorted = [
    '7Zip Seen',
    'AADInternals',
    '"Abc" Seen',
    'AD Object',
    "'File From Host",
    'file From Host',
    '(Mass) Deletion',
    'mass Deletion',
    'Massive Deletion',
    'Zip',
  ]
  expect([...sorted].reverse().sort(byTitle)).toEqual([
    '7Zip Seen',
    'AADInternals',
    '"Abc" Seen',
    'AD Object',
    'file From Host',
    "'File From Host",
    'mass Deletion',
    '(Mass) Deletion',
    'Massive Deletion',
    'Zip',
  ])
})

test('the order does not hang on the one before', () => {
  const titles = fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('(a', 'a', 'A', '""', "'a b")))
  fc.assert(
    fc.property(titles, (all) => {
      expect([...all].reverse().sort(byTitle)).toEqual([...all].sort(byTitle))
    }),
  )
})
