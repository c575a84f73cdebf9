import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editBetween, Neighbourhood } from './findings-edit.js'

test.each([
  ['systems32', 'system32', { before: 6, after: 2, here: 's', there: '' }],
  ['icals', 'icacls', { before: 3, after: 2, here: '', there: 'c' }],
  ['regsrv32', 'regsvr32', { before: 4, after: 2, here: 'rv', there: 'vr' }],
  ['regscr32', 'regsvr32', { before: 4, after: 3, here: 'c', there: 'v' }],
  ['cmd.exe', '\\cmd.exe', { before: 0, after: 7, here: '', there: '\\' }],
])('%s and %s are one edit apart', (here, there, edit) => expect(editBetween(here, there)).toEqual(edit))

test.each([
  ['same', 'same'],
  ['cscript', 'mscripts'],
  ['abcd', 'badc'],
  ['ab', 'cd'],
])('%s and %s are not', (here, there) => expect(editBetween(here, there)).toBeUndefined())

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })

test('a neighbourhood finds exactly the texts that are one edit away', () =>
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 30 }), text, (all, asked) => {
      const found = new Neighbourhood(all).near(asked).map((near) => near.text)
      expect(found.sort()).toEqual(all.filter((other) => editBetween(asked, other)).sort())
    }),
  ))

test('putting the edit in makes the other text', () =>
  fc.assert(
    fc.property(text, text, (here, there) => {
      const edit = editBetween(here, there)
      if (edit) expect(here.slice(0, edit.before) + edit.there + here.slice(here.length - edit.after)).toBe(there)
    }),
  ))
