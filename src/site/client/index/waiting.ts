import { html } from '../../html.js'
import { count, list, put } from './page.js'

/** An answer that comes within this time, in ms, needs no sign that it is being looked for. */
const soon = 150

const looking = html`<span class="vh">Looking for rules</span><b aria-hidden="true">…</b>`

let timer: ReturnType<typeof setTimeout> | undefined

/** Says that what stands in the list is not the answer. A page that arrives with a query does so from its first paint. */
export function wait(): void {
  if (document.documentElement.classList.contains('asked')) say()
  else timer ??= setTimeout(say, soon)
}

function say(): void {
  list.setAttribute('aria-busy', 'true')
  put(count, looking)
}

/** What stands in the list is the answer, or the best there is. */
export function waited(): void {
  clearTimeout(timer)
  timer = undefined
  list.removeAttribute('aria-busy')
  document.documentElement.classList.remove('asked')
}
