import type { Catalog, Entry } from '../catalog/build.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import { figure } from './marks.js'
import { rulesIndexData } from './rules-index-data.js'
import { engine } from './rules-index-engine.js'
import { facetFrame } from './rules-index-facet-view.js'
import { counter } from './rules-index-facets.js'
import type { IndexData } from './rules-index-format.js'
import { countText, rowHtml } from './rules-index-row.js'

/** A file of the site: its path below the site's root, and its text. */
export interface SitePage {
  readonly path: string
  readonly content: string
}

/** Rules on one static page: some 140 kB of HTML, which a browser lays out at once. */
export const pageSize = 200

/**
 * The rules index: `rules/index.html` with the first rules and the search, `rules/page/2/index.html` and on with the
 * others for readers without JavaScript, and `rules/index.json` from which the search answers.
 */
export function* rulesIndexPages(catalog: Catalog): Generator<SitePage> {
  const data = rulesIndexData(catalog)
  const { row } = engine(data)
  const pages = Math.max(1, Math.ceil(catalog.entries.length / pageSize))
  yield { path: 'rules/index.json', content: JSON.stringify(data) }
  for (let at = 0; at < pages; at++) {
    const below = at === 0 ? '' : '../../'
    const entries = catalog.entries.slice(at * pageSize, (at + 1) * pageSize)
    const rows = entries.map((_, i) => {
      const shown = row(at * pageSize + i)
      return rowHtml({ ...shown, href: below + shown.href })
    })
    const list = html`<ol class="rows" id="rows" start="${at * pageSize + 1}">${rows}</ol>${pageLinks(catalog.entries, pages, at, below)}`
    yield at === 0
      ? { path: 'rules/index.html', content: firstPage(data, list).markup }
      : { path: `rules/page/${at + 1}/index.html`, content: laterPage(data, list, at, pages).markup }
  }
}

const firstPage = (data: IndexData, list: Html): Html =>
  page({
    title: 'Detection rules',
    root: '../',
    current: 'rules',
    description: `Search ${figure(data.title.length)} detection rules by title, value, field, log source and ATT&CK technique.`,
    scripts: ['index-rules'],
    main: html`<main id="main" class="wrap ri"><div class="ri-head"><h1>Detection rules</h1>
<form class="ask js" id="ask" role="search" action="./"><label class="vh" for="q">Search rules</label><input type="search" id="q" name="q" placeholder="Words, or field:CommandLine contains:-enc level:high" autocomplete="off" autocapitalize="off" spellcheck="false" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="q-list"><ul class="options" id="q-list" role="listbox" aria-label="Ways to go on" hidden></ul></form>
<p class="hint js">Narrow with ${['field:', 'contains:', 'value:', 'technique:', 'event:', 'level:', 'not:'].map((name) => html`<button type="button" class="narrow"><code>${name}</code></button>`)}</p>
<noscript><p class="hint">Search and filters need JavaScript. The list below is complete, in the order of titles.</p></noscript>
<div class="bar"><button class="btn js fb" id="filters" type="button" aria-expanded="false" aria-controls="facets">Filters</button><p id="count" role="status">${countText(data.title.length, data.title.length)}</p><label class="js end">Sort <select id="sort"><option value="match">best match</option><option value="level">level</option><option value="newest">newest</option><option value="ways">most ways</option></select></label></div>
<div class="chosen" id="chosen"></div></div>
<form class="facets" id="facets" aria-label="Filters">${facetFrames(data)}</form>
<div class="ri-list" id="list">${list}<div id="end"></div></div></main>`,
  })

function facetFrames(data: IndexData): Html[] {
  const { counts } = counter(data.facets)(data.title.keys(), [])
  return data.facets.flatMap((table, f) => {
    const state = { counts: counts[f] ?? new Uint32Array(0), chosen: new Set<number>(), open: false, filter: '' }
    return table.keys.length === 0 ? [] : [facetFrame(table, state)]
  })
}

const laterPage = (data: IndexData, list: Html, at: number, pages: number): Html =>
  page({
    title: `Detection rules, page ${at + 1} of ${pages}`,
    root: '../../../',
    current: 'rules',
    main: html`<main id="main" class="wrap ri one"><div class="ri-head"><h1>Detection rules, page ${at + 1}</h1>
<div class="bar"><p>${countText(data.title.length, data.title.length)}, in the order of titles</p><a class="js end" href="../../">Search and filter</a></div></div>
<div class="ri-list">${list}</div></main>`,
  })

/** Links to the static pages, each saying with which rule it begins. */
const pageLinks = (entries: readonly Entry[], pages: number, current: number, below: string): Html | undefined =>
  pages === 1
    ? undefined
    : html`<nav class="pages" id="pages" aria-label="Pages of the list"><ol>${Array.from({ length: pages }, (_, at) => {
        const first = entries[at * pageSize]?.rule.title ?? ''
        const href = at === 0 ? below || './' : `${below}page/${at + 1}/`
        return html`<li><a href="${href}"${at === current && html` aria-current="page"`} title="from ${first}"><b>${at + 1}</b> ${beginning(first)}</a></li>`
      })}</ol></nav>`

/** The first word of a title, short enough for a row of links. */
const beginning = (title: string): string => {
  const first = title.trim().split(/\s+/)[0] ?? ''
  return first.length > 12 ? `${first.slice(0, 11)}…` : first
}
