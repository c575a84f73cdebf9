/**
 * YAML that is not quite YAML, as rule files have it: one entry whose lines are indented wrongly, tabs, a text with a
 * colon that nobody quoted. The entries of the file are read one by one, so that one broken entry costs no other.
 */
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../text/yaml.js'
import { parseYaml } from '../text/yaml.js'

export interface Repaired {
  readonly documents: readonly YamlMap[]
  /** What the documents were read from: as long as the file, tabs that indent as blanks. */
  readonly text: string
}

/**
 * The documents of a text that does not parse, entry by entry; an entry that cannot be read has its text as its value.
 * Undefined when nothing in it looks like an entry.
 */
export function repairYaml(file: string): Repaired | undefined {
  const text = untabbed(file)
  const documents = documentsOf(text).flatMap(({ from, to }): YamlMap[] => {
    const entries = sectionsOf(text, from, to).flatMap((section) => readSection(text, section))
    const [first] = entries
    const last = entries.at(-1)
    if (!first || !last) return []
    const size = entries.reduce((sum, { value }) => sum + value.size, 1)
    return [{ kind: 'map', entries, span: { from: first.span.from, to: last.span.to }, size }]
  })
  return documents.length > 0 ? { documents, text } : undefined
}

/** Tabs at the beginning of lines as blanks, one for one, so that nothing moves. */
const untabbed = (text: string): string => text.replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', ' '))

interface Stretch {
  readonly from: number
  readonly to: number
}

function documentsOf(text: string): Stretch[] {
  const marks = [...text.matchAll(/^---[ \t]*(?:#.*)?\r?$/gm)].map(({ index, 0: mark }) => [index, index + mark.length])
  const starts = [0, ...marks.map(([, end]) => end ?? 0)]
  return starts.map((from, i) => ({ from, to: marks[i]?.[0] ?? text.length }))
}

/** From one key at the beginning of a line to the next. */
function sectionsOf(text: string, from: number, to: number): Stretch[] {
  const key = /^\uFEFF?[A-Za-z][\w-]*[ \t]*:(?=[ \t\r\n]|$)/gm
  const starts: number[] = []
  key.lastIndex = from
  for (let match = key.exec(text); match && match.index < to; match = key.exec(text))
    starts.push(match.index + (match[0].startsWith('\uFEFF') ? 1 : 0))
  return starts.map((start, i) => ({ from: start, to: starts[i + 1] ?? to }))
}

function readSection(text: string, { from, to }: Stretch): readonly YamlEntry[] {
  const section = text.slice(from, to)
  const { documents, problems } = parseYaml(section)
  const [node] = documents
  const whole = problems.every(({ code }) => code !== 'yaml/syntax') && documents.length === 1
  if (whole && node?.kind === 'map') return node.entries.map((one) => moved(one, from))
  return rawEntry(section, from)
}

function rawEntry(section: string, base: number): YamlEntry[] {
  const match = /^([A-Za-z][\w-]*)[ \t]*:[ \t]*(?:[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n)?/.exec(section)
  if (!match) return []
  const [{ length: head }, name = ''] = match
  const content = section.slice(head).trimEnd()
  const key = scalarAt(name, base)
  const value = scalarAt(content, base + head)
  return [{ key, value, span: { from: key.span.from, to: value.span.to } }]
}

function scalarAt(text: string, from: number): YamlScalar {
  const span = { from, to: from + text.length }
  return { kind: 'scalar', style: 'plain', text, source: text, inner: span, span, value: text || null, size: 1 }
}

const moved = ({ key, value, span }: YamlEntry, by: number): YamlEntry => ({
  key: movedScalar(key, by),
  value: movedNode(value, by),
  span: { from: span.from + by, to: span.to + by },
})

const movedScalar = (node: YamlScalar, by: number): YamlScalar => ({
  ...node,
  ...movedPlaces(node, by),
  inner: { from: node.inner.from + by, to: node.inner.to + by },
})

const movedPlaces = ({ span, alias }: YamlNode, by: number): Pick<YamlNode, 'span' | 'alias'> => ({
  span: { from: span.from + by, to: span.to + by },
  ...(alias && { alias: { from: alias.from + by, to: alias.to + by } }),
})

function movedNode(node: YamlNode, by: number): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return movedScalar(node, by)
    case 'list':
      return { ...node, ...movedPlaces(node, by), items: node.items.map((item) => movedNode(item, by)) }
    case 'map':
      return { ...node, ...movedPlaces(node, by), entries: node.entries.map((one) => moved(one, by)) }
    default:
      return node satisfies never
  }
}
