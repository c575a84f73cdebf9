import type { EventCoverage, Provider } from '../catalog/event-survey.js'
import { grouped } from '../catalog/grouped.js'
import { crumbs, toEvents } from './crumbs.js'
import { eventHref, providerHref } from './event-address.js'
import { familySplit, meter, productName } from './event-marks.js'
import { isNumbered } from './event-text.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { visible } from './literal.js'
import { figure, plural, tag } from './marks.js'

/** Products with fewer providers share the last section. */
const fewProviders = 2

/** `events/`: the providers by product. */
export function eventsIndex(providers: readonly Provider[]): string {
  const root = '../'
  const sections = byProduct(providers)
  const events = providers.reduce((n, one) => n + one.events.length, 0)
  const rules = new Set(providers.flatMap((one) => one.rules)).size
  return page({
    title: 'Events',
    root,
    current: 'events',
    description: `${plural(events, 'event')} of ${plural(providers.length, 'provider')} that detection rules read: fields, samples, how to turn them on, and the rules.`,
    main: html`<div class="wrap page">${contents(sections.map(({ id, name, all }) => [id, name, all.length]))}<main id="main" class="ev"><h1>Events</h1>
<p class="lede">${plural(events, 'event')} and whole logs of ${plural(providers.length, 'provider')} that can fire ${plural(rules, 'rule')}. A rule that several events can fire counts under each of them.</p>
${
  sections.length === 0
    ? html`<p>Of no rule it is known which events it reads.</p>`
    : sections.map((section) => productSection(section, root))
}</main></div>`,
  }).markup
}

interface Section {
  readonly id: string
  readonly name: string
  readonly all: readonly Provider[]
}

/** Products of most rules first; those of few providers together, last. */
function byProduct(providers: readonly Provider[]): Section[] {
  const products = [...grouped(providers, ({ product }) => product)]
  const own = products.filter(([product, all]) => all.length > fewProviders || product === 'macos')
  const rest = products.filter((one) => !own.includes(one)).flatMap(([, all]) => all)
  const reach = (all: readonly Provider[]): number => new Set(all.flatMap(({ rules }) => rules)).size
  const sections = own
    .map(([product, all]) => ({
      id: `p-${product.replace(/[^a-z0-9_-]/g, '-')}`,
      name: productName(product),
      all,
      rules: reach(all),
    }))
    .sort((a, b) => b.rules - a.rules || (a.id < b.id ? -1 : 1))
  return rest.length === 0
    ? sections
    : [...sections, { id: 'others', name: sections.length === 0 ? 'Providers' : 'Other products', all: rest }]
}

function productSection({ id, name, all }: Section, root: string): Html {
  const sorted = [...all].sort((a, b) => b.rules.length - a.rules.length || (a.key < b.key ? -1 : 1))
  const most = sorted[0]?.rules.length ?? 0
  return html`<section class="sec" id="${id}"><h2>${visible(name)}<span class="n">${plural(all.length, 'provider')}</span></h2><table class="tbl stack ei"><thead><tr><th>Provider</th><th>Channel or log</th><th class="r">Events</th><th class="r">Rules</th><th><span class="vh">Share</span></th><th>Families</th></tr></thead><tbody>${sorted.map(
    ({ key, label, channel, events, rules }) =>
      html`<tr><td><a href="${root}${providerHref(key)}">${visible(label)}</a></td><td class="ch">${visible(channel)}</td><td class="r" data-t="events">${figure(events.length)}</td><td class="r" data-t="rules">${figure(rules.length)}</td><td class="mt">${meter(rules.length, most)}</td><td>${familySplit(rules)}</td></tr>`,
  )}</tbody></table></section>`
}

/** Rows of one page: more would weigh too much. */
const mostEvents = 400

/** `events/sysmon/`: the events of a provider that some rule covers. */
export function providerPage(found: Provider): string {
  const { key, label, events, rules } = found
  const root = rootOf(providerHref(key))
  const shown = events.length > mostEvents ? widest(events) : events
  const most = Math.max(0, ...shown.map((one) => one.rules.length))
  return page({
    title: `${label} events`,
    root,
    current: 'events',
    description: `${plural(events.length, 'event')} of ${label} that ${plural(rules.length, 'detection rule')} read.`,
    main: html`<main id="main" class="wrap ev one">${crumbs(root, [toEvents])}
<div class="head"><h1>${visible(label)}</h1><dl class="facts">${providerFacts(found)}</dl></div>
<section class="sec" id="events"><h2>Events <span class="n">${figure(events.length)}</span></h2>${unlisted(events)}<table class="tbl stack ep${shown.every(({ event }) => event.id === null || isNumbered(event)) && ' ids'}"><thead><tr><th>Event</th><th>Title</th><th class="r">Rules</th><th><span class="vh">Share</span></th><th>Families</th></tr></thead><tbody>${shown.map((one) => eventRow(one, most, found, root))}</tbody></table>${
      events.length > shown.length &&
      html`<p class="cut">${figure(events.length - shown.length)} more, of fewer rules, are reached from the pages of their rules.</p>`
    }</section></main>`,
  }).markup
}

/** Of an event that no table has only the name is known. */
function unlisted(events: readonly EventCoverage[]): Content {
  const n = events.filter(({ listed }) => !listed).length
  return (
    n > 0 &&
    html`<p>${n === events.length ? (n === 1 ? 'It is' : 'They are') : `${figure(n)} of them ${n === 1 ? 'is' : 'are'}`} known only from rules, so there is no title.</p>`
  )
}

const widest = (events: readonly EventCoverage[]): readonly EventCoverage[] =>
  [...events].sort((a, b) => b.rules.length - a.rules.length).slice(0, mostEvents)

const providerFacts = ({ product, provider, channel, rules }: Provider): Content => [
  html`<div><dt>Provider</dt><dd>${visible(provider)}</dd></div>`,
  html`<div><dt>Channel or log</dt><dd>${visible(channel)}</dd></div>`,
  html`<div><dt>Product</dt><dd>${visible(productName(product))}</dd></div>`,
  html`<div><dt>Rules</dt><dd>${figure(rules.length)} ${familySplit(rules)}</dd></div>`,
]

function eventRow({ event, rules, listed }: EventCoverage, most: number, of: Provider, root: string): Html {
  const { id, title, verified, provider } = event
  const name = id === null ? 'whole log' : id
  const said = title !== id && !(id !== null && title === `Event ${id}`)
  return html`<tr><td><a class="${isNumbered(event) ? 'nw' : 'break'}" href="${root}${eventHref(event.key)}">${visible(name)}</a></td><td>${
    provider !== of.provider && html`<span class="muted">${visible(provider)}</span> `
  }${said && visible(title)}${
    listed && !verified && html` ${tag('title unverified', 'Not found in the documentation of the vendor')}`
  }</td><td class="r" data-t="rules">${figure(rules.length)}</td><td class="mt">${meter(rules.length, most)}</td><td>${familySplit(rules)}</td></tr>`
}

const contents = (sections: readonly (readonly [id: string, name: string, n: number])[]): Html =>
  html`<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${sections.map(
    ([id, name, n]) => html`<li><a href="#${id}">${visible(name)}<span class="num">${figure(n)}</span></a></li>`,
  )}</ul></nav>`
