import type { Exclusion } from '../catalog/exclusions.js'
import { valueHref } from '../catalog/values.js'
import { ruleCount, splitOf } from './family-bar.js'
import { type Content, type Html, html } from './html.js'
import { code } from './literal.js'
import { figure, none, tag } from './marks.js'
import { fieldAndKind } from './value-text.js'

/** What is excluded, by how many rules, how many a record escapes by it, and what is doubtful about it. */
export const exclusionTable = (rows: readonly Exclusion[], root: string, field = true): Html =>
  html`<table class="tbl stack xt"><thead><tr><th>What escapes</th>${field && html`<th>Field and kind</th>`}<th class="r">Excluded by</th><th class="r">Enough by itself</th><th class="r">By broader ones</th><th>Flags</th></tr></thead><tbody>${rows.map(
    (row) => exclusionRow(row, root, field),
  )}</tbody></table>`

function exclusionRow(row: Exclusion, root: string, field: boolean): Html {
  const { tally, rules, alone, further } = row
  const href = `${root}${valueHref(tally.key)}`
  return html`<tr><td>${phrase(row)}<a href="${href}">${shownValue(row)}</a></td>${field && html`<td data-t="field">${fieldAndKind(tally.key)}</td>`}<td class="r" data-t="excluded by">${ruleCount(rules.length, splitOf(rules))}</td><td class="r" data-t="by itself">${figure(alone)}</td><td class="r" data-t="broader">${further > 0 ? `+${figure(further)}` : none}</td><td>${flags(row)}</td></tr>`
}

/** The words before the value; none where field and kind say it all. */
function phrase({ subject, tally: { key } }: Exclusion): Content {
  switch (subject) {
    case 'folder':
      return 'a file under '
    case 'name':
      return 'a file named '
    case 'file':
      return 'the file '
    case 'user':
      return 'the user '
    case 'address':
      return key.kind === 'cidr' ? 'the network ' : 'the address '
    case 'other':
      return undefined
    default:
      return subject satisfies never
  }
}

const shownValue = ({ subject, tally: { key } }: Exclusion): Content =>
  key.value === null
    ? html`<span class="muted">absent</span>`
    : code(subject === 'name' ? key.value.replace(/^[\\/]/, '') : key.value)

const flags = ({ writable, nameOnly }: Exclusion): Content => [
  writable !== undefined && tag('user-writable', `Users can usually write below ${writable}`),
  nameOnly && [writable !== undefined && ' ', tag('name only', 'A file of this name escapes in any folder')],
]
