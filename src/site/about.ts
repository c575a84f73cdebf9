import type { Catalog } from '../catalog/build.js'
import { type Extents, type Obstacle, type ReadingFigures, readingFigures } from '../catalog/reading-figures.js'
import { families } from '../model/rule.js'
import { type Content, type Html, html } from './html.js'
import { page } from './layout.js'
import { visible } from './literal.js'
import { familyMark, figure, languageNames, none, plural } from './marks.js'
import { datesSection } from './plot-dates.js'
import type { SitePage } from './rules-index.js'
import { sourceCells } from './source-cells.js'

/** `about/index.html`: where the rules come from, how much of them was read, and what was in the way. */
export function aboutPages(catalog: Catalog): SitePage[] {
  const found = readingFigures(catalog)
  const { files, skipped } = catalog.totals
  const content = page({
    title: 'About this catalog',
    root: '../',
    description: `Sources, revisions and licences of ${figure(catalog.entries.length)} detection rules, and how much of them was read.`,
    main: html`<main id="main" class="wrap vi"><h1>About this catalog</h1>
<p class="lede">Detectionary reads detection rules of several families into one model and publishes what each one matches, what it excludes and who else looks for the same. Everything here was computed from ${plural(files, 'file')} of ${plural(catalog.sources.length, 'source')}${skipped > 0 && `, of which ${figure(skipped)} hold no rule`}.</p>
${sources(found)}
${languages(found)}
${datesSection(catalog.entries)}
${obstacles(found)}
${read()}
${attack(found)}</main>`,
  })
  return [{ path: 'about/index.html', content: content.markup }]
}

function sources({ sources: all }: ReadingFigures): Html {
  const rows = all.map(
    ({ source, files, skipped, rules }) =>
      html`<tr>${sourceCells(source)}<td class="r" data-t="files">${figure(files)}</td><td class="r" data-t="without a rule">${figure(skipped)}</td>${extentCells(rules)}</tr>`,
  )
  return html`<section class="sec" id="sources"><h2>Sources<span class="n">${figure(all.length)}</span></h2><p>Rules belong to their authors. A rule that names a licence of its own says so on its page.</p>${
    all.length === 0
      ? html`<p>None was given.</p>`
      : html`<table class="tbl stack ab"><thead><tr><th>Source</th><th>Revision</th><th>Licence</th><th class="r">Files</th><th class="r">Without a rule</th>${extentHead}</tr></thead><tbody>${rows}</tbody></table>`
  }</section>`
}

const extentHead = html`<th class="r">Read whole</th><th class="r">In part</th><th class="r">Not read</th>`

const extentCells = ({ whole, partial, unread }: Extents): Html =>
  html`<td class="r" data-t="whole">${figure(whole)}</td><td class="r" data-t="in part">${figure(partial)}</td><td class="r" data-t="not read">${figure(unread)}</td>`

function languages({ languages: all, families: told }: ReadingFigures): Html {
  return html`<section class="sec" id="languages"><h2>Families and languages<span class="n">${plural(told.length, 'family', 'families')}</span></h2><p>A rule is read whole when every part of its logic is in the model. Of one that was read in part, what was not understood stays on its page as it is written.</p>${
    all.length === 0
      ? html`<p>No rule was read.</p>`
      : html`<table class="tbl stack ab"><thead><tr><th>Family</th><th>Language</th>${extentHead}</tr></thead><tbody>${all.map(
          ({ family, language, rules }) =>
            html`<tr><td>${familyMark(family)}</td><td data-t="language">${language === 'none' ? 'no query' : languageNames[language]}</td>${extentCells(rules)}</tr>`,
        )}</tbody></table>`
  }</section>`
}

function obstacles({ obstacles: all }: ReadingFigures): Html {
  return html`<section class="sec" id="unread"><h2>What was not read, and why<span class="n">${figure(all.length)}</span></h2>${
    all.length === 0
      ? html`<p>Every file was read whole.</p>`
      : html`<p>Files that were not read whole, by what was in the way. <a href="../problems/">Each file with line and column</a>.</p><table class="tbl stack ab"><thead><tr><th>Reason</th><th>For example</th><th>Families</th><th class="r">Files</th></tr></thead><tbody>${all.map(
          obstacle,
        )}</tbody></table>`
  }</section>`
}

const obstacle = ({ code, severity, example, path, files, families: held }: Obstacle): Html =>
  html`<tr><td><code>${code}</code> <span class="small muted">${severity}</span></td><td>${visible(example)}<div class="small muted break">${visible(path)}</div></td><td data-t="families" class="abf">${
    held.size === 0
      ? none
      : families.map((family): Content => {
          const n = held.get(family)
          return n !== undefined && html`<span>${familyMark(family, true)} ${figure(n)}</span>`
        })
  }</td><td class="r" data-t="files">${figure(files)}</td></tr>`

const readable: readonly (readonly [string, string])[] = [
  [
    'Sigma',
    'YAML: detections, correlations and global filters with all modifiers of the specification, and the deprecated aggregation after a bar.',
  ],
  [
    'Elastic',
    'TOML: queries in KQL (Kibana), EQL and ES|QL; thresholds, new terms, indicator matches, Kibana’s filters, and machine learning as the names of its jobs.',
  ],
  ['Splunk', 'YAML of security content: SPL with its macros put in, when their files are among those read.'],
  [
    'KQL',
    'YAML of Sentinel, Markdown and files of queries: the Kusto language, with let statements put in where they are used.',
  ],
]

const unreadable: readonly string[] = [
  'Queries in Lucene’s own language, and dashboards, saved searches and other content beside the rules.',
  'Exceptions and value lists that are kept outside of the files.',
  'What a command or operator does that is not followed: the rule is then read in part, and a match that hangs on it is unsure.',
  'Lookups and lists: their names are known, their contents are not.',
  'What happens after an alert: throttling, risk scores and responses are shown as written and not interpreted.',
]

const read = (): Html =>
  html`<section class="sec" id="read"><h2>What is read</h2><dl class="about">${readable.map(
    ([name, what]) => html`<div><dt>${name}</dt><dd>${what}</dd></div>`,
  )}</dl><h3 class="bsub">What is not</h3><ul class="plain b">${unreadable.map((one) => html`<li>${one}</li>`)}</ul></section>`

const attack = ({ attackVersions: [current, ...others] }: ReadingFigures): Html =>
  html`<section class="sec" id="attack"><h2>ATT&CK</h2><p>Rules are placed in version ${current} of Enterprise ATT&CK${others.length > 0 && `; version ${others.join(', ')} is known, too`}. Ids that a version has revoked lead to those in their place; <a href="../findings/techniques/">which rules name them</a>. ATT&CK is a registered trademark of The MITRE Corporation.</p></section>`
