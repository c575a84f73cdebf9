import { families } from '../model/rule.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { familyMark, figure, levelMark, statusMark } from './marks.js'
import type { FacetName, FacetTable } from './rules-index-format.js'

export const facetTitles: Readonly<Record<FacetName, string>> = {
  family: 'Family',
  level: 'Level',
  status: 'Status',
  product: 'Product',
  category: 'Category',
  service: 'Service',
  tactic: 'Tactic',
  technique: 'Technique',
  event: 'Event',
}

/** Values shown before a facet is opened. */
const shownAtFirst = 7

export interface FacetState {
  readonly counts: Uint32Array
  /** Chosen values, as indexes into the table. */
  readonly chosen: ReadonlySet<number>
  readonly open: boolean
  /** Lower-case text that the shown labels must hold, when the facet is open. */
  readonly filter: string
}

/** A facet of the index: a frame that stays, with the values that `facetValues` redraws. */
export const facetFrame = (table: FacetTable, state: FacetState): Html =>
  html`<fieldset class="facet" data-facet="${table.name}"><legend>${facetTitles[table.name]}</legend><input class="ff" type="search" aria-label="Find in ${facetTitles[table.name]}" placeholder="Find" autocomplete="off" hidden><div class="fv">${facetValues(table, state)}</div></fieldset>`

/** Small facets keep their order; long ones put what is chosen and what is frequent first. */
export function facetValues(table: FacetTable, state: FacetState): Html {
  const ids = shownIds(table, state)
  const shown = state.open ? ids : ids.slice(0, Math.max(shownAtFirst, state.chosen.size))
  const rest = ids.length - shown.length
  return html`${shown.map((id) => valueLine(table, state, id))}${
    state.open && ids.length === 0 && html`<p class="muted">None.</p>`
  }${
    (rest > 0 || state.open) &&
    html`<button class="more js" type="button" aria-expanded="${state.open ? 'true' : 'false'}">${
      state.open ? 'fewer' : `${figure(rest)} more`
    }</button>`
  }`
}

function shownIds(table: FacetTable, { counts, chosen, open, filter }: FacetState): number[] {
  const ids = table.keys.map((_, id) => id)
  if (table.keys.length <= shownAtFirst) return ids
  const found = ids.filter(
    (id) =>
      chosen.has(id) || ((counts[id] ?? 0) > 0 && (!open || (table.labels[id] ?? '').toLowerCase().includes(filter))),
  )
  return found.sort(
    (a, b) => Number(chosen.has(b)) - Number(chosen.has(a)) || (counts[b] ?? 0) - (counts[a] ?? 0) || a - b,
  )
}

function valueLine(table: FacetTable, { counts, chosen }: FacetState, id: number): Html {
  const key = table.keys[id] ?? ''
  const label = table.labels[id] ?? key
  const count = counts[id] ?? 0
  return html`<label${count === 0 && !chosen.has(id) && html` class="zero"`}><input type="checkbox" name="${table.name}" value="${key}"${chosen.has(id) && html` checked`}>${valueLabel(
    table.name,
    key,
    label,
  )}<span class="num">${figure(count)}</span></label>`
}

function valueLabel(facet: FacetName, key: string, label: string): Content {
  if (facet === 'family') {
    const family = families.find((known) => known === key)
    if (family) return familyMark(family)
  }
  if (facet === 'level') return levelMark(key)
  if (facet === 'status') return statusMark(key)
  return html`<span class="fvl">${visible(label)}</span>`
}
