/** Runs before the first paint: applies the stored theme, then serves the button and the `/` key of every page. */

const root = document.documentElement
const dark = matchMedia('(prefers-color-scheme: dark)')
const stored = read()
if (stored) root.dataset.theme = stored
root.classList.add('js-on')

addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector<HTMLButtonElement>('#theme')
  const label = button?.querySelector('.lbl')
  const show = () => {
    if (label) label.textContent = current() === 'dark' ? 'dark' : 'light'
  }
  button?.addEventListener('click', () => {
    const next = current() === 'dark' ? 'light' : 'dark'
    root.dataset.theme = next
    write(next)
    show()
  })
  dark.addEventListener('change', show)
  show()
})

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
  const field =
    document.querySelector<HTMLInputElement>('input[data-find]') ?? document.querySelector<HTMLInputElement>('#find')
  if (!field) return
  event.preventDefault()
  field.focus()
  field.select()
})

function current(): string {
  return root.dataset.theme ?? (dark.matches ? 'dark' : 'light')
}

/** Storage can be forbidden; the theme then lasts as long as the page. */
function read(): string | null {
  try {
    return localStorage.getItem('theme')
  } catch {
    return null
  }
}

function write(theme: string): void {
  try {
    localStorage.setItem('theme', theme)
  } catch {
    root.dataset.theme = theme
  }
}
