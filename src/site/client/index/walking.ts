import { part } from '../shared/part.js'
import { field, list } from './page.js'

/** Arrows walk from the search field through the results and back; Enter follows the link that has the focus. */
export function walking(): void {
  part('#main').addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || !(event.target instanceof HTMLElement)) return
    const row = event.target.closest('#rows > li')
    if (event.target !== field && !row) return
    if (event.key === 'Escape' && row) field.focus()
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const next =
      event.key === 'ArrowDown' ? (row ? row.nextElementSibling : list.firstElementChild) : row?.previousElementSibling
    event.preventDefault()
    const goal = next ? next.querySelector<HTMLElement>('.ti') : event.key === 'ArrowUp' ? field : undefined
    goal?.focus()
  })
}
