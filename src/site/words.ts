import { type Content, type Html, html } from './html.js'
import { code } from './literal.js'

/** A sentence or label in which some pieces are code. Pure data, so that models can be tested without markup. */
export type Words = readonly Piece[]
export type Piece = string | { readonly code: string } | { readonly strong: string }

export const inCode = (text: string): Piece => ({ code: text })

export const renderWords = (words: Words): Html =>
  html`${words.map(
    (piece): Content =>
      typeof piece === 'string' ? piece : 'code' in piece ? code(piece.code) : html`<b>${piece.strong}</b>`,
  )}`

/** The words without their marks. */
export const plainWords = (words: Words): string =>
  words.map((piece) => (typeof piece === 'string' ? piece : 'code' in piece ? piece.code : piece.strong)).join('')

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly Words[], conjunction: 'and' | 'or' = 'and'): Words {
  return items.flatMap((item, i) => (i === 0 ? item : [i === items.length - 1 ? ` ${conjunction} ` : ', ', ...item]))
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Cut in the middle, so that the ends that tell values apart stay. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  const head = Math.ceil((limit - 1) * 0.6)
  return `${text.slice(0, head)}…${text.slice(text.length - (limit - 1 - head))}`
}

/** Of a longer list the first ones, and how many more there are. */
export const cut = (items: readonly Words[], most: number): readonly Words[] =>
  items.length > most ? [...items.slice(0, most - 1), [`${items.length - most + 1} more`]] : items
