/** Ctrl-K or `/` on any page: a dialog that leads to rules, events, techniques, fields and values by their names. */
import type { NamesData } from '../search-names.js'
import { finder, type Hit, nameFiles } from '../search-names-finder.js'
import { Options } from './search/options.js'
import { fetchJson } from './shared/fetch-json.js'

interface Way {
  readonly label: string
  readonly kind: string
  readonly about: string
  readonly href: string
}

const root = new URL('../', import.meta.url)

let dialog: HTMLDialogElement | undefined
let field: HTMLInputElement
let options: Options<Way>
let said: HTMLElement
let find: ((query: string) => readonly Hit[]) | undefined
const files = new Map<string, Promise<NamesData>>()

function fetched(file: string): Promise<NamesData> {
  const known = files.get(file)
  if (known) return known
  const loading = fetchJson<NamesData>(new URL(`search/${file}.json`, root))
  files.set(file, loading)
  loading.catch(() => files.delete(file))
  return loading
}

/** All names, when something is typed: a slip of the fingers is only known as one when no name holds the word. */
let loading: Promise<void> | undefined
function load(): Promise<void> {
  loading ??= Promise.all(nameFiles.map(({ file }) => fetched(file))).then(
    (all) => {
      find = finder(all.flat())
    },
    (error: unknown) => {
      loading = undefined
      said.textContent = `The names could not be loaded: ${error instanceof Error ? error.message : String(error)}`
    },
  )
  return loading
}

function build(): HTMLDialogElement {
  const made = document.createElement('dialog')
  made.className = 'palette'
  made.setAttribute('aria-label', 'Go to')
  // Markup of our own, no text of a rule.
  made.innerHTML =
    '<input type="search" id="palette-q" role="combobox" aria-label="Go to a rule, event, technique, field or value" aria-autocomplete="list" aria-expanded="false" aria-controls="palette-list" placeholder="Rule, event, technique, field, value" autocomplete="off" autocapitalize="off" spellcheck="false"><ul class="options" id="palette-list" role="listbox" aria-label="What was found" hidden></ul><p class="said" role="status"></p>'
  document.body.append(made)
  field = made.querySelector('input') as HTMLInputElement
  said = made.querySelector('.said') as HTMLElement
  options = new Options(field, made.querySelector('ul') as HTMLElement, go)
  field.addEventListener('input', show)
  field.addEventListener('keydown', (event) => {
    // A search field would only empty itself.
    if (event.key === 'Escape') close()
    else if (!options.key(event)) return
    event.preventDefault()
  })
  // Outside the box the target is the dialog itself.
  made.addEventListener('click', ({ target }) => target === made && close())
  return made
}

function close(): void {
  // Until the next frame a closed dialog keeps the focus, and a `/` would be taken for a letter typed in its field.
  field.blur()
  dialog?.close()
}

function go({ href }: Way, event: MouseEvent | KeyboardEvent): void {
  const address = new URL(href, root).href
  if (event.ctrlKey || event.metaKey) open(address, '_blank', 'noopener')
  else location.assign(address)
  close()
}

function show(): void {
  const query = field.value.trim()
  const hits = find?.(query) ?? []
  said.textContent = query === '' ? 'Arrows choose, Enter goes there, Esc closes.' : find ? '' : 'Loading names.'
  if (query === '') return options.show([])
  if (!find) void load().then(() => find && show())
  const all: Way = {
    label: `Rules with ${query}`,
    kind: 'search',
    about: '',
    href: `rules/?q=${encodeURIComponent(query.replace(/\p{Surrogate}/gu, '\ufffd'))}`,
  }
  options.show([...hits.map(({ kind, name, about, href }) => ({ kind, label: name, about, href })), all], 0)
}

function start(text: string): void {
  dialog ??= build()
  if (!dialog.open) dialog.showModal()
  field.value = text
  field.focus()
  show()
  // What fails now is tried again with the first letter, and told then.
  fetched(nameFiles[0].file).catch(() => undefined)
}

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
  const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
  const k = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
  if (!slash && !k) return
  event.preventDefault()
  start('')
})

const top = document.querySelector<HTMLInputElement>('#find')
top?.addEventListener('click', () => start(top.value))
