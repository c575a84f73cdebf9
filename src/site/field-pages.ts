import type { Catalog } from '../catalog/build.js'
import { exclusionAudit } from '../catalog/exclusions.js'
import { type FieldReport, fieldReports } from '../catalog/field-survey.js'
import { grouped } from '../catalog/grouped.js'
import { byUnits } from '../text/order.js'
import { ruleCount, splitOf } from './family-bar.js'
import { otherLists } from './field-lists.js'
import { fieldPage } from './field-page.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { visible } from './literal.js'
import { figure, none, plural } from './marks.js'
import { type Chunk, chunks, pageLinks, pageWord } from './paging.js'
import type { SitePage } from './rules-index.js'

const rowsOnPage = 250
const namesOnPage = 700
const kindsShown = 3

/**
 * The fields: `fields/` with those that have a page, most asked about first, `fields/by-name/` with every one from A to Z,
 * and a page for each that two rules or more ask about.
 */
export function* fieldPages(catalog: Catalog): Generator<SitePage> {
  const reports = fieldReports(catalog)
  const paged = reports.filter(({ place }) => place)
  for (const chunk of chunks(paged, rowsOnPage))
    yield { path: `fields/${chunk.below}index.html`, content: listPage(reports, chunk).markup }
  yield* namePages(reports)
  const exclusions = new Map(exclusionAudit(catalog).fields.map((one) => [one.field, one.exclusions]))
  const covered = new Set(catalog.entries.flatMap(({ coverage }) => coverage.events.map(({ event }) => event.key)))
  for (const report of paged) {
    const { place, field } = report
    if (!place) continue
    const about = { report, place, exclusions: exclusions.get(field) ?? [], covered }
    yield { path: `${place.href}index.html`, content: fieldPage(catalog, about).markup }
  }
}

function listPage(reports: readonly FieldReport[], chunk: Chunk<FieldReport>): Html {
  const root = rootOf(`fields/${chunk.below}`)
  const single = reports.filter(({ place }) => !place).length
  const title = `Fields${pageWord(chunk)}`
  return page({
    title,
    root,
    current: 'fields',
    description: `${plural(reports.length, 'field')} that detection rules ask about, each under one name for all families, with its operators, values and exclusions.`,
    main: html`<main id="main" class="wrap vi"><h1>${title}</h1>
${
  chunk.at === 0 &&
  html`<p class="lede">What rules ask about: ${plural(reports.length, 'field')}, each under one name for all families. A name that no table knows stands for itself. Rules are counted once; copies of a rule are not.</p>`
}
${otherLists(root, 'fields')}
<section class="sec"><h2>Asked about by most rules<span class="n">${figure(reports.length - single)}</span></h2>${
      chunk.items.length === 0
        ? html`<p>No field is asked about by two rules.</p>`
        : html`<table class="tbl stack vt"><thead><tr><th>Field</th><th class="r">Rules</th><th>Compared, with rules</th><th class="r">Names</th><th class="r">Values</th><th class="r">Excluded values</th></tr></thead><tbody>${chunk.items.map((report) => row(report, root))}</tbody></table>`
    }${pageLinks(chunk, 'the fields')}${
      single > 0 &&
      html`<p class="rest">${plural(single, 'more field is', 'more fields are')} asked about by a single rule each: <a href="${root}fields/by-name/">all by name</a>.</p>`
    }</section></main>`,
  })
}

function row({ field, place, rules, kinds, names, indicators, exclusions }: FieldReport, root: string): Html {
  const name = fieldName(field)
  const more = kinds.length - kindsShown
  return html`<tr><td>${place ? html`<a href="${root}${place.href}">${name}</a>` : name}</td><td class="r" data-t="rules">${ruleCount(rules.length, splitOf(rules))}</td><td class="kinds">${kinds
    .slice(0, kindsShown)
    .map(
      ({ kind, rules: n }) => html`<span><code>${kind}</code> ${figure(n.length)}</span> `,
    )}${more > 0 && html`<span class="muted">${figure(more)} more</span>`}</td><td class="r" data-t="names">${count(new Set(names.map(({ written }) => written)).size)}</td><td class="r" data-t="values">${count(indicators.length)}</td><td class="r" data-t="excluded">${count(exclusions.length)}</td></tr>`
}

const count = (n: number): Content => (n === 0 ? none : figure(n))

const fieldName = (field: string | null): Content =>
  field === null ? html`<em>anywhere</em>` : html`<code>${visible(field)}</code>`

// ---- by name ----

/** Every field, also those of a single rule, which lead to it. */
function* namePages(reports: readonly FieldReport[]): Generator<SitePage> {
  const sorted = reports.filter(({ field }) => field !== null).sort((a, b) => byName(a.field ?? '', b.field ?? ''))
  for (const chunk of chunks(sorted, namesOnPage)) {
    const address = `fields/by-name/${chunk.below}`
    yield { path: `${address}index.html`, content: namesPage(chunk, sorted.length, rootOf(address)).markup }
  }
}

function namesPage(chunk: Chunk<FieldReport>, total: number, root: string): Html {
  const initials = grouped(chunk.items, ({ field }) => initialOf(field ?? ''))
  const title = `Fields by name${pageWord(chunk)}`
  return page({
    title,
    root,
    current: 'fields',
    description: `All ${figure(total)} fields that detection rules ask about, from A to Z, with the number of rules of each.`,
    main: html`<main id="main" class="wrap vi"><h1>${title}</h1>
<p class="lede">${plural(total, 'field')} in all, each with the number of its rules. A field of a single rule leads to the rule.</p>
${otherLists(root, 'by-name')}
<nav class="pages" aria-label="Initials"><ol>${[...initials.keys()].map((initial) => html`<li><a href="#${idOf(initial)}">${initial}</a></li>`)}</ol></nav>
${[...initials].map(
  ([initial, list]) =>
    html`<section class="sec" id="${idOf(initial)}"><h2>${initial}<span class="n">${figure(list.length)}</span></h2><ul class="vr nm">${list.map((report) => nameLine(report, root))}</ul></section>`,
)}${pageLinks(chunk, 'the fields by name')}</main>`,
  })
}

const initialOf = (field: string): string => {
  const first = field.charAt(0).toUpperCase()
  return /[A-Z]/.test(first) ? first : 'Others'
}
const idOf = (initial: string): string => `begin-${initial}`

function nameLine({ field, place, rules }: FieldReport, root: string): Html {
  const href = place?.href ?? rules[0]?.href
  return html`<li>${href === undefined ? fieldName(field) : html`<a href="${root}${href}">${fieldName(field)}</a>`}${rules.length > 1 && html`<span class="n">${figure(rules.length)}</span>`}</li>`
}

/** Others first, since most of them begin with a sign. */
const sortName = (field: string): string => (initialOf(field) === 'Others' ? ' ' : '') + field.toLowerCase()

const byName = (a: string, b: string): number => {
  const [left, right] = [sortName(a), sortName(b)]
  return byUnits(left, right) || byUnits(a, b)
}
