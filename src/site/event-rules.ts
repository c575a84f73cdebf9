import { allLevels, byFamilyAndLevel, bySeverity, levelsOf } from '../catalog/attack-survey.js'
import type { EventReport, Reach } from '../catalog/event-report.js'
import type { EventSet } from '../catalog/event-survey.js'
import { valueHref } from '../catalog/values.js'
import { type Family, families, type Level } from '../model/rule.js'
import type { Polarity } from '../model/walk.js'
import { techniqueHref } from './attack-links.js'
import { eventLink, familySplit, meter } from './event-marks.js'
import type { FieldHref } from './event-record.js'
import { splitOf } from './family-bar.js'
import { type Content, type Html, html } from './html.js'
import { filtered, narrowed } from './links.js'
import { visible } from './literal.js'
import { attackId, corpusCount, familyMark, figure, levelMark, plural, tag } from './marks.js'
import { kindPlot } from './plot-kinds.js'
import { useName, valueCode } from './value-text.js'

/** What the rules of an event look for, with which other events, how they are spread, and the rules themselves. */

const most = { held: 25, sets: 15, inSet: 6, techniques: 20, rules: 200, blind: 40 }

/** What several rules of the event hold. `here` is its rules, the corpus count those of every event. */
export function commonSection(
  name: string,
  id: string,
  all: readonly Reach[],
  polarity: Polarity,
  root: string,
  hrefOf: FieldHref,
): Html {
  const excluded = polarity === 'excluded'
  return html`<section class="sec" id="${id}"><h2>${name} <span class="n">${figure(all.length)}</span></h2>${
    all.length === 0
      ? html`<p>${excluded ? 'Nothing is excluded by two of its rules.' : 'No indicator is held by two of its rules.'}</p>`
      : html`<table class="tbl stack"><thead><tr><th>Value</th><th>Field and kind</th><th class="r">Here</th><th>Corpus</th></tr></thead><tbody>${all
          .slice(0, most.held)
          .map(
            ({ key, here, corpus }) =>
              html`<tr><td><a class="val" href="${root}${valueHref(key)}">${valueCode(key.value)}</a></td><td>${useName({ ...key, polarity: 'required' }, below(root, hrefOf(key.field)))}</td><td class="r" data-t="here">${figure(here)}</td><td data-t="corpus">${corpusCount(corpus.length, splitOf(corpus))}</td></tr>`,
          )}</tbody></table>${left(all.length, most.held, excluded ? 'exclusion' : 'indicator')}`
  }</section>`
}

const below = (root: string, href: string | undefined): string | undefined =>
  href === undefined ? undefined : root + href

const left = (all: number, shown: number, what: string): Content =>
  all > shown && html`<p class="cut">${plural(all - shown, `more ${what}`)} of two rules or more.</p>`

export const kindsSection = ({ kinds }: EventReport): Html =>
  html`<section class="sec" id="kinds"><h2>Kinds of comparison <span class="n">${figure(kinds.length)}</span></h2>${
    kinds.length === 0 ? html`<p>Its rules compare nothing.</p>` : kindPlot(kinds)
  }</section>`

const hows: Readonly<Record<EventSet['how'], string>> = {
  any: 'any of them',
  sequence: 'in a sequence',
  join: 'joined',
}

export function combinations({ sets, event, rules }: EventReport, root: string): Html {
  const alone = rules.length - sets.reduce((n, set) => n + set.rules.length, 0)
  return html`<section class="sec" id="together"><h2>Event combinations <span class="n">${figure(sets.length)}</span></h2>${
    sets.length === 0
      ? html`<p>Its rules read no other event.</p>`
      : html`<p>Events that can fire the same rules. ${alone > 0 && `${plural(alone, 'rule')} ${alone === 1 ? 'reads' : 'read'} this one alone.`}</p><table class="tbl stack"><thead><tr><th>Events</th><th>How</th><th class="r">Rules</th><th>Families</th></tr></thead><tbody>${sets
          .slice(0, most.sets)
          .map(
            (set) =>
              html`<tr><td>${setWords(set, event.key, root)}</td><td class="muted nw">${hows[set.how]}</td><td class="r" data-t="rules">${figure(set.rules.length)}</td><td>${familySplit(set.rules)}</td></tr>`,
          )}</tbody></table>${
          sets.length > most.sets &&
          html`<p class="cut">${plural(sets.length - most.sets, 'more combination')}, of no more rules each, left out.</p>`
        }`
  }</section>`
}

/** `Sysmon 1 or instead Security 4688`; of a longer list this event and the first others. */
function setWords({ events, how }: EventSet, own: string, root: string): Html {
  const shown = events.filter(({ event }, i) => i < most.inSet || event.key === own)
  return html`${shown.map(({ event, role }, i) => [
    i > 0 && muted(between(how, role, shown[i - 1]?.role)),
    event.key === own ? html`<b class="own">${eventLink(event, root)}</b>` : eventLink(event, root),
  ])}${events.length > shown.length && html` <span class="muted">and ${figure(events.length - shown.length)} more</span>`}`
}

