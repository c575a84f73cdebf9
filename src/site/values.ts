import type { Catalog, Entry } from '../catalog/build.js'
import type { ValueEntry, ValueUse } from '../catalog/values.js'
import { type Family, families } from '../model/rule.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { code, visible } from './literal.js'
import { corpusCount, familyMark, figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

/** Rules of a use that are listed before the rest is folded away. */
const rulesAtFirst = 50
const valuesOnIndex = 200

/**
 * The value index: each value of the catalog with the rules that hold it, by field and kind. A value has its place on
 * one of a fixed number of pages (`ValueEntry.href` says which), so that a link to it outlives other rules' changes.
 */
export function* valuePages(catalog: Catalog): Generator<SitePage> {
  const shards = new Map<string, ValueEntry[]>()
  const widest: WideUse[] = []
  for (const entry of catalog.values()) {
    const [address = ''] = entry.href.split('#')
    const shard = shards.get(address)
    if (shard) shard.push(entry)
    else shards.set(address, [entry])
    for (const use of entry.uses) if (use.rules.length > 1) widest.push({ entry, use })
  }
  yield { path: 'values/index.html', content: indexPage(catalog, widest).markup }
  for (const [address, entries] of shards)
    yield { path: `${address}index.html`, content: shardPage(address, entries).markup }
}

interface WideUse {
  readonly entry: ValueEntry
  readonly use: ValueUse
}

/** Widest first, then by value, so that the order never depends on that of the files. */
const byReach = (a: WideUse, b: WideUse): number =>
  b.use.rules.length - a.use.rules.length ||
  (a.entry.folded < b.entry.folded ? -1 : a.entry.folded > b.entry.folded ? 1 : 0)

function indexPage(catalog: Catalog, found: WideUse[]): Html {
  const widest = found.sort(byReach).slice(0, valuesOnIndex)
  const root = '../'
  return page({
    title: 'Values',
    root,
    current: 'rules',
    main: html`<main id="main" class="wrap vi"><h1>Values</h1>
<p class="lede">${plural(catalog.totals.indicators, 'distinct indicator')} and ${plural(catalog.totals.exclusions, 'distinct exclusion')}: a field, a kind of comparison and a value. Each count on a rule page leads to the rules that hold the same value. To look for one, <a href="${root}rules/?q=value:">search the rules</a>.</p>
<section class="sec"><h2>Most widely held<span class="n">the first ${figure(widest.length)}</span></h2>${
      widest.length === 0
        ? html`<p>No value is held by two rules.</p>`
        : html`<table class="tbl stack vt"><thead><tr><th>Value</th><th>Field and kind</th><th class="r">Rules</th></tr></thead><tbody>${widest.map(
            ({ entry, use }) =>
              html`<tr><td><a href="${root}${entry.href}">${valueCode(entry.value)}</a></td><td>${useName(use)}</td><td class="r">${corpusCount(use.rules.length, splitOf(use.rules))}</td></tr>`,
          )}</tbody></table>`
    }</section></main>`,
  })
}

function shardPage(address: string, entries: readonly ValueEntry[]): Html {
  const root = rootOf(address)
  const sorted = [...entries].sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
  return page({
    title: 'Values and the rules that hold them',
    root,
    current: 'rules',
    main: html`<main id="main" class="wrap vi"><p class="crumb"><a href="${root}rules/">Rules</a>/<a href="${root}values/">Values</a></p><h1>Values and the rules that hold them</h1>
<p class="lede">${plural(sorted.length, 'value')} of the catalog that share this page. A rule page links to its own.</p>
${sorted.map((entry) => valueSection(entry, root))}</main>`,
  })
}

const valueSection = ({ value, href, uses }: ValueEntry, root: string): Html =>
  html`<section class="vs" id="${href.slice(href.indexOf('#') + 1)}"><h2>${valueCode(value)}</h2>${uses.map(
    (use) =>
      html`<h3>${useName(use)} <span class="n">${plural(use.rules.length, 'rule')}</span></h3>${ruleList(use.rules, root)}`,
  )}</section>`

function ruleList(rules: readonly Entry[], root: string): Html {
  const rest = rules.slice(rulesAtFirst)
  return html`<ul class="vr">${rules.slice(0, rulesAtFirst).map((entry) => ruleLine(entry, root))}</ul>${
    rest.length > 0 &&
    html`<details><summary>${figure(rest.length)} more</summary><ul class="vr">${rest.map((entry) => ruleLine(entry, root))}</ul></details>`
  }`
}

const ruleLine = ({ rule, href }: Entry, root: string): Html =>
  html`<li>${familyMark(rule.family, true)}<a href="${root}${href}">${visible(rule.title)}</a></li>`

export const valueCode = (value: string | null): Content =>
  value === null ? html`<span class="muted">absent</span>` : code(value)

/** `Image ends_with`, an exclusion with its word. */
export const useName = ({ field, kind, modifiers, polarity }: ValueUse): Html =>
  html`${polarity === 'excluded' && html`<em class="not">not</em> `}${
    field === null ? 'anywhere' : html`<code>${visible(field)}</code>`
  } <span class="kd">${[kind, ...modifiers].join('|')}</span>`

export function splitOf(rules: readonly Entry[]): Partial<Record<Family, number>> {
  const split: Partial<Record<Family, number>> = {}
  for (const family of families) {
    const held = rules.filter(({ rule }) => rule.family === family).length
    if (held > 0) split[family] = held
  }
  return split
}
