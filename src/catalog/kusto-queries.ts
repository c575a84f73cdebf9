/** The stretches of a text that ask for something, when there may be several and prose between them. */
import { asksSomething, beginsAsKql, looksLikeKql } from '../formats/kusto-shape.js'
import type { Span } from '../model/rule.js'

/** `split` takes a text apart at the ends of its queries. Blanks around each are left out. */
export function queriesOf(text: string, split: (text: string) => readonly Span[]): Span[] {
  const start = proseEnd(text)
  const rest = text.slice(start)
  const parts = split(rest).flatMap(({ from, to }) => trimmed(text, { from: from + start, to: to + start }))
  const asking = parts.filter(({ from, to }) => asksSomething(text.slice(from, to)))
  if (asking.length < 2) return asking
  // Beside queries, words that begin as none are a heading or an instruction; a name alone is one of these too.
  const queries = asking.filter(({ from, to }) => isQuery(text.slice(from, to)))
  return queries.length > 0 ? queries : asking
}

const isQuery = (part: string): boolean => looksLikeKql(part) || (beginsAsKql(part) && /[(;=]/.test(part))

function trimmed(text: string, { from, to }: Span): Span[] {
  const part = text.slice(from, to)
  const start = from + part.length - part.trimStart().length
  const end = from + part.trimEnd().length
  return end > start ? [{ from: start, to: end }] : []
}

/** Where paragraphs of prose before a query end; comments are none. */
function proseEnd(text: string): number {
  let end = 0
  let from = 0
  for (const { index, 0: blank } of text.matchAll(/\r?\n(?:[ \t]*\r?\n)+/g)) {
    const paragraph = text.slice(from, index)
    if (isCode(paragraph)) break
    from = index + blank.length
    if (isProse(paragraph)) end = from
  }
  return end > 0 && isCode(text.slice(end)) ? end : 0
}

const withoutComments = (text: string): string => text.replace(/^[ \t]*\/\/.*$/gm, '').trim()

const isCode = (text: string): boolean => beginsAsKql(withoutComments(text))

const isProse = (text: string): boolean => withoutComments(text) !== '' && !isCode(text)
