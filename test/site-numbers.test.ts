/**
 * Numbers on the pages, as they are written, against plain counts of the catalog's rules: of the embedded examples, and of
 * the public corpora of all families where they are at hand.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalog, Entry } from '../src/catalog/build.js'
import { load } from '../src/cli/load.js'
import { eventHref, providerHref } from '../src/site/event-address.js'
import { pageGroups } from '../src/site/groups.js'
import { ruleFile } from '../src/site/write.js'
import { firstNumber, type Row, rows, type Section, sections, splitText, textOf } from './page-text.js'
import { by, families, type Held, PlainCounts, slugIn } from './plain-counts.js'

const corpora = join(import.meta.dirname, '../../shared/corpora')
const all = ['sigma', 'elastic', 'splunk', 'kusto'].map((name) => join(corpora, name))

const kinds = {
  home: /^index\.html$/,
  'the rules index': /^rules\/index\.html$/,
  'lists of events': /^events\/(?:[^/]+\/)?index\.html$/,
  'pages of events': /^events\/[^/]+\/.+\/index\.html$/,
  'the matrix': /^attack\/index\.html$/,
  tactics: /^attack\/(?!techniques\/|moved\/)[^/]+\/index\.html$/,
  techniques: /^attack\/techniques\/[^/]+\/index\.html$/,
  'lists of fields': /^fields\/(?:page\/\d+\/)?index\.html$/,
  'pages of fields': /^fields\/(?!page\/|by-name\/)[^/]+\/index\.html$/,
  'pages of values': /^values\/v\/[^/]+\/index\.html$/,
  exclusions: /^exclusions\//,
  about: /^about\//,
  'pages of rules': /^rules\/[^/]+\/[^/]+\/index\.html$/,
} as const
type Kind = keyof typeof kinds

/** What was checked and what was wrong, page by page. */
class Checker {
  checked = 0
  readonly wrong: string[] = []
  path = ''

  same(what: string, shown: number | string | undefined, counted: number | string): void {
    this.checked++
    if (shown !== counted) this.wrong.push(`${this.path}: ${what} is ${shown} there and ${counted} by counting`)
  }

  /** A cell such as `17 Σ7 E5`: the number, and the families where it says them. */
  rules(what: string, cell: string | undefined, counted: Iterable<Entry>): void {
    const list = [...counted]
    this.same(what, firstNumber(cell ?? ''), list.length)
    if (/[ΣESK]\d/.test(cell ?? '') && list.length > 1)
      this.same(
        `${what}, by family`,
        cell?.replace(/^[\d,]+ /, '').replace(/ (?=[\d,]+ %).*$/, ''),
        splitText(families(list)),
      )
  }
}

for (const [name, sources, floor] of [
  ['of the embedded examples', [], 20],
  ['of the public corpora', all, 400],
] as const)
  describe.skipIf(sources.some((path) => !existsSync(path)))(`numbers on the pages ${name}`, () => {
    const checkers = new Map<Kind, Checker>()

    beforeAll(async () => {
      const { catalog } = await load(sources)
      const plain = new PlainCounts(catalog)
      const check = checks(catalog, plain)
      for (const kind of Object.keys(kinds) as Kind[]) checkers.set(kind, new Checker())
      for (const pages of [someRules(catalog), ...pageGroups.map(({ make }) => make(catalog))])
        for (const { path, content } of pages) {
          if (!path.endsWith('.html')) continue
          for (const [kind, checker] of checkers) {
            if (!kinds[kind].test(path)) continue
            checker.path = path
            sums(content, checker)
            check[kind](content, checker, path)
          }
        }
    }, 120_000)

    for (const kind of Object.keys(kinds) as Kind[])
      test(kind, () => {
        const { wrong, checked } = checkers.get(kind) as Checker
        expect(wrong.slice(0, 10)).toEqual([])
        expect(checked, 'numbers that were checked').toBeGreaterThan(few.has(kind) ? 10 : floor)
      })
  })

/** Kinds of one page, or of which a page shows few numbers. */
const few: ReadonlySet<Kind> = new Set(['about', 'home', 'the rules index'])

const mostRules = 300

/** Pages of rules from all over the catalog. */
function* someRules(catalog: Catalog): Generator<{ path: string; content: string }> {
  const step = Math.ceil(catalog.entries.length / mostRules)
  for (const [i, entry] of catalog.entries.entries()) if (i % step === 0) yield ruleFile(catalog, entry, 'index.html')
}

