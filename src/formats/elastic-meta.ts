/** Everything in an Elastic rule file but its logic. */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Level, Metadata, Tag, Threat } from '../model/rule.js'
import { levels } from '../model/rule.js'
import type { TomlEntry, TomlMap, TomlNode, TomlScalar } from '../text/toml.js'
import { tomlEntry, tomlMaps, tomlScalars } from '../text/toml.js'

/** Keys of the rule table that have a place of their own in the metadata. */
const ownRuleKeys = new Set([
  'name',
  'rule_id',
  'severity',
  'author',
  'license',
  'references',
  'false_positives',
  'tags',
  'description',
  'note',
  'setup',
  'investigation_fields',
  'threat',
  'language',
])

/** Keys that become stages, in all types of rules but those that are named, or only in the one that is. */
const stageKeys: Readonly<Record<string, { readonly not: readonly string[] } | { readonly only: string }>> = {
  query: { not: ['machine_learning'] },
  filters: { not: ['machine_learning'] },
  index: { not: ['machine_learning', 'esql'] },
  threshold: { only: 'threshold' },
  new_terms: { only: 'new_terms' },
  new_terms_fields: { only: 'new_terms' },
  history_window_start: { only: 'new_terms' },
  machine_learning_job_id: { only: 'machine_learning' },
  anomaly_threshold: { only: 'machine_learning' },
  threat_index: { only: 'threat_match' },
  threat_query: { only: 'threat_match' },
  threat_language: { only: 'threat_match' },
  threat_filters: { only: 'threat_match' },
  threat_mapping: { only: 'threat_match' },
}

function hasPlace(key: string, type: string): boolean {
  if (ownRuleKeys.has(key)) return true
  const stage = Object.hasOwn(stageKeys, key) ? stageKeys[key] : undefined
  if (!stage) return false
  return 'only' in stage ? stage.only === type : !stage.not.includes(type)
}

const ownMetadataKeys = new Set(['creation_date', 'updated_date', 'maturity'])

const guides = [
  ['note', 'Investigation guide'],
  ['setup', 'Setup'],
] as const

