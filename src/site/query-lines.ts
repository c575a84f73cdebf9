import { type Content, html } from './html.js'
import { visible } from './literal.js'

/** Colours for a line of a query, whatever its language: words, strings, numbers and comments are alike in all of them. */

const words = [
  'and or not xor where in is null true false by as on asc desc like any case',
  'sequence sample with maxspan runs until',
  'from metadata eval stats inline keep drop rename sort limit dissect grok mv_expand enrich lookup join completion row rlike regex',
  'search tstats datamodel rex table fields eventstats streamstats bucket dedup fillnull spath inputlookup append transaction output outputnew span',
  'let extend project summarize union has has_any has_all contains startswith endswith matches between kind distinct parse order top take materialize externaldata datatable mv-expand project-away project-rename invoke render',
]
  .join(' ')
  .replaceAll(' ', '|')

const piece = new RegExp(
  String.raw`((?<![:\w*])\/\/.*|\/\*[\s\S]*?(?:\*\/|$))|("(?:[^"\\]|\\.)*"?|(?<![\w])'(?:[^'\\]|\\.)*'|` +
    '`[^`]*`?' +
    String.raw`)|((?<![\w.@-])(?:${words})~?(?![\w.-]))|((?<![\w.*-])\d[\w.]*(?![\w*]))|([()[\]{}|,:<>=!~]+)|[\w.@*?-]+|\s+|.`,
  'gi',
)

/** The line with its colours, and whether a comment goes on in the next. */
export function paintQuery(line: string, comment: boolean): readonly [Content, boolean] {
  if (comment) {
    const end = line.indexOf('*/')
    if (end < 0) return [remark(line), true]
    const [rest, open] = paintQuery(line.slice(end + 2), false)
    return [[remark(line.slice(0, end + 2)), rest], open]
  }
  let open = false
  const found = [...line.matchAll(piece)].map(([all, note, text, word, number, sign]): Content => {
    if (note) {
      open = note.startsWith('/*') && !note.endsWith('*/')
      return remark(note)
    }
    if (text) return html`<span class="s">${visible(text)}</span>`
    if (word) return html`<span class="w">${word}</span>`
    if (number) return html`<span class="n">${number}</span>`
    return sign ? html`<span class="p">${sign}</span>` : visible(all)
  })
  return [found, open]
}

const remark = (text: string): Content => html`<i>${visible(text)}</i>`

/** A painter for a file that is nothing but queries. */
export function queryPainter(): (line: string) => Content {
  let comment = false
  return (line) => {
    const [content, open] = paintQuery(line, comment)
    comment = open
    return content
  }
}

/** A painter for Markdown in which what stands between fences is a query. */
export function markdownPainter(): (line: string) => Content {
  let paint: ((line: string) => Content) | undefined
  return (line) => {
    if (/^\s*(?:```|~~~)/.test(line)) {
      paint = paint ? undefined : queryPainter()
      return html`<span class="p">${visible(line)}</span>`
    }
    if (paint) return paint(line)
    return /^#{1,6}\s/.test(line) ? html`<b>${visible(line)}</b>` : visible(line)
  }
}
