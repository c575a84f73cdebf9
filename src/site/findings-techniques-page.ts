import { attackVersion, type WithdrawnTechnique } from '../catalog/findings-techniques.js'
import { techniqueHref } from './attack-links.js'
import type { FindingKind, FindingSection } from './findings-paging.js'
import { ruleLink } from './findings-row.js'
import { type Content, type Html, html } from './html.js'
import { attackId, figure, plural } from './marks.js'

export function techniquesKind(found: readonly WithdrawnTechnique[]): FindingKind {
  const rules = new Set(found.flatMap(({ entries }) => entries)).size
  return {
    slug: 'techniques',
    title: 'Withdrawn techniques',
    about: `Techniques that rules name and that ATT&CK ${attackVersion} has revoked, deprecated or does not have.`,
    count: rules,
    noun: ['rule', 'rules'],
    sections: sorts.map((why) => section(why, found)),
  }
}

const sorts: readonly WithdrawnTechnique['why'][] = ['revoked', 'deprecated', 'unknown']

const section = (why: WithdrawnTechnique['why'], all: readonly WithdrawnTechnique[]): FindingSection => {
  const found = all.filter((one) => one.why === why)
  return {
    id: why,
    title: titles[why],
    judged: judged[why],
    head: why === 'revoked' ? ['Written', 'Now', 'Rules'] : ['Written', 'Rules'],
    rows: found.map((one) => (root) => row(one, root)),
    notes: found.map(({ written, detail, entries }) => ({
      entries,
      reason: html`it names <code>${written}</code>, ${why === 'revoked' ? `which is ${detail} now` : why === 'deprecated' ? 'which ATT&CK has withdrawn' : `which no version up to ${attackVersion} has`}`,
    })),
  }
}

const titles: Readonly<Record<WithdrawnTechnique['why'], string>> = {
  revoked: 'Revoked',
  deprecated: 'Deprecated',
  unknown: 'Unknown',
}

const judged: Readonly<Record<WithdrawnTechnique['why'], Content>> = {
  revoked: html`ATT&CK has put another technique in its place. Here the rule is listed under that one; a tool that knows ids only as written lists it nowhere, or under an old version.`,
  deprecated: html`ATT&CK has withdrawn it and names no successor.`,
  unknown: html`An id of the form of a technique that no version known here has: mistyped, or newer than version ${attackVersion}.`,
}

/** Rules that are listed at once, and at all. */
const rulesAtFirst = 8
const mostRules = 200

function row({ written, why, detail, entries }: WithdrawnTechnique, root: string): Html {
  const shown = entries.slice(0, mostRules)
  const [first, rest] = [shown.slice(0, rulesAtFirst), shown.slice(rulesAtFirst)]
  const [id = '', ...name] = detail.split(' ')
  const line = (entry: (typeof shown)[number]): Html => html`<li>${ruleLink(entry, root)}</li>`
  return html`<tr><td><code class="nw">${written}</code></td>${
    why === 'revoked' &&
    html`<td data-t="now"><a href="${root}${techniqueHref(id)}">${attackId(id)}${name.join(' ')}</a></td>`
  }<td>${plural(entries.length, 'rule')}<ul class="vr">${first.map(line)}</ul>${
    rest.length > 0 &&
    html`<details><summary>${figure(rest.length)} more</summary><ul class="vr">${rest.map(line)}</ul></details>`
  }${entries.length > mostRules && html`<p class="small">and ${figure(entries.length - mostRules)} more</p>`}</td></tr>`
}
