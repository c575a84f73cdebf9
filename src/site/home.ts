import type { Catalog, Entry } from '../catalog/build.js'
import { term } from '../search/print.js'
import { tacticHref, techniqueHref } from './attack-links.js'
import { eventHref } from './event-address.js'
import { splitOf } from './family-bar.js'
import { type Figures, figures, type Held } from './home-figures.js'
import { placesList } from './home-places.js'
import { problems } from './home-problems.js'
import { specimenFigure } from './home-specimen.js'
import { type Content, type Html, html, join } from './html.js'
import { page } from './layout.js'
import { filtered } from './links.js'
import { visible } from './literal.js'
import { corpusCount, familyMark, familyNames, figure, levelMark, plural } from './marks.js'
import { datesSection } from './plot-dates.js'
import { sourceCells } from './source-cells.js'
import { useName, valueCode } from './value-text.js'

/** `index.html`: what the catalog holds, how much of it was read, and the ways in. Every figure is counted. */
export function homePage(catalog: Catalog): string {
  const found = figures(catalog)
  return page({
    title: 'Detection rules, taken apart',
    root: './',
    current: 'home',
    paintedFrom: 'changed',
    description: `${figure(found.rules)} detection rules: what each one matches, what it excludes, and who else looks for the same thing.`,
    main: html`<main id="main" class="wrap home">${hero(catalog, found)}
${figs(catalog, found)}
${placesList(catalog)}
${specimen(catalog, found)}
<div class="two">${changed(found)}
${commonest(found)}</div>
<div class="two">${tactics(found)}
<div>${datesSection(catalog.entries)}
${howRead(catalog)}
${terminal(found)}</div></div>
${sources(catalog)}</main>`,
  }).markup
}

// ---- the head ----

