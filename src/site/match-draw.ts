/** What the page shows of a run. Everything that comes from a record is text. */
import { type Content, type Html, html, join } from './html.js'
import { literal, visible } from './literal.js'
import { familyMark, figure, levelMark, plural } from './marks.js'
import { hitsOf } from './match-order.js'
import type {
  Fired,
  NearMatch,
  RecordPlace,
  RuleFacts,
  ShownFault,
  ShownHit,
  ShownStep,
  ShownTest,
  ShownValue,
} from './match-protocol.js'
import { fieldList, markedText, timeText } from './record-fields.js'

const root = '../'

function span(from: number | undefined, to: number | undefined): string {
  const [first, last] = [timeText(from), timeText(to)]
  if (first === '' && last === '') return ''
  return `${first === last || last === '' ? first : first === '' ? last : `${first} to ${last}`} UTC`
}

const head = ({ title, href, family, level }: RuleFacts): Html =>
  html`${familyMark(family, true)}<a class="ti" href="${root}${href}">${visible(title)}</a>${levelMark(level)}`

/** The line of a rule that fired; its button opens the hits. */
export const firedLine = (fired: Fired): Html =>
  html`${head(fired)}<span class="end">${span(fired.from, fired.to)}<button class="btn quiet" type="button" data-open aria-expanded="false" aria-label="${plural(hitsOf(fired), 'hit')} of ${fired.title}">${plural(hitsOf(fired), 'hit')}</button></span>`

export const nearItem = (near: NearMatch): Html =>
  html`<header>${head(near)}<span class="end">${placeText(near.record)}</span></header>${route(near.steps, false)}`

const placeText = (place: RecordPlace): Content => html`record ${ofFile(place)}`

const ofFile = ({ file, member, record }: RecordPlace): Html =>
  html`${figure(record)} of ${visible(member === undefined ? file : `${file}: ${member}`)}`

export function hitItem(hit: ShownHit, open: boolean): Html {
  const { records, count: number, verdict, fields, cut, steps } = hit
  const [first] = records
  const places =
    number > 1
      ? html`${plural(number, 'record')}: ${join(
          records.map(ofFile),
          ', ',
        )}${number > records.length && ` and ${figure(number - records.length)} more`}`
      : first && placeText(first)
  const marked = new Map<string, ShownValue[]>()
  for (const value of steps.flatMap(passing)) {
    if (value.name !== undefined) marked.set(value.name, [...(marked.get(value.name) ?? []), value])
  }
  return html`<li><p class="hd">${places}<span>${span(hit.from, hit.to)}</span>${verdict === 'unsure' && html`<span class="tag">not sure</span>`}</p>${
    steps.length > 0 && route(steps, verdict === 'true')
  }<details${open && html` open`}><summary>${plural(fields.length, 'field')}${steps.length === 0 && ', as the rule makes them of records that it gathers'}</summary>${fieldList(fields, marked)}${
    cut > 0 && html`<p class="cut">${plural(cut, 'part')} of the record left out: it is too long to be kept whole.</p>`
  }</details></li>`
}

const passing = (step: ShownStep): readonly ShownValue[] =>
  step.kind === 'test' && step.answer === 'pass' ? step.found : []

/** The tests one after the other, and whether the rule fires at the end. */
const route = (steps: readonly ShownStep[], fires: boolean): Html =>
  html`<ol class="route${!fires && ' dead'}">${steps.map(stepItem)}<li class="last">${fires ? html`<b>fires</b>` : 'does not fire'}</li></ol>`

const stepItem = (step: ShownStep): Html =>
  step.kind === 'test' ? html`<li class="${step.answer}">${test(step)}</li>` : gate(step)

const gate = ({ name, answer, because }: Extract<ShownStep, { kind: 'gate' }>): Html =>
  html`<li class="${answer} gate"><span class="wd"><b>not</b> ${visible(name)}</span><small>${
    answer === 'pass'
      ? 'does not hold'
      : answer === 'unsure'
        ? 'may hold'
        : html`stopped by ${join(
            because.map((one) => test(one)),
            html` and `,
          )}`
  }</small></li>`

function test({ field, how, values, all, more, answer, found }: ShownTest): Html {
  const wanted = join(values.map(literal), all ? ' and ' : ' or ')
  return html`<span class="wd">${field === null ? 'anywhere' : visible(field)} <span class="kd">${visible(how)}</span> ${wanted}${
    more > 0 && html` <span class="kd">${all ? 'and' : 'or'} ${figure(more)} more</span>`
  }</span><small>${found.length > 0 ? html`had ${join(found.map(foundText), ', ')}` : answer === 'unsure' ? 'cannot be told from a record' : 'had nothing'}</small>`
}

const foundText = ({ name, value, at }: ShownValue): Content => {
  if (name === undefined) return html`<q>${visible(value)}</q>, as its source tells`
  return at && at.length > 0 ? html`<q>${markedText(value, at)}</q>` : html`<q>${literal(value)}</q>`
}

export const faultList = (faults: readonly ShownFault[], all: number): Content =>
  faults.length > 0 &&
  html`<section class="sec"><h2>What could not be read<span class="n">${figure(all)}</span></h2><ul class="plain b">${faults.map(
    ({ file, line, offset, message }) =>
      html`<li><code>${visible(file)}</code>${line !== undefined ? `, line ${figure(line)}` : offset !== undefined && `, byte ${figure(offset)}`}: ${visible(message)}</li>`,
  )}</ul>${all > faults.length && html`<p class="cut">${figure(all - faults.length)} more.</p>`}</section>`
