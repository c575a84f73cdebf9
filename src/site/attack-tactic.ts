import type { TacticCoverage, TechniqueCoverage } from '../catalog/attack-survey.js'
import type { Catalog } from '../catalog/build.js'
import { coverageSection, eventsSection, guideSections, rulesSection } from './attack-guide.js'
import { tacticHref, techniqueHref } from './attack-links.js'
import { heat } from './attack-matrix.js'
import { crumbs, toAttack } from './crumbs.js'
import { type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { filtered } from './links.js'
import { attackId, figure, plural } from './marks.js'
import { techniquePlot } from './plot-techniques.js'
import type { SitePage } from './rules-index.js'

/** The page of a tactic. `found`: the techniques that have a rule, by id. */
export function tacticPage(
  coverage: TacticCoverage,
  found: ReadonlyMap<string, TechniqueCoverage>,
  catalog: Catalog,
): SitePage {
  const { tactic, current, entries } = coverage
  const path = tacticHref(tactic.shortname)
  const root = rootOf(path)
  return {
    path: `${path}index.html`,
    content: page({
      title: `${tactic.name}, ${tactic.id}`,
      root,
      current: 'attack',
      description: `${plural(entries.length, 'detection rule')} for the ATT&CK tactic ${tactic.name}: techniques, events, fields, indicators and exclusions.`,
      main: html`<main id="main" class="wrap akp">${crumbs(root, [toAttack])}<div class="head"><h1>${tactic.name} ${attackId(tactic.id)}</h1><div class="acts">${
        entries.length > 0 &&
        html`<a class="btn" href="${root}${filtered('tactic', tactic.shortname)}">${entries.length === 1 ? 'Its rule' : `Its ${figure(entries.length)} rules`}</a>`
      }<a class="btn" href="https://attack.mitre.org/tactics/${tactic.id}/" rel="noreferrer">attack.mitre.org</a></div>
<p class="lede">${plural(entries.length, 'rule')} ${entries.length === 1 ? 'stands' : 'stand'} under this tactic.${!current && ' It is of an older version of ATT&CK: these rules name it, and nothing they say tells which of the newer tactics is meant.'}</p></div>
${current && techniquesSection(coverage, found, root)}
${coverageSection(entries)}
${eventsSection(entries, root)}
${guideSections(entries, catalog, root)}
${rulesSection(entries, { root, all: filtered('tactic', tactic.shortname) })}</main>`,
    }).markup,
  }
}

function techniquesSection(
  { techniques }: TacticCoverage,
  found: ReadonlyMap<string, TechniqueCoverage>,
  root: string,
): Html {
  const count = (id: string): number => found.get(id)?.entries.length ?? 0
  const held = techniques.flatMap(({ id, name }) => {
    const entries = found.get(id)?.entries
    return entries ? [{ id, name, entries }] : []
  })
  const sorted = [...techniques].sort((a, b) => count(b.id) - count(a.id))
  return html`<section class="sec" id="techniques"><h2>Techniques <span class="n">${figure(held.length)} of ${figure(techniques.length)} have a rule</span></h2><p>A technique’s count is of every rule that names it or a sub-technique of it, whichever of its tactics the rule lists.</p><ol class="subs">${sorted.map(
    ({ id, name }) => {
      const rules = count(id)
      const text = html`<span>${attackId(id)}${name}</span><b>${rules === 0 ? 'none' : figure(rules)}</b>`
      return html`<li class="t${heat(rules)}">${rules === 0 ? html`<span class="tc">${text}</span>` : html`<a class="tc" href="${root}${techniqueHref(id)}">${text}</a>`}</li>`
    },
  )}</ol>${
    held.length > 0 &&
    html`<section class="sub" id="by-family"><h3>Techniques by family</h3>${techniquePlot(held, { root, most: mostDrawn, rest: (left) => `${plural(left, 'more technique')} of as many rules or fewer.` })}</section>`
  }</section>`
}

const mostDrawn = 15
