/**
 * Indicators that rules of two families or more hold: by the fields' written names and values as they are, and by the
 * keys that the corpus counts. `node --import tsx bench/shared.ts` prints them for the public corpora beside the checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Catalog, type InputFile } from '../src/catalog/build.js'
import { held } from '../src/catalog/indicators.js'
import { looser } from '../src/catalog/keys.js'
import { indicators } from '../src/model/walk.js'
import { parseKql } from '../src/node/kusto.js'

export interface Shared {
  readonly distinct: number
  /** Held by two families or more. */
  readonly shared: number
}

export interface SharedIndicators {
  /** Field, operator and value as written, but for values' outermost wildcards. */
  readonly written: Shared
  readonly canonical: Shared
  /** The same, but that tests of words, terms and arguments are counted with the test of the text itself. */
  readonly looser: Shared
  /** Of the canonical ones, by field, most first. */
  readonly fields: readonly (readonly [string, number])[]
}

/** Counts indicators that rules require; with `exclusions` those that they exclude too. */
export function sharedIndicators(catalog: Catalog, exclusions = false): SharedIndicators {
  const [written, canonical, loose] = [new Families(), new Families(), new Families()]
  const fieldOf = new Map<string, string>()
  for (const { rule } of catalog.entries) {
    for (const { indicator, polarity } of indicators(rule)) {
      const { field, op, values, implied } = indicator
      if ((polarity === 'excluded' && !exclusions) || implied || field?.made !== undefined) continue
      for (const value of values) written.add([field?.written, op, value.written].join('\n'), rule.family)
    }
    for (const { key, polarity } of held(rule)) {
      if (polarity === 'excluded' && !exclusions) continue
      canonical.add(key.text, rule.family)
      loose.add(looser(key), rule.family)
      fieldOf.set(key.text, key.field ?? 'anywhere')
    }
  }
  const fields = new Map<string, number>()
  for (const text of canonical.shared()) {
    const field = fieldOf.get(text) ?? ''
    fields.set(field, (fields.get(field) ?? 0) + 1)
  }
  return {
    written: written.count(),
    canonical: canonical.count(),
    looser: loose.count(),
    fields: [...fields].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  }
}

/** The families that hold each of some names. */
class Families {
  private readonly all = new Map<string, Set<string>>()

  add(name: string, family: string): void {
    const known = this.all.get(name)
    if (known) known.add(family)
    else this.all.set(name, new Set([family]))
  }

  shared(): string[] {
    return [...this.all].flatMap(([name, families]) => (families.size > 1 ? [name] : []))
  }

  count(): Shared {
    return { distinct: this.all.size, shared: this.shared().length }
  }
}

function filesBelow(root: string, source: number): InputFile[] {
  if (!existsSync(root)) throw new Error(`no rules at ${root}`)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ya?ml|toml|md|kql|csl)$/.test(path))
    .map((path) => ({ source, path, text: readFileSync(join(root, path), 'utf8') }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const corpora = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpora')
  const names = ['sigma', 'elastic', 'splunk', 'kusto']
  const files = names.flatMap((name, source) => filesBelow(join(corpora, name), source))
  const sources = names.map((name) => ({ name, root: name }))
  const catalog = build(sources, files, undefined, { kql: parseKql })
  const all = sharedIndicators(catalog, true)
  const { fields, ...required } = sharedIndicators(catalog)
  console.log(JSON.stringify({ required, withExclusions: { ...all, fields: undefined }, fields }, null, 2))
}
