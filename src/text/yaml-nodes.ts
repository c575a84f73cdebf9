/** Reaching into the YAML of a rule. */
import type { YamlMap, YamlNode } from './yaml.js'
import { entry } from './yaml.js'

/** The text of a value that is plain and not null, blanks around it left out; empty for anything else. */
export const textOf = (node: YamlNode | undefined): string =>
  node?.kind === 'scalar' && node.value !== null ? node.text.trim() : ''

export const textAt = (map: YamlMap, key: string): string => textOf(entry(map, key)?.value)

export function mapAt(map: YamlMap | undefined, key: string): YamlMap | undefined {
  const node = map && entry(map, key)?.value
  return node?.kind === 'map' ? node : undefined
}

/** The maps of a list, or the one that stands for it. */
export const mapsOf = (node: YamlNode | undefined): YamlMap[] =>
  (node?.kind === 'list' ? node.items : node ? [node] : []).filter((item): item is YamlMap => item.kind === 'map')

export const mapsAt = (map: YamlMap | undefined, key: string): YamlMap[] => mapsOf(map && entry(map, key)?.value)

/** A value on one line or a few, for showing: nothing of it is lost, its layout is. */
export function valueText(node: YamlNode, depth = 0): string {
  if (depth > 16) return '…'
  switch (node.kind) {
    case 'scalar':
      return node.text
    case 'list':
      return node.items
        .map((item) => valueText(item, depth + 1))
        .join(node.items.some(({ kind }) => kind !== 'scalar') ? '\n' : ', ')
    case 'map':
      return node.entries.map((one) => `${one.key.text}: ${valueText(one.value, depth + 1)}`).join('; ')
    default:
      return node satisfies never
  }
}
