/** Reaching into the YAML of a rule. */
import type { YamlMap, YamlNode } from '../text/yaml.js'
import { entry } from '../text/yaml.js'

/** The trimmed text of a scalar; empty for anything else. */
export const textOf = (node: YamlNode | undefined): string =>
  node?.kind === 'scalar' && node.value !== null ? node.text.trim() : ''

export const textAt = (map: YamlMap, key: string): string => textOf(entry(map, key)?.value)

export function mapAt(map: YamlMap, key: string): YamlMap | undefined {
  const node = entry(map, key)?.value
  return node?.kind === 'map' ? node : undefined
}

/** The maps of a list, or the one that stands for it. */
export const mapsOf = (node: YamlNode | undefined): YamlMap[] =>
  (node?.kind === 'list' ? node.items : node ? [node] : []).filter((item): item is YamlMap => item.kind === 'map')

export const mapsAt = (map: YamlMap, key: string): YamlMap[] => mapsOf(entry(map, key)?.value)
