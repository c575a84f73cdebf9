import type { About, QueryKey, Sought, Test } from './query.js'

/** Numbers and existence have no parts: these are always compared whole. */
const whole: ReadonlySet<QueryKey> = new Set<Test>(['exists', 'lt', 'le', 'gt', 'ge'])

export const comparesWhole = (kind: QueryKey | undefined): boolean => kind !== undefined && whole.has(kind)

/** Nothing stands inside every text, so that it is asked for as the whole one. */
export function about({ kind, text }: { readonly kind?: Test | undefined; readonly text?: Sought | undefined }): About {
  return {
    ...(kind && { kind }),
    ...(text && { text: { ...text, whole: text.whole || text.text === '' || comparesWhole(kind) } }),
  }
}

/** Both asked of one indicator; undefined when they cannot be: it has one kind and one text. */
export function merged(before: About | undefined, next: About): About | undefined {
  if (!before) return next
  if (next.kind && next.text) return undefined
  if ((next.kind && before.kind) || (next.text && before.text)) return undefined
  return about({ ...before, ...next })
}
