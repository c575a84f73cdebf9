import type { Entry } from '../catalog/build.js'
import { type Html, html } from './html.js'
import { visible } from './literal.js'
import { familyMark, figure } from './marks.js'

/** Rules of a list that are shown before the rest is folded away. */
const rulesAtFirst = 50

/** Titles of rules in columns; of more than `most` the first, and a link to where all are. */
export function ruleList(
  rules: readonly Entry[],
  root: string,
  { most = 200, all }: { readonly most?: number; readonly all?: string } = {},
): Html {
  const shown = rules.slice(0, most)
  const rest = shown.slice(rulesAtFirst)
  const left = rules.length - shown.length
  return html`<ul class="vr">${shown.slice(0, rulesAtFirst).map((entry) => ruleLine(entry, root))}</ul>${
    rest.length > 0 &&
    html`<details><summary>${figure(rest.length)} more</summary><ul class="vr">${rest.map((entry) => ruleLine(entry, root))}</ul></details>`
  }${
    left > 0 &&
    html`<p class="rest">${figure(left)} more${all !== undefined && html`: <a href="${root}${all}">look for them among all rules</a>`}.</p>`
  }`
}

const ruleLine = ({ rule, href }: Entry, root: string): Html =>
  html`<li>${familyMark(rule.family, true)}<a href="${root}${href}">${visible(rule.title)}</a></li>`
