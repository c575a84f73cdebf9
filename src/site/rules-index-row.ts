import type { Family } from '../model/rule.js'
import { type Content, type Html, html, raw } from './html.js'
import { visible } from './literal.js'
import { familyMark, figure, levelMark } from './marks.js'
import { drawing } from './rules-index-drawing.js'
import type { Shape } from './rules-index-shape.js'

/** A rule as one line of a list. */
export interface Row {
  readonly title: string
  /** Relative to the page. */
  readonly href: string
  readonly family: Family
  readonly level: string | undefined
  readonly logsource: string
  readonly techniques: readonly string[]
  readonly shape: Shape
  /** Infinity when past counting. */
  readonly ways: number
  readonly extent: 'whole' | 'partial' | 'unread'
}

/** How a search dresses a row: its hits marked, and where else it was found. */
export interface Dress {
  mark(text: string): Content
  readonly why: Content
}

const plain: Dress = { mark: visible, why: undefined }
const mostTechniques = 4

/** The same line on the page as it is published and as the browser redraws it. */
export const rowHtml = (row: Row, { mark, why }: Dress = plain): Html =>
  html`<li>${familyMark(row.family, true)}<div><a class="ti" href="${row.href}">${mark(row.title)}</a><div class="sub">${
    row.logsource && html`<code>${mark(row.logsource)}</code>`
  }${row.techniques.slice(0, mostTechniques).map((id) => html`<span>${mark(id)}</span>`)}${
    row.techniques.length > mostTechniques && html`<span>+${row.techniques.length - mostTechniques}</span>`
  }${why}</div></div><span class="fpc">${fingerprint(row.shape)}</span><span class="wn">${waysText(row)}</span>${
    levelMark(row.level) ?? html`<span></span>`
  }</li>`

function waysText({ ways, extent }: Row): Html {
  if (extent === 'unread') return html`not read`
  return html`<b>${shortFigure(ways)}</b> ${ways === 1 ? 'way' : 'ways'}${extent === 'partial' && ', in part'}`
}

const compact = new Intl.NumberFormat('en', { notation: 'compact' })

/** A figure for a narrow column: `124`, `3.1M`, `10^17`. */
const shortFigure = (n: number): string => (n >= 1e5 && n < 1e12 ? compact.format(n) : n < 1e5 ? figure(n) : power(n))

const power = (n: number): string => (Number.isFinite(n) ? `10^${Math.floor(Math.log10(n))}` : figure(n))

const widest = 84
const tallest = 30

/** The shape of a condition at the size of a line. */
function fingerprint(shape: Shape): Html | undefined {
  if (shape === '') return undefined
  const { width, height, wires, dots, gates } = drawing(shape)
  const scale = Math.min(1.1, widest / width, tallest / height)
  const size = (units: number): number => Math.round(units * scale)
  // Path data is made of numbers by drawing.ts, never of a rule's text.
  return html`<svg class="fp" width="${size(width)}" height="${size(height)}" viewBox="0 0 ${round(width)} ${round(height)}" aria-hidden="true"><path d="${raw(wires)}"/>${
    dots !== '' && html`<path class="d" d="${raw(dots)}"/>`
  }${gates !== '' && html`<path class="n" d="${raw(gates)}"/>`}</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10

/** `36 of 3,131 rules`. */
export const countText = (shown: number, all: number): Html =>
  shown === all
    ? html`<b>${figure(all)}</b> ${all === 1 ? 'rule' : 'rules'}`
    : html`<b>${figure(shown)}</b> of ${figure(all)} rules`
