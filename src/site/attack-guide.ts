import { allLevels, byFamilyAndLevel, bySeverity, feeding, levelsOf } from '../catalog/attack-survey.js'
import type { Catalog, Entry } from '../catalog/build.js'
import { type FieldSurvey, type HeldBy, surveyFields, surveyHeld } from '../catalog/survey.js'
import { valueHref } from '../catalog/values.js'
import { families } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import { term } from '../search/print.js'
import { eventHref } from './event-address.js'
import { eventName } from './event-text.js'
import { splitOf } from './family-bar.js'
import { type Content, type Html, html } from './html.js'
import { filtered } from './links.js'
import { visible } from './literal.js'
import { corpusCount, familyMark, figure, levelMark, plural } from './marks.js'
import { useName, valueCode } from './value-text.js'

/** Sections that the pages of techniques and tactics share. Longer lists are cut with the number of what is left out. */

const most = { events: 25, fields: 20, indicators: 25, exclusions: 15, rules: 200 }

export function coverageSection(entries: readonly Entry[]): Html {
  const found = byFamilyAndLevel(entries)
  const rows = families.filter((family) => found.has(family))
  const columns = levelsOf(found)
  const sum = (level: (typeof columns)[number]): number =>
    rows.reduce((n, family) => n + (found.get(family)?.get(level) ?? 0), 0)
  return html`<section class="sec" id="coverage"><h2>Coverage</h2>${
    rows.length === 0
      ? html`<p>No rule.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Rules by family and level"><table class="tbl flt"><thead><tr><th>Family</th>${columns.map(
          (level) => html`<th class="r">${level === 'none' ? 'no level' : levelMark(level)}</th>`,
        )}<th class="r">Rules</th></tr></thead><tbody>${rows.map(
          (family) =>
            html`<tr><th scope="row">${familyMark(family)}</th>${columns.map((level) => cell(found.get(family)?.get(level) ?? 0))}<td class="r"><b>${figure(allLevels(found.get(family)))}</b></td></tr>`,
        )}${
          rows.length > 1 &&
          html`<tr class="sum"><th scope="row">All</th>${columns.map((level) => cell(sum(level)))}<td class="r"><b>${figure(entries.length)}</b></td></tr>`
        }</tbody></table></div>`
  }</section>`
}

const cell = (n: number): Html => html`<td class="r${n === 0 && ' muted'}">${n === 0 ? '–' : figure(n)}</td>`

export function eventsSection(entries: readonly Entry[], root: string): Html {
  const events = feeding(entries)
  return html`<section class="sec" id="events"><h2>Events that feed it <span class="n">${figure(events.length)}</span></h2>${
    events.length === 0
      ? html`<p>Of none of its rules it is known which events they read.</p>`
      : html`<table class="tbl stack"><thead><tr><th>Event</th><th>Title</th><th class="r">Rules</th></tr></thead><tbody>${events
          .slice(0, most.events)
          .map(
            ({ event, rules }) =>
              html`<tr><td><a href="${root}${eventHref(event.key)}">${eventName(event)}</a></td><td>${visible(event.title)}</td><td class="r">${count(rules)}</td></tr>`,
          )}</tbody></table>${left(events.length, most.events, 'event')}`
  }</section>`
}

/** What authors of such rules ask for: fields with operators, indicators, exclusions. */
export function guideSections(entries: readonly Entry[], catalog: Catalog, root: string): Html {
  const heldBy = (entry: Entry) => catalog.held(entry)
  const { indicators, exclusions } = surveyHeld(entries, heldBy)
  return html`<section class="sec" id="guide"><h2>Authoring guide</h2><p>What the ${plural(entries.length, 'rule')} ask for. A count is of rules; a rule that holds a value twice counts once.</p></section>
${fieldsSection(surveyFields(entries, heldBy), entries.length, catalog, root)}
${heldSection('Commonest indicators', 'required', indicators, catalog, root)}
${heldSection('Commonest exclusions', 'excluded', exclusions, catalog, root)}`
}

const fieldsSection = (fields: readonly FieldSurvey[], rules: number, catalog: Catalog, root: string): Html =>
  html`<section class="sub" id="fields"><h3>Fields filtered most <span class="n">${figure(fields.length)}</span></h3>${
    fields.length === 0
      ? html`<p class="muted">The rules ask for no field.</p>`
      : html`<table class="tbl stack"><thead><tr><th>Field</th><th>Operators</th><th class="r">Rules</th><th class="r">Share</th></tr></thead><tbody>${fields
          .slice(0, most.fields)
          .map((field) =>
            fieldRow(field, rules, catalog, root),
          )}</tbody></table>${left(fields.length, most.fields, 'field')}`
  }</section>`

