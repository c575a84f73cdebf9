import type { Near } from '../catalog/value-report.js'
import { type ValueUse, valueHref } from '../catalog/values.js'
import { type Content, type Html, html } from './html.js'
import { code, visible } from './literal.js'
import { figure, plural } from './marks.js'

export const valueCode = (value: string | null): Content =>
  value === null
    ? html`<span class="muted">absent</span>`
    : [
        code(value),
        value !== '' && value.trim() === '' && html`<span class="vh">${plural(value.length, 'blank')}</span>`,
      ]

type FieldAndKind = Pick<ValueUse, 'field' | 'kind' | 'modifiers'>

/** `Image ends_with`; the field as a link when it has a page. */
export function fieldAndKind({ field, kind, modifiers }: FieldAndKind, href?: string): Html {
  const name = field === null ? 'anywhere' : html`<code>${visible(field)}</code>`
  return html`${
    href === undefined ? name : html`<a class="plain" href="${href}">${name}</a>`
  } <span class="kd">${[kind, ...modifiers].join('|')}</span>`
}

/** The same of an indicator or, with its word, of an exclusion. */
export const useName = (use: FieldAndKind & Pick<ValueUse, 'polarity'>, href?: string): Html =>
  html`${use.polarity === 'excluded' && html`<em class="not">not</em> `}${fieldAndKind(use, href)}`

/** Another value with its field, when that is not clear, its kind and the number of its rules. */
export const nearName = ({ tally, polarity }: Near, root: string): Html =>
  html`${useName({ ...tally.key, polarity })} <a href="${root}${valueHref(tally.key)}">${valueCode(tally.key.value)}</a> <span class="num">${figure(tally[polarity].length)}</span>`
