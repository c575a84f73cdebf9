import type { Catalog } from './build.js'

/** What is worked out of a catalog when it is first asked for, and kept as long as the catalog. */
export function perCatalog<T extends object>(make: (catalog: Catalog) => T): (catalog: Catalog) => T {
  const known = new WeakMap<Catalog, T>()
  return (catalog) => {
    let made = known.get(catalog)
    if (!made) {
      made = make(catalog)
      known.set(catalog, made)
    }
    return made
  }
}
