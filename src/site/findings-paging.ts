import type { Entry } from '../catalog/build.js'
import { crumbs, toFindings } from './crumbs.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

/** One kind of finding as its pages show it. */
export interface FindingKind {
  /** Its address: `findings/<slug>/`. */
  readonly slug: string
  readonly title: string
  /** What is found, in a sentence or two. */
  readonly about: string
  /** How many findings there are, and what one of them is called. */
  readonly count: number
  readonly noun: readonly [one: string, many: string]
  readonly sections: readonly FindingSection[]
}

/** Findings of one rule of judgement. */
export interface FindingSection {
  readonly id: string
  readonly title: string
  /** What is told, what is not, and why it matters. */
  readonly judged: Content
  readonly head: readonly string[]
  /** Rows of the table, made when their page is; `root` is the relative way to the site's root. */
  readonly rows: readonly ((root: string) => Html)[]
  /** Of each row the rules that it concerns, and what their own pages say of it. */
  readonly notes: readonly FindingNote[]
}

interface FindingNote {
  readonly entries: readonly Entry[]
  readonly reason: Content
}

/** Rows on one page. */
export const rowsOnPage = 120

/** `findings/<slug>/index.html` and, when the list is long, `findings/<slug>/2/index.html` and on. */
export function* kindPages(kind: FindingKind): Generator<SitePage> {
  const total = kind.sections.reduce((n, { rows }) => n + rows.length, 0)
  const pages = Math.max(1, Math.ceil(total / rowsOnPage))
  for (let at = 0; at < pages; at++) {
    const address = addressOf(kind.slug, at)
    yield { path: `${address}index.html`, content: kindPage(kind, at, pages, rootOf(address)).markup }
  }
}

/** The page of a kind's list, the first is 0. */
export const addressOf = (slug: string, at: number): string =>
  at === 0 ? `findings/${slug}/` : `findings/${slug}/${at + 1}/`

function kindPage(kind: FindingKind, at: number, pages: number, root: string): Html {
  const { title, about, count, noun } = kind
  return page({
    title: at === 0 ? title : `${title}, page ${at + 1} of ${pages}`,
    root,
    current: 'findings',
    description: about,
    main: html`<main id="main" class="wrap vi fi">${crumbs(root, [toFindings])}<h1>${title}${at > 0 && `, page ${at + 1}`}</h1>
<p class="lede">${about} ${count > 0 && html`<span class="nw">${plural(count, ...noun)}.</span>`}</p>
${shown(kind, at, root)}${pages > 1 && pageLinks(kind.slug, at, pages, root)}</main>`,
  })
}

/** The part of each section that falls on a page; a section without findings is told on the first page. */
function shown({ sections }: FindingKind, at: number, root: string): Content {
  let before = 0
  return sections.map((section) => {
    const from = Math.max(0, at * rowsOnPage - before)
    const to = Math.max(0, (at + 1) * rowsOnPage - before)
    before += section.rows.length
    const rows = section.rows.slice(from, to)
    if (rows.length === 0 && !(section.rows.length === 0 && at === 0)) return undefined
    return html`<section class="sec" id="${section.id}"><h2>${section.title}<span class="n">${figure(section.rows.length)}${from > 0 && ', continued'}</span></h2><p>${section.judged}</p>${
      rows.length === 0
        ? html`<p class="muted">None in this corpus.</p>`
        : html`<table class="tbl stack ft"><thead><tr>${section.head.map((name) => html`<th>${name}</th>`)}</tr></thead><tbody>${rows.map((row) => row(root))}</tbody></table>`
    }</section>`
  })
}

const pageLinks = (slug: string, at: number, pages: number, root: string): Html =>
  html`<nav class="pages" aria-label="Pages of the list"><ol>${Array.from(
    { length: pages },
    (_, i) =>
      html`<li><a href="${root}${addressOf(slug, i)}"${i === at && html` aria-current="page"`}><b>${i + 1}</b></a></li>`,
  )}</ol></nav>`
