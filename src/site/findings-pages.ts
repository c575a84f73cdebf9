import type { Catalog } from '../catalog/build.js'
import { findingKinds } from './findings-kinds.js'
import { type FindingKind, kindPages } from './findings-paging.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import { figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

/** `findings/index.html` with what was found of each kind, and the pages of the kinds. */
export function* findingPages(catalog: Catalog): Generator<SitePage> {
  const kinds = findingKinds(catalog)
  yield { path: 'findings/index.html', content: indexPage(kinds, catalog).markup }
  for (const kind of kinds) yield* kindPages(kind)
}

const indexPage = (kinds: readonly FindingKind[], { entries }: Catalog): Html =>
  page({
    title: 'Findings',
    root: '../',
    current: 'findings',
    description:
      'What is worth a second look in these rules: near misses, unreachable parts, identical rules, withdrawn techniques.',
    main: html`<main id="main" class="wrap vi fi"><h1>Findings</h1>
<p class="lede">What is worth a second look in ${plural(entries.length, 'rule')}: told only where the rules themselves show it, each kind by rules of judgement that its page states. What could not be read is told under <a href="../problems/">problems</a>.</p>
${kinds.map(kindSection)}</main>`,
  })

const kindSection = ({ slug, title, about, count, noun, sections }: FindingKind): Html =>
  html`<section class="sec"><h2><a href="${slug}/">${title}</a><span class="n">${plural(count, ...noun)}</span></h2><p>${about}</p>${
    sections.length > 1 &&
    html`<ul class="fk">${sections.map(({ id, title: what, rows }) => html`<li>${rows.length > 0 ? html`<a href="${slug}/#${id}">${what}</a>` : what} <span class="num">${figure(rows.length)}</span></li>`)}</ul>`
  }</section>`
