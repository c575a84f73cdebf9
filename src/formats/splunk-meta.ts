/** Everything in a Splunk detection but its search. */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Metadata, Tag } from '../model/rule.js'
import { levels } from '../model/rule.js'
import type { YamlEntry, YamlMap, YamlNode } from '../text/yaml.js'
import { entry, place, scalars } from '../text/yaml.js'
import { mapAt, mapsOf, textAt, textOf, valueText } from '../text/yaml-nodes.js'
import { detectionTypes } from './splunk-kinds.js'
import { readRisk } from './splunk-risk.js'

const statuses = ['production', 'experimental', 'deprecated', 'validation']

/** What the tags say, which newer detections say without a map around it: key to namespace. */
const namespaces: Readonly<Record<string, string>> = {
  analytic_story: 'analytic_story',
  asset_type: 'asset_type',
  category: 'category',
  cis20: 'cis20',
  cve: 'cve',
  CVE: 'cve',
  group: 'group',
  kill_chain_phases: 'kill_chain_phases',
  mitre_attack_id: 'attack',
  nist: 'nist',
  product: 'product',
  security_domain: 'security_domain',
  type: 'type',
}

/** Keys with a place of their own in the metadata, or in the stages. */
const own = new Set([
  'name',
  'id',
  'date',
  'creation_date',
  'modification_date',
  'author',
  'status',
  'description',
  'search',
  'references',
  'how_to_implement',
  'known_false_positives',
  'drilldown_searches',
  'explanation',
  'license',
  'risk_severity',
])

/** Keys whose maps are shown entry by entry. */
const unfolded: Readonly<Record<string, string>> = {
  tags: '',
  rba: 'rba.',
  finding: 'finding.',
  intermediate_findings: 'intermediate_findings.',
}

export function readSplunkMeta(map: YamlMap, problems: Diagnostic[]): Metadata {
  checkTypes(map, problems)
  const tags = mapAt(map, 'tags')
  const text = (key: string): string | undefined => textAt(map, key) || undefined
  const texts = (key: string): string[] => scalars(entry(map, key)?.value).flatMap((one) => one.text.trim() || [])
  const { level: scored, fields } = readRisk(map, tags, problems)
  const severity = tags && textAt(tags, 'risk_severity').toLowerCase()
  const level = levels.find((one) => one === severity) ?? scored
  const status = text('status')
  oneOf(entry(map, 'status'), 'status', statuses, problems)
  oneOf(entry(map, 'type'), 'type', detectionTypes, problems)
  const date = readDate(entry(map, 'creation_date') ?? entry(map, 'date'), problems)
  const modified = readDate(entry(map, 'modification_date'), problems)
  const description = text('description')
  const license = text('license')
  const guides = readGuides(map)
  return {
    ...(status && { status: status.toLowerCase() }),
    ...(level && { level }),
    ...(description && { description }),
    ...(date && { date }),
    ...(modified && { modified }),
    ...(license && { license }),
    ...(guides.length > 0 && { guides }),
    authors: texts('author').flatMap((authors) => authors.split(',').flatMap((name) => name.trim() || [])),
    references: texts('references'),
    falsepositives: texts('known_false_positives'),
    tags: readTags(map, tags),
    related: [],
    fields,
    scope: [],
    other: readOther(map),
  }
}

const shapes: Readonly<Record<string, 'text' | 'a list' | 'a map'>> = {
  name: 'text',
  id: 'text',
  author: 'text',
  status: 'text',
  type: 'text',
  description: 'text',
  how_to_implement: 'text',
  known_false_positives: 'text',
  references: 'a list',
  data_source: 'a list',
  drilldown_searches: 'a list',
  tests: 'a list',
  tags: 'a map',
  rba: 'a map',
  finding: 'a map',
  intermediate_findings: 'a map',
}

function checkTypes(map: YamlMap, problems: Diagnostic[]): void {
  for (const { key, value } of map.entries) {
    const shape = Object.hasOwn(shapes, key.text) ? shapes[key.text] : undefined
    if (!shape || (value.kind === 'scalar' && value.value === null)) continue
    if (shape !== shapeOf(value)) problems.push(diagnose('splunk/ill-typed', place(value), key.text, shape))
  }
}

