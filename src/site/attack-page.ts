import type { TechniqueCoverage } from '../catalog/attack-survey.js'
import { attackMatrix, namedTechniques } from '../catalog/attack-tables.js'
import type { Catalog } from '../catalog/build.js'
import { families } from '../model/rule.js'
import { everything } from './attack-address.js'
import { counting } from './attack-count.js'
import type { AttackData, FacetData } from './attack-format.js'
import { layerOf, layerText } from './attack-layer.js'
import { settingOf, techniqueHref } from './attack-links.js'
import { legend, matrixHtml, shownText } from './attack-matrix.js'
import { type Content, type Html, html } from './html.js'
import { page } from './layout.js'
import { visible } from './literal.js'
import { attackId, familyMark, figure, levelMark, plural } from './marks.js'
import { techniquePlot } from './plot-techniques.js'
import type { SitePage } from './rules-index.js'

/** The matrix of all rules as a page, with the data that narrows it in a browser and its layer. */
export function* matrixPages(
  catalog: Catalog,
  data: AttackData,
  techniques: readonly TechniqueCoverage[],
): Generator<SitePage> {
  const shown = counting(data)(everything)
  yield { path: 'attack/data.json', content: JSON.stringify(data) }
  yield { path: 'attack/layer.json', content: layerText(layerOf(shown, everything)) }
  const setting = settingOf(data, shown, shown, everything, new Set())
  yield {
    path: 'attack/index.html',
    content: page({
      title: 'ATT&CK coverage',
      root: '../',
      current: 'attack',
      description: `Which of the ${figure(shown.places)} places of the ATT&CK matrix have detection rules: ${figure(shown.held)}, from ${plural(shown.naming, 'rule')}.`,
      scripts: ['attack'],
      main: html`<main id="main" class="wrap ak"><div class="head"><h1>ATT&amp;CK coverage</h1><div class="acts"><a class="btn" id="layer" href="layer.json" download="attack-layer.json">Navigator layer</a></div>
<p class="lede">A stronger cell has more rules, its sub-techniques’ among them; a dashed cell has none. A rule counts under every tactic of its techniques.</p></div>
${form(data)}
<div class="akb"><p id="count" role="status">${shownText(shown, data.rules)}</p>${legend}</div>
<div class="scroll" tabindex="0" role="region" aria-label="Matrix"><div class="mx" id="mx" data-columns="${shown.columns.length}">${matrixHtml(shown, everything, setting)}</div></div>
${byFamily(techniques)}
${withdrawn(catalog)}
<p class="small muted">ATT&amp;CK ${shown.version}${data.versions[1] && html`; <a href="moved/">what changed since ${data.versions[1].version}</a>`}. © The MITRE Corporation, reproduced and distributed with its permission.</p></main>`,
    }).markup,
  }
}

function form({ facets, versions }: AttackData): Html {
  const facet = (name: FacetData['name']): FacetData | undefined => facets.find((one) => one.name === name)
  const product = facet('product')
  const status = facet('status')
  return html`<form class="af" id="af" aria-label="What is counted">
${toggles('Families', facet('family'), (key) => {
  const family = families.find((one) => one === key)
  return family ? familyMark(family) : key
})}${toggles('Levels', facet('level'), levelMark)}
<label>Status ${choices('status', status)}</label>
<label>Product ${choices('product', product)}</label>
<label>Event <input type="text" name="event" list="events" placeholder="sysmon, security/4688" autocomplete="off" autocapitalize="off" spellcheck="false"></label><datalist id="events"></datalist>
<label>ATT&amp;CK <select name="version">${versions.map(({ version }, i) => html`<option value="${i === 0 ? '' : version}">${version}</option>`)}</select></label>
<label><input type="checkbox" name="holes"> only holes</label>
<label><input type="checkbox" name="moved"> what moved</label>
<button class="btn quiet" type="button" id="unfold">Unfold all</button><button class="btn quiet" type="reset">Clear</button></form>`
}

const toggles = (legendText: string, facet: FacetData | undefined, mark: (key: string) => Content): Content =>
  facet &&
  facet.keys.length > 1 &&
  html`<fieldset class="tog"><legend class="vh">${legendText}</legend>${facet.keys.map(
    (key) => html`<label><input type="checkbox" name="${facet.name}" value="${key}">${mark(key)}</label>`,
  )}</fieldset>`

const choices = (name: string, facet: FacetData | undefined): Html =>
  html`<select name="${name}"><option value="">any</option>${facet?.keys.map((key, i) => html`<option value="${key}">${visible(facet.labels[i] ?? key)}</option>`)}</select>`

/** Whole techniques only: a part of one is among its rules. Of all rules, whatever is chosen above. */
function byFamily(techniques: readonly TechniqueCoverage[]): Content {
  const whole = techniques.filter(({ parent }) => !parent)
  return (
    whole.length > 0 &&
    html`<section class="sec akf" id="by-family"><h2>Techniques of most rules, by family <span class="n">${figure(whole.length)}</span></h2><p>Of all rules, whatever is chosen above; those of sub-techniques are among them.</p>${techniquePlot(
      whole.map(({ technique: { id, name }, entries }) => ({ id, name, entries })),
      {
        root: '../',
        most: mostDrawn,
        rest: (left) => `${plural(left, 'more technique')} of as many rules or fewer, in the matrix above.`,
      },
    )}</section>`
  )
}

const mostDrawn = 20

/** Rules whose techniques ATT&CK has withdrawn without a successor have no place in the matrix. */
function withdrawn({ entries }: Catalog): Content {
  const named = namedTechniques(entries)
  const found = [...attackMatrix().techniques.values()].filter(
    ({ id, successor }) => successor !== undefined && named.has(id),
  )
  return (
    found.length > 0 &&
    html`<section class="sec"><h2>Withdrawn techniques <span class="n">${figure(found.length)}</span></h2><p>Rules name these, and ATT&amp;CK has taken them out of the matrix without a successor.</p><ul class="plain">${found.map(
      ({ id, name }) =>
        html`<li><a href="../${techniqueHref(id)}">${attackId(id)}${name}</a> <span class="muted num">${plural(named.get(id)?.length ?? 0, 'rule')}</span></li>`,
    )}</ul></section>`
  )
}
