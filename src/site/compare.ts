import type { Catalog } from '../catalog/build.js'
import { crumbs, toRules } from './crumbs.js'
import { html } from './html.js'
import { page } from './layout.js'
import type { SitePage } from './rules-index.js'

/** The address of the comparison with one rule chosen, below the site's root. */
export const compareHref = (href: string): string => `compare/?a=${encodeURIComponent(href)}`

/** `compare/index.html`: two rules chosen by title, compared in the browser from their JSON twins. */
export function comparePages({ entries }: Catalog): SitePage[] {
  const choose = (side: 'a' | 'b', label: string) =>
    html`<div class="cb"><label for="${side}">${label}</label><input type="search" id="${side}" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${side}-list" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="Title of a rule"><ul id="${side}-list" role="listbox" aria-label="${label}" hidden></ul></div>`
  const content = page({
    title: 'Compare two rules',
    root: '../',
    current: 'rules',
    description: `Two of ${entries.length} detection rules of any families side by side, aligned by field and indicator.`,
    scripts: ['compare'],
    main: html`<main id="main" class="wrap vi">${crumbs('../', [toRules])}<h1>Compare two rules</h1>
<p class="lede">Rules of any families side by side: what both look for, what only one does, and what one excludes. Fields go by the names that all families share, so the same test written in two languages meets in one line.</p>
<noscript><p>Comparing needs JavaScript. Without it, each rule’s page says what it looks for and how many rules look for the same.</p></noscript>
<form class="cbs js" id="choose">${choose('a', 'Rule A')}${choose('b', 'Rule B')}<button class="btn" type="button" id="swap">Swap</button></form>
<p id="said" class="small muted" role="status"></p>
<div id="result"></div></main>`,
  })
  return [{ path: 'compare/index.html', content: content.markup }]
}
