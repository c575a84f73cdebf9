/**
 * YAML with places: every scalar, entry and item knows where it stands in the text, and a scalar keeps its source
 * text beside its value (`00000429` is not 429). Built on js-yaml's event stream. Never throws: what is wrong is in
 * `problems`, and what was read before it is still there.
 */
import * as yaml from 'js-yaml'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Span } from '../model/rule.js'

export type YamlNode = YamlScalar | YamlMap | YamlList

interface Placed {
  /** From the first to after the last character of the node, quotes and brackets included. */
  readonly span: Span
  /** Where an alias stands for the node, when it is reached through one. */
  readonly alias?: Span
  /** Nodes below and including this one, aliases counted each time. */
  readonly size: number
}

export interface YamlScalar extends Placed {
  readonly kind: 'scalar'
  readonly style: 'plain' | 'single' | 'double' | 'block'
  /** The content: quotes and escapes undone, plain text as written. */
  readonly text: string
  /** Where the content stands, without quotes. */
  readonly inner: Span
  /** The text at `inner`, escapes and line folding not undone. */
  readonly source: string
  /** What plain text means: null, a boolean, a decimal number; anything else is its text. */
  readonly value: string | number | boolean | null
}

export interface YamlMap extends Placed {
  readonly kind: 'map'
  readonly entries: readonly YamlEntry[]
}

export interface YamlEntry {
  readonly key: YamlScalar
  readonly value: YamlNode
  readonly span: Span
}

interface YamlList extends Placed {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}

export interface YamlFile {
  readonly documents: readonly YamlNode[]
  readonly problems: readonly Diagnostic[]
}

/** Aliases may make a document this many nodes large, no more. */
const expansionLimit = 1_000_000

export function parseYaml(text: string): YamlFile {
  const problems: Diagnostic[] = []
  // A leading byte order mark is not counted in the parser's offsets.
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let source = shift ? text.slice(1) : text
  for (let joined = 0; ; joined++)
    try {
      const events = yaml.parseEvents(source, {})
      return { documents: new Builder(source, shift, problems).build(events), problems }
    } catch (error) {
      const problem = syntaxProblem(error, text, shift)
      const whole = joined < joinLimit && outdented(error) ? joinedBefore(source, problem.span.from - shift) : undefined
      if (whole === undefined) {
        problems.push(problem)
        return { documents: [], problems }
      }
      if (joined === 0) problems.push(diagnose('yaml/outdented', problem.span))
      source = whole
    }
}

/** Lines of quoted texts that may stand too far left. */
const joinLimit = 500

/** Other readers of YAML take a quoted text whose lines are not indented; so do the authors of rules. */
const outdented = (error: unknown): boolean =>
  error instanceof yaml.YAMLException && error.reason === 'deficient indentation'

/** The line break before an offset as blanks, which is what it means in a quoted text. Nothing moves. */
function joinedBefore(source: string, at: number): string | undefined {
  const [blank] = /\r?\n[ \t]*$/.exec(source.slice(0, at)) ?? []
  return blank && source.slice(0, at - blank.length) + ' '.repeat(blank.length) + source.slice(at)
}

function syntaxProblem(error: unknown, text: string, shift: number): Diagnostic {
  if (!(error instanceof yaml.YAMLException)) throw error
  const at = Math.min(text.length, (error.mark?.position ?? 0) + shift)
  return diagnose('yaml/syntax', { from: at, to: Math.min(text.length, at + 1) }, error.reason ?? 'unknown')
}

/** The node's place in the text as a reader meets it: the alias if it is reached through one. */
export const place = (node: YamlNode): Span => node.alias ?? node.span

export function entry(map: YamlMap, key: string): YamlEntry | undefined {
  for (const candidate of map.entries) if (candidate.key.text === key) return candidate
  return undefined
}

/** The plain values of a list, or the one that stands for it; nulls and anything nested are left out. */
export function scalars(node: YamlNode | undefined): YamlScalar[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  return items.filter((item): item is YamlScalar => item.kind === 'scalar' && item.value !== null)
}

/** What is known of a map or a list when it begins. */
interface Frame {
  readonly from: number
  readonly flow: boolean
  readonly anchor: string
}

