import type { TacticCoverage } from '../catalog/attack-survey.js'
import type { Catalog } from '../catalog/build.js'
import { coverageSection, eventsSection, guideSections, rulesSection } from './attack-guide.js'
import { tacticHref, techniqueHref } from './attack-links.js'
import { heat } from './attack-matrix.js'
import { type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { filtered } from './links.js'
import { attackId, figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

/** The page of a tactic. `counts`: rules by technique, sub-techniques among them; those without a rule are not in it. */
export function tacticPage(coverage: TacticCoverage, counts: ReadonlyMap<string, number>, catalog: Catalog): SitePage {
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
      main: html`<main id="main" class="wrap akp"><p class="crumb"><a href="${root}attack/">ATT&amp;CK</a></p><div class="head"><h1>${tactic.name} ${attackId(tactic.id)}</h1><div class="acts">${
        entries.length > 0 &&
        html`<a class="btn" href="${root}${filtered('tactic', tactic.shortname)}">${entries.length === 1 ? 'Its rule' : `Its ${figure(entries.length)} rules`}</a>`
      }<a class="btn" href="https://attack.mitre.org/tactics/${tactic.id}/" rel="noreferrer">attack.mitre.org</a></div>
<p class="lede">${plural(entries.length, 'rule')} ${entries.length === 1 ? 'stands' : 'stand'} under this tactic.${!current && ' It is of an older version of ATT&CK: these rules name it, and nothing they say tells which of the newer tactics is meant.'}</p></div>
${current && techniquesSection(coverage, counts, root)}
${coverageSection(entries)}
${eventsSection(entries, root)}
${guideSections(entries, catalog, root)}
${rulesSection(entries, { root, all: filtered('tactic', tactic.shortname) })}</main>`,
    }).markup,
  }
}

function techniquesSection({ techniques }: TacticCoverage, counts: ReadonlyMap<string, number>, root: string): Html {
  const held = techniques.filter(({ id }) => counts.has(id)).length
  const sorted = [...techniques].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0))
  return html`<section class="sec" id="techniques"><h2>Techniques <span class="n">${figure(held)} of ${figure(techniques.length)} have a rule</span></h2><p>A technique’s count is of every rule that names it or a sub-technique of it, whichever of its tactics the rule lists.</p><ol class="subs">${sorted.map(
    ({ id, name }) => {
      const rules = counts.get(id) ?? 0
      const text = html`<span>${attackId(id)}${name}</span><b>${rules === 0 ? 'none' : figure(rules)}</b>`
      return html`<li class="t${heat(rules)}">${rules === 0 ? html`<span class="tc">${text}</span>` : html`<a class="tc" href="${root}${techniqueHref(id)}">${text}</a>`}</li>`
    },
  )}</ol></section>`
}
