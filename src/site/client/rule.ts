/** A rule page comes alive: predicates and their places in the text light each other, and can be walked and pinned. */
import './rule/contents.js'
import './rule/copying.js'
import './rule/walking.js'
import { followHash, fromLine, fromPredicate, rest, reveal } from './rule/marking.js'
import { ranges, subject } from './rule/ranges.js'

let under: Element | undefined
function attend(event: Event): void {
  const now = subject(event.target)
  if (now === under) return
  under = now
  if (!now) rest()
  else if (ranges.has(now)) fromPredicate(now)
  else fromLine(now)
}

document.addEventListener('pointerover', attend)
document.addEventListener('focusin', attend)
document.documentElement.addEventListener('pointerleave', () => {
  under = undefined
  rest()
})

addEventListener('hashchange', followHash)
followHash()

// A file can hold several rules, or its logic far below: begin there.
const own = document.querySelector<HTMLElement>('.code li:not(.out)')
const logic = document.getElementById(document.querySelector<HTMLElement>('.code[data-from]')?.dataset.from ?? '')
if (logic) reveal(logic)
else if (own && own.id !== 'L1') reveal(own)
