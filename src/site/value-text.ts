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

/** `Image ends_with`, an exclusion with its word; the field as a link when it has a page. */
export const useName = (
  { field, kind, modifiers, polarity }: Pick<ValueUse, 'field' | 'kind' | 'modifiers' | 'polarity'>,
  href?: string,
): Html => {
  const name = field === null ? 'anywhere' : html`<code>${visible(field)}</code>`
  return html`${polarity === 'excluded' && html`<em class="not">not</em> `}${
    href === undefined ? name : html`<a class="plain" href="${href}">${name}</a>`
  } <span class="kd">${[kind, ...modifiers].join('|')}</span>`
}

/** Another value with its field, when that is not clear, its kind and the number of its rules. */
export function nearName({ tally, polarity }: Near, root: string): Html {
  const { field, kind, modifiers, value } = tally.key
  return html`${polarity === 'excluded' && html`<em class="not">not</em> `}${field === null ? 'anywhere' : html`<code>${visible(field)}</code>`} <span class="kd">${[kind, ...modifiers].join('|')}</span> <a href="${root}${valueHref(tally.key)}">${valueCode(value)}</a> <span class="num">${figure(tally[polarity].length)}</span>`
}
