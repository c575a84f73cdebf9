import type { Entry } from '../catalog/build.js'
import type { EventKind } from '../catalog/event-survey.js'
import { families } from '../model/rule.js'
import { eventHref } from './event-address.js'
import { eventName } from './event-text.js'
import { splitOf } from './family-bar.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { familyLetters, familyNames, figure } from './marks.js'

/** Each family that has some of the rules, by its letter, and how many: `Σ40 K2`. */
export function familySplit(rules: readonly Entry[]): Html {
  const split = splitOf(rules)
  const held = families.filter((family) => split[family])
  return html`<span class="cc">${held.map((family, i) => [
    i > 0 && ' ',
    html`<span class="${family}" title="${familyNames[family]}">${familyLetters[family]}${figure(split[family] ?? 0)}</span>`,
  ])}</span>`
}

const meterLength = 72

/** How much of the most it is. A length is an attribute, because the page's policy allows no inline style. */
export const meter = (n: number, most: number): Content =>
  n > 0 &&
  html`<svg class="em" viewBox="0 0 ${meterLength} 4" width="${meterLength}" height="4" aria-hidden="true"><rect width="${Math.max(2, Math.round((n / Math.max(1, most)) * meterLength))}" height="4" rx="1"/></svg>`

/** `Sysmon 1`, leading to its page. */
export const eventLink = (event: EventKind, root: string): Html =>
  html`<a href="${root}${eventHref(event.key)}">${visible(eventName(event))}</a>`

/** What the catalog calls a product; others are called as rules write them. */
const products: Readonly<Record<string, string>> = {
  aws: 'Amazon Web Services',
  azure: 'Azure and Entra',
  cisco: 'Cisco',
  crowdstrike: 'CrowdStrike',
  'defender-xdr': 'Microsoft Defender XDR',
  elastic: 'Elastic',
  github: 'GitHub',
  gcp: 'Google Cloud and Workspace',
  kubernetes: 'Kubernetes',
  linux: 'Linux',
  m365: 'Microsoft 365',
  macos: 'macOS',
  okta: 'Okta',
  paloalto: 'Palo Alto Networks',
  sentinelone: 'SentinelOne',
  splunk: 'Splunk',
  windows: 'Windows',
  zeek: 'Zeek',
}

export const productName = (product: string): string =>
  Object.hasOwn(products, product) ? (products[product] ?? product) : product