interface OpenMap extends Frame {
  kind: 'map'
  entries: YamlEntry[]
  /** Names of the entries, once there are too many to look through. */
  keys: Set<string> | undefined
  key: YamlScalar | undefined
}

type Open = OpenMap | (Frame & { kind: 'list'; items: YamlNode[] })

class Builder {
  private readonly documents: YamlNode[] = []
  private readonly open: Open[] = []
  private anchors = new Map<string, YamlNode>()
  private documentOpen = false
  /** Offset after the last thing seen: where an empty scalar stands, and where a closing bracket is looked for. */
  private end = 0
  /** Nodes so far, aliases counted as all that they stand for. */
  private total = 0

  constructor(
    private readonly source: string,
    private readonly shift: number,
    private readonly problems: Diagnostic[],
  ) {}

  build(events: readonly yaml.Event[]): YamlNode[] {
    for (const event of events) this.take(event)
    return this.documents
  }

  private span(from: number, to: number): Span {
    return { from: from + this.shift, to: to + this.shift }
  }

  private take(event: yaml.Event): void {
    switch (event.type) {
      case yaml.EVENT_DOCUMENT:
        this.documentOpen = true
        this.anchors = new Map()
        return
      case yaml.EVENT_MAPPING:
        this.open.push({ kind: 'map', ...this.frame(event), entries: [], keys: undefined, key: undefined })
        return
      case yaml.EVENT_SEQUENCE:
        this.open.push({ kind: 'list', ...this.frame(event), items: [] })
        return
      case yaml.EVENT_SCALAR: {
        const scalar = this.scalar(event)
        this.name(event.anchorStart, event.anchorEnd, scalar)
        return this.add(scalar)
      }
      case yaml.EVENT_ALIAS:
        return this.add(this.alias(event.anchorStart, event.anchorEnd))
      case yaml.EVENT_POP:
        return this.pop()
      default:
        event satisfies never
    }
  }

  private frame(event: yaml.MappingEvent | yaml.SequenceEvent): Frame {
    this.end = Math.max(this.end, event.start)
    return {
      from: event.start,
      flow: event.style === yaml.COLLECTION_STYLE_FLOW,
      anchor: this.source.slice(event.anchorStart, event.anchorEnd),
    }
  }

  private name(from: number, to: number, node: YamlNode): void {
    if (from >= 0) this.anchors.set(this.source.slice(from, to), node)
  }

  private scalar(event: yaml.ScalarEvent): YamlScalar {
    if (event.valueStart < 0) {
      const at = this.span(this.afterColon(), this.afterColon())
      return { kind: 'scalar', style: 'plain', text: '', source: '', inner: at, span: at, value: null, size: 1 }
    }
    const { valueStart, valueEnd } = event
    const style = scalarStyle(event.style)
    const text = yaml.getScalarValue(this.source, event)
    this.total++
    const inner = this.span(valueStart, valueEnd)
    const span = style === 'plain' ? inner : this.outer(style, valueStart, valueEnd)
    this.end = span.to - this.shift
    const isText =
      style !== 'plain' || (event.tagStart >= 0 && this.source.slice(event.tagStart, event.tagEnd).endsWith('str'))
    return {
      kind: 'scalar',
      style,
      text,
      source: text.length === valueEnd - valueStart ? text : this.source.slice(valueStart, valueEnd),
      inner,
      span,
      value: isText ? text : plainValue(text),
      size: 1,
    }
  }

  private outer(style: YamlScalar['style'], from: number, to: number): Span {
    return style === 'block' ? this.blockSpan(from, to) : this.span(from - 1, to + 1)
  }