/** A number with its families beside it is their sum: each rule is of one. */
function sums(html: string, checker: Checker): void {
  for (const [, total = '', parts = ''] of html.matchAll(
    /<span class="cc"[^>]*><b>([\d,]+)<\/b>((?: <span class="\w+">[ΣESK][\d,]+<\/span>)+)/g,
  ))
    checker.same(
      'a sum of families',
      firstNumber(total),
      textOf(parts)
        .split(' ')
        .reduce((n, part) => n + (firstNumber(part) ?? 0), 0),
    )
}

type Check = (html: string, checker: Checker, path: string) => void

const attackId = (text: string | undefined): string => /T\d{4}(?:\.\d{3})?/.exec(text ?? '')?.[0] ?? ''

function checks(catalog: Catalog, plain: PlainCounts): Readonly<Record<Kind, Check>> {
  const { entries } = plain
  const held = [...plain.held.values()]
  const required = held.filter((one) => one.required.size > 0)
  const excluded = held.filter((one) => one.excluded.size > 0)
  const events = new Map(
    entries.flatMap(({ coverage }) =>
      coverage.events.map(({ event }) => [`${eventHref(event.key)}index.html`, event.key]),
    ),
  )
  const places = new Map<string, string | null>(
    held.map(({ key: { field } }) => [`${catalog.fieldPlace(field)?.href}index.html`, field] as const),
  )
  const byField = new Map<string | null, Held[]>()
  for (const one of held) {
    const list = byField.get(one.key.field)
    if (list) list.push(one)
    else byField.set(one.key.field, [one])
  }
  const ofField = (field: string | null): readonly Held[] => byField.get(field) ?? []
  const union = (some: readonly Iterable<Entry>[]): Set<Entry> => new Set(some.flatMap((one) => [...one]))
  const holders = (some: readonly Held[]): Set<Entry> => union(some.flatMap((one) => [one.required, one.excluded]))
  /** The number of rules of a row that names a value, a field and a kind, when only one indicator can be meant. */
  const single = (row: Row, words: string | undefined) => {
    const found = plain.find(slugIn(row.html), words ?? '')
    return found.length === 1 ? found[0] : undefined
  }
  const datesOf = (html: Section | undefined, checker: Checker): void => {
    const found = by(entries, ({ rule }) => rule.meta.date?.slice(0, 4) ?? 'none')
    for (const { cells } of rows(html?.html ?? ''))
      if (/^\d{4}$/.test(cells[0] ?? ''))
        checker.same(`rules of ${cells[0]}`, firstNumber(cells.at(-1) ?? '') ?? 0, found[cells[0] ?? ''] ?? 0)
  }

  /** The sections that pages of techniques and tactics share. */
  const coverage = (html: string, checker: Checker, rules: readonly Entry[]): void => {
    const parts = sections(html)
    const among = new Set(rules)
    checker.same('rules', parts.get('rules')?.count, rules.length)
    const split = families(rules)
    for (const { html: row, cells } of rows(parts.get('coverage')?.html ?? '')) {
      const family = /class="fam (\w+)"/.exec(row)?.[1]
      checker.same(
        `rules of ${family ?? 'all'}`,
        firstNumber(cells.at(-1) ?? ''),
        family ? (split[family] ?? 0) : rules.length,
      )
    }
    for (const row of rows(parts.get('by-family')?.html ?? ''))
      checker.rules(`rules of ${attackId(row.cells[0])}`, row.cells[1], plain.naming(attackId(row.cells[0])))
    for (const row of rows(parts.get('events')?.html ?? '')) {
      const key = events.get(`${/href="(?:\.\.\/)+(events\/[^"]*)"/.exec(row.html)?.[1]}index.html`)
      checker.rules(
        `rules of ${key}`,
        row.cells[2],
        plain.firedBy(key ?? '').filter((one) => among.has(one)),
      )
    }
    const fields = new Set(rules.flatMap((entry) => [...plain.asked.fields(entry)]))
    checker.same('fields', parts.get('fields')?.count, fields.size)
    for (const { cells } of rows(parts.get('fields')?.html ?? '')) {
      const field = cells[0] === 'anywhere' ? null : cells[0]
      const asking = rules.filter((entry) => plain.asked.fields(entry).has(field ?? null))
      checker.rules(`rules of ${field}`, cells[2], asking)
      checker.same(`share of ${field}`, firstNumber(cells[3] ?? ''), Math.round((asking.length / rules.length) * 100))
    }
    for (const [id, polarity] of [
      ['indicators', 'required'],
      ['exclusions', 'excluded'],
    ] as const) {
      const own = new Set(rules.flatMap((entry) => [...plain.asked[polarity](entry)]))
      checker.same(id, parts.get(id)?.count, own.size)
      for (const row of rows(parts.get(id)?.html ?? '')) {
        const one = single(row, row.cells[1])
        if (!one) continue
        const here = rules.filter((entry) => plain.asked[polarity](entry).has(one.key.text))
        checker.rules(`${one.key.text} here`, row.cells[2], here)
        checker.same(`${one.key.text} in the corpus`, firstNumber(row.cells[3] ?? ''), one[polarity].size)
      }
    }
  }

  return {
    home: (html, checker) => {
      const figures = new Map(
        [...html.matchAll(/<div><b>([\d,]+)<\/b>(.*?)<\/div>/g)].map(([, n = '', what = '']) => [
          textOf(what).replace(/^[ΣESK](?=[A-Z])/, ''),
          firstNumber(n),
        ]),
      )
      const split = families(entries)
      checker.same('rules', figures.get('rules'), entries.length)
      for (const [family, word] of Object.entries({
        sigma: 'Sigma',
        elastic: 'Elastic',
        splunk: 'Splunk',
        kusto: 'KQL',
      }))
        checker.same(word, figures.get(word), split[family] ?? 0)
      checker.same('read whole', figures.get('read whole'), entries.filter(({ extent }) => extent === 'whole').length)
      checker.same('indicators', figures.get('indicators'), required.length)
      checker.same('exclusions', figures.get('exclusions'), excluded.length)
      checker.same('events', figures.get('events'), events.size)
      checker.same(
        'techniques',
        figures.get('techniques'),
        new Set(entries.flatMap(({ attack }) => attack.flatMap(({ techniques }) => techniques.map(({ id }) => id))))
          .size,
      )
      for (const row of rows(html)) {
        const tactic = /(?:tactic=|attack\/)([a-z-]+)/.exec(row.html)?.[1]
        if (tactic !== undefined) checker.rules(`rules of ${tactic}`, row.cells[1], plain.under(tactic))
        const one = single(row, row.cells[1])
        if (one) checker.rules(`rules of ${one.key.text}`, row.cells[2], one.required)
      }
      datesOf(sections(html).get('dates'), checker)
    },

    'the rules index': (html, checker) => {
      checker.same('rules', firstNumber(textOf(/id="count"[^>]*>(.*?)<\/p>/.exec(html)?.[1] ?? '')), entries.length)
      const count: Readonly<Record<string, (key: string) => number>> = {
        family: (key) => entries.filter(({ rule }) => rule.family === key).length,
        level: (key) => entries.filter(({ rule }) => rule.meta.level === key).length,
        status: (key) => entries.filter(({ rule }) => rule.meta.status === key).length,
        tactic: (key) => plain.under(key).length,
        technique: (key) =>
          entries.filter(({ attack }) => attack.some(({ techniques }) => techniques.some(({ id }) => id === key)))
            .length,
        event: (key) => plain.firedBy(key).length,
      }
      for (const [, name = '', key = '', n = ''] of html.matchAll(
        /<input type="checkbox" name="(\w+)" value="([^"]*)">.*?<span class="num">([\d,]+)<\/span>/g,
      ))
        if (count[name]) checker.same(`${name} ${key}`, firstNumber(n), count[name](key))
    },

    'lists of events': (html, checker, path) => {
      const index = path === 'events/index.html'
      for (const { html: row, cells } of rows(html)) {
        const link = /href="(?:\.\.\/)+(events\/[^"]*)"/.exec(row)?.[1]
        if (link === undefined) continue
        if (index) {
          const own = [...new Set(events.values())].filter((key) => providerHref(key) === link)
          checker.same(`events of ${link}`, firstNumber(cells[2] ?? ''), own.length)
          checker.rules(`rules of ${link}`, cells[3], union(own.map((key) => plain.firedBy(key))))
        } else checker.rules(`rules of ${link}`, cells[2], plain.firedBy(events.get(`${link}index.html`) ?? ''))
      }
    },

    'pages of events': (html, checker, path) => {
      const key = events.get(path) ?? ''
      const rules = plain.firedBy(key)
      const among = new Set(rules)
      const parts = sections(html)
      checker.same('rules', parts.get('rules')?.count, rules.length)
      for (const [, id = '', n = ''] of html.matchAll(
        /<li><a href="#(common|kinds|together|techniques|exclusions|rules)">[^<]*<span class="num">([\d,]+)<\/span>/g,
      ))
        checker.same(`${id} in the contents`, firstNumber(n), parts.get(id)?.count ?? 0)
      const compared = new Set(rules.flatMap((entry) => [...plain.asked.kinds(entry)]))
      checker.same('kinds', parts.get('kinds')?.count, compared.size)
      for (const { cells } of rows(parts.get('kinds')?.html ?? ''))
        checker.rules(
          `rules of ${cells[0]}`,
          cells[1],
          rules.filter((entry) => plain.asked.kinds(entry).has(cells[0] ?? '')),
        )
      for (const { cells } of rows(parts.get('techniques')?.html ?? ''))
        checker.rules(
          `rules of ${attackId(cells[0])}`,
          cells[1],
          rules.filter(({ attack }) =>
            attack.some(({ techniques }) => techniques.some(({ id }) => id === attackId(cells[0]))),
          ),
        )
      for (const { html: row, cells } of rows(parts.get('families')?.html ?? '')) {
        const family = /class="fam (\w+)"/.exec(row)?.[1] ?? ''
        checker.same(`rules of ${family}`, firstNumber(cells.at(-1) ?? ''), families(rules)[family] ?? 0)
      }
      for (const [id, polarity] of [
        ['common', 'required'],
        ['exclusions', 'excluded'],
      ] as const) {
        const here = (one: Held) => [...one[polarity]].filter((entry) => among.has(entry))
        const keys = new Set(rules.flatMap((entry) => [...plain.asked.all(entry)]))
        const common = [...keys].flatMap((text) => plain.held.get(text) ?? []).filter((one) => here(one).length > 1)
        checker.same(id, parts.get(id)?.count, common.length)
        for (const row of rows(parts.get(id)?.html ?? '')) {
          const one = single(row, row.cells[1])
          if (!one) continue
          checker.same(`${one.key.text} here`, firstNumber(row.cells[2] ?? ''), here(one).length)
          checker.rules(`${one.key.text} in the corpus`, row.cells[3], one[polarity])
        }
      }
    },

    'the matrix': (html, checker) => {
      const counted = new Map<string, number>()
      for (const [, id = '', n = ''] of html.matchAll(/class="tc"[^>]* title="(T[\d.]+)">.*?<b>([\d,]+|none)<\/b>/g)) {
        if (!counted.has(id)) counted.set(id, plain.naming(id).length)
        checker.same(id, n === 'none' ? 0 : firstNumber(n), counted.get(id) ?? 0)
      }
      for (const { cells } of rows(sections(html).get('by-family')?.html ?? ''))
        checker.rules(`rules of ${attackId(cells[0])}`, cells[1], plain.naming(attackId(cells[0])))
    },

    tactics: (html, checker, path) => {
      coverage(html, checker, plain.under(path.split('/')[1] ?? ''))
      cellsOf(html, checker)
    },

    techniques: (html, checker, path) => {
      coverage(html, checker, plain.naming(path.split('/')[2] ?? ''))
      cellsOf(html, checker)
    },

    'lists of fields': (html, checker) => {
      for (const { html: row, cells } of rows(html)) {
        const place = /href="(?:\.\.\/)+(fields\/[^"]*)"/.exec(row)?.[1]
        if (place === undefined || !places.has(`${place}index.html`)) continue
        const own = ofField(places.get(`${place}index.html`) ?? null)
        checker.rules(`rules of ${place}`, cells[1], holders(own))
        checker.same(
          `values of ${place}`,
          firstNumber(cells[4] ?? '') ?? 0,
          own.filter((one) => one.required.size > 0).length,
        )
        checker.same(
          `exclusions of ${place}`,
          firstNumber(cells[5] ?? '') ?? 0,
          own.filter((one) => one.excluded.size > 0).length,
        )
      }
    },

    'pages of fields': (html, checker, path) => {
      const own = ofField(places.get(path) ?? null)
      const parts = sections(html)
      checker.same('rules', parts.get('rules')?.count, holders(own).size)
      checker.same('values', parts.get('values')?.count, own.filter((one) => one.required.size > 0).length)
      checker.same('exclusions', parts.get('exclusions')?.count, own.filter((one) => one.excluded.size > 0).length)
      checker.same('kinds', parts.get('kinds')?.count, new Set(own.map(({ key }) => key.kind)).size)
      for (const { cells } of rows(parts.get('kinds')?.html ?? ''))
        checker.rules(`rules of ${cells[0]}`, cells[1], holders(own.filter(({ key }) => key.kind === cells[0])))
      const field = own[0]?.key.field ?? 'anywhere'
      for (const row of rows(parts.get('values')?.html ?? '')) {
        const one = single(row, `${field} ${row.cells[0]}`)
        if (one) checker.rules(`rules of ${one.key.text}`, row.cells[2], one.required)
      }
    },

    'pages of values': (html, checker, path) => {
      const own = plain.ofValue(slugIn(path))
      const parts = sections(html)
      checker.same('rules', firstNumber(textOf(/class="lede">(.*?)<\/p>/.exec(html)?.[1] ?? '')), holders(own).size)
      checker.same(
        'uses',
        parts.get('uses')?.count,
        own.reduce((n, one) => n + (one.required.size > 0 ? 1 : 0) + (one.excluded.size > 0 ? 1 : 0), 0),
      )
      for (const { cells } of rows(parts.get('uses')?.html ?? '')) {
        const found = plain.find(slugIn(path), cells[0] ?? '')
        const [one] = found
        if (one && found.length === 1)
          checker.rules(`rules of ${cells[0]}`, cells[1], cells[0]?.startsWith('not ') ? one.excluded : one.required)
      }
    },

    exclusions: (html, checker, path) => {
      if (path === 'exclusions/index.html') {
        const [rules, distinct] = [...html.matchAll(/<div><b>([\d,]+)<\/b>/g)].map(([, n = '']) => firstNumber(n))
        checker.same('rules with exclusions', rules, union(excluded.map((one) => one.excluded)).size)
        checker.same('exclusions', distinct, excluded.length)
      }
      for (const row of rows(html)) {
        const one = single(row, row.cells[1])
        if (one) checker.rules(`rules of ${one.key.text}`, row.cells[2], one.excluded)
      }
    },

    about: (html, checker) => {
      const parts = sections(html)
      checker.same('sources', parts.get('sources')?.count, catalog.sources.length)
      for (const [i, { cells }] of rows(parts.get('sources')?.html ?? '').entries()) {
        const own = entries.filter(({ source }) => source === catalog.sources[i])
        checker.same(
          `rules of ${cells[0]}`,
          firstNumber(cells[5] ?? ''),
          own.filter(({ extent }) => extent === 'whole').length,
        )
        checker.same(
          `rules in part of ${cells[0]}`,
          firstNumber(cells[6] ?? ''),
          own.filter(({ extent }) => extent === 'partial').length,
        )
      }
      datesOf(parts.get('dates'), checker)
    },

    'pages of rules': (html, checker, path) => {
      const entry = entries.find(({ href }) => `${href}index.html` === path)
      if (!entry) return
      for (const [id, polarity] of [
        ['indicators', 'required'],
        ['exclusions', 'excluded'],
      ] as const)
        for (const row of rows(sections(html).get(id)?.html ?? '')) {
          const [one, ...others] = plain.ofValue(slugIn(row.html)).filter((some) => some[polarity].has(entry))
          const cell = /data-t="corpus">(.*?)<\/td>/.exec(row.html)?.[1]
          if (one && others.length === 0 && cell !== undefined)
            checker.rules(`rules of ${one.key.text}`, textOf(cell), one[polarity])
        }
    },
  }

  /** Techniques as cells that carry their number. */
  function cellsOf(html: string, checker: Checker): void {
    for (const [, text = '', n = ''] of html.matchAll(/<(?:a|span) class="tc"[^>]*>(.*?)<b>([\d,]+|none)<\/b>/g))
      checker.same(attackId(text), n === 'none' ? 0 : firstNumber(n), plain.naming(attackId(text)).length)
  }
}
