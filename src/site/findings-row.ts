import type { Entry } from '../catalog/build.js'
import type { Span } from '../model/rule.js'
import { lines } from '../text/lines.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { familyMark } from './marks.js'
import { panelPrefix } from './places.js'

/** Cells that several kinds of findings share. */

export const ruleCell = (entry: Entry, root: string, ...spans: readonly Span[]): Html =>
  html`<td class="fr">${ruleLink(entry, root)}${spans.length > 0 && html`<div class="small">${places(entry, spans, root)}</div>`}</td>`

export const ruleLink = ({ rule, href }: Entry, root: string): Html =>
  html`<span class="frl">${familyMark(rule.family, true)}<a href="${root}${href}">${visible(rule.title || 'without a title')}</a></span>`

/** The lines where it stands, each once. */
function places({ rule, href }: Entry, spans: readonly Span[], root: string): Content {
  const told = new Map<string, Html>()
  for (const span of spans) {
    const text = span.in === undefined ? rule.text : (rule.inserts[span.in]?.text ?? '')
    const { line } = lines(text).at(span.from)
    const id = `${panelPrefix(span.in)}L${line}`
    const where = span.in === undefined ? 'line' : `${rule.inserts[span.in]?.kind ?? 'insert'} line`
    told.set(id, html`<a href="${root}${href}#${id}">${where} ${line}</a>`)
  }
  return [...told.values()].map((link, i) => [i > 0 && ', ', link])
}
