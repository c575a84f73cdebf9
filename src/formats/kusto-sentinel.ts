/**
 * YAML of Microsoft Sentinel and Defender to its rules: analytic and hunting rules, the custom detections that they
 * become, and either as a resource of Azure. Each is metadata around a query, which the language's reader takes from here.
 */

import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Metadata, Span } from '../model/rule.js'
import type { Fragment } from '../text/fragment.js'
import type { YamlEntry, YamlFile, YamlMap, YamlNode } from '../text/yaml.js'
import { entry, place } from '../text/yaml.js'
import { yamlFragment } from '../text/yaml-fragment.js'
import { mapAt, mapsAt, textAt } from '../text/yaml-nodes.js'
import { titleOfPath } from './kusto-prose.js'
import { repairYaml } from './kusto-repair.js'
import { readSentinelMeta } from './kusto-sentinel-meta.js'
import { readTrigger, type Trigger } from './kusto-trigger.js'

export interface SentinelRule {
  readonly id: string
  readonly title: string
  readonly meta: Metadata
  /** Absent when there is none that is text. */
  readonly query: Fragment | undefined
  /** Absent when any result raises an alert. */
  readonly trigger: Trigger | undefined
  /** What there is instead of a query, when that is as it should be. */
  readonly without: 'moved' | 'built-in' | undefined
  readonly span: Span
  readonly diagnostics: readonly Diagnostic[]
}

