import { type Html, html } from './html.js'

const lists = {
  fields: ['Fields', 'fields/'],
  'by-name': ['Fields by name', 'fields/by-name/'],
  values: ['Values', 'values/'],
  exclusions: ['Exclusions', 'exclusions/'],
} as const

/** Links between the lists of what rules ask about. */
export const otherLists = (root: string, current: keyof typeof lists): Html =>
  html`<nav class="sub" aria-label="Lists"><ul>${Object.entries(lists).map(
    ([name, [word, href]]) =>
      html`<li><a href="${root}${href}"${name === current && html` aria-current="page"`}>${word}</a></li>`,
  )}</ul></nav>`
