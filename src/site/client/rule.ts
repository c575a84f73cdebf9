/** A rule page comes alive: predicates and their places in the text light each other, and can be walked and pinned. */

const all = <E extends Element>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
]

interface Range {
  readonly panel: string
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

const ranges = new Map<Element, Range>()
for (const element of all<HTMLElement>('[data-l]')) {
  const [first = 0, last = first] = (element.dataset.l ?? '').split('-').map(Number)
  const [from = 1, to = from] = (element.dataset.c ?? '').split('-').map(Number)
  const insert = element.dataset.in
  ranges.set(element, { panel: insert === undefined ? '' : `i${insert}-`, first, last, from, to })
}

/** The smallest things that speak of a line, found when first asked for. */
const byLine = new Map<string, readonly Element[]>()
const speakersOf = (panel: string, line: number): readonly Element[] => {
  const name = `${panel}L${line}`
  const known = byLine.get(name)
  if (known) return known
  let best = Number.POSITIVE_INFINITY
  let found: Element[] = []
  for (const [element, range] of ranges) {
    if (range.panel !== panel || line < range.first || line > range.last) continue
    const size = range.last - range.first
    if (size < best) found = []
    if (size > best) continue
    best = size
    found.push(element)
  }
  byLine.set(name, found)
  return found
}

// ---- marking ----

const highlights = 'highlights' in CSS ? CSS.highlights : undefined
if (highlights) document.documentElement.classList.add('exact')

let lit: Element[] = []
let pinned: Element | undefined

function clear(): void {
  for (const element of lit) element.classList.remove('hot')
  lit = []
  highlights?.delete('place')
}

function light(elements: Iterable<Element>): void {
  for (const element of elements) {
    element.classList.add('hot')
    lit.push(element)
  }
}

const lineElement = (panel: string, line: number): HTMLElement | null => document.getElementById(`${panel}L${line}`)

/** More lines than this are marked by their first and last only. */
const mostLines = 400

function fromPredicate(element: Element): void {
  const range = ranges.get(element)
  if (!range) return
  clear()
  const lines: HTMLElement[] = []
  for (let n = range.first; n <= Math.min(range.last, range.first + mostLines); n++) {
    const line = lineElement(range.panel, n)
    if (line) lines.push(line)
  }
  light(lines)
  markCharacters(range, lines)
  for (const [other, its] of ranges) if (same(its, range)) light([other])
  reveal(lines[0])
}

const same = (a: Range, b: Range): boolean =>
  a.panel === b.panel && a.first === b.first && a.last === b.last && a.from === b.from && a.to === b.to

function markCharacters({ first, last, from, to }: Range, lines: readonly HTMLElement[]): void {
  if (!highlights) return
  const marks = lines.flatMap((line, i) => {
    const text = line.querySelector('span')
    if (!text) return []
    const n = first + i
    const length = text.textContent?.length ?? 0
    const indent = /^\s*/.exec(text.textContent ?? '')?.[0].length ?? 0
    const start = n === first ? from - 1 : indent
    const end = n === last ? to - 1 : length
    return start < end ? [characters(text, start, end)] : []
  })
  highlights.set('place', new Highlight(...marks))
}

/** A DOM range over the characters `start` to `end` of an element's text. */
function characters(element: Element, start: number, end: number): globalThis.Range {
  const range = document.createRange()
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let at = 0
  let open = false
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.textContent?.length ?? 0
    if (!open && start < at + size) {
      range.setStart(node, start - at)
      open = true
    }
    if (open && end <= at + size) {
      range.setEnd(node, end - at)
      return range
    }
    at += size
  }
  range.setEnd(element, element.childNodes.length)
  return range
}

/** Scrolls the code panel, never the page. */
function reveal(line: HTMLElement | undefined): void {
  const list = line?.parentElement
  if (!line || !list || list.scrollHeight <= list.clientHeight) return
  const y = line.offsetTop - list.offsetTop
  if (y < list.scrollTop + 20 || y > list.scrollTop + list.clientHeight - 60) list.scrollTop = y - list.clientHeight / 2
}

function fromLine(line: Element): void {
  clear()
  const { panel, n } = placeOf(line)
  const speakers = speakersOf(panel, n)
  if (speakers.length === 0) return
  light(speakers)
  light([line])
  const marks = speakers
    .flatMap((element) => ranges.get(element) ?? [])
    .filter((range, i, each) => range.first === range.last && each.findIndex((other) => same(other, range)) === i)
  const text = line.querySelector('span')
  if (highlights && text)
    highlights.set('place', new Highlight(...marks.map(({ from, to }) => characters(text, from - 1, to - 1))))
}

function placeOf(line: Element): { panel: string; n: number } {
  const [, panel = '', n = '0'] = /^(i\d+-)?L(\d+)$/.exec(line.id) ?? []
  return { panel, n: Number(n) }
}

function rest(): void {
  if (pinned) fromPredicate(pinned)
  else clear()
}

/** What an event is about: an element with a place, or a line of a code panel. */
function subject(target: EventTarget | null): Element | undefined {
  if (!(target instanceof Element)) return undefined
  return target.closest('[data-l]') ?? target.closest('.code li[id]') ?? undefined
}

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

// ---- walking and pinning ----

/** One stop of the Tab key for all predicates; the arrow keys walk along them. */
const stops = all<HTMLAnchorElement>('.stage .ln')
stops.forEach((stop, i) => {
  stop.tabIndex = i === 0 ? 0 : -1
})
for (const link of all<HTMLAnchorElement>('.code li > a')) link.tabIndex = -1

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    if (pinned) pin(pinned)
    else clear()
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

function pin(element: Element | undefined): void {
  pinned = pinned === element ? undefined : element
  const place = pinned?.id ? `#${pinned.id}` : location.pathname + location.search
  history.replaceState(null, '', place)
  rest()
}

document.addEventListener('click', (event) => {
  const row = event.target instanceof Element ? event.target.closest('.v') : null
  if (!row || (event.target instanceof Element && event.target.closest('a, summary, button'))) return
  if (getSelection()?.isCollapsed === false) return
  pin(row)
})

function followHash(): void {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (!target || !ranges.has(target)) return
  pinned = target
  rest()
}
addEventListener('hashchange', followHash)
followHash()

const own = document.querySelector<HTMLElement>('.code li:not(.out)')
if (own && own.id !== 'L1') reveal(own)

// ---- copying ----

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

// ---- contents ----

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
