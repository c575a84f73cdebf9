/** Everything in a rule of Sentinel's or Defender's but its query. */

import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Level, Metadata, Related, Span, Tag } from '../model/rule.js'
import type { YamlEntry, YamlMap, YamlNode } from '../text/yaml.js'
import { entry, place, scalars } from '../text/yaml.js'
import { mapAt, mapsAt, mapsOf, textAt, textOf, valueText } from '../text/yaml-nodes.js'
import { levelOf, linksIn, tacticTag, techniquesIn } from './kusto-prose.js'
import { millisOf } from './kusto-trigger.js'

/** Keys with a place of their own in the metadata or in the stages. */
const own = new Set([
  'id',
  'guid',
  'name',
  'displayName',
  'title',
  'description',
  'description-detailed',
  'description_detailed',
  'severity',
  'status',
  'tactics',
  'relevantTechniques',
  'techniques',
  'subTechniques',
  'mitreTechniques',
  'recommendedActions',
  'query',
  'queryCondition',
  'author',
  'tag',
  'tags',
])

const times = ['queryFrequency', 'queryPeriod']

export function readSentinelMeta(map: YamlMap, problems: Diagnostic[]): Metadata {
  const layers = layersOf(map)
  const first = (key: string): YamlEntry | undefined => layers.flatMap((layer) => entry(layer, key) ?? [])[0]
  const all = (key: string): YamlEntry[] => layers.flatMap((layer) => entry(layer, key) ?? [])
  const described = tidy(textOf(first('description')?.value))
  const level = readLevel(first('severity'), problems)
  const status = statusOf(layers)
  for (const key of times) checkTime(first(key), key, problems)
  const guides = [
    ...guide(first('description-detailed') ?? first('description_detailed'), 'Details'),
    ...guide(first('recommendedActions'), 'Recommended actions'),
  ]
  const pairs = layers.flatMap((layer) => mapsAt(layer, 'tags'))
  return {
    ...(status && { status }),
    ...(level && { level }),
    ...(described && { description: described }),
    ...(guides.length > 0 && { guides }),
    authors: authorsOf(layers),
    references: linksIn([described, ...guides.map(({ markdown }) => markdown)].join('\n')),
    falsepositives: [],
    tags: unique([
      ...[...all('tactics'), ...all('category')].flatMap(({ value }) => tacticsOf(value)),
      ...['relevantTechniques', 'techniques', 'subTechniques', 'mitreTechniques'].flatMap((key) =>
        all(key).flatMap(({ value }) => techniqueTags(value)),
      ),
      ...pairs.flatMap(pairTags),
      ...[...all('tags'), ...all('tag')].flatMap(({ value }) => plainTags(value)),
    ]),
    related: relatedOf(map, layers),
    fields: columnsOf(layers),
    scope: [],
    other: layers.flatMap((layer) => layer.entries.flatMap((one) => otherOf(one, layers))),
  }
}

/** The maps that a rule's metadata is spread over, outermost first. */
function layersOf(map: YamlMap): YamlMap[] {
  const properties = mapAt(map, 'properties')
  const body = properties ?? map
  const action = mapAt(body, 'detectionAction')
  const template = action && mapAt(action, 'alertTemplate')
  const metadata = mapAt(body, 'metadata')
  return [map, properties, action, template, metadata].filter((one): one is YamlMap => one !== undefined)
}

