import { type Content, type Html, html, raw } from './html.js'
import { figure } from './marks.js'

/**
 * Text of a rule, shown so that nothing in it hides: blanks at the ends get a mark, and characters that are invisible
 * or turn the reading direction are isolated and named. Selecting and copying still gives the text itself.
 */

const hidden = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const eachHidden = new RegExp(hidden, 'gu')
const plainText = /^[ -~]*$/

/** Longer literals are cut in tables and lists; the rule body and the JSON twin have them whole. */
const longest = 400

export const code = (text: string): Html => html`<code>${literal(text)}</code>`

export function literal(text: string): Content {
  if (text === '') return html`<span class="muted">empty</span>`
  if (text.length > longest)
    return [
      literal(text.slice(0, longest)),
      html`<span class="muted">… ${figure(text.length - longest)} more characters</span>`,
    ]
  const inner = text.trim()
  if (inner === '') return blanks(text)
  const start = text.indexOf(inner)
  return [
    start > 0 && blanks(text.slice(0, start)),
    breakable(inner),
    start + inner.length < text.length && blanks(text.slice(start + inner.length)),
  ]
}

const blanks = (text: string): Content =>
  [...text].map((blank) => (hidden.test(blank) ? named(blank) : html`<span class="sp" title="blank">${blank}</span>`))

/** Paths may break after a separator, nowhere else that would look like a blank. */
const breakable = (text: string): Content =>
  text.length > 20 && /[\\/]/.test(text)
    ? text.split(/(?<=[\\/])(?=[^\\/])/).map((part, i) => [i > 0 && wordBreak, visible(part)])
    : visible(text)

const wordBreak = raw('<wbr>')

/** Text with its hidden characters named. */
export function visible(text: string): Content {
  if (plainText.test(text) || !hidden.test(text)) return text
  const parts: Content[] = []
  let from = 0
  for (const { index, 0: character } of text.matchAll(eachHidden)) {
    parts.push(text.slice(from, index), named(character))
    from = index + character.length
  }
  return [...parts, text.slice(from)]
}

const named = (character: string): Html =>
  html`<bdi class="u" title="U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}">${character}</bdi>`
