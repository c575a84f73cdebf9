import { type Content, html } from './html.js'
import { visible } from './literal.js'
import { paintQuery } from './query-lines.js'
import type { Paint } from './yaml-lines.js'

/**
 * Colours for TOML and the queries inside it, line by line. It only has to look right: no meaning is taken from it, and
 * whatever it does not recognise stays plain. The text of each line is kept to the character.
 */

/** What reaches from one line into the next: a long string, which may be a query with a comment open in it. */
interface Open {
  readonly mark: "'''" | '"""'
  readonly query: boolean
  readonly comment: boolean
}

export function tomlPainter(): Paint {
  let open: Open | undefined
  return (line) => {
    const [content, next] = open ? inString(line, open) : ofFile(line)
    open = next
    return content
  }
}

type Painted = readonly [Content, Open | undefined]

const header = /^\s*\[{1,2}[^\]]*\]{1,2}/
const keyed = /^(\s*(?:[\w.-]+|"[^"]*"|'[^']*'))(\s*=\s*)/

function ofFile(line: string): Painted {
  const table = header.exec(line)?.[0]
  if (table !== undefined)
    return [[html`<span class="w">${visible(table)}</span>`, after(line.slice(table.length))], undefined]
  const [start = '', name = '', equals = ''] = keyed.exec(line) ?? []
  const [content, open] = value(line.slice(start.length), /query$/.test(name.trim()))
  return [[start !== '' && [html`<b>${visible(name)}</b>`, punctuation(equals)], content], open]
}

/** What stands behind a table's name. */
const after = (text: string): Content => (text.trimStart().startsWith('#') ? remark(text) : visible(text))

const token = /("""|''')|("(?:[^"\\]|\\.)*"|'[^']*')|(#.*)|([[\]{},=])|([^\s"'#[\]{},=]+)|\s+|./g

function value(text: string, query: boolean): Painted {
  const found: Content[] = []
  for (const match of text.matchAll(token)) {
    const [all, long, short, comment, sign, word] = match
    if (long) {
      const mark = long === '"""' ? '"""' : "'''"
      const [content, open] = inString(text.slice(match.index + 3), { mark, query, comment: false })
      return [[found, punctuation(long), content], open]
    }
    if (short) found.push(string(short))
    else if (comment) found.push(remark(comment))
    else if (sign) found.push(punctuation(sign))
    else if (word && literalWord.test(word)) found.push(html`<span class="n">${word}</span>`)
    else found.push(visible(all))
  }
  return [found, undefined]
}

const literalWord = /^(?:[+-]?[\d._:TZ-]+|true|false|inf|nan)$/

function inString(line: string, open: Open): Painted {
  const end = line.indexOf(open.mark)
  const inside = end < 0 ? line : line.slice(0, end)
  const [content, comment] = open.query ? paintQuery(inside, open.comment) : [string(inside), false]
  if (end < 0) return [content, { ...open, comment }]
  const [rest, next] = value(line.slice(end + 3), false)
  return [[content, punctuation(open.mark), rest], next]
}

const string = (text: string): Content => text !== '' && html`<span class="s">${visible(text)}</span>`
const punctuation = (text: string): Content => html`<span class="p">${text}</span>`
const remark = (text: string): Content => html`<i>${visible(text)}</i>`
