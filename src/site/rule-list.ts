import type { Entry } from '../catalog/build.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { familyMark, figure } from './marks.js'

/** Rules of a list that are shown before the rest is folded away. */
const rulesAtFirst = 50

/** Titles of rules in columns; of more than `most` the first, how many are left, and what `rest` says of where they are. */
export function ruleList(
  rules: readonly Entry[],
  root: string,
  { most = 200, rest: elsewhere }: { readonly most?: number; readonly rest?: () => Content } = {},
): Html {
  const shown = rules.slice(0, most)
  const rest = shown.slice(rulesAtFirst)
  const left = rules.length - shown.length
  return html`<ul class="vr">${shown.slice(0, rulesAtFirst).map((entry) => ruleLine(entry, root))}</ul>${
    rest.length > 0 &&
    html`<details><summary>${figure(rest.length)} more</summary><ul class="vr">${rest.map((entry) => ruleLine(entry, root))}</ul></details>`
  }${left > 0 && html`<p class="rest">${figure(left)} more.${elsewhere?.()}</p>`}`
}

const ruleLine = ({ rule, href }: Entry, root: string): Html =>
  html`<li>${familyMark(rule.family, true)}<a href="${root}${href}">${visible(rule.title)}</a></li>`
