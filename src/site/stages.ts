import type { StageRole, StageView } from '../catalog/view.js'
import type { And, Indicator, Or, Predicate, Stage, Value } from '../model/rule.js'
import { comparisonText } from '../model/show.js'
import { authored } from '../model/walk.js'
import { ruleNamed } from './correlation-text.js'
import { type Content, type Html, html } from './html.js'
import { fieldText, operatorText, valueText } from './indicator-text.js'
import { code, visible } from './literal.js'
import { figure, plural, tag } from './marks.js'
import { listedStages, type Places, textAt } from './places.js'
import { stageWords } from './stage-text.js'
import { renderWords, shorten } from './words.js'

/** The stages stood on end: filled beads on a line are all needed, rings on a bracket are alternatives. */
export function renderStages(places: Places, root: string): Html {
  const budget: Budget = { values: mostValues, named: new Set() }
  const stages = listedStages(places.view)
  const shown: Html[] = []
  for (const stage of stages) {
    if (budget.values <= 0) break
    shown.push(stage.predicate ? renderStage(stage, stage.predicate, places, budget) : renderStep(stage, places, root))
  }
  const left = stages.length - shown.length
  return html`${shown}${left > 0 && html`<p class="cut">${plural(left, 'more stage is', 'more stages are')} in <a href="rule.json">rule.json</a>.</p>`}`
}

/** How many more values the page may list; beyond it, lists end with their count. */
interface Budget {
  /** Where values that have an id begin. */
  readonly named: Set<number>
  values: number
}

const mostValues = 1000
const mostInList = 200
/** A longer list shows its head and folds the rest. */
const foldAbove = 12
const head = 6
/** A stage's own text is repeated beside it up to this length. */
const mostText = 4000

const roleWords: Readonly<Record<StageRole, string>> = {
  condition: 'condition',
  required: 'required',
  alternative: 'alternative',
  exclusion: 'exclusion',
  both: 'required and excluded',
  unused: 'not used',
  read: 'source',
  derive: 'computed',
  group: 'counted',
  novel: 'first seen',
  join: 'joined',
  sequence: 'sequence',
  union: 'together',
  shape: 'shaped',
  opaque: 'not read',
}

/** A stage that is no condition: what it does in words, with its place. */
function renderStep(view: StageView, places: Places, root: string): Html {
  const { index, name, role, span, stage: id = -1 } = view
  const stage = places.view.rule.stages[id]
  return html`<section class="stage step" id="s${index}"><header><span class="sn">Stage ${index}</span><h3${places.mark(span)}>${visible(shorten(name, 80))}</h3>${name !== roleWords[role] && tag(roleWords[role])}<span class="meta"><a href="${places.href(span)}">${places.words(span)}</a></span></header>
<p class="does">${stage && stepWords(stage, places, root)}</p></section>
`
}

function stepWords(stage: Stage, { view }: Places, root: string): Html {
  if (stage.kind !== 'read' || stage.source.kind !== 'rule') return renderWords(stageWords(stage, view))
  const other = ruleNamed(stage.source.ref, view)
  return other
    ? html`hits of <a href="${root}${other.href}">${visible(other.title)}</a>`
    : html`hits of <code>${visible(stage.source.ref)}</code> <span class="muted">not in this catalog</span>`
}

function renderStage(stage: StageView, whole: Predicate, places: Places, budget: Budget): Html {
  budget.values--
  const excluded = stage.role === 'exclusion'
  const { span } = stage
  const predicate = authored(whole)
  const group = predicate.kind === 'and' || predicate.kind === 'or' ? predicate : undefined
  return html`<section class="stage${excluded && ' no'}" id="s${stage.index}"><header><span class="sn">Stage ${stage.index}</span><h3${places.mark(span)}>${excluded && html`<em>not</em> `}${visible(shorten(stage.name, 80))}</h3>${stage.name !== roleWords[stage.role] && tag(roleWords[stage.role])}<span class="meta">${waysOf(stage)} · <a href="${places.href(span)}">${places.words(span)}</a></span>${
    stage.text.length <= mostText &&
    html`<details class="own"><summary>text</summary><pre>${visible(stage.text)}</pre></details>`
  }</header>
${group ? tree(group, places, budget) : html`<ul class="g all">${row(predicate, places, budget)}</ul>`}</section>
`
}

const waysOf = ({ role, ways }: StageView): Html =>
  role === 'exclusion'
    ? html`blocks <b>${figure(ways)}</b> ${ways === 1 ? 'way' : 'ways'}`
    : html`<b>${figure(ways)}</b> ${ways === 1 ? 'way' : 'ways'}`

function tree(group: And | Or, places: Places, budget: Budget): Html {
  const kind = group.kind === 'and' ? 'all' : 'any'
  return html`<div class="gl"><b>${kind} of</b> ${group.of.length}${origin(group, places)}</div><ul class="g ${kind}">${group.of.map((part) => row(part, places, budget))}</ul>`
}

