import type { EventReport } from '../catalog/event-report.js'
import type { Provider } from '../catalog/event-survey.js'
import { crumbs, toEvents } from './crumbs.js'
import { eventHref, providerHref } from './event-address.js'
import { familySplit, productName } from './event-marks.js'
import { type FieldHref, fieldsSection, sampleSection } from './event-record.js'
import {
  combinations,
  commonSection,
  gridSection,
  kindsSection,
  rulesSection,
  techniquesSection,
} from './event-rules.js'
import { eventId, eventName } from './event-text.js'
import { type Content, type Html, html, join } from './html.js'
import { page, rootOf } from './layout.js'
import { filtered } from './links.js'
import { visible } from './literal.js'
import { figure, plural, tag } from './marks.js'

/** The page of one event: what it is, how it comes about, what is in it, and what rules make of it. `hrefOf`: where fields have their pages. */
export function eventPage(report: EventReport, provider: Provider, hrefOf: FieldHref): string {
  const { event, rules } = report
  const root = rootOf(eventHref(event.key))
  const name = said(report) ? `${eventName(event)}: ${event.title}` : eventName(event)
  return page({
    title: name,
    root,
    current: 'events',
    description: `${plural(rules.length, 'detection rule')} for ${name}: fields, a sample record, indicators and the rules.`,
    // The columns of the fields are as wide as their longest row asks.
    paintedFrom: 'sample',
    main: html`<div class="wrap page">${contents(report)}
<main id="main" class="ev">${head(report, provider, root)}
${enabling(report)}
${fieldsSection(report, root, hrefOf)}
<div class="two">${sampleSection(report)}
${commonSection('Common indicators', 'common', report.indicators, 'required', root, hrefOf)}</div>
${kindsSection(report)}
${combinations(report, root)}
<div class="two">${gridSection(report, root)}
${techniquesSection(report, root)}</div>
${commonSection('Common exclusions', 'exclusions', report.exclusions, 'excluded', root, hrefOf)}
${rulesSection(report, root)}</main></div>`,
  }).markup
}

/** Whether the title says more than the id. */
const said = ({ event: { id, title } }: EventReport): boolean => title !== id && title !== `Event ${id}`

function head(report: EventReport, provider: Provider, root: string): Html {
  const { event, rules, listed } = report
  const filter = filtered('event', event.key)
  return html`${crumbs(root, [toEvents, { href: providerHref(event.key), name: visible(provider.label) }])}
<div class="head"><h1>${
    said(report)
      ? html`<span class="eid">${event.id === null ? 'Whole log' : visible(eventId(event))}</span> ${visible(event.title)}`
      : visible(eventId(event))
  }</h1><div class="acts">${rules.length > 0 && html`<a class="btn" href="${root}${filter}">${rules.length === 1 ? 'Its rule' : `Its ${figure(rules.length)} rules`}</a>`}</div>
<p class="lede">${lede(report)}${!listed && [' ', tag('known only from rules', 'No table of the catalog has it')]}${
    listed && !event.verified && [' ', tag('title unverified', 'Not found in the documentation of the vendor')]
  }</p>
<dl class="facts">${facts(report, root)}</dl></div>`
}

function lede({ event, rules, alternative, blind }: EventReport): Content {
  const first = rules.length - alternative.size
  const what =
    event.id === null
      ? event.anyLog
        ? 'Stands for rules that read any log of the product.'
        : 'Stands for rules that read the whole log and no single event of it.'
      : undefined
  return [
    what && `${what} `,
    rules.length === 0
      ? 'It can fire no rule.'
      : `It can fire ${plural(rules.length, 'rule')}${
          alternative.size === 0
            ? '.'
            : first === 0
              ? `, ${rules.length === 1 ? 'which means' : 'all of which mean'} another event first.`
              : `: ${figure(first)} ${first === 1 ? 'means' : 'mean'} it first, ${figure(alternative.size)} ${alternative.size === 1 ? 'takes' : 'take'} it as an alternative to another event.`
        }`,
    blind.length > 0 &&
      ` ${plural(blind.length, 'more rule')} about the same ${blind.length === 1 ? 'needs' : 'need'} a field that it lacks.`,
  ]
}

const fact = (name: string, value: Content): Content => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`

function facts({ event, rules, logSources }: EventReport, root: string): Content {
  const { provider, also, channel, product, when } = event
  return [
    fact('Provider', visible(provider)),
    fact('Also logged as', also.length > 0 && visible(also.join(', '))),
    fact('Channel or log', visible(channel)),
    fact('Product', visible(productName(product))),
    fact('Rules', [figure(rules.length), rules.length > 0 && [' ', familySplit(rules)]]),
    fact('Always holds', fixed(when)),
    fact(
      logSources.length === 1 ? 'Sigma log source' : 'Sigma log sources',
      logSources.length > 0 &&
        join(
          logSources.slice(0, mostSources).map(({ source, role }) => {
            const parts = (['product', 'category', 'service'] as const).flatMap((key) => {
              const value = source[key]
              return value === undefined
                ? []
                : [html`<a href="${root}${filtered(key, value)}"><code>${value}</code></a>`]
            })
            return html`<span class="nw">${join(parts, html` <span class="muted">/</span> `)}</span>${role === 'alternative' && html` <span class="muted">as alternative</span>`}`
          }),
          ', ',
        ),
    ),
  ]
}

const mostSources = 8

function fixed(when: EventReport['event']['when']): Content {
  const rows = Object.entries(when)
  return (
    rows.length > 0 &&
    join(
      rows.map(
        ([field, values]) =>
          html`<code>${field}</code> ${join(
            values.map((value) => html`<code>${value}</code>`),
            ' or ',
          )}`,
      ),
      ', ',
    )
  )
}

function enabling({ enabling: how }: EventReport): Content {
  return (
    how &&
    html`<section class="sec" id="enabling"><h2>How to turn it on${how.byDefault && html` <span class="n">${how.byDefault} by default</span>`}</h2><p>${how.how
      .split('`')
      .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}</p>${
      how.lines && html`<div class="code"><pre>${how.lines.join('\n')}</pre></div>`
    }</section>`
  )
}

function contents(report: EventReport): Html {
  const { fields, indicators, exclusions, kinds, sets, techniques, rules } = report
  const entry = (id: string, name: string, count?: number): Html =>
    html`<li><a href="#${id}">${name}${count !== undefined && html`<span class="num">${figure(count)}</span>`}</a></li>`
  return html`<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${[
    entry('main', 'Summary'),
    report.enabling && entry('enabling', 'How to turn it on'),
    entry('fields', 'Fields', fields.listed.length + fields.others.length),
    entry('sample', 'Sample record'),
    entry('common', 'Common indicators', indicators.length),
    entry('kinds', 'Kinds of comparison', kinds.length),
    entry('together', 'Event combinations', sets.length),
    entry('families', 'Families and levels'),
    entry('techniques', 'Techniques', techniques.length),
    entry('exclusions', 'Common exclusions', exclusions.length),
    entry('rules', 'Rules', rules.length),
  ]}</ul></nav>`
}
