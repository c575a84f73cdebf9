/**
 * A Sigma file to its documents: the metadata of each and the part that says what it detects, which the language
 * reader takes from here. Several documents in one file may share parts (`action: global`, `reset`, `repeat`).
 */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Span } from '../model/rule.js'
import type { YamlEntry, YamlFile, YamlMap, YamlNode } from '../text/yaml.js'
import { entry, place } from '../text/yaml.js'
import type { SigmaHead } from './sigma-meta.js'
import { readHead } from './sigma-meta.js'

export interface SigmaDocument extends SigmaHead {
  readonly kind: 'detection' | 'correlation' | 'filter'
  /** The value of `detection`, `correlation` or `filter`; absent when there is none that could be read. */
  readonly body: YamlMap | undefined
  /** The stretch of the file that is this document. */
  readonly span: Span
}

export interface SigmaFile {
  readonly documents: readonly SigmaDocument[]
  /** What concerns the file as a whole. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when nothing in the file looks like a rule. */
  readonly skipped: boolean
}

export function readSigmaFile(text: string, { documents: nodes, problems }: YamlFile): SigmaFile {
  const whole: Span = { from: 0, to: text.length }
  if (nodes.length === 0) {
    const diagnostics = problems.length > 0 ? problems : [diagnose('yaml/empty', whole)]
    return { documents: [], diagnostics, skipped: problems.length === 0 }
  }
  const diagnostics = [...problems]
  const maps = combine(nodes, diagnostics)
  if (maps.length > 0 && !maps.some(looksLikeRule)) {
    const at = maps[0]?.entries[0]?.key.span ?? whole
    return { documents: [], diagnostics: [...diagnostics, diagnose('sigma/not-a-rule', at)], skipped: true }
  }
  const alone = maps.length === 1
  const found = maps.filter(looksLikeRule).map((map) => readDocument(map, alone ? whole : map.span))
  // What is wrong inside a document belongs to its rule.
  const inside = (one: Diagnostic, { span }: SigmaDocument): boolean =>
    one.span.from >= span.from && one.span.to <= span.to
  if (diagnostics.length === 0) return { documents: found, diagnostics, skipped: maps.length === 0 }
  return {
    documents: found.map((document) => ({
      ...document,
      diagnostics: [...diagnostics.filter((one) => inside(one, document)), ...document.diagnostics],
    })),
    diagnostics: diagnostics.filter((one) => !found.some((document) => inside(one, document))),
    skipped: false,
  }
}

const bodies = ['correlation', 'filter', 'detection'] as const

const looksLikeRule = (map: YamlMap): boolean =>
  [...bodies, 'title', 'logsource'].some((key) => entry(map, key) !== undefined)

function readDocument(map: YamlMap, span: Span): SigmaDocument {
  const key = bodies.find((name) => entry(map, name)) ?? 'detection'
  const found = entry(map, key)
  const problems: Diagnostic[] = []
  if (!found) problems.push(diagnose('sigma/no-detection', titleSpan(map)))
  else if (found.value.kind !== 'map') problems.push(diagnose('sigma/not-a-map', found.span, key))
  const head = readHead(map, key)
  return {
    ...head,
    kind: key,
    body: found?.value.kind === 'map' ? found.value : undefined,
    span,
    diagnostics: [...head.diagnostics, ...problems],
  }
}

const titleSpan = (map: YamlMap): Span => (entry(map, 'title') ?? map.entries[0])?.span ?? map.span

/** Applies `action`: what is global is put under every later document until a reset; a repeat builds on the one before. */
function combine(nodes: readonly YamlNode[], problems: Diagnostic[]): YamlMap[] {
  const rules: YamlMap[] = []
  let shared: YamlMap | undefined
  let previous: YamlMap | undefined
  for (const node of nodes) {
    if (node.kind !== 'map') {
      if (node.kind === 'scalar' && node.value === null) continue
      problems.push(diagnose('sigma/not-a-map', place(node), 'a Sigma document'))
      continue
    }
    const action = entry(node, 'action')
    const map = action ? without(node, action) : node
    switch (action?.value.kind === 'scalar' ? action.value.text : '') {
      case 'global':
        shared = shared ? merge(shared, map) : map
        continue
      case 'reset':
        shared = undefined
        if (map.entries.length === 0) continue
        previous = map
        break
      case 'repeat':
        previous = previous ? merge(previous, map) : map
        break
      default:
        if (action) problems.push(diagnose('sigma/bad-action', action.span, action.value.kind))
        previous = shared ? merge(shared, map) : map
    }
    rules.push(previous)
  }
  return rules
}

const without = (map: YamlMap, left: YamlEntry): YamlMap => ({
  ...map,
  entries: map.entries.filter((one) => one !== left),
})

/** The entries of both; where both have a key, maps are merged and anything else is the later one's. */
function merge(base: YamlMap, over: YamlMap): YamlMap {
  const entries = base.entries.map((one) => {
    const other = entry(over, one.key.text)
    if (!other) return one
    return one.value.kind === 'map' && other.value.kind === 'map'
      ? { ...other, value: merge(one.value, other.value) }
      : other
  })
  return { ...over, entries: [...entries, ...over.entries.filter((one) => !entry(base, one.key.text))] }
}
