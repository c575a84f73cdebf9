/** Everything in a Sigma document but its logic. */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Level, Metadata, Related, Span, Tag } from '../model/rule.js'
import { levels } from '../model/rule.js'
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../text/yaml.js'
import { entry, place, scalars } from '../text/yaml.js'

export interface SigmaHead {
  readonly id: string
  readonly title: string
  readonly meta: Metadata
  readonly logsource: { readonly written: Readonly<Record<string, string>>; readonly span: Span }
  readonly diagnostics: readonly Diagnostic[]
}

const statuses = ['stable', 'test', 'experimental', 'deprecated', 'unsupported']

const relations = ['derived', 'obsolete', 'obsoletes', 'merged', 'renamed', 'similar']

const known = new Set([
  'title',
  'id',
  'name',
  'status',
  'level',
  'description',
  'author',
  'date',
  'modified',
  'license',
  'references',
  'falsepositives',
  'tags',
  'related',
  'fields',
  'scope',
  'logsource',
])

/** `body` is the key that holds the logic; it is no metadata. */
export function readHead(map: YamlMap, body: string): SigmaHead {
  const problems: Diagnostic[] = []
  const text = (key: string): string | undefined => scalarText(entry(map, key)?.value)
  const texts = (key: string): string[] => scalars(entry(map, key)?.value).map((scalar) => scalar.text.trim())
  const top = (entry(map, 'title') ?? map.entries[0])?.span ?? map.span

  const title = text('title')?.trim() ?? ''
  if (!title) problems.push(diagnose('sigma/no-title', top))
  const id = text('id')?.trim() ?? ''
  if (!id && body !== 'filter') problems.push(diagnose('sigma/no-id', top))
  const level = readLevel(entry(map, 'level'), problems)
  const status = text('status')?.trim()
  if (status && !statuses.includes(status)) problems.push(oneOf(map, 'status', status))
  const date = readDate(entry(map, 'date'), problems)
  const modified = readDate(entry(map, 'modified'), problems)
  const description = text('description')?.trim()
  const license = text('license')
  const name = text('name')

  const meta: Writable<Metadata> = {
    authors: texts('author').flatMap(splitAuthors),
    references: texts('references').filter(Boolean),
    falsepositives: texts('falsepositives').filter(Boolean),
    tags: scalars(entry(map, 'tags')?.value).map(readTag),
    related: readRelated(entry(map, 'related')?.value, problems),
    fields: texts('fields').filter(Boolean),
    scope: texts('scope').filter(Boolean),
    other: others(map, body),
  }
  if (status) meta.status = status
  if (level) meta.level = level
  if (description) meta.description = description
  if (name) meta.name = name
  if (date) meta.date = date
  if (modified) meta.modified = modified
  if (license) meta.license = license
  return {
    id,
    title: title || 'Untitled rule',
    meta,
    logsource: readLogsource(map, body, problems),
    diagnostics: problems,
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function oneOf(map: YamlMap, key: string, found: string): Diagnostic {
  return diagnose('sigma/bad-value', place(entry(map, key)?.value ?? map), key, found)
}

const scalarText = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && node.value !== null ? node.text : undefined

function readLevel(found: YamlEntry | undefined, problems: Diagnostic[]): Level | undefined {
  const written = scalarText(found?.value)?.trim()
  if (!found || !written) return undefined
  const level = levels.find((one) => one === written.toLowerCase())
  if (!level) problems.push(diagnose('sigma/bad-value', place(found.value), 'level', written))
  return level
}

/** `2019/10/24` and `2019-10-24` to ISO; anything else as written, with a warning. */
function readDate(found: YamlEntry | undefined, problems: Diagnostic[]): string | undefined {
  const written = scalarText(found?.value)?.trim()
  if (!found || !written) return undefined
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(written)
  const [year, month, day] = match?.slice(1, 4).map(Number) ?? []
  if (year && month && day && month <= 12 && day <= 31)
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  problems.push(diagnose('sigma/bad-date', place(found.value), written))
  return written
}

/** Names between commas; a comma inside brackets belongs to the name. */
function splitAuthors(text: string): string[] {
  const names = (text.includes('(') ? text.split(/,(?![^(]*\))/) : text.split(',')).map((name) => name.trim())
  return names.filter(Boolean)
}

function readTag(scalar: YamlScalar): Tag {
  const text = scalar.text.trim()
  const dot = text.indexOf('.')
  return { namespace: text.slice(0, Math.max(0, dot)), name: text.slice(dot + 1), span: place(scalar) }
}

function readRelated(node: YamlNode | undefined, problems: Diagnostic[]): Related[] {
  const items = node?.kind === 'list' ? node.items : []
  return items.flatMap((item) => {
    const id = item.kind === 'map' ? scalarText(entry(item, 'id')?.value)?.trim() : undefined
    const type = item.kind === 'map' ? (scalarText(entry(item, 'type')?.value)?.trim() ?? '') : ''
    if (!id || !relations.includes(type))
      problems.push(diagnose('sigma/bad-value', place(item), 'relation', type || '?'))
    return id ? [{ id, type: type || 'related', span: place(item) }] : []
  })
}

function readLogsource(map: YamlMap, body: string, problems: Diagnostic[]): SigmaHead['logsource'] {
  const found = entry(map, 'logsource')
  const node = found?.value
  if (!found || node?.kind !== 'map') {
    if (body !== 'correlation')
      problems.push(diagnose('sigma/no-logsource', found?.span ?? map.entries[0]?.span ?? map.span))
    return { written: {}, span: found?.span ?? { from: map.span.from, to: map.span.from } }
  }
  const written: Record<string, string> = {}
  for (const one of node.entries) if (one.value.kind === 'scalar') written[one.key.text] = one.value.text
  return { written, span: found.span }
}

function others(map: YamlMap, body: string): Metadata['other'] {
  return map.entries
    .filter((one) => !known.has(one.key.text) && one.key.text !== body)
    .map((one) => ({ key: one.key.text, text: valueText(one.value), span: one.span }))
}

/** A value on one line or a few, for showing: nothing of it is lost, its layout is. */
function valueText(node: YamlNode, depth = 0): string {
  if (depth > 16) return '…'
  switch (node.kind) {
    case 'scalar':
      return node.text
    case 'list':
      return node.items.map((item) => valueText(item, depth + 1)).join(', ')
    case 'map':
      return node.entries.map((one) => `${one.key.text}: ${valueText(one.value, depth + 1)}`).join('; ')
    default:
      return node satisfies never
  }
}
