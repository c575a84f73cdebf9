import type { NamedTechnique } from '../catalog/attack-survey.js'
import type { Catalog, Entry } from '../catalog/build.js'
import { type Near, rulesOf, type ValueReport, valuePageHref, valueReport } from '../catalog/value-report.js'
import type { ValueEntry, ValueUse } from '../catalog/values.js'
import { byUnits } from '../text/order.js'
import { techniqueHref } from './attack-links.js'
import { crumbs, toFields, toValues } from './crumbs.js'
import { ruleCount, splitOf } from './family-bar.js'
import { otherLists } from './field-lists.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { figure, plural } from './marks.js'
import { ruleList } from './rule-list.js'
import type { SitePage } from './rules-index.js'
import { valuePage } from './value-page.js'
import { nearName, useName, valueCode } from './value-text.js'

const valuesOnIndex = 200
const nearShown = 3
const techniquesShown = 5
/** A page with longer sections says less of each: what is cut is said. */
const largest = 140_000

/**
 * The value index: each value of the catalog with the rules that hold it, by field and kind. A value has its place on
 * one of a fixed number of pages (`ValueEntry.href` says which), so that a link to it outlives other rules' changes. One
 * that many rules hold has there only its counts, and a page of its own.
 */
export function* valuePages(catalog: Catalog): Generator<SitePage> {
  const shards = new Map<string, ValueEntry[]>()
  const widest: WideValue[] = []
  for (const entry of catalog.values()) {
    const [address = ''] = entry.href.split('#')
    const shard = shards.get(address)
    if (shard) shard.push(entry)
    else shards.set(address, [entry])
    if (entry.uses.some(({ rules }) => rules.length > 1)) widest.push({ entry, rules: rulesOf(entry).length })
  }
  yield { path: 'values/index.html', content: indexPage(catalog, widest).markup }
  for (const { entry, rules } of widest) {
    const href = valuePageHref(entry, rules)
    if (href !== undefined)
      yield { path: `${href}index.html`, content: valuePage(catalog, entry, valueReport(catalog, entry), href).markup }
  }
  for (const [address, entries] of shards)
    yield { path: `${address}index.html`, content: shardPage(catalog, address, entries).markup }
}

interface WideValue {
  readonly entry: ValueEntry
  readonly rules: number
}

/** Widest first, then by value, so that the order never depends on that of the files. */
const byReach = (a: WideValue, b: WideValue): number => b.rules - a.rules || byUnits(a.entry.folded, b.entry.folded)

function indexPage(catalog: Catalog, found: readonly WideValue[]): Html {
  const widest = [...found].sort(byReach).slice(0, valuesOnIndex)
  const root = '../'
  return page({
    title: 'Values',
    root,
    current: 'fields',
    description: `${plural(catalog.totals.indicators, 'distinct indicator')} and ${plural(catalog.totals.exclusions, 'distinct exclusion')}: the values that detection rules look for, and the rules that share them.`,
    main: html`<main id="main" class="wrap vi"><h1>Values</h1>
<p class="lede">${plural(catalog.totals.indicators, 'distinct indicator')} and ${plural(catalog.totals.exclusions, 'distinct exclusion')}: a field, a kind of comparison and a value. Each count on a rule page leads to the rules that hold the same value. To look for one, <a href="${root}rules/?q=value:">search the rules</a>.</p>
${otherLists(root, 'values')}
<section class="sec"><h2>Most widely held<span class="n">the first ${figure(widest.length)}</span></h2>${
      widest.length === 0
        ? html`<p>No value is held by two rules.</p>`
        : html`<table class="tbl stack vt"><thead><tr><th>Value</th><th>Where most have it</th><th class="r">Fields</th><th class="r">Rules</th></tr></thead><tbody>${widest.map((one) => indexRow(one, root))}</tbody></table>`
    }</section></main>`,
  })
}

function indexRow({ entry, rules }: WideValue, root: string): Html {
  const [first] = [...entry.uses].sort((a, b) => b.rules.length - a.rules.length)
  const href = valuePageHref(entry, rules) ?? entry.href
  return html`<tr><td><a href="${root}${href}">${valueCode(entry.value)}</a></td><td>${first && useName(first)}</td><td class="r" data-t="fields">${figure(new Set(entry.uses.map(({ field }) => field)).size)}</td><td class="r">${ruleCount(rules, splitOf(rulesOf(entry)))}</td></tr>`
}

// ---- the pages that hold all values ----