export interface SentinelFile {
  readonly rules: readonly SentinelRule[]
  /** What concerns the file and no rule of it. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Keys that only Sentinel's rules have. */
const marks = [
  'requiredDataConnectors',
  'queryFrequency',
  'queryPeriod',
  'triggerOperator',
  'triggerThreshold',
  'relevantTechniques',
  'entityMappings',
  'eventGroupingSettings',
  'alertDetailsOverride',
  'customDetails',
  'suppressionDuration',
  'tactics',
  'techniques',
  'queryCondition',
]

/** Kinds of rules; those that are true of a kind have no query, and Microsoft keeps its logic. */
const kinds: Readonly<Record<string, boolean>> = {
  scheduled: false,
  nrt: false,
  hunting: false,
  customdetection: false,
  fusion: true,
  mlbehavioranalytics: true,
  microsoftsecurityincidentcreation: true,
  threatintelligence: true,
  anomaly: true,
}

const resource = /(?:^|\/)(?:alertRules|alertRuleTemplates|detectionRules|savedSearches|huntingQueries)\b/i

/** Keys of other families' rules and of Sentinel's own files that are none. */
const foreign = ['detection', 'logsource', 'correlation', 'search', 'ParserQuery', 'FunctionQuery', 'playbook']

export const isSentinelDocument = (map: YamlMap): boolean => bodiesOf(map).length > 0

/** What of a document is a rule: itself, or the resources that it lists. */
function bodiesOf(map: YamlMap): YamlMap[] {
  if (foreign.some((key) => entry(map, key))) return []
  if (isRule(map)) return [map]
  return ['resources', 'value', 'rules'].flatMap((key) => mapsAt(map, key).filter(isRule))
}

function isRule(map: YamlMap): boolean {
  const has = (key: string): boolean => entry(map, key) !== undefined
  if (resource.test(textAt(map, 'resourceType') || textAt(map, 'type')))
    return has('properties') || queryEntry(map) !== undefined
  const properties = mapAt(map, 'properties')
  const marked = marks.some((key) => has(key) || (properties && entry(properties, key)))
  if (queryEntry(map)) return marked || isKind(map) || isPlainHunt(map)
  const named = has('id') && (has('name') || has('displayName'))
  return (named && (marked || isKind(map) || isNotice(map))) || (marked && isKind(map))
}

const isKind = (map: YamlMap): boolean => Object.hasOwn(kinds, textAt(map, 'kind').toLowerCase())

/** Hunting queries may have nothing but a name, a description and a query; so may questions to a database. */
const isPlainHunt = (map: YamlMap): boolean =>
  (textAt(map, 'name') !== '' || textAt(map, 'displayName') !== '') &&
  (entry(map, 'description') !== undefined || entry(map, 'id') !== undefined) &&
  !['language', 'index', 'interval', 'platform', 'datasource'].some((key) => entry(map, key)) &&
  !/^\s*select\b/i.test(textAt(map, 'query'))

const notice =
  /content migration|\b(?:file|rule|query|content|detection) (?:is|was|has been) (?:re)?moved\b|\bmoved to (?:a |the )?new (?:location|folder)/i

const isNotice = (map: YamlMap): boolean => notice.test(textAt(map, 'description'))

/** The query, wherever the layout has it. */
function queryEntry(map: YamlMap): YamlEntry | undefined {
  for (const one of [map, mapAt(map, 'properties')]) {
    if (!one) continue
    const condition = mapAt(one, 'queryCondition')
    const found = entry(one, 'query') ?? (condition && (entry(condition, 'queryText') ?? entry(condition, 'query')))
    if (found) return found
  }
  return undefined
}

/** `text` is what `file` was read from, `path` names a rule that does not name itself. Never throws. */
export function readSentinelFile(path: string, text: string, file: YamlFile): SentinelFile {
  const broken = file.problems.some(({ code }) => code === 'yaml/syntax')
  const repaired = broken ? repairYaml(text) : undefined
  const source = repaired?.text ?? text
  const nodes: readonly YamlNode[] = repaired?.documents ?? file.documents
  const bodies = nodes.flatMap((node) => (node.kind === 'map' ? bodiesOf(node) : []))
  const whole: Span = { from: 0, to: text.length }
  const rules = bodies.map((map) => readRule(map, bodies.length === 1 ? whole : map.span, source, path))
  const inside = ({ span }: Diagnostic, rule: SentinelRule): boolean =>
    span.from >= rule.span.from && span.to <= rule.span.to
  return {
    rules: rules.map((rule) => ({
      ...rule,
      diagnostics: [...file.problems.filter((problem) => inside(problem, rule)), ...rule.diagnostics],
    })),
    diagnostics: file.problems.filter((problem) => !rules.some((rule) => inside(problem, rule))),
  }
}

/** Whether a text that is not YAML was meant to be a rule of Sentinel's. */
export function isBrokenSentinel(text: string): boolean {
  return /^(?:query|properties)[ \t]*:/m.test(text) && (repairYaml(text)?.documents.some(isSentinelDocument) ?? false)
}

function readRule(map: YamlMap, span: Span, text: string, path: string): SentinelRule {
  const diagnostics: Diagnostic[] = []
  const properties = mapAt(map, 'properties')
  const template = alertTemplate(properties ?? map)
  const first = (...keys: readonly string[]): string =>
    [map, properties, template].flatMap((one) => keys.map((key) => (one ? textAt(one, key) : ''))).find(Boolean) ?? ''
  const own =
    properties && (textAt(properties, 'displayName') || textAt(properties, 'name') || textAt(properties, 'id'))
  const title = own
    ? textAt(properties, 'displayName') || first('name', 'title')
    : first('displayName', 'name', 'title')
  const id = (properties && textAt(properties, 'id')) || first('id', 'guid') || (properties ? textAt(map, 'name') : '')
  const top = (entry(map, 'name') ?? map.entries[0])?.span ?? map.span
  if (!title) diagnostics.push(diagnose('kusto/no-title', top))
  if (!id) diagnostics.push(diagnose('kusto/no-id', top))
  const found = queryEntry(map)
  const query = found?.value.kind === 'scalar' && found.value.value !== null ? found.value : undefined
  const without = query ? undefined : withoutQuery(map, found, top, diagnostics)
  return {
    id: /^[[{]/.test(id) ? '' : id,
    title: title || titleOfPath(path),
    meta: readSentinelMeta(map, diagnostics),
    query: query && yamlFragment(query, text),
    trigger: query && readTrigger([map, ...(properties ? [properties] : [])], diagnostics),
    without,
    span,
    diagnostics,
  }
}

/** What a custom detection's alerts say, wherever the layout has it. */
function alertTemplate(body: YamlMap): YamlMap | undefined {
  const action = mapAt(body, 'detectionAction')
  return action && mapAt(action, 'alertTemplate')
}

function withoutQuery(
  map: YamlMap,
  found: YamlEntry | undefined,
  top: Span,
  problems: Diagnostic[],
): SentinelRule['without'] {
  const kind = textAt(map, 'kind')
  if (found && found.value.kind !== 'scalar') problems.push(diagnose('kusto/query-not-text', place(found.value)))
  else if (kinds[kind.toLowerCase()] === true) {
    problems.push(diagnose('kusto/built-in', entry(map, 'kind')?.span ?? top, kind))
    return 'built-in'
  } else if (isNotice(map)) {
    problems.push(diagnose('kusto/moved', entry(map, 'description')?.span ?? top))
    return 'moved'
  } else problems.push(diagnose('kusto/no-query', found?.span ?? top))
  return undefined
}
