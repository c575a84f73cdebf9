/**
 * How grave a detection is and whom it concerns. Three layouts: a score among the tags with observables; `rba` with
 * risk and threat objects; a finding and intermediate findings with entities.
 */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Level } from '../model/rule.js'
import type { YamlEntry, YamlMap } from '../text/yaml.js'
import { entry, place } from '../text/yaml.js'
import { mapAt, mapsAt, textOf } from '../text/yaml-nodes.js'

export interface Risk {
  readonly level?: Level
  /** Fields that name whom and what an alert is about. */
  readonly fields: readonly string[]
}

/** The severities that Splunk's packaging tool gives to risk scores: the highest score of each. */
const bands: readonly (readonly [number, Level])[] = [
  [20, 'informational'],
  [40, 'low'],
  [60, 'medium'],
  [80, 'high'],
  [100, 'critical'],
]

/** Several scores count as the highest of them; one that is not from 0 to 100 does not count. */
export function readRisk(root: YamlMap, tags: YamlMap | undefined, problems: Diagnostic[]): Risk {
  const objects = objectsOf(root, tags)
  const scores = objects.flatMap((map) => scoreAt(map, 'score', problems))
  if (tags) scores.push(...scoreAt(tags, 'risk_score', problems))
  if (scores.length === 0 && tags) scores.push(...estimated(tags, problems))
  const level = scores.length > 0 ? levelOf(scores.reduce((most, score) => Math.max(most, score))) : undefined
  const fields = new Set(objects.flatMap((map) => textOf((entry(map, 'field') ?? entry(map, 'name'))?.value) || []))
  return { ...(level && { level }), fields: [...fields] }
}

const levelOf = (score: number): Level | undefined => bands.find(([most]) => score <= most)?.[1]

function objectsOf(root: YamlMap, tags: YamlMap | undefined): YamlMap[] {
  const rba = mapAt(root, 'rba')
  const later = mapAt(root, 'intermediate_findings')
  return [
    ...mapsAt(mapAt(root, 'finding'), 'entity'),
    ...mapsAt(later, 'entities'),
    ...mapsAt(rba, 'risk_objects'),
    ...mapsAt(rba, 'threat_objects'),
    ...mapsAt(root, 'threat_objects'),
    ...mapsAt(tags, 'observable'),
  ]
}

/** Confidence and impact, both of a hundred, as they were multiplied before scores were written down. */
function estimated(tags: YamlMap, problems: Diagnostic[]): number[] {
  const [confidence] = scoreAt(tags, 'confidence', problems)
  const [impact] = scoreAt(tags, 'impact', problems)
  return confidence === undefined || impact === undefined ? [] : [Math.round((confidence * impact) / 100)]
}

function scoreAt(map: YamlMap, key: string, problems: Diagnostic[]): number[] {
  const found: YamlEntry | undefined = entry(map, key)
  const written = textOf(found?.value)
  if (!found || (found.value.kind === 'scalar' && !written)) return []
  const score = found.value.kind === 'scalar' ? Number(written) : Number.NaN
  if (score >= 0 && score <= 100) return [score]
  problems.push(diagnose('splunk/bad-score', place(found.value), key))
  return []
}
