import type { RuleView } from '../catalog/view.js'
import type { PlacedTechnique, TacticRow } from '../resolve/attack.js'
import type { CoveredEvent } from '../resolve/telemetry.js'
import { tacticHref, techniqueHref } from './attack-links.js'
import { eventHref } from './event-address.js'
import { eventId, isNumbered } from './event-text.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { attackId, figure, tag } from './marks.js'

/** What the rule covers: ATT&CK tactics and techniques, and telemetry events. */

export function renderAttack({ attack, attackVersion }: RuleView, root: string): Html {
  const body =
    attack.length === 0
      ? html`<p>The rule names no tactic or technique.</p>`
      : html`<table class="tbl"><thead><tr><th>Tactic</th><th>Techniques</th></tr></thead>${attack.map((row) => html`<tbody>${tacticRows(row, root)}</tbody>`)}</table>`
  return html`<section class="sec" id="attack"><h2>MITRE ATT&amp;CK coverage <span class="n">v${attackVersion}</span></h2>${body}</section>`
}

function tacticRows({ id, shortname, name, written, techniques }: TacticRow, root: string): Content {
  const tactic = html`<a class="plain" href="${root}${tacticHref(shortname)}" title="${id}">${name}</a>${
    written !== undefined &&
    html` ${tag(`written ${written}`, 'The rule names this tactic as an older version of ATT&CK did')}`
  }`
  const span = techniques.length > 1 && html` rowspan="${techniques.length}"`
  const [first, ...others] = techniques
  return html`<tr><th scope="rowgroup"${span}>${tactic}</th><td>${first ? technique(first, root) : html`<span class="muted">no technique named</span>`}</td></tr>${others.map((other) => html`<tr><td>${technique(other, root)}</td></tr>`)}`
}

const technique = ({ id, name, inferred, elsewhere, revoked }: PlacedTechnique, root: string): Content => [
  html`<a href="${root}${techniqueHref(id)}">${attackId(id)}${name}</a>`,
  inferred && [' ', tag('placed by ATT&CK', 'The rule lists no tactic of this technique')],
  elsewhere && [' ', tag('placed by the rule', 'ATT&CK has this technique under other tactics only')],
  revoked !== undefined && [
    ' ',
    tag(`written ${revoked}`, 'ATT&CK has revoked the id that the rule names in favour of this one'),
  ],
]

const mostEvents = 40

export function renderEvents({ coverage }: RuleView, root: string): Html {
  const { events } = coverage
  const shown = events.slice(0, mostEvents)
  const body =
    events.length === 0
      ? html`<p>${nothing[coverage.extent]}</p>`
      : html`<table class="tbl"><thead><tr><th>Provider</th><th>Event</th><th>Title</th></tr></thead><tbody>${shown.map((event) => eventRow(event, root))}</tbody></table>${
          events.length > mostEvents &&
          html`<p class="cut">${figure(events.length - mostEvents)} more are in <a href="rule.json">rule.json</a>.</p>`
        }`
  return html`<section class="sec" id="events"><h2>Event coverage</h2>${body}</section>`
}

const nothing: Readonly<Record<RuleView['coverage']['extent'], string>> = {
  events: 'No event fits what the rule asks for.',
  logs: 'No log fits what the rule asks for.',
  product: 'Any log of the product: the rule does not narrow it down.',
  unknown: 'The telemetry of this log source is not known to the catalog.',
}

const eventRow = ({ event, role, missing, blind, inferred }: CoveredEvent, root: string): Html =>
  html`<tr><td title="${event.provider}">${event.label}</td><td><a class="${isNumbered(event) ? 'nw' : 'break'}" href="${root}${eventHref(event.key)}">${eventId(event)}</a></td><td>${visible(event.title)}${
    !event.verified && [' ', tag('title unverified', 'Not found in the documentation of the vendor')]
  }${inferred && [' ', tag('inferred', 'The rule does not name this event; its index and what it asks for mean it')]}${role === 'alternative' && [' ', tag(alternative(missing, blind))]}${role === 'primary' && missing.length > 0 && [' ', tag(`without ${missing.join(', ')}`)]}</td></tr>`

function alternative(missing: readonly string[], blind: boolean): string {
  if (missing.length === 0) return 'alternative'
  return `alternative, ${blind ? 'cannot fire ' : ''}without ${missing.join(', ')}`
}