function hero(catalog: Catalog, found: Figures): Html {
  const names = found.families.map(({ family }) => familyNames[family])
  const what = names.length === 0 ? 'Detection' : list(names)
  return html`<div class="hero"><h1>Every detection rule, taken apart.</h1><p>${what} rules read into one model: what each one matches, what it excludes, who else looks for the same thing, and which events show it.</p>
<form class="ask" role="search" action="rules/"><label class="vh" for="q">Search rules</label><input type="search" id="q" name="q" placeholder="A rule, a value, a field, an event, a technique" autocomplete="off" autocapitalize="off" spellcheck="false"></form>
${examples(catalog, found)}</div>`
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** What most rules of this catalog have, so that every example finds something. */
function examples(catalog: Catalog, { part, event, technique, field }: Figures): Content {
  const value = part?.value
  const place = field && catalog.fieldPlace(field.key)
  const shown: Content[] = [
    value && html`<a href="${filtered('q', term('value', value))}"><code>${visible(value)}</code></a>`,
    event && html`<a href="${eventHref(event.key)}">${visible(event.label)}</a>`,
    technique && html`<a href="${techniqueHref(technique.key)}">${technique.key} ${technique.label}</a>`,
    field &&
      html`<a href="${place?.href ?? filtered('q', term('field', field.key))}"><code>${visible(field.key)}</code></a>`,
  ]
  return shown.some(Boolean) && html`<p class="hint"><span>For example</span>${shown}</p>`
}

function figs({ totals }: Catalog, found: Figures): Html {
  const one = (n: number, what: Content): Html => html`<div><b>${figure(n)}</b>${what}</div>`
  return html`<div class="figs">${one(found.rules, found.rules === 1 ? 'rule' : 'rules')}${
    found.families.length > 1 && found.families.map(({ family, rules }) => one(rules, familyMark(family)))
  }${one(totals.rules.whole, 'read whole')}${totals.rules.partial > 0 && one(totals.rules.partial, 'read in part')}${
    totals.rules.unread > 0 && one(totals.rules.unread, 'not read')
  }${one(totals.indicators, 'indicators')}${one(totals.exclusions, 'exclusions')}${one(totals.events, 'events')}${one(totals.techniques, 'techniques')}</div>`
}

// ---- sections ----

function specimen(catalog: Catalog, { specimen: entry }: Figures): Content {
  return (
    entry &&
    html`<section class="sec"><h2>How a rule reads here</h2>${specimenFigure(catalog.view(entry), './')}</section>`
  )
}

const changed = ({ changed: entries }: Figures): Html =>
  html`<section class="sec" id="changed"><h2>Lately changed</h2>${
    entries.length === 0
      ? html`<p>No rule says when it was changed.</p>`
      : html`<table class="tbl lately"><thead class="vh"><tr><th>Family</th><th>Rule</th><th>Level</th><th>Day</th></tr></thead><tbody>${entries.map(
          changedRow,
        )}</tbody></table><p class="small"><a href="rules/?sort=newest">All rules, newest first</a></p>`
  }</section>`

const changedRow = ({ rule, href }: Entry): Html =>
  html`<tr><td>${familyMark(rule.family, true)}</td><td><a href="${href}">${visible(rule.title)}</a></td><td>${levelMark(rule.meta.level)}</td><td class="r">${rule.meta.modified ?? rule.meta.date}</td></tr>`

const commonest = ({ indicators }: Figures): Html =>
  html`<section class="sec"><h2>Commonest indicators</h2>${
    indicators.length === 0
      ? html`<p>No indicator is held by two rules.</p>`
      : html`<table class="tbl"><thead><tr><th>Value</th><th>Field and kind</th><th class="r">Rules</th></tr></thead><tbody>${indicators.map(
          heldRow,
        )}</tbody></table><p class="small"><a href="values/">More values</a></p>`
  }</section>`

const heldRow = ({ entry, use }: Held): Html =>
  html`<tr><td><a href="${entry.href}">${valueCode(entry.value)}</a></td><td>${useName(use)}</td><td class="r">${corpusCount(use.rules.length, splitOf(use.rules))}</td></tr>`

function tactics({ tactics: rows, rules }: Figures): Html {
  const most = Math.max(1, ...rows.map((row) => row.rules))
  return html`<section class="sec"><h2>Coverage by tactic</h2>${
    rows.length === 0
      ? html`<p>No rule names a tactic or technique of ATT&CK.</p>`
      : html`<table class="tbl tc"><thead><tr><th>Tactic</th><th class="r">Rules</th><th><span class="vh">Share</span></th></tr></thead><tbody>${rows.map(
          ({ key, label, rules: n }) =>
            html`<tr><td><a href="${tacticHref(key)}">${label}</a></td><td class="r">${figure(n)}</td><td class="bars">${bar(n / most)}</td></tr>`,
        )}</tbody></table><p class="small muted">A rule counts under each of its tactics, so the column adds up to more than the ${plural(rules, 'rule')}.</p>`
  }</section>`
}

const barLength = 280

/** Lengths are attributes, because the page's policy allows no inline style. */
const bar = (share: number): Html =>
  html`<svg class="hb" viewBox="0 0 ${barLength} 6" width="${barLength}" height="6" aria-hidden="true"><rect width="${Math.max(2, Math.round(share * barLength))}" height="6" rx="1"/></svg>`

function howRead(catalog: Catalog): Html {
  const { files, skipped, rules } = catalog.totals
  const found = problems(catalog).length
  const read = `${plural(files, 'file')}${skipped > 0 ? `, of which ${figure(skipped)} ${skipped === 1 ? 'holds' : 'hold'} no rule` : ''}.`
  return html`<section class="sec"><h2>How much was read</h2><p>${read} ${plural(rules.whole, 'rule')} whole, ${figure(rules.partial)} in part, ${figure(rules.unread)} not at all. ${
    found === 0
      ? html`Every rule file was read whole.`
      : html`<a href="problems/">${plural(found, 'file')} that could not be read whole</a>, each with line, column and reason.`
  }</p></section>`
}

function terminal({ specimen: entry, changed: [newest] }: Figures): Html {
  const slug = (entry ?? newest)?.slug ?? 'RULE'
  const lines: readonly (readonly [string, string])[] = [
    ['one rule, taken apart', `detectionary show ${slug}`],
    ['what is wrong with my rules, and where', 'detectionary check my-rules/'],
    ['this site for my own rules', 'detectionary build my-rules/ -o site/'],
  ]
  return html`<section class="sec"><h2>In the terminal</h2><dl class="term-l">${lines.map(
    ([about, line]) => html`<dt>${about}</dt><dd><code>${line}</code></dd>`,
  )}</dl><p class="small muted">Each rule page has a JSON twin: put <code>rule.json</code> after its address. <a href="catalog.ndjson">All of them</a>, one a line.</p></section>`
}

function sources(catalog: Catalog): Html {
  const rows = catalog.sources.map((source) => {
    const rules = catalog.entries.filter((entry) => entry.source === source).length
    return html`<tr>${sourceCells(source)}<td class="r" data-t="rules">${figure(rules)}</td></tr>`
  })
  return html`<section class="sec"><h2>Sources</h2><table class="tbl stack"><thead><tr><th>Source</th><th>Revision</th><th>Licence</th><th class="r">Rules</th></tr></thead><tbody>${join(rows, '')}</tbody></table></section>`
}
