import type { Entry } from '../catalog/build.js'
import type { SameLogic } from '../catalog/findings-same.js'
import type { FindingKind } from './findings-paging.js'
import { ruleLink } from './findings-row.js'
import { type Html, html } from './html.js'
import { visible } from './literal.js'
import { figure, plural, statusMark } from './marks.js'

const mostRules = 50
const mostNamed = 4

export function sameKind(found: readonly SameLogic[]): FindingKind {
  return {
    slug: 'identical',
    title: 'Identical rules',
    about: 'Rules of different files that ask the same of the same records, whatever their names and ids.',
    count: found.length,
    noun: ['group', 'groups'],
    sections: [
      {
        id: 'identical',
        title: 'Groups of rules',
        judged: html`Rules of one family whose stages and sources are the same: the same tests of the same fields in the same combination, grouped and joined alike. How they are laid out, what they are called, their levels and the columns that are only added for reading say nothing here. A file that holds a query once for each platform counts as one. Copies are kept for reasons: a rule that moved, one that was split, or a folder that was copied; where two run, each alert is raised twice.`,
        head: ['Rule', 'File', 'Status'],
        rows: found.map((group) => (root) => rows(group, root)),
        notes: found.map(({ entries }) => ({
          entries,
          reason: html`the same logic is in ${plural(entries.length, 'file')}: ${entries
            .slice(0, mostNamed)
            .map(({ rule }, i) => [i > 0 && ', ', html`<code>${visible(rule.path)}</code>`])}${
            entries.length > mostNamed && ` and ${figure(entries.length - mostNamed)} more`
          }`,
        })),
      },
    ],
  }
}

/** One row a rule; the first of a group begins with a line. */
function rows({ entries }: SameLogic, root: string): Html {
  const more = entries.length - mostRules
  return html`${entries.slice(0, mostRules).map((entry, i) => row(entry, i > 0, root))}${
    more > 0 && html`<tr class="same"><td class="muted">and ${figure(more)} more</td><td></td><td></td></tr>`
  }`
}

const row = (entry: Entry, same: boolean, root: string): Html =>
  html`<tr${same && html` class="same"`}><td class="fr">${ruleLink(entry, root)}</td><td data-t="file"><code>${visible(entry.rule.path)}</code></td><td data-t="status">${statusMark(entry.rule.meta.status)}</td></tr>`
