import type { About } from './query.js'

/** Both asked of one indicator; undefined when they cannot be. */
export function merged(before: About | undefined, next: About): About | undefined {
  if (!before) return next
  const { test, holds } = before
  if (next.test && !next.test.value && !test) return { ...before, ...next }
  if (next.holds && !holds && !test?.value) return { ...before, ...next }
  return undefined
}
