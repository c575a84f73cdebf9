import { expect } from 'vitest'
import { testCases } from '../../test/case-files.js'
import { bytesOf, readAll, shown } from './testing.js'

// A log as it stands in a file; then a line for each record, `number@line value`, and one for each fault.
testCases(new URL('./cases/', import.meta.url), async (input, expected) => {
  const bytes = bytesOf(input)
  expect(shown(await readAll([bytes]))).toBe(expected)
  expect(shown(await readAll(Array.from(bytes, (byte) => Uint8Array.of(byte)))), 'byte by byte').toBe(expected)
  expect(shown(await readAll([bytesOf(`${input}\n`)])), 'with a line end').toBe(expected)
  expect(
    shown(await readAll([bytesOf(input.replaceAll('\n', '\r\n'))])).split('\n').length,
    'with Windows line ends',
  ).toBe(expected.split('\n').length)
})
