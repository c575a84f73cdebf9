import type { RuleView } from '../catalog/view.js'
import { logsourcesOf } from '../model/walk.js'
import { isWhole } from './body.js'
import { compareHref } from './compare.js'
import { crumbs, toRules } from './crumbs.js'
import { type Content, type Html, html } from './html.js'
import { filtered } from './links.js'
import { visible } from './literal.js'
import { familyMark, familyNames, languageNames, levelMark, statusMark } from './marks.js'
import { sourceParts } from './rules-index-source.js'

/** Breadcrumb, title, actions, description and key facts. */
export function renderHead(view: RuleView, root: string): Html {
  const { rule } = view
  return html`${breadcrumb(view, root)}
<div class="head"><h1>${visible(rule.title)}</h1><div class="acts">${isWhole(view) && html`<button class="btn js" type="button" data-copy>Copy</button>`}<a class="btn" href="${root}${compareHref(view.href)}">Compare</a><a class="btn" href="rule.json">JSON</a>${
    view.url !== undefined && html`<a class="btn" href="${view.url}" rel="noreferrer">Source</a>`
  }</div>
${rule.meta.description && html`<div class="lede">${paragraphs(rule.meta.description)}</div>`}
<dl class="facts">${facts(view)}</dl></div>
`
}

function breadcrumb({ rule }: RuleView, root: string): Html {
  const source = logsourcesOf(rule)[0]
  return crumbs(root, [
    toRules,
    { href: filtered('family', rule.family), name: familyNames[rule.family] },
    ...(['product', 'category', 'service'] as const).flatMap((key) =>
      source?.[key] ? [{ href: filtered(key, source[key]), name: visible(source[key]) }] : [],
    ),
  ])
}

/** Blank lines part paragraphs; single breaks are where the author's editor wrapped. */
export const paragraphs = (text: string): Content =>
  text
    .split(/\n[ \t\r]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => html`<p>${visible(paragraph)}</p>`)

/** So many logs are named; a rule over more says how many there are. */
const mostSources = 3

function logSources({ rule }: RuleView): Content {
  const all = new Map(logsourcesOf(rule).map((written) => [sourceParts(written).join('/'), sourceParts(written)]))
  const named = [...all.values()].filter((parts) => parts.length > 0)
  if (named.length === 0) return undefined
  const more = named.length - mostSources
  return [
    named
      .slice(0, mostSources)
      .map((parts, n) => [
        n > 0 && ', ',
        parts.map((part, i) => [i > 0 && html` <span class="muted">/</span> `, html`<code>${visible(part)}</code>`]),
      ]),
    more > 0 && html` <span class="muted">and ${more} more</span>`,
  ]
}

function facts(view: RuleView): Content {
  const { meta, id } = view.rule
  const { family, language } = view.rule
  return [
    fact('Family', familyMark(family)),
    language !== family && language !== 'none' && fact('Language', languageNames[language]),
    fact('Level', levelMark(meta.level)),
    fact('Status', statusMark(meta.status)),
    fact('Log source', logSources(view)),
    fact(meta.authors.length > 1 ? 'Authors' : 'Author', authors(meta.authors)),
    fact('Created', meta.date && html`<span class="num">${meta.date}</span>`),
    fact('Modified', meta.modified && html`<span class="num">${meta.modified}</span>`),
    fact('Id', id && html`<code title="${id}">${id.length > 12 ? id.slice(0, 8) : id}</code>`),
    view.extent !== 'whole' &&
      fact('Read', html`<a href="#diagnostics">${view.extent === 'partial' ? 'in part' : 'not read'}</a>`),
  ]
}

const fact = (name: string, value: Content): Content => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const mostAuthors = 3

function authors(names: readonly string[]): Content {
  if (names.length === 0) return undefined
  const shown = names.length > mostAuthors ? names.slice(0, mostAuthors - 1) : names
  const more = names.length - shown.length
  return [visible(shown.join(', ')), more > 0 && html` <a class="muted" href="#about">and ${more} more</a>`]
}
