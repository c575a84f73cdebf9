import type { TechniqueCoverage } from '../catalog/attack-survey.js'
import type { Catalog } from '../catalog/build.js'
import { families } from '../model/rule.js'
import { coverageSection, eventsSection, guideSections, rulesSection } from './attack-guide.js'
import { rulesNaming, tacticHref, techniqueHref } from './attack-links.js'
import { heat } from './attack-matrix.js'
import { crumbs, toAttack } from './crumbs.js'
import { splitOf } from './family-bar.js'
import { type Content, type Html, html, join } from './html.js'
import { page, rootOf } from './layout.js'
import { attackId, familyMark, figure, plural, tag } from './marks.js'
import { techniquePlot } from './plot-techniques.js'
import type { SitePage } from './rules-index.js'

/** The page of a technique that has a rule. */
export function techniquePage(coverage: TechniqueCoverage, catalog: Catalog): SitePage {
  const { technique, entries, subs, parent } = coverage
  const { id, name } = technique
  const path = techniqueHref(id)
  const root = rootOf(path)
  const ids = [id, ...subs.filter(({ entries: held }) => held.length > 0).map((sub) => sub.technique.id)]
  const named = new Set(ids)
  const title = parent ? `${parent.name}: ${name}` : name
  return {
    path: `${path}index.html`,
    content: page({
      title: `${id} ${title}`,
      root,
      current: 'attack',
      description: `${plural(entries.length, 'detection rule')} for ATT&CK ${id} ${title}: events, fields, indicators and exclusions that they use.`,
      main: html`<main id="main" class="wrap akp">${crumb(coverage, root)}<div class="head"><h1>${attackId(id)}${title}</h1><div class="acts"><a class="btn" href="${root}${rulesNaming(ids)}">${entries.length === 1 ? 'Its rule' : `Its ${figure(entries.length)} rules`}</a><a class="btn" href="https://attack.mitre.org/techniques/${id.replace('.', '/')}/" rel="noreferrer">attack.mitre.org</a></div>
${lede(coverage)}</div>
${facts(coverage, root)}
${coverageSection(entries)}
${subsSection(coverage, root)}
${eventsSection(entries, root)}
${guideSections(entries, catalog, root)}
${rulesSection(entries, {
  root,
  all: rulesNaming(ids),
  ...(ids.length > 1 && {
    names: ({ attack }) => [
      ...new Set(attack.flatMap((row) => row.techniques.map((one) => one.id)).filter((one) => named.has(one))),
    ],
  }),
})}</main>`,
    }).markup,
  }
}

const crumb = ({ parent }: TechniqueCoverage, root: string): Html =>
  crumbs(root, [toAttack, ...(parent ? [{ href: techniqueHref(parent.id), name: `${parent.id} ${parent.name}` }] : [])])

function lede({ technique, entries, own, subs }: TechniqueCoverage): Content {
  const { successor } = technique
  const below = entries.length - own
  return html`<p class="lede">${plural(entries.length, 'rule')} ${entries.length === 1 ? 'names' : 'name'} it${
    subs.length > 0 &&
    ` or a sub-technique of it${below > 0 ? `, ${figure(below)} of them only by a sub-technique` : ''}`
  }.${successor === null && [' ', tag('withdrawn', 'ATT&CK has withdrawn it without a successor')]}</p>`
}

function facts({ technique, tactics, entries, subs }: TechniqueCoverage, root: string): Html {
  const split = splitOf(entries)
  const fact = (name: string, value: Content): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  const links = tactics.map(({ shortname, name }) => html`<a href="${root}${tacticHref(shortname)}">${name}</a>`)
  return html`<dl class="facts">${links.length > 0 && fact(links.length === 1 ? 'Tactic' : 'Tactics', join(links, ', '))}${fact(
    'Families',
    html`<span class="fams">${families
      .filter((family) => split[family])
      .map(
        (family) => html`<span>${familyMark(family)} <span class="num">${figure(split[family] ?? 0)}</span></span>`,
      )}</span>`,
  )}${
    subs.length > 0 &&
    fact(
      'Sub-techniques',
      `${figure(subs.filter(({ entries: held }) => held.length > 0).length)} of ${figure(subs.length)} have a rule`,
    )
  }${technique.platforms.length > 0 && fact('Platforms, as ATT&CK has it', technique.platforms.join(', '))}</dl>`
}

const subsSection = ({ subs, parent }: TechniqueCoverage, root: string): Content =>
  parent === undefined &&
  html`<section class="sec" id="subs"><h2>Sub-techniques <span class="n">${figure(subs.length)}</span></h2>${
    subs.length === 0
      ? html`<p>ATT&amp;CK has no sub-technique of it.</p>`
      : html`<ol class="subs">${subs.map(({ technique: { id, name, successor }, entries: { length: rules } }) => {
          const text = html`<span>${attackId(id)}${name}${successor === null && [' ', tag('withdrawn')]}</span><b>${rules === 0 ? 'none' : figure(rules)}</b>`
          return html`<li class="t${heat(rules)}">${rules === 0 ? html`<span class="tc">${text}</span>` : html`<a class="tc" href="${root}${techniqueHref(id)}">${text}</a>`}</li>`
        })}</ol>${
          subs.some(({ entries }) => entries.length > 0) &&
          html`<section class="sub" id="by-family"><h3>Sub-techniques by family</h3>${techniquePlot(
            subs.map(({ technique: { id, name }, entries }) => ({ id, name, entries })),
            {
              root,
              most: mostDrawn,
              rest: (left) => `${plural(left, 'more sub-technique')} of as many rules or fewer.`,
            },
          )}</section>`
        }`
  }</section>`

const mostDrawn = 15
