import { unsafeKey } from './json.js'

/** A part of a text or of an element's content: plain text, the index of a substitution, or an element. */
export type Item = string | number | ElementPlan

export interface AttributePlan {
  readonly name: string
  readonly items: readonly Item[]
}

/**
 * What to do to make the JSON value of one element: a template's tree, with what can be known of it beforehand worked out.
 * `<Data Name="x">` is an element whose key is x.
 */
export type ElementPlan = {
  readonly key: string | readonly Item[]
  /** The element and all elements in it. */
  readonly size: number
} & (
  | { readonly form: 'empty' }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'value'; readonly index: number }
  /** Only elements, whose keys are known and all different. */
  | { readonly form: 'elements'; readonly children: readonly KeyedPlan[] }
  | { readonly form: 'mixed'; readonly attributes: readonly AttributePlan[]; readonly items: readonly Item[] }
)

type KeyedPlan = ElementPlan & { readonly key: string }

const isKeyed = (item: Item): item is KeyedPlan =>
  typeof item === 'object' && typeof item.key === 'string' && item.key !== unsafeKey

export function planElement(name: string, attributes: readonly AttributePlan[], items: readonly Item[]): ElementPlan {
  const naming = name === 'Data' ? attributes.find((attribute) => attribute.name === 'Name') : undefined
  const key = naming ? keyOf(naming.items) : name
  const size = items.reduce<number>(
    (sum, item) => sum + (typeof item === 'object' ? item.size : 1),
    1 + attributes.length,
  )
  const kept = naming ? [] : attributes
  const [first] = items
  if (kept.length > 0) return { key, size, form: 'mixed', attributes: kept, items }
  if (first === undefined) return { key, size, form: 'empty' }
  if (items.length === 1 && typeof first === 'string') return { key, size, form: 'text', text: first }
  if (items.length === 1 && typeof first === 'number') return { key, size, form: 'value', index: first }
  const children = items.filter(isKeyed)
  const isPlain = children.length === items.length && new Set(children.map((child) => child.key)).size === items.length
  return isPlain ? { key, size, form: 'elements', children } : { key, size, form: 'mixed', attributes: kept, items }
}

const keyOf = (items: readonly Item[]): string | readonly Item[] => {
  const [first = ''] = items
  return items.length < 2 && typeof first === 'string' ? first : items
}
