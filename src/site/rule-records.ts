/** Records on the page of a rule: known ones that it fires on, and one that was made for it. */
import type { RuleSamples, Sample, Samples } from '../catalog/samples.js'
import type { RuleView } from '../catalog/view.js'
import { causeWords } from '../match/cause-words.js'
import { explain } from '../match/explain/explain.js'
import type { Explanation, Reason } from '../match/explain/explanation.js'
import { type FlatRecord, flatten } from '../match/record.js'
import { canScan } from '../match/scan.js'
import { ruleIn, seeingOf } from '../match/seen-record.js'
import { synthesise } from '../match/synthesis/synthesise.js'
import { whyUnable } from '../match/unable.js'
import type { Rule } from '../model/rule.js'
import { createSources, sourceIn } from '../resolve/record-source.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import { figure, plural } from './marks.js'
import type { Fields, ShownValue } from './match-protocol.js'
import { cutValue, fieldList, longestValue, timeText } from './record-fields.js'

/** What the pages of rules have to show beside what the catalog knows. */
export interface RecordsShown {
  /** Absent: no logs were given to look for samples. */
  readonly samples?: Samples | undefined
  /** Whether `records.jsonl`, all records that were made for the rule, stands beside its page. */
  readonly made: boolean
}

/** What one rule's page shows of them. */
export interface RuleRecords extends RecordsShown {
  readonly own?: RuleSamples | undefined
}

/** Of one record. */
const mostFields = 60
const mostValues = 8

export function renderRecords({ rule }: RuleView, { samples, own, made }: RuleRecords): Html {
  return html`<section class="sec" id="records"><h2>Records${own && html` <span class="n">${figure(own.hits)}</span>`}</h2>${[
    samples && sampleWords(rule, samples, own),
    own?.shown.map((sample, i) => drawnSample(rule, sample, i === 0)),
    madeRecord(rule, own === undefined, made),
  ]}</section>`
}

function sampleWords(rule: Rule, { files, records }: Samples, own: RuleSamples | undefined): Html {
  if (own)
    return html`<p>Known records that it fires on: ${plural(own.hits, 'hit')} in ${plural(own.files, 'log')} of the ${figure(files)} that were tried${own.files > own.shown.length && `, the first of ${figure(own.shown.length)} logs shown`}.</p>`
  const unable = whyUnable(rule)
  return unable === undefined
    ? html`<p>No sample: it fires on none of the ${plural(records, 'record')} in ${plural(files, 'log')} that were tried.</p>`
    : html`<p>No sample: it was not run, since ${unable}.</p>`
}

function drawnSample(
  rule: Rule,
  { file, member, record, records, verdict, time, fields }: Sample,
  open: boolean,
): Html {
  const marked = records === 1 && canScan(rule) ? marksOf(explainedSample(rule, fields)) : new Map()
  const when = timeText(time)
  return html`<details class="rec"${open && html` open`}><summary><b>${visible(file)}</b>${member !== undefined && html` ${visible(member)}`} <span class="muted">record ${figure(record)}${records > 1 && `, the last of ${figure(records)}`}${when !== '' && ` · ${when} UTC`}</span>${verdict === 'unsure' && html` <span class="tag">not sure</span>`}</summary>${fieldList(shown(fields, marked), marked)}</details>`
}

function madeRecord(rule: Rule, open: boolean, made: boolean): Content {
  if (rule.kind === 'filter')
    return html`<p>A filter is part of the rules that it is added to, and is tried with them.</p>`
  const { match } = synthesise(rule, { most: 0 })
  if (!match.record)
    return html`<p>No record was made for it: ${rule.stages.length === 0 ? 'the rule could not be read' : causeWords[match.cause]}.</p>`
  const record = flatten(match.record)
  const marked = marksOf(explain(rule, record, { change: false }))
  const all = made
    ? html`<a href="records.jsonl" download>All records that were made for it</a>: what fires, near misses and exclusions, a line of JSON each`
    : html`All that are made for it, with near misses and exclusions: <code>detectionary records ${visible(JSON.stringify(rule.id))}</code>`
  return html`<details class="rec"${open && html` open`}><summary><b>A made record</b> <span class="muted">the least that fires it, tried on the rule</span></summary>${fieldList(shown(record, marked), marked)}</details><p class="small muted">${all}</p>`
}

/** The fields that are shown of a record, those with marks first. */
function shown(record: FlatRecord, marked: ReadonlyMap<string, unknown>): Fields {
  return [...record]
    .sort(([a], [b]) => Number(marked.has(b)) - Number(marked.has(a)))
    .slice(0, mostFields)
    .map(([name, values]) => [
      cutValue(name),
      values.slice(0, mostValues).map((value) => (typeof value === 'string' ? cutValue(value) : value)),
    ])
}

/** A known record names its fields in its source's way, not in the rule's. */
function explainedSample(rule: Rule, record: FlatRecord): Explanation {
  const source = sourceIn(createSources(), record)
  return explain(ruleIn(rule, source), record, { seeing: seeingOf(rule, source), change: false })
}

/** What of the record the tests found that it passes, by the record's own name of the field. */
function marksOf({ stages }: Explanation): ReadonlyMap<string, readonly ShownValue[]> {
  const marked = new Map<string, ShownValue[]>()
  const mark = (reason: Reason): void => {
    if (reason.verdict !== 'true' || reason.polarity !== 'required' || reason.kind === 'unread') return
    if (reason.kind !== 'test') reason.of.forEach(mark)
    else
      for (const { name, value, at } of reason.found) {
        const found = { name, value: cutValue(String(value)), at: at && at.to <= longestValue ? [at] : [] }
        marked.set(cutValue(name), [...(marked.get(cutValue(name)) ?? []), found])
      }
  }
  for (const { where } of stages) if (where) mark(where)
  return marked
}