const muted = (text: string): Html => html`<span class="muted">${text}</span>`

function between(how: EventSet['how'], role: Role, before: Role | undefined): string {
  if (role === 'alternative' && before === 'primary') return ' or instead '
  return how === 'any' ? ' or ' : ', '
}

type Role = EventSet['events'][number]['role']

export function gridSection({ rules, event }: EventReport, root: string): Html {
  const found = byFamilyAndLevel(rules)
  const rows = families.filter((family) => found.has(family))
  const columns = levelsOf(found)
  const cell = (family: Family, level: Level | 'none'): Html => {
    const n = found.get(family)?.get(level) ?? 0
    const text =
      level === 'none' || n === 0
        ? figure(n)
        : html`<a class="plain" href="${root}${narrowed({ event: event.key, family, level })}">${figure(n)}</a>`
    return html`<td class="r">${n === 0 ? html`<span class="muted">–</span>` : text}</td>`
  }
  return html`<section class="sec" id="families"><h2>Families and levels</h2>${
    rows.length === 0
      ? html`<p>No rule can be fired by it.</p>`
      : html`<div class="eg"><table class="tbl"><thead><tr><th>Family</th>${columns.map(
          (level) => html`<th class="r">${level === 'none' ? 'no level' : level}</th>`,
        )}<th class="r">All</th></tr></thead><tbody>${rows.map(
          (family) =>
            html`<tr><th scope="row">${familyMark(family)}</th>${columns.map((level) => cell(family, level))}<td class="r"><a class="plain" href="${root}${narrowed({ event: event.key, family })}"><b>${figure(allLevels(found.get(family)))}</b></a></td></tr>`,
        )}</tbody></table></div>`
  }</section>`
}

export function techniquesSection({ techniques, event }: EventReport, root: string): Html {
  const widest = techniques[0]?.rules.length ?? 0
  return html`<section class="sec" id="techniques"><h2>Techniques <span class="n">${figure(techniques.length)}</span></h2>${
    techniques.length === 0
      ? html`<p>Its rules name no technique.</p>`
      : html`<table class="tbl"><thead><tr><th>Technique</th><th class="r">Rules</th><th><span class="vh">Share</span></th></tr></thead><tbody>${techniques
          .slice(0, most.techniques)
          .map(
            ({ id, name, rules }) =>
              html`<tr><td><a href="${root}${techniqueHref(id)}">${attackId(id)}${name}</a></td><td class="r"><a class="plain" href="${root}${narrowed({ event: event.key, technique: id })}">${figure(rules.length)}</a></td><td class="mt">${meter(rules.length, widest)}</td></tr>`,
          )}</tbody></table>${
          techniques.length > most.techniques &&
          html`<p class="cut">${plural(techniques.length - most.techniques, 'more technique')}: <a href="${root}${filtered('event', event.key)}">its rules</a> can be narrowed by each.</p>`
        }`
  }</section>`
}

export function rulesSection({ rules, alternative, blind, event }: EventReport, root: string): Html {
  const shown = bySeverity(rules).slice(0, most.rules)
  return html`<section class="sec" id="rules"><h2>Rules <span class="n">${figure(rules.length)}${rules.length > shown.length && `, the ${figure(shown.length)} most severe`}</span></h2>${
    shown.length === 0
      ? html`<p>It can fire no rule.</p>`
      : html`<table class="tbl er"><thead class="vh"><tr><th>Family</th><th>Rule</th><th>Level</th></tr></thead><tbody>${shown.map(
          (entry) =>
            html`<tr><td>${familyMark(entry.rule.family, true)}</td><td><a href="${root}${entry.href}">${visible(entry.rule.title)}</a>${alternative.has(entry) && [' ', tag('alternative')]}</td><td>${levelMark(entry.rule.meta.level)}</td></tr>`,
        )}</tbody></table>`
  }${
    rules.length > shown.length &&
    html`<p class="cut">${figure(rules.length - shown.length)} more are in the <a href="${root}${filtered('event', event.key)}">rules index</a>, to search and narrow.</p>`
  }${
    blind.length > 0 &&
    html`<details class="blind"><summary>${plural(blind.length, 'rule')} that it cannot fire</summary><p>They are about the same and need a field that it lacks.</p><ul class="plain">${blind
      .slice(0, most.blind)
      .map(
        (entry) =>
          html`<li>${familyMark(entry.rule.family, true)} <a href="${root}${entry.href}">${visible(entry.rule.title)}</a></li>`,
      )}</ul>${blind.length > most.blind && html`<p class="cut">${figure(blind.length - most.blind)} more are left out.</p>`}</details>`
  }</section>`
}
