import { fieldsOf } from '../../search/evaluate.js'
import { parse } from '../../search/parse.js'
import { type Html, html } from '../html.js'
import { type Choice, everything, fromAddress, sorts, toAddress } from '../rules-index-address.js'
import { chosenHtml, nothingHtml } from '../rules-index-chosen.js'
import { type Answer, type Engine, engine } from '../rules-index-engine.js'
import { facetValues } from '../rules-index-facet-view.js'
import { type FacetName, facetNames, type IndexData } from '../rules-index-format.js'
import { dress } from '../rules-index-hits.js'
import { countText, rowHtml } from '../rules-index-row.js'
import { completing } from './search/completing.js'
import { Parts } from './search/parts.js'

/**
 * The rules index in the browser. The page arrives complete; the index is fetched when a reader first needs it, and
 * every choice is then answered here. The choice lives in the address: `choose` writes it, `show` draws it.
 */

const firstRows = 40
const moreRows = 120
/** Height of what stays at the top of the window, and a little. */
const topBar = 72
/** A facet with fewer values has no field to find one in. */
const findFrom = 20

const part = <T extends Element>(selector: string): T => {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}`)
  return found
}
const field = part<HTMLInputElement>('#q')
const sortField = part<HTMLSelectElement>('#sort')
const facetForm = part<HTMLFormElement>('#facets')
const list = part<HTMLOListElement>('#rows')
const count = part<HTMLElement>('#count')
const chosenLine = part<HTMLElement>('#chosen')
const end = part<HTMLElement>('#end')

let choice = fromAddress(location.search)
let answer: Answer | undefined
let drawn = list.children.length
/** A run of typing is one step of the browser's history. */
let typing = false
const openFacets = new Map<FacetName, { filter: string }>()

// ---- the index ----

const parts = new Parts('search/')
let loading: Promise<Engine> | undefined
const load = (): Promise<Engine> => {
  loading ??= fetchIndex()
  return loading
}

async function fetchIndex(): Promise<Engine> {
  const response = await fetch('index.json')
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  const data: IndexData = await response.json()
  return engine(data, parts.rows)
}

/** Runs what needs the index, with what it needs to answer the choice; when it cannot be had, the list of the page stays and a sentence says so. */
function withIndex(use: (index: Engine) => void): void {
  Promise.all([load(), parts.need(fieldsOf(parse(choice.q)))]).then(
    ([index]) => use(index),
    (error: unknown) => {
      loading = undefined
      count.textContent = `The search index could not be loaded: ${error instanceof Error ? error.message : String(error)}`
    },
  )
}

// ---- drawing ----

/** Only markup of the escaping template comes here. What stands already is left alone. */
const put = (element: Element, content: Html): void => {
  if (standing.get(element) === content.markup) return
  standing.set(element, content.markup)
  element.innerHTML = content.markup
}
const standing = new WeakMap<Element, string>()

function show(rows = firstRows, then?: () => void): void {
  const asked = choice
  withIndex((index) => {
    if (asked !== choice) return
    answer = index.ask(choice)
    list.replaceChildren()
    drawn = 0
    drawRows(index, answer, rows)
    drawFacets(index, answer)
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
    if (!seen.some((entry) => entry.isIntersecting)) return
    withIndex((index) => {
      answer ??= index.ask(choice)
      drawRows(index, answer, moreRows)
    })
  },
  { rootMargin: '500px' },
)

function drawFacets(index: Engine, { counts, chosen }: Answer): void {
  const focused = document.activeElement
  for (const [f, table] of index.data.facets.entries()) {
    const values = facetForm.querySelector(`[data-facet="${table.name}"] .fv`)
    if (!values) continue
    const open = openFacets.get(table.name)
    put(
      values,
      facetValues(table, {
        counts: counts[f] ?? new Uint32Array(table.keys.length),
        chosen: chosen[f] ?? new Set(),
        open: open !== undefined,
        filter: open?.filter ?? '',
      }),
    )
    const finder = facetForm.querySelector<HTMLInputElement>(`[data-facet="${table.name}"] .ff`)
    if (finder) finder.hidden = !open || table.keys.length < findFrom
  }
  if (!focused || focused.isConnected) return
  const name = focused.getAttribute('name')
  const same =
    name === null
      ? undefined
      : `input[name="${CSS.escape(name)}"][value="${CSS.escape(focused.getAttribute('value') ?? '')}"]`
  if (same) facetForm.querySelector<HTMLElement>(same)?.focus()
}

const redrawFacets = (): void =>
  withIndex((index) => {
    answer ??= index.ask(choice)
    drawFacets(index, answer)
  })

// ---- choosing ----

function choose(next: Choice, how: 'step' | 'typing' = 'step'): void {
  choice = next
  if (how === 'typing' && typing) writeSoon()
  else {
    writeNow()
    history.pushState(null, '', addressOf(choice))
  }
  typing = how === 'typing'
  syncFields()
  show()
  if (how === 'typing') return
  const top = part('#list').getBoundingClientRect().top
  if (top < 0) scrollBy({ top: top - topBar })
}

const addressOf = (of: Choice): string => toAddress(of) || location.pathname

/** Browsers count and delay changes of the address, so a run of typing writes it when the fingers rest. */
let resting: { readonly timer: ReturnType<typeof setTimeout>; readonly choice: Choice } | undefined
function writeSoon(): void {
  clearTimeout(resting?.timer)
  resting = { timer: setTimeout(writeNow, 200), choice }
}

function writeNow(): void {
  if (!resting) return
  clearTimeout(resting.timer)
  history.replaceState(null, '', addressOf(resting.choice))
  resting = undefined
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

const facetOf = (element: Element): FacetName | undefined => {
  const name = element.closest<HTMLElement>('[data-facet]')?.dataset.facet
  return facetNames.find((known) => known === name)
}

// ---- what a reader does ----

field.addEventListener('input', () => choose({ ...choice, q: field.value }, 'typing'))
field.addEventListener('change', () => {
  typing = false
})
completing(field, part('#q-list'), async () => parts.names((await load()).searched))
part<HTMLFormElement>('#ask').addEventListener('submit', (event) => {
  event.preventDefault()
  typing = false
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

facetForm.addEventListener('submit', (event) => event.preventDefault())
facetForm.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return
  const name = facetOf(target)
  if (name) toggle(name, target.value)
})
facetForm.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.type !== 'search') return
  const name = facetOf(target)
  if (!name) return
  openFacets.set(name, { filter: target.value.trim().toLowerCase() })
  redrawFacets()
})
facetForm.addEventListener('click', ({ target }) => {
  const more = target instanceof Element ? target.closest('.more') : null
  const name = more && facetOf(more)
  if (!name) return
  if (!openFacets.delete(name)) openFacets.set(name, { filter: '' })
  const frame = more.closest('[data-facet]')
  const finder = frame?.querySelector<HTMLInputElement>('.ff')
  if (finder) finder.value = ''
  withIndex((index) => {
    answer ??= index.ask(choice)
    drawFacets(index, answer)
    if (finder && !finder.hidden) finder.focus()
    else frame?.querySelector<HTMLElement>('.more')?.focus()
  })
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

/** Arrows walk from the search field through the results and back; Enter follows the link that has the focus. */
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

for (const eager of [facetForm, field, sortField])
  for (const sign of ['pointerenter', 'focusin'])
    eager.addEventListener(sign, () => withIndex(() => undefined), { once: true })

// ---- coming and going ----

addEventListener('popstate', () => {
  clearTimeout(resting?.timer)
  resting = undefined
  choice = fromAddress(location.search)
  typing = false
  syncFields()
  show()
})

/** Coming back from a rule, the list must be as long as it was for the browser to find the place again. */
interface Left {
  readonly rows: number
  readonly y: number
}
const isLeft = (state: unknown): state is Left =>
  typeof state === 'object' && state !== null && 'rows' in state && 'y' in state && typeof state.y === 'number'
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
else watch.observe(end)
