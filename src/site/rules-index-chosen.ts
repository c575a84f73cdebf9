import type { Diagnostic } from '../model/rule.js'
import { type Html, html } from './html.js'
import { visible } from './literal.js'
import type { Choice } from './rules-index-address.js'
import { facetTitles } from './rules-index-facet-view.js'
import type { FacetTable } from './rules-index-format.js'
import type { Found } from './rules-index-search.js'

/** What is chosen, each with a way to take it back, how the search spelled a word that no rule holds, and what is wrong. */
export function chosenHtml(
  tables: readonly FacetTable[],
  { facets }: Choice,
  found: Found | undefined,
  problems: readonly Diagnostic[] = [],
): Html {
  const chips = tables.flatMap(({ name, keys, labels }) =>
    (facets[name] ?? []).map(
      (key) =>
        html`<button type="button" class="chip" data-facet="${name}" value="${key}"><span class="muted">${facetTitles[name]}</span> ${visible(labels[keys.indexOf(key)] ?? key)}<span class="vh">, take back</span></button>`,
    ),
  )
  const respelled = found?.respelled.map(
    ({ asked, used }) => html`<p>No rule holds <q>${asked}</q>; these hold <q>${used}</q>.</p>`,
  )
  const wrong = problems.map(({ severity, message }) => html`<p class="problem ${severity}">${visible(message)}</p>`)
  return html`${wrong}${respelled}${chips}${chips.length > 0 && html`<button type="button" class="btn quiet">Clear all</button>`}`
}

export const nothingHtml = html`<p class="nothing">No rule holds all of this. A part of a word is enough, and taking back a choice widens the search.</p>`
