/** `search/<file>.json`: the names of everything that has a page, as the palette loads them. Columns, as in the rules index. */
import type { Catalog } from '../catalog/build.js'
import type { FieldNames } from '../catalog/search.js'
import { valuePageHref } from '../catalog/value-report.js'
import { term } from '../search/print.js'
import { techniqueHref } from './attack-links.js'
import { eventHref } from './event-address.js'
import { eventName } from './event-text.js'
import { narrowed } from './links.js'

export type NameKind = 'rule' | 'event' | 'technique' | 'field' | 'value'

interface NameTable {
  readonly kind: NameKind
  readonly names: readonly string[]
  /** Below the site's root, without the beginning and the end that all of the kind have. */
  readonly hrefs: readonly string[]
  readonly before: string
  readonly after: string
  /** What tells one from another: a family, a number of rules. */
  readonly about: readonly string[]
}

export type NamesData = readonly NameTable[]

/** Values that this many rules hold are told by name; those of fewer are found by the search of the rules index. */
const leastRules = 3
const mostValues = 3000

export function namesData(catalog: Catalog, fields: readonly FieldNames[]): NamesData {
  return [rules(catalog), events(catalog), techniques(catalog), fieldNames(catalog, fields), values(catalog)]
}

function rules({ entries }: Catalog): NameTable {
  return {
    kind: 'rule',
    names: entries.map(({ rule }) => rule.title),
    before: 'rules/',
    after: '/',
    hrefs: entries.map(({ href }) => href.replace(/^rules\//, '').replace(/\/$/, '')),
    about: entries.map(({ rule }) => rule.family),
  }
}

interface Counted {
  readonly name: string
  readonly href: string
  rules: number
}

/** Names with the rules that have them, those of most rules first. */
class Counts {
  private readonly all = new Map<string, Counted>()

  add(key: string, name: string, href: string): void {
    const known = this.all.get(key)
    if (known) known.rules++
    else this.all.set(key, { name, href, rules: 1 })
  }

  table(kind: NameKind): NameTable {
    const sorted = [...this.all.values()].sort((a, b) => b.rules - a.rules || (a.name < b.name ? -1 : 1))
    return {
      kind,
      names: sorted.map(({ name }) => name),
      before: '',
      after: '',
      hrefs: sorted.map(({ href }) => href),
      about: sorted.map((one) => counted(one.rules)),
    }
  }
}

const counted = (rules: number): string => `${rules} ${rules === 1 ? 'rule' : 'rules'}`

function events({ entries }: Catalog): NameTable {
  const counts = new Counts()
  for (const { coverage } of entries)
    for (const { event, blind } of coverage.events)
      if (!blind)
        counts.add(
          event.key,
          event.id === null ? eventName(event) : `${eventName(event)} ${event.title}`,
          eventHref(event.key),
        )
  return counts.table('event')
}

function techniques({ entries }: Catalog): NameTable {
  const counts = new Counts()
  for (const { attack } of entries) {
    const own = new Map(attack.flatMap((tactic) => tactic.techniques).map((technique) => [technique.id, technique]))
    for (const { id, name } of own.values()) counts.add(id, `${id} ${name}`, techniqueHref(id))
  }
  return counts.table('technique')
}

/** A name leads to the page of its field; one of a field without a page to the search. */
function fieldNames(catalog: Catalog, fields: readonly FieldNames[]): NameTable {
  const named = fields.flatMap(({ field, written, rules }) => {
    const page = catalog.fieldPlace(field)?.href
    return [field, ...written].map((name) => ({
      name,
      about: name === field ? counted(rules) : field,
      href: page ?? narrowed({ q: term('field', name) }),
    }))
  })
  return {
    kind: 'field',
    names: named.map(({ name }) => name),
    before: '',
    after: '',
    hrefs: named.map(({ href }) => href),
    about: named.map(({ about }) => about),
  }
}

function values(catalog: Catalog): NameTable {
  const found: Counted[] = []
  for (const entry of catalog.values()) {
    const { value, folded, uses } = entry
    if (value === null || folded === '' || value.length > 120) continue
    const rules = new Set(uses.flatMap((use) => use.rules)).size
    if (rules >= leastRules) found.push({ name: value, href: valuePageHref(entry, rules) ?? entry.href, rules })
  }
  const sorted = found.sort((a, b) => b.rules - a.rules || (a.name < b.name ? -1 : 1)).slice(0, mostValues)
  return {
    kind: 'value',
    names: sorted.map(({ name }) => name),
    before: 'values/',
    after: '',
    hrefs: sorted.map(({ href }) => href.replace(/^values\//, '')),
    about: sorted.map(({ rules }) => counted(rules)),
  }
}
