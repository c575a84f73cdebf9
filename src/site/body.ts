import type { RuleView } from '../catalog/view.js'
import type { Insert, Span } from '../model/rule.js'
import { type Lines, lines } from '../text/lines.js'
import { type Html, html } from './html.js'
import { visible } from './literal.js'
import { figure, plural } from './marks.js'
import { panelPrefix } from './places.js'
import { markdownPainter, queryPainter } from './query-lines.js'
import { tomlPainter } from './toml-lines.js'
import { type Paint, yamlPainter } from './yaml-lines.js'

/** The text of a rule with line numbers, and of whatever else became part of it. */
export function renderBody(view: RuleView): Html {
  const { rule, url } = view
  const name = rule.path.split('/').at(-1) ?? rule.path
  const own = panel({
    name,
    text: rule.text,
    index: view.lines,
    prefix: panelPrefix(undefined),
    painter: painterOf(name),
    part: rule.span,
    from: firstLine(view),
    ...(url !== undefined && { url }),
  })
  return html`${own}${rule.inserts.map((insert, i) => insertPanel(insert, i))}`
}

const insertPanel = (insert: Insert, i: number): Html =>
  html`<h3 class="ins">With the ${insert.kind} <code>${visible(insert.name)}</code></h3>${panel({ name: insert.path, text: insert.text, index: lines(insert.text), prefix: panelPrefix(i), painter: insert.kind === 'macro' ? queryPainter : yamlPainter })}`

const linesAtFirst = 30

function firstLine({ stages, lines: index }: RuleView): number | undefined {
  const own = stages.flatMap(({ span }) => (span.in === undefined ? [index.at(span.from).line] : []))
  const first = Math.min(...own)
  return own.length > 0 && first > linesAtFirst ? first : undefined
}

interface Panel {
  readonly name: string
  readonly text: string
  readonly index: Lines
  readonly prefix: string
  readonly painter: () => Paint
  /** The part of the text that is the rule; lines outside it are dimmed. */
  readonly part?: Span
  readonly url?: string
  /** The line where the rule's logic begins, when that is not among the first that show. */
  readonly from?: number | undefined
}

const mostLines = 1000
const mostColumns = 2000

/** Whether the page holds the rule's text to the last character, so that it can be copied from there. */
export const isWhole = ({ rule, lines: index }: RuleView): boolean => fits(rule.text, index)

const fits = (text: string, { count }: Lines): boolean =>
  count <= mostLines && (text.length <= mostColumns || text.split('\n').every(({ length }) => length <= mostColumns))

function panel({ name, text, index, prefix, painter, part, url, from }: Panel): Html {
  const shown = Math.min(index.count, mostLines)
  const paint = painter()
  const rows: Html[] = []
  for (let n = 1; n <= shown; n++)
    rows.push(row(n, lineText(text, index, n), prefix, paint, outside(index.start(n), part)))
  return html`<div class="code"${from !== undefined && html` data-from="${prefix}L${from}"`}><header><span>${visible(name)}</span><span>· ${plural(index.count, 'line')}</span>${
    url !== undefined && html`<a class="btn quiet" href="${url}" rel="noreferrer">Source</a>`
  }${fits(text, index) && html`<button class="btn quiet js" type="button" data-copy>Copy</button>`}</header><ol>${rows}</ol>${
    shown < index.count && html`<p class="cut">${figure(index.count - shown)} more lines are not shown.</p>`
  }</div>`
}

/** By the file's ending. */
function painterOf(name: string): () => Paint {
  switch (/\.(\w+)$/.exec(name)?.[1]?.toLowerCase()) {
    case 'toml':
      return tomlPainter
    case 'md':
      return markdownPainter
    case 'kql':
    case 'csl':
      return queryPainter
    default:
      return yamlPainter
  }
}

const outside = (start: number, part: Span | undefined): boolean =>
  part !== undefined && (start < part.from || start >= part.to)

/** Without its line break, of either kind. */
function lineText(text: string, index: Lines, n: number): string {
  const end = n < index.count ? index.start(n + 1) - 1 : text.endsWith('\n') ? text.length - 1 : text.length
  const line = text.slice(index.start(n), end)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function row(n: number, line: string, prefix: string, paint: Paint, dim: boolean): Html {
  const cut = line.length > mostColumns
  const indent = Math.min(24, line.search(/\S|$/))
  const id = `${prefix}L${n}`
  return html`<li id="${id}"${dim && html` class="out"`}><a href="#${id}">${n}</a><span${indent > 0 && html` class="i${indent}"`}>${paint(cut ? line.slice(0, mostColumns) : line)}</span>${
    cut && html`<em>${figure(line.length - mostColumns)} more characters</em>`
  }</li>`
}
