import { all } from './dom.js'

/** The contents follow the reader: the entry of the section at the top of the window is current. */

const entries = all<HTMLAnchorElement>('.toc a').flatMap((link) => {
  const section = document.getElementById(link.hash.slice(1))
  return section ? [{ link, section }] : []
})

function spy(): void {
  let current = entries[0]
  let best = Number.NEGATIVE_INFINITY
  for (const entry of entries) {
    const { top } = entry.section.getBoundingClientRect()
    if (top < 120 && top > best) {
      best = top
      current = entry
    }
  }
  for (const { link } of entries)
    if (link === current?.link) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
}

let waiting = false
addEventListener(
  'scroll',
  () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      spy()
    })
  },
  { passive: true },
)
spy()
