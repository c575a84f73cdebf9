import type { NamedTechnique } from '../catalog/attack-survey.js'
import type { Catalog } from '../catalog/build.js'
import type { Near, ValueReport } from '../catalog/value-report.js'
import type { ValueEntry, ValueUse } from '../catalog/values.js'
import { exactly, term } from '../search/print.js'
import { techniqueHref } from './attack-links.js'
import { crumbs, toFields, toValues } from './crumbs.js'
import { familyBar, ruleCount, splitOf } from './family-bar.js'
import { foundLinks } from './found-link.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { attackId, figure, plural } from './marks.js'
import { ruleList } from './rule-list.js'
import { nearName, useName, valueCode } from './value-text.js'
import { shorten } from './words.js'

const nearShown = 40
const techniquesShown = 30
/** Rules of one use that are listed. */
const rulesShown = 150
const usesShown = 50
/** Rules that are listed on the whole page, so that it stays small. */
const rulesOnPage = 350
/** A longer value is no search. */
const longestSearch = 200

/** Everything about a value that many rules hold: `values/v/<slug>/`. */
export function valuePage(catalog: Catalog, value: ValueEntry, report: ValueReport, href: string): Html {
  const root = rootOf(href)
  const { rules, techniques, within, around } = report
  const shown = value.value === null ? 'An absent field' : value.value
  const fields = new Set(value.uses.map(({ field }) => field)).size
  const uses = [...value.uses].sort(byReach)
  const excluding = new Set(uses.flatMap((use) => (use.polarity === 'excluded' ? use.rules : []))).size
  return page({
    title: shorten(shown.replace(/\s+/g, ' '), 60),
    root,
    current: 'fields',
    description: `${shorten(shown.replace(/\s+/g, ' '), 80)}: ${plural(rules.length, 'detection rule')} that look for it or exclude it, by field, operator, family and technique.`,
    main: html`<main id="main" class="wrap vi">${crumbs(root, [toFields, toValues])}<h1>${valueCode(value.value)}</h1>
<p class="lede">${plural(rules.length, 'rule holds', 'rules hold')} this value${excluding > 0 && `, ${figure(excluding)} of them to exclude it`}.</p>
<div class="figs"><div>${ruleCount(rules.length, splitOf(rules))}rules</div><div><b>${figure(fields)}</b>${fields === 1 ? 'field' : 'fields'}</div><div><b>${figure(techniques.length)}</b>${techniques.length === 1 ? 'technique' : 'techniques'}</div></div>
<section class="sec" id="uses"><h2>Where it stands<span class="n">${figure(uses.length)}</span></h2><table class="tbl n1"><thead><tr><th>Field and kind</th><th class="r">Rules</th><th><span class="vh">By family</span></th></tr></thead><tbody>${uses.slice(0, usesShown).map((use, i) => useRow(catalog, use, i, uses, root))}</tbody></table>${uses.length > usesShown && html`<p class="rest">${plural(uses.length - usesShown, 'more place')} of ${plural(uses[usesShown]?.rules.length ?? 0, 'rule')} or fewer each.</p>`}</section>
${techniqueSection(techniques, root)}
${nearSection('Contained in it', 'within', 'Indicators that hold whenever one with this value does.', within, root)}
${nearSection('Containing it', 'around', 'Indicators that are narrower: when one of them holds, one with this value does.', around, root)}
${ruleSections(catalog, uses, value, root)}</main>`,
  })
}

const byReach = (a: ValueUse, b: ValueUse): number => b.rules.length - a.rules.length

function useRow(catalog: Catalog, use: ValueUse, i: number, all: readonly ValueUse[], root: string): Html {
  const split = splitOf(use.rules)
  const place = catalog.fieldPlace(use.field)
  const most = all[0]?.rules.length ?? 1
  return html`<tr><td>${useName(use, place && root + place.href)}</td><td class="r"><a class="plain" href="#u-${i}">${ruleCount(use.rules.length, split)}</a></td><td class="bars">${familyBar(split, most)}</td></tr>`
}

function techniqueSection(techniques: readonly NamedTechnique[], root: string): Html {
  const most = techniques[0]?.rules.length ?? 1
  const left = techniques.length - techniquesShown
  return html`<section class="sec" id="techniques"><h2>Techniques of its rules<span class="n">${figure(techniques.length)}</span></h2>${
    techniques.length === 0
      ? html`<p>None of its rules names a technique of ATT&amp;CK.</p>`
      : html`<table class="tbl tqt n1"><thead><tr><th>Technique</th><th class="r">Rules</th><th><span class="vh">By family</span></th></tr></thead><tbody>${techniques
          .slice(0, techniquesShown)
          .map(({ id, name, rules }) => {
            const split = splitOf(rules)
            return html`<tr><td><a href="${root}${techniqueHref(id)}">${attackId(id)}${name}</a></td><td class="r">${ruleCount(rules.length, split)}</td><td class="bars">${familyBar(split, most)}</td></tr>`
          })}</tbody></table>`
  }${left > 0 && html`<p class="rest">${plural(left, 'more technique')} of as many rules or fewer.</p>`}</section>`
}

function nearSection(title: string, id: string, about: string, all: readonly Near[], root: string): Html {
  const left = all.length - nearShown
  return html`<section class="sec" id="${id}"><h2>${title}<span class="n">${figure(all.length)}</span></h2>${
    all.length === 0
      ? html`<p>No other value of its fields.</p>`
      : html`<p>${about}</p><ul class="vr">${all.slice(0, nearShown).map((near) => html`<li><span>${nearName(near, root)}</span></li>`)}</ul>`
  }${left > 0 && html`<p class="rest">${plural(left, 'more value')}.</p>`}</section>`
}

function ruleSections(catalog: Catalog, uses: readonly ValueUse[], { value }: ValueEntry, root: string): Content {
  let left = rulesOnPage
  return html`<section class="sec" id="rules"><h2>Rules</h2>${uses.slice(0, usesShown).map((use, i) => {
    const most = Math.max(0, Math.min(rulesShown, left))
    left -= Math.min(use.rules.length, most)
    return html`<div class="vs" id="u-${i}"><h3>${useName(use)} <span class="n">${plural(use.rules.length, 'rule')}</span></h3>${ruleList(use.rules, root, { most, rest: () => foundLinks(catalog, root, searchesFor(use, value)) })}</div>`
  })}</section>`
}

/** The search for all that stands as a use does. Without a field it would find the value everywhere. */
function searchesFor({ field, kind, polarity }: ValueUse, value: string | null): Parameters<typeof foundLinks>[2] {
  if (field === null || (value !== null && value.length > longestSearch)) return []
  const excludes = polarity === 'excluded'
  const about = value === null ? 'exists:false' : exactly(kind, value)
  return [
    {
      query: `${excludes ? 'excludes:' : ''}${term('field', field)} ${about}`,
      words: `that ${excludes ? 'exclude' : 'look for'} it so`,
    },
  ]
}
