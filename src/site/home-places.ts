import type { Catalog } from '../catalog/build.js'
import { type Content, type Html, html } from './html.js'
import { figure, plural } from './marks.js'

/** The lists that the main navigation does not name, each with how much is in it. */
export function placesList(catalog: Catalog): Html {
  const { totals, entries } = catalog
  const place = (href: string, name: string, about: Content): Html =>
    html`<li><a href="${href}">${name}</a><span>${about}</span></li>`
  const fields = new Set([...catalog.tallies()].map(({ key }) => key.field)).size
  const values = [...catalog.values()].length
  return html`<nav class="ways" aria-label="Lists"><ul>${place('values/', 'Values', `${figure(values)}, with every rule that looks for one`)}${place(
    'fields/by-name/',
    'Fields by name',
    `${figure(fields)}, each under one name for all families`,
  )}${place('exclusions/', 'Exclusions audit', `${figure(totals.exclusions)}, and what escapes by each`)}${place(
    'compare/',
    'Compare',
    `any two of ${plural(entries.length, 'rule')} side by side`,
  )}</ul></nav>`
}
