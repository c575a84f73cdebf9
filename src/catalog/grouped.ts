/** Items by a name that each has, in the order in which they come. */
export function grouped<T, K = string>(items: Iterable<T>, by: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const name = by(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}

/** Items by every name that each has, once under each. */
export function groupedBy<T, K>(items: Iterable<T>, names: (item: T) => Iterable<K>): Map<K, T[]> {
  const found = new Map<K, T[]>()
  for (const item of items)
    for (const name of new Set(names(item))) {
      const list = found.get(name)
      if (list) list.push(item)
      else found.set(name, [item])
    }
  return found
}
