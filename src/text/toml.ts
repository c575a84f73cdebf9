/**
 * TOML with places: every scalar, entry and item knows where it stands in the text, and text can be handed on as a
 * fragment that knows where each of its characters was written. Built on toml-eslint-parser's syntax tree. Never
 * throws: what is wrong is in `problems`, and what was read before it is still there.
 */
import type { AST } from 'toml-eslint-parser'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Span } from '../model/rule.js'
import { parseWhatStands } from './toml-repair.js'

export type TomlNode = TomlScalar | TomlMap | TomlList

export interface TomlScalar {
  readonly kind: 'scalar'
  /** `plain`: a number, a boolean or a date. */
  readonly style: 'plain' | 'basic' | 'literal'
  readonly span: Span
  /** Where the content stands: without quotes, and without the line break that follows three of them. */
  readonly inner: Span
  /** The content: quotes and escapes undone, line breaks as `\n`; anything but a string as written. */
  readonly text: string
  /** Dates and times stay text. */
  readonly value: string | number | boolean
}

export interface TomlMap {
  readonly kind: 'map'
  /** In the order in which each was first named. */
  readonly entries: readonly TomlEntry[]
  /** From the first to after the last place where something of it is written; others may stand in between. */
  readonly span: Span
}

export interface TomlKey {
  readonly text: string
  readonly span: Span
  /** Without quotes. */
  readonly inner: Span
}

export interface TomlEntry {
  readonly key: TomlKey
  readonly value: TomlNode
  /** From the key, or the header of its first table, to the end of the value. */
  readonly span: Span
}

/** An array, or the tables of one `[[name]]`. */
interface TomlList {
  readonly kind: 'list'
  readonly items: readonly TomlNode[]
  readonly span: Span
}

export interface TomlFile {
  readonly root: TomlMap
  readonly problems: readonly Diagnostic[]
}

/** Keys, tables and arrays nest at most this deep. */
const depthLimit = 64

export function parseToml(text: string): TomlFile {
  const { program, aside, problems } = parseWhatStands(text)
  const root: OpenMap = { kind: 'map', entries: [], span: { from: 0, to: text.length }, names: new Map() }
  const found = [...problems]
  if (program) new Builder(text, aside, found).build(program, root)
  return { root, problems: found }
}

export function tomlEntry(map: TomlMap | undefined, key: string): TomlEntry | undefined {
  return map?.entries.find((one) => one.key.text === key)
}

/** The scalars of a list, or the one that stands for it; anything nested is left out. */
export function tomlScalars(node: TomlNode | undefined): TomlScalar[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  return items.filter((item): item is TomlScalar => item.kind === 'scalar')
}

/** The maps of a list, or the one that stands for it. */
export function tomlMaps(node: TomlNode | undefined): TomlMap[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  return items.filter((item): item is TomlMap => item.kind === 'map')
}

interface Range {
  from: number
  to: number
}

interface OpenEntry {
  readonly key: TomlKey
  readonly value: Open
  readonly span: Range
}

interface OpenMap {
  readonly kind: 'map'
  readonly entries: OpenEntry[]
  readonly span: Range
  readonly names: Map<string, OpenEntry>
}

interface OpenList {
  readonly kind: 'list'
  readonly items: Open[]
  readonly span: Range
}

type Open = TomlScalar | OpenMap | OpenList
type TomlName = AST.TOMLBare | AST.TOMLQuoted

class Builder {
  constructor(
    private readonly text: string,
    /** Where the keys begin that are no part of the tree. */
    private readonly aside: ReadonlySet<number>,
    private readonly problems: Diagnostic[],
  ) {}

  build(program: AST.TOMLProgram, root: OpenMap): void {
    for (const part of program.body[0].body) {
      if (part.type === 'TOMLKeyValue') this.put(root, part, 0)
      else this.table(root, part)
    }
  }

  private table(root: OpenMap, table: AST.TOMLTable): void {
    const names = table.key.keys
    if (this.isAside(names) || this.isTooDeep(names, 0)) return
    const [from, to] = table.range
    const last = names.length - 1
    const home = this.descend(root, names.slice(0, last), { from, to })
    const name = names[last]
    if (!home || !name) return
    const found = home.names.get(keyText(name))
    const map = newMap(from, to)
    if (!found) {
      const value: Open = table.kind === 'array' ? { kind: 'list', items: [map], span: { from, to } } : map
      add(home, { key: readKey(name), value, span: { from, to } })
      return this.fill(map, table.body)
    }
    grow(found.span, to)
    if (found.value.kind !== 'scalar') grow(found.value.span, to)
    if (found.value.kind === 'list') {
      found.value.items.push(map)
      this.fill(map, table.body)
    } else if (found.value.kind === 'map') this.fill(found.value, table.body)
  }