function shapeOf({ kind }: YamlNode): 'text' | 'a list' | 'a map' {
  if (kind === 'scalar') return 'text'
  return kind === 'list' ? 'a list' : 'a map'
}

function oneOf(found: YamlEntry | undefined, key: string, known: readonly string[], problems: Diagnostic[]): void {
  const written = textOf(found?.value)
  if (!found || !written || known.some((one) => one.toLowerCase() === written.toLowerCase())) return
  problems.push(diagnose('splunk/bad-value', place(found.value), key, written))
}

/** `2024-10-24`, also with slashes or a time; anything that is no date as written, with a warning. */
function readDate(found: YamlEntry | undefined, problems: Diagnostic[]): string | undefined {
  const written = textOf(found?.value)
  if (!found || !written) return undefined
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(written)
  const [year, month, day] = match?.slice(1, 4).map(Number) ?? []
  if (year && month && day && month <= 12 && day <= 31)
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  problems.push(diagnose('splunk/bad-date', place(found.value), written))
  return written
}

function readTags(map: YamlMap, tags: YamlMap | undefined): Tag[] {
  return [...map.entries, ...(tags?.entries ?? [])].flatMap(({ key, value }) => {
    const namespace = namespaceOf(key.text)
    return namespace === undefined
      ? []
      : scalars(value).flatMap((scalar) => {
          const name = scalar.text.trim()
          // ATT&CK's ids are written in capitals here and in small letters in tags.
          return name
            ? [{ namespace, name: namespace === 'attack' ? name.toLowerCase() : name, span: place(scalar) }]
            : []
        })
  })
}

const namespaceOf = (key: string): string | undefined => (Object.hasOwn(namespaces, key) ? namespaces[key] : undefined)

type Guides = NonNullable<Metadata['guides']>

function readGuides(map: YamlMap): Guides {
  return [
    ...guideOf(map, 'explanation', 'Explanation'),
    ...guideOf(map, 'how_to_implement', 'Setup'),
    ...drilldowns(entry(map, 'drilldown_searches')),
  ]
}

function guideOf(map: YamlMap, key: string, title: string): Guides {
  const node = entry(map, key)?.value
  if (node?.kind !== 'scalar' || node.value === null || node.text.trim() === '') return []
  return [{ title, markdown: node.text, span: node.inner }]
}

/** One guide for all: the name of each search, its code, and the time that it looks at. */
function drilldowns(found: YamlEntry | undefined): Guides {
  const sections = mapsOf(found?.value).flatMap((map) => {
    const search = textAt(map, 'search')
    if (!search) return []
    const name = textAt(map, 'name')
    const [from, to] = ['earliest_offset', 'latest_offset'].map((key) => textAt(map, key))
    const time = from || to ? [`From ${asCode(from || 'the beginning')} to ${asCode(to || 'now')}.`] : []
    return [[...(name ? [`**${escapeMarkdown(name)}**`] : []), fenced(search), ...time].join('\n\n')]
  })
  return found && sections.length > 0
    ? [{ title: 'Drill-down searches', markdown: sections.join('\n\n'), span: found.span }]
    : []
}

const escapeMarkdown = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~&]/g, '\\$&')

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)

function asCode(text: string): string {
  const marks = '`'.repeat(longestRun(text) + 1)
  return text.includes('`') ? `${marks} ${text} ${marks}` : marks + text + marks
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}spl\n${text}\n${fence}`
}

function readOther(map: YamlMap): Metadata['other'] {
  return map.entries.flatMap((one) => {
    const { key, value } = one
    const prefix = Object.hasOwn(unfolded, key.text) ? unfolded[key.text] : undefined
    if (prefix !== undefined && value.kind === 'map') return value.entries.flatMap((inner) => otherOf(inner, prefix))
    return otherOf(one, '')
  })
}

/** The telemetry of a detection has an entry for each source. */
function otherOf({ key, value, span }: YamlEntry, prefix: string): Metadata['other'] {
  if (prefix === '' && (own.has(key.text) || namespaceOf(key.text) !== undefined)) return []
  if (key.text === 'data_source' || key.text === 'data_sources')
    return scalars(value).flatMap((scalar) => {
      const text = scalar.text.trim()
      return text ? [{ key: 'data_source', text, span: place(scalar) }] : []
    })
  const text = valueText(value)
  return text ? [{ key: prefix + key.text, text, span }] : []
}
