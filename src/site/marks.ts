import { type Family, families, type Language, type Level, levels } from '../model/rule.js'
import { type Html, html } from './html.js'

/** The small marks that recur on every page. None speaks by colour alone; what a mark shows, a word says. */

export const familyNames: Readonly<Record<Family, string>> = {
  sigma: 'Sigma',
  elastic: 'Elastic',
  splunk: 'Splunk',
  kusto: 'KQL',
}

export const languageNames: Readonly<Record<Language, string>> = {
  sigma: 'Sigma',
  kuery: 'KQL (Kibana)',
  eql: 'EQL',
  esql: 'ES|QL',
  lucene: 'Lucene',
  none: 'none',
  spl: 'SPL',
  kql: 'KQL (Kusto)',
}

export const familyLetters: Readonly<Record<Family, string>> = { sigma: 'Σ', elastic: 'E', splunk: 'S', kusto: 'K' }

/** The letter in its outline and, unless `bare`, the name; a bare mark keeps its name for screen readers. */
export const familyMark = (family: Family, bare = false): Html =>
  html`<span class="fam ${family}"><i aria-hidden="true">${familyLetters[family]}</i>${
    bare ? html`<span class="vh">${familyNames[family]}</span>` : familyNames[family]
  }</span>`

/** Five steps and the word. A level outside the scale is the word alone. */
export const levelMark = (level: string | undefined): Html | undefined =>
  level === undefined
    ? undefined
    : isLevel(level)
      ? html`<span class="lv ${level}"><i aria-hidden="true"></i>${level}</span>`
      : html`<span class="lv">${level}</span>`

const isLevel = (text: string): text is Level => (levels as readonly string[]).includes(text)

const statuses = new Set(['stable', 'test', 'experimental', 'deprecated', 'unsupported'])

/** A dot that fills as the rule ripens, and the word. */
export const statusMark = (status: string | undefined): Html | undefined =>
  status === undefined
    ? undefined
    : html`<span class="st ${statuses.has(status) && status}"><i aria-hidden="true"></i>${status}</span>`

/** How many rules hold an indicator, this one included, and of which families they are: `3 Σ1 K2`. */
export function corpusCount(count: number, split: Partial<Record<Family, number>>): Html {
  if (count <= 1) return html`<span class="cc solo"><b>${count}</b> <span class="only">only here</span></span>`
  const parts = families.filter((family) => split[family])
  return html`<span class="cc" title="${figure(count)} rules hold it, this one included"><b>${figure(count)}</b>${parts.map(
    (family) => html` <span class="${family}">${familyLetters[family]}${figure(split[family] ?? 0)}</span>`,
  )}</span>`
}

/** A technique or tactic id before its name. */
export const attackId = (id: string): Html => html`<span class="tid">${id}</span>`

export const tag = (text: string, title?: string): Html =>
  html`<span class="tag"${title !== undefined && html` title="${title}"`}>${text}</span>`

export const none = html`<span class="muted">–</span>`

/** `1,234`; from a million on `about 2.4 million`, and beyond all names `more than 10^15`. */
export function figure(n: number): string {
  if (n < 1000) return String(n)
  if (n < 1e6) return `${Math.floor(n / 1000)},${String(n % 1000).padStart(3, '0')}`
  if (n < 1e9) return `about ${round(n / 1e6)} million`
  if (n < 1e12) return `about ${round(n / 1e9)} billion`
  if (n < 1e15) return `about ${round(n / 1e12)} trillion`
  return Number.isFinite(n) ? `about 10^${Math.floor(Math.log10(n))}` : 'countless'
}

const round = (n: number): string => (n < 10 ? n.toFixed(1) : n.toFixed(0))

/** `1 way`, `32 ways`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${figure(n)} ${n === 1 ? one : many}`

export const brandMark = html`<svg class="bm" viewBox="0 0 24 16" aria-hidden="true"><path d="M1 8h4M5 8c0-3.5 1.5-5.500 5-5.500s5 2 5 5.500-1.500 5.500-5 5.500S5 11.500 5 8zM15 8h4"/><circle cx="20.500" cy="8" r="2.500"/></svg>`

export const themeMark = html`<svg class="tm" viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="5.750"/><path d="M7 1.250a5.750 5.750 0 0 1 0 11.500z"/></svg>`
