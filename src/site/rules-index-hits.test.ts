import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.js'
import { marked } from './rules-index-hits.js'

const shown = (text: string, asked: readonly string[]) => html`${marked(text, asked)}`.markup

test('marks every occurrence, whatever its case', () => {
  expect(shown('Tunnels of a tunnel', ['tunnel', 'of'])).toBe(
    '<mark>Tunnel</mark>s <mark>of</mark> a <mark>tunnel</mark>',
  )
})

test('takes nothing from the text and lets no markup through', () => {
  const piece = fc.constantFrom('<script>', '&', '"', 'a', 'b', ' ', 'İ', '\u{1f600}')
  const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (title, asked) => {
      const inner = shown(
        title,
        asked.map((word) => word.toLowerCase()),
      ).replace(/<\/?mark>/g, '')
      expect(inner).toBe(html`${title}`.markup)
      expect(inner).not.toContain('<')
    }),
  )
})
