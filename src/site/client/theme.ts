/** Runs before the first paint: applies the stored theme, says whether the address asks something, then serves the button of every page. */

const root = document.documentElement
const dark = matchMedia('(prefers-color-scheme: dark)')
const stored = read()
if (stored) root.dataset.theme = stored
root.classList.add('js-on')
// The list of the rules index is then not what was asked for; its script takes this back (see index/waiting.ts).
if (location.search !== '') root.classList.add('asked')

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