/** `rule` and `metadata` are the tables of these names; `root` holds them and whatever else the file has. */
export function readElasticMeta(root: TomlMap, rule: TomlMap, problems: Diagnostic[]): Metadata {
  const metadata = mapOf(tomlEntry(root, 'metadata')?.value)
  const texts = (key: string): string[] => textsOf(tomlEntry(rule, key)?.value)
  const meta: Writable<Metadata> = {
    authors: texts('author'),
    references: texts('references'),
    falsepositives: texts('false_positives'),
    tags: tomlScalars(tomlEntry(rule, 'tags')?.value).map(readTag),
    related: [],
    fields: investigationFields(tomlEntry(rule, 'investigation_fields')?.value),
    scope: [],
    other: others(root, rule, metadata),
  }
  const level = readLevel(tomlEntry(rule, 'severity'), problems)
  if (level) meta.level = level
  const status = textOf(metadata, 'maturity')
  if (status) meta.status = status
  const description = textOf(rule, 'description')
  if (description) meta.description = description
  const license = textOf(rule, 'license')
  if (license) meta.license = license
  const date = readDate(tomlEntry(metadata, 'creation_date'), problems)
  if (date) meta.date = date
  const modified = readDate(tomlEntry(metadata, 'updated_date'), problems)
  if (modified) meta.modified = modified
  const threats = tomlMaps(tomlEntry(rule, 'threat')?.value).flatMap((map) => readThreat(map, problems))
  if (threats.length > 0) meta.threats = threats
  const found = guides.flatMap(([key, title]) => readGuide(tomlEntry(rule, key)?.value, title))
  if (found.length > 0) meta.guides = found
  return meta
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const mapOf = (node: TomlNode | undefined): TomlMap | undefined => (node?.kind === 'map' ? node : undefined)

export const scalarOf = (map: TomlMap | undefined, key: string): TomlScalar | undefined => {
  const node = tomlEntry(map, key)?.value
  return node?.kind === 'scalar' ? node : undefined
}

export const textOf = (map: TomlMap | undefined, key: string): string | undefined =>
  scalarOf(map, key)?.text.trim() || undefined

const textsOf = (node: TomlNode | undefined): string[] =>
  tomlScalars(node)
    .map(({ text }) => text.trim())
    .filter(Boolean)

/** `Domain: Endpoint` has a namespace; a tag without a colon has none. */
function readTag({ text, span }: TomlScalar): Tag {
  const [, namespace, name] = /^\s*([^:]*?)\s*:\s+(.*?)\s*$/s.exec(text) ?? []
  return { namespace: namespace ?? '', name: name ?? text.trim(), span }
}

function readLevel(found: TomlEntry | undefined, problems: Diagnostic[]): Level | undefined {
  if (found?.value.kind !== 'scalar') return undefined
  const written = found.value.text.trim()
  const level = levels.find((one) => one === written.toLowerCase())
  if (!level) problems.push(diagnose('elastic/bad-value', found.value.span, 'severity', written))
  return level
}

/** `2024/10/24` to ISO; anything that is no date as written, with a warning. */
function readDate(found: TomlEntry | undefined, problems: Diagnostic[]): string | undefined {
  if (found?.value.kind !== 'scalar') return undefined
  const written = found.value.text.trim()
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(written)
  const [year, month, day] = match?.slice(1, 4).map(Number) ?? []
  if (year && month && day && month <= 12 && day <= 31)
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  problems.push(diagnose('elastic/bad-date', found.value.span, written))
  return written
}

/** A list, or a table with a list in `field_names`. */
function investigationFields(node: TomlNode | undefined): string[] {
  return textsOf(node?.kind === 'map' ? tomlEntry(node, 'field_names')?.value : node)
}

function readGuide(node: TomlNode | undefined, title: string): NonNullable<Metadata['guides']> {
  if (node?.kind !== 'scalar' || node.text.trim() === '') return []
  return [{ title, markdown: node.text, span: node.inner }]
}

/** The techniques of a threat with the sub-techniques below each. Other frameworks than ATT&CK are left to `other`. */
function readThreat(map: TomlMap, problems: Diagnostic[]): Threat[] {
  if (!isAttack(map)) return []
  const tactic = mapOf(tomlEntry(map, 'tactic')?.value)
  const id = textOf(tactic, 'id')
  if (!id) problems.push(diagnose('elastic/bad-threat', map.span))
  const name = textOf(tactic, 'name')
  const techniques = tomlMaps(tomlEntry(map, 'technique')?.value).flatMap((technique) => [
    ...identified(technique),
    ...tomlMaps(tomlEntry(technique, 'subtechnique')?.value).flatMap(identified),
  ])
  return [{ tactic: id ?? '', ...(name && { name }), techniques, span: map.span }]
}

const isAttack = (map: TomlMap): boolean => /^(?:mitre\s+)?att&ck/i.test(textOf(map, 'framework') ?? 'MITRE ATT&CK')

function identified(map: TomlMap): Threat['techniques'] {
  const id = scalarOf(map, 'id')
  return id && id.text.trim() !== '' ? [{ id: id.text.trim(), span: id.span }] : []
}

function others(root: TomlMap, rule: TomlMap, metadata: TomlMap | undefined): Metadata['other'] {
  const type = textOf(rule, 'type') ?? ''
  const left = [
    ...rule.entries.filter(({ key, value }) => !hasPlace(key.text, type) || isOtherThreat(key.text, value)),
    ...(metadata?.entries.filter(({ key }) => !ownMetadataKeys.has(key.text)) ?? []),
    ...root.entries.filter(({ value }) => value !== rule && value !== metadata),
  ]
  return left.map(({ key, value, span }) => ({ key: key.text, text: valueText(value), span }))
}

const isOtherThreat = (key: string, node: TomlNode): boolean =>
  key === 'threat' && tomlMaps(node).some((map) => !isAttack(map))

/** A value on one line or a few, for showing: nothing of it is lost, its layout is. */
function valueText(node: TomlNode): string {
  switch (node.kind) {
    case 'scalar':
      return node.text
    case 'list':
      return node.items.map(valueText).join(node.items.some(({ kind }) => kind !== 'scalar') ? '\n' : ', ')
    case 'map':
      return node.entries.map(({ key, value }) => `${key.text}: ${valueText(value)}`).join('; ')
    default:
      return node satisfies never
  }
}
