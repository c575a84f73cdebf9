import type { Catalog } from '../catalog/build.js'
import {
  type Exclusion,
  type ExclusionAudit,
  exclusionAudit,
  type FieldExclusions,
  type Subject,
  writable,
} from '../catalog/exclusions.js'
import { crumbs, toExclusions, toFields } from './crumbs.js'
import { exclusionTable } from './exclusion-table.js'
import { familyBar, ruleCount, splitOf } from './family-bar.js'
import { otherLists } from './field-lists.js'
import { type Content, type Html, html } from './html.js'
import { page, rootOf } from './layout.js'
import { code, visible } from './literal.js'
import { figure, plural } from './marks.js'
import { chunks, pageLinks, pageWord } from './paging.js'
import type { SitePage } from './rules-index.js'

/** Rows of a table on a page of its own, and in a section of the first page. */
const rowsOnPage = 200
const rowsInSection = 25
const fieldsOnIndex = 40
/** A field of more exclusions has a page for them; the page of the field shows the others. */
export const exclusionsOnFieldPage = 40

/** The audit: `exclusions/`, and lists below it of those that are flagged and of those of one field. */
export function* exclusionPages(catalog: Catalog): Generator<SitePage> {
  const audit = exclusionAudit(catalog)
  yield { path: 'exclusions/index.html', content: indexPage(catalog, audit).markup }
  yield* listPages({
    address: flagged.writable,
    title: 'Exclusions in places that users can write to',
    about: writableRule,
    rows: audit.all.filter((one) => one.writable !== undefined),
    field: true,
  })
  yield* listPages({
    address: flagged.nameOnly,
    title: 'Exclusions by a name alone',
    about: nameRule,
    rows: audit.all.filter(({ nameOnly }) => nameOnly),
    field: true,
  })
  for (const { field, exclusions } of audit.fields) {
    const href = exclusionsHref(catalog, field, exclusions.length)
    if (href === undefined || !href.startsWith('exclusions/')) continue
    const name = field ?? 'any field'
    yield* listPages({
      address: href,
      title: `What rules exclude by ${name}`,
      about: html`<a href="${rootOf(href)}${catalog.fieldPlace(field)?.href}">All about ${field === null ? 'texts without a field' : code(field)}</a>. Of each exclusion: ${columns}`,
      rows: exclusions,
      field: field === null,
    })
  }
}

const flagged = { writable: 'exclusions/user-writable/', nameOnly: 'exclusions/name-only/' }

/** Where all exclusions of a field are listed; undefined for a field without a page, whose one rule says it. */
export function exclusionsHref(catalog: Catalog, field: string | null, count: number): string | undefined {
  const place = catalog.fieldPlace(field)
  if (!place) return undefined
  return count > exclusionsOnFieldPage ? `exclusions/fields/${place.slug}/` : `${place.href}#exclusions`
}

const columns =
  'how many rules exclude it; how many of them it keeps from firing by itself, whatever else the record holds; and how many others exclude by themselves something broader that holds of it too.'

const writableRule: Content = [
  'The value names one of ',
  writable.map((place, i) => [i > 0 && ', ', code(place)]),
  '. Whoever may log on can usually make a file in such a place, and what is made there escapes. Whether the folder is really open depends on the rest of the path and on the machine; the flag says where to look.',
]

const nameRule: Content = [
  'A field that holds a path is compared by ',
  html`<code>ends_with</code>`,
  ' with a separator and a name, without a folder: ',
  code('\\update.exe'),
  '. A file of that name escapes wherever it is. A field that holds a file’s name alone is counted with these.',
]

// ---- the first page ----

function indexPage(catalog: Catalog, audit: ExclusionAudit): Html {
  const root = '../'
  const [most] = ofSubject(audit, 'folder').sort((a, b) => b.alone + b.further - (a.alone + a.further))
  const open = audit.all.filter((one) => one.writable !== undefined)
  const named = audit.all.filter(({ nameOnly }) => nameOnly)
  return page({
    title: 'Exclusions',
    root,
    current: 'fields',
    description: `What ${plural(audit.rules, 'detection rule')} leave out: ${plural(audit.all.length, 'distinct exclusion')}, how many rules each one stops, and which are easy to hide behind.`,
    main: html`<main id="main" class="wrap vi"><h1>Exclusions</h1>
<p class="lede">${plural(audit.rules, 'rule')} leave something out, by ${plural(audit.all.length, 'distinct exclusion')}.${
      most &&
      html` A file under ${code(most.tally.key.value ?? '')} escapes ${plural(most.alone + most.further, 'rule')} by its place alone.`
    } Each row says ${columns} The value leads to the rules.</p>
${otherLists(root, 'exclusions')}
<div class="figs"><div><b>${figure(audit.rules)}</b>rules with exclusions</div><div><b>${figure(audit.all.length)}</b>distinct exclusions</div><div><b>${figure(audit.all.filter(({ alone }) => alone > 0).length)}</b>stop a rule by themselves</div><div><b>${figure(open.length)}</b><a href="user-writable/">in user-writable places</a></div><div><b>${figure(named.length)}</b><a href="name-only/">by a name alone</a></div></div>
${section('Excluded most', 'most', audit.all, root)}
${section('Files under a folder', 'folders', ofSubject(audit, 'folder'), root)}
${section('User-writable places', 'writable', open, root, { rule: writableRule, more: 'user-writable/' })}
${section('By a name alone', 'names', named, root, { rule: nameRule, more: 'name-only/' })}
${section('Users', 'users', ofSubject(audit, 'user'), root)}
${section('Addresses and networks', 'addresses', ofSubject(audit, 'address'), root)}
${byField(catalog, audit, root)}</main>`,
  })
}

