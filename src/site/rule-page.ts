import type { RuleView, StageView } from '../catalog/view.js'
import type { Span } from '../model/rule.js'
import { renderBody } from './body.js'
import { circuitKey, renderCircuit } from './circuit.js'
import { circuit } from './circuit-flow.js'
import { renderAttack, renderEvents } from './coverage-tables.js'
import type { RuleFinding } from './findings-notes.js'
import { type Html, html } from './html.js'
import { renderIndicatorTable } from './indicator-table.js'
import { page, rootOf } from './layout.js'
import { literal, visible } from './literal.js'
import { familyNames, figure, languageNames, plural } from './marks.js'
import { listedStages, type Places, places as placesOf } from './places.js'
import { reading } from './reading.js'
import { renderHead } from './rule-head.js'
import {
  renderAbout,
  renderDiagnostics,
  renderFalsePositives,
  renderGuides,
  renderReferences,
  renderRelated,
} from './rule-notes.js'
import { type RuleRecords, renderRecords } from './rule-records.js'
import { renderStages } from './stages.js'
import { oneLine, renderWords, shorten } from './words.js'

/** The page of one rule: what it covers, how it decides, its text beside its stages, what the corpus knows and found, and records. */
export function rulePage(
  view: RuleView,
  findings: readonly RuleFinding[] = [],
  records: RuleRecords = { made: false },
): string {
  const root = rootOf(view.href)
  const places = placesOf(view)
  const { rule } = view
  const beside = hasRoom(view)
  const main = html`<div class="wrap page">${contents(view, records, beside)}
<main id="main">${renderHead(view, root)}
<div class="two">${renderAttack(view, root)}
${renderEvents(view, root)}</div>
${logic(view, root, places, beside)}
${indicators(view, root, places)}
${exclusions(view, root, places)}
${renderRecords(view, records)}
${
  !beside &&
  html`<div class="two">${renderFalsePositives(view)}
${renderReferences(view)}</div>`
}
${renderGuides(view)}
${renderDiagnostics(view, places, findings, root)}
${renderRelated(view, root)}
${renderAbout(view, places)}
</main></div>`
  const said = shorten(oneLine(rule.meta.description ?? ''), 200)
  const description =
    said.length > 20
      ? said
      : `${rule.title}: a detection rule of ${familyNames[rule.family]}, its stages, predicates and indicators.`
  return page({
    title: rule.title,
    root,
    current: 'rules',
    scripts: ['rule'],
    main,
    description,
  }).markup
}

/** A short list of stages leaves room beside the rule's text, which the author's own lists then fill. */
const hasRoom = (view: RuleView): boolean =>
  Math.min(view.lines.count, 38) - view.predicates - 3 * listedStages(view).length > 12

function logic(view: RuleView, root: string, places: Places, beside: boolean): Html {
  const drawing = circuit(view)
  const body = html`<section class="bodycol" id="body"><h2 class="h2">Rule body <span class="n">${format(view.rule.path)}</span></h2>${renderBody(view)}</section>`
  return html`<section class="sec" id="logic"><h2>Stages and predicates${drawing && html` <span class="n">${size(view)}</span>`}</h2><p>${renderWords(reading(view))}</p>
${drawing && [renderCircuit(drawing, caption(view, places), root, places), circuitKey]}
<div class="pair">${body}
<div class="stages" id="stages"><h2 class="h2">Stages <span class="n end">corpus&ensp;line</span></h2>${stagesOf(view, places, root)}${beside && [renderFalsePositives(view), renderReferences(view)]}</div></div></section>`
}

function stagesOf(view: RuleView, places: Places, root: string): Html {
  const { stages } = view.rule
  if (stages.length === 0) return html`<p class="muted">None: the rule could not be read.</p>`
  return renderStages(places, root)
}

/** The text of the condition, and of every condition that a filter added; that of a query is told where it stands. */
function caption(view: RuleView, places: Places): Html {
  const conditions = view.stages.filter(({ definition }) => definition === undefined)
  if (conditions.length === 0) return html`<h3>Stage 0: ${view.rule.kind}</h3>`
  if (view.rule.definitions.length === 0) return queryCaption(conditions, view, places)
  return html`${conditions.map(
    ({ index, name, text, span }) =>
      html`<h3>Stage ${index}: ${visible(shorten(name, 60))}</h3><code>${literal(shorten(text.trim(), 240))}</code><a href="${places.href(span)}"${places.mark(span)}>${places.words(span)}</a>`,
  )}`
}

