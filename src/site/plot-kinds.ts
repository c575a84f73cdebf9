import type { KindUse } from '../catalog/kind-survey.js'
import { families } from '../model/rule.js'
import { familyBar, ruleCount, splitOf } from './family-bar.js'
import { type Html, html } from './html.js'
import { plotKey } from './plot.js'

/** Kinds of comparison as bars with one stretch a family, those of most rules first. */
export function kindPlot(kinds: readonly KindUse[]): Html {
  const rows = kinds.map((one) => ({ ...one, split: splitOf(one.rules) }))
  const most = rows[0]?.rules.length ?? 1
  const held = families.filter((family) => rows.some(({ split }) => split[family]))
  return html`${plotKey(held)}<table class="tbl kt"><thead><tr><th>Kind</th><th class="r">Rules</th><th><span class="vh">By family</span></th></tr></thead><tbody>${rows.map(
    ({ kind, rules, split }) =>
      html`<tr><th scope="row"><code>${kind}</code></th><td class="r">${ruleCount(rules.length, split)}</td><td class="bars">${familyBar(split, most)}</td></tr>`,
  )}</tbody></table>`
}