const fieldRow = (
  { field, kinds, rules, families: split }: FieldSurvey,
  all: number,
  catalog: Catalog,
  root: string,
): Html =>
  html`<tr><td>${
    field === null
      ? 'anywhere'
      : html`<a class="val" href="${root}${catalog.fieldPlace(field)?.href ?? filtered('q', term('field', field))}"><code>${visible(field)}</code></a>`
  }</td><td class="ops">${kinds.map(([kind, n]) => html`<span class="nw"><code class="muted">${kind}</code> <span class="num">${figure(n)}</span></span> `)}</td><td class="r">${counted(rules, Object.fromEntries(split))}</td><td class="r" data-t="share">${Math.round((rules / all) * 100)} %</td></tr>`

function heldSection(name: string, polarity: Polarity, all: readonly HeldBy[], catalog: Catalog, root: string): Html {
  const required = polarity === 'required'
  const limit = required ? most.indicators : most.exclusions
  return html`<section class="sub" id="${required ? 'indicators' : 'exclusions'}"><h3>${name} <span class="n">${figure(all.length)}</span></h3>${
    all.length === 0
      ? html`<p class="muted">${required ? 'The rules look for no value.' : 'The rules exclude nothing.'}</p>`
      : html`<table class="tbl stack"><thead><tr><th>Value</th><th>Field and kind</th><th class="r">Rules here</th><th class="r">In the corpus</th></tr></thead><tbody>${all
          .slice(0, limit)
          .map((held) =>
            heldRow(held, polarity, catalog, root),
          )}</tbody></table>${left(all.length, limit, required ? 'indicator' : 'exclusion')}`
  }</section>`
}

function heldRow({ key, rules }: HeldBy, polarity: Polarity, catalog: Catalog, root: string): Html {
  const { field, kind, modifiers, value } = key
  const place = catalog.fieldPlace(field)
  const reach = catalog.tally(key)?.[polarity].length ?? 0
  return html`<tr><td><a class="val" href="${root}${valueHref(key)}">${valueCode(value)}</a></td><td>${useName({ field, kind, modifiers, polarity }, place && root + place.href)}</td><td class="r" data-t="here">${count(rules)}</td><td class="r num" data-t="in the corpus">${figure(reach)}</td></tr>`
}

const count = (rules: readonly Entry[]): Html => counted(rules.length, splitOf(rules))

/** Like `corpusCount`, which says of one rule that it is the only one anywhere. */
const counted = (n: number, split: Parameters<typeof corpusCount>[1]): Html =>
  n > 1 ? corpusCount(n, split) : html`<span class="cc"><b>${figure(n)}</b></span>`

const left = (all: number, shown: number, what: string): Content =>
  all > shown && html`<p class="cut">${plural(all - shown, `more ${what}`)}.</p>`

/** `names`: what else is said of a rule, as the sub-techniques by which it is here. `all`: where every rule is listed. */
export function rulesSection(
  entries: readonly Entry[],
  {
    root,
    all,
    names,
  }: { readonly root: string; readonly all: string; readonly names?: (entry: Entry) => readonly string[] },
): Html {
  const shown = bySeverity(entries).slice(0, most.rules)
  const rest = entries.length - shown.length
  return html`<section class="sec" id="rules"><h2>Rules <span class="n">${figure(entries.length)}</span></h2>${
    shown.length === 0
      ? html`<p>No rule.</p>`
      : html`<table class="tbl akr"><thead class="vh"><tr><th>Family</th><th>Rule</th>${names && html`<th>Techniques</th>`}<th>Level</th></tr></thead><tbody>${shown.map(
          (entry) =>
            html`<tr><td>${familyMark(entry.rule.family, true)}</td><td><a href="${root}${entry.href}">${visible(entry.rule.title)}</a></td>${
              names && html`<td class="opt tids">${names(entry).join(' ')}</td>`
            }<td>${levelMark(entry.rule.meta.level)}</td></tr>`,
        )}</tbody></table>`
  }<p class="cut">${rest > 0 && `${plural(rest, 'more rule')}, less severe. `}${entries.length > 0 && html`<a href="${root}${all}">${entries.length === 1 ? 'This rule' : `All ${figure(entries.length)}`} in the rules index</a>, to search and narrow.`}</p></section>`
}
