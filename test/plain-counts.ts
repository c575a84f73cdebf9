/** Counts of a catalog by plain loops over its rules, to hold against what the pages say. */
import type { Catalog, Entry } from '../src/catalog/build.js'
import type { Key } from '../src/catalog/keys.js'
import { valueHref } from '../src/catalog/values.js'

/** An indicator with the rules that look for it and those that only exclude it. */
export interface Held {
  readonly key: Key
  readonly required: Set<Entry>
  readonly excluded: Set<Entry>
}

export class PlainCounts {
  readonly entries: readonly Entry[]
  /** By the text of its key, over the rules that the corpus counts. */
  readonly held = new Map<string, Held>()
  /** By value, field and kind, as a page names them. */
  private readonly named = new Map<string, Held[]>()
  private readonly bySlug = new Map<string, Held[]>()

  constructor(private readonly catalog: Catalog) {
    this.entries = catalog.entries
    const counted = countedRules(catalog)
    for (const entry of this.entries) {
      if (!counted.has(entry)) continue
      const asked = new Set(this.keys(entry, 'required').map(({ text }) => text))
      for (const key of this.keys(entry, 'required')) this.of(key).required.add(entry)
      for (const key of this.keys(entry, 'excluded')) if (!asked.has(key.text)) this.of(key).excluded.add(entry)
    }
    for (const one of this.held.values()) {
      const slug = slugIn(valueHref(one.key))
      this.bySlug.set(slug, [...(this.bySlug.get(slug) ?? []), one])
      const name = nameOf(slug, one.key.field, [one.key.kind, ...one.key.modifiers].join('|'))
      this.named.set(name, [...(this.named.get(name) ?? []), one])
    }
  }

  private of(key: Key): Held {
    const known = this.held.get(key.text) ?? { key, required: new Set(), excluded: new Set() }
    this.held.set(key.text, known)
    return known
  }

  /** Keys of what a rule looks for, or excludes. */
  keys(entry: Entry, polarity: 'required' | 'excluded'): Key[] {
    return this.catalog.held(entry).flatMap((one) => (one.polarity === polarity ? [one.key] : []))
  }

  /** What a rule asks for, told apart in one way. */
  readonly asked = {
    fields: once((entry: Entry) => new Set(this.catalog.held(entry).map(({ key }) => key.field))),
    kinds: once((entry: Entry) => new Set<string>(this.catalog.held(entry).map(({ key }) => key.kind))),
    all: once((entry: Entry) => new Set(this.catalog.held(entry).map(({ key }) => key.text))),
    required: once((entry: Entry) => new Set(this.keys(entry, 'required').map(({ text }) => text))),
    excluded: once((entry: Entry) => new Set(this.keys(entry, 'excluded').map(({ text }) => text))),
  }

  /** What a row with a link to a value and the words `Image ends_with` may mean. */
  find(slug: string, words: string): readonly Held[] {
    const [, field = '', kind = ''] = /^(.*) (\S+)$/.exec(words.replace(/^not /, '')) ?? []
    return this.named.get(nameOf(slug, field === 'anywhere' ? null : field, kind)) ?? []
  }

  /** All indicators of one value. */
  ofValue(slug: string): readonly Held[] {
    return this.bySlug.get(slug) ?? []
  }

  /** Rules that name a technique or a part of it. */
  readonly naming = once((id: string): readonly Entry[] =>
    this.entries.filter(({ attack }) =>
      attack.some(({ techniques }) => techniques.some((one) => one.id === id || one.id.startsWith(`${id}.`))),
    ),
  )

  readonly under = once((tactic: string): readonly Entry[] =>
    this.entries.filter(({ attack }) => attack.some(({ shortname }) => shortname === tactic)),
  )

  readonly firedBy = once((event: string): readonly Entry[] =>
    this.entries.filter(({ coverage }) => coverage.events.some((one) => one.event.key === event && !one.blind)),
  )
}

export const slugIn = (html: string): string => /values\/(?:..\/#v-|v\/)([0-9a-f]{13})/.exec(html)?.[1] ?? ''

const nameOf = (slug: string, field: string | null, kind: string): string => `${slug} ${field ?? '*'} ${kind}`

/** Copies and filters are in no tally. */
function countedRules(catalog: Catalog): ReadonlySet<Entry> {
  const places = new Set<number>()
  for (const { required, excluded } of catalog.tallies())
    for (const place of [...required, ...excluded]) places.add(place)
  return new Set([...places].flatMap((place) => catalog.entries[place] ?? []))
}

export const families = (rules: Iterable<Entry>): Record<string, number> => by(rules, ({ rule }) => rule.family)

export function by(rules: Iterable<Entry>, name: (entry: Entry) => string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const entry of rules) found[name(entry)] = (found[name(entry)] ?? 0) + 1
  return found
}

/** Remembers what was answered. */
function once<A, B>(answer: (asked: A) => B): (asked: A) => B {
  const known = new Map<A, B>()
  return (asked) => {
    let found = known.get(asked)
    if (found === undefined) {
      found = answer(asked)
      known.set(asked, found)
    }
    return found
  }
}
