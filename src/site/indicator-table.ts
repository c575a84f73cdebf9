import type { FieldRow, Neighbour, ValueRow } from '../catalog/view.js'
import { type Content, type Html, html } from './html.js'
import { code, visible } from './literal.js'
import { corpusCount, figure, none } from './marks.js'
import type { Places } from './places.js'

const mostRows = 200
const mostNeighbours = 3

/** Field, kind and values with what the corpus says of each: one block of rows for each field and kind. */
export function renderIndicatorTable(fields: readonly FieldRow[], root: string, places: Places): Html {
  let left = mostRows
  const groups = fields.map((field) => {
    const values = field.values.slice(0, Math.max(0, left))
    left -= values.length
    return fieldRows(field, values, root, places)
  })
  const total = fields.reduce((n, { values }) => n + values.length, 0)
  return html`<div class="scroll"><table class="tbl ind stack"><thead><tr><th>Field</th><th>Kind</th><th>Value</th><th>Corpus</th><th>Covered by · covers</th><th>Same value elsewhere</th></tr></thead>${groups}</table></div>${
    total > mostRows &&
    html`<p class="cut">${figure(total - mostRows)} more rows are in <a href="rule.json">rule.json</a>.</p>`
  }`
}

function fieldRows(field: FieldRow, values: readonly ValueRow[], root: string, places: Places): Content {
  if (values.length === 0) return undefined
  return html`<tbody>${values.map(
    (value, i) =>
      html`<tr${places.mark(value.span)}>${i === 0 && fieldCells(field, values.length, root)}<td>${valueCell(value, root)}</td><td data-t="corpus">${corpusCount(value.count, value.families)}</td><td data-t="covered by">${coverage(value, root)}</td><td data-t="elsewhere">${elsewhere(value, root)}</td></tr>`,
  )}</tbody>`
}

function fieldCells({ field, written, href, kind, modifiers }: FieldRow, rows: number, root: string): Html {
  const span = rows > 1 && html` rowspan="${rows}"`
  const alias = field !== null && field !== written && html`<br><span class="muted small">as ${visible(field)}</span>`
  const name = field === null ? 'anywhere' : code(written)
  return html`<th class="in" scope="rowgroup"${span}>${href === undefined ? name : html`<a class="val" href="${root}${href}">${name}</a>`}${alias}</th><td class="in"${span}><code class="muted">${[kind, ...modifiers].join('|')}</code></td>`
}

const valueCell = ({ value, cased, href }: ValueRow, root: string): Html =>
  html`<a class="val" href="${root}${href}">${value === null ? 'absent' : code(value)}</a>${cased && html` <span class="muted small">cased</span>`}`

function coverage({ coveredBy, covers }: ValueRow, root: string): Content {
  if (coveredBy.length === 0 && covers.length === 0) return none
  return [
    coveredBy.length > 0 && html`<div>covered by ${neighbours(coveredBy, root, kindAndValue)}</div>`,
    covers.length > 0 && html`<div>covers ${neighbours(covers, root, kindAndValue)}</div>`,
  ]
}

const elsewhere = (row: ValueRow, root: string): Content =>
  row.elsewhere.length === 0 ? none : neighbours(row.elsewhere, root, fieldAndKind)

const neighbours = (all: readonly Neighbour[], root: string, name: (neighbour: Neighbour) => Content): Content => [
  all
    .slice(0, mostNeighbours)
    .map((neighbour, i) => [
      i > 0 && ', ',
      html`<a href="${root}${neighbour.href}">${name(neighbour)}</a> <span class="num">${figure(neighbour.count)}</span>`,
    ]),
  all.length > mostNeighbours && html` <span class="muted">and ${figure(all.length - mostNeighbours)} more</span>`,
]

const kindAndValue = ({ kind, modifiers, value }: Neighbour): Content => [
  html`<span class="o">${[kind, ...modifiers].join('|')}</span> `,
  value === null ? 'absent' : code(value),
]

const fieldAndKind = ({ field, kind, modifiers }: Neighbour): Content => [
  field === null ? 'anywhere' : code(field),
  html` <span class="o">${[kind, ...modifiers].join('|')}</span>`,
]
