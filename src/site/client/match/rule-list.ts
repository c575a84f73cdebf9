import { type Html, html } from '../../html.js'
import { figure } from '../../marks.js'
import { firedLine, hitItem } from '../../match-draw.js'
import { type Fired, hitsAtOnce, type OpenedHits } from '../../match-protocol.js'

/** Rules that are shown before more are asked for. */
const atFirst = 100

interface Line {
  readonly item: HTMLLIElement
  fired: Fired
  /** Hits that are shown; undefined while it is closed. */
  shown: number | undefined
  /** Whether it was asked for: then the fields of its first hit are shown too. */
  wanted: boolean
}

/** A section of rules that fired, each of which opens to its hits. It keeps what is open while more comes. */
export class RuleList {
  private readonly lines = new Map<number, Line>()
  private readonly list = document.createElement('ul')
  private readonly more = document.createElement('button')
  private readonly number = document.createElement('span')
  private readonly section = document.createElement('section')
  private most = atFirst
  private fired: readonly Fired[] = []

  constructor(
    host: Element,
    { title, note }: { readonly title: string; readonly note?: string },
    private readonly ask: (rule: number, from: number) => void,
  ) {
    this.section.className = 'sec'
    this.section.hidden = true
    const heading = document.createElement('h2')
    this.number.className = 'n'
    heading.append(title, this.number)
    this.list.className = 'results'
    this.more.className = 'btn'
    this.more.type = 'button'
    this.more.addEventListener('click', () => {
      this.most += atFirst
      this.draw()
    })
    this.section.append(heading)
    if (note !== undefined) this.section.append(paragraph(note))
    this.section.append(this.list, this.more)
    host.append(this.section)
    this.list.addEventListener('click', ({ target }) => this.clicked(target))
  }

  clear(): void {
    this.lines.clear()
    this.list.replaceChildren()
    this.most = atFirst
    this.show([])
  }

  /** In the order in which they are given. */
  show(fired: readonly Fired[]): void {
    this.fired = fired
    this.draw()
  }

  /** The hits of a rule, which is opened if it was not; false when it has no such rule. */
  opened(rule: number, { from, hits }: OpenedHits): boolean {
    const line = this.lines.get(rule)
    if (!line) return false
    if (line.shown === undefined && from === 0) mark(line, 0)
    if (line.shown !== from) return true
    const list = part(line.item, 'ol.hits') ?? append(line.item, 'ol', 'hits')
    list.insertAdjacentHTML(
      'beforeend',
      hits.map((hit, i) => hitItem(hit, from + i === 0 && (line.wanted || hit.steps.length === 0)).markup).join(''),
    )
    line.shown = from + hits.length
    this.foot(line)
    return true
  }

  private draw(): void {
    const shown = this.fired.slice(0, this.most)
    const keep = new Set(shown.map(({ rule }) => rule))
    for (const [rule, { item }] of this.lines) if (!keep.has(rule)) item.remove()
    shown.forEach((fired, i) => {
      const line = this.lineOf(fired)
      // A line that stands where it belongs is left alone: what is moved loses the focus.
      if (this.list.children[i] !== line.item) this.list.insertBefore(line.item, this.list.children[i] ?? null)
    })
    const left = this.fired.length - shown.length
    this.more.hidden = left === 0
    this.more.textContent = `Show ${figure(Math.min(left, atFirst))} of ${figure(left)} more`
    this.number.textContent = figure(this.fired.length)
    this.section.hidden = this.fired.length === 0
  }

  private lineOf(fired: Fired): Line {
    const known = this.lines.get(fired.rule)
    if (known) {
      if (known.fired !== fired) renew(known, firedLine(fired))
      known.fired = fired
      return known
    }
    const item = document.createElement('li')
    item.className = 'res'
    item.dataset.rule = String(fired.rule)
    item.innerHTML = html`<header>${firedLine(fired)}</header>`.markup
    const line = { item, fired, shown: undefined, wanted: false }
    this.lines.set(fired.rule, line)
    return line
  }

  private clicked(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest('button') : null
    const rule = button?.closest<HTMLElement>('.res')?.dataset.rule
    const line = rule === undefined ? undefined : this.lines.get(Number(rule))
    if (!button || !line) return
    if (button.matches('[data-open]')) this.toggle(line)
    else if (button.matches('[data-more]') && line.shown !== undefined) this.ask(line.fired.rule, line.shown)
  }

  private toggle(line: Line): void {
    line.wanted = true
    const isOpen = line.shown !== undefined
    mark(line, isOpen ? undefined : 0)
    part(line.item, 'ol.hits')?.remove()
    part(line.item, '.more')?.remove()
    if (!isOpen) this.ask(line.fired.rule, 0)
  }

  /** What of a rule's hits is not shown. */
  private foot({ item, fired, shown = 0 }: Line): void {
    part(item, '.more')?.remove()
    const all = fired.sure + fired.unsure
    if (shown >= all) return
    const left = fired.kept - shown
    const words =
      left > 0
        ? html`<button class="btn" type="button" data-more>Show ${figure(Math.min(left, hitsAtOnce))} more</button> ${figure(shown)} of ${figure(all)}`
        : html`Only the first ${figure(fired.kept)} of ${figure(all)} hits were kept.`
    append(item, 'p', 'more').innerHTML = words.markup
  }
}

function mark(line: Line, shown: number | undefined): void {
  line.shown = shown
  part(line.item, '[data-open]')?.setAttribute('aria-expanded', String(shown !== undefined))
}

function paragraph(text: string): HTMLParagraphElement {
  const made = document.createElement('p')
  made.textContent = text
  return made
}

const part = (item: Element, selector: string): HTMLElement | null => item.querySelector<HTMLElement>(selector)

function append(item: Element, name: string, className: string): HTMLElement {
  const made = document.createElement(name)
  made.className = className
  item.append(made)
  return made
}

/** Only words change, so that a button that has the focus keeps it. */
function renew({ item }: Line, to: Html): void {
  const fresh = document.createElement('header')
  fresh.innerHTML = to.markup
  const [now, next] = [part(item, 'header .end'), part(fresh, '.end')]
  const [button, nextButton] = [part(item, '[data-open]'), part(fresh, '[data-open]')]
  if (!now?.firstChild || !next?.firstChild || !button || !nextButton) return
  if (next.firstChild !== nextButton) {
    if (now.firstChild === button) now.prepend(next.firstChild)
    else now.firstChild.textContent = next.firstChild.textContent
  }
  button.textContent = nextButton.textContent
  button.setAttribute('aria-label', nextButton.getAttribute('aria-label') ?? '')
}
