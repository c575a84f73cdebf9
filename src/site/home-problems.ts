import type { Catalog, Entry } from '../catalog/build.js'
import type { Diagnostic } from '../model/rule.js'
import { lines, type Place } from '../text/lines.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import { visible } from './literal.js'
import { figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

/** What kept one file from being read whole. */
export interface Problem {
  readonly path: string
  readonly source: string
  /** The rules of the file that were read in part or not at all; empty when it holds no rule. */
  readonly entries: readonly Entry[]
  readonly reasons: readonly Reason[]
}

interface Reason extends Place {
  readonly diagnostic: Diagnostic
}

/** Files with an error or with a rule that was not read whole, in the order of the catalog. */
export function problems(catalog: Catalog): Problem[] {
  return catalog.files.flatMap((file) => {
    const entries = file.entries.filter(({ extent }) => extent !== 'whole')
    const errors = file.diagnostics.filter(({ severity }) => severity === 'error')
    if (file.skipped || (entries.length === 0 && errors.length === 0)) return []
    const shown = errors.length > 0 ? errors : file.diagnostics.filter(({ severity }) => severity === 'warning')
    const at = lines(file.text)
    const reasons = shown.map((diagnostic) => ({ diagnostic, ...at.at(diagnostic.span.from) }))
    return [{ path: file.path, source: file.source.name, entries, reasons }]
  })
}

/** Bounds the page for a folder that is no collection of rules at all; `check` in the terminal lists everything. */
const mostFiles = 1000
const mostReasons = 8

/** `problems/index.html`: every file that could not be read whole, with line, column and reason. */
export function problemPages(catalog: Catalog): SitePage[] {
  return [{ path: 'problems/index.html', content: problemsPage(catalog).markup }]
}

function problemsPage(catalog: Catalog): Html {
  const all = problems(catalog)
  const shown = all.slice(0, mostFiles)
  const { whole, partial, unread } = catalog.totals.rules
  return page({
    title: 'What could not be read',
    description: 'Every rule file that could not be read whole, with line, column and reason.',
    root: '../',
    main: html`<main id="main" class="wrap vi"><div class="head"><h1>What could not be read</h1><p class="lede">${plural(whole, 'rule')} of ${figure(whole + partial + unread)} ${whole === 1 ? 'was' : 'were'} read whole, ${figure(partial)} in part and ${figure(unread)} not at all. What cannot be read stays on the rule’s page as it is written, and is never taken for something else.</p></div>
<section class="sec"><h2>Files<span class="n">${figure(all.length)}</span></h2>${
      all.length === 0
        ? html`<p>None: every file was read whole.</p>`
        : html`<table class="tbl stack pt"><thead><tr><th>File</th><th class="r">Line</th><th class="r">Column</th><th>Reason</th></tr></thead>${shown.map(problemRows)}</table>`
    }${all.length > shown.length && html`<p>And ${figure(all.length - shown.length)} more files; <code>detectionary check</code> lists all of them.</p>`}</section></main>`,
  })
}

function problemRows({ path, source, entries, reasons }: Problem): Html {
  const shown = reasons.slice(0, mostReasons)
  const more = reasons.length - shown.length
  const name = html`<th scope="rowgroup" rowspan="${Math.max(1, shown.length) + (more > 0 ? 1 : 0)}"><code>${visible(path)}</code><div class="muted small">${source}${entries.map(
    ({ href, rule, extent }) =>
      html`<br><a href="../${href}">${visible(rule.title || 'without a title')}</a>, ${extent === 'partial' ? 'read in part' : 'not read'}`,
  )}</div></th>`
  const cells = ({ diagnostic, line, column }: Reason): Html =>
    html`<td class="r" data-t="line">${line}</td><td class="r" data-t="column">${column}</td><td>${visible(diagnostic.message)} <span class="muted small">${diagnostic.code}</span></td>`
  const [first, ...others] = shown
  return html`<tbody><tr>${name}${first ? cells(first) : html`<td></td><td></td><td class="muted">The rule’s page says why.</td>`}</tr>${others.map(
    (reason) => html`<tr>${cells(reason)}</tr>`,
  )}${more > 0 && html`<tr><td></td><td></td><td class="muted">and ${figure(more)} more</td></tr>`}</tbody>`
}
