import { type Html, html } from './html.js'

/** One page of a long list. */
export interface Chunk<T> {
  readonly items: readonly T[]
  /** From 0. */
  readonly at: number
  readonly pages: number
  /** Address below the list's own: empty for the first page, `page/2/`. */
  readonly below: string
  /** The way back from the page to the list's own address: empty for the first page, `../../`. */
  readonly back: string
}

/** A list in pages of like size; one page for an empty list. */
export function chunks<T>(items: readonly T[], size: number): Chunk<T>[] {
  const pages = Math.max(1, Math.ceil(items.length / size))
  return Array.from({ length: pages }, (_, at) => ({
    items: items.slice(at * size, (at + 1) * size),
    at,
    pages,
    below: at === 0 ? '' : `page/${at + 1}/`,
    back: at === 0 ? '' : '../../',
  }))
}

/** Links to the other pages of a list. */
export const pageLinks = ({ at, pages, back }: Chunk<unknown>, of: string): Html | undefined =>
  pages === 1
    ? undefined
    : html`<nav class="pages" aria-label="Pages of ${of}"><ol>${Array.from({ length: pages }, (_, i) => {
        const href = i === 0 ? back || './' : `${back}page/${i + 1}/`
        return html`<li><a href="${href}"${i === at && html` aria-current="page"`}><b>${i + 1}</b></a></li>`
      })}</ol></nav>`

/** `, page 2 of 4` after a title. */
export const pageWord = ({ at, pages }: Chunk<unknown>): string => (at === 0 ? '' : `, page ${at + 1} of ${pages}`)
