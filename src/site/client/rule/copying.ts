import { all } from './dom.js'

/** Buttons that copy the text of a code panel. */

const textOf = (list: Element): string =>
  `${all('li > span', list)
    .map((line) => line.textContent ?? '')
    .join('\n')}\n`

for (const button of all<HTMLButtonElement>('[data-copy]'))
  button.addEventListener('click', () => {
    const list = button.closest('.code')?.querySelector('ol') ?? document.querySelector('.code ol')
    if (!list) return
    const label = button.textContent
    copy(textOf(list)).then(
      () => say(button, 'Copied', label),
      () => say(button, 'Not allowed', label),
    )
  })

function say(button: HTMLButtonElement, word: string, after: string | null): void {
  button.textContent = word
  setTimeout(() => {
    button.textContent = after
  }, 1200)
}

/** The clipboard needs a secure context; elsewhere the old command does it. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'vh'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('copying was refused')
}