function queryCaption(stages: readonly StageView[], { rule }: RuleView, places: Places): Html {
  const own = stages.filter(({ span }) => span.in === undefined).map(({ span }) => span)
  const span: Span = { from: Math.min(...own.map(({ from }) => from)), to: Math.max(...own.map(({ to }) => to)) }
  return html`<h3>${rule.language === 'none' ? 'The rule' : languageNames[rule.language]}</h3><a href="${places.href(span)}"${places.mark(span)}>${places.words(span)}</a>`
}

function size(view: RuleView): string {
  const stages = listedStages(view).length
  const parts = [
    plural(stages, 'stage'),
    plural(view.predicates, 'predicate'),
    `${figure(view.ways)} ${view.ways === 1 ? 'way' : 'ways'} to fire`,
  ]
  if (view.blocks > 0) parts.push(`${figure(view.blocks)} ${view.blocks === 1 ? 'way' : 'ways'} to be excluded`)
  return parts.join(', ')
}

const format = (path: string): string =>
  /\.ya?ml$/i.test(path) ? 'yaml' : (/\.(\w{1,8})$/.exec(path)?.[1] ?? 'text').toLowerCase()

const countValues = (fields: RuleView['indicators']): number => fields.reduce((n, { values }) => n + values.length, 0)

function indicators(view: RuleView, root: string, places: Places): Html {
  const body =
    view.indicators.length === 0
      ? html`<p>None: what the rule asks for is covered by its events.</p>`
      : [
          html`<p>What the rule looks for. The corpus number counts the rules that look for the same field, kind and value, this one included: a high number means well known, 1 means only here.</p>`,
          renderIndicatorTable(view.indicators, root, places),
        ]
  return html`<section class="sec" id="indicators"><h2>Indicators <span class="n">${figure(countValues(view.indicators))}</span></h2>${body}</section>`
}

function exclusions(view: RuleView, root: string, places: Places): Html {
  const body =
    view.exclusions.length === 0
      ? html`<p>${view.extent === 'whole' ? 'None. Nothing stops an event that satisfies the stages above.' : 'None that could be read.'}</p>`
      : [
          html`<p>What is only reachable under <em>not</em>; counted apart from indicators.</p>`,
          renderIndicatorTable(view.exclusions, root, places),
        ]
  return html`<section class="sec" id="exclusions"><h2>Exclusions <span class="n">${figure(countValues(view.exclusions))}</span></h2>${body}</section>`
}

const mostStageLinks = 16

function contents(view: RuleView, records: RuleRecords, beside: boolean): Html {
  const stages = listedStages(view)
  const techniques = new Set(view.attack.flatMap((row) => row.techniques.map(({ id }) => id))).size
  const entry = (id: string, name: string, count?: number): Html =>
    html`<li><a href="#${id}">${name}${count !== undefined && html`<span class="num">${figure(count)}</span>`}</a></li>`
  const stage = ({ index, name, role }: StageView): Html =>
    html`<li class="sub"><a href="#s${index}">${role === 'exclusion' && 'not '}${shorten(shortName(name), 60)}</a></li>`
  const more = stages.length - mostStageLinks
  const tail = [
    entry('fps', 'False positives', view.rule.meta.falsepositives.length),
    entry('refs', 'References', view.rule.meta.references.length),
  ]
  return html`<nav class="toc" aria-label="On this page"><h2>On this page</h2><ul>${[
    entry('main', 'Summary'),
    entry('attack', 'ATT&CK coverage', techniques),
    entry('events', 'Event coverage', view.coverage.events.length),
    entry('logic', 'Stages and predicates', view.predicates),
    stages.slice(0, mostStageLinks).map(stage),
    more > 0 && html`<li class="sub"><a href="#stages">${more} more</a></li>`,
    entry('body', 'Rule body', view.lines.count),
    beside && tail,
    entry('indicators', 'Indicators', countValues(view.indicators)),
    entry('exclusions', 'Exclusions', countValues(view.exclusions)),
    entry('records', 'Records', records.own?.hits),
    !beside && tail,
    (view.rule.meta.guides?.length ?? 0) > 0 && entry('guides', 'Guides', view.rule.meta.guides?.length),
    entry('diagnostics', 'Diagnostics', view.diagnostics.length),
    entry('related', 'Related rules', view.related.length),
    entry('about', 'About'),
  ]}</ul></nav>`
}

/** The part of an identifier that sets it apart in a narrow column. */
const shortName = (name: string): string => name.replace(/^(?:selection|filter)_(?=.)/, '')
