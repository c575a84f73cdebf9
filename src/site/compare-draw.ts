import { type Family, families, type Language } from '../model/rule.js'
import type { Alignment, FieldAlignment, Row, Shared, Side, Twin } from './compare-align.js'
import { type Content, type Html, html } from './html.js'
import { code, visible } from './literal.js'
import { attackId, familyMark, figure, languageNames, levelMark, none, plural, statusMark } from './marks.js'

/** Rows of one field that are drawn; a list of hundreds of names is read in the rule. */
const mostRows = 150
const root = '../'

/** What two rules have in common and where they part, as the page shows it. */
export const comparison = (a: Twin, b: Twin, aligned: Alignment): Html => html`${facts(a, b)}
${opposed(aligned)}
${section('Indicators', aligned.indicators)}
${section('Exclusions', aligned.exclusions)}
${sharing('Techniques', aligned.techniques, technique)}
${sharing('Events', aligned.events, (name) => visible(name))}`

function facts(a: Twin, b: Twin): Html {
  const row = (name: string, of: (twin: Twin) => Content): Html =>
    html`<tr><th scope="row">${name}</th>${[a, b].map((twin) => html`<td>${of(twin) ?? none}</td>`)}</tr>`
  return html`<table class="tbl cmp"><thead><tr><th><span class="vh">What</span></th>${(['A', 'B'] as const).map(
    (side, i) => html`<th scope="col"><span class="cs">${side}</span> ${title(i === 0 ? a : b)}</th>`,
  )}</tr></thead><tbody>${row('Family', ({ family }) => familyOf(family))}${row('Language', ({ language }) => languageOf(language))}${row(
    'Level',
    ({ level }) => levelMark(level ?? undefined),
  )}${row('Status', ({ status }) => statusMark(status ?? undefined))}${row('Ways to fire', ({ ways }) => (ways === null ? 'countless' : figure(ways)))}${row(
    'Read',
    ({ extent }) => (extent === 'partial' ? 'in part' : extent === 'unread' ? 'not at all' : 'whole'),
  )}</tbody></table>`
}

const title = ({ title: text, href }: Twin): Html => html`<a href="${root}${href}">${visible(text)}</a>`

const familyOf = (family: string): Content => (isFamily(family) ? familyMark(family) : visible(family))

const isFamily = (text: string): text is Family => (families as readonly string[]).includes(text)

const languageOf = (language: string): Content =>
  language in languageNames ? languageNames[language as Language] : visible(language)

function opposed({ opposed: all }: Alignment): Content {
  if (all.length === 0) return undefined
  return html`<section class="sec"><h2>Looked for by one, excluded by the other<span class="n">${figure(all.length)}</span></h2><ul class="plain b">${all
    .slice(0, mostRows)
    .map(
      ({ field, kind, value, by }) =>
        html`<li>${by === 'a' ? 'A looks for' : 'B looks for'} ${fieldName(field)} <span class="kd">${kind}</span> ${valueCode(value)}, ${by === 'a' ? 'B' : 'A'} excludes it</li>`,
    )}</ul></section>`
}

function section(name: string, fields: readonly FieldAlignment[]): Html {
  const both = fields.reduce((n, field) => n + field.both, 0)
  const all = fields.reduce((n, { rows }) => n + rows.length, 0)
  return html`<section class="sec"><h2>${name}<span class="n">${all > 0 && `${figure(both)} of ${figure(all)} in both`}</span></h2>${
    all === 0
      ? html`<p>Neither rule has any.</p>`
      : html`<table class="tbl cmp"><thead><tr><th>Kind</th><th scope="col">A</th><th scope="col">B</th></tr></thead>${fields.map(fieldRows)}</table>`
  }</section>`
}

function fieldRows({ field, both, rows }: FieldAlignment): Html {
  const more = rows.length - mostRows
  return html`<tbody><tr class="cf"><th scope="rowgroup" colspan="3">${fieldName(field)} <span class="small muted">${both > 0 ? `${figure(both)} in both` : 'nothing in both'}</span></th></tr>${rows
    .slice(0, mostRows)
    .map(
      line,
    )}${more > 0 && html`<tr><td></td><td colspan="2" class="muted">and ${figure(more)} more; the rules have them</td></tr>`}</tbody>`
}

const line = (row: Row): Html =>
  html`<tr${row.a && row.b && html` class="eq"`}><td class="kd">${row.kind}</td><td>${side(row, row.a, 'B')}</td><td>${side(row, row.b, 'A')}</td></tr>`

const side = ({ href, count, a, b }: Row, own: Side | undefined, other: string): Content =>
  own === undefined
    ? none
    : html`${a && b && html`<span class="ceq" title="in both">=</span> `}<a class="val" href="${root}${href}">${valueCode(own.value)}</a>${
        own.within
          ? html` <span class="small muted">within what ${other} holds</span>`
          : !(a && b) && count > 1 && html` <span class="small muted">${plural(count, 'rule')}</span>`
      }`

const fieldName = (field: string | null): Html => (field === null ? html`<span>anywhere</span>` : code(field))

const valueCode = (value: string | null): Content =>
  value === null ? html`<span class="muted">absent</span>` : code(value)

/** What both have, then what one has. */
function sharing(name: string, { both, a, b }: Shared, show: (name: string) => Content): Html {
  const total = both.length + a.length + b.length
  const row = (word: string, names: readonly string[]): Content =>
    names.length > 0 &&
    html`<div><dt>${word}</dt><dd>${names.map((one, i) => [i > 0 && html`<br>`, show(one)])}</dd></div>`
  return html`<section class="sec"><h2>${name}<span class="n">${total > 0 && `${figure(both.length)} of ${figure(total)} in both`}</span></h2>${
    total === 0
      ? html`<p>Neither rule names any.</p>`
      : html`<dl class="about">${row('In both', both)}${row('Only A', a)}${row('Only B', b)}</dl>`
  }</section>`
}

const technique = (name: string): Html => {
  const [id = '', ...words] = name.split(' ')
  return html`${attackId(id)}${visible(words.join(' '))}`
}
