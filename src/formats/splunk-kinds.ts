/** What a YAML document of a Splunk content repository holds, told by its keys. */
import type { YamlMap } from '../text/yaml.js'
import { entry } from '../text/yaml.js'
import { textAt } from '../text/yaml-nodes.js'

export type SplunkKind =
  | 'detection'
  | 'macro'
  | 'lookup'
  | 'data source'
  | 'story'
  | 'baseline'
  | 'investigation'
  | 'playbook'
  | 'deployment'
  | 'test'

/** Keys that only a detection of Splunk's has, in any of the layouts that its tools have had. */
const marks = [
  'how_to_implement',
  'known_false_positives',
  'data_source',
  'drilldown_searches',
  'rba',
  'finding',
  'intermediate_findings',
  'analytic_story',
  'security_domain',
]

/** Keys of a detection that other documents have too. */
const common = ['id', 'type', 'status', 'description', 'author', 'date', 'tags', 'tests']

/** Keys that say that a document is another family's rule. */
const foreign = ['detection', 'logsource', 'correlation', 'query', 'queryFrequency', 'requiredDataConnectors']

export const detectionTypes = ['TTP', 'Anomaly', 'Hunting', 'Correlation']

/** Undefined for what is no document of such a repository. */
export function kindOf(map: YamlMap): SplunkKind | undefined {
  const has = (key: string): boolean => entry(map, key) !== undefined
  if (foreign.some(has)) return undefined
  const named = has('name')
  if (named && has('definition') && !has('search')) return 'macro'
  return detectionOrSearch(map, has) ?? (named ? supporting(has) : undefined)
}

type Has = (key: string) => boolean

/** Documents around a search. One without it is still a detection when enough else says so. */
function detectionOrSearch(map: YamlMap, has: Has): SplunkKind | undefined {
  const marked = marks.filter(has).length
  if (has('playbook') || has('app_list')) return undefined
  const type = textAt(map, 'type').toLowerCase()
  const typed = detectionTypes.some((known) => known.toLowerCase() === type)
  const isSearch = has('search') && (marked > 0 || (has('name') && common.some(has)))
  if (!isSearch && marked < (typed ? 1 : 2)) return undefined
  if (type === 'baseline') return 'baseline'
  if (type === 'investigation') return 'investigation'
  const tags = entry(map, 'tags')?.value
  return !typed && tags?.kind === 'map' && entry(tags, 'detections') ? 'baseline' : 'detection'
}

const requirements: readonly (readonly [SplunkKind, readonly (readonly string[])[]])[] = [
  ['playbook', [['playbook'], ['app_list']]],
  ['story', [['narrative']]],
  ['data source', [['source', 'sourcetype'], ['supported_TA']]],
  ['lookup', [['filename'], ['collection'], ['lookup_type'], ['fields_list']]],
  ['deployment', [['scheduling'], ['alert_action']]],
  ['test', [['tests']]],
]

/** All the keys of one of the lists must be there. */
function supporting(has: Has): SplunkKind | undefined {
  return requirements.find(([, lists]) => lists.some((keys) => keys.every(has)))?.[0]
}
