/** Titles of the queries of a file, each one's own. */

export interface Named {
  /** Queries of one group share its title. */
  readonly group: unknown
  readonly title: string
  /** What tells one from the others, shortest first. */
  readonly names: readonly string[]
}

/** `Title (Sentinel)` where a group has several; numbered where that is not enough. */
export function distinctTitles(all: readonly Named[]): string[] {
  const sizes = counted(all.map(({ group }) => group))
  const short = all.map((one) => (sizes.get(one.group) === 1 ? one.title : withName(one, one.names[0])))
  const shared = counted(short)
  const long = all.map((one, i) => {
    const title = short[i] ?? one.title
    return sizes.get(one.group) === 1 || shared.get(title) === 1 ? title : withName(one, one.names.at(-1))
  })
  const left = counted(long)
  const used = new Map<string, number>()
  return long.map((title) => {
    if (left.get(title) === 1) return title
    const number = (used.get(title) ?? 0) + 1
    used.set(title, number)
    return number === 1 ? title : numbered(title, number)
  })
}

const withName = ({ title }: Named, name: string | undefined): string =>
  name && letters(name) !== letters(title) ? `${title} (${name})` : title

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const numbered = (title: string, number: number): string =>
  title.endsWith(')') ? `${title.slice(0, -1)}, ${number})` : `${title} (${number})`

function counted<T>(all: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}
