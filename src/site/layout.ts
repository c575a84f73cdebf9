import { type Content, type Html, html } from './html.js'
import { brandMark, themeMark } from './marks.js'

/** What the main navigation leads to: word and address below the root. */
const places = {
  rules: ['Rules', 'rules/'],
  events: ['Events', 'events/'],
  attack: ['ATT&CK', 'attack/'],
  fields: ['Fields', 'fields/'],
  findings: ['Findings', 'findings/'],
  match: ['Match', 'match/'],
} as const

type Place = 'home' | keyof typeof places

export interface Page {
  /** The heading of the document's tab; the product's name is appended. */
  readonly title: string
  /** Relative way to the site's root: `../../../`, or `./` for a page at the root. See `rootOf`. */
  readonly root: string
  /** The place of the main navigation that it belongs to. */
  readonly current?: Place
  readonly description?: string
  /** Logical names of `assets.ts` scripts: `rule`, `index`. */
  readonly scripts?: readonly string[]
  /** Id of an element before which nothing is painted: what stands above it would move while it arrives. */
  readonly paintedFrom?: string
  /** Everything between the top bar and the footer; holds one element with the id `main`. */
  readonly main: Html
}

/** From an address below the site's root (`rules/sigma/x/`) the relative way back to the root: `../../../`. */
export const rootOf = (href: string): string => '../'.repeat(href.split('/').length - 1) || './'

/** Nothing but the site's own files, no inline script or style. */
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"

/** A whole document. Every link in it is relative, so the site works from any folder of any web server. */
export const page = ({
  title,
  root,
  current,
  description,
  scripts = [],
  paintedFrom,
  main,
}: Page): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${description && html`<meta name="description" content="${description}">`}
<title>${title} · Detectionary</title>
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="preload" href="${root}assets/inter.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="${root}assets/mono.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${root}assets/site.css">
${paintedFrom && html`<link rel="expect" href="#${paintedFrom}" blocking="render">`}
<script src="${root}assets/theme.js"></script>
<script src="${root}assets/palette.js" type="module"></script>
${scripts.map((name) => html`<script src="${root}assets/${name}.js" type="module"></script>`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${topBar(root, current)}
${main}
${footer(root)}
</body>
</html>
`

const topBar = (root: string, current: Page['current']): Html => html`<header class="top"><div class="wrap">
<a class="brand" href="${root}"${currentPage(current === 'home')}>${brandMark}Detectionary</a>
<nav aria-label="Main">${Object.entries(places).map(([place, [word, href]]) => html`<a href="${root}${href}"${currentPage(current === place)}>${word}</a>`)}</nav>
<form class="find" action="${root}rules/" role="search"><label class="vh" for="find">Find a rule, value, event or technique</label><input id="find" type="search" name="q" placeholder="Find a rule, value, event…" autocomplete="off"><kbd aria-hidden="true">/</kbd></form>
<button class="btn quiet js" id="theme" type="button">${themeMark}<span class="vh">Theme: </span><span class="lbl">light</span></button>
</div></header>`

const currentPage = (is: boolean): Content => is && html` aria-current="page"`

const footer = (root: string): Html =>
  html`<footer class="foot"><div class="wrap"><span>Detectionary</span><span>Rules belong to their authors; each page names its licence and source.</span><a href="${root}about/">About this catalog</a></div></footer>`
