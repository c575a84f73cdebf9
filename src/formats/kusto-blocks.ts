/** Markdown as far as a file of queries needs it: headings, fenced code, and the prose between them. */
import type { Span } from '../model/rule.js'

export type Block = Heading | Fence | Prose

export interface Heading {
  readonly kind: 'heading'
  readonly level: number
  /** Emphasis, links and closing marks undone. */
  readonly text: string
  readonly span: Span
}

export interface Fence {
  readonly kind: 'fence'
  /** What stands behind the opening marks. */
  readonly label: string
  readonly labelSpan: Span
  /** The lines between the marks. */
  readonly body: Span
  readonly closed: boolean
  readonly span: Span
}

interface Prose {
  readonly kind: 'prose'
  readonly span: Span
}

interface Line extends Span {
  readonly text: string
  /** After the line break. */
  readonly next: number
}

function* linesOf(text: string): Generator<Line> {
  let from = text.startsWith('\uFEFF') ? 1 : 0
  while (from < text.length) {
    const at = text.indexOf('\n', from)
    const end = at < 0 ? text.length : at
    const to = end > from && text[end - 1] === '\r' ? end - 1 : end
    const next = at < 0 ? text.length : at + 1
    yield { text: text.slice(from, to), from, to, next }
    from = next
  }
}

interface Open {
  readonly mark: string
  readonly label: string
  readonly labelSpan: Span
  readonly from: number
  readonly body: number
}

/** Prose so far, with its last line. */
interface Paragraphs extends Span {
  readonly last: Line
}

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Open | undefined
  let prose: Paragraphs | undefined
  const endProse = (): void => {
    if (prose) blocks.push({ kind: 'prose', span: { from: prose.from, to: prose.to } })
    prose = undefined
  }
  for (const line of linesOf(text)) {
    if (open) {
      if (!closes(line.text, open.mark)) continue
      blocks.push(fenceOf(open, line.from, line.to, true))
      open = undefined
      continue
    }
    open = opening(line)
    const heading = open ? undefined : headingOf(line)
    const above = open || heading || !prose ? undefined : underlined(line, prose)
    if (prose && above) {
      if (prose.last.from > prose.from) blocks.push({ kind: 'prose', span: { from: prose.from, to: prose.last.from } })
      prose = undefined
      blocks.push(above)
    } else if (open || heading) {
      endProse()
      if (heading) blocks.push(heading)
    } else if (line.text.trim() || prose) prose = { from: prose?.from ?? line.from, to: line.to, last: line }
  }
  if (open) blocks.push(fenceOf(open, text.length, text.length, false))
  else endProse()
  return blocks
}

function opening({ text, from, next }: Line): Open | undefined {
  const [, before = '', mark = '', label = ''] = /^([ \t>*+-]*)(`{3,}|~{3,})(.*)$/.exec(text) ?? []
  if (!mark || (mark.startsWith('`') && label.includes('`'))) return undefined
  const start = from + before.length + mark.length + (label.length - label.trimStart().length)
  const trimmed = label.trim()
  return { mark, label: trimmed, labelSpan: { from: start, to: start + trimmed.length }, from, body: next }
}

function closes(text: string, mark: string): boolean {
  const found = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(text)?.[1]
  return found !== undefined && found[0] === mark[0] && found.length >= mark.length
}

const fenceOf = ({ label, labelSpan, from, body }: Open, end: number, to: number, closed: boolean): Fence => ({
  kind: 'fence',
  label,
  labelSpan,
  body: { from: Math.min(body, end), to: end },
  closed,
  span: { from, to },
})

function headingOf({ text, from, to }: Line): Heading | undefined {
  const [found = '', marks = ''] = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(text) ?? []
  return marks
    ? { kind: 'heading', level: marks.length, text: plainWords(unclosed(text.slice(found.length))), span: { from, to } }
    : undefined
}

/** Without the marks that may close a heading. */
function unclosed(text: string): string {
  const words = text.trim()
  let end = words.length
  while (words[end - 1] === '#') end--
  return end === 0 || /\s/.test(words[end - 1] ?? '') ? words.slice(0, end) : words
}

/** A line of `=` makes the words above it a heading. */
function underlined({ text, to }: Line, { last }: Paragraphs): Heading | undefined {
  if (!/^ {0,3}={2,}[ \t]*$/.test(text) || !last.text.trim()) return undefined
  return { kind: 'heading', level: 1, text: plainWords(last.text), span: { from: last.from, to } }
}

/** Lines longer than this are no headings that anyone wrote. */
const longest = 1000

/** Words without the marks of Markdown. */
export const plainWords = (text: string): string =>
  (text.length > longest ? text.slice(0, longest) : text)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|\*|`)(?=\S)(.+?)\1/g, '$2')
    .replace(/\\([\\`*_[\]<>#|~&])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
