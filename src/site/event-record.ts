import type { EventField } from '../catalog/event-fields.js'
import type { EventReport } from '../catalog/event-report.js'
import { meter } from './event-marks.js'
import { type Content, type Html, html, join } from './html.js'
import { visible } from './literal.js'
import { figure, none, plural } from './marks.js'

/** What a record of the event holds: its fields as rules use them, and a sample. */

/** Rows that are shown: all that the tables list and rules use, then some of the others. */
const most = { listed: 60, others: 20, kinds: 3 }

/** Where the page of a field is, below the site's root; undefined when it has none. */
export type FieldHref = (field: string | null) => string | undefined

export function fieldsSection(report: EventReport, root: string, hrefOf: FieldHref): Html {
  const { listed, others } = report.fields
  const used = listed.filter(({ rules }) => rules > 0).length
  const shown = listed.slice(0, most.listed)
  const beside = others.slice(0, most.others)
  const widest = Math.max(0, ...[...listed, ...others].map(({ rules }) => rules))
  const row = (field: EventField): Html => fieldRow(field, widest, hrefOf, root)
  return html`<section class="sec" id="fields"><h2>Fields <span class="n">${listed.length > 0 && `${figure(used)} of ${figure(listed.length)} used by rules`}</span></h2>${
    shown.length + beside.length === 0
      ? html`<p>No field of it is known, and no rule asks for one.</p>`
      : html`<table class="tbl stack ef"><thead><tr><th>Field</th><th>Type</th><th class="r">Rules</th><th><span class="vh">Share</span></th><th>Mostly</th></tr></thead>${
          shown.length > 0 && html`<tbody>${shown.map(row)}</tbody>`
        }${
          beside.length > 0 &&
          html`<tbody><tr class="beside"><th scope="rowgroup" colspan="5">${shown.length === 0 ? 'Rules ask for' : 'Rules also ask for, beside what the tables list'}</th></tr>${beside.map(row)}</tbody>`
        }</table>${cut(listed.length - shown.length, 'listed field')}${cut(others.length - beside.length, 'field')}`
  }</section>`
}

const cut = (n: number, what: string): Content =>
  n > 0 && html`<p class="cut">${plural(n, `more ${what}`)}, of no more rules each, left out.</p>`

function fieldRow({ name, type, as, rules, kinds }: EventField, widest: number, hrefOf: FieldHref, root: string): Html {
  const link = (field: string | null): Content => {
    const href = hrefOf(field)
    const shown = field === null ? 'anywhere in the record' : html`<code>${visible(field)}</code>`
    return href === undefined ? shown : html`<a class="val" href="${root}${href}">${shown}</a>`
  }
  return html`<tr><td>${link(name)}${
    as.length > 0 &&
    html` <span class="muted small">rules: ${join(
      as.slice(0, 3).map(link),
      ', ',
    )}${as.length > 3 && ` and ${as.length - 3} more`}</span>`
  }</td><td class="muted small">${type}</td><td class="r" data-t="rules">${
    rules === 0 ? none : figure(rules)
  }</td><td class="mt">${meter(rules, widest)}</td><td class="ops">${kinds
    .slice(0, most.kinds)
    .map(
      ([kind, n]) =>
        html`<span class="nw"><code class="muted">${kind}</code> <span class="num">${figure(n)}</span></span> `,
    )}</td></tr>`
}

export function sampleSection({ event: { sample }, listed }: EventReport): Html {
  const rows = Object.entries(sample)
  return html`<section class="sec" id="sample"><h2>Sample record</h2>${
    rows.length === 0
      ? html`<p>Nothing is known of its records.</p>`
      : [
          html`<p>${listed ? 'A record with made-up values.' : 'What every record of the log holds; nothing more is known of this event.'}</p>`,
          html`<div class="code"><header><span>json</span><span>· ${plural(rows.length, 'field')}</span></header><pre><span class="p">{</span>
${rows.map(
  (
    [name, value],
    i,
  ) => html`  <b>${visible(JSON.stringify(name))}</b><span class="p">:</span> <span class="s">${visible(JSON.stringify(value))}</span>${i < rows.length - 1 && html`<span class="p">,</span>`}
`,
)}<span class="p">}</span></pre></div>`,
        ]
  }</section>`
}
