/** Markup that may stand in a page as it is. Made by `html` and `raw` only; everything else is escaped. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup
  }
}

/** What may stand in a template: `undefined`, `null` and `false` render as nothing, arrays are joined. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

/** A template whose values are escaped unless they are `Html`. Safe in text and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let out = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) out += render(values[i]) + strings[i + 1]
  return new Html(out)
}

/** Trusts `markup`: for text that this program wrote, never for text of a rule. */
export const raw = (markup: string): Html => new Html(markup)

export const join = (parts: readonly Content[], between: Content): Html =>
  new Html(parts.map(render).join(render(between)))

function render(content: Content): string {
  if (typeof content === 'string') return escaped(content)
  if (content instanceof Html) return content.markup
  if (typeof content === 'number') return String(content)
  if (!content) return ''
  let out = ''
  for (const part of content) out += render(part)
  return out
}

const special = /[&<>"']/
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? '') : text
