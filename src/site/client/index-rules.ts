import { html } from '../html.js'
import { type Choice, everything, fromAddress, sorts, toAddress } from '../rules-index-address.js'
import { chosenHtml, nothingHtml } from '../rules-index-chosen.js'
import type { Answer, Engine } from '../rules-index-engine.js'
import type { FacetName } from '../rules-index-format.js'
import { dress } from '../rules-index-hits.js'
import { countText, rowHtml } from '../rules-index-row.js'
import { forget, isLeft, type Left, stopTyping, write, writeNow } from './index/address.js'
import { drawFacets, facetOf, listenToFacets } from './index/facets.js'
import { chosenLine, count, end, facetForm, field, list, put, sortField } from './index/page.js'
import { load, parts, withIndex } from './index/source.js'
import { wait, waited } from './index/waiting.js'
import { walking } from './index/walking.js'
import { completing } from './search/completing.js'
import { part } from './shared/part.js'

/**
 * The rules index in the browser. The page arrives complete; the index is fetched when a reader first needs it, and
 * every choice is then answered here. The choice lives in the address: `choose` writes it, `show` draws it.
 */

const firstRows = 40
const moreRows = 120
/** Height of what stays at the top of the window, and a little. */
const topBar = 72

let choice = fromAddress(location.search)
let answer: Answer | undefined
let drawn = list.children.length

// ---- drawing ----

function show(rows = firstRows, then?: () => void): void {
  const asked = choice
  wait()
  withIndex(choice, (index) => {
    if (asked !== choice) return
    answer = index.ask(choice)
    list.replaceChildren()
    drawn = 0
    drawRows(index, answer, rows)
    drawFacets(index, answer)
    waited()
    put(count, countText(answer.rules.length, index.data.title.length))
    put(chosenLine, chosenHtml(index.data.facets, choice, answer.found, answer.problems))
    then?.()
  })
}

function drawRows(index: Engine, { rules, found }: Answer, rows: number): void {
  document.querySelector('#pages')?.remove()
  const next = rules.slice(drawn, drawn + rows)
  const lines = next.map((rule) => {
    const row = index.row(rule)
    return rowHtml(row, found && dress(index.search, found, rule, row))
  })
  list.insertAdjacentHTML('beforeend', html`${lines}`.markup)
  drawn += next.length
  put(end, html`${rules.length === 0 && nothingHtml}`)
  // Observed anew, because an end that stays in sight is not reported twice.
  watch.unobserve(end)
  if (drawn < rules.length) watch.observe(end)
}

/** Draws on when the reader nears the end; the rows of the page as it arrived are kept. */
const watch = new IntersectionObserver(
  (seen) => {
    if (seen.some((entry) => entry.isIntersecting)) answered((index, all) => drawRows(index, all, moreRows))
  },
  { rootMargin: '500px' },
)

/** What stands, answered now if it was not. */
function answered(use: (index: Engine, answer: Answer) => void): void {
  withIndex(choice, (index) => {
    answer ??= index.ask(choice)
    use(index, answer)
  })
}

// ---- choosing ----

function choose(next: Choice, how: 'step' | 'typing' = 'step'): void {
  choice = next
  write(choice, how)
  syncFields()
  show()
  if (how === 'typing') return
  const top = part('#list').getBoundingClientRect().top
  if (top < 0) scrollBy({ top: top - topBar })
}

function syncFields(): void {
  if (field.value !== choice.q) field.value = choice.q
  sortField.value = choice.sort
}

function toggle(name: FacetName, key: string): void {
  const held = choice.facets[name] ?? []
  const keys = held.includes(key) ? held.filter((other) => other !== key) : [...held, key]
  choose({ ...choice, facets: { ...choice.facets, [name]: keys } })
}

// ---- what a reader does ----

field.addEventListener('input', () => choose({ ...choice, q: field.value }, 'typing'))
field.addEventListener('change', stopTyping)
completing(field, part('#q-list'), async () => parts.names((await load()).searched))
part<HTMLFormElement>('#ask').addEventListener('submit', (event) => {
  event.preventDefault()
  stopTyping()
})
for (const button of document.querySelectorAll<HTMLElement>('.narrow'))
  button.addEventListener('click', () => {
    field.value = `${field.value.trimEnd()} ${button.textContent ?? ''}`.trimStart()
    field.focus()
    field.setSelectionRange(field.value.length, field.value.length)
  })
sortField.addEventListener('change', () => {
  const sort = sorts.find((known) => known === sortField.value)
  if (sort) choose({ ...choice, sort })
})
listenToFacets({
  toggle,
  redraw: (then) =>
    answered((index, all) => {
      drawFacets(index, all)
      then?.()
    }),
})
chosenLine.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null
  if (!button) return
  const name = facetOf(button)
  if (name) toggle(name, button.value)
  else choose({ ...everything, sort: choice.sort })
  field.focus()
})

const filtersButton = part<HTMLButtonElement>('#filters')
filtersButton.addEventListener('click', () => {
  const open = facetForm.classList.toggle('open')
  filtersButton.setAttribute('aria-expanded', String(open))
})

walking()

for (const eager of [facetForm, field, sortField])
  for (const sign of ['pointerenter', 'focusin'])
    eager.addEventListener(sign, () => withIndex(choice, () => undefined), { once: true })

// ---- coming and going ----

addEventListener('popstate', () => {
  forget()
  choice = fromAddress(location.search)
  stopTyping()
  syncFields()
  show()
})

addEventListener('pagehide', () => {
  writeNow()
  const left: Left = { rows: drawn, y: scrollY }
  history.replaceState(left, '')
})

const left = isLeft(history.state) ? history.state : undefined
// Typed before this script ran.
if (choice.q === '' && field.value !== '') choice = { ...choice, q: field.value }
syncFields()
if (toAddress(choice) !== '' || (left && left.rows > drawn)) show(left?.rows, () => left && scrollTo(0, left.y))
else {
  waited()
  watch.observe(end)
}
