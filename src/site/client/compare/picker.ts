import { html } from '../../html.js'

/** A field in which a rule is chosen by its title: a text field with a list of what fits, by the pattern of a combobox. */

export type Titles = readonly { readonly text: string; readonly href: string }[]

interface Asks {
  readonly titles: () => Promise<Titles>
  readonly choose: (href: string) => void
  readonly fail: (reason: string) => void
}

const mostShown = 12

export function picker(field: HTMLInputElement, list: HTMLElement, { titles, choose, fail }: Asks) {
  let shown: Titles = []
  let at = -1
  let standing = ''

  function open(found: Titles): void {
    shown = found
    at = -1
    list.innerHTML =
      html`${found.map(({ text }, i) => html`<li role="option" id="${list.id}-${i}" aria-selected="false">${text}</li>`)}`.markup
    list.hidden = found.length === 0
    field.setAttribute('aria-expanded', String(found.length > 0))
    field.removeAttribute('aria-activedescendant')
  }

  function point(next: number): void {
    if (shown.length === 0) return
    list.children[at]?.setAttribute('aria-selected', 'false')
    at = (next + shown.length) % shown.length
    const option = list.children[at]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', `${list.id}-${at}`)
  }

  function take(index: number): void {
    const found = shown[index]
    open([])
    if (!found) return
    standing = found.text
    field.value = found.text
    choose(found.href)
  }

  field.addEventListener('input', async () => {
    const asked = field.value
    try {
      const all = await titles()
      if (asked === field.value) open(fitting(all, asked))
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') point(at + 1)
    else if (event.key === 'ArrowUp') point(at < 0 ? shown.length - 1 : at - 1)
    else if (event.key === 'Enter') take(Math.max(at, 0))
    else if (event.key === 'Escape' && !list.hidden) open([])
    else return
    event.preventDefault()
  })
  field.addEventListener('blur', () => {
    open([])
    field.value = standing
  })
  // Before the field loses the focus, which closes the list.
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    const option = event.target instanceof Element ? event.target.closest('li') : null
    if (option) take([...list.children].indexOf(option))
  })

  return {
    /** Shows a title that was chosen elsewhere. */
    set(text: string): void {
      standing = text
      if (document.activeElement !== field || field.value === '') field.value = text
    },
  }
}

/** Titles that hold every word asked for; those that begin with the first one come first. */
function fitting(all: Titles, asked: string): Titles {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return []
  const found = all.filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
  const begins = ({ text }: Titles[number]): number => (text.toLowerCase().startsWith(first) ? 0 : 1)
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, mostShown)
}