const ofSubject = ({ all }: ExclusionAudit, subject: Subject): Exclusion[] =>
  all.filter((one) => one.subject === subject)

function section(
  title: string,
  id: string,
  rows: readonly Exclusion[],
  root: string,
  { rule, more }: { readonly rule?: Content; readonly more?: string } = {},
): Html {
  const left = rows.length - rowsInSection
  return html`<section class="sec" id="${id}"><h2>${title}<span class="n">${figure(rows.length)}</span></h2>${rule && html`<p>${rule}</p>`}${
    rows.length === 0
      ? html`<p>No rule excludes anything of the kind.</p>`
      : exclusionTable(rows.slice(0, rowsInSection), root)
  }${
    left > 0 &&
    html`<p class="rest">${
      more === undefined
        ? html`${figure(left)} more are under their fields, <a href="#fields">below</a>.`
        : html`<a href="${more}">${figure(left)} more</a>`
    }</p>`
  }</section>`
}

function byField(catalog: Catalog, { fields }: ExclusionAudit, root: string): Html {
  const shown = fields.slice(0, fieldsOnIndex)
  const most = Math.max(1, ...shown.map(({ rules }) => rules.length))
  return html`<section class="sec" id="fields"><h2>By field<span class="n">${figure(fields.length)}</span></h2>${
    shown.length === 0
      ? html`<p>No rule excludes anything.</p>`
      : html`<table class="tbl stack n1"><thead><tr><th>Field</th><th class="r">Rules</th><th><span class="vh">By family</span></th><th class="r">Exclusions</th></tr></thead><tbody>${shown.map(
          (row) => fieldRow(catalog, row, most, root),
        )}</tbody></table>`
  }${fields.length > shown.length && html`<p class="rest">${figure(fields.length - shown.length)} more are each used by ${figure(fields[shown.length]?.rules.length ?? 0)} rules or fewer; <a href="${root}fields/">all fields</a>.</p>`}</section>`
}

function fieldRow(catalog: Catalog, { field, exclusions, rules }: FieldExclusions, most: number, root: string): Html {
  const href = exclusionsHref(catalog, field, exclusions.length)
  const name = field === null ? 'anywhere' : html`<code>${visible(field)}</code>`
  const split = splitOf(rules)
  return html`<tr><td>${href === undefined ? name : html`<a href="${root}${href}">${name}</a>`}</td><td class="r" data-t="rules">${ruleCount(rules.length, split)}</td><td class="bars">${familyBar(split, most)}</td><td class="r" data-t="exclusions">${figure(exclusions.length)}</td></tr>`
}

// ---- the lists below it ----

interface List {
  readonly address: string
  readonly title: string
  readonly about: Content
  readonly rows: readonly Exclusion[]
  readonly field: boolean
}

function* listPages({ address, title, about, rows, field }: List): Generator<SitePage> {
  for (const chunk of chunks(rows, rowsOnPage)) {
    const root = rootOf(address + chunk.below)
    const name = title + pageWord(chunk)
    yield {
      path: `${address}${chunk.below}index.html`,
      content: page({
        title: name,
        root,
        current: 'fields',
        description: `${title}: ${plural(rows.length, 'distinct exclusion')}, most widely held first, with the rules that each one stops.`,
        main: html`<main id="main" class="wrap vi">${crumbs(root, [toFields, toExclusions])}<h1>${name}</h1>
${chunk.at === 0 && html`<p class="lede">${about}</p>`}
<section class="sec"><h2>Exclusions<span class="n">${figure(rows.length)}</span></h2>${rows.length === 0 ? html`<p>There are none.</p>` : exclusionTable(chunk.items, root, field)}${pageLinks(chunk, 'the exclusions')}</section></main>`,
      }).markup,
    }
  }
}
