import { type Content, html } from './html.js'
import { visible } from './literal.js'
import { paintQuery } from './query-lines.js'

/**
 * Colours for YAML, line by line. It only has to look right: no meaning is taken from it, and whatever it does not
 * recognise stays plain. The text of each line is kept to the character.
 */

export type Paint = (line: string) => Content

/** What reaches from one line into the next: a block scalar deeper than an indent, or an open quote. */
type State =
  | { readonly kind: 'plain' }
  | { readonly kind: 'block'; readonly indent: number; readonly query: boolean; readonly comment: boolean }
  | { readonly kind: 'quote'; readonly mark: string }

const plain: State = { kind: 'plain' }

/** A painter of the lines of one text, to be given them in order. */
export function yamlPainter(): Paint {
  let state: State = plain
  return (line) => {
    const [content, next] = paint(line, state)
    state = next
    return content
  }
}

/** Keys whose text is a query. */
const queries = /^(?:query|queryText|search)$/

const item = /^(\s*)((?:- +|-$)*)/
const key = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"[\]{},&*!>%@`-][^#\n]*?|-[^\s#][^#\n]*?)(\s*:)(?=\s|$)/
const blockStart = /^[|>][+-]?\d?[+-]?\s*(?:#.*)?$/

function paint(line: string, state: State): [Content, State] {
  if (state.kind === 'block') {
    const indent = line.search(/\S/)
    if (indent < 0 || indent > state.indent) {
      if (!state.query) return [visible(line), state]
      const [content, comment] = paintQuery(line, state.comment)
      return [content, { ...state, comment }]
    }
  }
  if (state.kind === 'quote') {
    const end = closing(line, 0, state.mark)
    return end < 0 ? [string(line), state] : [[string(line.slice(0, end)), rest(line.slice(end))], plain]
  }
  const [, space = '', dashes = ''] = item.exec(line) ?? []
  const from = space.length + dashes.length
  const start: Content[] = [space, dashes && punctuation(dashes)]
  const entry = key.exec(line.slice(from))
  if (!entry) {
    const [value, next] = scalar(line.slice(from), space.length)
    return [[start, value], next]
  }
  const [all, name = '', colon = ''] = entry
  const [value, next] = scalar(line.slice(from + all.length), from, name)
  return [[start, keyName(name), punctuation(colon), value], next]
}

/** `Image|endswith`: the field, and what is done to it. */
function keyName(name: string): Content {
  const bar = name.indexOf('|')
  if (bar < 0) return html`<b>${visible(name)}</b>`
  return [
    bar > 0 && html`<b>${visible(name.slice(0, bar))}</b>`,
    html`<span class="m">${visible(name.slice(bar))}</span>`,
  ]
}

function scalar(text: string, indent: number, name?: string): [Content, State] {
  const value = text.trimStart()
  const space = text.slice(0, text.length - value.length)
  if (value === '') return [text, plain]
  if (blockStart.test(value))
    return [[space, punctuation(value)], { kind: 'block', indent, query: queries.test(name ?? ''), comment: false }]
  const mark = value[0]
  if (mark === "'" || mark === '"') {
    const end = closing(value, 1, mark)
    return end < 0
      ? [[space, string(value)], { kind: 'quote', mark }]
      : [[space, string(value.slice(0, end)), rest(value.slice(end))], plain]
  }
  const comment = value.startsWith('#') ? 0 : value.search(/\s#/)
  const bare = comment < 0 ? value : value.slice(0, comment)
  return [
    [space, name === 'condition' ? condition(bare) : word(bare), comment >= 0 && remark(value.slice(comment))],
    plain,
  ]
}

/** Where the quoted text that is open at `from` ends, after its mark; -1 when not on this line. */
function closing(line: string, from: number, mark: string): number {
  for (let i = from; i < line.length; i++) {
    if (line[i] === '\\' && mark === '"') i++
    else if (line[i] === mark) {
      if (mark === "'" && line[i + 1] === mark) i++
      else return i + 1
    }
  }
  return -1
}

const numeric = /^(?:[+-]?\d[\d_]*(?:\.\d+)?|\d{4}[-/]\d{2}[-/]\d{2}|true|false|null|~)$/i

function word(text: string): Content {
  if (numeric.test(text.trim())) return html`<span class="n">${text}</span>`
  return text.startsWith('http') ? html`<span class="l">${visible(text)}</span>` : visible(text)
}

const condition = (text: string): Content =>
  text
    .split(/(\b(?:and|or|not|(?:all|any|\d+) of(?: them)?)\b|[()|])/i)
    .map((piece, i) =>
      i % 2 === 0 ? visible(piece) : /[()|]/.test(piece) ? punctuation(piece) : html`<span class="w">${piece}</span>`,
    )

/** After a closed quote: blanks and a comment, or flow punctuation. */
const rest = (text: string): Content => (text.trimStart().startsWith('#') ? remark(text) : visible(text))

const string = (text: string) => html`<span class="s">${visible(text)}</span>`
const punctuation = (text: string) => html`<span class="p">${text}</span>`
const remark = (text: string) => html`<i>${visible(text)}</i>`
