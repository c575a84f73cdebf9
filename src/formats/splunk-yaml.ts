/**
 * A Splunk content file to its detections: the metadata of each, and its search as a fragment, which the language's
 * reader takes from here. Files of macros, lookups and all else that surrounds detections hold none.
 */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Metadata, Span } from '../model/rule.js'
import type { Fragment } from '../text/fragment.js'
import type { YamlEntry, YamlFile, YamlMap, YamlScalar } from '../text/yaml.js'
import { entry, place, scalars } from '../text/yaml.js'
import { yamlFragment } from '../text/yaml-fragment.js'
import { textAt } from '../text/yaml-nodes.js'
import { kindOf } from './splunk-kinds.js'
import { readSplunkMeta } from './splunk-meta.js'

export interface SplunkDetection {
  readonly id: string
  readonly title: string
  readonly meta: Metadata
  /** Absent when there is none that is text. */
  readonly search: Fragment | undefined
  /** The stretch of the file that is this detection. */
  readonly span: Span
  readonly diagnostics: readonly Diagnostic[]
}

export interface SplunkFile {
  readonly detections: readonly SplunkDetection[]
  /** What concerns the file and no detection of it. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the file holds no detection and should not. */
  readonly skipped: boolean
}

/** Anything of a Splunk content repository but a macro. */
export const isSplunkDocument = (map: YamlMap): boolean => !['macro', undefined].includes(kindOf(map))

export const isMacroDocument = (map: YamlMap): boolean => kindOf(map) === 'macro'

export function readSplunkFile(text: string, { documents, problems }: YamlFile): SplunkFile {
  const maps = documents.filter((node): node is YamlMap => node.kind === 'map')
  const whole: Span = { from: 0, to: text.length }
  const found = maps
    .filter((map) => kindOf(map) === 'detection')
    .map((map) => readDetection(map, maps.length === 1 ? whole : map.span, text))
  const inside = ({ span }: Diagnostic, one: SplunkDetection): boolean =>
    span.from >= one.span.from && span.to <= one.span.to
  return {
    detections: found.map((one) => ({
      ...one,
      diagnostics: [...problems.filter((problem) => inside(problem, one)), ...one.diagnostics],
    })),
    diagnostics: [
      ...problems.filter((problem) => !found.some((one) => inside(problem, one))),
      ...maps.filter(isMacroDocument).flatMap(macroProblems),
    ],
    skipped: found.length === 0,
  }
}

function readDetection(map: YamlMap, span: Span, text: string): SplunkDetection {
  const diagnostics: Diagnostic[] = []
  const title = textAt(map, 'name')
  const id = textAt(map, 'id')
  const top = (entry(map, 'name') ?? map.entries[0])?.span ?? map.span
  if (!title) diagnostics.push(diagnose('splunk/no-title', top))
  if (!id) diagnostics.push(diagnose('splunk/no-id', top))
  const search = readSearch(entry(map, 'search'), top, diagnostics)
  return {
    id,
    title: title || 'Untitled rule',
    meta: readSplunkMeta(map, diagnostics),
    search: search && yamlFragment(search, text),
    span,
    diagnostics,
  }
}

function readSearch(found: YamlEntry | undefined, top: Span, problems: Diagnostic[]): YamlScalar | undefined {
  if (found?.value.kind === 'scalar' && found.value.value !== null) return found.value
  const missing = !found || found.value.kind === 'scalar'
  problems.push(
    missing ? diagnose('splunk/no-search', found?.span ?? top) : diagnose('splunk/search-not-text', place(found.value)),
  )
  return undefined
}

/** A macro as its file has it. */
export interface MacroText {
  readonly name: string
  /** Names of the arguments. */
  readonly args: readonly string[]
  /** Blanks around it left out. */
  readonly definition: string
  readonly path: string
}

/** The macros that a file defines. */
export function readMacros(path: string, { documents }: YamlFile): readonly MacroText[] {
  return documents.flatMap((node) => (node.kind === 'map' && isMacroDocument(node) ? macroOf(node, path) : []))
}

function macroOf(map: YamlMap, path: string): MacroText[] {
  const definition = entry(map, 'definition')?.value
  // `name(2)` is how Splunk itself writes a macro of two arguments.
  const name = textAt(map, 'name').replace(/\(\d+\)$/, '')
  if (!name || definition?.kind !== 'scalar') return []
  const args = scalars(entry(map, 'arguments')?.value).flatMap((one) => one.text.split(',').map((each) => each.trim()))
  return [{ name, args: args.filter(Boolean), definition: definition.text.trim(), path }]
}

function macroProblems(map: YamlMap): Diagnostic[] {
  const definition = entry(map, 'definition')
  if (!definition) return []
  if (definition.value.kind !== 'scalar') return [diagnose('splunk/bad-macro', place(definition.value), 'definition')]
  return textAt(map, 'name') ? [] : [diagnose('splunk/bad-macro', (entry(map, 'name') ?? definition).span, 'name')]
}
