import type { YamlNode } from './yaml.js'

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