  private fill(map: OpenMap, body: readonly AST.TOMLKeyValue[]): void {
    for (const one of body) this.put(map, one, 0)
  }

  private put(into: OpenMap, { key, value, range: [from, to] }: AST.TOMLKeyValue, depth: number): void {
    const names = key.keys
    if (this.isAside(names) || this.isTooDeep(names, depth)) return
    const last = names.length - 1
    const home = this.descend(into, names.slice(0, last), { from, to })
    const name = names[last]
    if (!home || !name) return
    const read = this.value(value, depth + names.length)
    if (read) add(home, { key: readKey(name), value: read, span: { from, to } })
  }

  /** The map that a path leads to, made where there is none; the last one of a list of tables. */
  private descend(root: OpenMap, path: readonly TomlName[], { from, to }: Range): OpenMap | undefined {
    let map: OpenMap = root
    for (const name of path) {
      let found = map.names.get(keyText(name))
      if (!found) {
        found = { key: readKey(name), value: newMap(from, to), span: { from, to } }
        add(map, found)
      }
      grow(found.span, to)
      let next: Open | undefined = found.value
      if (next.kind === 'list') {
        grow(next.span, to)
        next = next.items.at(-1)
      }
      if (next?.kind !== 'map') return undefined
      grow(next.span, to)
      map = next
    }
    return map
  }

  private value(node: AST.TOMLContentNode, depth: number): Open | undefined {
    const [from, to] = node.range
    if (depth > depthLimit) {
      this.problems.push(diagnose('toml/too-nested', { from, to: from + 1 }, depthLimit))
      return undefined
    }
    switch (node.type) {
      case 'TOMLValue':
        return readScalar(node, this.text)
      case 'TOMLArray': {
        const items = node.elements.map((element) => this.value(element, depth + 1))
        return { kind: 'list', items: items.filter((item) => item !== undefined), span: { from, to } }
      }
      case 'TOMLInlineTable': {
        const map = newMap(from, to)
        for (const one of node.body) this.put(map, one, depth + 1)
        return map
      }
      default:
        return node satisfies never
    }
  }

  private isAside(names: readonly TomlName[]): boolean {
    return this.aside.size > 0 && names.some(({ range }) => this.aside.has(range[0]))
  }

  private isTooDeep(names: readonly TomlName[], depth: number): boolean {
    const [first] = names
    if (!first || names.length + depth <= depthLimit) return false
    this.problems.push(diagnose('toml/too-nested', { from: first.range[0], to: first.range[1] }, depthLimit))
    return true
  }
}

const newMap = (from: number, to: number): OpenMap => ({
  kind: 'map',
  entries: [],
  span: { from, to },
  names: new Map(),
})

function add(map: OpenMap, entry: OpenEntry): void {
  map.entries.push(entry)
  map.names.set(entry.key.text, entry)
}

function grow(span: Range, to: number): void {
  if (to > span.to) span.to = to
}

const keyText = (name: TomlName): string => (name.type === 'TOMLBare' ? name.name : name.value)

function readKey(name: TomlName): TomlKey {
  const [from, to] = name.range
  const quote = name.type === 'TOMLQuoted' ? 1 : 0
  return { text: keyText(name), span: { from, to }, inner: { from: from + quote, to: to - quote } }
}

function readScalar(node: AST.TOMLValue, source: string): TomlScalar {
  const [from, to] = node.range
  const span = { from, to }
  if (node.kind !== 'string') {
    const text = source.slice(from, to)
    const value = node.kind === 'boolean' || node.kind === 'integer' || node.kind === 'float' ? node.value : text
    return { kind: 'scalar', style: 'plain', span, inner: span, text, value }
  }
  const quotes = node.multiline ? 3 : 1
  const start = from + quotes + (node.multiline ? lineBreak(source, from + quotes) : 0)
  const inner = { from: start, to: to - quotes }
  return { kind: 'scalar', style: node.style, span, inner, text: node.value, value: node.value }
}

/** How many characters the line break at `at` has; 0 when there is none. */
export function lineBreak(text: string, at: number): number {
  if (text[at] === '\r') return text[at + 1] === '\n' ? 2 : 1
  return text[at] === '\n' ? 1 : 0
}