/** Descriptions stand in quotes within their block; their layout is not the author's. */
function tidy(text: string): string {
  const [, , inner] = /^(['"])([\s\S]*)\1$/.exec(text) ?? []
  return (inner ?? text.replace(/^'(?=[A-Z])/, '')).trim()
}

function readLevel(found: YamlEntry | undefined, problems: Diagnostic[]): Level | undefined {
  const written = textOf(found?.value)
  if (!found || !written) return undefined
  const level = levelOf(written)
  if (!level) problems.push(diagnose('kusto/bad-value', place(found.value), 'severity', written))
  return level
}

/** Rules that are retired say so in their names. */
function statusOf(layers: readonly YamlMap[]): string {
  const named = (keys: readonly string[]): string[] => layers.flatMap((layer) => keys.map((key) => textAt(layer, key)))
  if (named(['name', 'displayName']).some((name) => /^\s*[[(]\s*deprecated\s*[\])]/i.test(name))) return 'deprecated'
  return named(['status']).find(Boolean)?.toLowerCase() ?? ''
}

function checkTime(found: YamlEntry | undefined, key: string, problems: Diagnostic[]): void {
  const written = textOf(found?.value)
  if (found && written && millisOf(written) === undefined)
    problems.push(diagnose('kusto/bad-time', place(found.value), key, written))
}

function guide(found: YamlEntry | undefined, title: string): NonNullable<Metadata['guides']> {
  if (found?.value.kind !== 'scalar' || textOf(found.value) === '') return []
  return [{ title, markdown: found.value.text, span: found.value.inner }]
}

function authorsOf(layers: readonly YamlMap[]): string[] {
  const found = layers.flatMap((layer) => {
    const node = entry(layer, 'author')?.value
    return node?.kind === 'map' ? [textAt(node, 'name')] : scalars(node).map(({ text }) => text.trim())
  })
  return [...new Set(found.flatMap((author) => author.split(/,\s*/)).filter(Boolean))]
}

/** Names in a list, or in one text with commas; pairs of a tactic with its techniques say both. */
const tacticsOf = (node: YamlNode): Tag[] => [
  ...scalars(node).flatMap((scalar) =>
    namesOf(scalar.text, node.kind === 'list').map((name) => tacticTag(name, place(scalar))),
  ),
  ...mapsOf(node).flatMap((pair) => [
    ...tacticsAt(pair, 'tactic'),
    ...techniqueTags(entry(pair, 'techniques')?.value),
    ...techniqueTags(entry(pair, 'technique')?.value),
  ]),
]

const tacticsAt = (map: YamlMap, key: string): Tag[] =>
  scalars(entry(map, key)?.value).map((scalar) => tacticTag(scalar.text, place(scalar)))

/** In a list a comma belongs to a name. */
const namesOf = (text: string, listed: boolean): string[] =>
  (listed ? [text] : text.split(/[,;]/)).map((name) => name.trim()).filter(Boolean)

/** A technique, or a map of one with its sub-techniques, which then say more than it. */
const techniqueTags = (node: YamlNode | undefined): Tag[] => [
  ...scalars(node).flatMap((scalar) => {
    const found = techniquesIn(scalar.text, 0)
    return found.map((tag) => ({ ...tag, span: place(scalar) }))
  }),
  ...mapsOf(node).flatMap((map) => [
    ...techniqueTags(entry(map, 'technique')?.value),
    ...techniqueTags(entry(map, 'subTechniques')?.value),
  ]),
]

/** Azure's saved searches have tags with a name and a value; other maps are tags by their keys. */
function pairTags(map: YamlMap): Tag[] {
  const [name, value] = [textAt(map, 'name'), entry(map, 'value')?.value]
  if (name && value) {
    if (/^tactics$/i.test(name)) return tacticsOf(value)
    if (/^techniques$/i.test(name)) return techniqueTags(value)
    return name === 'description'
      ? []
      : scalars(value).map((one) => ({ namespace: name, name: one.text.trim(), span: place(one) }))
  }
  return map.entries.flatMap(({ key, value: node }) =>
    scalars(node).map((one) => ({ namespace: key.text, name: one.text.trim(), span: place(one) })),
  )
}

const plainTags = (node: YamlNode): Tag[] =>
  scalars(node).flatMap((scalar) =>
    namesOf(scalar.text, node.kind === 'list').map((name) => ({ namespace: '', name, span: place(scalar) })),
  )

const unique = (tags: readonly Tag[]): Tag[] => {
  const seen = new Set<string>()
  return tags.filter(({ namespace, name }) => {
    const text = `${namespace}.${name}`
    return name !== '' && !seen.has(text) && seen.add(text)
  })
}

/** The analytic rule that a custom detection was made from, the template that a rule was. */
function relatedOf(map: YamlMap, layers: readonly YamlMap[]): Related[] {
  const provenance = mapAt(map, 'contentProvenance')
  const source = provenance && mapAt(provenance, 'source')
  const templates = layers.flatMap((layer) => [entry(layer, 'alertRuleTemplateName'), entry(layer, 'templateId')])
  return [source && entry(source, 'id'), ...templates].flatMap((found) => {
    const id = textOf(found?.value)
    return found && id ? [{ id, type: 'derived', span: place(found.value) }] : []
  })
}

const columnLists = ['entityMappings', 'customDetails', 'impactedAssets', 'sentinelEntitiesMappings']

/** Columns that name what an alert is about, and those that are shown with it. */
function columnsOf(layers: readonly YamlMap[]): string[] {
  const found = layers.flatMap((layer) =>
    columnLists.flatMap((key) => columnsIn(entry(layer, key)?.value, key === 'customDetails')),
  )
  return [...new Set(found)]
}

/** `columnName: X`, `addressColumn: X`; every value where a map goes from names to columns. */
function columnsIn(node: YamlNode | undefined, every: boolean, depth = 0): string[] {
  if (!node || node.kind === 'scalar' || depth > 16) return []
  if (node.kind === 'list') return node.items.flatMap((item) => columnsIn(item, every, depth + 1))
  return node.entries.flatMap(({ key, value }) => {
    if (value.kind !== 'scalar') return columnsIn(value, every, depth + 1)
    return (every || /Column$|^columnName$/.test(key.text)) && textOf(value) ? [textOf(value)] : []
  })
}

/** Layers show their own entries. */
function otherOf(found: YamlEntry, layers: readonly YamlMap[]): Metadata['other'] {
  const { key, value, span } = found
  if (own.has(key.text) || layers.some((layer) => layer === value)) return []
  if (key.text === 'requiredDataConnectors') return mapsOf(value).map((map) => connector(map))
  const text = valueText(value)
  return text ? [{ key: key.text, text, span }] : []
}

function connector(map: YamlMap): { key: string; text: string; span: Span } {
  const types = scalars(entry(map, 'dataTypes')?.value).map(({ text }) => text.trim())
  const name = textAt(map, 'connectorId')
  return { key: 'requiredDataConnectors', text: [name, types.join(', ')].filter(Boolean).join(': '), span: map.span }
}
