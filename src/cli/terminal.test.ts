import { expect, it } from 'vitest'
import { columns, createStatus, painter, safe, safeLine, wantsColour, width, wrap } from './terminal.js'

it('wants colour on a terminal only, and not where it is refused', () => {
  expect(wantsColour({ isTTY: true }, {})).toBe(true)
  expect(wantsColour({}, {})).toBe(false)
  expect(wantsColour({ isTTY: true }, { NO_COLOR: 'yes' })).toBe(false)
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '' })).toBe(true)
  expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
})

it('paints, or does not', () => {
  expect(painter(true).red('x')).toBe('\u001b[31mx\u001b[39m')
  expect(painter(false).red('x')).toBe('x')
})

it.each([
  ['\u001b[2J', '\\u{1b}[2J'],
  ['a\rb', 'a\\u{d}b'],
  ['\u009b31m', '\\u{9b}31m'],
  ['\u202eexe.gpj', '\\u{202e}exe.gpj'],
  ['zero\u200bwidth', 'zero\\u{200b}width'],
  ['\u00e9 \u{1f600} \t tab\nline', '\u00e9 \u{1f600} \t tab\nline'],
])('names what could steer a terminal or hide in it: %j', (text, shown) => {
  expect(safe(text)).toBe(shown)
})

it('keeps one line one line', () => {
  expect(safeLine('a\r\nb\nc\td')).toBe('a b c d')
})

it('lines up columns, colours aside', () => {
  const { red } = painter(true)
  expect(columns([[red('a'), 'x'], ['long', 'y'], ['b']])).toEqual([`  ${red('a')}     x`, '  long  y', '  b'])
  expect(columns([])).toEqual([])
  expect(width(red('\u00e9'))).toBe(1)
})

it('breaks prose at blanks, never inside a word', () => {
  expect(wrap('one two three\nfour unbreakable', 9, '  ')).toEqual(['  one two', '  three', '  four', '  unbreakable'])
})

it('says what it is at on a terminal only', () => {
  const said: string[] = []
  const write = (text: string) => said.push(text)
  createStatus({ write }).show('x')
  expect(said).toEqual([])
  const status = createStatus({ isTTY: true, columns: 6, write })
  status.show('reading \u001b[2J')
  status.clear()
  expect(said).toEqual(['\r\u001b[Kreadi', '\r\u001b[K'])
})
