import { type Content, type Html, html } from './html.js'

interface Step {
  /** Below the site's root. */
  readonly href: string
  readonly name: Content
}

/** The pages above a page, the nearest last: `Fields › Values`. Every kind of page has it in this manner. */
export const crumbs = (root: string, steps: readonly Step[]): Html =>
  html`<nav class="crumb" aria-label="Breadcrumb">${steps.map(({ href, name }, i) => [
    i > 0 && html`<span aria-hidden="true">›</span>`,
    html`<a href="${root}${href}">${name}</a>`,
  ])}</nav>`

/** Where the lists of what rules ask about begin. */
export const toFields: Step = { href: 'fields/', name: 'Fields' }
export const toValues: Step = { href: 'values/', name: 'Values' }
export const toExclusions: Step = { href: 'exclusions/', name: 'Exclusions' }
export const toEvents: Step = { href: 'events/', name: 'Events' }
export const toAttack: Step = { href: 'attack/', name: 'ATT&CK' }
export const toFindings: Step = { href: 'findings/', name: 'Findings' }
export const toRules: Step = { href: 'rules/', name: 'Rules' }
