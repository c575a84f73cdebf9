import type { Catalog } from '../catalog/build.js'
import type { Tally } from '../catalog/corpus.js'
import type { Exclusion } from '../catalog/exclusions.js'
import { type Carrier, carriersOf, otherNames } from '../catalog/field-carriers.js'
import type { FieldPlace } from '../catalog/field-places.js'
import { entriesOf, type FieldReport, type WrittenName } from '../catalog/field-survey.js'
import { valueHref } from '../catalog/values.js'
import { term } from '../search/print.js'
import { crumbs, toFields } from './crumbs.js'
import { eventHref } from './event-address.js'
import { eventId } from './event-text.js'
import { exclusionsHref, exclusionsOnFieldPage } from './exclusion-pages.js'
import { exclusionTable } from './exclusion-table.js'
import { ruleCount, splitOf } from './family-bar.js'
import { foundLinks } from './found-link.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { narrowed } from './links.js'
import { code, visible } from './literal.js'
import { familyMark, figure, none, plural } from './marks.js'
import { kindPlot } from './plot-kinds.js'
import { relationWords } from './relation-words.js'
import { ruleList } from './rule-list.js'
import { valueCode } from './value-text.js'

const valuesShown = 50
const eventsShown = 40
const namesShown = 60

export interface AboutField {
  readonly report: FieldReport
  readonly place: FieldPlace
  readonly exclusions: readonly Exclusion[]
  /** Keys of the events that have a page. */
  readonly covered: ReadonlySet<string>
}

/** Everything about one field: `fields/<slug>/`. */
export function fieldPage(catalog: Catalog, { report, place, exclusions, covered }: AboutField): Html {
  const { field, rules, excluding, names, indicators } = report
  const root = rootOf(place.href)
  const title = field ?? 'Anywhere in the record'
  return page({
    title: field === null ? title : `${title}, a field`,
    root,
    current: 'fields',
    description: `${title}: what ${plural(rules.length, 'detection rule')} ask of it, its names in each family, its operators, values and exclusions.`,
    main: html`<main id="main" class="wrap vi">${crumbs(root, [toFields])}<h1>${field === null ? title : html`<code>${visible(field)}</code>`}</h1>
<p class="lede">${plural(rules.length, 'rule asks', 'rules ask')} about ${field === null ? 'a text without naming a field' : 'it'}${excluding > 0 && `; ${figure(excluding)} of them ${excluding === 1 ? 'excludes' : 'exclude'} something by it`}.</p>
<div class="figs"><div>${ruleCount(rules.length, splitOf(rules))}rules</div><div><b>${figure(new Set(names.map(({ written }) => written)).size)}</b>names</div><div><b>${figure(indicators.length)}</b>values looked for</div><div><b>${figure(exclusions.length)}</b>values excluded</div></div>
${field !== null && namesSection(field, names, root)}
${kindsSection(report)}
${valuesSection(catalog, indicators, root, field === null ? undefined : searchFor(field))}
${exclusionsSection(catalog, field, exclusions, root)}
${field !== null && eventsSection(covered, carriersOf(field, rules), root)}
<section class="sec" id="rules"><h2>Rules<span class="n">${figure(rules.length)}</span></h2>${ruleList(rules, root, { rest: () => foundLinks(catalog, root, searchesFor(field)) })}</section></main>`,
  })
}

const searchFor = (field: string): string => narrowed({ q: term('field', field) })

const searchesFor = (field: string | null): Parameters<typeof foundLinks>[2] =>
  field === null
    ? []
    : [
        { query: term('field', field), words: 'that ask for something of it' },
        { query: `excludes:${term('field', field)}`, words: 'that exclude by it' },
      ]

