import type { DeadPart, DeadSort } from '../catalog/findings-dead.js'
import type { Indicator } from '../model/rule.js'
import type { FindingKind, FindingSection } from './findings-paging.js'
import { ruleCell } from './findings-row.js'
import { type Content, type Html, html } from './html.js'
import { phrase } from './indicator-text.js'
import { visible } from './literal.js'
import { figure } from './marks.js'
import { renderWords } from './words.js'

export function deadKind(found: readonly DeadPart[]): FindingKind {
  return {
    slug: 'dead-parts',
    title: 'Unreachable and always true',
    about:
      'Parts of a condition that no record can satisfy, or that every record does, shown by two tests of the rule itself.',
    count: found.length,
    noun: ['part', 'parts'],
    sections: sorts.map((sort) => section(sort, found)),
  }
}

const sorts: readonly DeadSort[] = ['never', 'alternative', 'always', 'exclusion']

const section = (sort: DeadSort, all: readonly DeadPart[]): FindingSection => {
  const found = all.filter((one) => one.sort === sort)
  return {
    id: sort,
    title: titles[sort],
    judged: judged[sort],
    head: ['Rule', 'One test', 'The other', 'Why'],
    rows: found.map((one) => (root) => row(one, root)),
    notes: found.map(({ entry, clash: { how, one, other } }) => ({
      entries: [entry],
      reason: html`${renderWords(phrase(one))} and ${how === 'opposed' && html`<em class="not">not</em> `}${renderWords(phrase(other))}, where ${whys[how]}`,
    })),
  }
}

const titles: Readonly<Record<DeadSort, string>> = {
  never: 'Filters that no record passes',
  alternative: 'Alternatives that no record takes',
  always: 'Tests that every record passes',
  exclusion: 'Exclusions that nothing the rule asks for meets',
}

const apart = html`Two texts are apart when none can be both, as two ends of which neither is the end of the other. That counts only for fields with one value: columns of tables, fields of Windows and Linux records, and those of other logs that are known to have one.`

const judged: Readonly<Record<DeadSort, Content>> = {
  never: html`All that must hold together, in one condition or in filters that follow each other, holds a test and its opposite, or asks one field for two values. A test is opposed when another that is required implies it. ${apart}`,
  alternative: html`The same of one of several alternatives: the rule can fire, but never by this one.`,
  always: html`Alternatives of which one always holds, as <code>a</code> or <code>not a</code>, or a field that may differ from one value or from another.`,
  exclusion: html`What is excluded cannot hold beside what the rule requires: the exclusion changes nothing, or was meant to say something else. Exclusions of a missing or empty field, which do no harm, and those of a choice between cases are left out.`,
}

function row({ entry, clash: { how, one, other } }: DeadPart, root: string): Html {
  const negated = how === 'opposed'
  return html`<tr>${ruleCell(entry, root, one.span, other.span)}<td data-t="one">${test(one, false)}</td><td data-t="other">${test(other, negated)}</td><td data-t="why">${
    whys[how]
  }</td></tr>`
}

const whys: Readonly<Record<DeadPart['clash']['how'], string>> = {
  opposed: 'the first implies what the second denies',
  apart: 'no value is both',
}

const mostValues = 3

function test(indicator: Indicator, negated: boolean): Content {
  const { values } = indicator
  const named = values.slice(0, mostValues).map(({ written }) => html`<li><code>${visible(cut(written))}</code></li>`)
  return html`${negated && html`<em class="not">not</em> `}${renderWords(phrase(indicator))}${
    values.length > 1 &&
    html`<ul class="small">${named}${values.length > mostValues && html`<li class="muted">and ${figure(values.length - mostValues)} more</li>`}</ul>`
  }`
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text)