  /** From the `|` or `>` to the end of the content's last line; blank lines after it are left out. */
  private blockSpan(from: number, to: number): Span {
    const before = this.source.slice(this.end, from)
    const header = /[|>][-+\d]*[ \t]*(?:#[^\n]*)?\r?\n\s*$/.exec(before)
    const raw = this.source.slice(from, to)
    const lineEnd = raw.indexOf('\n', raw.trimEnd().length)
    const start = header ? this.end + header.index : from
    return this.span(start, from + (lineEnd < 0 ? raw.length : lineEnd + 1))
  }

  private afterColon(): number {
    const next = this.source[this.end]
    return next === ':' ? this.end + 1 : this.end
  }

  private alias(from: number, to: number): YamlNode {
    const name = this.source.slice(from, to)
    const at = this.span(from - 1, to)
    this.end = to
    const node = this.anchors.get(name)
    if (node && node.size + this.total <= expansionLimit) {
      this.total += node.size
      return { ...node, alias: at }
    }
    this.problems.push(
      node ? diagnose('yaml/alias-bomb', at, expansionLimit) : diagnose('yaml/unknown-alias', at, name),
    )
    return { kind: 'scalar', style: 'plain', text: '', source: '', inner: at, span: at, value: null, size: 1 }
  }

  private add(node: YamlNode): void {
    const parent = this.open.at(-1)
    if (!parent) {
      if (this.documentOpen) this.documents.push(node)
      return
    }
    if (parent.kind === 'list') {
      parent.items.push(node)
      return
    }
    if (!parent.key) {
      parent.key = this.asKey(node)
      return
    }
    const key = parent.key
    parent.key = undefined
    if (key.text === '<<' && key.style === 'plain' && this.merge(parent, node)) return
    if (isKnown(parent, key.text)) this.problems.push(diagnose('yaml/duplicate-key', key.span, key.text))
    parent.entries.push({ key, value: node, span: { from: key.span.from, to: Math.max(key.span.to, place(node).to) } })
  }

  private asKey(node: YamlNode): YamlScalar {
    if (node.kind === 'scalar') return node
    const at = place(node)
    this.problems.push(diagnose('yaml/key-not-text', at))
    const text = this.source.slice(at.from - this.shift, at.to - this.shift)
    return { kind: 'scalar', style: 'plain', text, source: text, inner: at, span: at, value: text, size: 1 }
  }

  /** `<<: *defaults`: entries of the other map that this one does not have so far. */
  private merge(into: OpenMap, node: YamlNode): boolean {
    const maps = node.kind === 'list' ? node.items : [node]
    if (!maps.every((map): map is YamlMap => map.kind === 'map')) return false
    for (const other of maps.flatMap((map) => map.entries)) {
      if (!isKnown(into, other.key.text)) into.entries.push(other)
    }
    return true
  }

  private pop(): void {
    const open = this.open.pop()
    if (!open) {
      this.documentOpen = false
      return
    }
    const to = open.flow ? this.closing(open.kind === 'list' ? ']' : '}') : this.end
    const span = this.span(open.from, Math.max(open.from, to))
    const node: YamlNode =
      open.kind === 'list'
        ? { kind: 'list', items: open.items, span, size: 1 + sizeOf(open.items) }
        : { kind: 'map', entries: open.entries, span, size: 1 + sizeOf(open.entries.map((one) => one.value)) }
    if (open.anchor) this.anchors.set(open.anchor, node)
    this.add(node)
  }

  private closing(bracket: string): number {
    let at = this.end
    while (at < this.source.length && this.source[at] !== bracket) {
      if (this.source[at] === '#') at = (this.source.indexOf('\n', at) + 1 || this.source.length + 1) - 1
      at++
    }
    this.end = Math.min(this.source.length, at + 1)
    return this.end
  }
}

/** Whether a map has a key already. Most maps have a few; only a large one is worth a set. */
function isKnown(map: OpenMap, key: string): boolean {
  if (!map.keys && map.entries.length < 24) return map.entries.some((other) => other.key.text === key)
  map.keys ??= new Set(map.entries.map((other) => other.key.text))
  const known = map.keys.has(key)
  map.keys.add(key)
  return known
}

const sizeOf = (nodes: readonly YamlNode[]): number => nodes.reduce((size, node) => size + node.size, 0)

function scalarStyle(style: number): YamlScalar['style'] {
  if (style === yaml.SCALAR_STYLE_SINGLE_QUOTED) return 'single'
  if (style === yaml.SCALAR_STYLE_DOUBLE_QUOTED) return 'double'
  return style === yaml.SCALAR_STYLE_PLAIN ? 'plain' : 'block'
}

const decimal = /^[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/

function plainValue(text: string): string | number | boolean | null {
  switch (text) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return decimal.test(text) ? Number(text) : text
  }
}
