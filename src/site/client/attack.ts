import { type Choice, chosen, everything, fromAddress, toAddress, toggled } from '../attack-address.js'
import { type Counting, counting, type Shown } from '../attack-count.js'
import { type AttackData, type FacetName, facetNames } from '../attack-format.js'
import { layerOf, layerText } from '../attack-layer.js'
import { settingOf } from '../attack-links.js'
import { matrixHtml, shownText } from '../attack-matrix.js'
import { type Html, html } from '../html.js'
import { fetchJson } from './shared/fetch-json.js'
import { part } from './shared/part.js'

/**
 * The matrix in the browser. The page arrives complete; the data is fetched when a reader first needs it, and every
 * choice is then counted here. The choice lives in the address.
 */

const form = part<HTMLFormElement>('#af')
const matrix = part<HTMLElement>('#mx')
const count = part<HTMLElement>('#count')
const layer = part<HTMLAnchorElement>('#layer')
const unfold = part<HTMLButtonElement>('#unfold')
const versionField = part<HTMLSelectElement>('#af select[name="version"]')

const versions = [...versionField.options].map((option) => option.text)
let choice = fromAddress(location.search, versions)

// ---- the data ----

interface Loaded {
  readonly data: AttackData
  readonly count: Counting
  /** The newest version with every rule. */
  readonly all: Shown
}

let loading: Promise<Loaded> | undefined

async function fetchData(): Promise<Loaded> {
  const data = await fetchJson<AttackData>('data.json')
  const answer = counting(data)
  completeEvents(data)
  return { data, count: answer, all: answer(everything) }
}

/** Runs what needs the data; when it cannot be had, the matrix of the page stays and a sentence says so. */
function withData(use: (loaded: Loaded) => void): void {
  loading ??= fetchData()
  loading.then(use, (error: unknown) => {
    loading = undefined
    count.textContent = `The figures could not be loaded: ${error instanceof Error ? error.message : String(error)}`
  })
}

function completeEvents({ facets }: AttackData): void {
  const events = facets.find(({ name }) => name === 'event')
  if (!events) return
  const sources = [...new Set(events.keys.map((key) => key.split('/')[0] ?? key))].filter(
    (source) => !events.keys.includes(source),
  )
  put(
    part('#events'),
    html`${sources.map((source) => html`<option value="${source}"></option>`)}${events.keys.map(
      (key, i) => html`<option value="${key}">${events.labels[i]}</option>`,
    )}`,
  )
}

// ---- drawing ----

/** Only markup of the escaping template comes here. */
const put = (element: Element, content: Html): void => {
  element.innerHTML = content.markup
}

function show(): void {
  const asked = choice
  withData(({ data, count: answer, all }) => {
    if (asked !== choice) return
    const shown = answer(choice)
    const open = new Set(
      [...matrix.querySelectorAll<HTMLDetailsElement>('details[open]')].map((details) => details.dataset.k ?? ''),
    )
    matrix.dataset.columns = String(shown.columns.length)
    put(matrix, matrixHtml(shown, choice, settingOf(data, all, shown, choice, open)))
    put(count, shownText(shown, data.rules))
    nameUnfold()
  })
}

function syncForm(): void {
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')) {
    const name = facetOf(box)
    box.checked = name
      ? (choice.facets[name] ?? []).includes(box.value)
      : box.name === 'holes'
        ? choice.holes
        : choice.moved
  }
  for (const select of form.querySelectorAll<HTMLSelectElement>('select')) {
    const name = facetOf(select)
    if (name) syncSelect(select, choice.facets[name] ?? [])
    else select.value = choice.version
  }
  for (const field of form.querySelectorAll<HTMLInputElement>('input[type="text"]')) {
    const name = facetOf(field)
    if (name) field.value = (choice.facets[name] ?? []).join(' ')
  }
}

/** An address can name several values, or one that no rule has; a list of single values then shows them as they stand. */
function syncSelect(select: HTMLSelectElement, keys: readonly string[]): void {
  select.querySelector('option[data-several]')?.remove()
  const [key = ''] = keys
  if (keys.length < 2 && [...select.options].some((option) => option.value === key)) select.value = key
  else {
    const option = new Option(keys.join(', '), keys.join(' '), true, true)
    option.dataset.several = ''
    select.add(option)
  }
}

const facetOf = (field: { readonly name: string }): FacetName | undefined =>
  facetNames.find((name) => name === field.name)

// ---- choosing ----

function choose(next: Choice): void {
  if (toAddress(next) === toAddress(choice)) return
  choice = next
  history.pushState(null, '', toAddress(choice) || location.pathname)
  syncForm()
  show()
}

form.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLInputElement && target.type === 'checkbox') {
    const name = facetOf(target)
    if (name) choose(toggled(choice, name, target.value))
    else choose(target.name === 'holes' ? { ...choice, holes: target.checked } : { ...choice, moved: target.checked })
  } else if (target instanceof HTMLSelectElement) {
    const name = facetOf(target)
    if (name) choose(chosen(choice, name, target.value === '' ? [] : [target.value]))
    else choose({ ...choice, version: target.value })
  } else if (target instanceof HTMLInputElement) {
    const name = facetOf(target)
    if (name) choose(chosen(choice, name, target.value.toLowerCase().split(/\s+/).filter(Boolean)))
  }
})
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', (event) => {
  event.preventDefault()
  choose(everything)
})
for (const sign of ['pointerenter', 'focusin'])
  form.addEventListener(sign, () => withData(() => undefined), { once: true })

const allDetails = (): HTMLDetailsElement[] => [...matrix.querySelectorAll('details')]
const nameUnfold = (): void => {
  unfold.textContent = allDetails().some(({ open }) => !open) ? 'Unfold all' : 'Fold all'
}
unfold.addEventListener('click', () => {
  const open = allDetails().some((details) => !details.open)
  for (const details of allDetails()) details.open = open
  nameUnfold()
})

/** The layer of every rule is a file of the site; of a choice it is made here. */
layer.addEventListener('click', (event) => {
  if (toAddress(choice) === '') return
  event.preventDefault()
  withData(({ count: answer }) => {
    const text = layerText(layerOf(answer(choice), choice))
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), { href: address, download: layer.download })
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  })
})

addEventListener('popstate', () => {
  choice = fromAddress(location.search, versions)
  syncForm()
  show()
})

syncForm()
if (toAddress(choice) !== '') show()
