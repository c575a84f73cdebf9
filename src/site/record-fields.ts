/** The fields of a record, with what a rule found in them marked. Everything that comes from a record is text. */
import type { Millis } from '../model/rule.js'
import { type Html, html } from './html.js'
import { code, visible } from './literal.js'
import type { Fields, ShownValue, Stretch } from './match-protocol.js'

/** Characters that are shown of one value. */
export const longestValue = 600

export const cutValue = (text: string): string =>
  text.length > longestValue ? `${text.slice(0, longestValue)}…` : text

/** `2026-03-02 09:14:27`, in UTC; empty where there is none. */
export function timeText(millis: Millis | undefined): string {
  if (millis === undefined || Math.abs(millis) > 8.64e15) return ''
  return new Date(millis).toISOString().slice(0, 19).replace('T', ' ')
}

/** Those with marks first. `marked`: by the record's own name of the field. */
export function fieldList(fields: Fields, marked: ReadonlyMap<string, readonly ShownValue[]>): Html {
  const isMarked = ([name]: Fields[number]): boolean => marked.has(name)
  const sorted = [...fields.filter(isMarked), ...fields.filter((field) => !isMarked(field))]
  return html`<dl class="flds">${sorted.map(
    ([name, values]) =>
      html`<div${marked.has(name) && html` class="on"`}><dt><code>${visible(name)}</code></dt><dd>${values.map(
        (value, i) => [i > 0 && html`<br>`, fieldValue(String(value), marked.get(name))],
      )}</dd></div>`,
  )}</dl>`
}

function fieldValue(value: string, found: readonly ShownValue[] = []): Html {
  const at = merged(found.flatMap((one) => (one.value === value ? (one.at ?? []) : [])))
  return at.length > 0 ? html`<code>${markedText(value, at)}</code>` : code(value)
}

/** `at`: in order, none over another. */
export function markedText(text: string, at: readonly Stretch[]): Html {
  let done = 0
  const parts = at.map(({ from, to }) => {
    const part = html`${visible(text.slice(done, from))}<mark>${visible(text.slice(from, to))}</mark>`
    done = to
    return part
  })
  return html`${parts}${visible(text.slice(done))}`
}

/** In order, those that touch as one. */
export function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = []
  for (const one of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last && one.from <= last.to) found[found.length - 1] = { from: last.from, to: Math.max(last.to, one.to) }
    else found.push(one)
  }
  return found
}
