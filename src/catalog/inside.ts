/**
 * Finds which patterns of a set stand inside a text. Patterns are looked up by their first characters at every
 * position of the text, so the cost is the text's length times a few map look-ups, however many patterns there are.
 */
export interface Inside<T> {
  /** Every pattern found, with the place where it begins; the same pattern once for each place. */
  in(text: string, visit: (item: T, at: number) => void): void
}

const longest = 8

export function inside<T>(patterns: Iterable<readonly [string, T]>): Inside<T> {
  const byLength: (Map<string, [string, T][]> | undefined)[] = []
  for (const pattern of patterns) {
    const [text, item] = pattern
    if (text === '') continue
    const size = Math.min(text.length, longest)
    const start = text.slice(0, size)
    const table = byLength[size] ?? new Map<string, [string, T][]>()
    byLength[size] = table
    const bucket = table.get(start)
    if (bucket) bucket.push([text, item])
    else table.set(start, [[text, item]])
  }
  const tables = byLength.flatMap((table, size) => (table ? [{ size, table }] : []))
  return {
    in(text, visit) {
      for (let at = 0; at < text.length; at++)
        for (const { size, table } of tables) {
          if (at + size > text.length) break
          const bucket = table.get(text.slice(at, at + size))
          if (bucket) for (const [pattern, item] of bucket) if (text.startsWith(pattern, at)) visit(item, at)
        }
    },
  }
}
