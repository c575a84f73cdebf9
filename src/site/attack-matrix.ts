import type { Move } from '../catalog/attack-tables.js'
import type { Choice } from './attack-address.js'
import type { Cell, Column, Shown } from './attack-count.js'
import { type Content, type Html, html, join, raw } from './html.js'
import { figure, plural } from './marks.js'

/** Rules from which a cell is one step stronger. */
export const heatSteps = [1, 5, 20, 60, 150] as const

/** 0 for no rule, to 5. */
export const heat = (rules: number): number => heatSteps.filter((step) => rules >= step).length

/** What drawing needs besides the counts. */
export interface Setting {
  /** Where a cell leads, relative to the page; undefined: nowhere. */
  readonly hrefOf: (id: string) => string | undefined
  readonly tacticHref: (shortname: string) => string | undefined
  /** What the versions changed of a technique where it stands under a tactic, in a few words. */
  readonly moveOf: (id: string, tactic: string) => string | undefined
  /** Cells whose sub-techniques are unfolded: `execution T1059`. */
  readonly open: ReadonlySet<string>
}

/** The same matrix on the page as it is published and as the browser redraws it. */
export function matrixHtml({ columns }: Shown, choice: Choice, setting: Setting): Html {
  return html`${columns.map((column) => columnHtml(column, choice, setting))}`
}

function columnHtml(column: Column, choice: Choice, setting: Setting): Html {
  const { id, shortname, name, cells } = column
  const held = cells.filter(({ rules }) => rules > 0).length
  const href = setting.tacticHref(shortname)
  const heading = href === undefined ? hyphened(name) : html`<a href="${href}" title="${id}">${hyphened(name)}</a>`
  const shown = choice.holes ? cells.filter(({ rules }) => rules === 0) : cells
  return html`<section><h2>${heading}<small>${held} of ${cells.length}</small></h2><ol>${shown.map((cell) =>
    cellHtml(cell, column, choice, setting),
  )}</ol>${shown.length === 0 && html`<p class="muted">no hole</p>`}</section>`
}

function cellHtml(cell: Cell, { shortname, name }: Column, choice: Choice, setting: Setting): Html {
  const { subs } = cell
  const key = `${shortname} ${cell.id}`
  return html`<li class="t${heat(cell.rules)}">${inner(cell, name, choice, setting)}${
    subs.length > 0 &&
    html`<details data-k="${key}"${setting.open.has(key) && html` open`}><summary>${summary(cell)}</summary><ol>${subs.map(
      (sub) => html`<li class="t${heat(sub.rules)}">${inner(sub, name, choice, setting)}</li>`,
    )}</ol></details>`
  }</li>`
}

const summary = ({ name, subs }: Cell): Content =>
  html`${subs.filter(({ rules }) => rules > 0).length}/${subs.length}<span class="vh"> sub-techniques of ${name}</span>`

function inner({ id, name, rules }: Cell, tactic: string, { moved }: Choice, { hrefOf, moveOf }: Setting): Html {
  const words = moved ? moveOf(id, tactic) : undefined
  const content = html`<span>${hyphened(name)}</span>${words && html`<em>${words}</em>`}<b>${rules === 0 ? 'none' : figure(rules)}</b>`
  const href = hrefOf(id)
  return href === undefined
    ? html`<span class="tc" title="${id}">${content}</span>`
    : html`<a class="tc" href="${href}" title="${id}">${content}</a>`
}

/** Long words of ATT&CK's names may break where a person would break them. */
const hyphened = (name: string): Html =>
  join(
    name.split(/(?<=[/-])(?=\w)/).map((word) => join(word.split(ending), raw('&shy;'))),
    raw('<wbr>'),
  )

const ending =
  /(?<=[a-z]{4})(?=(?:tions?|ture|ments?|cate|date|tials|ness|sance|(?<!s)ance|able|ery|ing|sive|sions?|ware|phishing|logging|ability|nent|ted|ric|metric|Script|HotKey|gram)\b)/

/** `1–4`, `150+`, each in its colour. */
export const legend = html`<p class="lg"><span>Rules</span><i class="t0">none</i>${heatSteps.map((from, i) => {
  const next = heatSteps[i + 1]
  return html`<i class="t${i + 1}">${next === undefined ? `${from}+` : `${from}–${next - 1}`}</i>`
})}</p>`

/** `4,012 of 6,605 rules; 120 of 254 places have one`. */
export function shownText({ rules, naming, places, held }: Shown, all: number): Html {
  const some = rules === all ? plural(all, 'rule') : `${figure(rules)} of ${plural(all, 'rule')}`
  return html`<b>${figure(held)}</b> of ${figure(places)} places have a rule. ${some}, of which <b>${figure(naming)}</b> ${naming === 1 ? 'names' : 'name'} a technique.`
}

/** What a cell under a tactic says of a move: in the newer version where it came from, in the older where it goes. */
export function moveWords(move: Move, tactic: string, newer: boolean): string | undefined {
  const { kind, left, joined, was, became } = move
  switch (kind) {
    case 'new':
      return newer ? 'new' : undefined
    case 'gone':
      return newer ? undefined : became === undefined ? 'withdrawn' : `now ${became}`
    case 'changed': {
      const place = newer ? placeNow(left, joined, tactic) : placeThen(left, joined, tactic)
      const name = was !== undefined && (newer ? `was ${was}` : `now ${move.name}`)
      return [place, name].filter(Boolean).join('; ') || undefined
    }
    default:
      return kind satisfies never
  }
}

type Names = readonly string[]

/** Said where it is news: under the tactics that a technique joined; where it joined none, under those that it stayed in. */
const placeNow = (left: Names, joined: Names, tactic: string): string | undefined =>
  joined.includes(tactic)
    ? left.length > 0
      ? `from ${left.join(', ')}`
      : 'also here'
    : joined.length === 0 && left.length > 0
      ? `left ${left.join(', ')}`
      : undefined

const placeThen = (left: Names, joined: Names, tactic: string): string | undefined =>
  left.includes(tactic)
    ? joined.length > 0
      ? `to ${joined.join(', ')}`
      : 'leaves'
    : left.length === 0 && joined.length > 0
      ? `also ${joined.join(', ')}`
      : undefined
