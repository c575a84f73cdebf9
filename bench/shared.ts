/**
 * Indicators that rules of two families or more hold: by the fields' written names and values as they are, and by the
 * keys that the corpus counts. `node --import tsx bench/shared.ts` prints them for the public corpora beside the checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Catalog, type InputFile } from '../src/catalog/build.js'
import { indicators } from '../src/model/walk.js'

export interface Shared {
  readonly distinct: number
  /** Held by two families or more. */
  readonly shared: number
}

export interface SharedIndicators {
  /** Field, operator and value as written, but for values' outermost wildcards. */
  readonly written: Shared
  readonly canonical: Shared
  /** Of the canonical ones, by field, most first. */
  readonly fields: readonly (readonly [string, number])[]
}

/** Counts indicators that rules require. */
export function sharedIndicators(catalog: Catalog): SharedIndicators {
  const written = new Map<string, Set<string>>()
  for (const { rule } of catalog.entries)
    for (const { indicator, polarity } of indicators(rule)) {
      if (polarity === 'excluded' || indicator.implied || indicator.field?.made !== undefined) continue
      for (const value of indicator.values)
        note(written, [indicator.field?.written, indicator.op, value.written].join('\n'), rule.family)
    }
  const canonical = new Map<string, Set<string>>()
  const fields = new Map<string, number>()
  for (const { folded, uses } of catalog.values())
    for (const { field, kind, modifiers, polarity, rules } of uses) {
      if (polarity === 'excluded') continue
      for (const { rule } of rules) note(canonical, [field, kind, ...modifiers, folded].join('\n'), rule.family)
      if (new Set(rules.map(({ rule }) => rule.family)).size > 1)
        fields.set(field ?? 'anywhere', (fields.get(field ?? 'anywhere') ?? 0) + 1)
    }
  return {
    written: count(written),
    canonical: count(canonical),
    fields: [...fields].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  }
}

function note(into: Map<string, Set<string>>, name: string, family: string): void {
  const known = into.get(name)
  if (known) known.add(family)
  else into.set(name, new Set([family]))
}

const count = (all: ReadonlyMap<string, ReadonlySet<string>>): Shared => ({
  distinct: all.size,
  shared: [...all.values()].filter((families) => families.size > 1).length,
})

function filesBelow(root: string, source: number): InputFile[] {
  if (!existsSync(root)) throw new Error(`no rules at ${root}`)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:yml|toml)$/.test(path))
    .map((path) => ({ source, path, text: readFileSync(join(root, path), 'utf8') }))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const corpora = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpora')
  const names = ['sigma', 'elastic']
  const files = names.flatMap((name, source) => filesBelow(join(corpora, name), source))
  const catalog = build(
    names.map((name) => ({ name, root: '' })),
    files,
  )
  console.log(JSON.stringify(sharedIndicators(catalog), null, 2))
}