function row(predicate: Predicate, places: Places, budget: Budget): Content {
  if (budget.values <= 0) return undefined
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return html`<li class="grp">${tree(predicate, places, budget)}</li>`
    case 'not':
      return isAbsence(predicate.of)
        ? html`<li>${absent(predicate.of, places, budget)}</li>`
        : html`<li class="no"><div class="gl"><em>not</em></div><ul class="g all">${row(predicate.of, places, budget)}</ul></li>`
    case 'use':
      return html`<li>${reference(predicate.of, places)}</li>`
    case 'indicator':
      return html`<li>${indicator(predicate, places, budget)}</li>`
    case 'compare':
      budget.values--
      return html`<li><div class="pr"><ul class="vals"><li class="v"${places.mark(predicate.span)}>${code(comparisonText(predicate))}<a class="ln" href="${places.href(predicate.span)}">${places.line(predicate.span)}</a></li></ul></div></li>`
    case 'opaque':
      budget.values--
      return html`<li class="lost"${places.mark(predicate.span)}><div class="gl">not read</div><pre>${visible(shorten(textAt(predicate.span, places.view.rule), 400))}</pre></li>`
    default:
      return predicate satisfies never
  }
}

/** The macro that a predicate is all of, or the field that an earlier command made of it. */
const origin = ({ label }: Predicate, { view }: Places): Html | false =>
  label !== undefined && view.rule.language === 'spl' && html` <span class="by">${code(label)}</span>`

const isAbsence = (predicate: Predicate): predicate is Indicator =>
  predicate.kind === 'indicator' && predicate.op === 'exists'

function reference(definition: number, { view }: Places): Html {
  const stage = view.stages.find((candidate) => candidate.definition === definition)
  return stage
    ? html`<a href="#s${stage.index}"><code>${visible(stage.name)}</code></a>`
    : html`<span class="muted">not read</span>`
}

const lhs = (predicate: Indicator, operator: string, places: Places): Html =>
  html`<div class="lhs">${predicate.field === null ? html`<span class="f">anywhere</span>` : html`<code class="f">${visible(fieldText(predicate))}</code>`} <span class="o">${operator}</span>${origin(predicate, places)}</div>`

function absent(predicate: Indicator, places: Places, budget: Budget): Html {
  budget.values--
  return html`<div class="pr">${lhs(predicate, 'exists', places)}<ul class="vals">${item(predicate, undefined, 'absent', places, budget)}</ul></div>`
}

function indicator(predicate: Indicator, places: Places, budget: Budget): Html {
  const { values } = predicate
  if (values.length === 0) {
    budget.values--
    return html`<div class="pr">${lhs(predicate, 'exists', places)}<ul class="vals">${item(predicate, undefined, 'present', places, budget)}</ul></div>`
  }
  return html`<div class="pr">${lhs(predicate, operatorText(predicate), places)}${valueList(predicate, places, budget)}</div>`
}

function valueList(predicate: Indicator, places: Places, budget: Budget): Html {
  const { values, need } = predicate
  const shown = values.slice(0, Math.max(1, Math.min(mostInList, budget.values)))
  budget.values -= shown.length
  const missing = values.length - shown.length
  const short = values.length > foldAbove && missing === 0 && values.every((value) => valueText(value).length <= 8)
  const items = shown.map((value) => item(predicate, value, undefined, places, budget))
  const rail = values.length === 1 ? '' : need === 'one' ? ' any' : ' all'
  if (short) return html`<ul class="vals${rail} flow">${items}</ul>`
  if (values.length <= foldAbove) return html`<ul class="vals${rail}">${items}${missing > 0 && left(missing)}</ul>`
  return html`<ul class="vals${rail}">${items.slice(0, head)}<li class="more"><details><summary>${figure(values.length - head)} more</summary><ul class="vals${rail}">${items.slice(head)}${missing > 0 && left(missing)}</ul></details></li></ul>`
}

const left = (missing: number): Html =>
  html`<li class="left">${plural(missing, 'value is', 'values are')} in <a href="rule.json">rule.json</a></li>`

/** One value with its corpus count and its line; the link is what the keyboard walks along. */
function item(
  predicate: Indicator,
  value: Value | undefined,
  words: string | undefined,
  places: Places,
  { named }: Budget,
): Html {
  const span = value?.span ?? predicate.span
  // A list that YAML repeats by an alias is written once: its first place has the name.
  const id = named.has(span.from) ? undefined : places.predicate(span)
  if (span.in === undefined) named.add(span.from)
  const count = places.row(predicate, value)?.count
  return html`<li class="v"${id !== undefined && html` id="${id}"`}${places.mark(span)}>${value ? shown(value) : html`<span class="word">${words}</span>`}${
    count !== undefined && html`<span class="c${count > 1 && ' many'}">${figure(count)}</span>`
  }<a class="ln" href="${places.href(span)}">${places.line(span)}</a></li>`
}

const shown = (value: Value): Html =>
  value.kind === 'field' ? html`<span class="word">value of ${code(value.written)}</span>` : code(valueText(value))
