/** Texts that hold several queries, one after the other. */

import { type Outline, outline } from './outline.js'
import { mostCharacters, mostNested } from './query.js'
import type { KqlParser } from './tree.js'

/** Offsets of a query in a text, blanks around it left out; comments before it belong to it. */
export interface QueryBlock {
  readonly from: number
  readonly to: number
}

/**
 * A text that parses is one query, also when it has several statements. One that does not may be several queries with
 * blank lines or semicolons between them, or a query below some prose: it is split where that leaves a query whole, and no
 * more to complain about than before.
 */
export function splitQueries(text: string, parse: KqlParser): readonly QueryBlock[] {
  const all = trimmed(text, 0, text.length)
  const whole = [all]
  const found = outline(text)
  if (found.nesting > mostNested) return whole
  const problemsIn = ({ from, to }: QueryBlock): number =>
    to - from > mostCharacters ? 1 : parse(text.slice(from, to)).problems.length
  const wrong = problemsIn(all)
  if (wrong === 0) return whole
  const blocks = blocksOf(text, found)
  if (blocks.length < 2) return whole
  const problems = blocks.map(problemsIn)
  const left = problems.reduce((sum, count) => sum + count, 0)
  return left <= wrong && problems.includes(0) ? blocks : whole
}

function trimmed(text: string, from: number, to: number): QueryBlock {
  const slice = text.slice(from, to)
  const start = slice.length - slice.trimStart().length
  return { from: from + start, to: Math.max(from + start, from + slice.trimEnd().length) }
}

/** A statement that gives names and asks for nothing. */
const declares = /^(?:let|set|declare|alias|restrict)\b/
/** What cannot end a query, and what cannot begin one. */
const goesOn = /(?:[|,=(+\-*/<>~]|\b(?:and|or|by|on|with|of|in|union|join|where|project|extend|summarize))$/i
const continues = /^(?:[|,)\]}]|(?:and|or|by|on)\b)/i

function blocksOf(text: string, { marks, code }: Outline): QueryBlock[] {
  const blocks: QueryBlock[] = []
  let begin = 0
  let statement = 0
  for (const { at, kind } of marks) {
    const written = code.slice(statement, at).trim()
    const rest = code.slice(at).trimStart()
    const open = written === '' || rest === '' || declares.test(written)
    if (kind === 'semicolon') statement = at
    if (open || (kind === 'blank' && (goesOn.test(written) || continues.test(rest)))) continue
    blocks.push(trimmed(text, begin, at))
    begin = at
    statement = at
  }
  const last = trimmed(text, begin, text.length)
  const [before] = blocks.slice(-1)
  if (code.slice(begin).trim() !== '' || !before) blocks.push(last)
  else blocks.splice(-1, 1, { from: before.from, to: Math.max(before.to, last.to) })
  return blocks
}
