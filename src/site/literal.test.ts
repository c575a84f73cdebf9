import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../test/markup.js'
import { html } from './html.js'
import { literal, visible } from './literal.js'

const markup = (text: string): string => html`${literal(text)}`.markup

describe('literal', () => {
  test('blanks at the ends are marked, blanks inside are not', () =>
    expect(markup(' a b ')).toBe('<span class="sp" title="blank"> </span>a b<span class="sp" title="blank"> </span>'))

  test('a character that turns the reading direction is isolated and named', () =>
    expect(markup('a\u202eb')).toBe('a<bdi class="u" title="U+202E">\u202e</bdi>b'))

  test('a hidden character at an end is named, not shown as a blank', () =>
    expect(markup('a\ufeff')).toBe('a<bdi class="u" title="U+FEFF">\ufeff</bdi>'))

  test('a long path may break after its separators', () =>
    expect(markup('C:\\Windows\\System32\\cmd.exe')).toBe('C:\\<wbr>Windows\\<wbr>System32\\<wbr>cmd.exe'))

  test('an empty value says so', () => expect(textOf(markup(''))).toBe('empty'))

  test('a very long value is cut, and how much is missing is said', () =>
    expect(textOf(markup('x'.repeat(1400)))).toBe(`${'x'.repeat(400)}… 1,000 more characters`))

  test('what is copied is the text, whatever it holds', () => {
    const characters = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '\\',
      '/',
      '<',
      '&',
      '"',
      "'",
      '\u200b',
      '\u202e',
      '\u0007',
      'é',
      '😀',
    )
    fc.assert(
      fc.property(fc.string({ unit: characters, minLength: 1, maxLength: 60 }), (value) => {
        expect(textOf(markup(value))).toBe(value)
        expect(textOf(html`${visible(value)}`.markup)).toBe(value)
      }),
    )
  })
})