function namesSection(field: string, names: readonly WrittenName[], root: string): Html {
  const known = otherNames(field, new Set(names.map(({ family, written }) => `${family} ${written}`)))
  const unused = known.map(
    ({ family, written, log }, i) =>
      html`${i > 0 && ', '}${familyMark(family, true)} <code>${written}</code>${log !== undefined && html` <span class="muted">in ${log}</span>`}`,
  )
  return html`<section class="sec" id="names"><h2>Names<span class="n">${figure(names.length)}</span></h2><table class="tbl stack n1"><thead><tr><th>Family</th><th>Written</th><th>What stands in it</th><th class="r">Rules</th></tr></thead><tbody>${names
    .slice(0, namesShown)
    .map(
      ({ family, written, relation, rules }) =>
        html`<tr><td>${familyMark(family)}</td><td><a class="val" href="${root}${searchFor(written)}">${code(written)}</a></td><td>${relation === 'exact' ? html`<span class="muted">the same</span>` : html`<code>${relation}</code> <span class="muted">${relationWords[relation]}</span>`}</td><td class="r" data-t="rules">${figure(rules)}</td></tr>`,
    )}</tbody></table>${names.length > namesShown && html`<p class="rest">${figure(names.length - namesShown)} more names.</p>`}${
    unused.length > 0 &&
    html`<details class="known"><summary>${plural(unused.length, 'name')} that the tables know and no rule writes</summary><p>${unused}</p></details>`
  }</section>`
}

const kindsSection = ({ kinds }: FieldReport): Html =>
  html`<section class="sec" id="kinds"><h2>How it is compared<span class="n">${figure(kinds.length)}</span></h2>${kindPlot(kinds)}</section>`

function valuesSection(catalog: Catalog, indicators: readonly Tally[], root: string, all: string | undefined): Html {
  const shown = indicators.slice(0, valuesShown)
  const next = indicators[valuesShown]
  return html`<section class="sec" id="values"><h2>Values looked for<span class="n">${figure(indicators.length)}</span></h2>${
    shown.length === 0
      ? html`<p>No rule looks for a value of it; they only exclude by it.</p>`
      : html`<table class="tbl stack n1"><thead><tr><th>Kind</th><th>Value</th><th class="r">Rules</th></tr></thead><tbody>${shown.map(
          ({ key, required }) =>
            html`<tr><td><span class="kd">${[key.kind, ...key.modifiers].join('|')}</span></td><td><a class="val" href="${root}${valueHref(key)}">${valueCode(key.value)}</a></td><td class="r">${counted(catalog, required)}</td></tr>`,
        )}</tbody></table>`
  }${
    next &&
    html`<p class="rest">${figure(indicators.length - shown.length)} more are held by ${next.required.length === 1 ? 'one rule each' : `${figure(next.required.length)} rules or fewer each`}${all !== undefined && html`; <a href="${root}${all}">rules that ask about the field</a>`}.</p>`
  }</section>`
}

function counted(catalog: Catalog, rules: readonly number[]): Content {
  return ruleCount(rules.length, splitOf(entriesOf(catalog, rules)))
}

function exclusionsSection(catalog: Catalog, field: string | null, all: readonly Exclusion[], root: string): Html {
  const shown = all.slice(0, exclusionsOnFieldPage)
  return html`<section class="sec" id="exclusions"><h2>Values excluded<span class="n">${figure(all.length)}</span></h2>${
    all.length === 0 ? html`<p>No rule excludes anything by it.</p>` : exclusionTable(shown, root, false)
  }${
    all.length > shown.length &&
    html`<p class="rest"><a href="${root}${exclusionsHref(catalog, field, all.length)}">${figure(all.length - shown.length)} more</a></p>`
  }</section>`
}

function eventsSection(covered: ReadonlySet<string>, carriers: readonly Carrier[], root: string): Html {
  return html`<section class="sec" id="events"><h2>Events that carry it<span class="n">${figure(carriers.length)}</span></h2>${
    carriers.length === 0
      ? html`<p>No event of the tables lists it.</p>`
      : html`<table class="tbl stack"><thead><tr><th>Event</th><th>Its name there</th><th>Type</th><th class="r">Rules about both</th></tr></thead><tbody>${carriers
          .slice(0, eventsShown)
          .map(({ event, spec, relation, rules }) => {
            const name = html`${visible(event.label)} ${event.id === null ? 'whole log' : eventId(event)}`
            return html`<tr><td>${covered.has(event.key) ? html`<a href="${root}${eventHref(event.key)}">${name}</a>` : name} <span class="muted">${visible(event.title)}</span></td><td data-t="as">${code(spec.name)}${relation !== 'exact' && html` <span class="kd">${relation}</span>`}</td><td data-t="type"><span class="kd">${spec.type}</span></td><td class="r" data-t="rules">${rules === 0 ? none : figure(rules)}</td></tr>`
          })}</tbody></table>`
  }${
    carriers.length > eventsShown &&
    html`<p class="rest">${figure(carriers.length - eventsShown)} more; <a href="${root}events/">all events</a>.</p>`
  }</section>`
}
