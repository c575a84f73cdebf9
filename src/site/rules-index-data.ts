import type { Catalog, Entry } from '../catalog/build.js'
import { families, levels } from '../model/rule.js'
import { logsourcesOf } from '../model/walk.js'
import { eventName } from './event-text.js'
import { familyNames } from './marks.js'
import {
  type FacetName,
  type FacetTable,
  facetNames,
  type Holder,
  holder,
  type IndexData,
  type Place,
  places,
  posting,
  type WordTable,
} from './rules-index-format.js'
import { shapeOf } from './rules-index-shape.js'
import { logsourceText, lookedFor, valueText } from './rules-index-source.js'
import { words } from './rules-index-words.js'

/** What `rules/index.json` holds. */
export function rulesIndexData(catalog: Catalog): IndexData {
  const entries = catalog.entries
  const [logsources, logsource] = distinct(entries.map((entry) => logsourceText(entry.rule)))
  const [languages, language] = distinct(entries.map((entry) => entry.rule.language))
  const [shapes, shape] = distinct(entries.map((entry) => shapeOf(entry.rule)))
  const placesOf = (extent: Entry['extent']) => entries.flatMap((entry, i) => (entry.extent === extent ? [i] : []))
  return {
    title: entries.map((entry) => entry.rule.title),
    href: entries.map((entry) => belowRules(entry.href)),
    logsources,
    logsource,
    languages,
    language,
    shapes,
    shape,
    ways: entries.map((entry) => (Number.isFinite(entry.ways) ? entry.ways : null)),
    changed: entries.map((entry) => changedDay(entry)),
    partial: placesOf('partial'),
    unread: placesOf('unread'),
    facets: facetTables(entries),
    words: wordTable(entries),
  }
}

const belowRules = (href: string): string => (href.startsWith('rules/') ? href.slice(6) : `../${href}`)

/** Day of the last change as yyyymmdd, 0 when there is none that could be read. */
export function changedDay({ rule }: Entry): number {
  const day =
    /^(\d{4})-(\d{2})-(\d{2})$/.exec(rule.meta.modified ?? '') ?? /^(\d{4})-(\d{2})-(\d{2})$/.exec(rule.meta.date ?? '')
  return day ? Number(`${day[1]}${day[2]}${day[3]}`) : 0
}

/** Each text once, in order of first appearance, and which one each place had. */
function distinct(texts: readonly string[]): [string[], number[]] {
  const ids = new Map<string, number>()
  const of = texts.map((text) => {
    const id = ids.get(text) ?? ids.size
    ids.set(text, id)
    return id
  })
  return [[...ids.keys()], of]
}

// ---- facets ----

/** Orders that readers expect; other facets go by how many rules hold a value. */
const orders: Partial<Record<FacetName, readonly string[]>> = {
  family: families,
  level: [...levels].reverse(),
  status: ['stable', 'test', 'experimental', 'deprecated', 'unsupported'],
}

export function facetTables(entries: readonly Entry[]): FacetTable[] {
  const found = entries.map(facetValues)
  return facetNames.map((name) => {
    const labels = new Map<string, string>()
    const counts = new Map<string, number>()
    for (const values of found)
      for (const [key, label] of values[name]) {
        labels.set(key, label)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    const order = orders[name] ?? []
    const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length)
    const keys = [...labels.keys()].sort(
      (a, b) => rank(a) - rank(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
    )
    const ids = new Map(keys.map((key, id) => [key, id]))
    return {
      name,
      keys,
      labels: keys.map((key) => labels.get(key) ?? key),
      of: found.map((values) => [...values[name].keys()].map((key) => ids.get(key) ?? 0)),
    }
  })
}

/** By facet: the rule's values and how they are shown. */
function facetValues({ rule, attack, coverage }: Entry): Record<FacetName, ReadonlyMap<string, string>> {
  const sources = logsourcesOf(rule)
  const written = (part: 'product' | 'category' | 'service') => named(sources.map((source) => source[part]))
  const techniques = attack.flatMap((tactic) => tactic.techniques)
  return {
    family: new Map([[rule.family, familyNames[rule.family]]]),
    level: named([rule.meta.level]),
    status: named([rule.meta.status]),
    product: sources.some(({ product }) => product)
      ? written('product')
      : named(coverage.events.map(({ event }) => event.product)),
    category: written('category'),
    service: written('service'),
    tactic: new Map(attack.map((tactic) => [tactic.shortname, tactic.name])),
    technique: new Map(techniques.map(({ id, name }) => [id, `${id} ${name}`])),
    event: new Map(
      coverage.events.filter((covered) => !covered.blind).map(({ event }) => [event.key, eventName(event)]),
    ),
  }
}

const named = (values: readonly (string | undefined)[]): Map<string, string> =>
  new Map(values.flatMap((value): [string, string][] => (value ? [[value, value]] : [])))

// ---- words ----

/** Bounds what one hostile rule can add; of the public corpora no rule of ordinary size reaches them. */
const most = { text: 400, value: 1000 }

export function wordTable(entries: readonly Entry[]): WordTable {
  const found = new Map<string, Holder[]>()
  for (const [rule, entry] of entries.entries())
    for (const [word, where] of wordsOf(entry)) {
      const holders = found.get(word)
      if (holders) holders.push(holder(rule, where))
      else found.set(word, [holder(rule, where)])
    }
  const sorted = [...found.keys()].sort()
  return { list: sorted.join('\n'), posts: sorted.map((word) => posting(found.get(word) ?? [])) }
}

/** Every word by which a rule is found, and the places in which it stands. */
function wordsOf({ rule, slug, attack, coverage, fields: canonical }: Entry): Map<string, number> {
  const found = new Map<string, number>()
  const add = (place: Place, some: readonly string[]): void => {
    for (const word of some) found.set(word, (found.get(word) ?? 0) | places[place])
  }
  const { fields, values } = lookedFor(rule)
  add('title', words(rule.title))
  add('id', [rule.id, rule.meta.name ?? '', slug].flatMap(words))
  for (const tactic of attack) {
    add('technique', words(`${tactic.id} ${tactic.name}`))
    for (const technique of tactic.techniques)
      add('technique', words(`${technique.id} ${technique.name} ${technique.revoked ?? ''}`))
  }
  for (const tag of rule.meta.tags) if (tag.namespace !== 'attack') add('tag', tagWords(tag.namespace, tag.name))
  add(
    'source',
    logsourcesOf(rule).flatMap((written) => Object.values(written).flatMap(words)),
  )
  for (const { event, blind } of coverage.events) if (!blind) add('source', words(eventName(event)))
  // Under the name that its author wrote and under the one that all families share.
  add('field', [...new Set([...fields, ...canonical])].flatMap(words))
  add('text', words(`${rule.meta.description ?? ''} ${rule.meta.authors.join(' ')}`).slice(0, most.text))
  let left = most.value
  for (const value of values) {
    if (left <= 0) break
    const some = words(valueText(value)).slice(0, left)
    left -= some.length
    add('value', some)
  }
  return found
}

/** `cve.2021.44228` is looked for as `CVE-2021-44228`. */
const tagWords = (namespace: string, name: string): string[] =>
  namespace === 'cve' ? words(`cve-${name.replaceAll('.', '-')}`) : words(`${namespace} ${name}`)
