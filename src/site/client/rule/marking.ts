import { placeOf, type Range, ranges, same, speakersOf } from './ranges.js'

/** Lights what belongs together. One thing can be pinned: it is lit whenever nothing is pointed at. */

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

/** Of a longer range only so many lines are lit. */
const mostLines = 400

export function fromPredicate(element: Element): void {
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
export function reveal(line: HTMLElement | undefined): void {
  const list = line?.parentElement
  if (!line || !list || list.scrollHeight <= list.clientHeight) return
  const y = line.offsetTop - list.offsetTop
  if (y < list.scrollTop + 20 || y > list.scrollTop + list.clientHeight - 60) list.scrollTop = y - list.clientHeight / 2
}

export function fromLine(line: Element): void {
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

export function rest(): void {
  if (pinned) fromPredicate(pinned)
  else clear()
}

/** Pins an element, or frees it when it is pinned; the address follows. */
export function pin(element: Element | undefined): void {
  pinned = pinned === element ? undefined : element
  const place = pinned?.id ? `#${pinned.id}` : location.pathname + location.search
  history.replaceState(null, '', place)
  rest()
}

/** Frees what is pinned. */
export function free(): void {
  if (pinned) pin(pinned)
  else clear()
}

/** Pins what the address names. */
export function followHash(): void {
  const target = location.hash && document.getElementById(location.hash.slice(1))
  if (!target || !ranges.has(target)) return
  pinned = target
  rest()
}
