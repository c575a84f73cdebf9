import type { RelatedRule, RuleView } from '../catalog/view.js'
import type { Diagnostic, Family, Severity } from '../model/rule.js'
import { logsourcesOf } from '../model/walk.js'
import { type RuleFinding, renderFindings } from './findings-notes.js'
import { type Content, type Html, html } from './html.js'
import { isWebAddress } from './links.js'
import { code, visible } from './literal.js'
import { renderMarkdown } from './markdown.js'
import { familyMark, figure, levelMark, statusMark } from './marks.js'
import type { Places } from './places.js'
import { paragraphs } from './rule-head.js'
import { shorten } from './words.js'

/** The lists at the foot of a rule page. An empty one says so: absence is an answer. */

const section = (id: string, title: string, count: number | undefined, body: Content): Html =>
  html`<section class="sec" id="${id}"><h2>${title}${count !== undefined && html` <span class="n">${figure(count)}</span>`}</h2>${body}</section>`

export const renderFalsePositives = ({ rule }: RuleView): Html =>
  section(
    'fps',
    'False positives',
    rule.meta.falsepositives.length,
    rule.meta.falsepositives.length === 0
      ? html`<p>The author names none.</p>`
      : html`<ul class="plain b">${rule.meta.falsepositives.map((text) => html`<li>${visible(text)}</li>`)}</ul>`,
  )

export const renderReferences = ({ rule }: RuleView): Html =>
  section(
    'refs',
    'References',
    rule.meta.references.length,
    rule.meta.references.length === 0
      ? html`<p>The author names none.</p>`
      : html`<ul class="plain b break">${rule.meta.references.map((text) => html`<li>${reference(text)}</li>`)}</ul>`,
  )

const reference = (text: string): Content =>
  isWebAddress(text)
    ? html`<a href="${text}" rel="noreferrer">${visible(shorten(text.replace(/^https?:\/\/(?:www\.)?/i, ''), 96))}</a>`
    : visible(text)

/** What the author tells whoever handles an alert; folded, since it is as long as the rest of the page. */
export const renderGuides = ({ rule }: RuleView): Content => {
  const { guides = [] } = rule.meta
  return (
    guides.length > 0 &&
    section(
      'guides',
      'Guides',
      guides.length,
      guides.map(
        ({ title, markdown }) =>
          html`<details class="guide"><summary>${visible(title)}</summary>${renderMarkdown(markdown)}</details>`,
      ),
    )
  )
}

const severities: Readonly<Record<Severity, Html>> = {
  error: html`<svg viewBox="0 0 12 12" aria-hidden="true"><path d="M4 .8h4L11.200 4v4L8 11.200H4L.8 8V4z"/><path d="M4.200 4.200l3.600 3.600m0-3.600L4.200 7.800"/></svg>error`,
  warning: html`<svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1.200l5.200 9.300H.8z"/></svg>warning`,
  note: html`<svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.500"/></svg>note`,
}

const mostDiagnostics = 200

export function renderDiagnostics(
  { diagnostics }: RuleView,
  places: Places,
  findings: readonly RuleFinding[],
  root: string,
): Html {
  const shown = diagnostics.slice(0, mostDiagnostics)
  const body =
    diagnostics.length === 0
      ? html`<p>None. The rule was read whole.</p>`
      : html`<ul class="diag">${shown.map((diagnostic) => diagnosticRow(diagnostic, places))}</ul>${
          diagnostics.length > shown.length &&
          html`<p class="cut">${figure(diagnostics.length - shown.length)} more are in <a href="rule.json">rule.json</a>.</p>`
        }`
  return section('diagnostics', 'Diagnostics', diagnostics.length, [body, renderFindings(findings, root)])
}

const diagnosticRow = ({ code: name, severity, message, span }: Diagnostic, places: Places): Html =>
  html`<li${places.mark(span)}><span class="sev ${severity}">${severities[severity]}</span><div><p>${visible(shorten(message, 600))}</p><p><code>${name}</code></p></div><a class="small" href="${places.href(span)}">${places.position(span)}</a></li>`

