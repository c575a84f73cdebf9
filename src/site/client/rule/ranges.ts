import { all } from './dom.js'

/** Which characters of which panel each element of the page speaks of, as the attributes of its markup say. */

export interface Range {
  readonly panel: string
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

export const ranges = new Map<Element, Range>()
for (const element of all<HTMLElement>('[data-l]')) {
  const [first = 0, last = first] = (element.dataset.l ?? '').split('-').map(Number)
  const [from = 1, to = from] = (element.dataset.c ?? '').split('-').map(Number)
  const insert = element.dataset.in
  ranges.set(element, { panel: insert === undefined ? '' : `i${insert}-`, first, last, from, to })
}

/** The smallest things that speak of a line, found when first asked for. */
const byLine = new Map<string, readonly Element[]>()
export const speakersOf = (panel: string, line: number): readonly Element[] => {
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

export const same = (a: Range, b: Range): boolean =>
  a.panel === b.panel && a.first === b.first && a.last === b.last && a.from === b.from && a.to === b.to

/** The panel and the number of a line. */
export function placeOf(line: Element): { panel: string; n: number } {
  const [, panel = '', n = '0'] = /^(i\d+-)?L(\d+)$/.exec(line.id) ?? []
  return { panel, n: Number(n) }
}

/** What an event is about: an element with a place, or a line of a code panel. */
export function subject(target: EventTarget | null): Element | undefined {
  if (!(target instanceof Element)) return undefined
  return target.closest('[data-l]') ?? target.closest('.code li[id]') ?? undefined
}
