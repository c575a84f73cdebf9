/**
 * Rules as a browser needs them to match records: the logic, and what a hit is told by. Their texts, documentation and
 * places in the text stay behind, and what is the same in most nodes is left out.
 */
import type { Family, Level, Rule, Span } from '../model/rule.js'

/** A rule on its way to the browser. */
export interface PackedRule {
  readonly id: string
  readonly title: string
  readonly family: Family
  readonly path: string
  readonly href: string
  readonly kind?: 'correlation'
  readonly language: Rule['language']
  readonly level?: Level
  readonly status?: string
  readonly name?: string
  /** What telemetry is told by beside the logic: tags of Elastic's rules, data sources of Splunk's. */
  readonly tags?: readonly string[]
  readonly sources?: readonly string[]
  readonly definitions?: unknown
  readonly stages: unknown
}

/** A rule as it runs there: all its places are the beginning of an empty text. */
export interface PortableRule {
  readonly rule: Rule
  /** Address below the site's root. */
  readonly href: string
}

const dataSource = 'data_source'

export function packRule(rule: Rule, href: string): PackedRule {
  const { id, title, family, path, kind, language, meta, definitions, stages } = rule
  const tags = family === 'elastic' ? meta.tags.map(({ name }) => name) : []
  const sources = meta.other.filter(({ key }) => key === dataSource).map(({ text }) => text)
  return {
    ...{ id, title, family, path, href, language },
    ...(kind === 'correlation' && { kind }),
    ...(meta.level && { level: meta.level }),
    ...(meta.status !== undefined && { status: meta.status }),
    ...(meta.name !== undefined && { name: meta.name }),
    ...(tags.length > 0 && { tags }),
    ...(sources.length > 0 && { sources }),
    ...(definitions.length > 0 && { definitions: packed(definitions) }),
    stages: packed(stages),
  }
}

export function unpackRule(from: PackedRule): PortableRule {
  const { id, title, family, path, href, language, kind, level, status, name, tags = [], sources = [] } = from
  const rule: Rule = {
    ...{ kind: kind ?? 'detection', id, title, family, language, path },
    ...{ text: '', span: nowhere, inserts: [], targets: [], diagnostics: [] },
    meta: {
      ...(level && { level }),
      ...(status !== undefined && { status }),
      ...(name !== undefined && { name }),
      ...{ authors: [], references: [], falsepositives: [], related: [], fields: [], scope: [] },
      tags: tags.map((tag) => ({ namespace: '', name: tag, span: nowhere })),
      other: sources.map((text) => ({ key: dataSource, text, span: nowhere })),
    },
    // Written by `packRule`, of the same version of the program.
    definitions: unpacked(from.definitions ?? []) as Rule['definitions'],
    stages: unpacked(from.stages) as Rule['stages'],
  }
  return { rule, href }
}

const nowhere: Span = { from: 0, to: 0 }

type Json = Readonly<Record<string, unknown>>

/** Keys whose text is a field that has nothing but its name. */
const ofFields = new Set(['field', 'by'])
/** Keys whose text or number is a value that is written as it is. */
const ofValues = new Set(['values', 'right', 'left', 'args'])

/** `key`: of the object that the value, or the list that it is in, belongs to. */
function packed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => packed(item, key))
  if (typeof value !== 'object' || value === null || key === asItIs) return value
  const node: Json = Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'span'))
  if (ofFields.has(key) && Object.keys(node).length === 1 && 'written' in node) return node.written
  if (ofValues.has(key)) {
    if (node.kind === 'text' && Array.isArray(node.parts) && node.parts.length === 1 && node.parts[0] === node.written)
      return node.written
    if (node.kind === 'number' && String(node.value) === node.written) return node.value
  }
  const isUsual = node.kind === 'indicator' ? isUsualOfIndicator : () => false
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name, inner]) => !isUsual(name, inner))
      .map(([name, inner]) => [name, packed(inner, name)]),
  )
}

/** The log source of a rule: names and values that are its own. */
const asItIs = 'written'

const isUsualOfIndicator = (name: string, value: unknown): boolean =>
  (name === 'need' && value === 'one') ||
  (name === 'cased' && value === false) ||
  (name === 'via' && Array.isArray(value) && value.length === 0)

/** Changes what it is given, since that was only just read and there is much of it. */
function unpacked(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = unpacked(value[i], key)
    return value
  }
  if (typeof value === 'object' && value !== null) return key === asItIs ? value : unpackedNode(value)
  if (typeof value === 'string') {
    if (ofFields.has(key)) return { written: value, span: nowhere }
    if (ofValues.has(key)) return { kind: 'text', parts: [value], written: value, span: nowhere }
  }
  if (typeof value === 'number' && ofValues.has(key))
    return { kind: 'number', value, written: String(value), span: nowhere }
  return value
}

const none: readonly string[] = []

function unpackedNode(node: object): unknown {
  const open = node as Record<string, unknown>
  for (const name in open) {
    const inner = open[name]
    if (typeof inner === 'object' || ofFields.has(name) || ofValues.has(name)) open[name] = unpacked(inner, name)
  }
  open.span = nowhere
  if (open.kind === 'indicator') {
    open.need ??= 'one'
    open.cased ??= false
    open.via ??= none
  }
  return node
}
