/** How much of a corpus was read, by source, family and language, and what was in the way. */
import { attackTables } from '../data/attack/index.js'
import { type Family, families, type Language, type Severity } from '../model/rule.js'
import type { Catalog, Entry, FileReport } from './build.js'
import { grouped } from './grouped.js'
import type { Extent, SourceInfo } from './view.js'

export type Extents = Readonly<Record<Extent, number>>

export interface ReadingFigures {
  readonly sources: readonly {
    readonly source: SourceInfo
    readonly files: number
    /** Files that hold no rule, and were not meant to. */
    readonly skipped: number
    readonly rules: Extents
  }[]
  /** Families and languages that the corpus has rules of. */
  readonly families: readonly { readonly family: Family; readonly rules: Extents }[]
  readonly languages: readonly { readonly family: Family; readonly language: Language; readonly rules: Extents }[]
  /** What was said of files that were not read whole; most files first. */
  readonly obstacles: readonly Obstacle[]
  /** Versions of ATT&CK that rules can be placed in; the first one is used. */
  readonly attackVersions: readonly string[]
}

export interface Obstacle {
  readonly code: string
  readonly severity: Severity
  /** What it says of the first file in which it stands. */
  readonly example: string
  readonly path: string
  readonly files: number
  /** Files by family, of those that hold a rule that has one. */
  readonly families: ReadonlyMap<Family, number>
}

export function readingFigures({ sources, files, entries }: Catalog): ReadingFigures {
  return {
    sources: sources.map((source) => {
      const own = files.filter((file) => file.source === source)
      return {
        source,
        files: own.length,
        skipped: own.filter(({ skipped }) => skipped).length,
        rules: extents(own.flatMap((file) => file.entries)),
      }
    }),
    families: families.flatMap((family) => {
      const own = entries.filter(({ rule }) => rule.family === family)
      return own.length > 0 ? [{ family, rules: extents(own) }] : []
    }),
    languages: languagesOf(entries),
    obstacles: obstaclesOf(files),
    attackVersions: attackTables.map(({ version }) => version),
  }
}

function extents(entries: readonly Entry[]): Extents {
  const rules = { whole: 0, partial: 0, unread: 0 }
  for (const { extent } of entries) rules[extent]++
  return rules
}

function languagesOf(entries: readonly Entry[]): ReadingFigures['languages'] {
  const found = grouped(entries, ({ rule }) => `${families.indexOf(rule.family)} ${rule.language}`)
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) =>
      own[0] ? [{ family: own[0].rule.family, language: own[0].rule.language, rules: extents(own) }] : [],
    )
}

/** Of a file that was not read whole the errors count, or where it has none the warnings: those are why. */
function obstaclesOf(files: readonly FileReport[]): Obstacle[] {
  const found = new Map<string, Obstacle & { files: number; readonly families: Map<Family, number> }>()
  for (const { path, skipped, entries, diagnostics } of files) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const cut = entries.filter(({ extent }) => extent !== 'whole')
    if (skipped || (cut.length === 0 && errors.length === 0)) continue
    const why = errors.length > 0 ? errors : diagnostics.filter(({ severity }) => severity === 'warning')
    const family = (cut[0] ?? entries[0])?.rule.family
    for (const code of new Set(why.map((one) => one.code))) {
      const first = why.find((one) => one.code === code)
      if (!first) continue
      const known = found.get(code) ?? {
        code,
        severity: first.severity,
        example: first.message,
        path,
        files: 0,
        families: new Map<Family, number>(),
      }
      known.files++
      if (family) known.families.set(family, (known.families.get(family) ?? 0) + 1)
      found.set(code, known)
    }
  }
  return [...found.values()].sort((a, b) => b.files - a.files || (a.code < b.code ? -1 : 1))
}
