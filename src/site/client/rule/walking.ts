import { all } from './dom.js'
import { free, pin } from './marking.js'

/** Keyboard and clicks: one stop of the Tab key for all predicates, arrows walk, Enter and clicks pin, Escape frees. */

const stops = all<HTMLAnchorElement>('.stage .ln')
stops.forEach((stop, i) => {
  stop.tabIndex = i === 0 ? 0 : -1
})
for (const link of all<HTMLAnchorElement>('.code li > a')) link.tabIndex = -1

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    free()
    return
  }
  const at = event.target instanceof HTMLAnchorElement ? stops.indexOf(event.target) : -1
  if (at < 0) return
  if (event.key === 'Enter') {
    event.preventDefault()
    pin(stops[at]?.closest('.v') ?? undefined)
    return
  }
  const step = steps[event.key]
  const next = step === undefined ? undefined : nextVisible(at, step)
  if (!next) return
  event.preventDefault()
  for (const stop of stops) stop.tabIndex = -1
  next.tabIndex = 0
  next.focus()
})

function nextVisible(from: number, step: number): HTMLAnchorElement | undefined {
  for (let i = from + step; i >= 0 && i < stops.length; i += step) {
    const stop = stops[i]
    if (stop && stop.getClientRects().length > 0) return stop
  }
  return undefined
}

document.addEventListener('click', (event) => {
  const row = event.target instanceof Element ? event.target.closest('.v') : null
  if (!row || (event.target instanceof Element && event.target.closest('a, summary, button'))) return
  if (getSelection()?.isCollapsed === false) return
  pin(row)
})