function shardPage(catalog: Catalog, address: string, entries: readonly ValueEntry[]): Html {
  const root = rootOf(address)
  const sorted = [...entries].sort((a, b) => byUnits(a.folded, b.folded))
  const { shown, cut } = fitting(sorted.map((entry) => sections(catalog, entry, root)))
  const name = `Values and the rules that hold them, part ${address.split('/')[1]}`
  return page({
    title: name,
    root,
    current: 'fields',
    description: `${plural(sorted.length, 'value')} that detection rules look for or exclude, each with the rules that hold it.`,
    main: html`<main id="main" class="wrap vi">${crumbs(root, [toFields, toValues])}<h1>${name}</h1>
<p class="lede">${plural(sorted.length, 'value')} of the catalog that share this page. A rule page links to its own.</p>
${cut > 0 && html`<p class="rest">So that the page stays small, ${plural(cut, 'value is', 'values are')} shown without techniques and without the values inside and around; the pages of their rules have these.</p>`}
${shown}</main>`,
  })
}

interface Section {
  readonly full: Html
  /** How much shorter it is with only the rules. */
  readonly saving: number
  readonly brief: () => Html
}

/** All sections in full when they fit on a page, else those that save most without what they can do without. */
export function fitting(all: readonly Section[]): { readonly shown: readonly Html[]; readonly cut: number } {
  const shown = all.map(({ full }) => full)
  let size = shown.reduce((n, { markup }) => n + markup.length, 0)
  let cut = 0
  for (const i of all.map((_, place) => place).sort((a, b) => (all[b]?.saving ?? 0) - (all[a]?.saving ?? 0))) {
    const section = all[i]
    if (!section || section.saving === 0 || size <= largest) break
    shown[i] = section.brief()
    size -= section.saving
    cut++
  }
  return { shown, cut }
}

function sections(catalog: Catalog, entry: ValueEntry, root: string): Section {
  const report = valueReport(catalog, entry)
  const href = valuePageHref(entry, report.rules.length)
  if (href !== undefined) {
    const only = wideSection(entry, report, root + href)
    return { full: only, saving: 0, brief: () => only }
  }
  const more = html`${near(report, root)}`
  const rules = uses(catalog, entry, root)
  return { full: head(entry, [rules, more]), saving: more.markup.length, brief: () => head(entry, rules) }
}

const head = ({ href, value }: ValueEntry, inner: Content): Html =>
  html`<section class="vs" id="${href.slice(href.indexOf('#') + 1)}"><h2>${valueCode(value)}</h2>${inner}</section>`

const uses = (catalog: Catalog, entry: ValueEntry, root: string): Html =>
  html`${entry.uses.map((use) => {
    const place = catalog.fieldPlace(use.field)
    return html`<h3>${useName(use, place && root + place.href)} <span class="n">${plural(use.rules.length, 'rule')}</span></h3>${ruleList(use.rules, root)}`
  })}`

const usesShown = 8

const wideSection = (entry: ValueEntry, { rules }: ValueReport, href: string): Html =>
  head(
    entry,
    html`<p class="near">${[...entry.uses]
      .sort((a, b) => b.rules.length - a.rules.length)
      .slice(0, usesShown)
      .map(
        (use: ValueUse, i) =>
          html`${i > 0 && ' · '}${useName(use)} <span class="num">${figure(use.rules.length)}</span>`,
      )}${entry.uses.length > usesShown && ` and ${figure(entry.uses.length - usesShown)} more`}</p><p><a href="${href}">All ${plural(rules.length, 'rule')} of this value</a></p>`,
  )

/** One line each: techniques of rules that share the value, values inside it, values around it. */
const near = ({ rules, techniques, within, around }: ValueReport, root: string): Content => [
  rules.length > 1 &&
    techniques.length > 0 &&
    html`<p class="near">Techniques: ${listed(techniques, techniquesShown, (one) => technique(one, root))}</p>`,
  nearLine('Contains', within, rules, root),
  nearLine('Contained in', around, rules, root),
]

/** The page of a value's only rule says more. */
const nearLine = (words: string, all: readonly Near[], rules: readonly Entry[], root: string): Content =>
  all.length > 0 &&
  html`<p class="near">${words} ${listed(all, rules.length > 1 ? nearShown : 1, (one) => nearName(one, root))}</p>`

const technique = ({ id, rules }: NamedTechnique, root: string): Html =>
  html`<a href="${root}${techniqueHref(id)}">${id}</a> <span class="num">${figure(rules.length)}</span>`

const listed = <T>(all: readonly T[], most: number, draw: (item: T) => Html): Content => [
  all.slice(0, most).map((item, i) => [i > 0 && ', ', draw(item)]),
  all.length > most && html`; ${figure(all.length - most)} more`,
]
