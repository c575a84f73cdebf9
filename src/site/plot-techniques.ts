import type { Entry } from '../catalog/build.js'
import { families } from '../model/rule.js'
import { techniqueHref } from './attack-links.js'
import { familyBar, ruleCount, splitOf } from './family-bar.js'
import { type Content, type Html, html } from './html.js'
import { attackId, figure } from './marks.js'
import { plotKey } from './plot.js'

/** A technique with the rules that name it or a sub-technique of it. */
export interface TechniqueRules {
  readonly id: string
  readonly name: string
  readonly entries: readonly Entry[]
}

/** Techniques as bars with one stretch a family, those of most rules first. `rest` says where the others are. */
export function techniquePlot(
  all: readonly TechniqueRules[],
  { root, most, rest }: { readonly root: string; readonly most: number; readonly rest?: (left: number) => Content },
): Html {
  const sorted = all
    .filter(({ entries }) => entries.length > 0)
    .sort((a, b) => b.entries.length - a.entries.length || (a.id < b.id ? -1 : 1))
  const shown = sorted.slice(0, most).map((one) => ({ ...one, split: splitOf(one.entries) }))
  const longest = shown[0]?.entries.length ?? 1
  const held = families.filter((family) => shown.some(({ split }) => split[family]))
  const left = sorted.length - shown.length
  return html`${plotKey(held)}<table class="tbl tqt tqp"><thead><tr><th>Technique</th><th class="r">Rules</th><th><span class="vh">By family</span></th></tr></thead><tbody>${shown.map(
    ({ id, name, entries, split }) =>
      html`<tr><td><a href="${root}${techniqueHref(id)}">${attackId(id)}${name}</a></td><td class="r">${ruleCount(entries.length, split)}</td><td class="bars">${familyBar(split, longest)}</td></tr>`,
  )}</tbody></table>${left > 0 && html`<p class="cut">${rest ? rest(left) : `${figure(left)} more.`}</p>`}`
}