/** How a relation reads from this rule's side, by who names whom. */
const relations: Readonly<Record<string, Readonly<Record<RelatedRule['direction'], string>>>> = {
  derived: { out: 'derived from', in: 'source of' },
  obsolete: { out: 'replaces', in: 'replaced by' },
  obsoletes: { out: 'replaces', in: 'replaced by' },
  merged: { out: 'merged from', in: 'merged into' },
  renamed: { out: 'renamed from', in: 'renamed to' },
  similar: { out: 'similar to', in: 'similar to' },
  correlation: { out: 'counts hits of', in: 'counted by' },
  filter: { out: 'filters', in: 'filtered by' },
  copy: { out: 'same query as', in: 'same query in' },
}

const relationWords = ({ type, direction }: RelatedRule): string =>
  relations[type]?.[direction] ?? (direction === 'out' ? type : `${type}, named by`)

export const renderRelated = ({ related }: RuleView, root: string): Html =>
  section(
    'related',
    'Related rules',
    related.length,
    related.length === 0
      ? html`<p>None named, in either direction.</p>`
      : html`<table class="tbl stack"><thead><tr><th>Relation</th><th>Rule</th><th>Status</th><th>Level</th></tr></thead><tbody>${related.map((other) => relatedRow(other, root))}</tbody></table>`,
  )

const relatedRow = (related: RelatedRule, root: string): Html =>
  html`<tr><td class="nw">${relationWords(related)}</td>${
    related.rule
      ? html`<td>${familyMark(related.rule.family, true)} <a href="${root}${related.rule.href}">${visible(related.rule.title)}</a></td><td class="in">${statusMark(related.rule.status)}</td><td class="in">${levelMark(related.rule.level)}</td>`
      : html`<td>${code(related.id)} <span class="muted">not in this catalog</span></td><td></td><td></td>`
  }</tr>`

const tagText = (namespace: string, name: string, family: Family): string =>
  namespace === '' ? name : family === 'sigma' ? `${namespace}.${name}` : `${namespace}: ${name}`

/** Everything else the file says, and where it comes from. */
export function renderAbout({ rule, source }: RuleView, places: Places): Html {
  const { meta } = rule
  const tags = meta.tags.filter(({ namespace }) => namespace !== 'attack')
  const { definition, index } = logsourcesOf(rule)[0] ?? {}
  const license = meta.license ?? source.license
  const rows: readonly (readonly [string, Content])[] = [
    ['Id', rule.id && code(rule.id)],
    ['Name', meta.name !== undefined && code(meta.name)],
    ['Authors', meta.authors.length > 0 && visible(meta.authors.join(', '))],
    ['File', code(rule.path)],
    [
      'Source',
      [
        visible(source.name),
        source.revision !== undefined && html` <span class="muted">at ${code(source.revision.slice(0, 12))}</span>`,
      ],
    ],
    ['Licence', license !== undefined ? visible(license) : html`<span class="muted">not stated</span>`],
    [
      'Tags',
      tags.length > 0 && separated(tags.map(({ namespace, name }) => code(tagText(namespace, name, rule.family)))),
    ],
    ['Fields to look at', meta.fields.length > 0 && separated(meta.fields.map(code))],
    ['Scope', meta.scope.length > 0 && separated(meta.scope.map(code))],
    ['Indices', index !== undefined && separated(index.split(',').map((pattern) => code(pattern.trim())))],
    ['Log source needs', definition !== undefined && paragraphs(definition)],
    ...meta.other.map(
      ({ key, text, span }) => [key, html`<pre${places.mark(span)}>${visible(shorten(text, 1200))}</pre>`] as const,
    ),
  ]
  return section(
    'about',
    'About',
    undefined,
    html`<dl class="about">${rows.map(([name, value]) => value && html`<div><dt>${visible(name)}</dt><dd>${value}</dd></div>`)}</dl>`,
  )
}

const separated = (items: readonly Content[]): Content => items.map((item, i) => [i > 0 && ', ', item])
