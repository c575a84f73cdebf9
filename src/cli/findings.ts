import type { Catalog, FileReport } from '../catalog/build.js'
import type { Extent } from '../catalog/view.js'
import type { Diagnostic, Severity } from '../model/rule.js'
import { lines } from '../text/lines.js'
import { type Source, shownPath } from './sources.js'

/** A diagnostic with the place that a person or a tool finds it by. */
export interface Finding {
  /** As a user in the working directory would write it. */
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly code: string
  readonly severity: Severity
  readonly message: string
  /** The line, without its end, and how much of it is meant from `column` on; 0 when the file as a whole is. */
  readonly source: string
  readonly length: number
}

export interface Findings {
  readonly rules: Readonly<Record<Extent, number>>
  /** By file, then by place. */
  readonly all: readonly Finding[]
}

export function collect(catalog: Catalog, sources: readonly Source[]): Findings {
  const bySource = new Map(catalog.sources.map((info, i) => [info, sources[i]]))
  const all = catalog.files.flatMap((file) => {
    const source = bySource.get(file.source)
    return inFile(file, source ? shownPath(source, file.path) : file.path)
  })
  return { rules: catalog.totals.rules, all }
}

function inFile({ text, diagnostics }: FileReport, file: string): Finding[] {
  if (diagnostics.length === 0) return []
  const places = lines(text)
  return diagnostics.map(({ code, severity, message, span }: Diagnostic) => {
    const { line, column } = places.at(span.from)
    const source = lineAt(text, places.start(line))
    const length = Math.max(0, Math.min(span.to, places.start(line) + source.length) - span.from)
    return { file, line, column, code, severity, message, source, length }
  })
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '')
}

export const severities: readonly Severity[] = ['error', 'warning', 'note']

export const tally = (all: readonly Finding[]): Record<Severity, number> => ({
  error: all.filter(({ severity }) => severity === 'error').length,
  warning: all.filter(({ severity }) => severity === 'warning').length,
  note: all.filter(({ severity }) => severity === 'note').length,
})
